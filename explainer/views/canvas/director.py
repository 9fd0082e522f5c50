"""Makes the picture of a walkthrough's moment for a view of a given size."""

from __future__ import annotations

from explainer.state.pointing import Pointing
from explainer.trace.known import Known
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
        known: Known,
        size: tuple[float, float],
        moment: Moment,
        pointing: Pointing | None,
        scrolled: tuple[float, float],
        unfolded: frozenset[int] = _NO_LAYER,
    ) -> Scenery:
        """Return what the picture is made from, `size` and `scrolled` in screen pixels; nothing may be pointed at."""
        writing = self._display.writing
        facts = Facts(known, known if moment.arrived else known.with_terms(moment.added), writing)
        shape = shape_of(facts)
        zoom, is_stage = self._display.picture_zoom, self._display.is_stage
        layout = layout_for(shape, size, known.step, zoom, unfolded, scrolled[1], is_stage)
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
    is_stage: bool = False,
) -> Layout:
    """Return the usual layout where it shows the units that the step is about, else one that does."""
    up = scrolled if unfolded else 0.0
    layout = arrange(shape, *size, _NOTHING, unfolded, up, zoom, is_stage)
    needed = _needed(step) if step else _NOTHING
    return layout if needed <= layout.units.keys() else arrange(shape, *size, needed, unfolded, up, zoom, is_stage)


def _needed(step: Step) -> frozenset[Spot]:
    place, parameter = step.place, step.parameter
    spots = {(place.layer, place.unit), (place.layer + 1, place.above)}
    if parameter is not None:
        spots |= {(parameter.layer, parameter.unit), (parameter.layer - 1, parameter.source)}
    return frozenset(spot for spot in spots if spot[1] >= 0)
