"""Situations as desks meet them, each on a day, with what the fact sheets answer.

``scenarios/*.toml`` says what goes in and what must come out; what is not said there is
not looked at. ``sheet`` names the codes of the fact sheets the answer was read in.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from anef_desk.catalogue.library import shipped
from anef_desk.i18n import load
from anef_desk.law.given import read_facts
from anef_desk.law.situation import as_json, situation

FOLDER = Path(__file__).with_name("scenarios")
LEAST = 60
LOOKED_AT = {
    "name", "sheet", "on", "facts", "first", "also", "never", "documents", "dates",
    "states", "alerts", "quiet", "remedies", "letters", "rights",
}  # fmt: skip


def scenarios() -> list[dict[str, Any]]:
    return [
        scenario
        for file in sorted(FOLDER.glob("*.toml"))
        for scenario in tomllib.loads(file.read_text("utf-8"))["scenario"]
    ]


SCENARIOS = scenarios()


def test_there_are_enough_of_them_and_none_twice() -> None:
    names = [scenario["name"] for scenario in SCENARIOS]

    assert len(names) >= LEAST
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda found: found["name"])
def test_the_catalogue_answers_as_the_sheets_do(scenario: dict[str, Any]) -> None:
    assert set(scenario) <= LOOKED_AT
    answer = ask(scenario["on"], scenario["facts"])

    codes = [found["code"] for found in answer["procedures"]]
    if "first" in scenario:
        assert codes[:1] == [scenario["first"]]
    assert set(scenario.get("also", ())) <= set(codes)
    assert not set(scenario.get("never", ())) & set(codes)

    needs = {found["code"]: found["need"] for found in answer["supporting_documents"]}
    for code, need in scenario.get("documents", {}).items():
        assert needs.get(code, "absent") == need, code

    days: dict[str, list[str | None]] = {}
    states: dict[str, set[str]] = {}
    for found in answer["deadlines"]:
        days.setdefault(found["code"], []).append(found["due"])
        states.setdefault(found["code"], set()).add(found["state"])
    for code, due in scenario.get("dates", {}).items():
        if due == "none":
            assert not [day for day in days.get(code, ()) if day], code
        else:
            assert due.isoformat() in days.get(code, ()), (code, days.get(code))
    for code, state in scenario.get("states", {}).items():
        assert state in states.get(code, set()), (code, states.get(code))

    raised = {found["symptom"]: found for found in answer["alerts"]}
    assert set(scenario.get("alerts", ())) <= set(raised)
    assert not set(scenario.get("quiet", ())) & set(raised)
    for code, remedy in scenario.get("remedies", {}).items():
        assert raised[code]["next_remedy"] == remedy
    for code, letter in scenario.get("letters", {}).items():
        assert letter in raised[code]["letters"]

    rights = {
        f"{found['document']}.{found['right']}": found["answer"]
        for found in answer["rights"]
    }
    for right, expected in scenario.get("rights", {}).items():
        assert rights.get(right, "absent") == expected, right


def ask(on: date, facts: dict[str, Any]) -> dict[str, Any]:
    plain = {key: _plain(value) for key, value in facts.items()}
    library = shipped()
    found = situation(read_facts(plain), on, library)
    assert found.failed == ()
    return as_json(found, library, load("fr"))


def _plain(value: Any) -> Any:
    """Return *value* as JSON would give it: days as texts."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
