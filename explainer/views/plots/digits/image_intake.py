"""The ways of a picture to the pad: opened, dropped or pasted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from explainer.engine.arrays import Array
from explainer.files.checks import ScenarioError
from explainer.files.images.grey_picture import SUFFIXES
from explainer.state.answers.digits.pad import Pad
from explainer.state.answers.digits.pad_image import PadImage
from explainer.state.session.display import Display
from explainer.views.plots.digits.image_dialog import ImageDialog
from explainer.views.plots.digits.image_sources import image_at, image_in


class ImageIntake(QObject):
    """Puts pictures on a pad and shows their stages. `said` carries why one cannot be used, `feed_wanted` tells that
    what is on the pad is to be fed in."""

    said, feed_wanted = Signal(str), Signal()

    def __init__(self, pad: Pad, display: Display, parent: QWidget) -> None:
        super().__init__(parent)
        self._display, self._parent = display, parent
        self.image = PadImage(pad, self)
        self.dialog: ImageDialog | None = None

    def ask(self) -> None:
        """Ask which picture to open."""
        dialog = QFileDialog(self._parent, "Open a picture of a digit")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"Pictures ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})", "All files (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    def open(self, path: str) -> None:
        """Put the picture in a file on the pad."""
        self._take(lambda: image_at(path))

    def give(self, data: QMimeData) -> None:
        """Put the picture in what was dropped or pasted on the pad."""
        self._take(lambda: image_in(data))

    def tell(self, reading: str, may_feed: bool) -> None:
        """Tell beside the stages what the network reads, and whether it may be fed in."""
        if self.dialog is not None:
            self.dialog.tell(reading, may_feed)

    def _take(self, read: Callable[[], Array]) -> None:
        try:
            self.image.take(read())
        except ScenarioError as error:
            self.said.emit(_sentence(str(error)))
            return
        if self.dialog is None:
            self.dialog = ImageDialog(self.image, self._display, self._parent)
            self.dialog.feed_wanted.connect(self.feed_wanted)
        self.dialog.show()
        self.dialog.activateWindow()


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
