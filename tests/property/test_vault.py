"""What is true of every value a vault keeps, and of every name somebody types."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anef_desk.domain.case import Case, CaseState, Channel, Filing, RemedyTaken
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.letter import Letter
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.partial_date import PartialDate
from anef_desk.domain.person import Civility, Housing, Marital, Person, Status
from anef_desk.domain.residence_document import IssuedFor, Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.domain.supporting_document import Mark, MarkState
from anef_desk.errors import ExpectedError
from anef_desk.vault import keys
from anef_desk.vault.canonical import plain
from anef_desk.vault.errors import KeysDamagedError, UnwritableTextError
from anef_desk.vault.keys import Kdf
from anef_desk.vault.search import search_key, words
from anef_desk.vault.vault import Vault, create, open_vault

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
STAFF = Staff(id=new_id(), name="Élise", role=Role.DESK)

HOSTILE = (
    "\u202eكريمي\u200f",
    "O’Brien--';drop table person;--",
    "e\u0301" * 30,
    "A" * 60,
    "=cmd|' /C calc'!A0",
    "<b>Zahra</b>",
    "\u2068\u2069",
    "𞤀𞤣𞤤𞤢𞤥",
    "\r\n\t ",
    "\ufeff",
    "نام\u200cخانوادگی",
    "\U0010ffff",
    '"*" OR 1',
)

text = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60
) | st.sampled_from(HOSTILE)
any_text = st.text(st.characters(), max_size=20) | st.sampled_from(HOSTILE)
codes = st.from_regex(r"[A-Z]{1,2}-?[A-Z0-9]{1,5}", fullmatch=True)
days = st.dates()
whole = st.integers(-(2**63), 2**63 - 1)
identifiers = st.builds(new_id)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    known = draw(st.integers(1, 3))
    return PartialDate(*(day.year, day.month, day.day)[:known])


people = st.builds(
    Person,
    id=identifiers,
    **{
        field.name: text
        for field in fields(Person)
        if field.name != "id" and field.type == "str"
    },
    civility=st.none() | st.sampled_from(Civility),
    birth_date=st.none() | partial_dates(),
    status=st.none() | st.sampled_from(Status),
    marital=st.none() | st.sampled_from(Marital),
    minor_children=st.none() | whole,
    housing=st.none() | st.sampled_from(Housing),
    protection_decision_on=st.none() | days,
    last_contact=st.none() | days,
)
documents = st.builds(
    ResidenceDocument,
    id=identifiers,
    kind=st.sampled_from(Kind),
    number=text,
    starts_on=st.none() | days,
    ends_on=st.none() | days,
    mention=st.none() | text,
    allows_work=st.none() | st.booleans(),
    issued_for=st.none() | st.sampled_from(IssuedFor),
    years=st.none() | whole,
)
filings = st.builds(
    Filing,
    filed_on=days,
    channel=st.sampled_from(Channel),
    number=text,
    proof=text,
    complete=st.none() | st.booleans(),
)
marks = st.lists(
    st.builds(
        Mark,
        requirement=codes,
        state=st.sampled_from(MarkState),
        marked_on=days,
        valid_until=st.none() | days,
        reason=text,
    ),
    max_size=5,
    unique_by=lambda mark: mark.requirement,
).map(tuple)
remedies = st.lists(
    st.builds(
        RemedyTaken,
        remedy=st.sampled_from(("E1", "E2", "E3")),
        taken_on=st.sampled_from((date(2026, 1, 1), date(2026, 1, 2))),
        reference=text,
    ),
    max_size=5,
).map(tuple)
cases = st.builds(
    Case,
    id=identifiers,
    person=st.just(""),
    procedure=codes,
    opened_on=days,
    state=st.sampled_from(CaseState),
    filing=st.none() | filings,
    answered_on=st.none() | days,
    marks=marks,
    symptoms=st.lists(codes, max_size=4, unique=True).map(tuple),
    remedies=remedies,
)
letters = st.builds(
    Letter,
    id=identifiers,
    person=st.just(""),
    case=st.none(),
    template=codes,
    content_version=text,
    language=text,
    made_on=days,
    fields=st.dictionaries(text, text | st.just("a\0b"), max_size=5),
    sha256=text,
)
organisations = st.builds(
    Organisation, name=text, address=text, city=text, phone=text, email=text
)

relaxed = settings(
    max_examples=max(60, settings().max_examples // 5),  # each commits to a disk
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vault") / "coffre"
    create(path, Organisation(name="X"), STAFF, "x", kdf=CHEAP, floor=CHEAP)
    return path


@pytest.fixture(scope="module")
def vault(folder: Path) -> Iterator[Vault]:
    opened = open_vault(
        folder, STAFF.id, "x", floor=CHEAP, state=folder.parent / "state"
    )
    with closing(opened):
        yield opened
        assert opened.verify().sound


@relaxed
@given(people, people)
def test_a_person_is_what_was_last_put(
    vault: Vault, first: Person, second: Person
) -> None:
    """New, changed, and changed back, whatever the letters."""
    second = replace(second, id=first.id)
    for put in (first, second, first):
        with vault.transaction(STAFF) as store:
            store.people.put(put)
            store.commit()
        assert vault.reading().people.get(first.id) == put


@relaxed
@given(people)
def test_a_person_is_found_by_each_word_and_by_all(vault: Vault, new: Person) -> None:
    """Names in any script, and the number; whole, begun, or all at once."""
    with vault.transaction(STAFF) as store:
        store.people.put(new)
        looked_for = words(
            f"{new.family_name} {new.given_names} {new.used_name} {new.native_name}"
        )
        for word in looked_for:
            assert new in store.finding.search(word, 10_000)
            assert new in store.finding.search(word[:2], 10_000)
        if looked_for:
            assert new in store.finding.search(" ".join(looked_for), 10_000)
        if words(new.numero_etranger):
            assert new in store.finding.search(new.numero_etranger, 10_000)


@relaxed
@given(any_text)
def test_whatever_is_typed_the_search_answers(vault: Vault, typed: str) -> None:
    """Quotes, operators, half surrogates: words like others."""
    try:
        assert isinstance(vault.reading().finding.search(typed, 3), tuple)
    except UnwritableTextError:
        pytest.fail("what is looked for is never written")


@relaxed
@given(people, documents, documents)
def test_a_document_is_what_was_last_put(
    vault: Vault, person: Person, first: ResidenceDocument, second: ResidenceDocument
) -> None:
    second = replace(second, id=first.id)
    with vault.transaction(STAFF) as store:
        store.people.put(person)
        for put in (first, second):
            store.documents.put(person.id, put)
            assert store.documents.of(person.id) == (put,)
        store.documents.remove(person.id, first.id)
        assert store.documents.of(person.id) == ()
        store.commit()


@relaxed
@given(people, cases, cases)
def test_a_case_is_what_was_last_put(
    vault: Vault, person: Person, first: Case, second: Case
) -> None:
    first = replace(first, person=person.id)
    second = replace(second, person=person.id, id=first.id)
    with vault.transaction(STAFF) as store:
        store.people.put(person)
        for put in (first, second, first):
            store.cases.put(put)
            assert store.cases.get(first.id) == put
        store.commit()


@relaxed
@given(people, letters, organisations)
def test_letters_and_letterheads_come_back(
    vault: Vault, person: Person, letter: Letter, organisation: Organisation
) -> None:
    letter = replace(letter, person=person.id)
    with vault.transaction(STAFF) as store:
        store.people.put(person)
        store.letters.add(letter)
        store.organisation.put(organisation)
        store.commit()

    assert vault.reading().letters.of(person.id) == (letter,)
    assert vault.reading().organisation.get() == organisation


@relaxed
@given(text, st.dictionaries(text, text | st.just("\0"), max_size=5), st.datetimes())
def test_a_draft_is_what_was_typed(
    vault: Vault, key: str, content: dict[str, str], when: datetime
) -> None:
    with vault.transaction(STAFF) as store:
        store.drafts.put(key, content, when)
        assert store.drafts.get(key) == content
        assert store.drafts.saved_at(key) == when
        store.drafts.drop(key)
        assert store.drafts.get(key) is None


@relaxed
@given(people, documents, cases)
def test_what_is_not_committed_leaves_no_trace(
    vault: Vault, person: Person, document: ResidenceDocument, case: Case
) -> None:
    """Not a row, not a word of the index, not a line of the journal."""
    count, head = vault.reading().people.count(), vault.reading().journal.head()
    with vault.transaction(STAFF) as store:
        store.people.put(person)
        store.documents.put(person.id, document)
        store.cases.put(replace(case, person=person.id))

    store = vault.reading()
    assert store.people.count() == count
    assert store.journal.head() == head
    assert store.documents.of(person.id) == store.cases.of(person.id) == ()
    assert person not in store.finding.search(person.family_name, 10_000)


@relaxed
@given(people, people)
def test_the_journal_gives_back_what_was_replaced(
    vault: Vault, first: Person, second: Person
) -> None:
    """Each entry undone from the last to the first leads back to the first value."""
    second = replace(second, id=first.id)
    with vault.transaction(STAFF) as store:
        store.people.put(first)
        store.people.put(second)
        entries = store.history.of(first.id)
        known: dict[str, Any] = {
            field.name: plain(getattr(second, field.name)) for field in fields(Person)
        }
        if first != second:
            assert entries[0].action == "person.changed"
            known |= {name: item.before for name, item in entries[0].changes.items()}

        for field in fields(Person):
            before = plain(getattr(first, field.name))
            assert known[field.name] == before or {known[field.name], before} == {
                None,
                "",
            }


@relaxed
@given(st.integers(0), st.integers(0, 7))
def test_a_flipped_bit_of_the_keys_is_always_seen(
    folder: Path, place: int, bit: int
) -> None:
    content = bytearray((folder / keys.NAME).read_bytes())
    content[place % len(content)] ^= 1 << bit
    with pytest.raises(KeysDamagedError):
        keys.parse(bytes(content))


@relaxed
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_of_keys_stumble(content: bytes) -> None:
    with pytest.raises(ExpectedError):
        keys.parse(content)


@relaxed
@given(any_text, any_text, st.booleans())
def test_only_the_same_passphrase_opens(first: str, second: str, same: bool) -> None:
    """The same but for how a keyboard composed it (NFKC)."""
    made, master_key = keys.first_keys(STAFF, first, CHEAP, CHEAP)
    typed = first if same else second
    equal = unicodedata.normalize("NFKC", first) == unicodedata.normalize("NFKC", typed)
    try:
        assert keys.open_keys(made, STAFF.id, typed, CHEAP) == master_key
        assert equal
    except keys.WrongPassphraseError:
        assert not equal


@given(any_text)
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert search_key(search_key(typed)) == search_key(typed)


@given(text, text)
def test_words_do_not_depend_on_how_they_are_parted(one: str, other: str) -> None:
    assert words(f"{one} {other}") == words(one) + words(other)
