"""One connection to ``vault.db``, with every setting written down and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from anef_desk.errors import Cancelled
from anef_desk.progress import Report, silently
from anef_desk.vault.errors import (
    DiskFullError,
    ReadOnlyPlaceError,
    UnwritableTextError,
    VaultDamagedError,
    VaultInUseSomewhereError,
    VaultOutOfReachError,
)

APPLICATION_ID = 0x414E4546  # "ANEF"
PAGE = 4096
SMALLEST = 2 * PAGE
KEY_SIZE = 32

_COPIED_AT_ONCE = 1000  # pages, between two reports
_LIBRARY: Final = "4."

_CIPHER: Final = {
    "pragma cipher_page_size": str(PAGE),
    "pragma cipher_use_hmac": "1",
    "pragma cipher_hmac_algorithm": "HMAC_SHA512",
    "pragma cipher_kdf_algorithm": "PBKDF2_HMAC_SHA512",
    "pragma cipher_plaintext_header_size": "0",
    # On, full-text search is 14 to 31 times slower; locking ends the process anyway.
    "pragma cipher_memory_security": "0",
}
"""How pages are encrypted: what SQLCipher 4 does by itself, and must be doing."""

_SETTINGS: Final = (
    # Exclusive first, so that the very first read already locks.
    ("pragma locking_mode = exclusive", "pragma locking_mode", "exclusive"),
    # No write-ahead log: a damaged one loses commits in silence.
    ("pragma journal_mode = truncate", "pragma journal_mode", "truncate"),
    ("pragma synchronous = extra", "pragma synchronous", 3),
    ("pragma secure_delete = on", "pragma secure_delete", 1),
    ("pragma foreign_keys = on", "pragma foreign_keys", 1),
    ("pragma trusted_schema = off", "pragma trusted_schema", 0),
    ("pragma cell_size_check = on", "pragma cell_size_check", 1),
    ("pragma temp_store = memory", "pragma temp_store", 2),
    ("pragma mmap_size = 0", "pragma mmap_size", 0),
    # 64 MB: with the default of 8, scans decrypt the same pages again and again.
    ("pragma cache_size = -65536", "pragma cache_size", -65536),
)

_PRIMARY = 0xFF
_MEANINGS: Final[Mapping[int, type[Exception]]] = {
    5: VaultInUseSomewhereError,  # BUSY
    6: VaultInUseSomewhereError,  # LOCKED
    9: Cancelled,  # INTERRUPT
    8: ReadOnlyPlaceError,  # READONLY
    10: VaultOutOfReachError,  # IOERR
    11: VaultDamagedError,  # CORRUPT
    13: DiskFullError,  # FULL
    14: VaultOutOfReachError,  # CANTOPEN
    26: VaultDamagedError,  # NOTADB
}


_WORDS: Final = {
    "database is locked": VaultInUseSomewhereError,
    "attempt to write a readonly database": ReadOnlyPlaceError,
    "disk I/O error": VaultOutOfReachError,
    "database or disk is full": DiskFullError,
    "unable to open database file": VaultOutOfReachError,
}
"""What the library says of a copy that failed (``sqlite3_errstr``)."""


class SettingRefusedError(RuntimeError):
    """The library did not take a setting the vault's promises rest on."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn what SQLite says into what a person can do about it."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        code: int | None = getattr(error, "sqlite_errorcode", None)
        if code is None and isinstance(error, dbapi2.OperationalError):
            # A column that is not UTF-8; the message quotes it.
            raise VaultDamagedError from None
        meaning = _MEANINGS.get((code or 0) & _PRIMARY)
        if meaning is None:
            raise
        raise meaning from error
    except UnicodeEncodeError:  # Its text holds what was to be written.
        raise UnwritableTextError from None


@contextmanager
def whatever_fails_is_damage() -> Iterator[None]:
    """Explain even what SQLite has no name for: the key fits, so the file is wrong."""
    try:
        yield
    except dbapi2.Error as error:
        raise VaultDamagedError from error


class Database:
    """The open database; belongs to the thread that opened it."""

    def __init__(self, connection: dbapi2.Connection) -> None:
        connection.row_factory = dbapi2.Row
        self._connection = connection

    def run(self, sql: str, /, **values: object) -> None:
        """Do *sql*."""
        with explained():
            self._connection.execute(sql, _plain(values))

    def one(self, sql: str, /, **values: object) -> dbapi2.Row | None:
        """Return the first row of *sql*, if it has any."""
        with explained():
            return self._connection.execute(sql, _plain(values)).fetchone()

    def all(self, sql: str, /, **values: object) -> list[dbapi2.Row]:
        """Return every row of *sql*."""
        with explained():
            return self._connection.execute(sql, _plain(values)).fetchall()

    def each(self, sql: str, /, **values: object) -> Iterator[dbapi2.Row]:
        """Give every row of *sql*, one after the other."""
        with explained():
            yield from self._connection.execute(sql, _plain(values))

    def value(self, sql: str, /, **values: object) -> Any:  # noqa: ANN401 - a column
        """Return the first column of the first row of *sql*; None without a row."""
        row = self.one(sql, **values)
        return None if row is None else row[0]

    def script(self, sql: str) -> None:
        """Do the statements of *sql*; what it began is undone if one fails."""
        try:
            with explained():
                self._connection.executescript(sql)
        except BaseException:
            self.roll_back()
            raise

    def begin(self) -> None:
        """Begin a transaction that may write."""
        self.run("begin immediate")

    def commit(self) -> None:
        """Make the transaction durable."""
        self.run("commit")

    def interrupt(self) -> None:
        """Stop what another thread has this connection do: `Cancelled` there."""
        self._connection.interrupt()

    def roll_back(self) -> None:
        """Undo the transaction, if there still is one."""
        if self._connection.in_transaction:
            self.run("rollback")

    def copy_to(self, target: Database, report: Report = silently) -> None:
        """Make *target* hold every page of this database, under its own key."""

        def told(_status: int, left: int, total: int) -> None:
            report(total - left, total)

        try:
            self._connection.backup(
                target._connection, pages=_COPIED_AT_ONCE, progress=told
            )
        except dbapi2.OperationalError as error:  # Without a code, only its words.
            raise _WORDS.get(str(error), VaultDamagedError) from error

    @property
    def changes(self) -> int:
        """Return how many rows this connection has written, kept or undone."""
        return self._connection.total_changes

    @property
    def in_transaction(self) -> bool:
        """Return whether a transaction is open."""
        return self._connection.in_transaction

    def close(self) -> None:
        """Close; SQLite undoes what was not committed."""
        with explained():
            self._connection.close()


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Database:
    """Open the existing database *path*; a file that is not there is never made.

    Args:
        path: ``vault.db``.
        key: Exactly 32 bytes. Of any other length, SQLCipher would silently make a
            passphrase of it.
        read_only: Write nothing, neither in the file nor beside it.

    Raises:
        VaultDamagedError: If the file is not what this key wrote.
        ExpectedError: If it cannot be opened or written.
        SettingRefusedError: If the library did not take a setting.
    """
    if len(key) != KEY_SIZE:
        raise ValueError("a raw key has 32 bytes")
    with explained():
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
            timeout=0,
            isolation_level=None,
            uri=True,
        )
    database = Database(connection)
    try:
        # Else SQLCipher writes about every bad page on the standard error.
        database.run("pragma cipher_log_level = none")
        connection.enable_load_extension(False)
        connection.set_key(b"x'" + key.hex().encode("ascii") + b"'")
        _assert_cipher(database)
        database.one("select count(*) from sqlite_schema")  # The key is tried here.
        _set(database)
        if not read_only:
            database.begin()  # Is the place writable? SQLite would only say so later.
            database.roll_back()
    except BaseException:
        database.close()
        raise
    return database


def _assert_cipher(database: Database) -> None:
    if not str(database.value("pragma cipher_version")).startswith(_LIBRARY):
        raise SettingRefusedError("pragma cipher_version")
    for asked, expected in _CIPHER.items():
        if database.value(asked) != expected:
            raise SettingRefusedError(asked)


def _set(database: Database) -> None:
    for change, asked, expected in _SETTINGS:
        database.run(change)
        if database.value(asked) != expected:
            raise SettingRefusedError(asked)


def _plain(values: Mapping[str, object]) -> Mapping[str, object]:
    """Return *values* as they are bound; a text that would not come back is refused."""
    for value in values.values():
        if isinstance(value, str) and "\0" in value:
            raise UnwritableTextError
    return values
