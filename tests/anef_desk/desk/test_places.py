"""Where vaults are: what cannot be looked at hides none."""

from __future__ import annotations

from pathlib import Path

import pytest

from anef_desk.desk.places import is_vault, known_vaults


def test_a_folder_that_is_shut_hides_no_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of another account beside ours."""
    for name in ("ours", "shut", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "ours" / "vault.db").touch()
    there = Path.exists

    def exists(path: Path) -> bool:
        if path.parent.name == "shut":
            raise PermissionError
        return there(path)

    monkeypatch.setattr(Path, "exists", exists)

    assert known_vaults(tmp_path) == (tmp_path / "ours",)
    assert not is_vault(tmp_path / "shut")


def test_a_folder_that_is_not_there_has_no_vault(tmp_path: Path) -> None:
    assert known_vaults(tmp_path / "nowhere") == ()
