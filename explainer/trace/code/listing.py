"""The listing of an update: its lines, which of them a step is on, and what their arrays hold at a step."""

from __future__ import annotations

from explainer.trace.code.body import body_lines
from explainer.trace.code.lines import CodeLine, LineKey
from explainer.trace.code.prologue import prologue_lines
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.plan import Place, Plan
from explainer.trace.lines.trace import Trace


class Listing:
    """The program of the update of a trace: it begins with the numbers before the update and leaves those after it.

    Run, it gives the parameters that the engine gives: W_h, b_h … by the names of the layers.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace, of = trace, trace.of
        prologue = tuple(prologue_lines(of))
        self.prologue = len(prologue)
        """How many lines come before the update itself."""
        self.lines: tuple[CodeLine, ...] = (*prologue, *body_lines(of))
        self.phases = tuple(_phases(self.lines, self.prologue))
        """The phase of each line; a line without steps belongs to what comes next, the prologue to none."""
        self._line_of = {key: i for i, line in enumerate(self.lines) for key in line.steps}

    def line_of(self, place: Place) -> int:
        """Return the index in `lines` of the line that a step is on."""
        return self._line_of[self._key(place)]

    def first_step(self, line: int, plan: Plan, sample: int) -> int | None:
        """Return the number of the first step on a line, for a sample of the batch; None where it has no steps."""
        keys = self.lines[line].steps
        numbers = (plan.number(self._first_place(key, sample)) for key in keys)
        return min((number for number in numbers if number is not None), default=None)

    def _first_place(self, key: LineKey, sample: int) -> Place:
        layer = self.trace.scenario.network.layers[key.layer]
        parameter = layer.bias_start if key.bias else layer.start
        return Place(key.operation, key.layer, key.name, sample, unit=0, above=0, parameter=parameter)

    def _key(self, place: Place) -> LineKey:
        layer = self.trace.scenario.network.layers[place.layer]
        return LineKey(place.operation, place.layer, place.name, bool(place.parameter >= layer.bias_start > 0))


def _phases(lines: tuple[CodeLine, ...], prologue: int) -> list[Phase | None]:
    phases: list[Phase | None] = []
    for line in reversed(lines[prologue:]):
        phases.append(line.phase or phases[-1])
    return [None] * prologue + phases[::-1]
