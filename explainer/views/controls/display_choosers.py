"""The choosers of notation and digits in the top bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from explainer.state.display import Display
from explainer.trace.formula.notation import FEWEST_DIGITS, MOST_DIGITS, Notation
from explainer.views.controls.pickers import DropList

_WORDS = {Notation.WORKED: "net / out", Notation.THETA: "z, a, Θ", Notation.MATRIX: "matrix"}


class _Chooser(DropList):
    """One of a few words. Reached by Tab."""

    def __init__(self, display: Display, id: str, name: str, tip: str) -> None:
        super().__init__()
        self._display = display
        self.setObjectName(id)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(MOST_DIGITS)
        self.activated.connect(self._on_activated)
        display.changed.connect(self._show)

    def _on_activated(self, index: int) -> None:
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError


class NotationChooser(_Chooser):
    """Chooses the notation. Listens to the display and changes it."""

    def __init__(self, display: Display) -> None:
        super().__init__(display, "notation", "Notation", "How symbols are written: as in one of three lectures")
        for notation in Notation:
            self.addItem(_WORDS[notation], notation.value)
        self._show()

    def _on_activated(self, index: int) -> None:
        self._display.set_notation(Notation(self.itemData(index)))

    def _show(self) -> None:
        self.setCurrentIndex(self.findData(self._display.writing.notation.value))


class DigitsChooser(_Chooser):
    """Chooses how many digits numbers are shown with. Listens to the display and changes it."""

    def __init__(self, display: Display) -> None:
        super().__init__(display, "digits", "Digits", "How many significant digits numbers are shown with")
        for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
            self.addItem(f"{digits} digits", digits)
        self._show()

    def _on_activated(self, index: int) -> None:
        self._display.set_digits(int(self.itemData(index)))

    def _show(self) -> None:
        self.setCurrentIndex(self.findData(self._display.writing.digits))
