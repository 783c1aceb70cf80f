"""Identifiers are random and sort by time (RFC 9562, UUIDv7)."""

from __future__ import annotations

import uuid

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
