"""The demonstration replaces nothing but what a demonstration left."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui import demo


@pytest.mark.parametrize("name", ["vault", "state"])
def test_what_no_demonstration_left_is_not_replaced(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder of one's own may well be called "vault"."""
    kept = tmp_path / name / "vault.db"
    kept.parent.mkdir()
    kept.write_text("everything", encoding="utf-8")

    status = demo.main(["--out", str(tmp_path), "--album", "fr"])

    assert (status, capsys.readouterr().err.count("\n")) == (2, 1)
    assert kept.read_text(encoding="utf-8") == "everything"
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_the_vault_of_a_demonstration_is_its_own(tmp_path: Path) -> None:
    demo._create(tmp_path / "vault")

    assert demo._is_ours(tmp_path / "vault")
    assert not demo._is_ours(tmp_path)


@pytest.mark.parametrize("words", [[], ["--out"], ["--out", ""], ["--colour"]])
def test_what_the_demonstration_does_not_understand_is_one_line_in_french(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.main(words) == 2

    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "rien n’a été fait" in told.err


def test_a_file_is_no_place_for_a_demonstration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    assert demo.main(["--out", str(tmp_path / "file"), "--album", "fr"]) == 2
    assert "ne peut pas être écrit" in capsys.readouterr().err
