"""Pictures that are dropped or pasted: a file, or a picture from another program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from explainer.engine.arrays import Array
from explainer.files.checks import ScenarioError
from explainer.files.images.grey_picture import MOST_DOTS, grey_picture, read_grey
from explainer.files.wording import quoted

_FAST = 100
"""The quality at which a PNG is packed least."""


def has_image(data: QMimeData | None) -> bool:
    """Tell whether there may be a picture in what is dropped or on the clipboard."""
    return data is not None and (data.hasImage() or bool(_files(data)))


def image_in(data: QMimeData | None) -> Array:
    """Return the picture in what was dropped or is on the clipboard, in greys. Raises ScenarioError."""
    if data is not None and (files := _files(data)):
        return image_at(files[0])
    image = QImage(data.imageData()) if data is not None and data.hasImage() else QImage()
    if image.isNull():
        raise ScenarioError("There is no picture on the clipboard: copy one, or the file of one, and paste again.")
    if image.width() * image.height() > MOST_DOTS:
        raise ScenarioError(f"This picture has more than the {MOST_DOTS:,} dots that it may have.")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", _FAST)  # type: ignore[call-overload] # a form by name is understood
    return grey_picture(bytes(buffer.data().data()))


def image_at(path: str) -> Array:
    """Return the picture in a file, in greys. Raises ScenarioError."""
    try:
        return read_grey(Path(path))
    except ScenarioError as error:
        name = Path(path).name
        raise ScenarioError(str(error) if name in str(error) else f"{quoted(name)}: {error}.") from None


def _files(data: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
