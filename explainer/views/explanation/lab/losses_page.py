"""The losses of the right and the wrong program on one logarithmic axis, and both errors in a table."""

from __future__ import annotations

from math import isnan

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from explainer.bugs.lab.two_lines import telling
from explainer.bugs.lab.two_runs import Pair
from explainer.state.lab.bug_lab import BugLab
from explainer.state.lab.loss_pair import COUNTS, LossPair
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import show
from explainer.views.controls.controls import caption
from explainer.views.controls.pickers import DropList
from explainer.views.controls.reason import Reason
from explainer.views.explanation.lab.parts import SECRET, ScrolledColumn, words
from explainer.views.plotting.figure import Figure
from explainer.views.tables.fitted_table import FittedTable

_RIGHT, _WRONG = "right", "wrong"
_LOWEST = 210
"""How high the plot is at least, at zoom 1: where there is less room the page is scrolled."""
_NO_BUG = "Put a bug on: both programs are then trained from the same start."


class PairFigure(Figure):
    """Both losses over the updates done. Listens to the pair, which works while this is seen."""

    def __init__(self, walkthrough: Walkthrough, display: Display, pair: LossPair) -> None:
        super().__init__(walkthrough, display, title="Right and wrong", below="updates done", left="loss")
        self._pair = pair
        self.watch(pair)
        self._right, self._wrong = self.add_series(_RIGHT), self.add_series(_WRONG)
        self.add_log_button("loss").setChecked(True)
        walkthrough.grew.disconnect(self.draw_soon)  # the losses are of runs of their own
        pair.changed.connect(self.draw_soon)
        self.dress()

    def dress(self) -> None:
        super().dress()
        self.setMinimumHeight(round(_LOWEST * self.display.zoom))

    def draw(self) -> None:
        palette, zoom = self.display.palette, self.display.zoom
        right, wrong = self._pair.losses
        dashed = Qt.PenStyle.DashLine
        self._right.show(np.arange(right.size, dtype=np.float64), right, palette.weight_plus, zoom)
        self._wrong.show(np.arange(wrong.size, dtype=np.float64), wrong, palette.weight_minus, zoom, dashed)

    def draw_cursor(self) -> None:
        """Nothing depends on the cursor."""

    # Qt

    def hasHeightForWidth(self) -> bool:
        """Ask for no more than the least height: it has the room that the rest leaves."""
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


class ErrorTable(FittedTable):
    """The error after so many updates, of both programs."""

    def __init__(self) -> None:
        super().__init__(None)
        self._model = QStandardItemModel(2, len(COUNTS), self)
        self._model.setHorizontalHeaderLabels([f"{count:,}" for count in COUNTS])
        self._model.setVerticalHeaderLabels([_RIGHT, _WRONG])
        self.setModel(self._model)
        self.setObjectName("errors_after")
        self.setAccessibleName("Errors after so many updates")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pairs(self, pairs: list[Pair | None], display: Display) -> None:
        for column, pair in enumerate(pairs):
            self.setColumnHidden(column, pair is None)
            digits = telling(*pair, display.writing) if pair else 0
            for place, value in enumerate(pair or (None, None)):
                text = "" if value is None else "not finite" if isnan(value) else show(value, digits)
                item = QStandardItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._model.setItem(place, column, item)
        self.fit()

    def fit_columns(self) -> None:
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = sum(self.rowHeight(place) for place in range(2))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2)


class LossesPage(QWidget):
    """Chooses how far both programs are trained, and shows what they come to."""

    def __init__(self, walkthrough: Walkthrough, display: Display, lab: BugLab) -> None:
        super().__init__()
        self._display, self._lab = display, lab
        self.pair = LossPair(walkthrough, self)
        self.figure = PairFigure(walkthrough, display, self.pair)
        self._table, self._said = ErrorTable(), words("losses_said")
        self.counts = DropList()
        self.counts.setObjectName("lab_updates")
        self.counts.setAccessibleName("How many updates are compared")
        self.counts.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for count in COUNTS:
            self.counts.addItem(f"{count:,}", count)
        self.counts.setCurrentIndex(COUNTS.index(self.pair.updates))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.figure.add_control(caption("updates"))
        self.figure.add_control(self.counts)
        below = [caption("error after so many updates"), self._table, self._said]
        column.addWidget(ScrolledColumn("Losses", [self.figure, *below], tall=self.figure))
        self._reason = Reason(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 8, 10, 6)
        whole.addWidget(self._reason)
        whole.addWidget(content)
        self.counts.activated.connect(self._on_counts)
        for signal in (lab.changed, self.pair.changed, display.changed):
            signal.connect(self._show)
        self._show()

    def _on_counts(self, index: int) -> None:
        self.pair.set_updates(COUNTS[index])
        self._show()

    def _show(self) -> None:
        reason = SECRET if self._lab.is_secret else "" if self._lab.is_on else _NO_BUG
        if self._reason.show_reason(reason):
            return
        pairs = [self.pair.after(count) for count in COUNTS]
        self._table.show_pairs(pairs, self._display)
        self._said.setText(self._words([pair for pair in pairs if pair]))

    def _words(self, pairs: list[Pair]) -> str:
        if self.pair.done < self.pair.updates:
            return f"{self.pair.done:,} of {self.pair.updates:,} updates …"
        if not pairs:
            return ""
        right, wrong = pairs[-1]
        if isnan(wrong):
            return "With the bug the numbers become infinite."
        if right == wrong:
            return "Both come to the same: here the bug does nothing."
        how = "lower" if wrong < right else "higher"
        note = " That the loss falls is no test of a gradient." if wrong < right else ""
        return f"With the bug the error ends {how} than with the right program.{note}"
