"""Values of Qt's enumerations that the first page needs, as plain numbers.

Naming `Qt` makes ninety-three enumerations of twelve hundred names, which takes longer
than showing a window. Properties take numbers; a test compares each with Qt's own.
Once a window is open, the names are better.
"""

from __future__ import annotations

LEADING = 0x0001  # Qt.AlignmentFlag.AlignLeading
RIGHT = 0x0002 | 0x0010  # Qt.AlignmentFlag.AlignRight, whatever the direction
CENTRED = 0x0004  # Qt.AlignmentFlag.AlignHCenter
LEFT_TO_RIGHT = 0  # Qt.LayoutDirection
RIGHT_TO_LEFT = 1
NEVER = 1  # Qt.ScrollBarPolicy.ScrollBarAlwaysOff
NO_FOCUS = 0  # Qt.FocusPolicy
TAB_FOCUS = 1
PLAIN_TEXT = 0  # Qt.TextFormat.PlainText
SECRET = 0x2 | 0x4 | 0x40
"""Qt.InputMethodHint: sensitive, without automatic capitals, without predictions."""
