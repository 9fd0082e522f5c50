"""The Printed tab: each figure that somebody printed of this scenario, beside ours."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from explainer.picture.pages.printed_words import EDITED, mark, printed_number, told
from explainer.state.answers.printed_figures import PrintedFigures
from explainer.state.from_paper.places import go_to_number
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import MINUS
from explainer.trace.notations.naming import spoken_name
from explainer.variants.printed.comparison import Compared
from explainer.variants.printed.figures_of_line import figures_of_line
from explainer.views.controls.controls import Label
from explainer.views.controls.reason import Quiet, Reason
from explainer.views.tables.fitted_table import ENTER, FittedTable

_HEADINGS = ("", "number", "printed", "ours", "off by")
_MORE, _MOST = 3, 17
"""Digits of ours beyond those that are printed, and at most."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PrintedTable(FittedTable):
    """The figures, a row each; a click on one goes to its line, a double click or Enter asks to see that, too."""

    line_asked = Signal()

    def __init__(self, walkthrough: Walkthrough, figures: PrintedFigures, display: Display) -> None:
        super().__init__(None)
        self._walkthrough, self._figures, self._display = walkthrough, figures, display
        self._wanted: list[int] = []
        self._model = QStandardItemModel(0, len(_HEADINGS), self)
        self._model.setHorizontalHeaderLabels([*_HEADINGS])
        self.setModel(self._model)
        self.setObjectName("printed_table")
        self.setAccessibleName("Printed figures")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.clicked.connect(self._go_to)
        self.doubleClicked.connect(lambda index: self.line_asked.emit())
        display.changed.connect(self.show_anew)
        self.show_figures()

    def fit_columns(self) -> None:
        self.horizontalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)

    def show_figures(self) -> None:
        """Show what is found by now; what is there already stays."""
        found = self._figures.found
        if self._model.rowCount() > len(found):
            self._clear()
        for one in found[self._model.rowCount() :]:
            self._model.appendRow([_item(text, place) for place, text in enumerate(self._cells(one[0]))])
        self.fit()
        self._choose_wanted()

    def choose_line(self) -> None:
        """Choose the first figure of the line at the cursor, as soon as it is there; one that is chosen stays."""
        step, published = self._walkthrough.known.step, self._figures.published
        printed = figures_of_line(step) if step else ()
        rows = [row for row, figure in enumerate(published.figures if published else ()) if figure in printed]
        self._wanted = [] if self.currentIndex().row() in rows else rows[:1]
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted and self._wanted[0] < self._model.rowCount():
            self.setCurrentIndex(self._model.index(self._wanted.pop(), 0))

    def show_anew(self) -> None:
        """Write all cells again, the current row stays."""
        current = self.currentIndex().row()
        self._clear()
        self.show_figures()
        if 0 <= current < self._model.rowCount():
            self.setCurrentIndex(self._model.index(current, 0))

    def _clear(self) -> None:
        self._model.setRowCount(0)

    def explanation(self) -> str:
        """Return what is said of the figure of the current row, or nothing."""
        row = self.currentIndex().row()
        if not 0 <= row < len(self._figures.found):
            return ""
        found, explanation = self._figures.found[row]
        return told(found, explanation.sentence)

    def _cells(self, found: Compared) -> tuple[str, ...]:
        figure, writing = found.figure, self._display.writing
        digits = min(max(figure.number.digits + _MORE, writing.digits), _MOST)
        name = spoken_name(self._walkthrough.scenario, found.symbol, writing.notation)
        times = "" if figure.factor == 1 else MINUS if figure.factor == -1 else f"{figure.factor:g} · "
        ours = writing._replace(digits=digits).show(found.ours)
        off_by = "" if found.agrees or found.off_by is None else f"{found.off_by:,}"
        sample = "" if figure.sample is None else f", sample {figure.sample:,}"
        update = "" if figure.update == 1 else f", update {figure.update:,}"
        return mark(found), f"{times}{name}{sample}{update}", printed_number(figure), ours, off_by

    def _go_to(self, index: QModelIndex) -> None:
        found, _ = self._figures.found[index.row()]
        go_to_number(self._walkthrough, found.figure.update, found.symbol)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.currentIndex().isValid():
            self._go_to(self.currentIndex())
            self.line_asked.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()


class PrintedTab(Quiet):
    """Whose figures they are, the figures, and why the chosen one differs."""

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, parent)
        self.setObjectName("printed")
        self.setAccessibleName("Printed figures")
        self.figures = PrintedFigures(walkthrough, self)
        self.table = PrintedTable(walkthrough, self.figures, display)
        self.source = Label(wordWrap=True)
        self.words = Label(wordWrap=True)
        self._reason = Reason(self.table, self.words)
        self.table.selectionModel().currentChanged.connect(self._show_words)
        self.figures.changed.connect(self._show)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        for widget in (self.source, self._reason, self.table, self.words):
            column.addWidget(widget, 1 if widget is self.table else 0)
        self.takes_keys = self.table
        self._show()

    def _show(self) -> None:
        published = self.figures.published
        self.source.setText(published.source if published else "")
        if not self._reason.show_reason("" if self.figures.applies else EDITED):
            self.table.show_figures()
            self._show_words()

    def _show_words(self) -> None:
        self.words.setText(self.table.explanation() or self._summary())

    def _summary(self) -> str:
        found, published = self.figures.found, self.figures.published
        if published is None or len(found) < len(published.figures):
            return "Calculating …"
        agree = sum(compared.agrees for compared, _ in found)
        return f"{agree} of {len(found)} figures agree. Click one to go to its line; Enter shows the line."

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.figures.set_watched(True)
        self.table.choose_line()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.figures.set_watched(False)


def _item(text: str, place: int) -> QStandardItem:
    item = QStandardItem(text)
    if _HEADINGS[place] not in ("", "number"):
        item.setTextAlignment(_RIGHT)
    return item
