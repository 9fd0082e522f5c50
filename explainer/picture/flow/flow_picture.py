"""The whole picture of a flow: measured, placed and drawn as shapes, and what is where in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from explainer.picture.flow.flow_layout import FlowLayout, flow_layout, scale_for
from explainer.picture.flow.flow_numbers import FlowNumbers
from explainer.picture.flow.flow_scale import flow_scale
from explainer.picture.flow.gear import Gear
from explainer.picture.flow.labels import Labels, layer_labels, unit_labels
from explainer.picture.flow.legend import USUAL_HEIGHT, captions, items, legend, legend_height, words_left_out
from explainer.picture.flow.pipes import edge_pipes
from explainer.picture.flow.shapes import FlowPipe, FlowShapes, FlowUnit
from explainer.picture.geometry import Point
from explainer.picture.metrics import LabelMetrics
from explainer.trace.lines.elements import Element, unit_element

_REACH = 5.0
"""How far from a line the mouse still is on it."""


@dataclass(frozen=True, eq=False)
class FlowPicture:
    """What is drawn; a 1 is a pipe of `scale` pixels of the picture, each of which is `layout.scale` on the screen."""

    numbers: FlowNumbers
    layout: FlowLayout
    scale: float
    shapes: FlowShapes

    def pipe_of(self, element: Element) -> FlowPipe | None:
        """Return the pipe or edge of a weight or bias, None where it is not drawn."""
        return next((pipe for pipe in self.shapes.pipes if pipe.element == element), None)

    def unit_of(self, element: Element) -> FlowUnit | None:
        """Return a unit as it is drawn."""
        return next((unit for unit in self.shapes.units if unit_element(unit.layer, unit.unit) == element), None)

    @cached_property
    def editable(self) -> list[Element]:
        """The inputs, weights and biases that are drawn, in their order."""
        inputs = [unit_element(unit.layer, unit.unit) for unit in self.shapes.units if unit.layer == 0]
        parameters = {pipe.element for pipe in self.shapes.pipes if pipe.element is not None}
        return inputs + sorted(parameters, key=lambda element: element.parameter)


class FlowFound(NamedTuple):
    """What is at a point: a unit, or the pipe of a weight or bias."""

    element: Element
    pipe: FlowPipe | None = None


def flow_picture(
    numbers: FlowNumbers, metrics: LabelMetrics, size: tuple[float, float], zoom: float, has_keys: bool = True
) -> FlowPicture:
    """Return the picture for a view of that size, in pixels of the screen; `has_keys` where there is one to press."""
    labels = Labels(metrics, numbers.writing.digits)
    zoomed = scale_for(numbers, size, zoom, USUAL_HEIGHT)
    below, needed = 0.0, USUAL_HEIGHT
    while needed > below:  # the legend tells the scale and what is left out, and they depend on the room that it takes
        below = needed
        layout = flow_layout(numbers, size, zoomed, below)
        scale = flow_scale(numbers, layout)
        edges = edge_pipes(numbers, layout, scale)
        drawn = [*edges.pipes, *Gear(numbers, layout, scale).shapes()]
        units = [(column.layer + 1, column.left_out) for column in layout.columns if column.left_out]
        found = items(numbers, scale, drawn, words_left_out(numbers, edges.left_out, units))
        needed = legend_height(found, labels, layout.width)
    shapes = chain(
        drawn,
        unit_labels(numbers, layout, labels),
        layer_labels(numbers, layout, labels),
        captions(numbers, layout, labels, has_keys),
        legend(numbers, layout, labels, found),
    )
    return FlowPicture(numbers, layout, scale, FlowShapes.of(shapes))


def find(picture: FlowPicture, point: Point) -> FlowFound | None:
    """Return what is at a point of the picture: a unit before pipes, and of these the nearest."""
    for unit in picture.shapes.units:
        if unit.box.contains(point):
            return FlowFound(unit_element(unit.layer, unit.unit))
    near = [(_distance(pipe, point), pipe) for pipe in picture.shapes.pipes if pipe.element is not None]
    distance, pipe = min(near, key=_nearest, default=(math.inf, None))
    return FlowFound(pipe.element, pipe) if pipe and pipe.element and distance <= _REACH else None


def _distance(pipe: FlowPipe, point: Point) -> float:
    half = 0.0 if pipe.is_edge else pipe.width / 2
    return max(pipe.curve.distance(point, half + _REACH) - half, 0.0)


def _nearest(found: tuple[float, FlowPipe]) -> tuple[float, float]:
    """What is seen on top of others is found before them: narrow pipes, but not lines."""
    distance, pipe = found
    return distance, math.inf if pipe.is_edge or pipe.is_hairline else pipe.width
