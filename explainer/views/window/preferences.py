"""What the person chose of the display, kept from one start to the next."""

from __future__ import annotations

from explainer.picture.palette import LIGHT, THEMES
from explainer.state.display import ZOOMS, Display
from explainer.state.kept_settings import Kept
from explainer.trace.formula.notation import FEWEST_DIGITS, MOST_DIGITS, Notation

_THEME, _ZOOM, _NOTATION, _DIGITS = "display/theme", "display/zoom", "display/notation", "display/digits"


def remember(display: Display, kept: Kept) -> None:
    """Keep how everything is shown."""
    kept.keep(_THEME, display.palette.name)
    kept.keep(_ZOOM, str(display.zoom))
    kept.keep(_NOTATION, display.writing.notation.value)
    kept.keep(_DIGITS, str(display.writing.digits))


def restore(display: Display, kept: Kept) -> None:
    """Show everything as it was kept; what was not kept, or cannot be used, stays as it is."""
    writing = display.writing
    display.set_palette(THEMES[kept.choice(_THEME, THEMES, LIGHT.name)])
    display.set_zoom(kept.number(_ZOOM, ZOOMS[0], ZOOMS[-1], display.zoom))
    display.set_notation(Notation(kept.choice(_NOTATION, [*Notation], writing.notation.value)))
    display.set_digits(int(kept.number(_DIGITS, FEWEST_DIGITS, MOST_DIGITS, writing.digits)))
