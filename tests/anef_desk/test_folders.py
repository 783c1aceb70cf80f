"""Where things are kept: with the account, or beside a portable copy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from anef_desk import folders

KINDS = (folders.data, folders.config, folders.made, folders.state)


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    folders.portable.cache_clear()
    yield
    folders.portable.cache_clear()


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder of a frozen program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "anef-desk"))
    return tmp_path


@pytest.mark.parametrize("named", ["", "/elsewhere"])
def test_the_folders_are_those_of_the_library(
    monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    """Named by the account or not, our short way and the library agree."""
    for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", named and f"{named}/{kind}")

    assert [one() for one in KINDS] == [
        Path(getattr(platformdirs, f"user_{kind}_dir")("anef-desk", appauthor=False))
        for kind in ("data", "config", "cache", "state")
    ]


def test_other_systems_ask_the_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(folders, "SYSTEM", "win32")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path)

    assert folders.data() == tmp_path


def test_a_portable_copy_keeps_everything_beside_itself(frozen: Path) -> None:
    (frozen / folders.PORTABLE).touch()

    kept = [one() for one in KINDS]

    assert kept[0] == frozen / "data"
    assert all(one.is_relative_to(frozen / "data") for one in kept)
    assert not list((frozen / "data").iterdir()), "the trial leaves nothing"


def test_an_installed_program_keeps_nothing_beside_itself(frozen: Path) -> None:
    assert folders.portable() is None
    assert not list(frozen.iterdir())


def test_a_portable_copy_that_cannot_write_uses_the_account(frozen: Path) -> None:
    """A read-only medium: the place of the folder is taken by a file here."""
    (frozen / folders.PORTABLE).touch()
    (frozen / "data").touch()

    assert folders.portable() is None
    assert not folders.data().is_relative_to(frozen)
