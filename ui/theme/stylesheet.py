"""The style sheet of the application, written from the tokens."""

from __future__ import annotations

import re

from ui.theme.tokens import Tokens

BOX = 20
"""The side of a box one ticks; it grows with the text."""

LEAST = 22
"""The least height of what a button or a field holds; it grows with the text too."""

SCROLLER = 36
"""The width of a button that brings the tabs for which there is no room; so does it."""

_SHEET = """
* { font-size: 15px; color: $ink; outline: none; }
QMainWindow, QDialog, QWidget[ground="page"], QStackedWidget { background: $page; }
QWidget[ground="line"] { background: $line; }
QScrollArea > QWidget > QWidget[ground="inside"] { background: transparent; }
QScrollArea { background: transparent; border: none; }
QToolTip { background: $ink; color: $page; border: none; padding: 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 24px; font-weight: 700; }
QLabel[role="section"] { font-size: 17px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="soft"] { font-size: 14px; color: $soft; }
QLabel[role="practice"] { font-size: 14px; font-weight: 700; color: $on_accent;
  background: $accent; padding: 5px 28px; }
QLabel[role="small"] { font-size: 13px; color: $soft; }
QLabel[role="late"] { font-size: 17px; font-weight: 700; color: $late; }
QLabel[role="soon"] { font-size: 17px; font-weight: 700; color: $soon; }
QLabel[role="error"] { font-size: 14px; color: $late; font-weight: 600; }
QLabel[role="done"] { color: $done; }
QLabel[role="accent"] { color: $accent; font-weight: 700; }
QWidget[step="current"] { background: $tint; border-radius: 8px; }
QLabel[role="brand"] { font-size: 18px; font-weight: 700; color: $rail_ink; }
QLabel[role="big"] { font-size: 26px; }
QLabel[role="tile"] { font-size: 26px; font-weight: 700; }
QLabel[role="biggest"] { font-size: 34px; font-weight: 700; }

QFrame[frame="card"] { background: $surface; border: 1px solid $line;
  border-radius: 12px; }
QFrame[frame="late"] { background: $late_ground; border: 1px solid $late_line;
  border-radius: 12px; }
QFrame[frame="soon"] { background: $soon_ground; border: 1px solid $soon_line;
  border-radius: 12px; }
QFrame[frame="bar"] { background: $surface; border: none;
  border-bottom: 1px solid $line; }
QFrame[frame="row"] { background: transparent; border: none;
  border-top: 1px solid $line; border-radius: 0; }
QFrame[frame="row"][current="true"] { background: $tint; }
QFrame[frame="message"] { background: $soon_ground; border: none;
  border-bottom: 1px solid $soon_line; }
QFrame[frame="plain"] { background: transparent; border: none; }

QPushButton { background: $surface; border: 1px solid $control; border-radius: 8px;
  padding: 8px 16px; min-height: $least; }
QPushButton:hover { background: $tint; }
QPushButton:focus, QToolButton:focus { border: 2px solid $ring;
  padding: 7px 15px; }
QPushButton[role="search"] { background: $page; color: $soft; text-align: left; }
QToolButton#copy:focus { padding: 2px; border-radius: 8px; }
QPushButton:disabled, QToolButton:disabled { color: $off; border-color: $control; }
QPushButton:disabled { border-style: dashed; }
QPushButton[role="primary"] { background: $accent; color: $on_accent;
  border: 1px solid $accent; font-weight: 700; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $accent; }
QPushButton[role="primary"]:disabled { background: $none_ground; color: $off;
  border-color: $line; }
QPushButton[big="true"] { min-height: 44px; font-size: 20px; padding: 8px 24px; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent;
  color: $accent; }
QPushButton[role="quiet"]:hover { background: $tint; }
QPushButton[role="quiet"]:focus { border: 2px solid $ring; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QPushButton[role="link"] { background: transparent; color: $accent;
  border: 2px solid transparent; border-radius: 8px; padding: 1px 4px;
  font-size: 14px; min-height: 20px; }
QPushButton[role="link"]:hover { background: $tint; }
QPushButton[role="link"]:focus { border: 2px solid $ring; padding: 1px 4px; }

QPushButton[chip="true"] { border-radius: 8px; padding: 3px 12px; font-size: 13px;
  font-weight: 700; min-height: 24px; }
QPushButton[chip="true"]:focus { padding: 2px 11px; border: 2px solid $ring; }
QFrame[chip="true"] { border-radius: 8px; }
QLabel[chipword="true"] { font-size: 13px; font-weight: 700; }
QLabel[chipword="true"][kind="late"] { color: $late; }
QLabel[chipword="true"][kind="soon"] { color: $soon; }
QLabel[chipword="true"][kind="done"] { color: $done; }
QLabel[chipword="true"][kind="none"] { color: $none; }
QLabel[chip="true"] { border-radius: 8px; padding: 4px 12px; font-size: 13px;
  font-weight: 700; }
*[chip="true"][kind="late"] { background: $late_ground; color: $late;
  border: 1px solid $late_line; }
*[chip="true"][kind="soon"] { background: $soon_ground; color: $soon;
  border: 1px solid $soon_line; }
*[chip="true"][kind="done"] { background: $done_ground; color: $done;
  border: 1px solid $done_line; }
*[chip="true"][kind="none"] { background: $none_ground; color: $none;
  border: 1px solid $none_line; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: $surface;
  border: 1px solid $control; border-radius: 8px; padding: 8px 12px;
  min-height: $least; selection-background-color: $accent;
  selection-color: $on_accent; placeholder-text-color: $soft; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $ring; padding: 7px 11px; }
QLineEdit:disabled, QComboBox:disabled { color: $off; border: 1px dashed $control; }
QLineEdit[role="search"] { background: $page; }
QLineEdit[problem="true"] { border: 2px solid $late; padding: 7px 11px; }
QComboBox { padding: 8px 14px; }  /* Words begin at one edge: Qt adds 2 pixels */
QComboBox:focus { padding: 7px 13px; }  /* in a line, 4 in a text. */
QPlainTextEdit { padding: 8px 10px; }
QPlainTextEdit:focus { padding: 7px 9px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox QAbstractItemView, QMenu { background: $surface; border: 1px solid $control;
  padding: 4px; selection-background-color: $tint; selection-color: $ink; }
QMenu { menu-scrollable: 1; }
QMenu::item { padding: 8px 24px 8px 12px; border-radius: 6px; min-height: 22px; }
QMenu::item:selected { background: $tint; color: $ink; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QCheckBox { spacing: 10px; background: transparent; padding: 4px;
  border: 2px solid transparent; border-radius: 8px; }
QCheckBox:focus { border-color: $ring; }
QCheckBox::indicator { width: $box; height: $box; border: none;
  background: transparent; image: none; }

QListView { background: $surface; border: 1px solid $line; border-radius: 12px;
  padding: 4px; }
QListView:focus { border: 2px solid $ring; padding: 3px; }
QListView#suggestions { border: 1px solid $accent; border-radius: 0; padding: 0;
  selection-background-color: $tint; selection-color: $ink; }
QListView#suggestions::item { padding: 8px 12px; }
QListView#suggestions::item:selected { background: $tint; color: $ink; }

QListWidget::item { padding: 9px 10px; color: $ink; border: 2px solid transparent;
  border-radius: 6px; }
QListWidget::item:hover { background: $tint; }
QListWidget::item:selected { background: $tint; border-color: $accent; }
QTableView { background: $surface; border: 1px solid $line; border-radius: 12px;
  padding: 4px; selection-background-color: $tint; selection-color: $ink; }
QTableView:focus { border: 2px solid $ring; padding: 3px; }
QTableView::item { padding: 6px 10px; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $tint; color: $ink; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $soft; border: none;
  border-bottom: 1px solid $line; padding: 8px 10px; font-size: 13px;
  font-weight: 700; }
QTextBrowser { background: $surface; border: 1px solid $line; border-radius: 12px;
  padding: 6px; }
QTextBrowser:focus { border: 2px solid $ring; padding: 5px; }

QWidget#rail { background: $rail; }
QWidget#rail QLabel { color: $rail_ink; }
QWidget#rail QPushButton { background: transparent; color: $rail_soft; border: none;
  text-align: left; padding: 10px 14px; border-radius: 8px; font-size: 15px;
  min-height: 22px; }
QWidget#rail QPushButton:hover { background: $rail_selected; }
QWidget#rail QPushButton:checked { background: $rail_selected; color: $rail_ink;
  font-weight: 700; }
QWidget#rail QPushButton:focus { border: 2px solid $rail_ink; padding: 8px 12px; }

QTableWidget { background: $surface; border: 1px solid $line; gridline-color: $line;
  border-radius: 8px; selection-background-color: $tint; selection-color: $ink; }
QTableWidget:focus { border: 2px solid $ring; }
QTableWidget::item { padding: 4px 7px; }
QHeaderView::section { background: $none_ground; color: $ink; border: none;
  border-right: 1px solid $line; border-bottom: 1px solid $line; padding: 6px 10px;
  font-size: 14px; font-weight: 700; }

*[bare="true"] { background: transparent; border: 2px solid transparent;
  border-radius: 8px; padding: 0; }
*[bare="true"]:focus { border: 2px solid $ring; padding: 0; }

QTabBar::tab { background: transparent; border: none; padding: 10px 16px;
  color: $soft; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $ink; font-weight: 700;
  border-bottom: 3px solid $accent; }
QTabBar::tab:focus { background: $tint; border: 2px solid $ring;
  border-bottom: 3px solid $ring; border-radius: 8px; padding: 8px 14px 10px; }
QTabBar::scroller { width: $scroller; }
QTabBar QToolButton { background: $surface; border: 1px solid $control;
  border-radius: 8px; }
QTabBar QToolButton:disabled { border: 1px dashed $line; }
QTabWidget::pane { border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $control; border-radius: 4px;
  min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $control; border-radius: 4px;
  min-width: 32px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page,
QScrollBar::sub-page { background: none; border: none; width: 0; height: 0; }
QProgressBar { border: none; background: $line; border-radius: 3px; height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_VARIES = re.compile(r"\$(\w+)|font-size: (\d+)px")


def sheet(tokens: Tokens, scale: float = 1.0) -> str:
    """Return the style sheet for *tokens*, text *scale* times its size.

    Raises:
        KeyError: If the sheet names a token that does not exist.
    """
    grown = {"box": BOX, "least": LEAST, "scroller": SCROLLER}
    named = tokens._asdict() | {
        name: f"{round(length * scale)}px" for name, length in grown.items()
    }

    def written(found: re.Match[str]) -> str:
        if found[1]:
            return str(named[found[1]])
        return f"font-size: {round(int(found[2]) * scale)}px"

    return _VARIES.sub(written, _SHEET)
