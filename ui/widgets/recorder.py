"""Records what is said about one file or one case, and shows what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from anef_desk.desk.session import Desk, Drafts
from ui.workers import Ask

T = TypeVar("T")


@dataclass(frozen=True)
class Drafting:
    """What is typed: kept meanwhile, given back, forgotten once it is recorded."""

    drafts: Drafts
    ask: Ask

    def begin(self, key: str, then: Callable[[Mapping[str, str] | None], None]) -> None:
        """Give *then* what was typed before under *key*."""
        self.ask(partial(self.drafts.get, key), then)

    def keep(self, key: str, values: Mapping[str, str]) -> None:
        """Keep what is being typed."""
        self.ask(partial(self.drafts.put, key, values), _nothing)

    def recorded(self, change: Callable[[], T], key: str) -> Callable[[], T]:
        """Return *change*, after which what was typed for it is no draft any more."""

        def work() -> T:
            answer = change()
            self.drafts.drop(key)
            return answer

        return work


@dataclass(frozen=True)
class Recorder(Generic[T]):
    """What the parts of a page share: the desk, who they are about, what shows it."""

    desk: Desk
    ask: Ask
    subject: str
    show: Callable[[T], None]

    def do(self, work: Callable[[], T]) -> None:
        """Have *work* done, then show what it returns."""
        self.ask(work, self.show)

    @property
    def drafting(self) -> Drafting:
        """Return what keeps the drafts of the page."""
        return Drafting(self.desk.drafts, self.ask)

    def record(self, change: Callable[[], T], draft: str) -> None:
        """Have *change* recorded; what was typed for it is then no draft any more."""
        self.do(self.drafting.recorded(change, draft))

    def draft(self, key: str, then: Callable[[Mapping[str, str] | None], None]) -> None:
        """Give *then* what was typed before under *key*."""
        self.drafting.begin(key, then)

    def keep(self, key: str, values: Mapping[str, str]) -> None:
        """Keep what is being typed."""
        self.drafting.keep(key, values)


def _nothing(_answer: object) -> None:
    """Wait for no answer."""
