"""What happens between a line and the next, as a pure function of alpha from 0 (just left) to 1 (arrived).

Terms of a sum travel to where they are added, one after the other; a delta travels back and becomes a product at its
weight; what a gradient is made of meets at its weight. What is at rest has alpha 1, so scrubbing and going back show
the same pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from explainer.engine.run.run import Run
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.known.activation_curve import curve_of
from explainer.trace.known.known import Known
from explainer.trace.known.terms import Term, change_of, term_count, terms
from explainer.trace.lines.elements import Element, ElementKind, element_of, weight_element
from explainer.trace.lines.line_groups import GroupSize, group_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step, Trace

ARRIVAL = 0.86
"""The alpha at which the last number arrives; the rest of the way shows the result."""
_JOURNEY = 0.55
"""Which part of that one of several numbers needs; they leave one after the other."""
_AT_WEIGHT = 0.5
MOST_READ = 12
"""More numbers than this are too many to be read on their way: they are dots."""
MOST_DOTS = 200
"""More dots than this would not move smoothly."""
NAN = float("nan")

_SUMS = frozenset({Operation.NET, Operation.DE_DOUT, Operation.SAMPLE_ERROR})
_MEET = frozenset({Operation.ERROR, Operation.DELTA, Operation.GRADIENT, Operation.DROPOUT, Operation.DROPOUT_BACK})


class Journey(NamedTuple):
    """A number's way from one place to another, along an edge or straight; places are given by the symbols whose
    numbers are there. `after` is what it has become from the middle of an edge on. NaN is a dot."""

    start: Symbol
    end: Symbol
    value: float
    after: float
    edge: Element | None = None
    is_upward: bool = True
    turn: int = -1


class Way(NamedTuple):
    """What moves on the way to a line, or with `part` while that term of its sum is added.

    Numbers leave one after the other, or by their `turn` where many lines were passed at once: then the line is there
    already, and dots only tell which way everything went. A result that `is_hidden` does not come even at the end.
    """

    step: Step | None = None
    journeys: tuple[Journey, ...] = ()
    part: int | None = None
    is_read_off: bool = False
    turns: int = 0
    is_hidden: bool = False

    @property
    def is_animated(self) -> bool:
        """Whether anything moves; if not, the line is simply shown."""
        return bool(self.journeys) or self.is_read_off


class Traveller(NamedTuple):
    """A number under way: `fraction` of its journey is done."""

    journey: Journey
    fraction: float

    @property
    def value(self) -> float:
        return self.journey.after if self.fraction >= _AT_WEIGHT else self.journey.value


class Moment(NamedTuple):
    """One picture of the way: what travels, how many terms have been added, and whether the result is there."""

    alpha: float
    travellers: tuple[Traveller, ...]
    added: int
    arrived: bool

    @property
    def picture(self) -> tuple[int, bool, float]:
        """What of the moment decides on the picture behind the numbers under way."""
        return self.added, self.arrived, self.glow

    @property
    def glow(self) -> float:
        """How warm the result is: it flashes when it arrives."""
        is_arriving = self.arrived and not self.travellers and ARRIVAL <= self.alpha < 1
        return round(1 - (self.alpha - ARRIVAL) / (1 - ARRIVAL), 1) if is_arriving else 0.0


def way_to(known: Known, part: int | None = None) -> Way:
    """Return what moves on the way to a line. The last term of a sum may be added alone: `part` is then its number."""
    if known.step is None:
        return Way()
    journeys = tuple(_journeys(known, known.step))
    if part is not None:
        journeys = journeys[part - 1 : part]
    if len(journeys) > MOST_READ:
        journeys = tuple(journey._replace(value=NAN, after=NAN) for journey in journeys)
    return Way(known.step, journeys, part, part is None and curve_of(known) is not None, is_hidden=known.is_hidden)


def way_past(step: Step, first_layer: int) -> Way:
    """Return what moves where many lines of a phase are passed: dots along the edges of the layers that were passed,
    upwards in the forward phase and downwards in the backward phase."""
    network, last = step.scenario.network, step.place.layer
    if step.phase not in (Phase.FORWARD, Phase.BACKWARD) or first_layer < 1 or last < 1:
        return Way()
    is_upward = step.phase is Phase.FORWARD
    layers = range(first_layer, last + 1) if is_upward else range(first_layer, last, -1)  # no blame reaches the inputs
    edges = [
        (turn, index)
        for turn, layer in enumerate(layers)
        for index in range(network.layers[layer].start, network.layers[layer].bias_start)
    ]
    if len(edges) > MOST_DOTS:
        return Way()
    dots = (Journey(step.symbol, step.symbol, NAN, NAN, weight_element(i), is_upward, turn) for turn, i in edges)
    return Way(step, tuple(dots), turns=len(layers))


def moment_at(way: Way, alpha: float) -> Moment:
    """Return the picture of a way at `alpha`."""
    before = way.part - 1 if way.part is not None else 0
    count = len(way.journeys)
    if way.turns:
        done = [_progress(min(alpha, 1.0), journey.turn, way.turns) for journey in way.journeys]
        return Moment(min(alpha, 1.0), _under_way(way, done), 0, True)
    if alpha >= ARRIVAL:
        return Moment(min(alpha, 1.0), (), way.part or 0 if way.is_hidden else 0, not way.is_hidden)
    done = [_progress(alpha / ARRIVAL, i, count) for i in range(count)]
    is_sum = way.step is not None and way.step.place.operation in _SUMS
    return Moment(alpha, _under_way(way, done), before + sum(one >= 1 for one in done) if is_sum else before, False)


def _under_way(way: Way, done: Sequence[float]) -> tuple[Traveller, ...]:
    return tuple(Traveller(*pair) for pair in zip(way.journeys, done, strict=True) if 0 < pair[1] < 1)


def at_rest(known: Known | None = None) -> Moment:
    """Return the picture of a line at rest: complete, with some terms of its sum, or with its result hidden."""
    if known is None or not known.is_hidden:
        return Moment(1.0, (), 0, True)
    return Moment(1.0, (), known.part or 0, False)


def _progress(alpha: float, turn: int, count: int) -> float:
    """How far the number of this turn is: they leave one after the other, and the last arrives at alpha = 1."""
    if count == 1:
        return _eased(alpha)
    late = (1 - _JOURNEY) * turn / (count - 1)
    return _eased(min(max((alpha - late) / _JOURNEY, 0.0), 1.0))


def _eased(way: float) -> float:
    return way * way * (3 - 2 * way)


def _journeys(known: Known, step: Step) -> Iterator[Journey]:
    operation = step.place.operation
    if operation is Operation.NET:
        yield from (_product(known, step, term) for term in terms(known))
    elif operation is Operation.CONTRIBUTION:
        delta, edge = next(symbols(step.rule)), element_of(step.scenario, step.symbol)
        yield Journey(delta, step.symbol, known.value(delta), known.value(step.symbol), edge, is_upward=False)
    elif operation is Operation.UPDATE:
        yield from _change(known, step)
    elif operation in _SUMS:
        yield from (_term(step, term) for term in terms(known))
    elif operation in _MEET or (operation is Operation.OUT and curve_of(known) is None):
        yield from _meeting(known, step)


def _product(known: Known, step: Step, term: Term) -> Journey:
    """What comes in along an edge on its way up: its weight multiplies it in the middle."""
    weight, *carried = term.symbols
    edge = element_of(step.scenario, weight)
    start = carried[0] if carried else weight
    return Journey(start, step.symbol, known.value(start), term.value, edge)


def _term(step: Step, term: Term) -> Journey:
    """A number that is added: what has come back along an edge goes the rest of it."""
    symbol = term.symbols[0] if term.symbols else step.symbol
    is_back = symbol.quantity is Quantity.CONTRIBUTION
    edge = element_of(step.scenario, symbol) if is_back else None
    return Journey(symbol, step.symbol, term.value, term.value, edge, is_upward=not is_back)


def _change(known: Known, step: Step) -> Iterator[Journey]:
    """What is added to a weight comes from the learning rate, or whatever sets the length of the step."""
    rate = next((s for s in symbols(step.rule) if s.quantity in (Quantity.LEARNING_RATE, Quantity.SCALAR)), None)
    if rate is not None:
        change = change_of(known)
        yield Journey(rate, step.symbol, change, change)


def _meeting(known: Known, step: Step) -> Iterator[Journey]:
    """What a formula is made of, each number once, on its way to where the result will be."""
    for symbol in dict.fromkeys(symbols(step.rule)):
        element = element_of(step.scenario, symbol)
        if element is not None and element.kind is not ElementKind.SETTING:
            value = known.value(symbol)
            yield Journey(symbol, step.symbol, value, value)


class Here(NamedTuple):
    """Where a walkthrough is: in which run, at which line of which update, how many lines that
    has, and at which term of its line."""

    run: Run
    cursor: tuple[int, int]
    length: int
    part: int | None

    @property
    def following(self) -> tuple[int, int]:
        """The line after this one."""
        update, step = self.cursor
        return (update, step + 1) if step < self.length else (update + 1, 1)


def way_between(was: Here, now: Here, known: Known) -> Way:
    """Return what moves from one place to the other; nothing where it is not one step on."""
    step = known.step
    if step is None or now.run is not was.run:
        return Way()
    is_next = now.cursor == was.following and was.part is None
    if is_next and now.part in (None, 1):
        return way_to(known, now.part)
    if now.cursor == was.cursor and was.part is not None:
        added = now.part or term_count(step)
        return way_to(known, added) if added == was.part + 1 else Way()
    is_further = now.cursor[0] == was.cursor[0] and now.cursor[1] > was.cursor[1]
    return way_past(step, _first_layer(was, step, known.trace)) if is_further and now.part is None else Way()


def _first_layer(was: Here, step: Step, trace: Trace) -> int:
    """Return the layer that the lines passed begin in, those of the last phase; 0 where that is none."""
    phase = group_of(trace.plan, trace.scenario.network, step.number, GroupSize.PHASE)
    return trace.plan.place(max(was.cursor[1] + 1, phase.first)).layer
