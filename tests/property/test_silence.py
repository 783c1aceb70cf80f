"""Whatever goes wrong, no value of anybody is told to a log, an error or a report."""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from anef_desk.catalogue.library import shipped
from anef_desk.desk.session import Desk
from anef_desk.domain.case import Filing
from anef_desk.domain.identifiers import new_id
from anef_desk.domain.organisation import Organisation
from anef_desk.domain.person import Person
from anef_desk.domain.residence_document import Kind, ResidenceDocument
from anef_desk.domain.staff import Role, Staff
from anef_desk.domain.supporting_document import MarkState
from anef_desk.vault.keys import Kdf
from anef_desk.vault.vault import create, open_vault
from ui.failures import Failures

CHEAP = Kdf(memory_kib=64, iterations=1, lanes=1)
CANARY = "Zarathoustra"
PASSPHRASE = f"{CANARY} pluie tambour gare olive marteau lune"
HALF = "\ud800"  # half a surrogate pair: no file keeps it
TODAY = date(2026, 11, 22)


def canary_person() -> Person:
    """Return somebody whose every field of words is the canary."""
    words = {
        name: CANARY
        for name, field in Person.__dataclass_fields__.items()
        if field.type == "str" and name not in {"id", "language"}
    }
    return Person(id="", **words)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    staff = Staff(id=new_id(), name=CANARY, role=Role.COORDINATOR)
    folder = tmp_path_factory.mktemp("silence") / "coffre"
    create(folder, Organisation(name=CANARY), staff, PASSPHRASE, kdf=CHEAP, floor=CHEAP)
    return folder


def opened(folder: Path, passphrase: str = PASSPHRASE) -> Desk:
    from anef_desk.vault.vault import slots

    staff = slots(folder)[0]
    vault = open_vault(
        folder, staff.id, passphrase, floor=CHEAP, state=folder.parent / "state"
    )
    return Desk(vault, staff, shipped(), lambda: TODAY)


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    made = opened(folder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def person(desk: Desk) -> str:
    """Return somebody whose whole file is the canary."""
    found = desk.people.add(canary_person()).person.id
    desk.documents.add(
        found, ResidenceDocument(id="", kind=Kind.API, number=CANARY, mention=CANARY)
    )
    case = desk.cases.open(found, "A2").case.id
    desk.cases.mark(case, "P-DEC", MarkState.CANNOT_GET, reason=CANARY)
    desk.cases.filed(case, Filing(filed_on=TODAY, number=CANARY, proof=CANARY))
    stream = io.BytesIO()
    Image.new("RGB", (3, 4)).save(stream, "PNG")
    seen = desk.attachments.look_at(stream.getvalue(), f"{CANARY}.png")
    desk.attachments.add(found, seen)
    desk.drafts.put(f"person:{found}", {"family_name": CANARY})
    return found


def mistakes(desk: Desk, person: str, folder: Path) -> dict[str, Callable[[], object]]:
    """Return everything that goes wrong at a desk, each as an act."""
    known = desk.people.file(person)
    case = known.cases[0].id
    program = folder.parent / f"{CANARY}.pdf"
    program.write_bytes(b"MZ" + CANARY.encode())
    broken = folder.parent / f"{CANARY}.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + CANARY.encode())

    def frozen() -> object:
        desk.data_protection.freeze(person, CANARY)
        try:
            return desk.people.change(replace(known.person, phone=f"{CANARY}2"))
        finally:
            desk.data_protection.thaw(person)

    return {
        "unknown person": lambda: desk.people.file(CANARY),
        "unknown case": lambda: desk.cases.file(CANARY),
        "unwritable name": lambda: desk.people.add(
            replace(canary_person(), family_name=CANARY + HALF)
        ),
        "nul": lambda: desk.people.add(replace(canary_person(), phone=f"{CANARY}\0")),
        "unwritable draft": lambda: desk.drafts.put(CANARY, {"x": CANARY + HALF}),
        "unwritable mark": lambda: desk.cases.mark(
            case, CANARY, MarkState.CANNOT_GET, reason=CANARY + HALF
        ),
        "unknown letter": lambda: desk.letters.preview(person, case, CANARY, {}, "fr"),
        "letter again": lambda: desk.letters.again(CANARY),
        "not a paper": lambda: desk.attachments.look(program),
        "broken paper": lambda: desk.attachments.look(broken),
        "no paper": lambda: desk.attachments.look(folder / CANARY),
        "unknown copy": lambda: desk.attachments.content(CANARY),
        "no reason": lambda: desk.data_protection.freeze(person, " "),
        "review for ever": lambda: desk.data_protection.keep(
            person, date(2099, 1, 1), CANARY
        ),
        "frozen": frozen,
        "unknown export": lambda: desk.data_protection.export(
            CANARY, passphrase=CANARY
        ),
        "wrong key": lambda: desk.data_protection.export(person, recipient=CANARY),
        "unknown erasure": lambda: desk.data_protection.erase(CANARY),
        "in use": lambda: opened(folder),
        "no vault": lambda: opened(folder.parent / "ailleurs"),
    }


NAMES = (
    "unknown person", "unknown case", "unwritable name", "nul", "unwritable draft",
    "unwritable mark", "unknown letter", "letter again", "not a paper", "broken paper",
    "no paper", "unknown copy", "no reason", "review for ever", "frozen",
    "unknown export", "wrong key", "unknown erasure", "in use", "no vault",
)  # fmt: skip


def told_of(error: BaseException) -> str:
    """Return everything a log could say of *error*, and of what caused it.

    The lines of our own tests are left out: they spell the canary.
    """
    parts, seen = [], error
    while seen is not None:
        parts += [repr(seen), str(seen)]
        parts += [
            f"{frame.name}:{frame.lineno}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (  # type: ignore[assignment]
            None if seen.__suppress_context__ else seen.__context__
        )
    return "\n".join(parts)


@pytest.mark.parametrize("name", NAMES)
def test_no_mistake_tells_a_value(  # noqa: PLR0913, PLR0917
    name: str,
    desk: Desk,
    person: str,
    folder: Path,
    qapp: QApplication,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Log, standard error, exception and its causes, report of a defect."""
    caplog.set_level(logging.DEBUG)
    act = mistakes(desk, person, folder)[name]
    failures, said = Failures(), list[str]()
    failures.defect.connect(said.append)
    failures.explained.connect(said.append)

    with pytest.raises(Exception) as caught:  # noqa: PT011 - any of them
        act()
    failures.show(caught.value)

    written = capfd.readouterr()
    everything = "\n".join([*said, caplog.text, written.out, written.err])
    assert said
    assert CANARY not in everything
    assert CANARY not in told_of(caught.value)


def test_every_mistake_is_tried(desk: Desk, person: str, folder: Path) -> None:
    assert set(NAMES) == set(mistakes(desk, person, folder))


def test_a_wrong_passphrase_is_told_nowhere(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any of them
        opened(folder, f"{PASSPHRASE} faux")

    assert CANARY not in told_of(caught.value) + caplog.text


def test_a_whole_day_is_silent(
    desk: Desk,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Nothing is logged when nothing goes wrong."""
    caplog.set_level(logging.DEBUG)
    somebody = desk.people.add(canary_person()).person.id
    desk.people.search(CANARY)
    desk.data_protection.export(somebody, passphrase=PASSPHRASE)
    desk.data_protection.erase(somebody)

    written = capfd.readouterr()
    assert CANARY not in caplog.text + written.out + written.err


def test_a_hostile_name_goes_through_every_page_and_paper(desk: Desk) -> None:
    """Markup, turned letters, formulas and sixty letters are but letters."""
    before = desk.people.count()
    for name in (
        "<b>Robert</b>'); drop table person; --",
        "\u202eNom\u2066 retourné",
        '=HYPERLINK("x")',
        "N’Guyễn-D’Ávila " + "x" * 60,
        "کریمی\u200cزاده",
    ):
        made = desk.people.add(replace(canary_person(), family_name=name))
        found = desk.people.search(name.split()[0])
        assert any(row.id == made.person.id for row in found), name
        assert desk.people.file(made.person.id).person.family_name == name
        desk.data_protection.export(made.person.id, passphrase=PASSPHRASE)
        desk.data_protection.erase(made.person.id)
    assert desk.people.count() == before
