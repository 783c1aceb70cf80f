"""Lines of a text, each beginning at the same edge, none with a colon."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle

from anef_desk.i18n.typography import shown, tied

_NEW_LINE = "\u2028"


def draw(label: QLabel) -> None:
    """Draw the text of *label*, which wraps, where `QLabel` would draw it."""
    place = label.contentsRect()
    lines = laid_out(label, place.width())
    last = lines.lineAt(lines.lineCount() - 1)
    spare = place.height() - (last.y() + last.height())
    down = 0.0
    if label.alignment() & Qt.AlignmentFlag.AlignVCenter:
        down = spare / 2
    elif label.alignment() & Qt.AlignmentFlag.AlignBottom:
        down = spare
    painter = QPainter(label)
    painter.setPen(label.palette().color(label.foregroundRole()))
    lines.draw(painter, QPointF(place.x(), place.y() + down))
    painter.end()


def laid_out(label: QLabel, width: int) -> QTextLayout:
    """Return the lines of *label* in *width* pixels, one under the other."""
    direction, side = label.layoutDirection(), label.alignment()
    return lay_out(QLabel.text(label), label.font(), width, direction, side)


def lay_out(
    text: str,
    font: QFont,
    width: int,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
) -> QTextLayout:
    """Return the lines of *text* in *width* pixels, read in *direction*."""
    option = QTextOption()
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    side = QStyle.visualAlignment(direction, alignment)
    option.setAlignment(side & Qt.AlignmentFlag.AlignHorizontal_Mask)
    lines = QTextLayout(tied(shown(text)).replace("\n", _NEW_LINE), font)
    lines.setTextOption(option)
    leading = max(QFontMetricsF(font).leading(), 0)
    y = -leading
    lines.beginLayout()
    while (line := lines.createLine()).isValid():
        line.setLineWidth(width)
        y += leading
        line.setPosition(QPointF(0, y))
        y += line.height()
    lines.endLayout()
    return lines
