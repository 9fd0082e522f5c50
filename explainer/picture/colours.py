"""Colours as #rrggbb: blended, and as well as they can be read."""

from __future__ import annotations

from functools import lru_cache

LEGIBLE = 4.5
"""The least contrast of text (WCAG 2.2, AA)."""


def _parts(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 for black and 1 for white (WCAG 2.2)."""
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def contrast(colour: str, ground: str) -> float:
    """Return how well a text of this colour stands out from its ground: from 1, not at all, to 21 (WCAG 2.2)."""
    one, other = luminance(colour), luminance(ground)
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@lru_cache(maxsize=4096)
def blend(colour: str, other: str, amount: float) -> str:
    """Return the colour that lies `amount` (0 … 1) of the way from `colour` to `other`."""
    mixed = (round(a + (b - a) * amount) for a, b in zip(_parts(colour), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


@lru_cache(maxsize=4096)
def faded(colour: str, ground: str, amount: float) -> str:
    """Blend the colour of a text towards its ground by `amount`, but only as far as it can still be read well."""
    for part in range(round(100 * amount), 0, -2):
        pale = blend(colour, ground, part / 100)
        if contrast(pale, ground) >= LEGIBLE:
            return pale
    return colour
