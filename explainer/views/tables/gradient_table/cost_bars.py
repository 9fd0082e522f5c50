"""Passes and operations that backpropagation and the check need for this network, with two bars."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.engine.measure.cost import GradientCost, cost_of_backpropagation, cost_of_nudging
from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.state.session.display import Display
from explainer.trace.formula.notation import in_powers_of_ten

_UNDER, _BAR, _GAP, _BETWEEN = 2.0, 4.0, 4.0, 8.0
_LONGEST = 10_000_000
_HEADS = "cost", "passes", "products", "sums", "functions"
WHAT_IT_COUNTS = (
    "What one gradient over all training samples needs: passes through the network, multiplications, additions, and "
    "calls of activations, errors and their slopes. The bars compare multiplications. Nudging needs two passes forward "
    "for each weight and bias; that is why the check is made once, and training uses backpropagation."
)


class CostBars(QWidget):
    """A small table of both ways; the bars are in proportion. Listens to the display."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._costs: tuple[tuple[str, GradientCost], ...] = ()
        self.setObjectName("gradient_cost")
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
            self.setToolTip("\n".join([*self.sentences, "", WHAT_IT_COUNTS]))
            self.update()

    @property
    def sentences(self) -> list[str]:
        """What both ways cost, with every digit."""
        return [f"{name}: {_told(cost)}" for name, cost in self._costs]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What is written: the heads, and below them a row for each way; large numbers are shortened."""
        return [_HEADS, *((name, *map(_short, _numbers(cost))) for name, cost in self._costs)]

    # Qt

    def sizeHint(self) -> QSize:
        bars = 2 * (_UNDER + _BAR + _GAP) * self._display.zoom
        return QSize(200, round(3 * self.fontMetrics().height() + bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, zoom, height = self._display.palette, self._display.zoom, self.fontMetrics().height()
        most = max((cost.multiplications for _, cost in self._costs), default=0) or 1
        ends, y = self._ends(), 0.0
        with QPainter(self) as painter:
            for row, texts in enumerate(self.rows):
                painter.setPen(QColor(palette.text if row else palette.muted))
                for end, text in zip(ends, texts, strict=False):
                    width = self.fontMetrics().horizontalAdvance(text)
                    room = QRectF(max(end - width, 0.0), y, width + 1, height)
                    painter.drawText(room, Qt.AlignmentFlag.AlignLeft, text)
                y += height + (_UNDER * zoom if row else 0)
                if row:
                    length = max(self.width() * self._costs[row - 1][1].multiplications / most, zoom)
                    painter.fillRect(QRectF(0, y, length, _BAR * zoom), QColor(palette.backward))
                    y += (_BAR + _GAP) * zoom

    def _ends(self) -> list[float]:
        """Return where each column ends, 0 for the first, which begins at the left; without those for which there is
        no room."""
        columns = list(zip(*self.rows, strict=True))
        widths = [max(map(self.fontMetrics().horizontalAdvance, column)) for column in columns]
        gap = _BETWEEN * self._display.zoom
        while len(widths) > 2 and sum(widths) + gap * (len(widths) - 1) > self.width():
            widths.pop()
        spare = (self.width() - sum(widths) - gap * (len(widths) - 1)) / (len(widths) - 1)
        gap += min(max(spare, 0.0), 3 * gap)
        ends = [float(widths[0])]
        for width in widths[1:]:
            ends.append(ends[-1] + gap + width)
        return [0.0, *ends[1:]]


def _numbers(cost: GradientCost) -> tuple[int, ...]:
    return (cost.forward + cost.backward, *cost[2:])


def _short(number: int) -> str:
    return f"{number:,}" if number < _LONGEST else in_powers_of_ten(number, 3)


def _told(cost: GradientCost) -> str:
    back = f", {cost.backward} back" if cost.backward else ""
    passes = f"{counted(cost.forward, 'pass')} forward{back}"
    words = ("multiplication", "addition", "function call")
    return f"{passes} · {', '.join(counted(number, word) for number, word in zip(cost[2:], words, strict=True))}"
