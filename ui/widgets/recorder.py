"""Records what is said about one file or one case, and shows what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from anef_desk.desk.session import Desk
from ui.workers import Ask

T = TypeVar("T")


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

    def record(self, change: Callable[[], T], draft: str) -> None:
        """Have *change* recorded; what was typed for it is then no draft any more."""

        def work() -> T:
            shown = change()
            self.desk.drafts.drop(draft)
            return shown

        self.do(work)

    def draft(self, key: str, then: Callable[[Mapping[str, str] | None], None]) -> None:
        """Give *then* what was typed before under *key*."""
        self.ask(partial(self.desk.drafts.get, key), then)

    def keep(self, key: str, values: Mapping[str, str]) -> None:
        """Keep what is being typed."""
        self.ask(partial(self.desk.drafts.put, key, values), _nothing)


def _nothing(_answer: object) -> None:
    """Wait for no answer."""
