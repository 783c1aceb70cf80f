"""A moment never goes back, whatever the clock says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from anef_desk.vault.moment import Moment


def test_a_moment_follows_another() -> None:
    start = datetime(2026, 11, 22, tzinfo=UTC)
    first = Moment(0, 0).next(start)

    assert first.at == start
    assert first.next(start) == Moment(first.milliseconds, 1)
    assert first.next(start - timedelta(days=1)) == Moment(first.milliseconds, 1)
    assert first.next(start + timedelta(milliseconds=1)) == Moment(
        first.milliseconds + 1, 0
    )
