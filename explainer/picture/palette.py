"""The colours of the themes. What is drawn has a role in the palette, never a colour of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from explainer.trace.formula.symbols import Phase

LEGIBLE, _CLEAR = 4.5, 7.0
"""The least contrast of text (WCAG 2.2, AA and AAA): the second for weak projectors."""
_HIGH_CONTRAST = "high contrast"


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
def faded(colour: str, ground: str, amount: float, least: float = LEGIBLE) -> str:
    """Blend the colour of a text towards its ground by `amount`, but only as far as its contrast is at least that."""
    for part in range(round(100 * amount), 0, -2):
        pale = blend(colour, ground, part / 100)
        if contrast(pale, ground) >= least:
            return pale
    return colour


class Role(StrEnum):
    """What a colour of the palette is for."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"
    WEIGHT_PLUS = "weight_plus"
    WEIGHT_MINUS = "weight_minus"
    TEXT = "text"
    MUTED = "muted"
    BACKGROUND = "background"
    PANEL = "panel"
    LINE = "line"
    SHADE = "shade"
    MARKER = "marker"
    WRONG = "wrong"


class Mix(NamedTuple):
    """The colour that lies `amount` (0 … 1) of the way from `colour` to `ground`; of a text only as far as it can be
    read on that ground. Opaque, because translucent pens are slow."""

    colour: Colour
    ground: Colour
    amount: float
    is_text: bool = False


Colour = Role | Mix


def towards_background(colour: Colour, amount: float) -> Mix:
    """Blend a colour into the background; 0 leaves it, 1 hides it."""
    return Mix(colour, Role.BACKGROUND, amount)


def of_phase(phase: Phase) -> Role:
    """Return the colour of a phase, the same everywhere."""
    return Role(phase.value)


def of_weight(value: float) -> Role:
    """Return the colour of a weight by its sign."""
    return Role.WEIGHT_MINUS if value < 0 else Role.WEIGHT_PLUS


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as #rrggbb: each role is an attribute."""

    name: str
    forward: str
    loss: str
    backward: str
    update: str
    weight_plus: str
    weight_minus: str
    text: str
    muted: str
    background: str
    panel: str
    line: str
    marker: str
    wrong: str
    _found: dict[Colour, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, colour: Colour) -> str:
        """Return what a role, or a mix of them, looks like in this theme."""
        found = self._found.get(colour)
        if found is None:
            found = self._found[colour] = self._made(colour)
        return found

    def _made(self, colour: Colour) -> str:
        if isinstance(colour, Role):
            return str(getattr(self, colour))
        text, ground = self.of(colour.colour), self.of(colour.ground)
        if not colour.is_text:
            return blend(text, ground, colour.amount)
        return faded(text, ground, colour.amount, _CLEAR if self.name == _HIGH_CONTRAST else LEGIBLE)

    def phase(self, phase: Phase) -> str:
        """Return the colour of a phase, the same everywhere."""
        return self.of(of_phase(phase))

    def weight(self, value: float) -> str:
        """Return the colour of a weight by its sign."""
        return self.of(of_weight(value))

    @property
    def is_dark(self) -> bool:
        """Whether text is light on dark."""
        return luminance(self.text) > luminance(self.background)

    @property
    def soft(self) -> str:
        """The surface of controls."""
        return self.background if self.background != self.panel else blend(self.panel, self.text, 0.07)

    @property
    def shade(self) -> str:
        """The ground that text stands out from least of all that the canvas has: labels beside the network."""
        return blend(self.background, self.text, 0.06)

    @property
    def hover(self) -> str:
        """The surface of a control under the mouse."""
        return blend(self.soft, self.text, 0.07)

    @property
    def edge(self) -> str:
        """The outline of controls: seen only where their surface hardly differs from the ground."""
        return self.line if self.background == self.panel else self.soft

    @property
    def chosen(self) -> str:
        """The ground of selected text."""
        return blend(self.weight_plus, self.panel, 0.78)

    @property
    def grip(self) -> str:
        """The handles of scroll bars, which are to be seen but not to be read."""
        return blend(self.muted, self.panel, 0.5)

    @property
    def disabled(self) -> str:
        """The text of what cannot be used now."""
        return blend(self.muted, self.panel, 0.35)


LIGHT = Palette(
    "light",
    forward="#0D716D",
    loss="#925500",
    backward="#8A3AA6",
    update="#3C6B1F",
    weight_plus="#1A66A8",
    weight_minus="#AC4804",
    text="#1E2227",
    muted="#595E65",
    background="#F7F6F2",
    panel="#FFFFFF",
    line="#DAD7CE",
    marker="#FFE07A",
    wrong="#B3261E",
)
DARK = Palette(
    "dark",
    forward="#52C7C0",
    loss="#E0A94A",
    backward="#CF8BE8",
    update="#9BCB74",
    weight_plus="#6BB3F0",
    weight_minus="#F29A55",
    text="#E8E9EA",
    muted="#A6ACB4",
    background="#15181C",
    panel="#1C2025",
    line="#343A42",
    marker="#66510F",
    wrong="#F4857B",
)
HIGH_CONTRAST = Palette(
    _HIGH_CONTRAST,
    forward="#00504C",
    loss="#6B3A00",
    backward="#640D87",
    update="#1E4A00",
    weight_plus="#003F8C",
    weight_minus="#7A2400",
    text="#000000",
    muted="#333333",
    background="#FFFFFF",
    panel="#FFFFFF",
    line="#6B6B6B",
    marker="#FFE14D",
    wrong="#8A0000",
)
"""For weak projectors: everything is at least seven times as dark as its ground, or as light."""
THEMES = {palette.name: palette for palette in (LIGHT, DARK, HIGH_CONTRAST)}
