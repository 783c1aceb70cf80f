"""What every test has: no network, a home folder of its own, a profile for examples."""

from __future__ import annotations

import os
import random
import secrets
import socket
import sys
import tempfile
from pathlib import Path

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
SEED = pytest.StashKey[int]()


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
    seed = config.getoption("--seed")
    config.stash[SEED] = secrets.randbits(32) if seed is None else seed
    home = tempfile.TemporaryDirectory(prefix="anef-desk-home-")
    config.stash[HOME] = home
    os.environ["HOME"] = home.name
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(Path(home.name, name.lower()))
    sys.addaudithook(_refuse_the_network)


def pytest_report_header(config: pytest.Config) -> str:
    return f"accidents: --seed={config.stash[SEED]}"


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
        f"{request.config.stash[SEED]} {request.node.nodeid}"
    )


@pytest.fixture
def approve(request: pytest.FixtureRequest) -> bool:
    """Return whether the approved copies are to be replaced."""
    return bool(request.config.getoption("--approve"))


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise NetworkReachedError
