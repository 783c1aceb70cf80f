"""How long the guide's answer takes on a loaded catalogue."""

from __future__ import annotations

import json
from datetime import date

from _measure import in_turn, many, say, timed

from anef_desk import i18n
from anef_desk.catalogue.library import compile_catalogue, load, shipped
from anef_desk.law.given import read_facts
from anef_desk.law.situation import as_json, situation

ROUNDS, TIMES = many(30), many(10)

FACTS = {
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
"""The example of the product's contract."""


def main() -> None:
    """Measure the answer, its parts, and what writing it as JSON costs alone."""
    library = shipped()
    compiled = compile_catalogue()
    dari = i18n.load("fa_AF")
    on = date(2026, 11, 22)

    def answer() -> dict[str, object]:
        return as_json(situation(read_facts(FACTS), on, library), library, dari)

    written = answer()
    found = in_turn(
        {
            "floor": timed(lambda: json.dumps(written, ensure_ascii=False), TIMES),
            "answer": timed(answer, TIMES),
            "law": timed(lambda: situation(read_facts(FACTS), on, library), TIMES),
            "load": timed(lambda: load(compiled), TIMES),
        },
        ROUNDS,
    )
    beside = "writing it as JSON"
    say("guide, catalogue loaded", found["answer"], found["floor"], beside, "<= 5 ms")
    say("  of which the law", found["law"], found["floor"], beside, "-")
    say("catalogue, from its JSON", found["load"], found["floor"], beside, "<= 5 ms")


if __name__ == "__main__":
    main()
