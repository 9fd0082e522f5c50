"""The network at a moment, drawn once: for a picture that needs no view."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize
from PySide6.QtGui import QPainter

from explainer.state.pointing import Pointing
from explainer.state.walkthrough import Walkthrough
from explainer.views.canvas.animation import at_rest
from explainer.views.canvas.director import Director
from explainer.views.canvas.picture import picture_of
from explainer.views.canvas.scene import NetworkScene
from explainer.views.display import Display


class Still:
    """The picture that a canvas of `size` would show at the walkthrough's cursor, when nothing moves.

    What is too wide for the size is drawn smaller, as a whole.
    """

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display, size: QSize) -> None:
        self._owner = QObject()
        moment = at_rest(walkthrough.part)
        room = size.width(), size.height()
        scenery = Director(walkthrough, display).scenery(room, moment, pointing, (0, 0))
        picture, layout = picture_of(scenery), scenery.layout
        self._scene = NetworkScene(self._owner, keeps_edges=False)
        self._scene.show_picture(picture, layout)
        self._scene.show_moment((), picture.inset, moment.alpha)
        width, height = max(size.width() / layout.scale, layout.width), size.height() / layout.scale
        self._seen = QRectF(0, 0, width, height)
        self._room = QRectF(0, 0, size.width(), size.height())

    def paint(self, painter: QPainter) -> None:
        """Draw it from the painter's origin on."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self._scene.render(painter, self._room, self._seen)
