"""The six lines of a recovery sheet, typed back: each says whether it is right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.language import _
from ui.theme import look, stylesheet
from ui.widgets.fields import LineField
from ui.widgets.labels import Words, set_property
from ui.widgets.select import ABOVE

LINES = 6
GAP = 8  # between them
COMPLETE = 10
"""Characters from which a line can be said to be wrong: the last one is that short."""

LONGEST = 200  # characters: a whole sheet may be pasted, or the text of its code


class RecoveryLines(QWidget):
    """Six short fields; *is_right* is asked about each as it is typed."""

    changed = Signal()
    submitted = Signal()

    def __init__(
        self, is_right: Callable[[int, str], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_right = is_right
        self.fields = [LineField() for _n in range(LINES)]
        self.states = [Words("small") for _n in range(LINES)]
        self._numbers = [Words("soft", wraps=False) for _n in range(LINES)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(2, 1)
        for place, field in enumerate(self.fields):
            field.setObjectName(f"recovery-line-{place + 1}")
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # As printed.
            field.setMaxLength(LONGEST)
            field.setInputMethodHints(
                Qt.InputMethodHint.ImhSensitiveData
                | Qt.InputMethodHint.ImhNoPredictiveText
                | Qt.InputMethodHint.ImhPreferUppercase
            )
            field.textEdited.connect(self._edited)
            field.returnPressed.connect(self._next)
            grid.addWidget(self._numbers[place], place, 0)
            grid.addWidget(field, place, 1)
            grid.addWidget(self.states[place], place, 2)
        self.retranslate()

    def lines(self) -> tuple[str, ...]:
        """Return what was typed, a line each."""
        return tuple(field.text() for field in self.fields)

    def complete(self) -> bool:
        """Return whether every line is right."""
        return all(self._is_right(n, text) for n, text in enumerate(self.lines(), 1))

    def clear(self) -> None:
        """Forget what was typed."""
        for field in self.fields:
            field.clear()
        self._judge()

    def retranslate(self) -> None:
        """Write the texts again, at the sizes in force."""
        height = look.px(stylesheet.LEAST) + 2 * ABOVE  # That of any other line.
        font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        for place, field in enumerate(self.fields):
            number = place + 1
            field.setAccessibleName(_("Ligne {number}", number=number))
            field.setFont(font)
            field.setFixedSize(look.px(230), height)
            self._numbers[place].setText(str(number))
        self.setMinimumHeight(LINES * (height + GAP) - GAP)
        self._judge()

    def _edited(self, text: str) -> None:
        parts = [part for part in text.splitlines() if part.strip()]
        groups = text.split()
        if len(parts) == 1 and len(groups) == LINES * 3:
            parts = [" ".join(groups[at : at + 3]) for at in range(0, len(groups), 3)]
        if len(parts) == LINES:  # The whole sheet was pasted.
            for field, part in zip(self.fields, parts, strict=True):
                field.setText(part)
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        for number, (field, state) in enumerate(
            zip(self.fields, self.states, strict=True), 1
        ):
            text = field.text()
            right = self._is_right(number, text)
            wrong = not right and len(text.replace(" ", "")) >= COMPLETE + (
                2 if number < LINES else 0
            )
            set_property(state, "role", "error" if wrong else "done")
            set_property(field, "problem", "true" if wrong else "false")
            if right:
                state.setText(_("✓ juste"))
            elif wrong:
                state.setText(_("✗ à vérifier"))
            else:
                state.setText("")

    def _next(self) -> None:
        place = next(
            (n for n, field in enumerate(self.fields) if field.hasFocus()), LINES - 1
        )
        if place + 1 < LINES:
            self.fields[place + 1].setFocus()
        else:
            self.submitted.emit()
