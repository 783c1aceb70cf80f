"""Today: who is on the board, what one does about it, and how it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.desk import today as today_module
from anef_desk.desk.board import Board, BoardRow
from anef_desk.desk.context import Context
from anef_desk.desk.session import Desk
from anef_desk.desk.today import Meeting, Today
from anef_desk.desk.undo import ChangedSinceError, NothingToUndoError
from anef_desk.domain.case import Filing, Outcome
from anef_desk.domain.person import Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.staff import Role
from anef_desk.domain.supporting_document import MarkState
from anef_desk.vault.errors import FrozenFileError
from anef_desk.vault.vault import Store, Vault


class Day(Protocol):
    day: date


API = ResidenceDocument(
    id="",
    kind=Kind.API,
    starts_on=date(2026, 8, 26),
    ends_on=date(2026, 11, 25),
    issued_for=IssuedFor.FIRST,
)


def row(board: Board, section: str, person: str) -> BoardRow | None:
    found = board.section(section)  # type: ignore[arg-type]
    rows = found.rows if found else ()
    return next((one for one in rows if one.person == person), None)


def rules(found: BoardRow | None) -> list[str]:
    return [item.matter.rule for item in found.items] if found else []


def test_an_empty_vault_has_an_empty_board(desk: Desk) -> None:
    board = desk.board.read()

    assert (board.people, board.sections, board.notes, board.failed) == (0, (), (), ())
    assert board.waiting == 0


def test_a_document_that_ends_this_week_is_on_the_board(
    desk: Desk, samira: str
) -> None:
    desk.documents.add(samira, API)

    board = desk.board.read()
    found = row(board, "week", samira)

    assert found is not None
    assert found.name == "KARIMI (EXEMPLE) Samira"
    assert "c29-fin-de-l-attestation" in rules(found)
    assert found.lead.state == "open"
    assert found.lead.basis is not None
    assert board.people == 1


def test_a_frozen_file_is_on_the_board_of_the_coordinator_alone(
    desk: Desk, vault: Vault, samira: str
) -> None:
    """Neither its dates, nor what a colleague left about it."""
    desk.documents.add(samira, API)
    desk.relay.leave(samira, "Rappeler jeudi.")
    desk.data_protection.freeze(samira, "la personne le demande")

    assert row(desk.board.read(), "week", samira) is not None
    assert len(desk.board.read().notes) == 1
    for role in (Role.READER, Role.DESK, Role.CASE_WORKER):
        other = Desk(vault, replace(desk.staff, role=role), desk.library, desk.today)
        board = other.board.read()
        assert (board.sections, board.notes) == ((), ())
        with pytest.raises(FrozenFileError):
            other.board.letters(samira, "")


def test_the_board_follows_the_day(desk: Desk, samira: str, today: Day) -> None:
    desk.documents.add(samira, API)
    today.day = date(2026, 11, 26)

    board = desk.board.read()

    assert "c29-fin-de-l-attestation" in rules(row(board, "late", samira))
    assert row(board, "week", samira) is None


def test_the_board_follows_a_clock_that_is_set_back(
    desk: Desk, samira: str, today: Day
) -> None:
    desk.documents.add(samira, API)
    today.day = date(2027, 1, 10)
    desk.board.read()
    today.day = date(2026, 11, 22)

    assert "c29-fin-de-l-attestation" in rules(row(desk.board.read(), "week", samira))


def test_what_is_dealt_with_goes_and_comes_back_at_its_next_reminder(
    desk: Desk, samira: str, today: Day
) -> None:
    """The last one is on the last day; then it is late, unless the file says more."""
    desk.documents.add(samira, API)
    found = row(desk.board.read(), "week", samira)
    assert found is not None

    for item in found.items:
        desk.board.done(item, samira)

    assert row(desk.board.read(), "week", samira) is None
    today.day = date(2026, 11, 25)
    assert "c29-fin-de-l-attestation" in rules(row(desk.board.read(), "week", samira))


def test_what_is_late_and_dealt_with_does_not_come_back(
    desk: Desk, samira: str, today: Day
) -> None:
    desk.documents.add(samira, API)
    today.day = date(2026, 12, 24)
    late = row(desk.board.read(), "late", samira)
    assert late is not None

    for item in late.items:
        desk.board.done(item, samira)

    assert row(desk.board.read(), "late", samira) is None
    entries = desk.people.file(samira).journal
    assert entries[0].action == "deadline.done"


def test_another_document_starts_another_clock(
    desk: Desk, samira: str, today: Day
) -> None:
    """To have dealt with the end of one says nothing of the end of the next."""
    desk.documents.add(samira, API)
    found = row(desk.board.read(), "week", samira)
    assert found is not None
    desk.board.postpone(found.lead, samira, date(2027, 6, 1), "vu avec la préfecture")

    desk.documents.add(
        samira,
        replace(API, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 28)),
    )

    assert "c29-fin-de-l-attestation" in rules(row(desk.board.read(), "week", samira))


def test_a_reminder_is_put_off_until_a_day_with_a_reason(
    desk: Desk, samira: str, today: Day
) -> None:
    desk.documents.add(samira, API)
    found = row(desk.board.read(), "week", samira)
    assert found is not None

    for item in found.items:
        desk.board.postpone(item, samira, date(2026, 11, 24), " rappelle mardi ")

    assert row(desk.board.read(), "week", samira) is None
    assert desk.people.file(samira).journal[0].changes["reason"].after == (
        "rappelle mardi"
    )
    today.day = date(2026, 11, 24)
    assert row(desk.board.read(), "week", samira) is not None


@pytest.mark.parametrize(("days", "reason"), [(0, "demain"), (-1, "hier"), (3, "  ")])
def test_a_reminder_is_not_put_off_without_a_day_to_come_and_a_reason(
    desk: Desk, samira: str, days: int, reason: str
) -> None:
    desk.documents.add(samira, API)
    found = row(desk.board.read(), "week", samira)
    assert found is not None

    with pytest.raises(ValueError, match=r"^$"):
        desk.board.postpone(
            found.lead, samira, desk.today() + timedelta(days=days), reason
        )


def test_the_last_change_is_taken_back(desk: Desk, samira: str) -> None:
    desk.documents.add(samira, API)
    found = row(desk.board.read(), "week", samira)
    assert found is not None
    change = desk.board.done(found.lead, samira)

    desk.undo.put_back(change)

    assert row(desk.board.read(), "week", samira) is not None
    assert desk.people.file(samira).journal[0].action == "deadline.back"


def test_changes_are_taken_back_one_by_one(desk: Desk, samira: str, case: str) -> None:
    """A tick, a document, an identity: each as it was, and the journal says so."""
    before = desk.people.file(samira)
    desk.people.change(replace(before.person, phone="01 99 00 00 00"))
    desk.documents.add(samira, API)
    desk.cases.mark(case, "P-DEC", MarkState.SEEN)
    held = desk.people.file(samira).documents[0]
    desk.documents.change(samira, replace(held, number="99"))
    desk.documents.remove(samira, held.id)

    kinds = [type(desk.undo.put_back().before).__name__ for _n in range(5)]

    after = desk.people.file(samira)
    assert kinds == [
        "ResidenceDocument",
        "ResidenceDocument",
        "Case",
        "NoneType",
        "Person",
    ]
    assert after.person == before.person
    assert after.documents == ()
    assert desk.cases.file(case).case.marks == ()
    assert desk.undo.last is None
    with pytest.raises(NothingToUndoError):
        desk.undo.put_back()


def test_what_was_changed_since_is_not_taken_back(desk: Desk, samira: str) -> None:
    """Else what somebody wrote meanwhile would go too."""
    person = desk.people.file(samira).person
    desk.people.change(replace(person, phone="1"))
    first = desk.undo.last
    desk.people.change(replace(person, phone="2"))

    with pytest.raises(ChangedSinceError):
        desk.undo.put_back(first)

    assert desk.people.file(samira).person.phone == "2"


def test_nothing_is_put_back_into_a_file_that_is_gone(desk: Desk, samira: str) -> None:
    """Erased, or made one with another: what was theirs is theirs no more."""
    kept = desk.people.add(Person(id="", family_name="Autre")).person.id
    united = desk.people.add(Person(id="", family_name="Autre")).person.id
    for person in (united, samira):
        held = desk.documents.add(person, API).documents[0]
        desk.documents.remove(person, held.id)
    removed = desk.undo.last
    desk.data_protection.erase(samira)

    assert all(one.person != samira for one in desk.people._context.changes)
    with pytest.raises(ChangedSinceError):
        desk.undo.put_back(removed)
    desk.people.unite(kept, united)
    with pytest.raises(ChangedSinceError):
        desk.undo.put_back()


def test_a_person_or_a_case_is_never_made_to_disappear(
    desk: Desk, samira: str, case: str
) -> None:
    context: Context = desk.people._context
    person = desk.people.file(samira).person
    made = context.recorded(samira, None, person)

    with pytest.raises(ChangedSinceError):
        desk.undo.put_back(made)

    gone = replace(person, id="nobody")
    with pytest.raises(ChangedSinceError):
        desk.undo.put_back(context.recorded(samira, gone, replace(gone, phone="1")))
    assert desk.people.file(samira).person == person


def test_a_paper_that_ends_before_the_filing_is_expected(
    desk: Desk, samira: str, case: str
) -> None:
    desk.cases.mark(case, "P-EPH", MarkState.COPIED, valid_until=date(2026, 11, 24))
    found = row(desk.board.read(), "expected", samira)
    assert found is not None
    assert found.lead.title
    assert found.lead.procedure

    desk.cases.filed(case, Filing(filed_on=date(2026, 11, 22)))

    assert row(desk.board.read(), "expected", samira) is None


def test_a_paper_dealt_with_is_no_longer_expected(
    desk: Desk, samira: str, case: str
) -> None:
    desk.cases.mark(case, "P-EPH", MarkState.COPIED, valid_until=date(2026, 11, 24))
    found = row(desk.board.read(), "expected", samira)
    assert found is not None

    desk.board.done(found.lead, samira)

    assert row(desk.board.read(), "expected", samira) is None


class Agenda:
    """Appointments kept in memory."""

    def __init__(self, *meetings: Meeting) -> None:
        self.meetings = meetings

    def coming(self, store: Store, person: str, on: date) -> Sequence[Meeting]:
        return [one for one in self.meetings if one.day >= on]


def test_an_appointment_is_expected_until_its_day(
    desk: Desk, samira: str, today: Day
) -> None:
    meeting = Meeting(id="m", day=date(2026, 11, 26), words="10 h 30, préfecture")
    board = Today(desk.people._context, Agenda(meeting))

    found = row(board.read(), "expected", samira)

    assert found is not None
    assert found.lead.words == "10 h 30, préfecture"
    today.day = date(2026, 11, 27)
    assert row(board.read(), "expected", samira) is None


def test_a_file_without_a_word_for_a_month_is_shown_before_a_legal_date(
    desk: Desk, today: Day
) -> None:
    person = desk.people.add(
        Person(id="", family_name="Haddad (exemple)", status=Status.REFUGEE)
    ).person.id
    case = desk.cases.open(person, "A2").case.id
    desk.cases.filed(case, Filing(filed_on=date(2026, 11, 22), complete=True))
    today.day = date(2027, 2, 10)

    board = desk.board.read()

    assert rules(row(board, "untouched", person)) == ["c11-refus-implicite"]
    assert row(board, "opens", person) is None


def test_a_file_that_somebody_worked_on_is_not_said_to_be_untouched(
    desk: Desk, vault: Vault, samira: str, case: str
) -> None:
    """Nobody saw the person since September; a colleague filed for her today."""
    with vault.transaction(desk.staff) as store:
        store.people.merge(samira, last_contact=date(2026, 9, 1))
        store.commit()
    desk.cases.filed(case, Filing(filed_on=date(2026, 8, 20), complete=True))

    board = desk.board.read()

    assert "c11-refus-implicite" in rules(row(board, "opens", samira))
    assert row(board, "untouched", samira) is None


@pytest.mark.parametrize(
    ("outcome", "rule"),
    [(Outcome.REFUSED, "c13-refus-ecrit"), (Outcome.CLOSED, "c13-cloture")],
)
def test_the_end_of_a_case_that_is_contested_is_so_in_time(
    desk: Desk, samira: str, case: str, today: Day, outcome: Outcome, rule: str
) -> None:
    """Its two months are on the board, and nothing else of that case."""
    desk.cases.filed(case, Filing(filed_on=date(2026, 9, 1), number="99-1"))
    today.day = date(2026, 11, 20)
    assert rule not in everything(desk.board.read(), samira)
    desk.cases.ended(case, outcome, date(2026, 11, 20))

    today.day = date(2027, 1, 15)
    found = row(desk.board.read(), "week", samira)
    assert rule in rules(found)
    assert found is not None
    contested = [one for one in found.items if one.matter.case == case]
    assert {one.matter.rule[:3] for one in contested} <= {"c13", "c14"}

    today.day = date(2027, 1, 25)
    assert rule in rules(row(desk.board.read(), "late", samira))
    today.day = date(2028, 1, 25)
    assert rule not in everything(desk.board.read(), samira)


def everything(board: Board, person: str) -> list[str]:
    sections = [one.section for one in board.sections]
    return [rule for one in sections for rule in rules(row(board, one, person))]


def test_a_case_that_was_granted_leaves_the_board(
    desk: Desk, samira: str, case: str, today: Day
) -> None:
    desk.cases.filed(case, Filing(filed_on=date(2026, 9, 1), number="99-1"))
    desk.cases.ended(case, Outcome.GRANTED, date(2026, 11, 20))
    today.day = date(2027, 1, 15)

    board = desk.board.read()

    found = [row(board, one.section, samira) for one in board.sections]
    assert all(item.matter.case != case for one in found if one for item in one.items)


def test_a_request_that_asks_for_no_title_says_nothing_of_the_title(
    desk: Desk, samira: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a change of address would silence the renewal."""
    permit = ResidenceDocument(
        id="", kind=Kind.RESIDENT_CARD, ends_on=date(2027, 1, 25)
    )
    desk.documents.add(samira, permit)
    case = desk.cases.open(samira, "A2").case.id
    desk.cases.filed(case, Filing(filed_on=date(2026, 11, 20)))
    assert "c01-fenetre-de-renouvellement" not in all_rules(desk.board.read(), samira)

    monkeypatch.setattr(Today, "_wants", lambda _self, _case: "change_address")
    desk.documents.change(
        samira, replace(desk.people.file(samira).documents[0], number="1")
    )

    assert "c01-fenetre-de-renouvellement" in all_rules(desk.board.read(), samira)


def all_rules(board: Board, person: str) -> list[str]:
    return [
        rule
        for one in board.sections
        for rule in rules(row(board, one.section, person))
    ]


def test_many_files_are_computed_a_few_at_a_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The board is shown meanwhile, and says how many still wait."""
    monkeypatch.setattr(today_module, "AT_ONCE", 2)
    for number in range(5):
        person = desk.people.add(Person(id="", family_name=f"Exemple {number}"))
        desk.documents.add(person.person.id, API)

    assert desk.board.read().waiting == 5
    assert desk.board.compute(3) == 2
    board = desk.board.read()
    assert board.waiting == 0
    section = board.section("week")
    assert section is not None
    assert (len(section.rows), section.count, section.more) == (5, 5, False)


def test_another_catalogue_computes_everything_again(
    desk: Desk, vault: Vault, samira: str
) -> None:
    desk.documents.add(samira, API)
    desk.board.read()
    library = shipped()
    other = type(library)(
        type(library.content)(
            **{
                **{
                    name: getattr(library.content, name)
                    for name in library.content.__struct_fields__
                },
                "version": "another",
                "deadlines": (),
            }
        )
    )

    board = Desk(vault, desk.staff, other, desk.today).board.read()

    assert board.sections == ()
    assert desk.board.read().section("week") is not None


def test_only_some_people_are_shown_at_first(desk: Desk) -> None:
    for number in range(4):
        person = desk.people.add(Person(id="", family_name=f"Exemple {number}"))
        desk.documents.add(person.person.id, API)

    section = desk.board.read(shown=3).section("week")

    assert section is not None
    assert (len(section.rows), section.count) == (3, 4)


def test_what_fills_the_window_is_read_first(desk: Desk, samira: str) -> None:
    """Those who are under it are counted, and read with the rest."""
    desk.documents.add(samira, API)
    late = replace(API, starts_on=date(2026, 5, 1), ends_on=date(2026, 10, 1))
    for number in range(3):
        somebody = Person(id="", family_name=f"Retard {number}", status=Status.REFUGEE)
        desk.documents.add(desk.people.add(somebody).person.id, late)
    whole = desk.board.read()

    begun = desk.board.read(first=2)
    every = desk.board.read(first=40)

    assert whole.whole
    assert every.whole
    assert not begun.whole
    assert begun.section("late") == whole.section("late")
    under, read = begun.section("week"), whole.section("week")
    assert under is not None
    assert read is not None
    assert (under.rows, under.count) == ((), read.count)
    assert replace(every, at=whole.at) == whole


def test_the_letters_of_the_most_pressing_alert_are_offered(
    desk: Desk, samira: str, case: str, today: Day
) -> None:
    desk.documents.add(samira, API)
    today.day = date(2026, 11, 26)

    assert "L02" in desk.board.letters(samira, case)
    assert desk.board.letters(samira, "") != ()


def test_a_shift_leaves_word_to_the_next(desk: Desk, samira: str, today: Day) -> None:
    """Seen on the board and in the file, until somebody takes it over."""
    assert [file.person for file in desk.relay.touched()] == [samira]
    assert desk.relay.leave(samira, "  ") is None

    desk.relay.leave(samira, "Rappeler la préfecture jeudi.")
    desk.relay.leave(samira, "Rappeler la préfecture vendredi.")

    note = desk.board.read().notes[0]
    assert note.handover.text == "Rappeler la préfecture vendredi."
    assert note.name == "KARIMI (EXEMPLE) Samira"
    assert len(desk.board.read().notes) == 1
    assert desk.people.file(samira).handovers == (note.handover,)
    assert desk.relay.touched()[0].handover == note.handover

    change = desk.relay.take(note.handover)
    assert desk.board.read().notes == ()
    assert desk.people.file(samira).handovers == ()
    desk.undo.put_back(change)
    assert desk.board.read().notes == (note,)


def test_no_word_of_a_long_shift_is_left_out(desk: Desk) -> None:
    """Thirty visits a day: what does not fit is counted, and one press away."""
    people = [
        desk.people.add(Person(id="", family_name=f"Nom {number}")).person.id
        for number in range(23)
    ]
    for person in people:
        desk.relay.leave(person, "Rappeler jeudi.")

    board = desk.board.read()
    assert (len(board.notes), board.notes_left) == (20, 3)

    board = desk.board.read(62)
    assert {note.handover.person for note in board.notes} == set(people)
    assert board.notes_left == 0


def test_a_word_left_by_mistake_is_taken_back(desk: Desk, samira: str) -> None:
    desk.relay.leave(samira, "Pour un autre dossier.")

    desk.relay.leave(samira, "")

    assert desk.board.read().notes == ()
    desk.undo.put_back()
    assert len(desk.board.read().notes) == 1
    desk.undo.put_back()
    assert desk.board.read().notes == ()


def test_a_file_that_was_only_read_was_not_touched(
    desk: Desk, samira: str, vault: Vault
) -> None:
    context = Context(vault, replace(desk.staff), desk.library, desk.today)
    other = Desk(vault, context.staff, desk.library, lambda: date(2026, 11, 23))

    other.people.file(samira)

    assert other.relay.touched() == ()


def test_the_vault_is_whole_after_all_of_it(
    desk: Desk, vault: Vault, samira: str
) -> None:
    desk.documents.add(samira, API)
    found = row(desk.board.read(), "week", samira)
    assert found is not None
    desk.board.done(found.lead, samira)
    desk.relay.leave(samira, "À suivre.")
    desk.undo.put_back()

    assert vault.verify().findings == ()


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.GRANTED])
def test_an_attestation_is_no_longer_renewed_once_its_request_was_answered(
    desk: Desk, samira: str, case: str, today: Day, outcome: Outcome
) -> None:
    """Also where no case is looked at: the file remembers the answer."""
    api = ResidenceDocument(
        id="",
        kind=Kind.API,
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 12, 31),
        issued_for=IssuedFor.FIRST,
    )
    desk.documents.add(samira, api)
    desk.cases.filed(case, Filing(filed_on=date(2026, 9, 1)))
    today.day = date(2026, 12, 29)
    assert "c29-fin-de-l-attestation" in everything(desk.board.read(), samira)

    assert "A7" in proposed(desk, samira)
    shown = desk.cases.ended(case, outcome, date(2026, 12, 20))

    assert "A7" not in {one.code for one in shown.following if one.truth}
    assert "A7" not in proposed(desk, samira)
    awaited = {"c09-refugie", "c10-autre-attestation", "c29-fin-de-l-attestation"}
    assert not awaited & set(everything(desk.board.read(), samira))
    after = "c29-apres-l-accord" in everything(desk.board.read(), samira)
    assert after is (outcome is Outcome.GRANTED)
    today.day = date(2027, 1, 2)
    raised = desk.people.file(samira).situation.alerts
    assert "D22" not in {alert.symptom for alert in raised}

    desk.cases.reopened(case)
    raised = desk.people.file(samira).situation.alerts
    assert "D22" in {alert.symptom for alert in raised}


def proposed(desk: Desk, person: str) -> set[str]:
    """Return the procedures that fit what the file says, whatever is still asked."""
    return {one.code for one in desk.people.file(person).suggested if one.truth}


def test_a_refusal_of_one_request_silences_no_paper_of_another(
    desk: Desk, samira: str, case: str, today: Day
) -> None:
    """Two titles may be asked for at once; the attestation may wait for either."""
    api = ResidenceDocument(
        id="", kind=Kind.API, starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 31)
    )
    desk.documents.add(samira, api)
    desk.cases.filed(case, Filing(filed_on=date(2026, 9, 1)))
    other = desk.cases.open(samira, "B12").case.id
    desk.cases.filed(other, Filing(filed_on=date(2026, 9, 5)))
    desk.cases.ended(other, Outcome.REFUSED, date(2026, 12, 20))
    today.day = date(2026, 12, 29)

    assert "c29-fin-de-l-attestation" in everything(desk.board.read(), samira)
    today.day = date(2027, 1, 2)
    raised = desk.people.file(samira).situation.alerts
    assert "D22" in {alert.symptom for alert in raised}
