"""What happens between a line and the next, as a pure function of alpha from 0 (just left) to 1 (arrived).

Numbers travel to where they are used, meet there, and are held a moment; then what they become is there. Terms of a sum
come one after the other. What is at rest has alpha 1, so scrubbing and going back show the same pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explainer.engine.run.run import Run
from explainer.functions.expression import symbols
from explainer.picture.numbers.numbers_of_line import seated
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.terms import term_count, terms
from explainer.trace.lines.elements import Element, element_of, weight_element
from explainer.trace.lines.line_groups import GroupSize, group_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step, Trace

ARRIVAL = 0.86
"""The alpha at which the result is there; the rest of the way shows it."""
_MEETING = 0.6
"""Which part of its turn a number needs to where it is used; there it is held for the rest."""
MOST_READ = 12
"""More numbers than this are too many to be read on their way: they are dots."""
MOST_DOTS = 200
"""More dots than this would not move smoothly."""
NAN = float("nan")
_SUMS = frozenset({Operation.NET, Operation.DE_DOUT, Operation.INPUT_GRADIENT, Operation.SAMPLE_ERROR})
_LONGER, _LONGEST = 0.35, 2.5
"""By which part of its time each further turn lengthens a way, and how long it gets at most."""


class Journey(NamedTuple):
    """A number's way from the seat of a symbol to that of another, along an edge or straight; NaN is a dot.

    A journey along an edge alone has no end; `turn` is when it begins.
    """

    start: Symbol
    end: Symbol
    value: float
    edge: Element | None = None
    is_upward: bool = True
    turn: int = 0


class Way(NamedTuple):
    """What moves on the way to a line, or with `part` while that term of its sum is added, in a number of `turns`.

    Where many lines `are_passed` at once the line is there already, and dots only tell which way everything went. A
    result that `is_hidden` does not come even at the end.
    """

    step: Step | None = None
    journeys: tuple[Journey, ...] = ()
    part: int | None = None
    turns: int = 1
    are_passed: bool = False
    is_hidden: bool = False

    @property
    def is_animated(self) -> bool:
        """Whether anything moves; if not, the line is simply shown."""
        return bool(self.journeys)

    @property
    def length(self) -> float:
        """How much longer than a way of one turn it takes."""
        return 1.0 if self.are_passed else min(1 + _LONGER * (self.turns - 1), _LONGEST)

    @property
    def _is_sum(self) -> bool:
        return self.step is not None and self.step.place.operation in _SUMS

    def added(self, turns: int) -> int:
        """Return how many terms of a sum are there after that many turns."""
        before = self.part - 1 if self.part is not None else 0
        return before + turns if self._is_sum else before


class Traveller(NamedTuple):
    """A number under way: `fraction` of its journey is done."""

    journey: Journey
    fraction: float


class Moment(NamedTuple):
    """One picture of the way: what travels or is held, how many terms have been added, and whether the result is
    there."""

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
    turns = 1 + max((journey.turn for journey in journeys), default=0)
    if known.step.place.operation in _SUMS:
        turns = max(turns, term_count(known.step))
    if part is not None:
        journeys = tuple(journey._replace(turn=0) for journey in journeys if journey.turn == part - 1)
        turns = 1
    if len(journeys) > MOST_READ:
        journeys = tuple(journey._replace(value=NAN) for journey in journeys)
    return Way(known.step, journeys, part, turns, is_hidden=known.is_hidden)


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
    dots = (Journey(step.symbol, step.symbol, NAN, weight_element(i), is_upward, turn) for turn, i in edges)
    return Way(step, tuple(dots), turns=len(layers), are_passed=True)


def moment_at(way: Way, alpha: float) -> Moment:
    """Return the picture of a way at `alpha`."""
    if way.are_passed:
        return Moment(min(alpha, 1.0), _under_way(way, min(alpha, 1.0), 1.0), 0, True)
    if alpha >= ARRIVAL:
        return Moment(min(alpha, 1.0), (), way.part or 0 if way.is_hidden else 0, not way.is_hidden)
    gone = alpha / ARRIVAL
    return Moment(alpha, _under_way(way, gone, _MEETING), way.added(int(gone * way.turns)), False)


def _under_way(way: Way, gone: float, meeting: float) -> tuple[Traveller, ...]:
    """What is on its way, or held where it is used until its turn is over."""
    turn = min(int(gone * way.turns), way.turns - 1)
    fraction = _eased(min((gone * way.turns - turn) / meeting, 1.0))
    found = (Traveller(journey, fraction) for journey in way.journeys if journey.turn == turn)
    return tuple(found) if 0 < gone < 1 else ()


def at_rest(known: Known | None = None) -> Moment:
    """Return the picture of a line at rest: complete, with some terms of its sum, or with its result hidden."""
    if known is None or not known.is_hidden:
        return Moment(1.0, (), 0, True)
    return Moment(1.0, (), known.part or 0, False)


def _eased(way: float) -> float:
    return way * way * (3 - 2 * way)


def _journeys(known: Known, step: Step) -> Iterator[Journey]:
    """What a line is made of, on its way to where it is used: of a sum term by term, else all at once."""
    if step.place.operation not in _SUMS:
        yield from _meeting(known, step)
        return
    for turn, term in enumerate(terms(known)):
        if step.place.operation is Operation.NET:
            yield from _product(known, step, term.symbols, turn)
        elif term.symbols:
            yield from _term(known, step, term.symbols, term.value, turn)


def _product(known: Known, step: Step, used: tuple[Symbol, ...], turn: int) -> Iterator[Journey]:
    """What comes in along an edge to its weight, where it becomes a term; a bias is there already."""
    weight, *carried = used
    if carried:
        edge = element_of(step.scenario, weight)
        yield Journey(carried[0], seated(step, weight), known.value(carried[0]), edge, True, turn)


def _term(known: Known, step: Step, used: tuple[Symbol, ...], value: float, turn: int) -> Iterator[Journey]:
    """What is added: what has come back through a weight goes on along its edge. An output's blame is no sum."""
    symbol = used[0]
    if symbol.quantity is Quantity.CONTRIBUTION:
        edge = element_of(step.scenario, symbol)
        yield Journey(seated(step, symbol), step.symbol, value, edge, False, turn)
    elif len(used) == 1:
        yield Journey(symbol, step.symbol, value, turn=turn)
    else:
        yield from _meeting(known, step)


def _meeting(known: Known, step: Step) -> Iterator[Journey]:
    """What a formula is made of, each number once, on its way to where the result will be."""
    result = seated(step, step.symbol)
    for symbol in dict.fromkeys(seated(step, symbol) for symbol in symbols(step.rule)):
        yield Journey(symbol, result, known.value(symbol))


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
