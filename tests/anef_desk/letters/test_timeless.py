"""The same drawing gives the same bytes, whatever the clock or the builder says."""

from __future__ import annotations

import io

import pytest

from anef_desk.letters.timeless import TimelessCanvas


def drawn() -> bytes:
    stream = io.BytesIO()
    canvas = TimelessCanvas(stream)
    canvas.drawString(72, 72, "Attestation")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_the_date_of_a_builder_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = drawn()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")

    assert drawn() == first
    assert b"D:2000" in first
