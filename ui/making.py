"""Pages, each with who decides for it, imported when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.navigation import (
    Orient,
    ReadEntry,
    Request,
    ShowBlocked,
    ShowCase,
    ShowPerson,
    ShowRights,
    ShowSettings,
    ShowStatistics,
    ShowToday,
    WriteLetter,
    WriteLetters,
)
from ui.page import Page
from ui.workers import Ask

if TYPE_CHECKING:  # Pages come one by one.
    from anef_desk.desk.session import Desk
    from ui.main_window import Presenter
    from ui.pages.today import TodayPage


def make_page(
    request: Request, desk: Desk, ask: Ask, ready: TodayPage | None = None
) -> tuple[Page, Presenter]:
    """Return the page *request* asks for, over the vault of *desk*.

    Today's may be *ready*, made while a passphrase was looked at.
    """
    if isinstance(request, ShowToday):
        from ui.pages.today import TodayPage, TodayPresenter  # noqa: PLC0415

        today = ready or TodayPage()
        return today, TodayPresenter(today, desk, ask)
    if isinstance(request, Orient | ReadEntry | ShowRights):
        return make_guidance(request, ask, files=True)
    if isinstance(request, ShowPerson):
        from ui.pages.person import PersonPage, PersonPresenter  # noqa: PLC0415

        person = PersonPage()
        return person, PersonPresenter(person, desk, ask, request.person)
    if isinstance(request, ShowCase):
        from ui.pages.case import CasePage, CasePresenter  # noqa: PLC0415

        case = CasePage()
        return case, CasePresenter(case, desk, ask, request.case)
    if isinstance(request, ShowSettings):
        from ui.pages.settings.frame import make_settings  # noqa: PLC0415

        return make_settings(desk, ask, request.section)
    return _make_work(request, desk, ask)


def _make_work(request: Request, desk: Desk, ask: Ask) -> tuple[Page, Presenter]:
    """Return a page of every day: letters, blockages, people."""
    if isinstance(request, WriteLetter):
        from ui.pages.letters import LettersPage, LettersPresenter  # noqa: PLC0415

        letters = LettersPage()
        return letters, LettersPresenter(
            letters, desk, ask, request.person, request.case, request.template
        )
    if isinstance(request, WriteLetters):
        from ui.pages.batch import BatchPage, BatchPresenter  # noqa: PLC0415

        batch = BatchPage()
        return batch, BatchPresenter(batch, desk, ask, request.text, request.section)
    if isinstance(request, ShowBlocked):
        from ui.pages.blocked import BlockedPage, BlockedPresenter  # noqa: PLC0415

        blocked = BlockedPage()
        return blocked, BlockedPresenter(
            blocked, desk, ask, request.person, request.case, request.code
        )
    if isinstance(request, ShowStatistics):
        from ui.pages.statistics import (  # noqa: PLC0415
            StatisticsPage,
            StatisticsPresenter,
        )

        statistics = StatisticsPage()
        return statistics, StatisticsPresenter(statistics, desk, ask)
    from ui.pages.people import PeoplePage, PeoplePresenter  # noqa: PLC0415

    people = PeoplePage()
    return people, PeoplePresenter(people, desk, ask)


def make_guidance(
    request: Orient | ReadEntry | ShowRights, ask: Ask, *, files: bool = False
) -> tuple[Page, Presenter]:
    """Return a page that needs no vault: orientation, library, rights.

    Where there are *files*, it leads to them.
    """
    if isinstance(request, Orient):
        from ui.pages.orientation import (  # noqa: PLC0415
            OrientationPage,
            OrientationPresenter,
        )

        orientation = OrientationPage(files=files)
        asking = OrientationPresenter(orientation, ask)
        asking.read()
        return orientation, asking
    if isinstance(request, ShowRights):
        from ui.pages.rights import RightsPage, RightsPresenter  # noqa: PLC0415

        rights = RightsPage()
        answering = RightsPresenter(rights)
        answering.read()
        if request.code:
            answering.choose(request.code)
        return rights, answering
    from ui.pages.library import TABS, LibraryPage, LibraryPresenter  # noqa: PLC0415

    library = LibraryPage(request.tabs or range(len(TABS)))
    reading = LibraryPresenter(library, ask)
    if request.code:
        reading.open(request.code)
    else:
        reading.read()
    return library, reading
