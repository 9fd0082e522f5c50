"""Makes the picture of a walkthrough's moment for a view of a given size."""

from __future__ import annotations

from explainer.picture.layout.choosing import layout_for
from explainer.picture.layout.measuring import shape_of
from explainer.picture.motion.animation import Moment
from explainer.picture.numbers.numbers_of_line import Facts
from explainer.picture.picture_input import PictureInput
from explainer.state.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.trace.known.known import Known
from explainer.views.look.text_metrics import LABELS

_NO_LAYER: frozenset[int] = frozenset()


class PictureMaker:
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
    ) -> PictureInput:
        """Return what the picture is made from, `size` and `scrolled` in screen pixels; nothing may be pointed at."""
        writing = self._display.writing
        facts = Facts(known, known if moment.arrived else known.with_terms(moment.added), writing)
        shape = shape_of(facts, LABELS)
        zoom, is_stage = self._display.picture_zoom, self._display.is_stage
        layout = layout_for(shape, size, known.step, zoom, unfolded, scrolled[1], is_stage)
        return PictureInput(
            facts,
            shape,
            layout,
            LABELS,
            pointing.selected if pointing else None,
            pointing.hovered if pointing else None,
            moment.glow,
            scrolled[0] / layout.scale,
            scrolled[1] / layout.scale,
        )
