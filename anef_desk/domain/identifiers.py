"""Identifiers: random, ordered by time, never a row number (UUIDv7, RFC 9562)."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from uuid import UUID


def new_id() -> str:
    """Return a new UUIDv7: 48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    number = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    return str(UUID(int=number))


def made_at(identifier: str) -> datetime | None:
    """Return when an identifier was made; None of one that does not say."""
    try:
        found = UUID(identifier)
    except ValueError:
        return None
    if found.version != 7:  # noqa: PLR2004 - of those made here
        return None
    return datetime.fromtimestamp((found.int >> 80) / 1000, UTC)
