"""How wide the columns of a network's seats get in an update, by the sizes that its numbers have."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from explainer.picture.layout.forms import AFTER_LABEL, NetworkForm, SeatForm, UnitForm, brief
from explainer.picture.layout.sizes import BETWEEN_CELLS, CIRCLE, SEAT_PAD, WISH_ROOM
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.line_keys import key_widths
from explainer.picture.numbers.number import MORE, shortened, widest
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.picture.numbers.seats import WORDS, SeatKind, SeatRow, sign_of, unit_seats
from explainer.picture.numbers.status_line import status_line, status_numbers, totals
from explainer.trace.formula.notation import YOURS, Writing, show
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.known.magnitudes import Magnitude, of_data, of_layer, of_products, of_totals
from explainer.trace.lines.trace import Trace
from explainer.trace.notations.naming import unit_captions

MOST_NAME = 64.0
_BETWEEN_WORDS = 4.0
_FEW = 256
"""Given numbers are measured one by one where there are no more than this."""


def form_of(numbers: LineNumbers, metrics: LabelMetrics) -> NetworkForm:
    """Return the form of the network in the update that the numbers are of."""
    return _form_of(numbers.known.trace, numbers.writing, metrics)


@lru_cache(maxsize=4)
def _form_of(trace: Trace, writing: Writing, metrics: LabelMetrics) -> NetworkForm:
    numbers = LineNumbers(Known(trace), writing=writing)
    layers = range(1, len(numbers.network.layers))
    widths = Widths(metrics, numbers)
    return NetworkForm(
        numbers.network,
        tuple(_unit_form(widths, layer) for layer in layers),
        tuple(_unit_name(widths, layer) for layer in (0, *layers)),
        (_given(widths, 0, True), *(widths.number(layer, Quantity.OUT) for layer in layers)),
        (0.0, *(widths.signed(_delta_sign(widths), widths.number(layer, Quantity.DELTA)) for layer in layers)),
        _input(widths),
        numbers.scenario.input_gradients,
        _error(widths),
        tuple(max(_total(widths), widths.text(number.label)) + 2 * SEAT_PAD for _, number in totals(numbers)),
        tuple(widths.signed(number.label, _total(widths)) + 2 * SEAT_PAD for _, number in totals(numbers)),
        max(_caption(widths, layer) for layer in layers),
        max(_together(widths, layer) for layer in layers) + 2 * SEAT_PAD,
        tuple(field.width for field in status_line(numbers, metrics)),
        sum(1 for _ in status_numbers(numbers)),
        tuple(key_widths(trace, metrics)),
    )


class Widths:
    """How wide the numbers of an update get."""

    def __init__(self, metrics: LabelMetrics, numbers: LineNumbers) -> None:
        self.metrics, self.numbers = metrics, numbers
        self.writing: Writing = numbers.writing
        self.trace = numbers.known.trace

    def text(self, text: str, bold: bool = False) -> float:
        return self.metrics.width(text, bold)

    @property
    def _mark(self) -> float:
        """Return how wide the mark of a person's own number is, where there is one."""
        return self.text(YOURS, True) if self.numbers.known.has_own else 0.0

    def number(self, layer: int, quantity: Quantity, bold: bool = True) -> float:
        """Return how wide a number of a unit gets."""
        return widest(self.metrics, of_layer(self.trace, layer, quantity), self.writing.digits, bold) + self._mark

    def sum_of(self, magnitude: Magnitude) -> float:
        """Return how wide a sum gets while it is added up."""
        return widest(self.metrics, magnitude, self.writing.digits, True) + self.text(MORE, True)

    def seat(self, layer: int, seat: SeatKind | None, is_term: bool = False) -> float:
        """Return how wide a number of a parameter gets, or the term beside it."""
        if is_term:
            return widest(self.metrics, of_products(self.trace, layer), self.writing.digits, True)
        if seat is None:
            return 0.0
        of = of_layer(self.trace, layer, seat.quantity, seat.name)
        return widest(self.metrics, of, self.writing.digits, True, seat.quantity is Quantity.CONTRIBUTION) + self._mark

    def label(self, seat: SeatKind | None) -> float:
        """Return how wide the sign of a seat is, or the name of the optimizer's memory."""
        if seat is None or seat.quantity in (Quantity.WEIGHT, Quantity.CONTRIBUTION):
            return 0.0
        if seat.quantity in (Quantity.MEMORY, Quantity.MEMORY_BEFORE):
            return self.text(seat.name.replace("_", " "))
        return self.text(sign_of(seat.quantity, self.writing.notation))

    def signed(self, sign: str, number: float) -> float:
        return self.text(sign) + _BETWEEN_WORDS + number


def _seat_form(widths: Widths, layer: int, rows: tuple[SeatRow, ...], name: float) -> SeatForm:
    labels = (name, *(widths.label(row.first or row.second) for row in rows[1:]))
    firsts = [label + AFTER_LABEL + widths.seat(layer, row.first) for row, label in zip(rows, labels, strict=True)]
    seconds = [widths.seat(layer, row.second, is_term=i == 0) for i, row in enumerate(rows)]
    signs = [widths.label(row.second) if row.first and i else 0.0 for i, row in enumerate(rows)]
    beside = [BETWEEN_CELLS + sign + (AFTER_LABEL if sign else 0) for sign in signs]
    first_end = max(first for first, second in zip(firsts, seconds, strict=True) if second)
    end = max(first_end + gap + second for gap, second in zip(beside, seconds, strict=True))
    return SeatForm(rows, labels, first_end, max(end, *firsts))


def _delta_sign(widths: Widths) -> str:
    return sign_of(Quantity.DELTA, widths.writing.notation)


def _seat_forms(
    widths: Widths, layer: int, rows: tuple[tuple[SeatRow, ...], tuple[SeatRow, ...]], names: tuple[float, float]
) -> tuple[SeatForm, SeatForm]:
    """Return the forms of a layer's weights and of its biases, with columns that line up; the latter without rows where
    there are no biases."""
    if not rows[1]:
        only = _seat_form(widths, layer, rows[0], names[0])
        return only, only._replace(rows=(), labels=())
    one, other = (_seat_form(widths, layer, *pair) for pair in zip(rows, names, strict=True))
    first_end = max(one.first_end, other.first_end)
    beyond = max(form.end - form.first_end for form in (one, other))
    end = max(one.end, other.end, first_end + beyond)
    return one._replace(first_end=first_end, end=end), other._replace(first_end=first_end, end=end)


def _unit_form(widths: Widths, layer: int) -> UnitForm:
    numbers, of = widths.numbers, widths.numbers.network.layers[layer]
    weights, biases = (_rows(numbers, layer, indices) for indices in (of.weight_indices, of.bias_indices))
    above, below = unit_seats(numbers.known.trace.plan, layer)
    notation = widths.writing.notation
    badges = {quantity: widths.number(layer, quantity) for quantity in (*above, *below)}
    if layer < numbers.network.top:
        back = of_layer(widths.trace, layer + 1, Quantity.CONTRIBUTION)
        added = Quantity.BLAME_PASSED if Quantity.BLAME_PASSED in badges else Quantity.BLAME
        badges[added] = widths.sum_of(of_layer(widths.trace, layer, added).united(back))
    signs = {quantity: widths.text(sign_of(quantity, notation)) for quantity in badges}
    words = {q: widths.text(f"{WORDS[q]} ") if q in WORDS else 0.0 for q in badges}
    out = widths.number(layer, Quantity.OUT)
    net = widths.sum_of(of_layer(widths.trace, layer, Quantity.NET).united(of_products(widths.trace, layer)))
    names = _names(widths, layer, False), _names(widths, layer, True) if of.bias_count else 0.0
    forms = _seat_forms(widths, layer, (weights, biases), names)
    briefs = _seat_forms(widths, layer, (brief(weights), brief(biases)), names)
    return UnitForm(
        *forms,
        *briefs,
        2 * SEAT_PAD + WISH_ROOM + widths.signed(unit_captions(notation)[0], net),
        above,
        below,
        max(CIRCLE, out + 10),
        max((signs[q] + _BETWEEN_WORDS + badges[q] for q in badges), default=0.0) + 2 * SEAT_PAD,
        max((max(words[q] + signs[q], badges[q]) for q in badges), default=0.0) + 2 * SEAT_PAD,
    )


def _rows(numbers: LineNumbers, layer: int, parameters: range) -> tuple[SeatRow, ...]:
    """Return the rows that the seats of some parameters have: those of one that is trained, where there is one."""
    if not parameters:
        return ()
    trained = numbers.network.trained(numbers.network.layers[layer])
    first = bisect_left(trained, parameters.start)
    index = trained[first] if first < len(trained) and trained[first] in parameters else parameters.start
    return numbers.rows_of(layer, index, numbers.network.parameter(index).is_bias)


def _names(widths: Widths, layer: int, is_bias: bool) -> float:
    """How wide the names of the layer's weights or biases get."""
    numbers, of = widths.numbers, widths.numbers.network.layers[layer]
    longest = max(range(of.units), key=lambda unit: len(of.names[unit]))
    units = {0, longest, of.units - 1}
    indices = {of.bias(u) for u in units} if is_bias else {of.weight(u, of.sources - 1) for u in units}
    return max(widths.text(numbers.label(numbers.network.parameter(index))) for index in indices)


def _unit_name(widths: Widths, layer: int) -> float:
    names = widths.numbers.network.layers[layer].names
    return max(min(widths.text(name, True), MOST_NAME) for name in _longest(names))


@lru_cache(maxsize=64)
def _longest(names: tuple[str, ...]) -> tuple[str, ...]:
    length = max(map(len, names))
    return tuple(name for name in names if len(name) == length)


def _given(widths: Widths, which: int, bold: bool) -> float:
    """How wide given numbers get: inputs (0) or targets (1)."""
    data = widths.numbers.scenario.data
    values = (data.inputs, data.targets)[which]
    digits = widths.writing.digits
    if values.size <= _FEW:
        return max(widths.text(show(float(value), digits), bold) for value in values.flat)
    return widest(widths.metrics, of_data(widths.trace)[which], digits, bold)


def _input(widths: Widths) -> float:
    value = max(_given(widths, 0, True), _unit_name(widths, 0))
    if widths.numbers.scenario.input_gradients:
        terms = of_layer(widths.trace, 0, Quantity.BLAME).united(of_layer(widths.trace, 1, Quantity.CONTRIBUTION))
        value = max(value, widths.signed(sign_of(Quantity.BLAME, widths.writing.notation), widths.sum_of(terms)))
    return value + 2 * SEAT_PAD


def _error(widths: Widths) -> float:
    numbers, digits = widths.numbers, widths.writing.digits
    target = widths.signed(numbers.target(0).label, _given(widths, 1, True))
    error = widths.signed(numbers.error(0).label, widest(widths.metrics, of_data(widths.trace)[2], digits, True))
    return max(target, error) + 2 * SEAT_PAD


def _total(widths: Widths) -> float:
    return widths.sum_of(of_totals(widths.trace).united(of_data(widths.trace)[2]))


def _caption(widths: Widths, layer: int) -> float:
    """How wide it gets what a weight leads from and what comes from there, or where it leads to and the delta there."""
    source = max(widths.number(layer - 1, Quantity.OUT), widths.number(max(layer - 1, 1), Quantity.PASSED))
    start = widths.text("from ") + _unit_name(widths, layer - 1) + BETWEEN_CELLS + source
    delta = widths.signed(_delta_sign(widths), widths.number(layer, Quantity.DELTA))
    return max(start, widths.text("to ") + _unit_name(widths, layer) + BETWEEN_CELLS + delta)


def _together(widths: Widths, layer: int) -> float:
    """How wide what some weights add up to gets."""
    terms = of_products(widths.trace, layer).united(of_layer(widths.trace, layer, Quantity.CONTRIBUTION))
    most = max(of.units for of in widths.numbers.network.layers)
    added = terms._replace(low=terms.low - 2, high=terms.high + len(str(most)))
    return widths.text("together ") + widest(widths.metrics, added, widths.writing.digits)


def fitted_name(metrics: LabelMetrics, name: str, bold: bool = False) -> str:
    """Return the name of a unit, cut where it is longer than names have room for."""
    return shortened(metrics, name, MOST_NAME, bold)
