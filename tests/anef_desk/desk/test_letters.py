"""Letters at the desk: offered, previewed, kept, and printed again as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from anef_desk.desk.letters import (
    ChangedLetterError,
    LetterRefusedError,
    UnknownLetterError,
)
from anef_desk.desk.session import Desk
from anef_desk.desk.templates import TemplateRefusedError
from anef_desk.desk.views import EndedDocument
from anef_desk.domain.case import Filing, Outcome
from anef_desk.domain.letter_template import OwnTemplate
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.supporting_document import MarkState
from anef_desk.i18n import load
from anef_desk.i18n.solar_hijri import MONTHS
from anef_desk.letters.fonts import UnprintableCharacterError
from anef_desk.letters.template import template_texts
from anef_desk.vault.vault import Vault

API = ResidenceDocument(
    id="",
    kind=Kind.API,
    starts_on=date(2026, 9, 1),
    ends_on=date(2027, 2, 28),
    mention="reconnu réfugié",
    allows_work=True,
    issued_for=IssuedFor.FIRST,
)
EMPLOYER = {"employer": "Boulangerie de la Fiction"}


@pytest.fixture
def filed(desk: Desk, samira: str, case: str) -> str:
    """Return the case, filed, with an attestation that lasts."""
    desk.cases.filed(case, Filing(filed_on=date(2026, 8, 30), number="99-1"))
    desk.documents.add(samira, API)
    return case


def test_letters_that_fit_are_offered_first(
    desk: Desk, samira: str, filed: str
) -> None:
    found = desk.letters.offers(samira, filed)

    assert {"L01", "L02", "L11"} <= {one.code for one in found if one.fits}
    assert found == desk.letters.offers(samira)


def test_without_a_case_only_forms_are_offered(desk: Desk, samira: str) -> None:
    offered = {one.code for one in desk.letters.offers(samira) if one.fits}

    assert "L22" in offered
    assert not offered & {"L01", "L02", "L05", "L06", "L07", "L11", "V01"}


def test_a_preview_is_the_letter_and_its_copy(
    desk: Desk, samira: str, filed: str
) -> None:
    shown = desk.letters.preview(samira, filed, "L02", {}, "fa_AF")

    assert shown.code == "L02"
    assert shown.pdf.startswith(b"%PDF-")
    assert shown.copy is not None
    assert shown.copy != shown.pdf
    assert "KARIMI (EXEMPLE) Samira" in shown.text
    assert "99-1" in shown.text


@pytest.mark.parametrize("language", ["", "fr"])
def test_a_person_who_reads_french_needs_no_copy(
    desk: Desk, samira: str, filed: str, language: str
) -> None:
    assert desk.letters.preview(samira, filed, "L02", {}, language).copy is None


def test_a_preview_keeps_nothing(desk: Desk, samira: str, filed: str) -> None:
    desk.letters.preview(samira, filed, "L02", {}, "ar")

    assert desk.people.file(samira).letters == ()


def test_a_letter_is_kept_and_printed_again_identically(
    desk: Desk, samira: str, filed: str, today: object
) -> None:
    """Whatever happened to the file, the organisation and the day since."""
    shown = desk.letters.preview(samira, filed, "L11", EMPLOYER, "fa_AF")

    kept = desk.letters.keep(samira, filed, "L11", EMPLOYER, "fa_AF")
    person = desk.people.file(samira).person
    desk.people.change(replace(person, given_names="Samia", phone="01 99 00 00 00"))
    desk.rename_organisation(Organisation(name="Accueil Nouveau"))
    desk.documents.add(samira, replace(API, ends_on=date(2027, 8, 31)))
    today.day = date(2027, 3, 1)  # type: ignore[attr-defined]

    assert desk.letters.again(kept.id) == shown


def test_a_kept_letter_is_in_the_file_and_in_the_journal(
    desk: Desk, samira: str, filed: str
) -> None:
    kept = desk.letters.keep(samira, filed, "L02", {}, "ar")

    file = desk.people.file(samira)
    assert file.letters == (kept,)
    assert (kept.template, kept.case, kept.language) == ("L02", filed, "ar")
    assert kept.made_on == date(2026, 11, 22)
    assert kept.content_version == desk.library.version
    assert file.journal[0].action.startswith("letter.")


def test_a_letter_that_would_be_drawn_otherwise_says_so(
    desk: Desk, vault: Vault, samira: str, filed: str
) -> None:
    kept = desk.letters.keep(samira, filed, "L02", {})
    with vault.transaction(desk.staff) as store:
        store.letters.add(replace(kept, id="other", sha256="0" * 64))
        store.commit()

    with pytest.raises(ChangedLetterError):
        desk.letters.again("other")


def test_what_does_not_fit_is_refused_with_its_reason(
    desk: Desk, samira: str, filed: str
) -> None:
    with pytest.raises(LetterRefusedError) as refused:
        desk.letters.keep(samira, filed, "L03", {})

    assert "Rien dans les dates" in refused.value.reason.french
    assert desk.people.file(samira).letters == ()


@pytest.mark.parametrize(
    ("procedure", "asked"),
    [("A2", "une demande de titre de séjour le"), ("A8", "déposé une demande le")],
)
def test_a_filing_is_called_what_it_was(
    desk: Desk, samira: str, procedure: str, asked: str
) -> None:
    """A travel document is no title: the letter of its refusal does not say so."""
    case = desk.cases.open(samira, procedure).case.id
    desk.cases.filed(case, Filing(filed_on=date(2026, 9, 1)))
    desk.cases.ended(case, Outcome.REFUSED, date(2026, 11, 20))
    asks = desk.letters.offers(samira, case)
    needed = next(offer for offer in asks if offer.code == "L08").missing
    answers = {field.key: "dit" for field in needed if field.kind != "date"}

    text = desk.letters.preview(samira, case, "L08", answers).text

    assert asked in " ".join(text.split())


@pytest.mark.parametrize("typed", ["02/03/26", "03/2026", "31/11/2026", "15/08/1405"])
def test_a_date_that_can_be_read_in_several_ways_is_asked_again(
    desk: Desk, samira: str, filed: str, typed: str
) -> None:
    """Even when the letter could be made without it: nothing typed is dropped."""
    answers = {"body_address": "CAF", "benefit": "APL", "decision_day": typed}
    with pytest.raises(LetterRefusedError) as refused:
        desk.letters.preview(samira, filed, "L12", answers)

    assert "quel jour" in refused.value.reason.french
    written = desk.letters.preview(
        samira, filed, "L12", {**answers, "decision_day": "02/11/2026"}
    )
    assert "2 novembre 2026" in written.text.replace("\u00a0", " ")


@pytest.mark.parametrize("answers", [{}, {"employer": " "}, {"job": "vendeuse"}])
def test_what_a_letter_needs_is_asked_never_left_empty(
    desk: Desk, samira: str, filed: str, answers: dict[str, str]
) -> None:
    with pytest.raises(LetterRefusedError) as refused:
        desk.letters.preview(samira, filed, "L11", answers)

    assert "entreprise" in refused.value.reason.french


def test_a_letter_nobody_wrote_is_refused(desk: Desk, samira: str) -> None:
    with pytest.raises(UnknownLetterError):
        desk.letters.preview(samira, None, "L99", {})


def test_what_cannot_be_printed_is_not_kept(
    desk: Desk, samira: str, filed: str
) -> None:
    with pytest.raises(UnprintableCharacterError):
        desk.letters.keep(samira, filed, "L02", {"harm": "😀"})

    assert desk.people.file(samira).letters == ()


def test_a_covering_letter_lists_what_was_seen(
    desk: Desk, samira: str, case: str
) -> None:
    desk.cases.mark(case, "P-DEC", MarkState.COPIED)
    desk.cases.mark(case, "P-EPH", MarkState.SEEN)
    desk.cases.mark(case, "P-DOM6", MarkState.MISSING)

    text = desk.letters.preview(samira, case, "L01", {}).text

    listed = [line for line in text.splitlines() if " | " in line]
    assert [line.split(" | ")[1] for line in listed] == [
        "Original ou copie",
        "Copie",
        "Original vu",
    ]


def test_what_has_ended_is_not_enclosed_and_the_desk_is_told(
    desk: Desk, samira: str, case: str
) -> None:
    """Its last day still counts, as on the checklist."""
    yesterday, today = date(2026, 11, 21), date(2026, 11, 22)
    desk.cases.mark(case, "P-DEC", MarkState.COPIED)
    desk.cases.mark(case, "P-EPH", MarkState.SEEN, valid_until=yesterday)
    desk.cases.mark(case, "P-DOM6", MarkState.COPIED, valid_until=today)

    shown = desk.letters.preview(samira, case, "L01", {}, "ar")

    listed = [line for line in shown.text.splitlines() if " | " in line]
    assert len(listed) == len(("header", "P-DEC", "P-DOM6"))
    titles = {one.entry.code: one.entry.title for one in desk.cases.file(case).entries}
    assert shown.ended == (EndedDocument(titles["P-EPH"], yesterday),)
    assert titles["P-EPH"].french not in shown.text


def test_a_letter_that_encloses_no_document_tells_of_none(
    desk: Desk, samira: str, filed: str
) -> None:
    desk.cases.mark(filed, "P-EPH", MarkState.SEEN, valid_until=date(2026, 11, 21))

    assert desk.letters.preview(samira, filed, "L02", {}).ended == ()


def test_a_covering_letter_is_printed_again_with_what_has_ended_since(
    desk: Desk, samira: str, case: str, today: object
) -> None:
    desk.cases.mark(case, "P-EPH", MarkState.COPIED, valid_until=date(2026, 11, 22))
    shown = desk.letters.preview(samira, case, "L01", {}, "uk")
    kept = desk.letters.keep(samira, case, "L01", {}, "uk")

    today.day = date(2026, 12, 1)  # type: ignore[attr-defined]

    assert desk.letters.again(kept.id) == shown
    assert len(desk.letters.preview(samira, case, "L01", {}).ended) == 1


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF", "uk", "en"])
def test_a_checklist_is_printed_in_two_languages(
    desk: Desk, case: str, language: str
) -> None:
    document = pdfium.PdfDocument(desk.letters.checklist(case, language))
    try:
        told = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()

    assert "KARIMI (EXEMPLE) Samira" in told
    assert "OFPRA" in told


def reworded(code: str) -> str:
    """Return the text of a letter with a sentence of the organisation’s own."""
    return template_texts()[code].replace(
        "Madame la préfète, Monsieur le préfet,", "Madame, Monsieur,", 1
    )


def test_an_organisation_words_a_letter_its_own_way(
    desk: Desk, vault: Vault, samira: str, filed: str
) -> None:
    """It is marked in the offer and in the record, and can be given up."""
    desk.templates.replace("L02", reworded("L02"))

    offers = {one.code: one for one in desk.letters.offers(samira, filed)}
    kept = desk.letters.keep(samira, filed, "L02", {})
    assert offers["L02"].modified
    assert not offers["L01"].modified
    assert "Madame, Monsieur," in desk.letters.preview(samira, filed, "L02", {}).text
    assert kept.fields["template_modified"] == "yes"
    assert kept.fields["template_version"] == "1"
    assert len(kept.fields["template_sha256"]) == 64
    assert vault.verify().sound

    desk.templates.restore("L02")
    assert "Madame la préfète" in desk.letters.preview(samira, filed, "L02", {}).text
    assert "Madame, Monsieur," in desk.letters.again(kept.id).text
    assert vault.verify().sound


def test_a_replaced_template_says_so_in_the_list(desk: Desk) -> None:
    desk.templates.replace("L02", reworded("L02"))

    rows = {row.code: row for row in desk.templates.list()}
    assert rows["L02"].modified
    assert rows["L02"].changed_on == desk.today()
    assert rows["L03"].changed_on is None
    assert not rows["L02"].outdated
    assert not rows["L03"].modified
    assert desk.templates.text("L02") == reworded("L02")
    assert desk.templates.text("L03") == template_texts()["L03"]


def test_a_text_that_reads_no_more_gives_way_and_is_not_lost(
    desk: Desk, vault: Vault, samira: str, filed: str
) -> None:
    """A later version may ask for another word; somebody must correct theirs."""
    own = OwnTemplate(
        code="L02", text="code = ", base_version=1, changed_on=date(2026, 11, 1)
    )
    with vault.transaction(desk.staff) as store:
        store.letter_templates.put(own)
        store.commit()

    shown = desk.letters.preview(samira, filed, "L02", {}).text
    row = next(row for row in desk.templates.list() if row.code == "L02")

    assert "Madame la préfète" in shown
    assert (row.modified, row.outdated, row.changed_on) == (True, True, own.changed_on)
    assert desk.templates.text("L02") == own.text
    assert desk.templates.problems("L02", own.text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('code = "L02"', 'code = "L03"'),
        ("{filed_on}", "{filed}"),
        ('when = "leave_ordered"', 'when = "not leave_ordered"'),
        ("filed_on known and title_request", "title_request"),
        ("{attempts}", "{attempts.__class__}"),
        ("ceseda-r431-15-1", "a-verifier"),
        ("ceseda-r431-15-1", "nowhere"),
        ('signed_by = "both"', 'signed_by = "organisation"'),
        ("[[asked]]", "[[asked"),
    ],
)
def test_a_template_with_something_wrong_is_refused(
    desk: Desk, before: str, after: str
) -> None:
    text = template_texts()["L02"]
    assert before in text

    with pytest.raises(TemplateRefusedError):
        desk.templates.replace("L02", text.replace(before, after))

    assert desk.templates.text("L02") == text


@pytest.mark.parametrize(
    ("before", "after", "near", "said"),
    [
        ("{filed_on}", "{filed}", "{filed}", "Le champ filed n’existe pas."),
        ("{filed_on}", "{filed_on:>999999999}", "{filed_on:", "n’existe pas"),
        ("ceseda-r431-15-1", "nowhere", None, "La source nowhere n’existe pas."),
        ("[[asked]]", "[[asked", "[[asked\n", "ne se lit pas"),
        ('signed_by = "both"', 'signed_by = "body"', "signed_by", "signataires"),
        ('kind = "lines"', 'kind = "poem"', None, "n’est pas connu"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    desk: Desk, before: str, after: str, near: str | None, said: str
) -> None:
    """A jurist finds it in the file, without knowing how we read it."""
    text = template_texts()["L02"].replace(before, after, 1)

    found = desk.templates.problems("L02", text)

    french = load("fr")
    assert any(said in one.complaint.in_(french) for one in found)
    assert found[0].line is not None
    if near is not None:
        around = text.splitlines()[max(found[0].line - 6, 0) : found[0].line + 4]
        assert any(near.strip() in line for line in around)


def test_several_things_wrong_are_all_said_from_the_top(desk: Desk) -> None:
    text = template_texts()["L02"]
    text = text.replace("{filed_on}", "{filed}").replace("{harm}", "{pain}")

    lines = [one.line or 0 for one in desk.templates.problems("L02", text)]

    assert len(lines) > 1
    assert lines == sorted(lines)
    assert desk.templates.problems("L02", template_texts()["L02"]) == ()


@pytest.mark.parametrize("code", sorted(template_texts()))
def test_a_text_is_shown_whole_with_its_fields_named(desk: Desk, code: str) -> None:
    made = desk.templates.preview(template_texts()[code])

    assert made.startswith(b"%PDF")


def test_a_text_that_is_no_letter_is_not_shown(desk: Desk) -> None:
    with pytest.raises(TemplateRefusedError):
        desk.templates.preview("code = ")


def test_a_letter_that_is_not_ours_has_no_template(desk: Desk) -> None:
    with pytest.raises(TemplateRefusedError):
        desk.templates.text("L99")


def test_going_back_to_what_was_never_left_writes_nothing(
    desk: Desk, vault: Vault
) -> None:
    before = vault.reading().journal.head().number

    desk.templates.restore("L02")

    assert vault.reading().journal.head().number == before


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF", "uk", "en"])
def test_a_pocket_sheet_is_printed(
    desk: Desk, samira: str, case: str, language: str
) -> None:
    """It names nobody; a Dari reader finds dates in both calendars."""
    document = pdfium.PdfDocument(desk.letters.pocket(case, language))
    try:
        count = len(document)
        told = document[0].get_textpage().get_text_bounded()
        properties = document.get_metadata_dict()
    finally:
        document.close()

    assert count == 1
    assert "0 806 001 620" in told.replace("\u00a0", " ")
    assert "AD-" in told
    assert "KARIMI" not in told
    assert properties["Title"] == "Fiche"


def test_a_second_calendar_is_printed_only_where_it_is_wanted(
    desk: Desk, samira: str, case: str
) -> None:
    """Its months are written in Dari; nobody else reads it."""
    desk.cases.filed(case, Filing(filed_on=desk.today()))

    def said(language: str, *, both: bool) -> str:
        made = desk.letters.pocket(case, language, both_calendars=both)
        document = pdfium.PdfDocument(made)
        try:
            told: str = document[0].get_textpage().get_text_bounded()
        finally:
            document.close()
        return told

    assert any(month in said("fa_AF", both=True) for month in MONTHS)
    assert not any(month in said("fa_AF", both=False) for month in MONTHS)
    assert said("ar", both=True) == said("ar", both=False)


def test_a_copy_that_has_ended_is_to_be_brought_again(
    desk: Desk, samira: str, case: str
) -> None:
    desk.cases.mark(case, "P-DOM6", MarkState.COPIED, valid_until=date(2026, 11, 22))

    def said() -> str:
        document = pdfium.PdfDocument(desk.letters.pocket(case, "fr"))
        try:
            told = document[0].get_textpage().get_text_bounded()
        finally:
            document.close()
        return "".join(told.split()).replace("\ufffe", "")

    assert "domicile" not in said()

    desk.cases.mark(case, "P-DOM6", MarkState.COPIED, valid_until=date(2026, 11, 21))

    assert "domicile" in said()


def test_the_code_of_a_sheet_reopens_the_file(
    desk: Desk, vault: Vault, samira: str, case: str
) -> None:
    desk.letters.pocket(case, "fa_AF")
    code = vault.reading().pocket_codes.of(samira)
    assert code is not None

    desk.letters.pocket(case, "ar")

    assert vault.reading().pocket_codes.of(samira) == code
    assert [row.id for row in desk.people.search(code.lower())] == [samira]
    assert desk.people.by_pocket_code("AD-0000-0000-0000") is None
    assert desk.people.by_pocket_code("Karimi") is None
