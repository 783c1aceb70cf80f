"""Rights lost, then counted: what leaves the desk names nobody."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from anef_desk.desk.rights_losses import RestoredBeforeError
from anef_desk.desk.session import Desk
from anef_desk.desk.statistics import Asked, bars, grid, heading, name_of, notes
from anef_desk.domain.case import CaseState, Filing
from anef_desk.domain.person import Person
from anef_desk.domain.rights_loss import Cause, Right
from anef_desk.i18n import load
from anef_desk.statistics.records import Dimension, Subject
from anef_desk.statistics.tables import Line
from anef_desk.vault.vault import Vault

TODAY = date(2026, 11, 22)


def many(
    desk: Desk, number: int, prefecture: str = "Préfecture de la Sarthe"
) -> list[str]:
    return [
        desk.people.add(
            Person(id="", family_name=f"Exemple {n}", prefecture=prefecture)
        ).person.id
        for n in range(number)
    ]


@pytest.fixture
def counted(desk: Desk) -> Desk:
    """A year: fourteen people lose their job, six the RSA, two their bank."""
    people = many(desk, 14)
    for number, person in enumerate(people):
        desk.rights_losses.add(person, Right.JOB, date(2026, 1 + number % 2, 4))
    for person in people[:6]:
        desk.rights_losses.add(person, Right.RSA, date(2026, 3, 4))
    for person in people[:2]:
        desk.rights_losses.add(person, Right.BANK, date(2026, 3, 4))
    return desk


def test_a_right_is_lost_today_and_the_file_says_so(desk: Desk, samira: str) -> None:
    file = desk.rights_losses.add(samira, Right.JOB)

    assert [(loss.right, loss.lost_on) for loss in file.losses] == [(Right.JOB, TODAY)]
    assert file.journal[0].action == "right.lost"


def test_a_right_lost_is_told_more_of_and_given_back(desk: Desk, samira: str) -> None:
    (loss,) = desk.rights_losses.add(samira, Right.CAF, TODAY - timedelta(9)).losses
    (told,) = desk.rights_losses.put(replace(loss, cause=Cause.EXPIRED)).losses
    (restored,) = desk.rights_losses.restored(told).losses

    assert restored.cause == "expired"
    assert restored.restored_on == TODAY


def test_a_right_is_not_given_back_before_it_was_lost(desk: Desk, samira: str) -> None:
    (loss,) = desk.rights_losses.add(samira, Right.CAF).losses
    before = replace(loss, restored_on=TODAY - timedelta(1))

    with pytest.raises(RestoredBeforeError):
        desk.rights_losses.put(before)


def test_a_loss_noted_by_mistake_is_removed_and_can_come_back(
    desk: Desk, vault: Vault, samira: str
) -> None:
    (loss,) = desk.rights_losses.add(samira, Right.BANK).losses

    assert desk.rights_losses.remove(loss).losses == ()
    assert desk.rights_losses.put(loss).losses == (loss,)
    assert vault.verify().sound


def test_an_empty_vault_shows_nothing_and_says_why(desk: Desk) -> None:
    view = desk.statistics.show(Asked())

    assert view.years == ()
    assert view.asked.year == 2026
    assert view.lines.total is None
    assert list(notes(view, load("fr"))) == [
        "Moins de cinq personnes sont concernées cette année : rien n’est montré."
    ]


def test_rights_are_counted_and_small_numbers_are_hidden(counted: Desk) -> None:
    view = counted.statistics.show(Asked(rows=Dimension.RIGHT))

    assert view.lines.total == 22
    assert view.lines.lines == (Line("job", 14), Line("bank", None), Line("rsa", None))
    assert heading(view, load("fr")) == "Droits perdus en 2026 : droit"


def test_months_without_anything_are_noughts(counted: Desk) -> None:
    view = counted.statistics.show(Asked())

    assert [line.count for line in view.lines.lines] == [7, 7, 8, *[0] * 8]


def test_a_month_that_would_tell_somebody_is_hidden(desk: Desk) -> None:
    people = many(desk, 9)
    for number, person in enumerate(people):
        month = 2 if number < 2 else 4
        desk.rights_losses.add(person, Right.JOB, date(2026, month, 1))

    view = desk.statistics.show(Asked())

    assert [line.key for line in view.lines.lines if line.count is None] == [
        "2026-02",
        "2026-04",
    ]


def test_a_crossed_table_says_its_names(counted: Desk) -> None:
    view = counted.statistics.show(Asked(rows=Dimension.RIGHT, columns=Dimension.MONTH))
    rows = list(grid(view, counted.library, load("fr")))

    assert rows[0][:4] == ["Droit", "janvier", "février", "mars"]
    assert rows[1][:4] == ["Emploi", 7, 7, 0]
    assert rows[2][0] == "Lignes masquées, ensemble"
    assert rows[-1][0] == "Total"
    assert rows[-1][-1] == 22


def test_a_prefecture_typed_in_two_ways_is_one(desk: Desk) -> None:
    people = many(desk, 3) + many(desk, 3, "PREFECTURE  de la sarthe ")
    for person in people:
        desk.rights_losses.add(person, Right.JOB)

    view = desk.statistics.show(Asked(rows=Dimension.PREFECTURE))

    assert view.lines.lines == (Line("PREFECTURE  de la sarthe", 6),)


def test_blockages_are_counted_in_the_month_the_case_was_opened(desk: Desk) -> None:
    for person in many(desk, 5):
        case = desk.cases.open(person, "A2").case.id
        desk.cases.noticed(case, "D21")

    view = desk.statistics.show(
        Asked(subject=Subject.BLOCKAGES, rows=Dimension.SYMPTOM)
    )
    rows = list(grid(view, desk.library, load("fr")))

    assert view.lines.lines == (Line("D21", 5),)
    assert rows[1][0] == desk.library.symptoms["D21"].title


def test_a_loss_counts_for_the_request_that_was_open_then(desk: Desk) -> None:
    for person in many(desk, 5):
        desk.cases.open(person, "A2")
        desk.rights_losses.add(person, Right.JOB)
        desk.rights_losses.add(person, Right.RSA, TODAY - timedelta(1))

    view = desk.statistics.show(Asked(rows=Dimension.PROCEDURE))

    assert {line.key: line.count for line in view.lines.lines} == {"A2": 5, "": 5}


def test_a_question_the_subject_has_not_is_replaced(desk: Desk) -> None:
    view = desk.statistics.show(
        Asked(
            subject=Subject.BLOCKAGES,
            year=1999,
            rows=Dimension.RIGHT,
            columns=Dimension.MONTH,
        )
    )

    assert view.asked == Asked(
        subject=Subject.BLOCKAGES, year=2026, rows=Dimension.MONTH
    )


def test_a_loss_dated_tomorrow_is_not_counted_yet(desk: Desk) -> None:
    for person in many(desk, 5):
        desk.rights_losses.add(person, Right.JOB, TODAY + timedelta(1))

    assert desk.statistics.show(Asked()).lines.total is None


@pytest.mark.parametrize("columns", [None, Dimension.MONTH])
def test_what_leaves_is_what_is_shown_and_names_nobody(
    counted: Desk, columns: Dimension | None
) -> None:
    view = counted.statistics.show(Asked(rows=Dimension.RIGHT, columns=columns))
    pdf, table = counted.statistics.sheet(view), counted.statistics.csv(view)
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()

    for made in (text, table.decode("utf-8-sig"), pdf.decode("latin-1")):
        assert "Exemple " not in made.replace("Accueil Exemple", "")
        assert "Élise" not in made
    assert "Emploi" in text
    assert "masqué" in table.decode("utf-8-sig")
    assert counted.statistics.sheet(view) == pdf


def test_a_prefecture_that_begins_as_a_formula_is_a_text(desk: Desk) -> None:
    for person in many(desk, 5, '=HYPERLINK("x")'):
        desk.rights_losses.add(person, Right.JOB)

    made = desk.statistics.csv(desk.statistics.show(Asked(rows=Dimension.PREFECTURE)))

    assert '"\'=HYPERLINK(""x"")";5' in made.decode("utf-8-sig")


def test_a_prefecture_of_few_people_is_not_named(desk: Desk) -> None:
    """It was typed, and may say anything; so may a name that means a group here."""
    typed = ("Sarthe", 9), ("*", 6), ("Orne, dossier de M. Karimi (exemple)", 1)
    for prefecture, number in typed:
        for person in many(desk, number, prefecture):
            desk.rights_losses.add(person, Right.JOB)
    asked = Asked(rows=Dimension.PREFECTURE, columns=Dimension.RIGHT)

    view = desk.statistics.show(asked)
    rows = list(grid(view, desk.library, load("fr")))
    alone = replace(view, cross=None)

    assert rows[1:3] == [["Sarthe", 9, 9], ["Lignes masquées, ensemble", 7, 7]]
    for shown in (view, alone):
        assert "Karimi" not in desk.statistics.csv(shown).decode("utf-8-sig")
    assert list(bars(alone, desk.library, load("fr"))) == [
        ("Sarthe", 9),
        ("Lignes masquées, ensemble", 7),
    ]


def test_a_year_that_is_over_is_whole_and_says_so(desk: Desk) -> None:
    for person in many(desk, 5):
        desk.rights_losses.add(person, Right.JOB, date(2025, 2, 1))

    view = desk.statistics.show(Asked(year=2025))

    assert len(view.lines.lines) == 12
    assert view.until == date(2025, 12, 31)
    assert list(notes(view, load("fr"))) == [
        "Chaque droit compte au mois où il a été perdu."
    ]


def test_lines_of_one_person_each_leave_the_total_and_say_why(desk: Desk) -> None:
    for right, person in zip(Right, many(desk, 6), strict=False):
        desk.rights_losses.add(person, right)

    view = desk.statistics.show(Asked(rows=Dimension.RIGHT))

    assert list(grid(view, desk.library, load("fr"))) == [
        ["Droit", "Total"],
        ["Total", 6],
    ]
    assert any("seul le total" in note for note in notes(view, load("fr")))
    assert desk.statistics.sheet(view).startswith(b"%PDF")


def test_a_crossing_that_would_show_somebody_says_so(desk: Desk) -> None:
    people = many(desk, 6)
    for person in people[:5]:
        desk.rights_losses.add(person, Right.JOB, date(2026, 1, 1))
        desk.rights_losses.add(person, Right.RSA, date(2026, 2, 1))
    desk.rights_losses.add(people[5], Right.RSA, date(2026, 1, 1))

    view = desk.statistics.show(Asked(rows=Dimension.RIGHT, columns=Dimension.MONTH))

    assert view.cross is None
    assert heading(view, load("fr")) == "Droits perdus en 2026 : droit"
    assert any("laisserait reconnaître" in note for note in notes(view, load("fr")))


def test_too_few_people_leave_no_number_in_the_file(desk: Desk) -> None:
    for person in many(desk, 4):
        desk.rights_losses.add(person, Right.JOB)

    made = desk.statistics.csv(desk.statistics.show(Asked())).decode("utf-8-sig")

    assert "4" not in made
    assert "rien n’est montré" in made


def test_codes_the_catalogue_lost_are_named_by_themselves(desk: Desk) -> None:
    french = load("fr")

    assert name_of(desk.library, Dimension.PROCEDURE, "Z9", french) == "Z9"
    assert name_of(desk.library, Dimension.SYMPTOM, "D99", french) == "D99"
    assert name_of(desk.library, Dimension.PROCEDURE, "", french) == "Non noté"
    assert name_of(desk.library, Dimension.SYMPTOM, "waiting", french) == (
        "Aucun document encore remis"
    )


def test_a_wide_table_is_printed_in_several_of_the_same_width(counted: Desk) -> None:
    view = counted.statistics.show(Asked(rows=Dimension.RIGHT, columns=Dimension.MONTH))

    text = "".join(
        page.get_textpage().get_text_bounded()
        for page in pypdfium2.PdfDocument(counted.statistics.sheet(view))
    )

    assert text.count("Lignes masquées, ensemble") == 3
    assert "novembre" in text


def decided(desk: Desk, vault: Vault, people: list[str], days: list[int]) -> None:
    """File a request for each of *people*, decided some *days* after."""
    filed = date(2026, 1, 10)
    for person, waited in zip(people, days, strict=True):
        case = desk.cases.open(person, "A2").case
        done = replace(
            case,
            filing=Filing(filed_on=filed),
            state=CaseState.ANSWERED,
            answered_on=filed + timedelta(days=waited),
        )
        with vault.transaction(desk.staff) as store:
            store.cases.put(done)
            store.commit()


def test_how_long_decisions_take_is_a_median_of_five_people_at_least(
    desk: Desk, vault: Vault
) -> None:
    sarthe, orne = many(desk, 7), many(desk, 2, "Préfecture de l’Orne")
    assert Subject.DELAYS not in desk.statistics.show(Asked()).subjects
    decided(desk, vault, sarthe, [10, 20, 30, 40, 50, 60, 70])
    decided(desk, vault, orne, [1, 300])

    view = desk.statistics.show(
        Asked(subject=Subject.DELAYS, rows=Dimension.PREFECTURE, columns=None)
    )
    rows = list(grid(view, desk.library, load("fr")))

    assert Subject.DELAYS in view.subjects
    assert view.median == 40
    assert set((view.medians or {}).values()) <= {40}
    assert "300" not in str(rows)
    assert rows[0][-1] == "Jours d’attente, médiane"
    assert any("médiane" in note for note in notes(view, load("fr")))
    assert "300" not in str(list(bars(view, desk.library, load("fr"))))


def test_a_median_is_shown_where_its_number_is(desk: Desk, vault: Vault) -> None:
    people = many(desk, 12)
    decided(desk, vault, people, [20] * 6 + [50] * 6)

    view = desk.statistics.show(
        Asked(subject=Subject.DELAYS, rows=Dimension.MONTH, columns=Dimension.PROCEDURE)
    )
    rows = list(grid(view, desk.library, load("fr")))

    assert view.cross is None
    assert rows[1][1:] == [6, 20]
    assert rows[2][1:] == [0, "aucun"]
    assert rows[3][1:] == [6, 50]
    assert rows[-1][1:] == [12, 35]
    assert list(bars(view, desk.library, load("fr"))) == [("janvier", 20), ("mars", 50)]
    assert b"Jours" in desk.statistics.csv(view)
    assert desk.statistics.sheet(view).startswith(b"%PDF")


def test_attempts_are_counted_as_they_happened(desk: Desk) -> None:
    for person in many(desk, 6):
        for _time in range(2):
            desk.incidents.log(person, None, "D08")

    tries = desk.statistics.show(Asked(subject=Subject.ATTEMPTS))
    blocked = desk.statistics.show(Asked(subject=Subject.BLOCKAGES))

    assert tries.lines.total == 12
    assert blocked.lines.total == 6
    assert "Essais et appels" in heading(tries, load("fr"))


def test_the_bars_of_the_sheet_are_decoration(counted: Desk) -> None:
    """Whoever listens hears the name, then the number."""
    made = counted.statistics.sheet(
        counted.statistics.show(Asked(rows=Dimension.RIGHT))
    )
    page: Any = PdfReader(io.BytesIO(made)).pages[0]

    drawn = page.get_contents().get_data().split(b"BT")
    shapes = [part for part in drawn if b" re " in part]

    assert shapes
    assert all(b"/Artifact BMC" in part for part in shapes)
