"""What a procedure asks for, and the route it takes."""

from __future__ import annotations

from datetime import date
from typing import Any

from anef_desk.catalogue.library import Content, Library
from anef_desk.catalogue.model import (
    Need,
    Procedure,
    Requirement,
    Step,
    SupportingDocument,
)
from anef_desk.law.checklist import checklist, route

LIBRARY = Library(
    Content(
        version="x",
        supporting_documents=tuple(
            SupportingDocument(
                code=code,
                title=title,
                what="",
                where="",
                instead="Une attestation",
                icon="paper",
                sources=(),
            )
            for code, title in (("P-ID", "Passeport"), ("P-DOM", "Domicile"))
        ),
    )
)


def asks(document: str, when: str = "", **more: Any) -> Requirement:
    need: Need = more.pop("need", "required")
    return Requirement(
        document=document, need=need, step="deposer", when=when, sources=(), **more
    )


def step(name: str, **conditions: Any) -> Step:
    return Step(id=name, title=name, text="", sources=(), **conditions)


def procedure(*requirements: Requirement, steps: tuple[Step, ...] = ()) -> Procedure:
    return Procedure(
        code="A2",
        id="exemple",
        title="Exemple",
        summary="",
        who="",
        channel="anef",
        where="",
        wants="first_permit",
        checked=date(2026, 11, 22),
        basis=(),
        sources=(),
        answers="",
        why=(),
        why_not=(),
        step=steps,
        requirement=requirements,
    )


def test_what_is_asked_for_comes_in_its_order() -> None:
    entries = checklist(procedure(asks("P-DOM"), asks("P-ID")), {}, LIBRARY)

    assert [entry.code for entry in entries] == ["P-DOM", "P-ID"]
    assert all(entry.truth is True and entry.undecided == () for entry in entries)


def test_what_does_not_apply_is_left_out_and_what_may_says_why() -> None:
    made = procedure(asks("P-DOM", "housing == own"), asks("P-ID", "adult"))

    assert [e.code for e in checklist(made, {"housing": "own"}, LIBRARY)] == [
        "P-DOM",
        "P-ID",
    ]
    known = {"housing": "hosted", "adult": True}
    assert [e.code for e in checklist(made, known, LIBRARY)] == ["P-ID"]
    open_ = checklist(made, {}, LIBRARY)
    assert [(e.truth, e.undecided) for e in open_] == [
        (None, ("housing",)),
        (None, ("adult",)),
    ]


def test_a_document_the_catalogue_lost_is_left_out() -> None:
    assert (
        checklist(procedure(asks("P-LOST"), asks("P-ID")), {}, LIBRARY)[0].code
        == "P-ID"
    )


def test_what_cannot_be_required_is_listed() -> None:
    made = procedure(asks("P-ID", need="cannot_be_required"))

    assert checklist(made, {}, LIBRARY)[0].need == "cannot_be_required"


def test_a_document_asked_for_on_two_grounds_counts_once() -> None:
    """A ground that holds wins over one that is still open, in either order."""
    sure, perhaps = asks("P-ID", note="sûr"), asks("P-ID", "adult", note="peut-être")
    other = asks("P-DOM", note="autre")

    for requirements in ((sure, perhaps, other), (perhaps, sure, other)):
        entries = checklist(procedure(*requirements), {}, LIBRARY)
        assert [(e.truth, e.note.french) for e in entries] == [
            (True, "sûr"),
            (True, "autre"),
        ]


def test_the_first_of_two_open_grounds_is_kept() -> None:
    first, second = asks("P-ID", "adult", note="1"), asks("P-ID", "overseas", note="2")

    entries = checklist(procedure(first, second), {}, LIBRARY)

    assert [e.note.french for e in entries] == ["1"]


def test_what_to_give_instead_is_the_procedures_own_if_it_says() -> None:
    made = procedure(asks("P-ID", instead="Un récépissé"), asks("P-DOM"))

    assert [e.instead.french for e in checklist(made, {}, LIBRARY)] == [
        "Un récépissé",
        "Une attestation",
    ]


def test_the_route_leaves_out_what_does_not_apply() -> None:
    made = procedure(
        steps=(
            step("compte", done_when="filed_on known"),
            step("outre-mer", when="overseas"),
            step("deposer", files=True),
        )
    )

    assert [s.id for s in route(made, {})] == ["compte", "outre-mer", "deposer"]
    assert [s.id for s in route(made, {"overseas": False})] == ["compte", "deposer"]


def test_a_step_is_behind_when_the_facts_say_so() -> None:
    made = procedure(
        steps=(step("compte", done_when="channel == anef"), step("deposer", files=True))
    )

    def behind(scope: dict[str, object]) -> list[bool | None]:
        return [stage.truth for stage in route(made, scope)]

    assert behind({"channel": "anef"}) == [True, None]
    assert behind({"channel": "other"}) == [False, None]
    assert behind({}) == [None, None]
    assert [stage.files for stage in route(made, {})] == [False, True]
