"""A picture from the bytes of a file, as shades of grey."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array, frozen
from explainer.files.checks import ScenarioError
from explainer.files.ordinary_file import content_of

if TYPE_CHECKING:
    from PIL import Image

SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pgm", ".ppm", ".pbm")
MOST_DOTS = 64_000_000
"""Of a picture as it is in the file: more than cameras make."""
_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")
_KINDS = "PNG, JPEG, BMP, GIF, TIFF or WebP"
_LONGEST_SIDE = 320
"""A larger picture is made smaller by averaging whole blocks: writing needs no more."""
_DEEP = {"I;16": 65535.0, "I;16B": 65535.0, "I;16L": 65535.0, "I": 65535.0, "F": 1.0}
"""What white is in pictures of more than 256 greys."""


def read_grey(path: Path) -> Array:
    """Return the picture in the file at `path` as `grey_picture` does. Raises ScenarioError with one sentence."""
    return grey_picture(content_of(path))


def grey_picture(content: bytes) -> Array:
    """Return the picture in a file, shape (rows, columns), from 0, black, to 1, white; what is transparent is white.

    Raises ScenarioError with one sentence that does not name the file.
    """
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about odd but harmless entries in a file
        try:
            picture: Image.Image = Image.open(BytesIO(content), formats=_FORMATS)
        except Exception:  # decoders raise nearly anything about a broken file
            raise ScenarioError(f"this is no picture that can be read; save it as {_KINDS}") from None
        if picture.width * picture.height > MOST_DOTS:
            dots = f"{picture.width:,} × {picture.height:,} dots"
            raise ScenarioError(f"the picture has {dots}, more than the {MOST_DOTS:,} that it may have")
        try:
            return frozen(_grey(picture))
        except Exception:  # the same
            raise ScenarioError("the picture is damaged: it cannot be read to its end") from None


def _grey(picture: Image.Image) -> Array:
    from PIL import ImageOps

    picture.draft("RGB", (2 * _LONGEST_SIDE, 2 * _LONGEST_SIDE))  # a JPEG is unpacked no finer than is needed
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in _DEEP:
        deep = np.asarray(picture, dtype=np.float32)
        return _smaller(np.clip(deep / _DEEP[picture.mode], 0, 1))
    if picture.has_transparency_data:
        picture = _on_white(picture.convert("RGBA"))
    if picture.mode not in ("1", "L"):
        picture = picture.convert("RGB")
    picture = picture.convert("L")
    return np.asarray(picture.reduce(_block(*picture.size)), dtype=np.float64) / 255


def _on_white(picture: Image.Image) -> Image.Image:
    from PIL import Image

    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper


def _block(width: int, height: int) -> int:
    return -(-max(width, height) // _LONGEST_SIDE)


def _smaller(grey: NDArray[np.float32]) -> Array:
    """Return the means of whole blocks; what is left over at the edges is left out."""
    rows, columns = grey.shape
    block = min(_block(columns, rows), rows, columns)
    whole = grey[: rows // block * block, : columns // block * block]
    means: Array = whole.reshape(rows // block, block, columns // block, block).mean(axis=(1, 3), dtype=np.float64)
    return means
