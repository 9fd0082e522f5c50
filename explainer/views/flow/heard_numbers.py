"""The numbers of a flow as they are heard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QWidget

from explainer.picture.flow.flow_picture import FlowPicture
from explainer.picture.flow.heard import heard_in_flow
from explainer.picture.geometry import Box
from explainer.picture.numbers.heard import Heard, Seat
from explainer.state.walkthrough.pointing import Pointing
from explainer.views.controls.heard.heard_numbers import HeardNumbers


class FlowHeard(HeardNumbers):
    """The numbers at the units and in the pipes of what is `shown`."""

    def __init__(self, view: QWidget, shown: Callable[[], FlowPicture], pointing: Pointing) -> None:
        super().__init__(view, view, pointing)
        self._shown = shown

    @property
    def picture(self) -> object:
        return self._shown()

    def heard(self) -> dict[Seat, Heard]:
        return heard_in_flow(self._shown())

    def on_surface(self, box: Box) -> QRect:
        scale = self._shown().layout.scale
        return QRectF(box.left * scale, box.top * scale, box.width * scale, box.height * scale).toAlignedRect()
