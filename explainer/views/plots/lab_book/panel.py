"""The lab book: the table of experiments, their curves beside it, and the form of a sweep above."""

from __future__ import annotations

from io import StringIO

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from explainer.export.csv_form import PLAIN, safe_text
from explainer.files.wording import counted
from explainer.lab_book.book_table import book_rows
from explainer.state.histories.lab_book import LabBook
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label
from explainer.views.plots.lab_book.book_grid import BookGrid
from explainer.views.plots.lab_book.book_model import BookModel
from explainer.views.plots.lab_book.curves import BookCurves
from explainer.views.plots.lab_book.sweep_form import SweepForm
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.table import PlotTable

EMPTY = (
    "Every training that you start is written here as a row: train until the loss is below 0.01, change a setting, "
    "go back to the start and train again. Sweep does that for many values at once."
)
CLEAR, PUT_BACK = "Remove all experiments; Put Back brings them back", "Bring back the experiments that were removed"
_WIDE, _LOWEST_PLOT = 620, 170
"""From how wide on the curves are beside the table, and how high they are at least below it."""
_ROWS = 5.5
"""How many rows and their heading are seen at least where the curves are below."""


class LabBookPlot(Panel):
    """Shows the lab book and lets a person change it. Listens to it; never changes the walkthrough but where an
    experiment is opened again."""

    def __init__(
        self, walkthrough: Walkthrough, book: LabBook, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, title="Lab Book", parent=parent)
        self.book = book
        self.model = BookModel(book, display, self)
        self.grid = BookGrid(self.model, book, self)
        self.curves = BookCurves(walkthrough, book, display)
        self.form = SweepForm(walkthrough, book, self)
        self._empty = Label(EMPTY, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, margin=24)
        self._empty.setProperty("role", "caption")
        self._add_controls()
        self._lay_out()
        walkthrough.grew.disconnect(self.draw_soon)
        for signal in (book.changed, book.progressed):
            signal.connect(self.draw_soon)
        self.form.said.connect(self.said)
        book.said.connect(self.said)
        self.grid.chosen_changed.connect(self._show_curves)
        self.model.dataChanged.connect(self._show_curves)
        self._show()

    def _add_controls(self) -> None:
        self.sweep = self.add_switch("Sweep", "Train with many values of a setting, or many seeds", "Sweep")
        self.sweep.setObjectName("lab_book_sweep")
        self.sweep.toggled.connect(self._on_sweep)
        self.clear = self.add_button("Clear", "", "Clear")
        self.clear.clicked.connect(self._on_clear)
        self.logarithmic = self.add_switch("log", "Show the losses on a logarithmic axis", "Logarithmic loss axis")
        self.logarithmic.setObjectName("lab_book_log")
        self.logarithmic.toggled.connect(self.curves.show_logarithmic)
        self.logarithmic.setChecked(True)

    def _lay_out(self) -> None:
        self.form.hide()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(6)
        self._halves.addWidget(self.grid, 6)
        self._halves.addWidget(self.curves, 5)
        self.body.addWidget(self.form)
        self.body.addWidget(self._empty, 1)
        self.body.addLayout(self._halves, 1)

    def _on_sweep(self, is_on: bool) -> None:
        self.form.setVisible(is_on)
        self._share_room()

    def _on_clear(self) -> None:
        if self.book.experiments:
            self.book.remove(range(len(self.book.experiments)))
        else:
            self.book.put_back()

    # showing

    def _show(self) -> None:
        has_any = bool(self.book.experiments)
        self._empty.setHidden(has_any)
        self.grid.setVisible(has_any)
        puts_back = not has_any and self.book.has_removed
        self.clear.setText("Put Back" if puts_back else "Clear")
        self.clear.setAccessibleName(self.clear.text())
        self.clear.setToolTip(PUT_BACK if puts_back else CLEAR)
        self.clear.setEnabled(has_any or puts_back)
        self.save_button.setEnabled(has_any)
        self._share_room()

    def _show_curves(self) -> None:
        self.curves.hidden, self.curves.chosen = self.model.hidden, self.grid.chosen
        self.curves.draw_soon()

    def _share_room(self) -> None:
        zoom = self.display.zoom
        is_wide, rows = self.width() >= _WIDE * zoom, round(_ROWS * 1.5 * self.grid.fontMetrics().height())
        left = self.content.height() - self.body.geometry().top()
        left -= self.form.heightForWidth(self.form.width()) if self.sweep.isChecked() else 0
        has_room = is_wide or left >= rows + _LOWEST_PLOT * zoom
        self.grid.setMinimumHeight(0 if is_wide or not has_room else rows)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self.curves.setVisible(has_room and bool(self.book.experiments))

    def draw_cursor(self) -> None:
        """Nothing depends on the cursor."""

    def draw(self) -> None:
        self._show()
        self.say(self._standing())

    def _standing(self) -> str:
        if self.book.is_sweeping:
            done, count = self.book.sweep_done
            return f"{done:,} of {counted(count, 'training')} of the sweep done."
        return counted(len(self.book.experiments), "experiment") if self.book.experiments else ""

    # numbers and picture

    def table(self) -> PlotTable:
        """Return the losses of all experiments over the updates done."""
        self.curves.draw()
        return self.curves.table()

    def csv(self) -> str:
        """Return a row for each experiment, with settings by their paths. Raises ExportError while it is quiet."""
        self.check_revealed()
        text = StringIO()
        PLAIN.begin(text)([tuple(map(safe_text, row)) for row in book_rows(self.book.experiments)])
        return text.getvalue()

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw the curves with their names."""
        self.curves.draw()
        self.curves.paint_picture(painter, room)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
