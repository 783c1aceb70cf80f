"""The files by which a desktop knows the application; ``make validate`` says more."""

from __future__ import annotations

import configparser
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from anef_desk import __version__
from anef_desk.i18n import NAMES
from ui.opening import NAME

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _read(kind: str) -> ET.Element:
    """Return a file of ours."""
    return ET.parse(LINUX / f"{NAME}.{kind}.xml").getroot()  # noqa: S314


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / f"{NAME}.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


@pytest.fixture
def component() -> ET.Element:
    return _read("metainfo")


def test_the_menu_speaks_every_language(entry: configparser.SectionProxy) -> None:
    """English is what a desktop shows when it knows none of the others."""
    for key in ("GenericName", "Comment", "Keywords"):
        for language in set(NAMES) - {"en"}:
            assert entry[f"{key}[{language}]"]


def test_the_menu_opens_vaults(entry: configparser.SectionProxy) -> None:
    kinds = _read("mime")

    assert entry["Exec"] == "anef-desk %f"
    assert set(entry["MimeType"].rstrip(";").split(";")) == {
        kind.attrib["type"] for kind in kinds
    }


def test_a_vault_is_known_by_its_key_file() -> None:
    """What the kind of file looks for is at the beginning of a real one."""
    kept = ROOT / "tests/anef_desk/vault/files/0001/keys.json"
    (match,) = _read("mime").iter(
        "{http://www.freedesktop.org/standards/shared-mime-info}match"
    )
    first, last = (int(part) for part in match.attrib["offset"].split(":"))

    place = kept.read_bytes().find(match.attrib["value"].encode())

    assert first <= place <= last


def test_the_shop_window_says_the_version_there_is(
    component: ET.Element,
) -> None:
    release = component.find("releases/release")

    assert release is not None
    assert release.attrib["version"] == __version__
    assert component.findtext("id") == NAME


def test_the_shop_window_speaks_every_language(component: ET.Element) -> None:
    for path in ("summary", "description/p"):
        spoken = {found.attrib.get(LANGUAGE, "en") for found in component.findall(path)}
        assert spoken == set(NAMES)


def test_no_sandbox_opens_the_network_or_the_home_folder() -> None:
    """Files are reached one by one, through the desktop's dialogs."""
    manifest = (ROOT / "packaging" / "flatpak" / f"{NAME}.yaml").read_text("utf-8")

    assert "network" not in manifest.replace("No network", "")
    assert "--filesystem" not in manifest


def test_the_requirements_are_locked_for_every_system() -> None:
    """What only Windows or macOS needs is there; every file has its hash."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [one.split(">=")[0].lower() for one in project["project"]["dependencies"]]
    for name in ("requirements", "requirements-dev", "requirements-packages"):
        text = (ROOT / "packaging" / f"{name}.txt").read_text("utf-8")
        entries = [line for line in text.splitlines() if "==" in line]
        assert entries
        for entry in text.split("\n")[2:]:
            assert entry.startswith("    --hash=sha256:") or "==" in entry or not entry
        if name == "requirements":
            locked = {line.partition("==")[0] for line in entries}
            assert set(asked) <= locked
        if name == "requirements-packages":
            assert any("sys_platform == 'win32'" in line for line in entries)
            assert any("sys_platform == 'darwin'" in line for line in entries)
