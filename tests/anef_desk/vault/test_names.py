"""The names on the first page, read before the vault is imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from anef_desk.vault.names import LARGEST_FILE, NAME, names
from anef_desk.vault.vault import slots

KEPT = Path(__file__).parent / "files" / "0001"


def test_they_are_those_that_opening_will_find() -> None:
    assert names(KEPT) == tuple(
        (one.id, one.name, one.role.value) for one in slots(KEPT)
    )
    assert names(KEPT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"slots": 3}',
        b'{"slots": [{"id": "1"}]}',
        b"[" * 100_000,
        b" " * LARGEST_FILE + b"{}",
    ],
    ids=range(9),
)
def test_a_damaged_file_names_nobody(tmp_path: Path, content: bytes) -> None:
    """Opening says what is wrong; this list says nothing."""
    (tmp_path / NAME).write_bytes(content)

    assert names(tmp_path) == ()


def test_a_folder_without_the_file_names_nobody(tmp_path: Path) -> None:
    assert names(tmp_path) == ()
