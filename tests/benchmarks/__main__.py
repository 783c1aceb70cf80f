"""Every benchmark, as one table: ``make bench``, or ``python tests/benchmarks``.

Each measure stands beside a floor or a peer of the same run: a ratio means the same on
another machine, where seconds do not. What was measured is kept in ``build/bench`` as
JSON; ``compare OLD NEW`` says what changed between two runs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _measure import written

HERE = Path(__file__).resolve().parent
KEPT = HERE.parents[1] / "build" / "bench"
BEGINS, ENDS = "<!-- bench -->", "<!-- /bench -->"
"""What stands around the table in README."""

NOTICED = 0.10
"""A ratio that changed by less says nothing."""


def main() -> int:
    """Run, or compare; return the exit status."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks")
    parser.add_argument("--only", metavar="NAME", help="one of the scripts")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--large", action="store_true", help="up to a million people")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("OLD", "NEW"))
    parser.add_argument("--readme", action="store_true", help="write its table again")
    asked = parser.parse_args()
    if asked.readme:
        document = HERE.parents[1] / "README.md"
        text = document.read_text("utf-8")
        before, _, rest = text.partition(BEGINS)
        after = rest.partition(ENDS)[2]
        table = "\n".join(["", "", *shown(latest()), "", ""])
        document.write_text(f"{before}{BEGINS}{table}{ENDS}{after}", encoding="utf-8")
        return 0
    if asked.compare:
        old, new = (json.loads(file.read_text("utf-8")) for file in asked.compare)
        print("\n".join(compared(old, new)))  # noqa: T201
        return 0
    return run(asked.only, rounds=asked.rounds, large=asked.large)


def run(only: str | None, *, rounds: int, large: bool) -> int:
    """Run the scripts, each in a process of its own; print and keep the table."""
    scripts = sorted(HERE.glob("[!_]*.py"))
    chosen = [one for one in scripts if only in {None, one.stem}]
    measures: list[dict[str, Any]] = []
    failed: list[str] = []
    for script in chosen:
        with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
            env = {
                **os.environ,
                "BENCH_OUT": out.name,
                "BENCH_ROUNDS": str(rounds),
                "BENCH_LARGE": "1" if large else "",
            }
            command = [sys.executable, str(script)]
            if subprocess.run(command, check=False, env=env).returncode:
                failed.append(script.stem)
            lines = Path(out.name).read_text("utf-8").splitlines()
        measures += [{"script": script.stem, **json.loads(line)} for line in lines]
    now = datetime.now(UTC)
    kept = {
        "at": f"{now:%Y-%m-%dT%H:%MZ}",
        "machine": machine(),
        "measures": measures,
    }
    KEPT.mkdir(parents=True, exist_ok=True)
    file = KEPT / f"{now:%Y%m%d-%H%M%S}.json"
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"\n{kept['at']}, {kept['machine']}\n")  # noqa: T201
    for line in measures:
        print(written(line))  # noqa: T201
    print(f"\nKept in {file.relative_to(HERE.parents[1])}")  # noqa: T201
    for name in failed:
        print(f"{name} did not end well.", file=sys.stderr)  # noqa: T201
    return bool(failed)


def machine() -> str:
    """Return what kind of machine this is; nothing that tells whose."""
    try:
        release = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        release = f"{platform.system()} {platform.release()}"
    cores = os.cpu_count()
    python = platform.python_version()
    return f"{release}, {platform.machine()}, {cores} cores, Python {python}"


def latest() -> dict[str, Any]:
    """Return the last measures of each script, and when the last run was.

    Raises:
        SystemExit: If nothing was measured yet.
    """
    runs = [json.loads(one.read_text("utf-8")) for one in sorted(KEPT.glob("*.json"))]
    if not runs:
        raise SystemExit("Nothing was measured yet: make bench.")
    last: dict[str, list[dict[str, Any]]] = {}
    for run_ in runs:
        for script in dict.fromkeys(one["script"] for one in run_["measures"]):
            last[script] = [m for m in run_["measures"] if m["script"] == script]
    measures = [one for script in sorted(last) for one in last[script]]
    return {**runs[-1], "measures": measures}


def shown(run_: Mapping[str, Any]) -> list[str]:
    """Return a run as the lines of a Markdown table: ratios where there are."""
    lines = [
        f"Measured on {run_['at'][:10]}, {run_['machine']}.",
        "",
        "| What | Measured | Beside | Goal |",
        "|---|---|---|---|",
    ]
    for one in run_["measures"]:
        value = f"{one['value']:.1f} {one['unit']}"
        beside = f"{one['ratio']:.2f} × {one['beside']}" if one["ratio"] else ""
        goal = (
            one["goal"]
            .replace("<=", "≤")
            .replace(">=", "≥")
            .replace(" x", " ×")
            .strip("-")
        )
        lines.append(f"| {one['what']} | {value} | {beside} | {goal} |")
    return lines


def compared(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return what changed from one run to another, worst first.

    Ratios are compared where there are, since machines differ; values otherwise.
    """
    before = {(one["script"], one["what"]): one for one in old["measures"]}
    changes: list[tuple[float, str]] = []
    for one in new["measures"]:
        was = before.get((one["script"], one["what"]))
        if was is None:
            continue
        what = "ratio" if one["ratio"] and was["ratio"] else "value"
        if not was[what]:
            continue
        change = one[what] / was[what] - 1
        if abs(change) >= NOTICED:
            sign = "slower or larger" if change > 0 else "quicker or smaller"
            text = f"{one['what']:<40} {was[what]:.2f} -> {one[what]:.2f}"
            changes.append((change, f"{text}  {abs(change):.0%} {sign}"))
    if not changes:
        return ["Nothing changed by a tenth or more."]
    return [text for _change, text in sorted(changes, reverse=True)]


if __name__ == "__main__":
    raise SystemExit(main())
