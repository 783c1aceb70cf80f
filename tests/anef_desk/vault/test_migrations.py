"""Migrations: numbered, whole, never undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from anef_desk.vault import migrations
from anef_desk.vault.connection import APPLICATION_ID, Database, connect
from anef_desk.vault.errors import VaultDamagedError, VaultTooNewError

KEY = bytes(32)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "vault.db"
    path.touch()
    opened = connect(path, KEY)
    yield opened
    opened.close()


def test_an_empty_file_becomes_a_vault_of_this_version(database: Database) -> None:
    migrations.migrate(database)

    migrations.assert_ours(database)
    assert migrations.version_of(database) == migrations.VERSION
    assert database.value("pragma application_id") == APPLICATION_ID == 0x414E4546


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrations.migrate(database)
    before = database.value("pragma schema_version")

    migrations.migrate(database)

    assert database.value("pragma schema_version") == before


@pytest.mark.parametrize(
    "number", [n for n in range(1, migrations.VERSION + 1) if migrations.script(n)]
)
def test_a_migration_is_one_transaction_with_its_number(number: int) -> None:
    script = migrations.script(number)
    statements = [
        line
        for line in script.splitlines()
        if line.strip() and not line.startswith("--")
    ]

    assert statements[0] == "begin immediate;"
    assert statements[-2:] == [f"pragma user_version = {number};", "commit;"]


def test_a_migration_that_fails_leaves_file_and_version_as_they_were(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations.migrate(database)
    known = migrations.VERSION
    broken = "begin immediate; create table more (x); selec; pragma user_version = 99;"
    monkeypatch.setattr(migrations, "VERSION", known + 1)
    monkeypatch.setattr(migrations, "script", lambda _: broken)

    with pytest.raises(dbapi2.DatabaseError):
        migrations.migrate(database)

    assert migrations.version_of(database) == known
    assert database.value("select count(*) from sqlite_schema where name='more'") == 0


def test_a_newer_vault_is_refused(database: Database) -> None:
    migrations.migrate(database)
    database.run(f"pragma user_version = {migrations.VERSION + 1}")

    with pytest.raises(VaultTooNewError):
        migrations.assert_ours(database)


@pytest.mark.parametrize(
    "sql",
    ["pragma user_version = 0", "pragma application_id = 1", "pragma user_version=-1"],
)
def test_what_was_never_a_vault_is_damage(database: Database, sql: str) -> None:
    migrations.migrate(database)
    database.run(sql)

    with pytest.raises(VaultDamagedError):
        migrations.assert_ours(database)


def test_the_words_of_the_erased_leave_the_index(database: Database) -> None:
    """FTS5 keeps them unless its ``secure-delete`` option is set."""
    migrations.migrate(database)
    kept = database.value("select v from person_search_config where k='secure-delete'")

    assert kept == 1


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (
            (
                "select * from residence_document"
                " where ends_on between 'a' and 'b' order by ends_on, kind, person"
            ),
            "residence_document_by_end",
        ),
        (
            "select * from residence_document where person = 'a' order by ends_on, id",
            "residence_document_of",
        ),
        (
            "select * from case_file where person = 'a' order by opened_on, id",
            "case_file_of",
        ),
        (
            "select * from journal where subject = 'a' order by number desc",
            "journal_of",
        ),
        (
            (
                "select * from person where (name_key, id) > ('a', 'b')"
                " order by name_key, id"
            ),
            "person_by_name",
        ),
        (
            "select * from letter where person = 'a' order by made_on desc, id desc",
            "letter_of",
        ),
        ("select * from mark where valid_until < 'a'", "mark_by_end"),
        ("select * from case_file where filed_on < 'a'", "case_file_by_filing"),
    ],
)
def test_no_list_scans_or_sorts_a_table(
    database: Database, sql: str, index: str
) -> None:
    migrations.migrate(database)
    plan = [row["detail"] for row in database.all(f"explain query plan {sql}")]

    assert len(plan) == 1, plan
    assert plan[0].startswith("SEARCH")
    assert index in plan[0]
