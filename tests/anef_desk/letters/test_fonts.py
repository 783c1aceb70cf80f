"""Fonts: every character of our texts has one, and what has none is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import ShapeData
from reportlab.pdfgen.canvas import Canvas

from anef_desk.i18n import NAMES, load
from anef_desk.letters import fonts
from anef_desk.letters.fonts import UnprintableCharacterError, fonts_of
from anef_desk.letters.page import Composed
from anef_desk.letters.pdf import bilingual_letter, letter
from anef_desk.letters.runs import Run
from anef_desk.letters.tagged import TaggedCanvas

Compose = Callable[..., Composed]

DAY = date(2026, 11, 22)
FRENCH = "N’Diaye-Œuvre, « ÇÀÉÈÊËÎÏÔÙÛÜŸ », 1 450 €, 1er, n° 12 – 13 — …"
FAMILIES = (fonts.LATIN, fonts.LATIN_BOLD, fonts.ARABIC, fonts.ARABIC_BOLD)

families = pytest.mark.parametrize("family", FAMILIES)


@families
def test_french_is_written_by_every_family(family: tuple[str, ...]) -> None:
    assert len(fonts_of(FRENCH, family)) == len(FRENCH)


@families
@pytest.mark.parametrize("language", NAMES)
def test_each_language_writes_its_name_and_its_dates(
    language: str, family: tuple[str, ...]
) -> None:
    texts = load(language)
    text = f"{texts.name} {texts.text('Pièces jointes :')} {texts.day(DAY)}"

    assert set(fonts_of(text, family)) <= set(family)


@families
def test_a_character_of_the_first_font_is_written_with_it(
    family: tuple[str, ...],
) -> None:
    assert set(fonts_of("Le Mans", fonts.LATIN)) == {"NotoSans-Regular"}
    assert set(fonts_of("سمیرا", family)) <= {"Vazirmatn-Regular", "Vazirmatn-Bold"}


def test_a_mark_stays_with_the_font_of_its_letter() -> None:
    assert len(set(fonts_of("e\u0301", fonts.LATIN))) == 1
    assert len(set(fonts_of("سَ", fonts.LATIN))) == 1


@pytest.mark.parametrize("letter_of", ["😀", "漢", "ก", "\t", "\ud800", "\ue000"])
def test_a_character_no_font_can_write_is_refused_by_its_code(letter_of: str) -> None:
    with pytest.raises(UnprintableCharacterError) as refused:
        fonts_of(f"Sami {letter_of}", fonts.LATIN)

    assert refused.value.values == {"code": f"U+{ord(letter_of):04X}"}
    assert refused.value.exit_code == 18
    assert refused.value.explain(load("fr")).count("Rien n’a été imprimé") == 1


@pytest.mark.parametrize("mark", ["\ufff9", "\u070f", "\uffff", "\U000110bd"])
def test_a_mark_that_would_print_a_box_is_refused(mark: str) -> None:
    with pytest.raises(UnprintableCharacterError):
        fonts_of(f"Sami{mark}ra", fonts.LATIN)


@given(st.text("abcéèŁйїسعف😀漢\t\u200d\u0301 ", max_size=12))
def test_a_text_is_written_whole_or_refused(text: str) -> None:
    try:
        found = fonts_of(text, fonts.LATIN)
    except UnprintableCharacterError:
        assert set(text) & set("😀漢\t")
    else:
        assert len(found) == len(text)
        assert not set(text) & set("😀漢\t")


def test_nothing_is_printed_when_a_name_cannot_be(written: Compose) -> None:
    french = written("L02", family_name="Sami 😀")
    arabic = written("L02", "ar", family_name="Sami 😀")

    with pytest.raises(UnprintableCharacterError):
        letter(french)
    with pytest.raises(UnprintableCharacterError):
        bilingual_letter(french, arabic)


def reportlab_draws(name: str, run: Run, size: float, at: tuple[float, float]) -> str:
    """Return what ReportLab writes, run by run, in a document of its own."""
    canvas: Any = Canvas(io.BytesIO())
    words = canvas.beginText(*at)
    words.setFont(name, size)
    words.textOut(run.glyphs)
    canvas.drawText(words)
    return str(canvas._code[-1])


@given(
    st.text(alphabet=f"{FRENCH}()\\AVToéœfi سَمیرا", min_size=1, max_size=40),
    st.sampled_from(("NotoSans-Regular", "NotoSans-Bold", "Vazirmatn-Regular")),
    st.booleans(),
    st.floats(0, 600),
)
def test_a_run_is_written_as_reportlab_writes_it(
    text: str, name: str, rtl: bool, x: float
) -> None:
    """Only quicker; what it does not know how to write is left to ReportLab."""
    run = fonts.font(name).shaped(text, 0, len(text), rtl, "fr")
    canvas: Any = TaggedCanvas(io.BytesIO())

    canvas.draw_run(name, run, 10.5, (x, 700.25))

    assert canvas._code[-1] == reportlab_draws(name, run, 10.5, (x, 700.25))


def test_marks_that_stand_off_the_line_are_left_to_reportlab() -> None:
    run = Run.of("a", [ShapeData(0, 500, 0, 0, 120, 500)], 500.0)

    assert run.pieces == ()
    assert run.operators(None, 10.5, "0 0", None) is None
