"""What every test has: no network, a home folder of its own, a profile for examples."""

from __future__ import annotations

import os
import random
import secrets
import socket
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "long", parent=settings.get_profile("quick"), max_examples=2_000
)

HOME = pytest.StashKey[tempfile.TemporaryDirectory[str]]()
TRIED = "tried"


class NetworkReachedError(RuntimeError):
    """Something asked for an Internet socket: the application never does."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("anef-desk")
    group.addoption(
        "--long", action="store_true", help="run the long tests too, on more examples"
    )
    group.addoption(
        "--approve",
        action="store_true",
        help="replace the approved copies of the golden files; read the diff",
    )
    group.addoption(
        "--seed", type=int, help="begin accidents at this number again, not at random"
    )
    group.addoption(
        "--onscreen", action="store_true", help="show the windows under test"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes minutes; only with --long")
    settings.load_profile("long" if config.getoption("--long") else "quick")
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if config.option.seed is None:
        config.option.seed = secrets.randbits(32)  # which processes beside will have
    home = tempfile.TemporaryDirectory(prefix="anef-desk-home-")
    config.stash[HOME] = home
    os.environ["HOME"] = home.name
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(Path(home.name, name.lower()))
    sys.addaudithook(_refuse_the_network)


def pytest_report_header(config: pytest.Config) -> str:
    return f"accidents: --seed={config.option.seed}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    said = {
        f"{report.location[2]}: {tried}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport)
        for name, tried in report.user_properties
        if name == TRIED
    }
    if said:
        terminalreporter.section("how much was tried")
        for line in sorted(said):
            terminalreporter.write_line(line)


def pytest_unconfigure(config: pytest.Config) -> None:
    home = config.stash.get(HOME, None)
    if home is not None:
        home.cleanup()


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Give what chooses accidents: another choice each time, unless ``--seed``."""
    return random.Random(  # noqa: S311 - no secret
        f"{request.config.option.seed} {request.node.nodeid}"
    )


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Return what says how much a test tried, for the end of the report."""
    return lambda tried: record_property(TRIED, tried)


@pytest.fixture
def quick_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have age seal under a passphrase at once: a second or more each time, otherwise.

    Only for what is not about the seal: another passphrase opens nothing either.
    """
    identities: defaultdict[str, pyrage.x25519.Identity] = defaultdict(
        pyrage.x25519.Identity.generate
    )

    def encrypt(content: bytes, passphrase: str) -> bytes:
        return pyrage.encrypt(content, [identities[passphrase].to_public()])

    def decrypt(sealed: bytes, passphrase: str) -> bytes:
        return pyrage.decrypt(sealed, [identities[passphrase]])

    monkeypatch.setattr(pyrage.passphrase, "encrypt", encrypt)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)


@pytest.fixture
def approve(request: pytest.FixtureRequest) -> bool:
    """Return whether the approved copies are to be replaced."""
    return bool(request.config.getoption("--approve"))


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise NetworkReachedError
