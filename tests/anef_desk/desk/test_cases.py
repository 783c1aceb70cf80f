"""A case at the desk: opened, ticked, filed; its clocks, symptoms and remedies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

import pytest

from anef_desk.desk.session import Desk
from anef_desk.desk.views import CaseFile
from anef_desk.domain.case import CaseState, Channel, Filing, Outcome
from anef_desk.domain.supporting_document import MarkState
from anef_desk.vault.errors import UnknownRecordError
from anef_desk.vault.vault import Vault


class Day(Protocol):
    day: date


FILED = Filing(
    filed_on=date(2026, 10, 1), channel=Channel.ANEF, number="99-1", complete=True
)


def due(file: CaseFile, code: str) -> list[date | None]:
    return [d.due for d in file.situation.deadlines if d.code == code]


def alerts(file: CaseFile) -> list[str]:
    return [alert.symptom for alert in file.situation.alerts]


def states(file: CaseFile) -> dict[str, str]:
    return {step.id: step.state for step in file.route}


def test_a_case_opens_with_its_list(desk: Desk, samira: str) -> None:
    file = desk.cases.open(samira, "A2")

    asked = {item.entry.code for item in file.entries}
    assert {"P-DEC", "P-DOM6", "P-EPH"} <= asked
    assert "P-HEB" not in asked
    assert (file.gathered, file.ready) == (0, False)
    assert file.needed > 0
    assert file.case.state is CaseState.TO_PREPARE
    assert file.case.opened_on == date(2026, 11, 22)
    assert list(states(file).values()).count("current") == 1


def test_a_case_shows_in_the_persons_file(desk: Desk, samira: str, case: str) -> None:
    file = desk.people.file(samira)

    assert [(row.id, row.procedure) for row in file.cases] == [(case, "A2")]
    assert "A2" not in [answer.code for answer in file.suggested]


@pytest.mark.parametrize("state", [MarkState.SEEN, MarkState.COPIED])
def test_what_is_seen_or_copied_counts(desk: Desk, case: str, state: MarkState) -> None:
    file = desk.cases.mark(case, "P-DEC", state)

    mark = file.case.mark("P-DEC")
    assert mark is not None
    assert (mark.state, mark.marked_on) == (state, date(2026, 11, 22))
    assert file.gathered == 1


@pytest.mark.parametrize(
    "state", [MarkState.MISSING, MarkState.EXPIRED, MarkState.CANNOT_GET]
)
def test_what_is_missing_does_not_count(
    desk: Desk, case: str, state: MarkState
) -> None:
    needed = desk.cases.file(case).needed

    file = desk.cases.mark(case, "P-DEC", state, reason="perdue")

    mark = file.case.mark("P-DEC")
    assert mark is not None
    assert mark.reason == "perdue"
    assert (file.gathered, file.needed) == (0, needed)


def test_what_does_not_apply_is_not_needed(desk: Desk, case: str) -> None:
    needed = desk.cases.file(case).needed

    assert desk.cases.mark(case, "P-DEC", MarkState.NOT_APPLICABLE).needed == needed - 1


def test_a_second_tick_replaces_the_first_and_a_tick_is_taken_back(
    desk: Desk, case: str
) -> None:
    desk.cases.mark(case, "P-DEC", MarkState.MISSING)
    file = desk.cases.mark(case, "P-DEC", MarkState.SEEN, marked_on=date(2026, 11, 20))

    assert [(m.state, m.marked_on) for m in file.case.marks] == [
        (MarkState.SEEN, date(2026, 11, 20))
    ]
    assert desk.cases.mark(case, "P-DEC", None).case.marks == ()


def test_a_document_that_is_copied_after_it_was_seen_keeps_its_end(
    desk: Desk, case: str, today: Day
) -> None:
    """A blank field never erases a dated answer."""
    end = date(2027, 2, 27)
    desk.cases.mark(case, "P-DEC", MarkState.SEEN, valid_until=end)

    def until(state: MarkState, **more: date | None) -> date | None:
        mark = desk.cases.mark(case, "P-DEC", state, **more).case.mark("P-DEC")
        assert mark is not None
        return mark.valid_until

    assert until(MarkState.COPIED) == end
    assert until(MarkState.SEEN) == end
    assert until(MarkState.SEEN, valid_until=None) is None
    assert until(MarkState.COPIED, valid_until=end) == end
    today.day = date(2027, 2, 28)
    assert until(MarkState.SEEN) is None  # Another one: that which ended is not seen.
    assert until(MarkState.MISSING) is None


def test_a_case_that_ended_stays_so_when_its_filing_is_corrected(
    desk: Desk, case: str
) -> None:
    desk.cases.filed(case, FILED)
    desk.cases.ended(case, Outcome.REFUSED, date(2026, 11, 2))

    file = desk.cases.filed(case, replace(FILED, number="99-2"))

    assert file.case.filing == replace(FILED, number="99-2")
    assert file.case.state is CaseState.ANSWERED
    assert file.case.outcome is Outcome.REFUSED


def test_a_case_is_ready_when_everything_is_there(desk: Desk, case: str) -> None:
    file = desk.cases.file(case)
    required = [i.entry.code for i in file.entries if i.entry.need == "required"]

    for code in required:
        file = desk.cases.mark(case, code, MarkState.COPIED)

    assert file.ready
    assert file.case.state is CaseState.READY
    assert desk.cases.mark(case, required[0], None).case.state is CaseState.TO_PREPARE


def test_what_is_ready_is_not_filed(desk: Desk, case: str) -> None:
    """The contract is signed and the stamp bought: nothing was sent, nor collected."""
    file = desk.cases.file(case)
    required = [i.entry.code for i in file.entries if i.entry.need == "required"]
    assert {"P-CER", "P-TIMB"} <= {item.entry.code for item in file.entries}

    for code in {*required, "P-CER", "P-TIMB"}:
        file = desk.cases.mark(case, code, MarkState.SEEN)

    assert file.ready
    found = states(file)
    assert found["reunir-les-pieces"] == "done"
    assert "done" not in {found["deposer"], found["attestation"], found["remise"]}
    after = states(desk.cases.filed(case, FILED))
    assert after["deposer"] == "done"
    assert after["remise"] != "done"


def test_what_has_ended_since_does_not_count(desk: Desk, case: str) -> None:
    file = desk.cases.file(case)
    required = [i.entry.code for i in file.entries if i.entry.need == "required"]
    for code in required:
        file = desk.cases.mark(case, code, MarkState.COPIED)

    file = desk.cases.mark(
        case, required[0], MarkState.COPIED, valid_until=date(2026, 11, 21)
    )

    assert (file.gathered, file.ready) == (file.needed - 1, False)
    assert file.case.state is CaseState.TO_PREPARE
    until_tonight = date(2026, 11, 22)
    assert desk.cases.mark(
        case, required[0], MarkState.COPIED, valid_until=until_tonight
    ).ready


def test_filing_starts_the_clocks(desk: Desk, case: str) -> None:
    before = desk.cases.file(case)
    assert before.situation.deadlines == () or due(before, "C11") in ([], [None])

    file = desk.cases.filed(case, FILED)

    assert file.case.state is CaseState.FILED
    assert due(file, "C11") == [date(2027, 2, 1)]
    assert file.deadline is not None
    assert file.deadline.due is not None
    assert file.deadline.due >= date(2026, 11, 22)
    assert states(file)["deposer"] == "done"


def test_an_incomplete_filing_does_not_start_the_refusal(desk: Desk, case: str) -> None:
    filing = Filing(filed_on=date(2026, 10, 1), complete=False)

    assert due(desk.cases.filed(case, filing), "C11") == []


def test_a_filed_case_stays_filed_when_a_tick_is_taken_back(
    desk: Desk, case: str
) -> None:
    desk.cases.filed(case, FILED)

    assert desk.cases.mark(case, "P-DEC", None).case.state is CaseState.FILED


def test_a_symptom_raises_its_alert_once(desk: Desk, case: str) -> None:
    desk.cases.filed(case, FILED)
    assert "D21" not in alerts(desk.cases.file(case))

    file = desk.cases.noticed(desk.cases.noticed(case, "D21").case.id, "D21")

    alert = next(a for a in file.situation.alerts if a.symptom == "D21")
    assert alerts(file).count("D21") == 1
    assert alert.noticed
    assert alert.next_remedy == "E3"
    assert "L02" in alert.letters


def test_a_remedy_tried_proposes_the_next(desk: Desk, case: str) -> None:
    desk.cases.filed(case, FILED)
    desk.cases.noticed(case, "D21")

    file = desk.cases.taken(case, "E3", date(2026, 11, 20), "99-2026-42")

    alert = next(a for a in file.situation.alerts if a.symptom == "D21")
    assert alert.next_remedy == "E6"
    assert [r.taken for r in alert.ladder][:2] == [True, False]
    assert file.case.remedies[0].reference == "99-2026-42"


def test_the_day_changes_the_answer(desk: Desk, case: str, today: object) -> None:
    """The interim order (E11) gives way once silence has become a refusal."""
    desk.cases.filed(case, FILED)
    desk.cases.noticed(case, "D21")

    def rungs() -> list[str]:
        found = desk.cases.file(case).situation.alerts
        alert = next(a for a in found if a.symptom == "D21")
        return [rung.remedy for rung in alert.ladder]

    assert "E11" in rungs()
    today.day = date(2027, 2, 2)  # type: ignore[attr-defined]
    assert "E11" not in rungs()
    assert "E12" in rungs()


def test_each_gesture_is_in_the_journal(desk: Desk, samira: str, case: str) -> None:
    desk.cases.mark(case, "P-DEC", MarkState.SEEN)
    desk.cases.filed(case, FILED)
    desk.cases.noticed(case, "D21")
    desk.cases.taken(case, "E3", date(2026, 11, 20))

    actions = [entry.action for entry in desk.people.file(samira).journal]

    assert len(actions) == 6
    assert actions[-1] == "person.created"
    assert all(action.startswith("case.") for action in actions[:5])
    assert all(
        entry.staff == "Élise (exemple)" and entry.changes
        for entry in desk.people.file(samira).journal
    )


def test_what_fails_leaves_neither_case_nor_journal(
    desk: Desk, vault: Vault, samira: str, case: str
) -> None:
    """A change and its journal entry are one transaction."""
    before = vault.reading().journal.head()
    known = desk.cases.file(case)

    with pytest.raises(UnknownRecordError):
        desk.cases.open("nobody", "A2")
    with vault.transaction(desk.staff) as store:
        store.cases.put(replace(known.case, symptoms=("D21",)))
        assert store.journal.head() != before

    assert vault.reading().journal.head() == before
    assert desk.cases.file(case) == known
    assert len(desk.people.file(samira).cases) == 1


def test_a_gesture_and_its_entry_are_committed_together(
    desk: Desk, vault: Vault, case: str
) -> None:
    before = vault.reading().journal.head().number

    desk.cases.mark(case, "P-DEC", MarkState.SEEN)

    assert vault.reading().journal.head().number == before + 1
    assert vault.verify().findings == ()
