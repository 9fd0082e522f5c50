"""Makes the picture of a walkthrough's moment for a view of a given size."""

from __future__ import annotations

from dataclasses import dataclass

from explainer.state.walkthrough import Walkthrough
from explainer.trace.elements import Element
from explainer.trace.naming import parameter_names
from explainer.trace.step import Step
from explainer.views.canvas.animation import Moment
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.layout import Layout, Shape, Spot, arrange
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.status_cards import status_widths
from explainer.views.canvas.writing import WIDEST_NUMBER, width_of
from explainer.views.theme import Palette

_MOST_NAME, _CHIP_PAD = 60.0, 17.0


@dataclass(frozen=True)
class Pointing:
    """What the person has selected and what the mouse is over."""

    selected: Element | None = None
    hovered: Element | None = None


class Director:
    """Sets the scenery. What depends on the network alone is measured once for each network."""

    def __init__(self, walkthrough: Walkthrough, palette: Palette) -> None:
        self._walkthrough, self._palette = walkthrough, palette
        self._measured_for: object = None
        self._widths = (0.0, 0.0, 0.0)

    def scenery(self, size: tuple[float, float], moment: Moment, pointing: Pointing, left: float) -> Scenery:
        """Return what the picture is made from, `size` in screen pixels, scrolled by `left` of them."""
        walkthrough = self._walkthrough
        facts = Facts(walkthrough.trace, walkthrough.shown, walkthrough.step, moment.arrived)
        shape = self._shape(facts)
        layout = _layout(shape, size, walkthrough.step)
        return Scenery(
            facts,
            shape,
            layout,
            self._palette,
            pointing.selected,
            pointing.hovered,
            moment.glow,
            left / layout.scale,
        )

    def _shape(self, facts: Facts) -> Shape:
        network, theta = facts.network, facts.scenario.theta
        one_bias = tuple(network.has_one_bias(layer, theta) for layer in network.layers[1:])
        if self._measured_for != (network, one_bias):
            self._measured_for, self._widths = (network, one_bias), _measure(facts)
        return Shape(network, one_bias, *self._widths, status_widths(facts))


def _measure(facts: Facts) -> tuple[float, float, float]:
    """The widths of the widest label of a weight, of a bias, and of the widest name of a unit."""
    parameters = parameter_names(facts.scenario)
    number = width_of(WIDEST_NUMBER) + _CHIP_PAD
    weights = max(width_of(name) for name, parameter in parameters.items() if not parameter.is_bias)
    biases = max(width_of(name) for name, parameter in parameters.items() if parameter.is_bias)
    names = max(width_of(name) for layer in facts.network.layers for name in layer.names)
    return weights + number, min(biases, _MOST_NAME) + number + 14, min(names, _MOST_NAME)


def _layout(shape: Shape, size: tuple[float, float], step: Step | None) -> Layout:
    """The usual layout where it shows the units that the step is about, else one that does."""
    layout = arrange(shape, *size)
    needed = _needed(step) if step else frozenset[Spot]()
    return layout if needed <= layout.units.keys() else arrange(shape, *size, needed)


def _needed(step: Step) -> frozenset[Spot]:
    place, parameter = step.place, step.parameter
    spots = {(place.layer, place.unit), (place.layer + 1, place.above)}
    if parameter is not None:
        spots |= {(parameter.layer, parameter.unit), (parameter.layer - 1, parameter.source)}
    return frozenset(spot for spot in spots if spot[1] >= 0)
