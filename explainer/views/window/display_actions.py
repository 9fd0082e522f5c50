"""The actions that change how everything is shown, and how that is kept from one start to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QWheelEvent

from explainer.picture.palette import LIGHT, THEMES
from explainer.state.session.display import ROUNDINGS, ZOOMS, Display
from explainer.state.session.kept_settings import KeptSettings
from explainer.trace.formula.notation import FEWEST_DIGITS, MOST_DIGITS, Notation
from explainer.views.window.actions import PAPERS

_THEME, _ZOOM, _NOTATION, _DIGITS = "display/theme", "display/zoom", "display/notation", "display/digits"
_MAPS, _ARROWS = "display/unit_maps", "display/wish_arrows"
_PAPER, _ROUNDING = "display/on_paper", "display/rounding"
_SHOWN, _HIDDEN = "shown", "hidden"
_THEMES = {f"theme_{name.replace(' ', '_')}": name for name in THEMES}
_NOTATIONS = {f"notation_{notation.value}": notation for notation in Notation}
"""By the ids of the actions that choose them."""


class DisplayActions(QObject):
    """Theme, zoom, notation and digits by menu and key. Listens to the display and changes it, and shows on
    the actions what is chosen and what is possible.

    `said` carries the zoom, or the digits, whenever it changes.
    """

    said = Signal(str)

    def __init__(self, display: Display, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._display, self._actions = display, actions
        self._was = display.chosen_zoom, display.writing.digits
        for ids in (_THEMES, _NOTATIONS, PAPERS):
            group = QActionGroup(self)
            for id in ids:
                group.addAction(actions[id])
        display.changed.connect(self._on_changed)
        self._show()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what each action does, by its id."""
        display = self._display
        return {
            "zoom_in": display.zoom_in,
            "zoom_out": display.zoom_out,
            "zoom_reset": display.zoom_reset,
            "fit_network": lambda: display.fit_network(not display.is_network_fitted),
            "unit_maps": lambda: display.show_unit_maps(not display.has_unit_maps),
            "wish_arrows": lambda: display.show_wish_arrows(not display.has_wish_arrows),
            "on_paper": lambda: display.show_paper(display.writing.paper is None),
            **dict.fromkeys(PAPERS, self._on_rounding),
            **dict.fromkeys(_THEMES, self._on_theme),
            **dict.fromkeys(_NOTATIONS, self._on_notation),
            "next_theme": display.next_theme,
            "next_notation": display.next_notation,
            "digits_more": display.more_digits,
            "digits_fewer": display.fewer_digits,
        }

    def _on_theme(self) -> None:
        self._display.set_theme(next(name for id, name in _THEMES.items() if self._actions[id].isChecked()))

    def _on_notation(self) -> None:
        chosen = next(notation for id, notation in _NOTATIONS.items() if self._actions[id].isChecked())
        self._display.set_notation(chosen)

    def _on_rounding(self) -> None:
        self._display.round_to(next(rounding for id, rounding in PAPERS.items() if self._actions[id].isChecked()))

    def _show(self) -> None:
        display, actions = self._display, self._actions
        for id, theme in _THEMES.items():
            actions[id].setChecked(theme == display.palette.name)
        for id, notation in _NOTATIONS.items():
            actions[id].setChecked(notation is display.writing.notation)
        actions["fit_network"].setChecked(display.is_network_fitted)
        actions["unit_maps"].setChecked(display.has_unit_maps)
        actions["wish_arrows"].setChecked(display.has_wish_arrows)
        actions["on_paper"].setChecked(display.writing.paper is not None)
        for id, rounding in PAPERS.items():
            actions[id].setChecked(rounding == display.rounding)
        for name, is_possible in (
            ("zoom_in", display.chosen_zoom < ZOOMS[-1]),
            ("zoom_out", display.chosen_zoom > ZOOMS[0]),
            ("digits_more", display.writing.digits < MOST_DIGITS),
            ("digits_fewer", display.writing.digits > FEWEST_DIGITS),
        ):
            actions[name].setEnabled(is_possible)

    def _on_changed(self) -> None:
        self._show()
        (zoom, digits), self._was = self._was, (self._display.chosen_zoom, self._display.writing.digits)
        if self._display.chosen_zoom != zoom:
            way_back = "" if self._display.is_usual_zoom else " Ctrl+0 leads back to the usual size."
            end = {ZOOMS[0]: ", the smallest", ZOOMS[-1]: ", the largest"}.get(self._display.chosen_zoom, "")
            self.said.emit(f"Zoom {self._display.chosen_zoom:.0%}{end}.{way_back}")
        elif self._display.writing.digits != digits:
            self.said.emit(f"Numbers have {self._display.writing.digits} significant digits.")

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zoom by the wheel with Ctrl; in whatever it is installed on."""
        if not (isinstance(event, QWheelEvent) and event.modifiers() == Qt.KeyboardModifier.ControlModifier):
            return super().eventFilter(watched, event)
        if turned := event.angleDelta().y():
            (self._display.zoom_in if turned > 0 else self._display.zoom_out)()
        return True


def remember(display: Display, kept: KeptSettings) -> None:
    """Keep how everything is shown."""
    kept.keep(_THEME, display.palette.name)
    kept.keep(_ZOOM, str(display.zoom))
    kept.keep(_NOTATION, display.writing.notation.value)
    kept.keep(_DIGITS, str(display.writing.digits))
    kept.keep(_MAPS, _SHOWN if display.has_unit_maps else _HIDDEN)
    kept.keep(_ARROWS, _SHOWN if display.has_wish_arrows else _HIDDEN)
    kept.keep(_PAPER, _SHOWN if display.writing.paper else _HIDDEN)
    kept.keep(_ROUNDING, display.rounding.spoken)


def restore(display: Display, kept: KeptSettings) -> None:
    """Show everything as it was kept; what was not kept, or cannot be used, stays as it is."""
    writing = display.writing
    display.set_theme(kept.choice(_THEME, THEMES, LIGHT.name))
    display.set_zoom(kept.number(_ZOOM, ZOOMS[0], ZOOMS[-1], display.zoom))
    display.set_notation(Notation(kept.choice(_NOTATION, [*Notation], writing.notation.value)))
    display.set_digits(int(kept.number(_DIGITS, FEWEST_DIGITS, MOST_DIGITS, writing.digits)))
    display.show_unit_maps(kept.choice(_MAPS, (_SHOWN, _HIDDEN), _HIDDEN) == _SHOWN)
    display.show_wish_arrows(kept.choice(_ARROWS, (_SHOWN, _HIDDEN), _HIDDEN) == _SHOWN)
    roundings = {rounding.spoken: rounding for rounding in ROUNDINGS}
    display.round_to(roundings[kept.choice(_ROUNDING, roundings, display.rounding.spoken)])
    display.show_paper(kept.choice(_PAPER, (_SHOWN, _HIDDEN), _HIDDEN) == _SHOWN)
