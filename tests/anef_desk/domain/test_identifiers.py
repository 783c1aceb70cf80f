"""Identifiers are random and sort by time (RFC 9562, UUIDv7)."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from anef_desk.domain import identifiers


def test_identifiers_are_uuids_of_version_seven() -> None:
    made = uuid.UUID(identifiers.new_id())

    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_identifiers_never_repeat() -> None:
    assert len({identifiers.new_id() for _ in range(5000)}) == 5000


def test_identifiers_sort_by_the_time_they_were_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moments = iter([1_000_000_000_000_000, 2_000_000_000_000_000])
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: next(moments))

    assert identifiers.new_id() < identifiers.new_id()


def test_an_identifier_says_when_it_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    ticks = int(moment.timestamp()) * 1_000_000_000
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: ticks)

    assert identifiers.made_at(identifiers.new_id()) == moment


@pytest.mark.parametrize("other", ["", "samira", str(uuid.UUID(int=0))])
def test_another_identifier_does_not_say_it(other: str) -> None:
    assert identifiers.made_at(other) is None
