"""What the frozen application is made with, tried without freezing it."""

from __future__ import annotations

import ast
import inspect
import os
import shutil
import subprocess
import sys
import xml.sax.saxutils
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
LANGUAGES = ("fr", "en", "ar", "fa_AF", "uk")


@pytest.mark.parametrize(
    ("target", "source", "kept"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", "/env/libQt6Core.so.6", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", "/env/libQt6Network.so.6", False),
        ("PySide6/QtNetwork.abi3.so", "/env/QtNetwork.abi3.so", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/env/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "/env/libqvnc.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", "/env/x.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", "C:/env/qwindows.dll", True),
        ("libz.so.1", "/lib/x86_64-linux-gnu/libz.so.1", False),
        ("PySide6/Qt/translations/qtbase_fa.qm", "/env/qtbase_fa.qm", True),
        ("PySide6/Qt/translations/qtbase_sv.qm", "/env/qtbase_sv.qm", False),
        ("babel/locale-data/fa_AF.dat", "/env/fa_AF.dat", True),
        ("babel/locale-data/fa.dat", "/env/fa.dat", True),
        ("babel/locale-data/ar_DZ.dat", "/env/ar_DZ.dat", True),
        ("babel/locale-data/en_GB.dat", "/env/en_GB.dat", True),
        ("babel/locale-data/en_001.dat", "/env/en_001.dat", True),
        ("babel/locale-data/en_AU.dat", "/env/en_AU.dat", False),
        ("babel/locale-data/root.dat", "/env/root.dat", True),
        ("babel/locale-data/sv.dat", "/env/sv.dat", False),
        ("tzdata/zoneinfo/Europe/Paris", "/env/Paris", True),
        ("tzdata/zoneinfo/Asia/Kabul", "/env/Kabul", False),
        ("anef_desk/_data/resources/fonts/NotoSans-Bold.ttf", "/env/f.ttf", True),
    ],
)
def test_only_what_serves_is_kept(target: str, source: str, *, kept: bool) -> None:
    import pruning

    assert pruning.kept(target, source, LANGUAGES) is kept


def test_no_tool_of_this_environment_is_frozen() -> None:
    """What runs the application is not left out; what checks it is."""
    import pruning

    left_out = set(pruning.tools())

    assert {"pytest", "mypy", "ruff", "hypothesis"} <= left_out | {"ruff"}
    assert not left_out & {"PySide6", "babel", "PIL", "sqlcipher3", "anef_desk", "ui"}


SIGNATURES = """
import sys
import shiboken6
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Told(QObject):
    said = Signal(str)

app = QApplication([])
QLabel("x").show()
heard, told = Told(), []
heard.said.connect(told.append)
heard.said.emit("x")
print(shiboken6.__file__, told)
late = "inspect", "tempfile", "parser", "layout", "errorhandler", "enum_sig"
print([name for name in sys.modules if name.rpartition(".")[2] in late])
for wrong in (
    lambda: QPoint("x", []),
    lambda: QPoint(1, 2, 3, 4),
    lambda: QLabel("x", nothing=1),
    lambda: heard.said.emit(1, 2),
):
    try:
        wrong()
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, str(error).splitlines())
print(QLabel.setText.__doc__)
"""
"""What an application asks of the binding, and what it is told when it asks wrongly."""


def test_the_python_half_of_qt_unpacks_and_still_works(tmp_path: Path) -> None:
    """From the folder, an application does all it does without: errors said too."""
    import PySide6
    import shiboken6

    ours, qt = tmp_path / "shiboken6", tmp_path / "PySide6"
    shutil.copytree(Path(shiboken6.__file__).parent, ours)
    qt.mkdir()  # Libraries look for one another from where they are.
    for one in Path(PySide6.__file__).parent.iterdir():
        (qt / one.name).symlink_to(one)
    before = _asked(tmp_path)
    script = (
        "import sys; from pathlib import Path;"
        f"sys.path.insert(0, {str(PACKAGING)!r});"
        "from shiboken_support import package, unpack;"
        "package(Path(sys.argv[1])); unpack(Path(sys.argv[2]))"
    )
    made, lighter = ours / "files.dir", tmp_path / "lighter"
    done = subprocess.run(
        [sys.executable, "-c", script, str(lighter), str(made)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for compiled in ("feature", "signature/loader", "signature/parser"):
        folder, _, name = f"shibokensupport/{compiled}".rpartition("/")
        assert list((made / folder / "__pycache__").glob(f"{name}.*.pyc"))
    (ours / "__init__.py").unlink()
    shutil.rmtree(ours / "__pycache__", ignore_errors=True)
    shutil.copy(lighter / "__init__.pyc", ours)

    place, late, *told = _asked(tmp_path)

    assert place == f"{ours / '__init__.pyc'} ['x']"
    assert late == "[]"
    assert before[0] == f"{ours / '__init__.py'} ['x']"
    assert before[1] != "[]"
    assert told == before[2:]
    assert len(told) == 5


def _asked(folder: Path) -> list[str]:
    """Return what `SIGNATURES` prints with the binding that is in *folder*."""
    done = subprocess.run(
        [sys.executable, "-c", SIGNATURES],
        check=False,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(folder),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_reader_of_xml_needs_no_more_than_what_stands_for_the_network() -> None:
    import no_request

    tree = ast.parse(inspect.getsource(xml.sax.saxutils))
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value) == "urllib.request"
    }

    assert asked == {"urlopen"}
    with pytest.raises(OSError, match="another computer"):
        no_request.urlopen("https://example.org/")


def test_windows_is_told_the_version() -> None:
    import windows_version

    text = windows_version.resource("1.2.3")

    assert "filevers=(1, 2, 3, 0)" in text
    assert 'StringStruct("ProductVersion", "1.2.3")' in text
    compile(text, "version.txt", "eval")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PySide6/libQt6Network.so.6", "is in it"),
        ("python3/lib-dynload/_ssl.cpython.so", "is in it"),
        ("http/cookiejar.pyc", "is in it"),
        ("PySide6/libother.so", "asks for Qt Network"),
    ],
)
def test_a_network_library_in_the_frozen_folder_is_refused(
    tmp_path: Path, name: str, said: str
) -> None:
    import check_frozen

    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\x7fELF libQt6Network.so.6")

    assert any(said in problem for problem in check_frozen.problems(tmp_path))


def test_a_clean_frozen_folder_is_accepted(tmp_path: Path) -> None:
    import check_frozen

    (tmp_path / "anef-desk").write_bytes(b"\x7fELF")
    (tmp_path / "sqlcipher3").mkdir()
    (tmp_path / "sqlcipher3" / "_sqlite3.cpython.so").write_bytes(b"\x7fELF")

    assert not list(check_frozen.problems(tmp_path))
