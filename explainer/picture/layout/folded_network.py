"""The picture of a network that is too large for all its numbers: units and edges, and under them the seats of one
unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from explainer.picture.geometry import Box, Point
from explainer.picture.layout.desk import SeatDesk, placed
from explainer.picture.layout.forms import NetworkForm
from explainer.picture.layout.layout import Fold, Key, Layout, bottom_height, frame_boxes
from explainer.picture.layout.overview import LEAST_HEIGHT, ONE_LINE, Overview, edge_names, overview_in
from explainer.picture.layout.sizes import HEADING, MARGIN
from explainer.picture.layout.subject import Subject

_TOP, _BETWEEN = HEADING + 6, 8.0


@dataclass(frozen=True)
class FoldedNetwork:
    """A network in a picture of this size."""

    form: NetworkForm
    width: float
    height: float

    @property
    def _bottom(self) -> float:
        return self.height - bottom_height(self.form, self.width)

    @property
    def _across(self) -> float:
        return self.width - 2 * MARGIN

    @property
    def _desk(self) -> SeatDesk:
        return SeatDesk(self.form, self._across, self._bottom - _TOP)

    def fits(self) -> bool:
        """Tell whether the desk of every unit has room for the least that it needs, and the overview over it."""
        has_height = self._desk.height + _BETWEEN + LEAST_HEIGHT <= self._desk.room
        return has_height and self._desk.is_wide_enough()

    @property
    def tells_outs(self) -> bool:
        """Tell whether every unit of the overview has its number."""
        shown = _overview(self).shown
        return bool(shown) and min(shown) >= ONE_LINE

    def overview(self) -> Overview:
        """Return what is over the desk."""
        bottom = self._bottom - self._desk.height - _BETWEEN
        return overview_in(self.form, Box(self.width / 2, (_TOP + bottom) / 2, self._across, max(bottom - _TOP, 0)))

    def layout(self, scale: float, subject: Subject) -> Layout:
        """Return the picture with the desk of a subject, to be drawn at this scale."""
        above, desk, height = _overview(self), self._desk.of(subject), self._desk.height
        top = self._bottom - height
        boxes: dict[Key, Box] = dict(above.boxes)
        boxes.update(edge_names(self.form, above, subject))
        boxes["desk",] = Box(self.width / 2, top + height / 2, self._across, height)
        boxes.update((key, placed(box, Point(MARGIN, top))) for key, box in desk.boxes)
        boxes.update(frame_boxes(self.form, self.width, self.height))
        fold = Fold(self._desk.left_out(subject, desk), subject.is_back)
        is_whole = self._desk.is_of_one(subject)
        return Layout(
            self.form, scale, self.width, self.height, boxes, above.edges, 1, subject, fold, above.shown, not is_whole
        )


@lru_cache(maxsize=8)
def _overview(network: FoldedNetwork) -> Overview:
    return network.overview()
