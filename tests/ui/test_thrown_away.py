"""Pages that are made, resized, read in other languages and thrown away, by the hundred.

Freed twice, memory ends the process, but pages later: hence a process of its own.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PAGES, MANY = 30, 300
"""How many usually, and in the long tests."""

CHILD = """
import faulthandler, gc, os, random, sys
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from anef_desk.catalogue.library import shipped
from ui import language
from ui.making import make_guidance
from ui.navigation import ReadEntry
from ui.theme import look

faulthandler.enable()
chance, pages = random.Random(int(sys.argv[1])), int(sys.argv[2])
app = QApplication([])
app.setStyle("Fusion")
look.apply(app, "light")
gc.disable()  # As in the application, where garbage has its moments.
codes = list(shipped().procedures)
at_once = lambda work, then, failed=None: then(work())
for _page in range(pages):
    page, presenter = make_guidance(ReadEntry(chance.choice(codes)), at_once)
    page.resize(chance.choice((600, 1162)), chance.choice((300, 704)))
    page.setVisible(chance.random() < 0.8)
    acts = (
        app.processEvents,
        lambda: presenter.read_entry(chance.choice(codes)),
        lambda: language.use(chance.choice(("fa_AF", "uk", "ar", "en", "fr"))),
        page.grab,
        lambda: page.reader.verticalScrollBar().setValue(chance.randint(0, 5000)),
        lambda: page.resize(chance.choice((400, 1162)), chance.choice((300, 704))),
    )
    for place in [chance.randrange(len(acts)) for _ in range(chance.randint(0, 4))]:
        acts[place]()
    if chance.random() < 0.5:
        page.deleteLater()
    if chance.random() < 0.5:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del page, presenter, acts
    if chance.random() < 0.3:
        gc.collect()
    if chance.random() < 0.5:
        app.processEvents()
sys.stdout.flush()
os._exit(0)
"""


def test_pages_thrown_away_leave_nothing_behind(
    chance: random.Random, request: pytest.FixtureRequest
) -> None:
    seed = str(chance.randrange(10_000))
    pages = MANY if request.config.getoption("--long") else PAGES
    done = subprocess.run(
        [sys.executable, "-c", CHILD, seed, str(pages)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_LOGGING_RULES": "*.warning=false"},
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, f"seed {seed}\n{done.stderr}"
