"""How everything is shown: theme, zoom, notation and digits. Every view listens to it, so all change at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from explainer.engine.rounding import KINDS, Rounding
from explainer.files.wording import unknown
from explainer.picture.palette import LIGHT, THEMES, Palette
from explainer.trace.formula.notation import DIGITS, FEWEST_DIGITS, MOST_DIGITS, Notation, Writing

T = TypeVar("T")
ROUNDINGS = tuple(Rounding(kind, places) for kind in KINDS for places in (2, 3, 4, 5, 6, 9))
"""How lines can be rounded on paper: as most people do, decimals first."""
ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0, 2.25, 2.5, 3.0)
"""The sizes that zooming goes through."""


class Size(NamedTuple):
    """How large everything is, and with how many digits: on a projector both differ from those at a desk."""

    zoom: float
    digits: int


STAGE_WIDTH = 1280
"""In screen pixels: a stage of another width shows everything as much larger or smaller."""
_LEAST_WALL, _LARGEST_WALL, _WALL_STEPS = 0.8, 3.0, 20
DESK, STAGE = Size(1.0, DIGITS), Size(1.4, FEWEST_DIGITS)


class Display(QObject):
    """The theme's palette, the zoom of everything, and how symbols and numbers are written.

    Emits `changed` when a value changes; setting the same value does nothing.
    """

    changed = Signal()

    def __init__(self, palette: Palette = LIGHT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._palette, self._zoom, self._writing = palette, DESK.zoom, Writing(digits=DESK.digits)
        self._rounding = ROUNDINGS[1]
        self._is_stage, self._other = False, STAGE
        self._wall = 1.0
        self._is_network_fitted = self._has_unit_maps = self._has_wish_arrows = False

    @property
    def palette(self) -> Palette:
        return self._palette

    @property
    def zoom(self) -> float:
        """How large everything is; on a stage that follows from how wide the wall is, too."""
        return self._zoom * (self._wall if self._is_stage else 1.0)

    @property
    def chosen_zoom(self) -> float:
        """The zoom that was chosen, whatever the width of the stage."""
        return self._zoom

    @property
    def writing(self) -> Writing:
        return self._writing

    @property
    def is_stage(self) -> bool:
        """Whether this is a presentation."""
        return self._is_stage

    @property
    def stage_width(self) -> float:
        """In screen pixels; 0 where this is no presentation."""
        return self._wall * STAGE_WIDTH if self._is_stage else 0.0

    @property
    def is_network_fitted(self) -> bool:
        """Whether the whole network is drawn, however small its numbers get."""
        return self._is_network_fitted

    def fit_network(self, is_fitted: bool) -> None:
        """Draw the whole network, or all text at the size that it has elsewhere."""
        self._set("_is_network_fitted", is_fitted)

    @property
    def has_unit_maps(self) -> bool:
        """Whether units show what they put out over the plane of two inputs."""
        return self._has_unit_maps

    def show_unit_maps(self, is_shown: bool) -> None:
        self._set("_has_unit_maps", is_shown)

    @property
    def has_wish_arrows(self) -> bool:
        """Whether weights show which way they want to go, and how far."""
        return self._has_wish_arrows

    def show_wish_arrows(self, is_shown: bool) -> None:
        self._set("_has_wish_arrows", is_shown)

    def set_theme(self, name: str) -> None:
        """Take the colours of a theme. Raises LookupError where none has this name."""
        if name not in THEMES:
            raise LookupError(unknown(name, "a theme", THEMES))
        self._set("_palette", THEMES[name])

    def next_theme(self) -> None:
        self.set_theme(_after(self._palette.name, THEMES))

    def set_notation(self, notation: Notation) -> None:
        self._set("_writing", self._writing._replace(notation=notation))

    def next_notation(self) -> None:
        self.set_notation(_after(self._writing.notation, Notation))

    @property
    def rounding(self) -> Rounding:
        """How lines are rounded where that is shown: as it was chosen last."""
        return self._rounding

    def show_paper(self, is_shown: bool) -> None:
        """Write beside a line what it comes to on paper, where every line is rounded."""
        self._set("_writing", self._writing._replace(paper=self._rounding if is_shown else None))

    def round_to(self, rounding: Rounding) -> None:
        """Choose how lines are rounded on paper, and show it."""
        self._rounding = rounding
        self.show_paper(True)

    def set_digits(self, digits: int) -> None:
        self._set("_writing", self._writing._replace(digits=min(max(digits, FEWEST_DIGITS), MOST_DIGITS)))

    def more_digits(self) -> None:
        self.set_digits(self._writing.digits + 1)

    def fewer_digits(self) -> None:
        self.set_digits(self._writing.digits - 1)

    def set_zoom(self, zoom: float) -> None:
        self._set("_zoom", min(max(zoom, ZOOMS[0]), ZOOMS[-1]))

    def zoom_in(self) -> None:
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self._zoom + 1e-9), ZOOMS[-1]))

    def zoom_out(self) -> None:
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self._zoom - 1e-9), ZOOMS[0]))

    @property
    def usual_zoom(self) -> float:
        """The zoom that one comes back to."""
        return STAGE.zoom * self._wall if self._is_stage else DESK.zoom

    @property
    def is_usual_zoom(self) -> bool:
        return self.zoom == self.usual_zoom

    @property
    def picture_zoom(self) -> float:
        """How much larger than it fits its view a picture or page is drawn: not at all at the usual zoom."""
        return self.zoom / self.usual_zoom

    def zoom_reset(self) -> None:
        self.set_zoom((STAGE if self._is_stage else DESK).zoom)

    def set_stage(self, is_stage: bool) -> None:
        """Take the zoom and the digits of the projector, or those of the desk; each keeps its own."""
        if is_stage != self._is_stage:
            self._is_stage, new = is_stage, self._other
            self._other = Size(self._zoom, self._writing.digits)
            self._zoom, self._writing = new.zoom, self._writing._replace(digits=new.digits)
            self.changed.emit()

    def fit_stage(self, width: float) -> None:
        """Let what is on a stage take the same share of it, however many pixels wide it is."""
        wall = round(width / STAGE_WIDTH * _WALL_STEPS) / _WALL_STEPS
        self._set("_wall", min(max(wall, _LEAST_WALL), _LARGEST_WALL))

    def _set(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit()


def _after(choice: T, choices: Iterable[T]) -> T:
    """Return the choice that comes next, after the last the first."""
    every = list(choices)
    return every[(every.index(choice) + 1) % len(every)]
