"""What a picture that has no room for every number is about: one unit, and the weights to it or from it."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.network import Network
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.elements import Element, ElementKind
from explainer.trace.lines.operations import Operation

ERRORS = -1
"""In the place of a unit: the errors of all outputs, and what they add up to."""
NOTHING = -2
"""In the place of a unit: nothing, where what the line is about would tell what is asked for."""
_BACK = (Operation.CONTRIBUTION, Operation.DE_DOUT, Operation.INPUT_GRADIENT)


class Subject(NamedTuple):
    """A unit; whether it is about what goes out of it instead of what comes in; the parameter that is looked at, -1
    where it is none; and whether that is a bias, and being updated."""

    layer: int
    unit: int
    is_back: bool = False
    focus: int = -1
    is_bias: bool = False
    is_update: bool = False


def subject_of(numbers: LineNumbers, looked_at: Element | None = None) -> Subject:
    """Return what a picture is about: what the person looks at, else the line."""
    found = _of_element(numbers.network, looked_at) if looked_at else None
    return found or _of_line(numbers)


def _of_element(network: Network, element: Element) -> Subject | None:
    if element.parameter >= 0:
        return _of_parameter(network, element.parameter)
    if element.unit >= 0 and element.kind is not ElementKind.BIAS:
        return Subject(element.layer, element.unit, is_back=not element.layer)
    return None


def _of_parameter(network: Network, index: int) -> Subject:
    parameter = network.parameter(index)
    return Subject(parameter.layer, max(parameter.unit, 0), focus=index, is_bias=parameter.is_bias)


def _of_line(numbers: LineNumbers) -> Subject:
    network, step = numbers.network, numbers.step
    if step is None:
        return Subject(1, 0)
    if step.shown is BugShown.ASKED:
        return Subject(network.top, NOTHING)
    place = step.place
    if place.operation is Operation.CONTRIBUTION:
        focus = network.layers[place.layer + 1].weight(place.above, place.unit)
        return Subject(place.layer, place.unit, True, focus)
    if place.parameter >= 0:
        return _of_parameter(network, place.parameter)._replace(is_update=place.phase is Phase.UPDATE)
    if place.unit >= 0:
        return Subject(place.layer, place.unit, place.operation in _BACK and place.layer < network.top)
    return Subject(network.top, ERRORS)


def weights_of(network: Network, subject: Subject) -> tuple[int, ...]:
    """Return the weights that a subject is about, by index in theta."""
    if subject.unit < 0:
        return ()
    if subject.is_back:
        above = network.layers[subject.layer + 1]
        return tuple(above.weight(unit, subject.unit) for unit in range(above.units))
    of = network.layers[subject.layer]
    return tuple(of.weight(subject.unit, source) for source in range(of.sources))


def chosen_weights(weights: tuple[int, ...], count: int, focus: int) -> tuple[int, ...]:
    """Return which of the weights have a seat where there are `count`: the first ones, and in the last seat the one
    that is looked at where it is none of these."""
    if count >= len(weights) or focus not in weights[count:]:
        return weights[:count]
    return (*weights[: count - 1], focus)
