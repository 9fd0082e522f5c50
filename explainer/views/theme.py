"""Colours and sizes of text, in one place. A view is given a palette and asks it for a role, never for a colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from explainer.trace.symbols import Phase

PLAIN_FAMILY = "DejaVu Sans"
BOOK_FAMILY = "STIX Two Math"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as #rrggbb."""

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

    def phase(self, phase: Phase) -> str:
        """Return the colour of a phase, the same everywhere."""
        return str(getattr(self, phase.value))

    def weight(self, value: float) -> str:
        """Return the colour of a weight by its sign."""
        return self.weight_minus if value < 0 else self.weight_plus

    def towards_background(self, colour: str, amount: float) -> str:
        """Blend `colour` into the background; 0 leaves it, 1 hides it. Opaque, because translucent pens are slow."""
        return blend(colour, self.background, amount)


@lru_cache(maxsize=4096)
def blend(colour: str, other: str, amount: float) -> str:
    """Return the colour that lies `amount` (0 … 1) of the way from `colour` to `other`."""
    a, b = QColor(colour), QColor(other)
    mixed = (round(x + (y - x) * amount) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))  # type: ignore[index]
    return QColor(*mixed).name()


LIGHT = Palette(
    "light",
    forward="#0E7470",
    loss="#9A5B00",
    backward="#8A3AA6",
    update="#3C6B1F",
    weight_plus="#1A66A8",
    weight_minus="#C2530A",
    text="#1E2227",
    muted="#666B72",
    background="#F7F6F2",
    panel="#FFFFFF",
    line="#DAD7CE",
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
    muted="#9BA1A9",
    background="#15181C",
    panel="#1C2025",
    line="#343A42",
)


def widget_palette(palette: Palette) -> QPalette:
    """Return the palette that ordinary controls are drawn with."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: palette.panel,
        roles.WindowText: palette.text,
        roles.Base: palette.panel,
        roles.AlternateBase: palette.background,
        roles.Text: palette.text,
        roles.Button: palette.background,
        roles.ButtonText: palette.text,
        roles.PlaceholderText: palette.muted,
        roles.ToolTipBase: palette.panel,
        roles.ToolTipText: palette.text,
        roles.Highlight: palette.weight_plus,
        roles.HighlightedText: palette.panel,
        roles.Mid: palette.line,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(blend(palette.muted, palette.panel, 0.35)))
    return result
