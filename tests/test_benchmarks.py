"""The benchmarks: they work on the application as it is, on next to nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent / "benchmarks"
USUAL = ("files", "session")
"""Those whose gestures a change of the window could leave behind."""


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(one.stem, marks=() if one.stem in USUAL else pytest.mark.long)
        for one in sorted(SCRIPTS.glob("[!_]*.py"))
        if one.stem != "start"  # It looks at a screen, and at programs to install.
    ],
)
def test_a_benchmark_tells_what_it_measured(script: str, tmp_path: Path) -> None:
    told = tmp_path / "told.jsonl"
    env = {
        **os.environ,
        "BENCH_OUT": str(told),
        "BENCH_ROUNDS": "1",
        "BENCH_TRIED": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }

    done = subprocess.run(
        [sys.executable, str(SCRIPTS / f"{script}.py")],
        env=env,
        capture_output=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    if script != "search":  # It tells people, not the table.
        measures = [json.loads(line) for line in told.read_text("utf-8").splitlines()]
        assert measures
        assert all(measure["value"] >= 0 for measure in measures)
