"""What stands side by side on a page is level."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.platypus.flowables import Flowable

from anef_desk.letters.boxes import Beside, Blank, Framed, Stack
from anef_desk.letters.tagged import TaggedCanvas


class Mark(Flowable):
    """Ten points high; says where it was drawn."""

    def __init__(self, seen: list[float]) -> None:
        super().__init__()
        self._seen = seen

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, 10

    def draw(self) -> None:
        self._seen.append(self.canv.absolutePosition(0, 0)[1])


def drawn(row: Flowable) -> None:
    row.wrap(300, 500)
    row.drawOn(TaggedCanvas(io.BytesIO(), pagesize=A4, lang="fr"), 0, 0)


def test_lines_to_write_on_are_level_under_words_of_two_scripts() -> None:
    """Arabic lines are higher: theirs stood three points lower than the French ones."""
    tops: list[float] = []
    feet: list[float] = []
    cells = [
        Stack([Mark(tops), Blank(room), Mark(feet)], foot=1) for room in (14, 17.5)
    ]

    drawn(Beside(cells, [1, 1]))

    assert feet[0] == feet[1]
    assert tops[0] == tops[1]


def test_a_stack_without_a_foot_stays_whole_at_the_top() -> None:
    seen: list[float] = []

    drawn(Beside([Stack([Blank(4), Mark(seen)]), Blank(60)], [1, 1]))

    assert seen == [46]


def test_frames_side_by_side_have_one_height_and_words_at_the_top() -> None:
    tops: list[float] = []

    drawn(Beside([Framed(Stack([Mark(tops), Blank(h)])) for h in (0, 20)], [1, 1]))

    assert tops[0] == tops[1]
