"""The forms that a network's seats have: how wide each column of numbers gets in an update, before any has a place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from explainer.engine.scenario.network import Network
from explainer.picture.geometry import Box
from explainer.picture.layout.sizes import BETWEEN_CELLS, INPUT_HEIGHT, LINE, SEAT_PAD, WISH_ROOM
from explainer.picture.numbers.line_keys import EdgeKey
from explainer.picture.numbers.seats import SeatRow
from explainer.trace.formula.symbols import Quantity

AFTER_LABEL = 4.0


class SeatForm(NamedTuple):
    """The seats of a parameter: a label and up to two numbers in each row. How wide the label of each row is, and where
    the columns of first and of second numbers end."""

    rows: tuple[SeatRow, ...]
    labels: tuple[float, ...]
    first_end: float
    end: float

    @property
    def width(self) -> float:
        return 2 * SEAT_PAD + WISH_ROOM + self.end

    @property
    def height(self) -> float:
        return len(self.rows) * LINE + SEAT_PAD if self.rows else 0.0

    def label_box(self, row: int) -> Box:
        return self._box(row, 0, self.labels[row])

    def first_box(self, row: int) -> Box:
        """Return the place of a first number: its column, or all the room where it is alone."""
        is_alone = row > 0 and self.rows[row].second is None
        return self._box(row, self.labels[row] + AFTER_LABEL, self.end if is_alone else self.first_end)

    def second_box(self, row: int) -> Box:
        return self._box(row, self.first_end + BETWEEN_CELLS, self.end)

    def _box(self, row: int, left: float, right: float) -> Box:
        y = (row + 0.5 - len(self.rows) / 2) * LINE
        return Box((left + right - self.end + WISH_ROOM) / 2, y, right - left, LINE)


def brief(rows: tuple[SeatRow, ...]) -> tuple[SeatRow, ...]:
    """Return the rows of a parameter without what the optimizer remembers, and what comes after."""
    return tuple(takewhile(_is_no_memory, rows))


def _is_no_memory(row: SeatRow) -> bool:
    return row.second is None or row.second.quantity is not Quantity.MEMORY


class UnitForm(NamedTuple):
    """A unit of a layer above the inputs: the seats of its weights and of its bias, what is over and under it, and how
    wide its circle, its name, and badges in one line and in two are."""

    weight: SeatForm
    bias: SeatForm
    brief_weight: SeatForm
    brief_bias: SeatForm
    net: float
    above: tuple[Quantity, ...]
    below: tuple[Quantity, ...]
    circle: float
    one_line: float
    two_lines: float

    @property
    def ledger(self) -> float:
        """The width of the column of seats."""
        return max(self.weight.width, self.bias.width, self.net)


@dataclass(frozen=True)
class NetworkForm:
    """All that a picture's arrangement depends on besides the size of the view.

    How wide names, outs and deltas of each layer get, inputs (and whether they have a gradient), targets with errors,
    what the errors add up to (under its label, and beside it), the fields under the network, of which the first ones
    are `figures`, and the key of its lines.
    """

    network: Network
    units: tuple[UnitForm, ...]
    names: tuple[float, ...]
    outs: tuple[float, ...]
    deltas: tuple[float, ...]
    input: float
    has_input_gradients: bool
    error: float
    totals: tuple[float, ...]
    totals_beside: tuple[float, ...]
    caption: float
    fold: float
    status: tuple[float, ...]
    figures: int
    keys: tuple[tuple[EdgeKey, float], ...]

    def on_stage(self) -> NetworkForm:
        """Return the form with nothing under the network but figures, for the sake of larger ones above."""
        return replace(self, status=self.status[: self.figures], keys=())

    @property
    def input_height(self) -> float:
        return INPUT_HEIGHT + LINE * self.has_input_gradients

    def unit(self, layer: int) -> UnitForm:
        """Return the form of the units of a layer, counted from 1 above the inputs."""
        return self.units[layer - 1]

    def name(self, layer: int) -> float:
        """Return how wide the names of a layer's units get."""
        return self.names[layer]

    def out(self, layer: int) -> float:
        return self.outs[layer]

    def delta(self, layer: int) -> float:
        """Return how wide outs and deltas get, whichever are wider."""
        return max(self.outs[layer], self.deltas[layer])
