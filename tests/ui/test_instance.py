"""Starting the application again shows the window there is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.instance import LOCK, WANTED, Instance

PROGRAM = """
import sys
from pathlib import Path
from ui.instance import Instance
here = Instance(Path(sys.argv[1]), float(sys.argv[2]))
print(here.first(sys.argv[3]), flush=True)
"""


def again(folder: Path, vault: str = "", patience: float = 10) -> subprocess.Popen[str]:
    """Start another process that would open a window."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(patience), vault],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_ACTIVATION_TOKEN": "token-1"},
    )


def test_the_first_start_opens_a_window(tmp_path: Path) -> None:
    assert Instance(tmp_path / "state").first()


def test_a_second_start_shows_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    """It says which vault it was asked for, then ends."""
    one = Instance(tmp_path)
    assert one.first()
    one.watch()

    with qtbot.waitSignal(one.wanted, timeout=20_000) as asked:
        other = again(tmp_path, "/media/clé/Coffre")
    said, _ = other.communicate()

    assert asked.args == ["/media/clé/Coffre"]
    assert said == "False\n"
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "token-1"
    assert not (tmp_path / WANTED).exists()


def test_a_window_that_does_not_answer_is_not_waited_for_for_ever(
    tmp_path: Path,
) -> None:
    """A window too many is better than none."""
    one = Instance(tmp_path)
    assert one.first()

    with again(tmp_path, patience=0.2) as other:
        said, _ = other.communicate()

    assert said == "True\n"
    assert not (tmp_path / WANTED).exists()


def test_the_process_that_locks_leaves_its_place(tmp_path: Path) -> None:
    """Locking starts a fresh process, which opens its own window at once."""
    one = Instance(tmp_path)
    assert one.first()
    one.watch()
    one.release()

    with again(tmp_path) as other:
        said, _ = other.communicate()

    assert said == "True\n"


def test_a_killed_holder_does_not_keep_the_place(tmp_path: Path) -> None:
    """Its lock file is still there, and the system knows that it is gone."""
    held = PROGRAM + "import os; os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", held, str(tmp_path), "1", ""], check=False)
    assert (tmp_path / LOCK).exists()

    assert Instance(tmp_path).first()


def test_an_old_question_is_not_answered(qtbot: QtBot, tmp_path: Path) -> None:
    """One that a start left behind, and that nobody waits for any more."""
    (tmp_path / WANTED).write_text("\n/old", encoding="utf-8")
    one = Instance(tmp_path)
    assert one.first()

    with qtbot.assertNotEmitted(one.wanted, wait=100):
        one.watch()


def test_a_place_that_cannot_be_written_opens_a_window(tmp_path: Path) -> None:
    """The place of the folder is taken by a file."""
    (tmp_path / "state").touch()

    assert Instance(tmp_path / "state").first()
    assert Instance(tmp_path / "state" / "deeper").first()
