"""Composition: preferences, look, language, failures, lock; what fills the window.

The window is there already (`ui.opening`). The vault, the law and the letters are
imported while somebody types a passphrase, never before.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from anef_desk import i18n
from anef_desk.desk.places import known_vaults
from anef_desk.errors import ExpectedError
from ui import language, preferences, vaults
from ui.collecting import Collector
from ui.failures import Failures
from ui.language import _
from ui.page import Page
from ui.practice import Practice
from ui.theme import look
from ui.workers import Asking, Lanes

if TYPE_CHECKING:  # None of it before the first window.
    from anef_desk.desk.session import Desk
    from anef_desk.domain.organisation import Organisation
    from ui.face_to_face import FaceToFace
    from ui.instance import Instance
    from ui.keeping import Keeper
    from ui.main_window import MainWidget, Presenter
    from ui.navigation import Request
    from ui.opening import Window
    from ui.over import Over
    from ui.pages.person_space import Guidance
    from ui.pages.recover import RecoverPresenter
    from ui.pages.today import TodayPage
    from ui.pages.unlock import Choice
    from ui.watch import Watch


DAMAGED, READ_ONLY = 11, 14
"""Exit statuses of ``SECURITY.md`` that have a way out of their own."""

HELP_KEY = "F1"
"""As the table of actions has it, which is not read before the first window."""


class Application:
    """Owns what lasts as long as the process."""

    def __init__(
        self, app: QApplication, window: Window, practice: Practice | None = None
    ) -> None:
        self.app, self.window = app, window
        self._practice = practice
        self._after_lock = ("demo", "--window", "--locked") if practice else ()
        self.preferences = preferences.load()
        self.failures = Failures()
        self.lanes = Lanes(self.failures.show, window)
        self.desk: Desk | None = None
        self._wanted: Path | None = None
        self._instance: Instance | None = None
        self.main: MainWidget | None = None
        self._over: Over | None = None
        self._closed = False
        self.keeper: Keeper | None = None
        self.collector = Collector()
        self._face: FaceToFace | None = None
        self._recovering: RecoverPresenter | None = None
        self.watch: Watch | None = None
        self._asking: dict[Page, Asking] = {}
        self._opening = False  # a passphrase is looked at
        self._ready: tuple[MainWidget, TodayPage] | None = None
        look.apply(
            app,
            self.preferences.theme,
            self.preferences.text_scale,
            arabic=i18n.direction_of(self.preferences.language) == "rtl",
        )
        language.use(self.preferences.language)
        self.failures.explained.connect(self._explain)
        self.failures.defect.connect(self._report)
        window.closing.connect(self.close)

    def start(self, vault: Path | None = None) -> None:
        """Fill the window with its first page, then find who may open what.

        *vault* is the one somebody wants to open, if they said which.
        """
        self.collector.start()
        self._wanted = vault
        none = not known_vaults() and not self.preferences.vault and vault is None
        if self._practice is None and none:
            self.show_welcome(allow_giving_up=False)
        else:
            self.show_unlock()

    def answer(self, instance: Instance) -> None:
        """Come forward when somebody starts the application again."""
        instance.wanted.connect(self._come_forward)
        instance.watch()
        self._instance = instance

    def _come_forward(self, vault: str) -> None:
        under_way = self.desk or self._opening or self._recovering
        if vault and not under_way:
            self._wanted = Path(vault)
            self.show_unlock()
        if self.watch is not None and self.watch.privacy.is_covered:
            return
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def show_unlock(self) -> None:
        """Show the locked page."""
        from ui.pages.unlock import UnlockPage  # noqa: PLC0415 - one page, not all

        page = UnlockPage()
        self._unlock = page
        page.submitted.connect(self.unlock)
        page.language_wanted.connect(self.use_language)
        page.create_wanted.connect(lambda: self.show_welcome(allow_giving_up=True))
        page.space_wanted.connect(self.show_person_space)
        page.practice_wanted.connect(self.practise)
        page.recovery_wanted.connect(self.show_recovery)
        ask = self._ask_for(page)
        page.typing_begun.connect(lambda: ask(vaults.prepare, lambda _none: None))
        page.reading_wanted.connect(partial(self.unlock, read_only=True))
        page.backups_wanted.connect(self.show_backups)
        self.window.setCentralWidget(page)
        self._help_with(page, "first-steps")
        remembered = self.preferences.vault
        chosen = self._wanted or (Path(remembered) if remembered else None)

        def then(choices: tuple[Choice, ...]) -> None:
            page.show_choices(choices, chosen)
            practice = self._practice
            if practice is not None and practice.passphrase:
                self.unlock(practice.folder, practice.staff, practice.passphrase)

        ask(partial(vaults.choices, chosen, self._practice), then)

    def _help_with(self, page: Any, name: str) -> None:  # noqa: ANN401 - what has a corner
        """Have F1, and a button, show the help *name* over a *page* without a vault."""
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 - small

        def show() -> None:
            from ui.widgets.help_window import show_help  # noqa: PLC0415 - seldom

            show_help(self.window, name)

        QShortcut(QKeySequence(HELP_KEY), page).activated.connect(show)
        page.corner.help.clicked.connect(show)

    def _ask_for(self, page: QWidget) -> Asking:
        """Return how *page* asks, until another takes its place."""
        asking = Asking(self.lanes)
        page.destroyed.connect(asking.hush)
        return asking

    def show_person_space(self) -> None:
        """Show what a person may read alone: no vault, nothing kept."""
        from ui.making import make_guidance  # noqa: PLC0415 - when asked for
        from ui.pages.person_space import PersonSpacePage  # noqa: PLC0415

        def made(request: Guidance) -> tuple[Page, Presenter]:
            asking = Asking(self.lanes)
            inside = make_guidance(request, asking)
            inside[0].destroyed.connect(asking.hush)
            return inside

        page = PersonSpacePage(made)
        before = language.current().language

        def leave() -> None:
            language.use(before)
            self.show_unlock()

        page.language_wanted.connect(language.use)
        page.left.connect(leave)
        self.window.setCentralWidget(page)

    def show_welcome(self, *, allow_giving_up: bool) -> None:
        """Show the page that makes a vault."""
        from ui.pages.welcome import WelcomePage  # noqa: PLC0415 - one page, not all

        page = WelcomePage()
        page.allow_giving_up(allowed=allow_giving_up)
        page.language_wanted.connect(self.use_language)
        page.given_up.connect(self.show_unlock)
        page.practice_wanted.connect(self.practise)
        ask = self._ask_for(page)
        page.passphrase_typed.connect(
            lambda typed: ask(
                partial(vaults.strength, typed), page.passphrase.show_strength
            )
        )
        page.proposal_wanted.connect(
            lambda: ask(vaults.proposal, page.passphrase.show_proposal)
        )

        def make(organisation: Organisation, staff: str, passphrase: str) -> None:
            self._begin_opening(page)
            folder = vaults.free_folder()

            def refused(error: Exception) -> None:
                self._opening = False
                page.show_problem(self._words(error))

            self.lanes.ask(
                partial(vaults.create, folder, organisation, staff, passphrase),
                lambda made: self.unlock(folder, made, passphrase, new=True),
                refused,
            )

        page.submitted.connect(make)
        self.window.setCentralWidget(page)
        self._help_with(page, "first-steps")

    def _begin_opening(self, page: Any) -> None:  # noqa: ANN401 - what can be busy
        """Show that *page* is busy; it stays until the vault opens, or does not."""
        page.show_busy(busy=True)
        self._opening = True

    def show_backups(self, folder: Path, staff: str) -> None:
        """Show the backups of a vault: somebody wants one, or its keys do not read."""

        def then(error: ExpectedError | None) -> None:
            self.show_damaged(folder, staff, error)

        self.lanes.ask(partial(vaults.keys_trouble, folder), then)

    def show_damaged(
        self, folder: Path, staff: str, error: ExpectedError | None
    ) -> None:
        """Show what happened to a vault, and the way back."""
        from ui.pages.damaged import (  # noqa: PLC0415 - seldom
            DamagedPage,
            DamagedPresenter,
            Trouble,
        )

        trouble = Trouble(folder, staff, error)
        page = DamagedPage(trouble)

        def opened(where: Path, who: str, passphrase: str, read_only: bool) -> None:
            self.unlock(where, who, passphrase, read_only=read_only)

        self._damaged = DamagedPresenter(page, trouble, self._ask_for(page), opened)
        page.language_wanted.connect(self.use_language)
        page.left.connect(self.show_unlock)
        self.window.setCentralWidget(page)
        self._help_with(page, "coordinator")
        self._damaged.read()

    def unlock(
        self,
        folder: Path,
        staff: str,
        passphrase: str,
        *,
        new: bool = False,
        read_only: bool = False,
    ) -> None:
        """Try a passphrase, on the thread of the vault; a *new* vault has more to do."""
        page: Any = self.window.centralWidget()  # the unlock or the welcome page
        self._begin_opening(page)

        def then(desk: Desk) -> None:
            if not read_only:
                self.preferences = self.preferences.with_(vault=str(folder))
            self.opened(desk)
            if new:
                self.finish_new_vault()

        def refused(error: Exception) -> None:
            self._opening = False
            if isinstance(error, ExpectedError) and not read_only:
                if error.exit_code == DAMAGED:
                    self.show_damaged(folder, staff, error)
                    return
                if error.exit_code == READ_ONLY and page is self._unlock:
                    page.offer_reading()
            page.show_problem(self._words(error))
            if not isinstance(error, ExpectedError):
                self.failures.show(error)

        work = partial(vaults.open_, folder, staff, passphrase, read_only=read_only)
        self.lanes.ask(work, then, refused)
        QTimer.singleShot(0, self.window, self.make_ready)

    def make_ready(self) -> None:
        """Make what the unlocked window is made of, empty, while a key is derived."""
        import ui.keeping  # noqa: PLC0415 - not when it starts
        import ui.making  # noqa: PLC0415
        import ui.over  # noqa: PLC0415
        import ui.watch  # noqa: F401, PLC0415
        from anef_desk.clock import today  # noqa: PLC0415
        from ui.main_window import MainWidget  # noqa: PLC0415
        from ui.pages.today import TodayPage  # noqa: PLC0415

        if self._ready is not None or self.main is not None:
            return
        main = MainWidget(self.make_page, self.window)
        main.resize(self.window.size())
        page = TodayPage()
        main.stack.addWidget(page)
        main.grab()  # Nobody sees it: fonts, styles, icons and places are found once.
        for widget in main.findChildren(QWidget):
            widget.ensurePolished()  # Nor what has nothing to show yet.
        language.current().day(today())
        self._ready = (main, page)

    def opened(self, desk: Desk) -> None:
        """Show the unlocked window on *desk*."""
        from ui.navigation import ShowToday  # noqa: PLC0415 - after unlocking
        from ui.over import Over  # noqa: PLC0415

        self.desk = desk
        self.make_ready()
        if self._ready is None:
            raise RuntimeError
        self.main = main = self._ready[0]
        main.lock_wanted.connect(self.lock)
        main.language_wanted.connect(self.use_language)
        main.text_size_wanted.connect(self.use_text_size)
        main.theme_wanted.connect(self.use_theme)
        main.face_to_face_wanted.connect(self.show_face_to_face)
        main.forgotten.connect(self._delete)
        main.erased.connect(self._close_face)
        self._over = Over(self.window, main, desk, self.lanes.ask)
        if self._practice is not None:
            main.show_practice()
            self.window.setWindowTitle(_("ANEF Desk, coffre d’exercice"))
        self.window.setCentralWidget(main)
        main.go(ShowToday())
        self.lanes.ask(partial(vaults.last_place, desk), self._return)
        self._watch(desk)
        self._keep(desk)
        self.collector.give_back_soon()  # The key and the catalogue took room to make.
        notices = [notice.explain(language.current()) for notice in desk.warnings]
        if notices:
            main.message.say("\n".join(notices))

    def practise(self) -> None:
        """Make a vault of fictional people, and open it; locking leaves it."""
        page: Any = self.window.centralWidget()  # the unlock or the welcome page
        self._begin_opening(page)

        def then(practice: Practice) -> None:
            self._practice = practice
            self.unlock(*practice)

        def refused(error: Exception) -> None:
            self._opening = False
            page.show_problem(self._words(error))
            if not isinstance(error, ExpectedError):
                self.failures.show(error)

        self.lanes.ask(vaults.make_practice, then, refused)

    def finish_new_vault(self) -> None:
        """Lead to the recovery sheet: a vault with one passphrase hangs by a thread."""
        from ui.navigation import ShowSettings  # noqa: PLC0415 - after unlocking

        if self.main is not None:
            self.main.go(ShowSettings("recovery"))
            self.main.message.say(
                _("Le coffre est créé. Il reste à imprimer sa feuille de secours.")
            )

    def show_recovery(self, folder: Path) -> None:
        """Show the page that opens *folder* with its recovery sheet."""
        from ui.pages.recover import RecoverPage, RecoverPresenter  # noqa: PLC0415

        page = RecoverPage()
        page.language_wanted.connect(self.use_language)

        def opened(desk: Desk) -> None:
            self.preferences = self.preferences.with_(vault=str(folder))
            self.opened(desk)

        deciding = RecoverPresenter(page, folder, self.lanes.ask, opened)
        page.setProperty("presenter", [deciding])

        def leave() -> None:
            deciding.close()
            self._recovering = None
            self.show_unlock()

        page.left.connect(leave)
        self.window.setCentralWidget(page)
        self._help_with(page, "coordinator")
        self._recovering = deciding

    def _keep(self, desk: Desk) -> None:
        """Look after the vault behind the first page."""
        from anef_desk.desk.roles import Act  # noqa: PLC0415
        from ui.keeping import Keeper  # noqa: PLC0415

        main = self.main
        if main is None:
            raise RuntimeError
        reads = "" if desk.can(Act.EVENTS) else "role"
        main.show_reading("vault" if desk.read_only else reads)
        main.allow(desk.can)
        self.keeper = keeper = Keeper(desk, self.lanes, self.window)
        keeper.checking.connect(partial(main.show_check, "checking"))
        keeper.checked.connect(partial(main.show_check, "checked"))
        keeper.told.connect(main.message.say)
        keeper.damaged.connect(self._found_damaged)
        QTimer.singleShot(1, keeper.start)  # Nought comes before painting.

    def _found_damaged(self, error: Exception) -> None:
        """Close a vault whose pages are not as they were written; offer the way back."""
        desk = self.desk
        if desk is None or not isinstance(error, ExpectedError):
            self.failures.show(error)
            return
        self.desk = self.main = None
        self._close_face()
        folder, staff = desk.folder, desk.staff.id

        def then(_nothing: None) -> None:
            self.show_damaged(folder, staff, error)

        self.lanes.ask(desk.close, then)

    def make_page(self, request: Request) -> tuple[Page, Presenter]:
        """Return the page *request* asks for, with who decides for it."""
        desk = self.desk
        if desk is None:
            raise RuntimeError
        from ui.making import make_page  # noqa: PLC0415 - after unlocking

        ready, self._ready = self._ready, None
        asking = Asking(self.lanes)
        made = make_page(request, desk, asking, ready[1] if ready else None)
        self._asking[made[0]] = asking
        return made

    def show_face_to_face(self, _case: str) -> None:
        """Show the person's half of the case that is open, alone."""
        from ui.face_to_face import FaceToFace  # noqa: PLC0415
        from ui.pages.case import CasePage  # noqa: PLC0415

        page = self.main.page if self.main else None
        if not isinstance(page, CasePage) or page.case is None:
            return
        case = page.case
        theirs = language.language_of(case.person.language, language.current().language)
        self._close_face()
        self._face = FaceToFace(i18n.load(theirs), self.window)
        self._face.closed.connect(self._forget_face)
        page.checklist.current_changed.connect(self._face.follow)
        self._face.show_entries(case.entries, page.checklist.place, case.on)
        self._face.present()

    def _delete(self, page: Page) -> None:
        """Delete *page* after the answers on their way to it."""
        self._asking.pop(page).once_answered(page.deleteLater)
        self.collector.give_back_soon()

    def _close_face(self, *_why: object) -> None:
        if self._face is not None:
            self._face.close()

    def _forget_face(self) -> None:
        if self._face is not None:
            self._face.deleteLater()
            self._face = None

    def lock(self) -> None:
        """Close the vault and end; a fresh process shows the locked page."""
        if self._closed:
            return
        from ui.lock import lock  # noqa: PLC0415 - after unlocking
        from ui.widgets.form import Form  # noqa: PLC0415 - after unlocking

        windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        for window in windows:
            window.hide()  # Before anything else, however long that takes.
        for window in windows:
            if isinstance(window, Form):
                window.reject()  # What was being typed stays as a draft.
        lock(self.close, self._after_lock)

    def close(self) -> None:
        """Remember the window, close the vault; once."""
        if self._closed:
            return
        self._closed = True
        self._close_face()
        geometry = self.window.saveGeometry()
        self.preferences = self.preferences.with_(geometry=geometry)
        if self._practice is not None:
            self.preferences = self.preferences.with_(
                vault=preferences.load().vault,
            )
        preferences.save(self.preferences)
        if self.watch is not None:
            self.watch.stop()
        if self.keeper is not None:
            self.keeper.stop()
        desk, waiting = self.desk, self._recovering
        if desk is None:
            self.lanes.close(waiting.let_go if waiting else None)
        else:
            desk.attachments.stop()
            desk.safekeeping.leave()
            place = self.main.request if self.main else None
            self.lanes.close(partial(vaults.leave, desk, place))
        self.collector.stop()  # Once no other thread works: see `ui.collecting`.
        if self._instance is not None:
            self._instance.release()

    def use_language(self, code: str) -> None:
        """Switch the window to a language, at once."""
        self.preferences = self.preferences.with_(language=code)
        language.use(code)
        if self._practice is None:
            preferences.save(self.preferences)

    def use_text_size(self, scale: float) -> None:
        """Make every text larger or smaller, at once."""
        self.preferences = self.preferences.with_(text_scale=scale)
        self._dress()

    def use_theme(self, theme: str) -> None:
        """Change the colours, at once."""
        self.preferences = self.preferences.with_(theme=theme)
        self._dress()

    def _dress(self) -> None:
        look.apply(self.app, self.preferences.theme, self.preferences.text_scale)
        language.use(self.preferences.language)  # Pages draw their sizes again.

    def _return(self, place: Request | None) -> None:
        """Go back to where one was when the window locked."""
        if place is not None and self.main is not None:
            self.main.go(place)

    def _watch(self, desk: Desk) -> None:
        from ui.watch import Watch  # noqa: PLC0415 - after unlocking

        self.watch = watch = Watch(self.window)
        watch.lock_wanted.connect(self.lock)
        if self.main is not None:
            self.main.cover_wanted.connect(watch.privacy.cover)
        watch.privacy.covered.connect(partial(self.lanes.hold, held=True))
        watch.privacy.uncovered.connect(partial(self.lanes.hold, held=False))
        watch.idle.warned.connect(self._warn_idle)
        watch.idle.resumed.connect(self._stay)
        watch.start(desk, self.lanes.ask)

    def _warn_idle(self, seconds: int) -> None:
        told = _("Sans geste, le coffre se verrouille dans {n} secondes.", n=seconds)
        if self.watch is not None:
            self.watch.privacy.tell(told)
            if not self.watch.privacy.is_covered:
                self.watch.countdowns.say(told)
        if self.main is not None:
            self.main.message.say(told, _("Rester"), lambda: None)

    def _stay(self) -> None:
        if self.watch is not None:
            self.watch.countdowns.end()
        if self.main is not None:
            self.main.message.hide()

    def _explain(self, text: str) -> None:
        if self.main is not None:
            self.main.message.say(text)
            return
        page: Any = self.window.centralWidget()
        page.show_problem(text)

    def _report(self, text: str) -> None:
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - seldom needed

        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle("ANEF Desk")
        box.setText(
            _(
                "Quelque chose n’a pas marché, et c’est notre faute."
                " Ce qui était enregistré l’est toujours."
            )
        )
        box.setInformativeText(
            _(
                "Le compte rendu ci-dessous ne dit rien de personne. Copiez-le si besoin."
            )
        )
        box.setDetailedText(text)
        box.open()

    def _words(self, error: Exception) -> str:
        if isinstance(error, ExpectedError):
            return error.explain(language.current())
        return _("Le coffre n’a pas pu être ouvert.")
