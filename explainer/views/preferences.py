"""What the person chose of the display, kept from one start to the next."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QSettings

from explainer.trace.notation import Notation
from explainer.views.display import Display
from explainer.views.theme import LIGHT, THEMES

_THEME, _ZOOM, _NOTATION, _DIGITS = "display/theme", "display/zoom", "display/notation", "display/digits"


def remember(display: Display, settings: QSettings) -> None:
    """Keep how everything is shown."""
    settings.setValue(_THEME, display.palette.name)
    settings.setValue(_ZOOM, display.zoom)
    settings.setValue(_NOTATION, display.writing.notation.value)
    settings.setValue(_DIGITS, display.writing.digits)


def restore(display: Display, settings: QSettings) -> None:
    """Show everything as it was kept; what was not kept, or cannot be used, stays as it is."""
    display.set_palette(THEMES.get(str(settings.value(_THEME, LIGHT.name)), LIGHT))
    with suppress(TypeError, ValueError):
        display.set_zoom(float(str(settings.value(_ZOOM, display.zoom))))
    with suppress(ValueError):
        display.set_notation(Notation(str(settings.value(_NOTATION, display.writing.notation.value))))
    with suppress(TypeError, ValueError):
        display.set_digits(int(str(settings.value(_DIGITS, display.writing.digits))))
