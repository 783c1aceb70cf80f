"""The connection: settings that hold, errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from anef_desk.errors import ExpectedError
from anef_desk.vault import connection
from anef_desk.vault.connection import Database, SettingRefusedError, connect
from anef_desk.vault.errors import (
    DiskFullError,
    ReadOnlyPlaceError,
    UnwritableTextError,
    VaultDamagedError,
    VaultInUseError,
    VaultOutOfReachError,
)

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "vault.db"
    path.touch()
    opened = connect(path, KEY)
    opened.run("create table word (text text unique)")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("locking_mode", "exclusive"),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("mmap_size", 0),
        ("cache_size", -65536),
        ("cipher_log_level", "NONE"),
        ("cipher_memory_security", "0"),
        ("cipher_page_size", "4096"),
        ("cipher_use_hmac", "1"),
    ],
)
def test_settings_are_those_of_the_promises(
    database: Database, pragma: str, expected: object
) -> None:
    """``SECURITY.md``, opening, steps 5 and 6."""
    assert database.value(f"pragma {pragma}") == expected


def test_no_extension_can_be_loaded(database: Database) -> None:
    with pytest.raises(dbapi2.OperationalError, match="not authorized"):
        database.run("select load_extension('x')")


def test_a_setting_that_is_not_taken_is_a_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defaults are never relied on: a library that ignores one is found out."""
    path = tmp_path / "vault.db"
    path.touch()
    for name, value in (
        ("_SETTINGS", (("pragma cache_size = 1", "pragma cache_size", 2),)),
        ("_CIPHER", {"pragma cipher_page_size": "1024"}),
        ("_LIBRARY", "5."),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(connection, name, value)
            with pytest.raises(SettingRefusedError):
                connect(path, KEY)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(tmp_path: Path, length: int) -> None:
    """SQLCipher would silently take it for a passphrase."""
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "vault.db", bytes(length))


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(VaultOutOfReachError):
        connect(tmp_path / "vault.db", KEY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["coffre de l’été", "ملف", "a?b#c%20d", "x" * 200, "'; drop"]
)
def test_any_name_of_a_file_is_only_a_name(tmp_path: Path, name: str) -> None:
    """Nothing in a path is read as a parameter of its address."""
    path = tmp_path / name
    path.touch()

    connect(path, KEY).close()

    assert {item.name for item in tmp_path.iterdir()} <= {name, f"{name}-journal"}


def test_another_key_is_damage(database: Database, tmp_path: Path) -> None:
    """The passphrase was checked before: what does not open was altered."""
    database.close()
    with pytest.raises(VaultDamagedError):
        connect(tmp_path / "vault.db", bytes(32))


def test_two_connections_never_share_a_vault(
    database: Database, tmp_path: Path
) -> None:
    with pytest.raises(VaultInUseError):
        connect(tmp_path / "vault.db", KEY)


def test_a_full_disk_is_said_and_saving_works_again(database: Database) -> None:
    pages = database.value("pragma page_count")
    database.value(f"pragma max_page_count = {pages}")
    database.begin()
    with pytest.raises(DiskFullError):
        database.run("insert into word values (:text)", text="x" * 100_000)
    database.roll_back()

    database.value("pragma max_page_count = 1000")
    database.run("insert into word values (:text)", text="x" * 100_000)

    assert database.value("select count(*) from word") == 1


def test_a_place_that_cannot_be_written_is_said(database: Database) -> None:
    database.run("pragma query_only = on")
    with pytest.raises(ReadOnlyPlaceError):
        database.run("insert into word values ('a')")


def test_what_is_no_fault_of_the_world_stays_a_defect(database: Database) -> None:
    """A constraint, a misspelt statement, a missing value: ours to mend."""
    database.run("insert into word values ('a')")
    for sql in ("insert into word values ('a')", "selec", "select :missing"):
        with pytest.raises(dbapi2.DatabaseError) as caught:
            database.run(sql)
        assert not isinstance(caught.value, ExpectedError)


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x\udfff"])
def test_a_text_that_would_not_come_back_is_refused(
    database: Database, text: str
) -> None:
    """Refused by name; neither the error nor what it remembers quotes the text."""
    with pytest.raises(UnwritableTextError) as caught:
        database.run("insert into word values (:text)", text=text)
    assert caught.value.__cause__ is None
    assert caught.value.args == ("UnwritableTextError",)
    assert database.value("select count(*) from word") == 0


def test_a_column_that_is_not_utf8_is_damage(database: Database) -> None:
    """Python's own message would quote it."""
    database.run("insert into word values (cast(x'4dff' as text))")
    with pytest.raises(VaultDamagedError) as caught:
        database.all("select text from word")
    assert caught.value.__cause__ is None


def test_a_script_that_fails_changes_nothing(database: Database) -> None:
    with pytest.raises(dbapi2.DatabaseError):
        database.script("begin immediate; create table a (b); selec; commit;")

    assert not database.in_transaction
    assert database.value("select count(*) from sqlite_schema where name = 'a'") == 0


def test_no_row_has_no_value(database: Database) -> None:
    assert database.one("select * from word") is None
    assert database.value("select * from word") is None
