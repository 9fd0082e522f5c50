"""The view of the vector: what is unrolled, in which order, and its entries."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.matrix.unrolled import LengthError, Order, Unrolled, rolled, vector_text
from explainer.views.controls.controls import ActionButton, SidewaysScroll
from explainer.views.controls.number_parsing import EntryError
from explainer.views.controls.pickers import DropList
from explainer.views.explanation.matrix.vector_model import VectorModel
from explainer.views.explanation.matrix.vector_parsing import parse_vector
from explainer.views.tables.fitted_table import PLAIN, FittedTable

_LETTERS = (7, 10, 15, 14)


class VectorTable(FittedTable):
    """The entries; the one under the mouse lights up in the picture. All keys but Up and Down are the window's."""

    def __init__(self, model: VectorModel, pointing: Pointing, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._pointing = model, pointing
        self.setModel(model)
        self.setObjectName("unrolled")
        self.setAccessibleName("The unrolled vector")
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.entered.connect(self._on_entered)
        self.clicked.connect(self._on_clicked)
        self.viewport().installEventFilter(self)
        self._is_from_here = False

    def show_pointed(self) -> None:
        """Bring the entry of what is pointed at elsewhere into sight."""
        row = self._model.first_row_of(self._pointing.hovered)
        if row >= 0 and not self._is_from_here:
            self.bring_into_sight(row)

    def _on_entered(self, index: QModelIndex) -> None:
        self._point(index.row())

    def _point(self, row: int) -> None:
        self._is_from_here = True
        if row < 0:
            self._pointing.hover(None)
        else:
            self._pointing.hover(self._model.element(row), self._model.symbol(row))
        self._is_from_here = False

    def _on_clicked(self, index: QModelIndex) -> None:
        self._pointing.select(self._model.element(index.row()))

    def fit_columns(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("0")
        room = max(self.viewport().width(), round(sum(_LETTERS) * letter))
        for column, letters in enumerate(_LETTERS):
            self.setColumnWidth(column, int(room * letters / sum(_LETTERS)))

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point(-1)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() in PLAIN and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class VectorView(QWidget):
    """Listens to the walkthrough, the pointing and the display, while it is seen. A pasted vector is one edit."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        super().__init__()
        self.setAccessibleName("All parameters as one vector")
        self._walkthrough, self._display = walkthrough, display
        self._model = VectorModel(walkthrough, pointing, display, self)
        self.table = VectorTable(self._model, pointing, self)
        self.what, self.order = _list("unrolled_what", "What is unrolled", Unrolled), _list("order", "Order", Order)
        self.copy_action = _action(self, "Copy the vector", self.copy, QKeySequence.StandardKey.Copy)
        self.paste_action = _action(self, "Paste θ", self.paste, QKeySequence.StandardKey.Paste)
        self._lay_out()
        self.what.activated.connect(self._on_chosen)
        self.order.activated.connect(self._on_chosen)
        walkthrough.moved.connect(self._show)
        display.changed.connect(self._show)
        pointing.changed.connect(self._show_pointed)

    def _lay_out(self) -> None:
        controls = QWidget()
        top = QHBoxLayout(controls)
        top.setContentsMargins(8, 4, 8, 4)
        top.setSpacing(4)
        for control in (self.what, self.order):
            top.addWidget(control)
        top.addStretch(1)
        top.addWidget(ActionButton(self.copy_action, "Copy"))
        top.addWidget(ActionButton(self.paste_action, "Paste"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._controls = SidewaysScroll(controls)
        column.addWidget(self._controls)
        column.addWidget(self.table, 1)

    def copy(self) -> None:
        """Put the vector on the clipboard."""
        QGuiApplication.clipboard().setText(vector_text(self._walkthrough.known, self._model.what, self._model.order))

    def paste(self) -> None:
        """Take the vector on the clipboard for all weights and biases, or say why it cannot be."""
        try:
            values = parse_vector(QGuiApplication.clipboard().text())
            theta = rolled(self._walkthrough.scenario.network, self._model.order, values)
        except (EntryError, LengthError) as error:
            self._walkthrough.said.emit(str(error))
        else:
            self._walkthrough.set_theta(theta)

    def _on_chosen(self) -> None:
        self._model.what = [*Unrolled][self.what.currentIndex()]
        self._model.order = [*Order][self.order.currentIndex()]
        self._show()

    def _show(self) -> None:
        self._controls.setVisible(not self._display.is_stage)
        self.paste_action.setEnabled(self._model.what is Unrolled.THETA)
        if self.isVisible():
            self._model.renew()

    def _show_pointed(self) -> None:
        if self.isVisible():
            self._model.tell()
            self.table.show_pointed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()


def _list(id: str, name: str, choices: type[Order] | type[Unrolled]) -> DropList:
    """Return a list of these choices. Reached by Tab."""
    picker = DropList()
    picker.setObjectName(id)
    picker.setAccessibleName(name)
    picker.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    picker.addItems([choice.value for choice in choices])
    return picker


def _action(view: VectorView, text: str, slot: object, key: QKeySequence.StandardKey) -> QAction:
    action = QAction(text, view)
    action.setShortcut(key)
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(slot)
    view.addAction(action)
    return action
