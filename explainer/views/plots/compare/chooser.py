"""The list of runs that may stand beside the one at hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from explainer.state.comparison.second_run import SecondRun
from explainer.views.controls.pickers import BriefList
from explainer.views.controls.save_dialog import last_folder

_WHAT = "the run beside this one; the list has others, and asks for a file"
_ASK, _LETTERS = "A file…", 11


class RunChooser(BriefList):
    """Chooses the second run; the last entry asks for a file. `chosen` with the key of an entry."""

    chosen = Signal(str)

    def __init__(self, second: SecondRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._second = second
        self.setObjectName("compare_with")
        self.setAccessibleName("What to compare with")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(BriefList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.activated.connect(self._on_activated)

    def show_offers(self) -> None:
        """Show what there is to choose from, and what is chosen."""
        offers = list(self._second.offers)
        there = [(self.itemData(index), self.itemText(index)) for index in range(self.count())]
        if [(offer.key, offer.text) for offer in offers] != there[: len(offers)] or len(there) != len(offers) + 2:
            self.clear()
            for offer in offers:
                self.addItem(offer.text, offer.key)
            self.add_question(_ASK)
        chosen = self._second.offer
        self.setCurrentIndex(self.findData(chosen.key) if chosen else -1)
        self.setToolTip(f"{self.currentText()}: {_WHAT}" if chosen else _WHAT)

    def ask(self) -> None:
        """Ask which file to compare with, without blocking the window."""
        dialog = QFileDialog(self.window(), "Compare with a file", str(last_folder()))
        dialog.setNameFilters(["Scenarios (*.json)", "All files (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._second.open)
        dialog.open()

    def _on_activated(self, index: int) -> None:
        if index < len(self._second.offers):
            self._second.choose(str(self.itemData(index)))
        else:
            self.show_offers()
            self.ask()
