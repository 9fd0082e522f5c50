"""The network at a moment, drawn once: for a picture that needs no view."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize
from PySide6.QtGui import QPainter

from explainer.picture.cards.picture import picture_of
from explainer.picture.motion.animation import at_rest
from explainer.state.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.canvas.picture_maker import PictureMaker
from explainer.views.canvas.scene import NetworkScene
from explainer.views.look.picture_files import png_of, svg_of

SIZE = QSize(1280, 800)


class StaticPicture(QObject):
    """The picture that a canvas of `size` would show at the walkthrough's cursor, when nothing moves or is pointed at.

    It stays as it is when the walkthrough goes on. What is too wide for the size is drawn smaller, as a whole.
    """

    def __init__(
        self, walkthrough: Walkthrough, display: Display, size: QSize = SIZE, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        palette = display.palette
        self._title, self._ground, self._size = walkthrough.title, palette.background, size
        moment = at_rest(walkthrough.known)
        room = size.width(), size.height()
        scenery = PictureMaker(display).scenery(walkthrough.known, room, moment, None, (0, 0))
        picture, layout = picture_of(scenery), scenery.layout
        self._scene = NetworkScene(self, palette, keeps_edges=False)
        self._scene.show_picture(picture, layout, palette)
        self._scene.show_moment((), picture.inset, moment.alpha)
        width, height = max(size.width() / layout.scale, layout.width), size.height() / layout.scale
        self._seen = QRectF(0, 0, width, height)

    def file(self, form: str) -> bytes:
        """Return the picture as a file of the form "png" or "svg"."""
        if form == "svg":
            return svg_of(self._paint, self._size, self._title, self._ground)
        return png_of(self._paint, self._size, self._ground)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self._scene.render(painter, QRectF(0, 0, self._size.width(), self._size.height()), self._seen)
