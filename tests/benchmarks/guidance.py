"""What reading the catalogue costs: loading, a checklist, a page, another language."""

from __future__ import annotations

import os
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from _measure import in_turn, many, say, timed
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser

from anef_desk import i18n
from anef_desk.catalogue.library import compile_catalogue, load, shipped
from anef_desk.catalogue.search import Index
from anef_desk.law.checklist import checklist
from anef_desk.law.given import read_facts
from anef_desk.law.reading import reading
from anef_desk.law.situation import scope_on
from ui import language
from ui.making import make_guidance
from ui.navigation import ReadEntry
from ui.pages.library import LibraryPage, LibraryPresenter
from ui.theme import look

ROUNDS = many(15)
ON = date(2026, 11, 22)


def main() -> None:
    """Measure each beside what it cannot cost less than."""
    app = QApplication(["benchmark"])
    app.setStyle("Fusion")
    look.apply(app, "light")
    library, compiled = shipped(), compile_catalogue()
    longest = max(
        library.procedures.values(),
        key=lambda one: len(one.requirement) + len(one.step),
    )
    asked = max(library.procedures.values(), key=lambda one: len(one.requirement))
    scope = scope_on(read_facts({"status": "refugee"}), ON, library)
    page, presenter = make_guidance(ReadEntry(longest.code), _at_once)
    assert isinstance(page, LibraryPage)
    assert isinstance(presenter, LibraryPresenter)
    page.resize(1162, 704)
    page.show()
    app.processEvents()
    texts = (i18n.load("fr"), i18n.load("fa_AF"))
    written = page.reader.toHtml()
    bare = QTextBrowser()
    bare.resize(page.reader.size())
    bare.show()
    turns = [0]

    def open_procedure() -> None:
        codes = tuple(library.procedures)
        turns[0] += 1
        presenter.read_entry(codes[turns[0] % len(codes)])
        presenter.read_entry(longest.code)
        page.grab()

    def switch() -> None:
        turns[0] += 1
        language.use(("fa_AF", "uk", "ar", "en", "fr")[turns[0] % 5])
        page.grab()

    def floor() -> None:
        bare.setHtml(written)
        bare.grab()

    def search() -> None:
        for typed in ("r", "re", "ren", "renouv"):
            index.find(typed)

    index = Index(library, texts)
    found = in_turn(
        {
            "floor": timed(floor, 1),
            "open": timed(open_procedure, 1),
            "switch": timed(switch, 1),
            "load": timed(lambda: load(compiled), 5),
            "checklist": timed(lambda: checklist(asked, scope, library), 50),
            "reading": timed(lambda: reading(longest.code, scope, library), 20),
            "index": timed(lambda: Index(library, texts), 1),
            "search": timed(search, 5),
            "label": timed(lambda: QLabel("x").grab(), 5),
        },
        ROUNDS,
    )
    language.use("fr")
    beside = "the same page shown by Qt"
    conditions = len(asked.requirement)
    say("catalogue loaded", found["load"], found["floor"], beside, "<= 5 ms")
    say(
        "two procedures opened and painted",
        found["open"],
        found["floor"],
        beside,
        "<= 60 ms",
    )
    say(
        "language switched and painted",
        found["switch"],
        found["floor"],
        beside,
        "<= 100 ms",
    )
    say("a procedure laid out to read", found["reading"], found["floor"], beside, "-")
    say(
        f"checklist of {conditions} conditions",
        found["checklist"],
        found["floor"],
        beside,
        f"<= {conditions * 25 / 40:.0f} us",
    )
    say("search index made", found["index"], found["floor"], beside, "-")
    say("four keystrokes searched", found["search"], found["floor"], beside, "-")


def _at_once(work, then, failed=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    then(work())


if __name__ == "__main__":
    main()
