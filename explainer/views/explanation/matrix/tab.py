"""The Matrix tab: the line for its whole layer, or all parameters as one vector."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import SidewaysScroll, caption
from explainer.views.controls.pickers import DropList
from explainer.views.explanation.matrix.sheet import MatrixSheet
from explainer.views.explanation.matrix.vector_view import VectorView

FORMS = ("the line for its whole layer", "all parameters as one vector")


class MatrixTab(QWidget):
    """A choice above the page. On a stage the page is alone."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        super().__init__()
        self._display = display
        self.sheet, self.vector = (
            MatrixSheet(walkthrough, pointing, display),
            VectorView(walkthrough, pointing, display),
        )
        self.forms = DropList()
        self.forms.setObjectName("matrix_form")
        self.forms.setAccessibleName("Matrix form")
        self.forms.setToolTip("The line as an equation of its layer, or θ, Δ or D unrolled into one long vector")
        self.forms.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.forms.addItems(FORMS)
        controls = QWidget()
        top = QHBoxLayout(controls)
        top.setContentsMargins(12, 4, 12, 0)
        top.addWidget(caption("show"))
        top.addWidget(self.forms)
        top.addStretch(1)
        self._choice = SidewaysScroll(controls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choice)
        self._pages = QStackedLayout()
        column.addLayout(self._pages, 1)
        for page in (self.sheet, self.vector):  # now that they have a parent: the first one is shown at once
            self._pages.addWidget(page)
        self.forms.activated.connect(self.show_form)
        display.changed.connect(self._show_choice)
        self.show_form(0)
        self._show_choice()

    def show_form(self, index: int) -> None:
        """Show the page of this number."""
        self.forms.setCurrentIndex(index)
        self._pages.setCurrentIndex(index)
        self.takes_keys = (self.sheet, self.vector.table)[index]

    def _show_choice(self) -> None:
        self._choice.setVisible(not self._display.is_stage)
