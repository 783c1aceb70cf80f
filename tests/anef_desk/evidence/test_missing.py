"""What is missing for each remedy, and until when its answer is waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.domain.case import RemedyTaken
from anef_desk.domain.incident import Incident, IncidentChannel
from anef_desk.evidence.missing import Log, Need, needs, tried, waiting, weeks

MONDAY = date(2026, 11, 2)


def attempt(days: int, **more: object) -> Incident:
    day = MONDAY + timedelta(days=days)
    made = Incident(
        id=f"i{days}", person="p", symptom="D08", day=day, at=time(9), staff="s"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def found(code: str, log: Log) -> dict[str, Need]:
    library = shipped()
    remedy = library.remedies[code]
    return dict(
        zip((n.id for n in remedy.need), needs(remedy, log, library), strict=True)
    )


def test_many_tries_in_one_week_do_not_make_three_weeks() -> None:
    """A few tries within days prove no failure (CE, 10 June 2020, n° 435594)."""
    log = Log(incidents=tuple(attempt(day) for day in range(7)))

    need = found("E5", log)

    assert need["attempts"].met
    assert (need["weeks"].have, need["weeks"].met) == (1, False)
    assert "n°\u00a0435594" in " ".join(need["weeks"].basis.texts)
    assert need["weeks"].is_practice


def test_tries_on_three_weeks_are_enough() -> None:
    log = Log(incidents=tuple(attempt(day) for day in (0, 3, 7, 10, 14, 17)))

    need = found("E5", log)

    assert need["attempts"].met
    assert need["weeks"].met


def test_a_sunday_and_the_monday_after_are_two_weeks_even_at_new_year() -> None:
    assert weeks([date(2026, 12, 27), date(2026, 12, 28)]) == 2
    assert weeks([date(2026, 12, 31), date(2027, 1, 1)]) == 1


def test_a_try_without_a_capture_is_no_capture() -> None:
    log = Log(incidents=(attempt(0), attempt(1, proof=("a",)), attempt(2)))

    assert found("E5", log)["captures"].have == 1


def test_a_call_without_a_number_is_a_call_and_no_number() -> None:
    log = Log(remedies=(RemedyTaken(remedy="E1", taken_on=MONDAY),))

    need = found("E5", log)

    assert need["contact-centre"].met
    assert not need["contact-centre"].is_practice
    assert not need["contact-centre-number"].met


def test_a_call_noted_twice_the_same_day_counts_once_with_its_number() -> None:
    log = Log(
        incidents=(attempt(0, channel=IncidentChannel.PHONE, number="S-1"),),
        remedies=(RemedyTaken(remedy="E1", taken_on=MONDAY),),
    )

    assert tried(log) == (RemedyTaken(remedy="E1", taken_on=MONDAY, reference="S-1"),)
    assert found("E5", log)["contact-centre-number"].met


def test_a_visit_to_the_digital_desk_may_be_an_incident() -> None:
    log = Log(incidents=(attempt(0, channel=IncidentChannel.PAN),))

    assert found("E5", log)["digital-desk"].met
    assert log.attempts() == ()


def test_the_formal_notice_needs_its_receipt_before_the_judge() -> None:
    sent = RemedyTaken(remedy="E6", taken_on=MONDAY)
    without = Log(remedies=(sent,), filed=True)
    with_it = Log(remedies=(replace(sent, reference="RK 1"),), filed=True)

    assert not found("E11", without)["formal-notice"].met
    assert found("E11", with_it)["formal-notice"].met
    assert found("E11", with_it)["filing"].met
    assert not found("E11", Log())["filing"].met


@pytest.mark.parametrize(
    ("code", "days", "practice"), [("E1", 7, True), ("E3", 14, False), ("E5", 15, True)]
)
def test_waiting_has_an_end_that_says_whose_advice_it_is(
    code: str, days: int, practice: bool
) -> None:
    waited = waiting(
        Log(remedies=(RemedyTaken(remedy=code, taken_on=MONDAY),)), shipped()
    )

    assert waited is not None
    assert waited.until == MONDAY + timedelta(days=days)
    assert waited.is_practice is practice
    assert not waited.is_over(waited.until)
    assert waited.is_over(waited.until + timedelta(days=1))


def test_only_the_last_remedy_is_waited_for_and_trying_again_is_none() -> None:
    library = shipped()
    log = Log(
        remedies=(
            RemedyTaken(remedy="E3", taken_on=MONDAY + timedelta(days=3)),
            RemedyTaken(remedy="E1", taken_on=MONDAY),
            RemedyTaken(remedy="E0", taken_on=MONDAY + timedelta(days=9)),
        )
    )

    waited = waiting(log, library)
    assert waited is not None
    assert waited.remedy == "E3"
    assert waiting(Log(), library) is None


def test_a_remedy_without_a_number_of_days_is_never_over() -> None:
    waited = waiting(
        Log(remedies=(RemedyTaken(remedy="E7", taken_on=MONDAY),)), shipped()
    )

    assert waited is not None
    assert waited.until is None
    assert not waited.is_over(date.max)
