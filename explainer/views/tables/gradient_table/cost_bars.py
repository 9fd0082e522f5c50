"""Two bars that show what backpropagation and the check cost for this network."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.engine.measure.cost import GradientCost, cost_of_backpropagation, cost_of_nudging
from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.state.session.display import Display

_BAR, _GAP = 5.0, 7.0
WHAT_IT_COUNTS = (
    "Products of a weight with a number, for all samples. Nudging needs two passes forward for each weight and bias; "
    "that is why the check is made once, and training uses backpropagation."
)


class CostBars(QWidget):
    """Tells passes and multiplications of both ways; the bars are in proportion. Listens to the display."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._costs: tuple[tuple[str, GradientCost], ...] = ()
        self.setObjectName("gradient_cost")
        self.setToolTip(WHAT_IT_COUNTS)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        display.changed.connect(self.updateGeometry)

    def show_cost(self, scenario: Scenario) -> None:
        """Show what one gradient over all training samples of this scenario costs."""
        samples = len(scenario.data.training.targets)
        costs = (
            ("backpropagation", cost_of_backpropagation(scenario, samples)),
            ("this check", cost_of_nudging(scenario, samples)),
        )
        if costs != self._costs:
            self._costs = costs
            self.setAccessibleName(f"Cost: {'; '.join(self.sentences)}")
            self.update()

    @property
    def sentences(self) -> list[str]:
        """What is written above each bar."""
        return [f"{name}: {_told(cost)}" for name, cost in self._costs]

    # Qt

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height() + (_BAR + _GAP) * self._display.zoom
        return QSize(200, round(2 * line))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, zoom, metrics = self._display.palette, self._display.zoom, self.fontMetrics()
        most = max((cost.multiplications for _, cost in self._costs), default=0) or 1
        y = 0.0
        with QPainter(self) as painter:
            for sentence, (_, cost) in zip(self.sentences, self._costs, strict=True):
                painter.setPen(QColor(palette.muted))
                room = QRectF(0, y, self.width(), metrics.height())
                painter.drawText(room, Qt.AlignmentFlag.AlignLeft, self._fitting(sentence))
                y += metrics.height()
                width = max(self.width() * cost.multiplications / most, zoom)
                painter.fillRect(QRectF(0, y, width, _BAR * zoom), QColor(palette.backward))
                y += (_BAR + _GAP) * zoom

    def _fitting(self, sentence: str) -> str:
        """Return the sentence, without its passes where there is no room for all of it."""
        name, _, told = sentence.partition(": ")
        short = f"{name}: {told.rpartition(' · ')[2]}"
        return sentence if self.fontMetrics().horizontalAdvance(sentence) <= self.width() else short


def _told(cost: GradientCost) -> str:
    back = f", {cost.backward} back" if cost.backward else ""
    passes = f"{counted(cost.forward, 'pass')} forward{back}"
    return f"{passes} · {counted(cost.multiplications, 'multiplication')}"
