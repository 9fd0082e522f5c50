"""The wrong line and the right one, one above the other: formula, numbers and result, with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from explainer.bugs.lab.two_lines import Stretch, apart
from explainer.state.lab.two_programs import TwoTexts
from explainer.views.controls.controls import caption

_WRONG, _RIGHT = "✗ wrong", "✓ right"
_PARTS = ("formula", "numbers", "result")


class MarkedText(QLabel):
    """Shows a text of which some stretches are underlined and bold: it can be told without colours."""

    def __init__(self, name: str) -> None:
        super().__init__(wordWrap=True)
        self._name = name
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def show_text(self, text: str, marked: Sequence[Stretch] = (), before: str = "") -> None:
        shown, done = escape(before), 0
        for start, stop in marked:
            if start < stop:
                shown += f"{_spaced(text[done:start])}<u><b>{_spaced(text[start:stop])}</b></u>"
                done = stop
        self.setText(f"{shown}{_spaced(text[done:])}")
        self.setAccessibleName(f"{self._name}: {text}" if text else self._name)


def _spaced(text: str) -> str:
    """Return HTML whose lines may break at signs of a formula."""
    return escape(text).replace("·", "·\u200b")


class TwoLinesView(QWidget):
    """Three pairs of texts. It shows what it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("two_lines")
        self.setAccessibleName("The wrong line above the right one")
        self._texts = {
            part: (MarkedText(f"wrong {part}"), MarkedText(f"right {part}"), caption(_WRONG), caption(_RIGHT))
            for part in _PARTS
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (wrong, right, *captions) in enumerate(self._texts.values()):
            for place, (text, about) in enumerate(((wrong, captions[0]), (right, captions[1]))):
                grid.addWidget(about, 3 * row + place, 0)
                grid.addWidget(text, 3 * row + place, 1)
            grid.setRowMinimumHeight(3 * row + 2, 5)

    def clear(self) -> None:
        """Show nothing."""
        for wrong, right, *_ in self._texts.values():
            for label in (wrong, right):
                label.show_text("")

    def show_lines(self, two: TwoTexts) -> None:
        """Show both lines; numbers only where there are some."""
        for part, (wrong, right, *captions) in self._texts.items():
            texts = getattr(two.wrong, part), getattr(two.right, part)
            for label, text, marked in zip((wrong, right), texts, apart(*texts), strict=True):
                label.show_text(text, marked, "" if part == "formula" else "= ")
            for widget in (wrong, right, *captions):
                widget.setVisible(bool(texts[0]))
