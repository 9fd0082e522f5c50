"""Makes the picture of a walkthrough's moment for a view of a given size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from explainer.engine.network import Network
from explainer.state.walkthrough import Walkthrough
from explainer.trace.elements import Element
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
    """Sets the scenery of a walkthrough's moment."""

    def __init__(self, walkthrough: Walkthrough, palette: Palette) -> None:
        self._walkthrough, self._palette = walkthrough, palette

    def scenery(self, size: tuple[float, float], moment: Moment, pointing: Pointing, left: float) -> Scenery:
        """Return what the picture is made from, `size` in screen pixels, scrolled by `left` of them."""
        walkthrough = self._walkthrough
        facts = Facts(walkthrough.trace, walkthrough.shown, walkthrough.step, moment.arrived)
        shape = shape_of(facts)
        layout = layout_for(shape, size, walkthrough.step)
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


def shape_of(facts: Facts) -> Shape:
    """Return what the layout depends on; what the network alone decides is measured once for each network."""
    network = facts.network
    one_bias = (facts.scenario.has_one_bias_per_layer,) * (len(network.layers) - 1)
    return Shape(network, one_bias, *_measure(network, one_bias), status_widths(facts))


@lru_cache(maxsize=16)
def _measure(network: Network, one_bias: tuple[bool, ...]) -> tuple[float, float, float]:
    """The widths of the widest label of a weight, of a bias, and of the widest name of a unit."""
    number = width_of(WIDEST_NUMBER) + _CHIP_PAD
    weights = width_of(f"w{sum(layer.units * layer.sources for layer in network.layers)}")
    own = (layer for layer, one in zip(network.layers[1:], one_bias, strict=True) if not one)
    biases = max((width_of(f"b_{name}") for layer in own for name in layer.names), default=0)
    names = max(width_of(name) for layer in network.layers for name in layer.names)
    return weights + number, min(biases, _MOST_NAME) + number + 8, min(names, _MOST_NAME)


def layout_for(shape: Shape, size: tuple[float, float], step: Step | None) -> Layout:
    """Return the usual layout where it shows the units that the step is about, else one that does."""
    layout = arrange(shape, *size)
    needed = _needed(step) if step else frozenset[Spot]()
    return layout if needed <= layout.units.keys() else arrange(shape, *size, needed)


def _needed(step: Step) -> frozenset[Spot]:
    place, parameter = step.place, step.parameter
    spots = {(place.layer, place.unit), (place.layer + 1, place.above)}
    if parameter is not None:
        spots |= {(parameter.layer, parameter.unit), (parameter.layer - 1, parameter.source)}
    return frozenset(spot for spot in spots if spot[1] >= 0)
