"""A list to choose whose formula is derived: that of the line at the cursor, or one of a kind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from explainer.state.session.display import Display
from explainer.state.walkthrough.question import Question
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import spoken_name
from explainer.views.controls.pickers import DropList

_OF_LINE = "the line of the step"


class QuestionChooser(DropList):
    """Shows and changes what is asked. Listens to the question, to `moved` and to the display."""

    def __init__(
        self, walkthrough: Walkthrough, question: Question, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._question, self._display = walkthrough, question, display
        self.setObjectName("why_of")
        self.setAccessibleName("Whose formula is derived")
        self.setToolTip("Whose formula is derived; right-click anything in the picture to ask for its own")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(90)
        self.activated.connect(self._on_activated)
        for signal in (walkthrough.moved, question.changed, display.changed):
            signal.connect(self._show)

    def _on_activated(self, index: int) -> None:
        self._question.ask(self.itemData(index))

    def _show(self) -> None:
        if not self.isVisible():
            return
        scenario, notation = self._walkthrough.scenario, self._display.writing.notation
        choices = self._question.choices()
        texts = [_OF_LINE, *(spoken_name(scenario, symbol, notation) for symbol in choices)]
        if texts != [self.itemText(i) for i in range(self.count())]:
            self.clear()
            self.addItems(texts)
        for i, symbol in enumerate(choices):
            self.setItemData(i + 1, symbol)
        chosen = self._question.symbol
        self.setCurrentIndex(0 if self._question.is_of_line or chosen not in choices else choices.index(chosen) + 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
