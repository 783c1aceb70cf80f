"""What a case still has to be asked, and what its procedure takes for granted."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anef_desk.catalogue.library import Library, shipped
from anef_desk.catalogue.model import Procedure
from anef_desk.domain.case import Answer, Case
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Person
from anef_desk.law.asking import assumed, implied, names, notable, questions
from anef_desk.law.checklist import checklist, route
from anef_desk.law.conditions import read_condition
from anef_desk.law.deadlines import deadlines
from anef_desk.law.facts import Facts
from anef_desk.law.file_facts import facts_of
from anef_desk.law.formulas import read_formula
from anef_desk.law.given import ASKED, FactsRefusedError, read_answer
from anef_desk.law.situation import scope_on

DAY = date(2026, 11, 24)
LIBRARY = shipped()


def procedure(**changed: object) -> Procedure:
    return msgspec.structs.replace(LIBRARY.procedures["A2"], **changed)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("wants == renewal", ("renewal",)),
        (
            "status == refugee and wants in (renewal, first_permit)",
            ("renewal", "first_permit"),
        ),
        (
            "(wants == renewal and status == refugee) or wants == first_permit",
            ("renewal", "first_permit"),
        ),
        (
            "wants in (renewal, first_permit) and wants in (renewal, account)",
            ("renewal",),
        ),
        ("wants == renewal or status == refugee", None),
        ("not wants == renewal", None),
        ("status == refugee", None),
        ("filed_on known", None),
    ],
)
def test_a_condition_says_which_words_a_fact_can_be(
    condition: str, words: tuple[str, ...] | None
) -> None:
    assert implied(read_condition(condition), "wants") == words


@given(
    st.recursive(
        st.sampled_from(
            [
                "wants == a",
                "wants in (a, b)",
                "wants == c",
                "status == x",
                "not wants == a",
            ]
        ),
        lambda part: st.tuples(part, st.sampled_from(["and", "or"]), part).map(
            lambda found: f"({found[0]}) {found[1]} ({found[2]})"
        ),
        max_leaves=6,
    ),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["x", "y"]),
)
def test_no_other_word_makes_the_condition_hold(
    text: str, wants: str, status: str
) -> None:
    """What a procedure takes for granted is never false where it is the answer."""
    condition = read_condition(text)
    words = implied(condition, "wants")

    if words is not None and condition.truth({"wants": wants, "status": status}):
        assert wants in words


def test_a_procedure_with_one_purpose_takes_it_for_granted() -> None:
    one = procedure(answers="purpose == student and wants in (renewal, first_permit)")

    assert assumed(one) == {"purpose": "student"}
    assert assumed(LIBRARY.procedures["A2"])["wants"] == "first_permit"


def test_a_request_for_asylum_is_one_whatever_its_attestation_is_called() -> None:
    """Else four months of silence, and the court of two months, would be told of it."""
    asylum = LIBRARY.procedures["A11"]

    assert assumed(asylum) == {"wants": "asylum"}
    steps = {step.id for step in route(asylum, assumed(asylum))}
    assert {"renouveler", "adresse"} <= steps  # What may come is told all the same.


def test_what_was_answered_comes_before_what_is_taken_for_granted() -> None:
    case = Case(
        id="c",
        person="p",
        procedure="A2",
        opened_on=DAY,
        answers=(
            Answer(fact="wants", value="renewal"),
            Answer(fact="entered_on", value="2026-01-31"),
            Answer(fact="algerian", value=False),
            Answer(fact="gone", value="of an older catalogue"),
        ),
    )

    known = facts_of(Person(id="p"), (), case, {"wants": "first_permit"}).known

    assert known["wants"] == "renewal"
    assert known["entered_on"] == date(2026, 1, 31)
    assert known["algerian"] is False
    assert "gone" not in known


@pytest.mark.parametrize(
    ("fact", "value"),
    [("status", "refugee"), ("wants", "x"), ("algerian", "yes"), ("entered_on", 3)],
)
def test_what_is_no_answer_is_refused(fact: str, value: object) -> None:
    with pytest.raises(FactsRefusedError):
        read_answer(fact, value)


def test_every_fact_of_a_situation_is_asked_or_is_in_the_file() -> None:
    """None is known to the guide and out of reach of a case."""
    file = {"status", "birth_date", "protection_decision_on", "marital"}
    file |= {"minor_children", "housing", "held"}
    filing = {"filed_on", "filed_complete", "channel", "symptoms", "done"}
    given = {key for key, fact in LIBRARY.facts.items() if not fact.derived}

    assert given == ASKED | file | filing


def library_with(one: Procedure) -> Library:
    content = msgspec.structs.replace(LIBRARY.content, procedures=(one,))
    return Library(content)


def asked_of(one: Procedure, facts: Facts) -> list[str]:
    library = library_with(one)
    scope = scope_on(facts, DAY, library)
    found = questions(
        one,
        checklist(one, scope, library),
        deadlines(facts, scope, DAY, library),
        library,
    )
    return [question.fact.key for question in found]


def test_what_decides_most_is_asked_first_and_never_what_the_file_says() -> None:
    first, *others = LIBRARY.procedures["A2"].requirement
    asking = [
        msgspec.structs.replace(other, when=when)
        for other, when in zip(
            others,
            ["algerian", "not algerian", "overseas", "marital == married"],
            strict=False,
        )
    ]
    one = procedure(requirement=(first, *asking))

    asked = asked_of(one, Facts({"status": "refugee"}, ()))

    assert asked.index("algerian") < asked.index("overseas")
    assert "marital" not in asked


@pytest.mark.parametrize("code", ["A2", "A3", "A4", "A5", "A6", "A7", "B8", "B12"])
def test_a_refusal_is_asked_whether_it_orders_to_leave(code: str) -> None:
    """Some days to go to court, or two months: everything hangs on it."""
    refused = Facts({"status": "refugee", "refused_on": date(2026, 11, 2)}, ())

    assert "leave_ordered" in asked_of(LIBRARY.procedures[code], refused)


SITUATIONS: tuple[dict[str, object], ...] = (
    {"birth_date": PartialDate(2008, 8, 24)},
    {"filed_on": date(2026, 3, 2), "filed_complete": True},
    {"filed_on": date(2026, 3, 2), "completion_asked_on": date(2026, 5, 4)},
    {
        "filed_on": date(2026, 3, 2),
        "completion_asked_on": date(2026, 5, 4),
        "completion_due_on": date(2026, 6, 4),
    },
)


def told_of(facts: dict[str, object]) -> set[str]:
    found = notable(Facts({"status": "refugee", **facts}, ()), DAY, LIBRARY)
    return {question.fact.key for question in found}


def test_every_day_that_a_date_counts_from_can_be_told() -> None:
    """Whether it is asked about, or offered to whoever knows that it happened."""
    days = {key for key in ASKED if LIBRARY.facts[key].type == "date"}
    looked_at = {
        name
        for rule in LIBRARY.deadlines
        for name in (*names(rule), *read_formula(rule.due).names())
    }
    situations = [
        {"status": status, **facts}
        for status in LIBRARY.facts["status"].values
        for facts in SITUATIONS
    ]
    asked = {
        key
        for facts in situations
        for one in LIBRARY.procedures.values()
        for key in asked_of(one, Facts(facts, ()))
    }
    told = set().union(*map(told_of, situations))

    assert days & looked_at <= told | asked


def test_what_is_known_or_sets_nothing_going_is_not_offered() -> None:
    told = told_of({"moved_on": date(2026, 11, 2)})

    assert "benefit_refused_on" in told
    assert not {"moved_on", "entered_on", "travel_on", "filed_on"} & told


def test_a_day_before_today_is_thought_of_too() -> None:
    """Reasons were asked in time, though today it would be too late."""
    silent: dict[str, object] = {"filed_on": date(2025, 6, 2), "filed_complete": True}

    assert "reasons_requested_on" in told_of(silent)


def test_what_was_told_brings_the_question_that_goes_with_it() -> None:
    """Nobody asks at first which body refused: of most people none did."""
    facts = Facts({"status": "refugee", "benefit_refused_on": date(2026, 11, 2)}, ())
    one = LIBRARY.procedures["A2"]
    dates = deadlines(facts, scope_on(facts, DAY, LIBRARY), DAY, LIBRARY)

    def asked(told: tuple[str, ...]) -> list[str]:
        found = questions(one, (), dates, LIBRARY, told)
        return [question.fact.key for question in found]

    assert "benefit_body" in asked(("benefit_refused_on",))
    assert "benefit_body" not in asked(())


def test_an_answer_ends_its_question() -> None:
    first, second, *_others = LIBRARY.procedures["A2"].requirement
    one = procedure(
        requirement=(first, msgspec.structs.replace(second, when="algerian"))
    )

    assert "algerian" in asked_of(one, Facts({}, ()))
    assert "algerian" not in asked_of(one, Facts({"algerian": True}, ()))
    assert "algerian" not in asked_of(one, Facts({"algerian": False}, ()))


def test_only_the_words_that_make_sense_are_offered() -> None:
    first, second, *_others = LIBRARY.procedures["A2"].requirement
    one = procedure(
        answers="wants in (renewal, first_permit)",
        requirement=(first, msgspec.structs.replace(second, when="wants == renewal")),
    )
    library = library_with(one)
    scope = scope_on(Facts({}, ()), DAY, library)

    found = questions(one, checklist(one, scope, library), (), library)

    assert [(q.fact.key, q.values) for q in found] == [
        ("wants", ("renewal", "first_permit"))
    ]
