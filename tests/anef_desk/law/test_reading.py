"""Entries of the catalogue laid out to be read."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from anef_desk.catalogue.library import Library, shipped
from anef_desk.catalogue.model import (
    Block,
    Body,
    Delay,
    Issued,
    LadderStep,
    Notice,
    Procedure,
    Window,
)
from anef_desk.i18n import Sentence, load
from anef_desk.law.given import read_facts
from anef_desk.law.reading import Line, Reading, Way, reading
from anef_desk.law.situation import scope_on
from anef_desk.law.words import ANSWERS, NEEDS, RIGHTS, SECTIONS, answered, at

ON = date(2026, 11, 24)
EVERY = [
    *shipped().procedures,
    *shipped().symptoms,
    *shipped().residence_documents,
    *shipped().supporting_documents,
    *shipped().remedies,
    *shipped().bodies,
]


def read(code: str, library: Library | None = None, **facts: object) -> Reading:
    library = library or shipped()
    given = read_facts({"status": "refugee", **facts})
    found = reading(code, scope_on(given, ON, library), library)
    assert found is not None
    return found


def section(found: Reading, name: str) -> tuple[str, ...]:
    return tuple(
        text.french
        for part in found.sections
        if part.name == name
        for line in part.lines
        for text in ((line.title,) if line.title else line.texts)
    )


@pytest.mark.parametrize("code", EVERY)
def test_every_entry_reads_from_its_title_to_its_sources(code: str) -> None:
    found = reading(code, {"today": ON}, shipped())

    assert found is not None
    assert found.title
    assert found.lead
    assert found.basis.texts
    for part in found.sections:
        assert part.name in SECTIONS
        assert part.lines
        for line in part.lines:
            assert line.title or line.texts or line.name in RIGHTS
            assert not line.chip or line.chip in {**ANSWERS, **NEEDS}
            assert not line.target or reading(line.target, {}, shipped()) is not None


def test_there_is_nothing_to_read_under_an_unknown_code() -> None:
    assert reading("Z9", {}, shipped()) is None


def test_a_step_or_a_document_that_does_not_apply_is_left_out() -> None:
    hosted = section(read("A2", housing="hosted"), "requirement")
    own = section(read("A2", housing="own"), "requirement")

    assert "Attestation d’hébergement et ses pièces" in hosted
    assert "Attestation d’hébergement et ses pièces" not in own


def test_a_right_says_each_answer_that_may_be_until_one_is_sure() -> None:
    unknown = reading("DOC-02", {"today": ON}, shipped())
    ended = reading(
        "DOC-02", {"today": ON, "document.until": ON - timedelta(days=1)}, shipped()
    )
    assert unknown is not None
    assert ended is not None

    chips = {line.name: line.chip for line in unknown.sections[0].lines}
    over = {line.name: line.chip for line in ended.sections[0].lines}

    assert set(chips) == set(over) == set(RIGHTS)
    assert chips["stay"] == "conditional"
    assert over["stay"] == "no"


def wider() -> Library:
    """Return the catalogue with one of everything a procedure may say."""
    content = shipped().content
    keys = ("pratique",)
    before: Procedure = shipped().procedures["A2"]
    procedure = msgspec.structs.replace(
        before,
        window=(
            Window(when="status == visa_holder", text="jamais", sources=keys),
            Window(
                opens="protection_decision_on",
                due="protection_decision_on + 3 months",
                text="vite",
                sources=keys,
            ),
            Window(text="toujours", sources=keys),
        ),
        issued=(
            Issued(document="DOC-03", title="API", text="six mois", sources=keys),
            Issued(when="not holds.api", title="Rien", text="rien", sources=keys),
        ),
        delay=(Delay(text="longtemps", sources=keys),),
        deadlines=("C08",),
        block=(
            Block(symptom="D99"),
            Block(symptom="D20", note="surtout ici"),
            Block(symptom="D22"),
        ),
    )
    body = Body(
        code="caf",
        title="La CAF refuse",
        say="Montrer le texte.",
        rights=("caf",),
        symptoms=("D22",),
        step=(LadderStep(title="Écrire", text="à la commission", sources=keys),),
        sources=keys,
    )
    notice = Notice(
        code="N01",
        id="exemple",
        since="2026-05",
        title="Les taxes ont changé",
        text="depuis mai 2026",
        procedures=("A2",),
        sources=keys,
    )
    return Library(
        msgspec.structs.replace(
            content, procedures=(procedure,), bodies=(body,), notices=(notice,)
        )
    )


def test_a_procedure_says_when_what_and_what_changed() -> None:
    library = wider()
    found = read("A2", library, protection_decision_on="2026-10-01", held=[])

    windows = next(part for part in found.sections if part.name == "window").lines
    assert [line.texts[0].french for line in windows] == ["vite", "toujours"]
    assert (windows[0].opens, windows[0].due) == (date(2026, 10, 1), date(2027, 1, 1))
    assert section(found, "issued") == ("API", "Rien")
    assert section(found, "delay") == ("longtemps",)
    assert section(found, "notice") == ("Les taxes ont changé",)
    assert section(found, "deadline")
    blocks = next(part for part in found.sections if part.name == "block").lines
    assert [(line.target, [text.french for text in line.texts]) for line in blocks] == [
        ("D20", ["surtout ici"]),
        ("D22", []),
    ]


def test_a_right_that_was_lost_leads_to_the_body_that_refused() -> None:
    library = wider()

    assert section(read("D22", library), "say") == ("La CAF refuse",)
    assert section(read("caf", library), "ladder") == ("Écrire",)


def test_what_is_issued_otherwise_is_left_out() -> None:
    held = [{"kind": "api", "from": "2026-10-01", "until": "2027-03-31"}]

    assert section(read("A2", wider(), held=held), "issued") == ("API",)


def test_a_delay_of_ours_is_said_to_be_ours(library: Library) -> None:
    """No text sets it: the screen and the paper say so."""
    for remedy in library.remedies.values():
        found = reading(remedy.code, {}, library)
        assert found is not None
        waits = [line for s in found.sections if s.name == "wait" for line in s.lines]
        assert bool(waits) == bool(remedy.wait)
        assert all(line.practice == remedy.wait_is_practice for line in waits)

    symptom = reading("D21", {}, library)
    assert symptom is not None
    rungs = [line for s in symptom.sections if s.name == "ladder" for line in s.lines]
    assert {line.target: line.practice for line in rungs} == {
        line.target: bool(library.remedies[line.target].wait)
        and library.remedies[line.target].wait_is_practice
        for line in rungs
    }


def test_answers_that_exclude_one_another_each_stand_after_theirs() -> None:
    """Whether somebody may work is never said twice, once each way."""
    held = {"document.until": ON + timedelta(days=90), "today": ON}
    found = reading("DOC-03", held, shipped())
    assert found is not None
    work = next(line for line in found.sections[0].lines if line.name == "work")

    assert work.texts == ()
    assert work.question is not None
    assert "autorise à travailler" in work.question.french
    assert [way.answers for way in work.ways] == [("yes",), ("no",)]
    yes, no = (way.texts[0].french for way in work.ways)
    assert yes.startswith("Oui, le métier de son choix")
    assert no.startswith("La loi permet de travailler, mais l’attestation dit le contr")


def test_what_most_answers_lead_to_is_said_of_the_other_cases() -> None:
    held = {"document.until": ON + timedelta(days=90), "today": ON}
    found = reading("DOC-06", held, shipped())
    assert found is not None
    licence = next(
        line for line in found.sections[0].lines if line.name == "driving_licence"
    )

    assert [len(way.answers) for way in licence.ways] == [2, 0]


def right_of(code: str, name: str, scope: dict[str, object]) -> Line:
    found = reading(code, scope, shipped())
    assert found is not None
    return next(line for line in found.sections[0].lines if line.name == name)


def test_what_depends_on_a_day_says_which() -> None:
    stay = right_of("DOC-02", "stay", {"today": ON})
    french = load("fr")

    assert (stay.texts, stay.question, stay.ways) == ((), None, ())
    assert [at(moment, french).split(".")[0] for moment in stay.moments] == [
        "Tant que le document est valable : Elle prouve le séjour, avec le titre fini",
        "Une fois le document fini : L’attestation est finie",
    ]


def test_a_right_kept_for_six_months_has_three_moments() -> None:
    insured = right_of("DOC-02", "cpam", {"today": ON})

    assert [moment.name for moment in insured.moments] == [
        "valid",
        "lately",
        "long_ago",
    ]
    assert [len(moment.texts) for moment in insured.moments] == [1, 1, 1]


def test_a_question_is_asked_in_the_moment_it_matters() -> None:
    valid, ended = right_of("DOC-03", "work", {"today": ON}).moments

    assert at(valid, load("fr")).startswith(
        "Tant que le document est valable : Est-il écrit"
    )
    assert [way.answers for way in valid.ways] == [("yes",), ("no",)]
    assert (ended.question, len(ended.texts)) == (None, 1)


@pytest.mark.parametrize("held", [{}, {"today": ON, "document.until": ON}])
def test_no_moment_is_told_without_today_or_once_the_end_is_known(
    held: dict[str, object],
) -> None:
    assert right_of("DOC-02", "stay", held).moments == ()


def test_what_a_day_does_not_change_is_said_once() -> None:
    unprotected = {"today": ON, "status": "student"}
    licence = right_of("DOC-06", "driving_licence", unprotected)

    assert licence.moments == ()
    assert len(licence.texts) == 1


DAYS = {
    "valid": range(-900, 1, 50),
    "ended": range(1, 900, 50),
    "lately": range(1, 180, 20),
    "long_ago": range(220, 900, 50),
}
"""How many days ago a document ended, at each moment."""


@pytest.mark.parametrize("code", shipped().residence_documents)
def test_whatever_the_end_of_a_document_it_is_in_a_moment(code: str) -> None:
    """Rights that change on another day would need a moment of their own."""
    found = reading(code, {"today": ON}, shipped())
    assert found is not None
    for line in found.sections[0].lines:
        for moment in line.moments:
            for ago in DAYS[moment.name]:
                held = {"today": ON, "document.until": ON - timedelta(days=ago)}
                then = right_of(code, line.name, held)
                assert then.texts == moment.texts
                assert then.ways == moment.ways


@pytest.mark.parametrize("code", shipped().residence_documents)
def test_every_answer_of_a_question_leads_somewhere(code: str) -> None:
    for around in ({"today": ON}, {"today": ON, "document.until": ON}):
        found = reading(code, around, shipped())
        assert found is not None
        for line in (line for part in found.sections for line in part.lines):
            assert all(way.texts for way in line.ways)
            assert sum(not way.answers for way in line.ways) <= 1
            assert (line.question is None) == (not line.ways)
            for said in line.moments:
                assert said.texts or all(way.texts for way in said.ways)
                assert (said.question is None) == (not said.ways)


def test_a_way_is_told_after_the_answers_that_lead_to_it() -> None:
    texts = load("fr")
    here, there = Sentence("", "Oui, deux mois."), Sentence("", "Réfugié ou réfugiée")
    told = [
        answered(Way(answers=answers, texts=(here,)), texts)
        for answers in (("yes",), (there, there), ())
    ]

    assert [
        one.removesuffix("Oui, deux mois.").rstrip(" :\u00a0\u202f") for one in told
    ] == [
        "Si oui",
        "Réfugié ou réfugiée / Réfugié ou réfugiée",
        "Dans les autres cas",
    ]


def test_a_right_that_no_cell_surely_gives_says_what_may_be() -> None:
    library = shipped()
    kinds = [
        msgspec.structs.replace(
            kind, right=tuple(cell for cell in kind.right if cell.when)
        )
        for kind in library.content.residence_documents
        if kind.code == "DOC-03"
    ]
    content = msgspec.structs.replace(library.content, residence_documents=tuple(kinds))
    found = reading("DOC-03", {"today": ON}, Library(content))
    assert found is not None

    assert all(line.truth is None for line in found.sections[0].lines)
