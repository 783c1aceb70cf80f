"""The situation of the product's contract, and the shipped catalogue."""

from __future__ import annotations

from typing import Any

import pytest

from anef_desk.catalogue.library import Library, shipped


@pytest.fixture(scope="session")
def library() -> Library:
    return shipped()


@pytest.fixture
def example() -> dict[str, Any]:
    return {
        "status": "refugee",
        "wants": "first_permit",
        "birth_date": "1990-05-17",
        "protection_decision_on": "2026-03-02",
        "housing": "hosted",
        "marital": "married",
        "minor_children": 2,
        "filed_on": "2026-03-20",
        "filed_complete": True,
        "channel": "anef",
        "held": [
            {
                "kind": "api",
                "for": "first",
                "from": "2026-04-01",
                "until": "2026-06-30",
                "mention": "reconnu réfugié",
                "allows_work": True,
            }
        ],
        "symptoms": ["D21"],
    }
