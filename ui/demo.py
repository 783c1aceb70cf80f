"""The main job without a person: a vault of fictional people, and pictures of it all.

``anef-desk demo --out DIR`` works off screen and leaves a vault, PDFs and a picture of
every page in every language. ``anef-desk demo --window`` opens the same vault in the
window, to try things out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, Self

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QWidget

from anef_desk import i18n
from anef_desk.cli_answer import end, print_line, speak_utf_8, writing
from anef_desk.cli_parser import Parser, place
from anef_desk.cli_parser import language as language_asked
from anef_desk.desk.passphrases import generate_passphrase
from anef_desk.desk.practice import DAY, PASSPHRASE, STAFF, Story, tell
from anef_desk.desk.practice import attach as _attach
from anef_desk.desk.practice import create as _create
from anef_desk.desk.scans import LIMITS, PRUDENT
from anef_desk.desk.session import Desk, open_desk, staff_of
from anef_desk.desk.statistics import Asked
from anef_desk.domain.staff import Role
from anef_desk.errors import ExpectedError
from anef_desk.i18n import N_
from anef_desk.statistics.records import Dimension
from ui import language
from ui.app import Application
from ui.face_to_face import FaceToFace
from ui.finding import Finder
from ui.main_window import MainWidget
from ui.making import make_guidance
from ui.navigation import (
    Orient,
    ReadEntry,
    Request,
    ShowBlocked,
    ShowCase,
    ShowPeople,
    ShowPerson,
    ShowRights,
    ShowSettings,
    ShowStatistics,
    ShowToday,
    WriteLetter,
    WriteLetters,
)
from ui.opening import main as window
from ui.pages.damaged import DamagedPage, DamagedPresenter, Trouble
from ui.pages.person_space import PersonSpacePage
from ui.pages.recover import RecoverPage
from ui.pages.settings.backups import BackupsPage, BackupsPresenter
from ui.pages.settings.sections import SECTIONS
from ui.pages.unlock import Choice, UnlockPage
from ui.pages.welcome import WelcomePage
from ui.practice import Practice
from ui.theme import look
from ui.widgets.document_form import DocumentForm
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.help_window import HelpWindow
from ui.widgets.palette import Palette
from ui.widgets.person_form import PersonForm
from ui.widgets.pocket import PocketDialog
from ui.widgets.postpone_form import PostponeForm
from ui.widgets.relay_form import RelayForm
from ui.widgets.scan_dialog import ScanDialog
from ui.widgets.shortcuts_sheet import ShortcutsSheet

COLLEAGUE = "Nadia Bernard (exemple)"
EXAMPLE_LINE = "QQQQQ QQQQQ PP"
"""Of no sheet: right as the first line, wrong as any other."""

RELAY = "Rappeler le CCAS jeudi : il rouvre, et il manque la domiciliation."

TABLE = (
    "Nom;Prénom;Né(e) le;N° étranger;Titre;Expire le\n"
    "Haidari (exemple);Nadia;02/03/1990;9900000001;API;30/11/2026\n"
    "Saïd (exemple);Omar;hier;;;\n"
)
"""What a table of people may look like: a new one, and a line in doubt."""

BOOK = (
    "Nom;Département;Service;Adresse;Code postal;Ville\n"
    "Préfecture de l’Exemple;00;Bureau d’exemple;1 place de la Fiction;99000;Exempleville\n"
    "Préfecture inventée;Fiction;;2 rue de l’Invention;99000;Fictif\n"
)
"""What a table of prefectures may look like: a new one, and a line in doubt."""

IMPORTS = (("32-import", "import", TABLE), ("40-prefectures", "prefectures", BOOK))
"""Picture, section of the settings, table."""

SCREEN = QSize(1366, 768)


class NotOursError(ExpectedError):
    """Somebody may need what would be replaced; `values` holds its `name`."""

    message = N_(
        "Un dossier « {name} » est déjà là, et ce n’est pas celui d’une démonstration."
    )
    advice = N_("Rien n’a été changé. Choisissez un autre dossier.")
    exit_code = 2


@dataclass(frozen=True)
class Album:
    """A way every page is shown: in a language, at a size, in some colours."""

    language: str
    scale: float = 1.0
    theme: str = "light"


ALBUMS = {
    code + size + theme: Album(code, scale=scale, theme=theme[1:] or "light")
    for code in i18n.NAMES
    for size, scale in (("", 1.0), ("-200", 2.0))
    for theme in ("", "-dark", "-contrast")
}
"""By the name of their folder: `fr`, `ar-200`, `uk-200-dark`."""

USUAL = (*i18n.NAMES, "fr-200", "fa_AF-200", "fr-dark", "fr-contrast")
"""The albums that are made when none is named."""


def main(arguments: Sequence[str]) -> int:
    """Run ``anef-desk demo`` with *arguments*; return the exit status."""
    speak_utf_8()
    return end(partial(_run, arguments), language_asked(arguments))


def _run(arguments: Sequence[str]) -> int:
    texts = i18n.load(language_asked(arguments))
    parser = Parser(prog="anef-desk demo", texts=texts)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=place, metavar="DIR")
    where.add_argument("--window", action="store_true")
    parser.add_argument("--locked", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--album",
        action="append",
        choices=ALBUMS,
        metavar="NAME",
        help=N_("une langue, puis -200, puis -dark ou -contrast ; peut être répété"),
    )
    options = parser.parse_args(arguments)
    if options.window:
        return _open_window(locked=options.locked)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The offscreen platform says 300 times what it cannot do.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    with writing():
        made = make(options.out, options.album or USUAL)
    for path in made:
        print_line(str(path))
    return 0


def make(out: Path, albums: Sequence[str] = USUAL) -> list[Path]:
    """Do the main job into the folder *out*; return the files made, pictures last.

    Args:
        out: Where; what the demonstration left there before is replaced.
        albums: Which of `ALBUMS` to take pictures for.

    Raises:
        NotOursError: If it would replace what no demonstration left.
        OSError: If nothing can be written there.
    """
    folder = out / "vault"
    for replaced in (folder, out / "state"):
        if replaced.exists() and not _is_ours(folder):
            raise NotOursError(name=replaced.name)
    out.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    with Kept(out / "state"):
        staff = _create(folder)
        desk = open_desk(folder, staff, PASSPHRASE, clock=lambda: DAY)
        try:
            story = tell(desk)
            join(desk)
            _attach(desk, story)
            desk.board.now = lambda: datetime.combine(DAY, time(8, 2), UTC)
            desk.relay.leave(story.people[1], RELAY)
            made = _papers(desk, story, out)
            made += _pictures(
                desk, story, {out / name: ALBUMS[name] for name in albums}
            )
        finally:
            desk.close()
    return made


def _is_ours(folder: Path) -> bool:
    """Return whether a demonstration made the vault in *folder*."""
    try:
        names = [staff.name for staff in staff_of(folder)]
    except ExpectedError:
        return False
    return STAFF in names


class Kept:
    """Keeps what this computer remembers of the practice vault beside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before: str | None = None

    def __enter__(self) -> Self:
        """Point the state folder here."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._before = os.environ.get("XDG_STATE_HOME")
        os.environ["XDG_STATE_HOME"] = str(self._folder.resolve())
        return self

    def __exit__(self, *_: object) -> None:
        """Point it back."""
        if self._before is None:
            os.environ.pop("XDG_STATE_HOME", None)
        else:
            os.environ["XDG_STATE_HOME"] = self._before


def join(desk: Desk) -> None:
    """Give a fictional colleague a way in, and print a recovery sheet."""
    desk.administration.add_staff(COLLEAGUE, Role.CASE_WORKER, generate_passphrase())
    desk.administration.make_recovery_sheet()


def _papers(desk: Desk, story: Story, out: Path) -> list[Path]:
    """Print a letter with its copy, and the checklist of every case."""
    made = []
    for number, case_id in enumerate(story.cases, 1):
        case = desk.cases.file(case_id)
        reader = case.person.language or "en"
        name = f"checklist-{number}-{reader}.pdf"
        made.append(_write(out / name, desk.letters.checklist(case_id, reader)))
        name = f"pocket-{number}-{reader}.pdf"
        made.append(_write(out / name, desk.letters.pocket(case_id, reader)))
        for offer in desk.letters.offers(case.person.id, case_id):
            if not offer.fits or any(field.needed for field in offer.missing):
                continue
            shown = desk.letters.preview(
                case.person.id, case_id, offer.code, {}, reader
            )
            made.append(_write(out / f"letter-{number}-{offer.code}.pdf", shown.pdf))
            if shown.copy:
                copy = out / f"letter-{number}-{offer.code}-{reader}.pdf"
                made.append(_write(copy, shown.copy))
            desk.letters.keep(case.person.id, case_id, offer.code, {}, reader)
    return made


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _pictures(desk: Desk, story: Story, albums: dict[Path, Album]) -> list[Path]:
    """Take a picture of every page for each album, into its folder."""
    app = QApplication.instance() or QApplication(["anef-desk"])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    app.setStyle("Fusion")
    made: list[Path] = []
    for folder, album in albums.items():
        folder.mkdir(parents=True, exist_ok=True)
        look.apply(app, album.theme, album.scale)
        language.use(album.language)
        for name, widget in _screens(desk, story):
            path = folder / f"{name}.png"
            _settle(app)
            widget.grab().save(str(path))
            made.append(path)
            widget.close()
            widget.deleteLater()
            _settle(app)
    look.apply(app, "light")
    language.use(i18n.SOURCE_LANGUAGE)
    return made


def _screens(desk: Desk, story: Story) -> Iterator[tuple[str, QWidget]]:
    """Yield every page, shown at the size of an old screen."""
    unlock = UnlockPage()
    unlock.show_choices([Choice(Path("Coffre"), (("", STAFF, "coordinator"),))], None)
    yield "1-unlock", _shown(unlock)
    yield "2-welcome", _shown(WelcomePage())
    person, case = story.people[0], story.cases[0]
    requests: list[tuple[str, Request]] = [
        ("3-people", ShowPeople()),
        ("4-person", ShowPerson(person)),
        ("5-case", ShowCase(case)),
        ("6-letter", WriteLetter(person, case, "L03")),
    ]
    if len(story.cases) > 1:
        requests.append(("7-second-case", ShowCase(story.cases[1])))
    for name, request in requests:
        yield name, _shown(_main(desk, request))
    file = desk.cases.file(case)
    theirs = language.language_of(file.person.language, language.current().language)
    face = FaceToFace(i18n.load(theirs))
    face.show_entries(file.entries, 1, file.on)
    yield "8-face-to-face", _shown(face)
    yield from _of_a_file(desk, story)
    yield "9-orientation", _shown(_main(desk, Orient()))
    oriented = _main(desk, Orient())
    page: Any = oriented.page
    for value in ("refugee", "renew_api", "api"):
        page.answered.emit(value)
    yield "10-oriented", _shown(oriented)
    yield "11-library", _shown(_main(desk, ReadEntry("A7")))
    yield "12-blocked", _shown(_main(desk, ReadEntry("D22")))
    yield "12-blockage", _shown(_main(desk, ShowBlocked(person, case)))
    yield "12-blockage-read", _shown(_main(desk, ShowBlocked(code="D22")))
    yield "13-rights", _shown(_main(desk, ShowRights("DOC-03")))
    for section in SECTIONS:
        yield (
            f"20-settings-{section.name}",
            _shown(_main(desk, ShowSettings(section.name))),
        )
    yield "24-removal", _shown(_removal(desk))
    yield "25-typed-back", _shown(_typed_back(desk))
    yield "26-recover", _shown(RecoverPage())
    spaces = [PersonSpacePage(partial(make_guidance, ask=_at_once)) for _n in range(3)]
    spaces[1].show_doors()
    spaces[2].enter(ReadEntry("D22", tabs=(1, 4)))
    for name, space in zip(
        ("14-languages", "15-doors", "16-space"), spaces, strict=True
    ):
        yield name, _shown(space)
    main = _main(desk, ShowToday())
    main.show_practice()
    yield "17-today", _shown(main)
    yield from _safety(desk)
    yield "30-statistics", _shown(_main(desk, ShowStatistics()))
    counted = _main(desk, ShowStatistics())
    shown: Any = counted.page
    shown.asked.emit(Asked(rows=Dimension.RIGHT))
    yield "31-statistics-by-right", _shown(counted)
    for name, brought, table in IMPORTS:
        yield name, _shown(_import(desk, brought, table))
    under = _shown(_main(desk, ShowToday()))
    for name, dialog in _dialogs(desk, under):
        dialog.show()
        yield name, dialog
    yield from _papers_shown(desk, case)
    under.close()
    under.deleteLater()


def _of_a_file(desk: Desk, story: Story) -> Iterator[tuple[str, QWidget]]:
    """Yield what opens over a file: forms, the entry sheet, the person's half turned."""
    person, case = story.people[0], story.cases[0]
    file = desk.cases.file(case)
    theirs = language.language_of(file.person.language, language.current().language)
    turned = FaceToFace(i18n.load(theirs))
    turned.show_entries(file.entries, 1, file.on)
    turned.turn_over()
    yield "32-face-to-face-turned", _shown(turned)
    sheet = desk.cases.sheet(case)
    if sheet is not None:
        yield (
            "33-entry-sheet",
            _as_large_as_it_is(EntrySheet(sheet, file.person.display_name)),
        )
    yield "34-new-person", _as_large_as_it_is(_person_form(desk, story))
    yield "35-document", _as_large_as_it_is(_document_form(desk, person))


def _papers_shown(desk: Desk, case: str) -> Iterator[tuple[str, QWidget]]:
    """Yield the sheet to carry, letters for several people, and the text of one."""
    yield "36-pocket", _pocket(desk, case)
    yield "37-letters", _batch(desk)
    yield "38-letters-made", _batch(desk, made=True)
    yield "39-own-letter", _own_letter(desk)


def _pocket(desk: Desk, case: str) -> QWidget:
    """Return the sheet to carry, in the language of the window."""
    main = _main(desk, ShowCase(case))
    _shown(main)
    page: Any = main.page
    page.pocket_wanted.emit(language.current().language)
    dialog: QWidget = page.findChild(PocketDialog)
    dialog.setProperty("under", [main])
    return dialog


def _batch(desk: Desk, *, made: bool = False) -> QWidget:
    """Return the page of a letter for several people, with its pages once *made*."""
    main = _main(desk, WriteLetters())
    page: Any = main.page
    page.code.setCurrentIndex(page.code.findData("V02"))
    page.chosen.emit("V02")
    page.people.every.click()
    if made:
        page.make.click()
    return _shown(main)


def _own_letter(desk: Desk) -> QWidget:
    """Return the texts of letters, with one that the check does not accept."""
    main = _main(desk, ShowSettings("templates"))
    settings: Any = main.page
    page: Any = settings.stack.currentWidget()
    page.chosen.emit("L11")
    text = desk.templates.text("L11").replace("{job}", "{poste}", 1)
    page.text_read.emit("L11", text)
    return _shown(main)


def _dialogs(desk: Desk, main: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Yield what opens over the pages: the palette, the help, the forms of Today."""
    palette, finder = Palette(main), Finder(desk, _at_once)
    palette.line.setText("ren")
    finder.find(
        "ren",
        lambda _action: True,
        lambda hits, complete: palette.show_hits(hits, complete=complete),
    )
    yield "18-palette", palette
    shown = HelpWindow(main)
    shown.show_page("today")
    yield "19-help", shown
    yield "20-shortcuts", ShortcutsSheet(main)
    board = desk.board.read()
    yield "21-postpone", PostponeForm(board.sections[0].rows[0], board.on, None, main)
    yield "22-relay", RelayForm(desk.relay.touched()[:3], None, main)
    yield "33-scan", _scan(desk, main)


def _scan(desk: Desk, main: QWidget) -> ScanDialog:
    """Return the first copy there is, about to be made ready to be sent."""
    people = (row.id for row in desk.people.search("", 100))
    kept = next(row.attachment for one in people for row in desk.attachments.of(one))
    found, content = desk.attachments.content(kept.id)
    dialog = ScanDialog((found,), LIMITS, PRUDENT, main)
    dialog.add_pages(desk.attachments.scans.draw(found.media_type, content))
    return dialog


def _import(desk: Desk, section: str, table: str) -> MainWidget:
    """Return the import of a *table*: its columns, and what would be done."""
    main = _main(desk, ShowSettings(section))
    frame: Any = main.page
    page = frame.stack.currentWidget()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "table.csv")
        path.write_text(table, encoding="utf-8")
        if section == "prefectures":
            page.bring.click()
        page.steps.file_chosen.emit(path)
    return main


def _removal(desk: Desk) -> MainWidget:
    """Return the team, with somebody about to be removed."""
    main = _main(desk, ShowSettings("team"))
    frame: Any = main.page
    team = frame.stack.currentWidget()
    other = next(c for c in desk.administration.colleagues() if not c.is_you)
    team.show_leaving(other.staff.id)
    return main


def _typed_back(desk: Desk) -> MainWidget:
    """Return the recovery sheet being typed back: a line is right, another is not."""
    main = _main(desk, ShowSettings("recovery"))
    frame: Any = main.page
    fields = frame.stack.currentWidget().lines.fields
    for field, text in zip(fields, (EXAMPLE_LINE, EXAMPLE_LINE), strict=False):
        field.setText(text)
        field.textEdited.emit(text)
    return main


def _safety(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """Yield the backups, a damaged vault, and a vault that is only read."""
    if desk.safekeeping.state().last is None:
        desk.safekeeping.back_up()
        desk.safekeeping.rehearse()
    backups = BackupsPage()
    backups.setProperty("kept", [BackupsPresenter(backups, desk, _at_once)])
    yield "27-backups", _shown(backups)
    trouble = Trouble(desk.folder, desk.staff.id, _damage(desk))
    page = DamagedPage(trouble)
    presenter = DamagedPresenter(page, trouble, _at_once, lambda *_: None)
    presenter.read()
    page.setProperty("kept", [presenter])
    yield "28-damaged", _shown(page)
    reading = _main(desk, ShowPeople())
    reading.show_reading("vault")
    listed: Any = reading.page
    for button in (listed.new, listed.batch):  # As on a vault that is only read.
        button.hide()
    reading.show_check("checking")
    yield "29-read-only", _shown(reading)


def _damage(desk: Desk) -> ExpectedError | None:
    """Return why a vault whose database was emptied does not open."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(desk.folder / "keys.json", folder)
        (folder / "vault.db").touch()
        try:
            open_desk(folder, desk.staff.id, PASSPHRASE)
        except ExpectedError as error:
            return error
    return None


def _person_form(desk: Desk, story: Story) -> PersonForm:
    """Return the form of somebody who is known already."""
    known = desk.people.file(story.people[0]).person
    form = PersonForm(None, None)
    form.show_values(
        {
            "family_name": known.family_name,
            "given_names": known.given_names,
            "birth_date": known.birth_date.printed if known.birth_date else "",
        }
    )
    form.show_alike(desk.people.alike(form.person()))
    return form


def _document_form(desk: Desk, person: str) -> DocumentForm:
    """Return the form of a document in which something is odd."""
    held = desk.people.file(person).documents[0]
    odd = replace(held, id="", mention="")
    form = DocumentForm(person, odd, None)
    form.show_oddities(desk.documents.oddities(person, odd))
    return form


def _as_large_as_it_is(dialog: QWidget) -> QWidget:
    """Show a dialog no larger than the screen."""
    dialog.resize(dialog.size().boundedTo(SCREEN - QSize(40, 40)))
    dialog.show()
    return dialog


def _at_once(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    failed: Callable[[Exception], None] | None = None,  # noqa: ARG001 - as `Ask`
    *,
    beside: bool = False,  # noqa: ARG001 - as `Ask`
) -> None:
    then(work())


def _main(desk: Desk, request: Request) -> MainWidget:
    application = _AtOnce(desk)
    main = MainWidget(application.make_page)
    main.go(request)
    main.setProperty("kept", [application])
    return main


class _AtOnce(Application):
    """Makes pages whose vault answers at once, in this thread."""

    def __init__(self, desk: Desk) -> None:  # No window, no preferences, no threads.
        self.desk = desk
        self.lanes = self  # type: ignore[assignment]
        self._asking = {}
        self._ready = None

    def ask(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        _failed: object = None,
        *,
        beside: bool = False,  # noqa: ARG002 - as `Ask`
    ) -> None:
        """Do *work*, then call *then*."""
        _at_once(work, then)


def _shown(widget: QWidget) -> QWidget:
    widget.resize(SCREEN)
    widget.show()
    return widget


def _settle(app: QApplication) -> None:
    """Let layouts, languages and deletions come to rest."""
    for _round in range(4):
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _open_window(*, locked: bool) -> int:
    """Open the window on the practice vault, made now if it is not there."""
    out = Path("build") / "demo"
    folder = out / "vault"
    os.environ["XDG_STATE_HOME"] = str((out / "state").resolve())
    if not (folder / "keys.json").is_file():
        with writing():
            out.mkdir(parents=True, exist_ok=True)
        desk = open_desk(folder, _create(folder), PASSPHRASE, clock=lambda: DAY)
        try:
            _attach(desk, tell(desk))
        finally:
            desk.close()
    print_line(f"{STAFF}: {PASSPHRASE}")
    staff = staff_of(folder)[0].id
    return window(Practice(folder, staff, "" if locked else PASSPHRASE))
