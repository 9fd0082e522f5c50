"""TeX as pictures. Setting a symbol takes milliseconds, so it is done once, ahead of need, and kept."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from explainer.picture.metrics import TexSize
from explainer.views.look.fonts import pixels

_SCALE = 100.0
_MOST_KEPT = 4096
_BLACK = "#010203"
_VIEW_BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')


@dataclass(frozen=True)
class TexOutline:
    """A typeset symbol as SVG. Its sizes are in em: `left` of its origin, `ascent` above the baseline."""

    svg: str
    left: float
    ascent: float
    width: float
    height: float

    @property
    def descent(self) -> float:
        return self.height - self.ascent

    @cached_property
    def size(self) -> TexSize:
        """How much room the symbol takes from its origin on."""
        return TexSize(self.left + self.width, self.ascent, self.descent)


@dataclass(frozen=True, eq=False)
class TexImage:
    """A symbol in ink. To be at (x, baseline) it is drawn at (x + left, baseline + top), in pixels."""

    image: QImage
    left: float
    top: float


_outlines: dict[str, TexOutline | None] = {}


def is_prepared(tex: str) -> bool:
    """Tell whether `tex` can be drawn without delay."""
    return tex in _outlines


def prepare(tex: str) -> None:
    """Set `tex` if that has not been done; takes milliseconds, the very first time also an import."""
    if tex not in _outlines:
        if len(_outlines) >= _MOST_KEPT:
            _outlines.pop(next(iter(_outlines)))
        _outlines[tex] = _set(tex)


def outline(tex: str) -> TexOutline | None:
    """Return the symbol's outline, or None if it is not prepared or no TeX that can be set."""
    return _outlines.get(tex)


def typeset(tex: str, points: float, colour: str, device_pixel_ratio: float = 1.0) -> TexImage | None:
    """Return `tex` as a picture, sharp at this pixel ratio; None if it is no TeX that can be set."""
    prepare(tex)
    found = _outlines[tex]
    return None if found is None else _picture(found, pixels(points), colour, device_pixel_ratio)


def _set(tex: str) -> TexOutline | None:
    from ziamath.config import config  # here, because the import takes as long as half the start of the window
    from ziamath.zmath import Latex

    config.svg2 = False  # Qt draws no SVG 2 symbols: without this, fraction bars only
    try:
        svg = str(Latex(tex, size=_SCALE, color=_BLACK, inline=False).svg())
    except Exception:  # it raises whatever its parser runs into
        return None
    match = _VIEW_BOX.search(svg)
    if match is None:
        return None
    left, top, width, height = (float(number) / _SCALE for number in match.groups())
    return TexOutline(svg, left, -top, width, height)


@lru_cache(maxsize=1024)
def _picture(outline: TexOutline, em: float, colour: str, ratio: float) -> TexImage:
    """Draw the outline so that its origin lies on a whole device pixel."""
    scale = em * ratio
    left, top = math.floor(outline.left * scale), math.floor(-outline.ascent * scale)
    right, bottom = math.ceil((outline.left + outline.width) * scale), math.ceil(outline.descent * scale)
    image = QImage(right - left, bottom - top, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    renderer = QSvgRenderer(QByteArray(outline.svg.replace(_BLACK, colour).encode()))
    place = QRectF(
        outline.left * scale - left, -outline.ascent * scale - top, outline.width * scale, outline.height * scale
    )
    with QPainter(image) as painter:
        renderer.render(painter, place)
    image.setDevicePixelRatio(ratio)
    return TexImage(image, left / ratio, top / ratio)
