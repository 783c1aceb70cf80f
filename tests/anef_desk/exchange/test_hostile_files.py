"""Mutated papers and photos: refused or harmless, in bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anef_desk.exchange import preview
from anef_desk.exchange.attachments import media_type, title_of
from anef_desk.exchange.errors import FileRefusedError, UnacceptedTypeError

from . import samples

HOSTILE = Path(__file__).with_name("hostile.py")
EXAMPLES = {False: 150, True: 12_500}
"""For each of the four formats: 600 files in the quick suite, 50,000 in the long one."""


class Reader:
    """The forking child, and what it said so far."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(HOSTILE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.count = self.shown = 0

    def look(self, content: bytes) -> None:
        """Have *content* looked at; anything but an answer in time is a failure."""
        self.count += 1
        try:
            kind = media_type(content)
        except UnacceptedTypeError:
            return
        question = json.dumps(
            {"type": kind.value, "width": 64, "first": 0, "count": 2}
        ).encode()
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{len(question)} {len(content)}\n".encode())
        self.process.stdin.write(question + content)
        self.process.stdin.flush()
        seconds, size = self.process.stdout.readline().split()
        said = self.process.stdout.read(int(size))
        assert float(seconds) < preview.SECONDS + 3
        try:
            preview.read(said, 64, 2)
        except FileRefusedError:
            return
        self.shown += 1


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    assert made.process.stdin
    assert made.process.stdout
    made.process.stdin.close()
    assert made.process.wait(10) == 0
    made.process.stdout.close()
    sys.stdout.write(f"\n{made.count} hostile files, {made.shown} of them shown\n")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", samples.GOOD)


changes = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "insert", "copy", "number"]),
        st.floats(0, 1),
        st.binary(min_size=1, max_size=12),
        st.floats(0, 1),
    ),
    min_size=1,
    max_size=8,
)


def mutated(content: bytes, steps: list[tuple[str, float, bytes, float]]) -> bytes:
    """Return *content* after so many changes."""
    for how, where, data, length in steps:
        place = int(where * len(content))
        span = int(length * 200) + 1
        if how == "flip":
            content = content[:place] + data + content[place + len(data) :]
        elif how == "cut":
            content = content[:place] + content[place + span :]
        elif how == "insert":
            content = content[:place] + data * span + content[place:]
        elif how == "copy":
            content = (
                content[:place] + content[place : place + span] * 2 + content[place:]
            )
        else:
            digits = str(int.from_bytes(data, "big")).encode()
            found = content.find(b"0", place)
            if found >= 0:
                content = content[:found] + digits + content[found + 1 :]
    return content


def test_a_mutated_file_is_refused_or_harmless(
    kind: str, reader: Reader, request: pytest.FixtureRequest
) -> None:
    """The four formats, each with its own examples."""
    content = samples.GOOD[kind]()
    number = EXAMPLES[bool(request.config.getoption("--long"))]

    @settings(
        max_examples=number,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(changes)
    def look(steps: list[tuple[str, float, bytes, float]]) -> None:
        reader.look(mutated(content, steps))

    look()
    assert reader.process.poll() is None


@given(st.binary(max_size=400))
def test_bytes_after_a_signature_are_refused_or_harmless(content: bytes) -> None:
    """What begins as a paper and is noise never reaches the vault's process."""
    for signature in (b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"):
        assert media_type(signature + content)


HOSTILE_NAMES = [
    "../../../etc/passwd",
    "C:\\Windows\\win.ini",
    "CON",
    "passeport\u202efdp.exe",
    "<img src=x onerror=alert(1)>.pdf",
    "=cmd|' /C calc'!A0.pdf",
    "'; drop table person; --.pdf",
    "x" * 4000 + ".pdf",
    "\x00\x01\x02.pdf",
    "\ud800.pdf",
    "سفر\u2067\u2066.pdf",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_a_hostile_name_becomes_a_plain_title(name: str) -> None:
    title = title_of(name)

    assert "/" not in title
    assert "\\" not in title
    assert "\u202e" not in title
    title.encode("utf-8")
