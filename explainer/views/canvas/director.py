"""Makes the picture of a walkthrough's moment for a view of a given size."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from explainer.state.pointing import Pointing
from explainer.state.walker import Sight
from explainer.trace.step import Step
from explainer.views.canvas.animation import Moment
from explainer.views.canvas.choosing import arrange
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.layout import Layout, Shape, Spot
from explainer.views.canvas.measuring import shape_of
from explainer.views.canvas.scenery import Scenery
from explainer.views.display import Display

_NOTHING: frozenset[Spot] = frozenset()
_NO_LAYER: frozenset[int] = frozenset()


class Director:
    """Sets the scenery of a moment, as the display has it."""

    def __init__(self, display: Display) -> None:
        self._display = display

    def scenery(
        self,
        sight: Sight,
        size: tuple[float, float],
        moment: Moment,
        pointing: Pointing | None,
        scrolled: tuple[float, float],
        unfolded: frozenset[int] = _NO_LAYER,
    ) -> Scenery:
        """Return what the picture is made from, `size` and `scrolled` in screen pixels; nothing may be pointed at."""
        writing = self._display.writing
        facts = Facts(sight.trace, sight.shown, sight.step, moment.arrived, writing, moment.added, sight.part)
        shape = shape_of(facts)
        layout = layout_for(shape, size, sight.step, self._display.picture_zoom, unfolded, scrolled[1])
        return Scenery(
            facts,
            shape,
            layout,
            self._display.palette,
            pointing.selected if pointing else None,
            pointing.hovered if pointing else None,
            moment.glow,
            scrolled[0] / layout.scale,
            scrolled[1] / layout.scale,
        )


def layout_for(
    shape: Shape,
    size: tuple[float, float],
    step: Step | None,
    zoom: float = 1.0,
    unfolded: frozenset[int] = _NO_LAYER,
    scrolled: float = 0.0,
) -> Layout:
    """Return the usual layout where it shows the units that the step is about, else one that does."""
    up = scrolled if unfolded else 0.0
    layout = _zoomed(shape, size, zoom, unfolded, up, _NOTHING)
    needed = _needed(step) if step else _NOTHING
    return layout if needed <= layout.units.keys() else _zoomed(shape, size, zoom, unfolded, up, needed)


@lru_cache(maxsize=64)
def _zoomed(
    shape: Shape,
    size: tuple[float, float],
    zoom: float,
    unfolded: frozenset[int],
    scrolled: float,
    needed: frozenset[Spot],
) -> Layout:
    """Arrange the picture for a view that is `zoom` times smaller, and enlarge it by that."""
    layout = arrange(shape, size[0] / zoom, size[1] / zoom, needed, unfolded, scrolled / zoom)
    return replace(layout, scale=layout.scale * zoom)


def _needed(step: Step) -> frozenset[Spot]:
    place, parameter = step.place, step.parameter
    spots = {(place.layer, place.unit), (place.layer + 1, place.above)}
    if parameter is not None:
        spots |= {(parameter.layer, parameter.unit), (parameter.layer - 1, parameter.source)}
    return frozenset(spot for spot in spots if spot[1] >= 0)
