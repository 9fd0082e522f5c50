"""Saves the picture of the network, drawn once at a moment, to a file that is asked for without blocking."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from explainer.export.destinations import form_of, spare_sources
from explainer.export.whole_file import whole_file
from explainer.files.locate import STANDARD_INPUT
from explainer.picture.cards.picture import picture_of
from explainer.picture.layout.picture_input import input_at
from explainer.state.answers.over_inputs.unit_map_answers import maps_now
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.canvas.drawing import look_of
from explainer.views.canvas.scene import NetworkScene
from explainer.views.controls.save_dialog import SaveDialog
from explainer.views.look.picture_files import png_of, svg_of
from explainer.views.look.text_metrics import LABELS

SIZE = QSize(1280, 800)
FORMS = {"PNG picture (*.png)": "png", "SVG picture, sharp at any size (*.svg)": "svg"}


class PictureFile(Protocol):
    """A picture that can be saved."""

    def file(self, form: str) -> bytes:
        """Return the picture as a file of the form "png" or "svg"."""


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
        room = size.width(), size.height()
        known = walkthrough.known
        maps = maps_now(known) if display.has_unit_maps else None
        picture_input = input_at(known, room, LABELS, look_of(display)._replace(maps=maps))
        picture, layout = picture_of(picture_input), picture_input.layout
        self._scene = NetworkScene(self, palette, is_kept=False)
        self._scene.show_picture(picture, layout, palette)
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


class PictureExport(QObject):
    """Asks where to save the network as it is drawn at the walkthrough's cursor, in the colours, the notation, the
    digits and the zoom of the display; `said` carries what came of it."""

    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, display: Display, window: QWidget) -> None:
        super().__init__(window)
        self._walkthrough, self._display, self._window = walkthrough, display, window

    def ask(self, picture: PictureFile | None = None) -> None:
        """Ask for a file. What is saved is the step of now, wherever playing or training have gone meanwhile: as the
        canvas shows it, or as another picture does."""
        write = partial(self._write, picture or StaticPicture(self._walkthrough, self._display))
        dialog = SaveDialog(self._window, "Export Picture", FORMS, f"{name_of(self._walkthrough)}.png", write)
        dialog.said.connect(self.said)

    def _write(self, picture: PictureFile, path: str) -> None:
        """Write the picture in the form that the name ends with."""
        form = form_of(path)
        spare_sources(path, self._walkthrough.run.scenario, self._walkthrough.name)
        data = picture.file(form)
        with whole_file(path) as file:
            file.buffer.write(data)


def name_of(walkthrough: Walkthrough) -> str:
    """Return what a picture of the cursor's step is called, without an ending: "mazur-update-1-step-12"."""
    scenario = "network" if walkthrough.name in ("", STANDARD_INPUT) else Path(walkthrough.name).stem
    changed = "-changed" if walkthrough.is_changed else ""
    update, step = walkthrough.cursor
    return f"{scenario}{changed}-update-{update}-step-{step}"
