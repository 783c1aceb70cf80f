"""A date is read the same whatever it is typed into, in figures or in words."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.domain.typed_date import UnreadableDateError, typed_date
from anef_desk.exchange.matching import TROUBLES
from anef_desk.exchange.values import UnreadableValueError, partial_date
from anef_desk.i18n import NAMES, load
from anef_desk.i18n.months import LOCALES
from ui.widgets.date_field import read_date

SAME = {
    "1990-05-17": (
        "17/05/1990", "17.5.1990", "17 05 1990", "17051990", "1990-05-17", "1990/5/17",
        "1990-05-17 00:00:00", "1990-05-17T00:00", "17/05/1990 00:00", "۱۷/۰۵/۱۹۹۰",
        "\u200f17 / 05 / \u200e1990",
        "17 mai 1990", "17 MAI 1990", "le 17 mai 1990", "17-mai-1990", "17\u00a0mai 1990",
        "17 MAI / MAY 1990", "17 May 1990", "17th May, 1990", "17 травня 1990",
        "17 травня 1990 р.", "17 травня 1990 року", "17 ТРАВНЯ 1990", "١٧ مايو ١٩٩٠",
        "17 مايو 1990م", "17 أيار 1990", "17 أيار/مايو 1990", "17 ماي 1990", "۱۷ می ۱۹۹۰",
        "17 مه 1990",
    ),
    "1990-05": (
        "05/1990", "5/1990", "1990-05", "00/05/1990", "1990-05-00", "mai 1990",
        "Mai 1990", "00 mai 1990", "травень 1990", "مايو ١٩٩٠", "می ۱۹۹۰",
    ),
    "1990": ("1990", "00/00/1990", "1990-00-00", "00001990", "۱۹۹۰"),
    "2025-03-01": (
        "1er mars 2025", "1ᵉʳ mars 2025", "1 mars 2025", "1st March 2025",
        "1 березня 2025 р.", "1 مارس 2025", "۱ مارچ ۲۰۲۵", "1 آذار 2025",
    ),
    "1990-08-01": ("1er août 1990", "1 AOUT 1990", "1 août 1990", "1/8/1990"),
    "1990-09": ("Sept. 1990", "sep 1990", "أيلول 1990"),
    "1991-01-02": ("2 كانون الثاني 1991", "2 كانون الثاني / يناير 1991", "2 janv. 1991"),
}  # fmt: skip

REFUSED = {
    "shape": ("hier", "17", "0", "17 mai", "mai", "12/5/1990/1", "17 mai 1990 à Kaboul",
              "99999", "17 mai 19900", "17 90"),
    "century": ("17/05/90", "17-05-90", "01/02/03", "17 mai 90", "17-mai-90", "mai 90",
                "17 травня 90", "۱۷ می ۹۰"),
    "serial": ("32874", "32874,5"),
    "date": ("31/02/1990", "05/17/1990", "1990-13", "17/00/1990", "17 floréal 1990",
             "31 février 1990", "32 mai 1990", "17 mai / juin 1990",
             "31 квітня 1990"),
    "calendar": ("1369/02/27", "27/02/1369", "۱۳۶۹-۲-۲۷", "1410"),
    "year": ("17/05/1790", "1899", "0000", "20101112", "01/01/2926", "31/12/9999",
             "17 mai 1790", "17 mai 1369", "17 mai 2926"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "read"), [(text, read) for read, texts in SAME.items() for text in texts]
)
def test_a_date_is_the_same_in_a_form_and_in_a_table(text: str, read: str) -> None:
    assert str(typed_date(text)) == read
    assert str(read_date(text)) == read
    assert str(partial_date(text)) == read


@pytest.mark.parametrize(
    ("text", "why"), [(text, why) for why, texts in REFUSED.items() for text in texts]
)
def test_what_may_be_several_days_or_none_is_refused_everywhere(
    text: str, why: str
) -> None:
    """But for the calendar: a form shows which day it took, a table has no reader."""
    with pytest.raises(UnreadableDateError, match=rf"^{why}$"):
        typed_date(text)
    with pytest.raises(UnreadableValueError):
        partial_date(text)
    if why != "calendar":
        assert read_date(text) is None


@pytest.mark.parametrize("language", NAMES)
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_as_the_application_writes_it_reads_back(
    language: str, day: date
) -> None:
    assert typed_date(load(language).day(day)).earliest == day


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it(text: str) -> None:
    """Whatever comes in is a date or refused."""
    with suppress(UnreadableDateError):
        assert typed_date(text).year


def test_a_table_has_a_sentence_for_each_reason() -> None:
    assert REFUSED.keys() <= TROUBLES.keys()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_name_of_a_month_is_that_month_alone(locale: str) -> None:
    """They are read whatever the window speaks: none is another month elsewhere."""
    for forms in Locale.parse(locale).months.values():
        for number, name in (*forms["wide"].items(), *forms["abbreviated"].items()):
            assert typed_date(f"17 {name} 1990").month == number


def test_a_cell_of_nothing_but_points_is_read_at_once() -> None:
    """A table that somebody made up may have thousands of them."""
    begun = time.process_time()
    with pytest.raises(UnreadableDateError, match="shape"):
        typed_date("mai" + "." * 5_000)
    assert time.process_time() - begun < 0.1
