"""The desk of a folded network: the seats of one unit, set in lines. All units share it, so it is as high for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from explainer.picture.geometry import Box, Point
from explainer.picture.layout.forms import NetworkForm
from explainer.picture.layout.layout import Key
from explainer.picture.layout.sizes import BADGE_HEIGHT, BETWEEN_SEATS, LINE, SEAT_PAD, TARGET_HEIGHT
from explainer.picture.layout.subject import ERRORS, Subject, chosen_weights, weights_of

_SHARE, _TITLE, _PAD = 0.58, LINE + 6, 6.0
"""Which part of the room a desk takes at most where it has many seats; the height of its words; its margin."""
_BETWEEN = 8.0
_NET_HEIGHT = LINE + 5
_CAPTION = LINE + 3.0
"""What a caption takes over a seat, with room for the frame of the seat below."""
_MOST_NETS, _MOST_SEATS = 4, 40
_FEW_SEATS = 3
"""Up to this many weights are all seated, whatever becomes of the overview."""


class Cell(NamedTuple):
    """A group of boxes that is set as one: its size, and where each box is from its upper left corner."""

    width: float
    height: float
    boxes: tuple[tuple[Key, Box], ...]


@dataclass(frozen=True)
class SeatDesk:
    """The desk of a network in a picture of this width, with this much room under its heading."""

    form: NetworkForm
    width: float
    room: float

    @property
    def height(self) -> float:
        """The height of the desk, the same for every unit."""
        return _height(self)

    def of(self, subject: Subject) -> Cell:
        """Return the desk of a subject, with as many seats as fit in the height of all desks; one at least."""
        kind = subject._replace(unit=min(subject.unit, 0), focus=-1)
        return self._with_seats(subject, _seat_count(self, kind, self.height))

    def left_out(self, subject: Subject, desk: Cell) -> tuple[int, ...]:
        """Return the weights of a subject that have no seat on its desk."""
        seated = {key[1] for key, _ in desk.boxes if key[0] == "weight"}
        return tuple(index for index in self._weights(subject) if index not in seated)

    def is_wide_enough(self) -> bool:
        """Tell whether no seat reaches over its edge."""
        cells = (self._with_seats(page, 1) for page in self._pages())
        return all(box.right <= self.width for cell in cells for _, box in cell.boxes)

    def highest(self) -> float:
        """Return how high desks get that take their share of the room where they have many seats."""
        share = _SHARE * self.room
        return max(self._with_seats(page, _seat_count(self, page, share)).height for page in self._pages())

    def _pages(self) -> Iterator[Subject]:
        """Every kind of desk that there is: a unit of each layer, both ways, and the errors."""
        top = self.form.network.top
        for layer in range(1, top + 1):
            yield Subject(layer, 0)
            kinds = (False, True) if self.form.network.has_biases else (False,)
            yield from (Subject(layer, 0, is_bias=is_bias, is_update=True) for is_bias in kinds)
        yield from (Subject(layer, 0, True) for layer in range(top))
        yield Subject(top, ERRORS)

    def _most(self, subject: Subject) -> int:
        """How many weights or errors a desk is about."""
        return self.form.network.layers[-1].units if subject.unit == ERRORS else len(self._weights(subject))

    def _with_seats(self, subject: Subject, count: int) -> Cell:
        seats = self._errors(count) if subject.unit == ERRORS else self._seats(subject, count)
        fold = [self._fold()] if count < self._most(subject) else []
        return self._flowed([*seats, *fold, *self._others(subject)])

    def seat_count(self, subject: Subject, height: float) -> int:
        """Return how many seats fit in a desk of this height: a few always, of more as many as fit, one at least."""
        most = self._most(subject)
        if most <= _FEW_SEATS or self._with_seats(subject, most).height <= height:
            return most
        fitting = (n for n in range(min(most, _MOST_SEATS), 0, -1) if self._with_seats(subject, n).height <= height)
        return next(fitting, min(most, 1))

    def _weights(self, subject: Subject) -> tuple[int, ...]:
        weights = weights_of(self.form.network, subject)
        if self.is_of_one(subject):
            return () if subject.is_bias else tuple(i for i in weights if i == subject.focus) or weights[:1]
        return weights

    def _seats(self, subject: Subject, count: int) -> Iterator[Cell]:
        form = self.form.unit(subject.layer + subject.is_back)
        seat = form.weight if self.is_of_one(subject) else form.brief_weight
        width = max(seat.width, self.form.caption)
        for index in chosen_weights(self._weights(subject), count, subject.focus):
            caption = Box(width / 2, LINE / 2, width, LINE)
            box = Box(width / 2, _CAPTION + seat.height / 2, width, seat.height)
            yield Cell(width, _CAPTION + seat.height, ((("caption", index), caption), (("weight", index), box)))

    def _errors(self, count: int) -> Iterator[Cell]:
        """The errors of the first outputs."""
        width = self.form.error
        for unit in range(count):
            box = Box(width / 2, _CAPTION + TARGET_HEIGHT / 2, width, TARGET_HEIGHT)
            caption = Box(width / 2, LINE / 2, width, LINE)
            yield Cell(width, _CAPTION + TARGET_HEIGHT, ((("output", unit), caption), (("error", unit), box)))

    def _fold(self) -> Cell:
        width, height = self.form.fold, 2 * LINE + SEAT_PAD
        return Cell(width, _CAPTION + height, ((("fold",), Box(width / 2, _CAPTION + height / 2, width, height)),))

    def _others(self, subject: Subject) -> Iterator[Cell]:
        """What a desk has besides the seats of weights."""
        layer, unit = subject[:2]
        if unit == ERRORS:
            yield self._totals()
        if unit < 0:
            return
        if layer and not subject.is_back:
            yield self._sum(layer, unit, subject.is_bias and self.is_of_one(subject))
        if layer:
            yield self._unit(layer, unit)
        elif self.form.has_input_gradients:
            width, height = self.form.input, self.form.input_height
            yield Cell(width, height, ((("own unit", 0, unit), Box(width / 2, height / 2, width, height)),))
        if layer == self.form.network.top:
            yield from () if subject.is_update else self._other_nets(unit)
            width, high = self.form.error, _CAPTION + TARGET_HEIGHT
            box = Box(width / 2, high - TARGET_HEIGHT / 2, width, TARGET_HEIGHT)
            yield Cell(width, high, ((("error", unit), box),))

    def _other_nets(self, unit: int) -> Iterator[Cell]:
        """What the output of a softmax depends on besides its own net input."""
        top = self.form.network.top
        of, width = self.form.network.layers[top], self.form.unit(top).net
        for other in range(of.units if of.activation == "softmax" and of.units <= _MOST_NETS else 0):
            if other != unit:
                caption = Box(width / 2, LINE / 2, width, LINE)
                net = Box(width / 2, _CAPTION + _NET_HEIGHT / 2, width, _NET_HEIGHT)
                yield Cell(width, _CAPTION + _NET_HEIGHT, ((("output", other), caption), (("net", top, other), net)))

    def is_of_one(self, subject: Subject) -> bool:
        """Tell whether all is about one parameter: what an optimizer remembers of each would be too much."""
        form = self.form.unit(max(subject.layer, 1))
        return subject.is_update and form.brief_weight != form.weight

    def _sum(self, layer: int, unit: int, is_whole: bool) -> Cell:
        form = self.form.unit(layer)
        seat = form.bias if is_whole else form.brief_bias
        width = max(seat.width, form.net)
        bias = Box(width / 2, _CAPTION + seat.height / 2, width, seat.height)
        net = Box(width / 2, bias.bottom + _NET_HEIGHT / 2, width, _NET_HEIGHT)
        boxes: tuple[tuple[Key, Box], ...] = ((("bias", layer, unit), bias), (("net", layer, unit), net))
        return Cell(width, net.bottom, boxes if self.form.network.has_biases else boxes[1:])

    def _unit(self, layer: int, unit: int) -> Cell:
        """The unit, and its badges beside it, one under the other."""
        form = self.form.unit(layer)
        badges = len(form.above) + len(form.below)
        high = max(form.circle, badges * (BADGE_HEIGHT + 3))
        boxes: list[tuple[Key, Box]] = [
            (("own unit", layer, unit), Box(form.circle / 2, high / 2, form.circle, form.circle))
        ]
        for i in range(badges):
            y = high / 2 + (i + 0.5 - badges / 2) * (BADGE_HEIGHT + 3)
            left = form.circle + BETWEEN_SEATS
            boxes.append((("badge", layer, unit, i), Box(left + form.one_line / 2, y, form.one_line, BADGE_HEIGHT)))
        return Cell(form.circle + BETWEEN_SEATS + form.one_line, high, tuple(boxes))

    def _totals(self) -> Cell:
        width = max(self.form.totals_beside)
        height = len(self.form.totals) * LINE + SEAT_PAD + 4
        return Cell(width, _CAPTION + height, ((("totals",), Box(width / 2, _CAPTION + height / 2, width, height)),))

    def _flowed(self, cells: list[Cell]) -> Cell:
        """Return cells set one after the other in lines, a low one under the one before it where the line has room."""
        boxes: list[tuple[Key, Box]] = []
        x = right = top = y = bottom = 0.0
        for cell in cells:
            is_under = y > 0 and y + cell.height <= bottom + BETWEEN_SEATS and x + cell.width <= self._across
            if not is_under:
                x, y = right, top
                if x and x + cell.width > self._across:
                    x, y = 0.0, bottom + BETWEEN_SEATS
                    top = y
            boxes += [(key, placed(box, Point(_PAD + x, _TITLE + y))) for key, box in cell.boxes]
            right = max(right if is_under else 0.0, x + cell.width + _BETWEEN)
            bottom = max(bottom, y + cell.height)
            y += cell.height + BETWEEN_SEATS
        return Cell(self.width, _TITLE + bottom + _PAD, tuple(boxes))

    @property
    def _across(self) -> float:
        return self.width - 2 * _PAD


def placed(box: Box, origin: Point) -> Box:
    """Return a box whose place was told from `origin`."""
    return box.at(Point(origin.x + box.x, origin.y + box.y))


@lru_cache(maxsize=128)
def _seat_count(desk: SeatDesk, kind: Subject, height: float) -> int:
    return desk.seat_count(kind, height)


@lru_cache(maxsize=32)
def _height(desk: SeatDesk) -> float:
    return desk.highest()
