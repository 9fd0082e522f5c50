"""The maps of units over the plane of two inputs, for the update that is shown: made beside the window, and kept."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.measure.unit_maps import UnitMapping, UnitMaps, are_alike
from explainer.engine.update.update_pass import Pass
from explainer.files.wording import counted
from explainer.state.background.work import Slices, until_time_is_up
from explainer.trace.known.known import Known

SHORT_SECONDS = 0.003
"""Maps that took no longer than this, as of late, are made at once."""
_KEPT = 4
_SLICE = 0.006


class UnitMapAnswers(QObject):
    """Has the maps of an update's network as it is before the update. Emits `changed` when maps are there that were
    not when they were asked for; `clock` measures how long they take."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self._kept: list[tuple[UnitMapping, UnitMaps]] = []
        self._mapping: UnitMapping | None = None
        self._spent = 0.0
        self._took = 0, 0.0
        """How large the last network was, and how many seconds its maps took."""
        self._slices = Slices(until_time_is_up(self._piece, clock, _SLICE), self, clock, is_urgent=True)

    def of(self, known: Known) -> UnitMaps | None:
        """Return the maps for a line; None while they are being made, and where there are none to show."""
        found = self.ready(known)
        if found is None and has_maps(known) and not self._is_of(self._mapping, known.trace.of):
            self._mapping, self._spent = _mapping(known), 0.0
            self._slices.start()
        return found

    def ready(self, known: Known) -> UnitMaps | None:
        """Return the maps for a line where they are there, or take a moment only."""
        if not has_maps(known):
            return None
        found = next((maps for mapping, maps in self._kept if self._is_of(mapping, known.trace.of)), None)
        return found or (self._made(_mapping(known)) if self._is_short(known) else None)

    def stop(self) -> None:
        """Make none any more."""
        self._slices.stop()
        self._mapping = None

    def _is_of(self, mapping: UnitMapping | None, p: Pass) -> bool:
        if mapping is None or not are_alike(mapping, p.scenario):
            return False
        return bool(np.array_equal(mapping.theta, p.theta_before))

    def _is_short(self, known: Known) -> bool:
        size, seconds = self._took
        return size == known.scenario.network.size and seconds <= SHORT_SECONDS

    def _made(self, mapping: UnitMapping) -> UnitMaps:
        """Make maps at once, and keep them."""
        self._spent = 0.0
        while self._goes_on(mapping):
            pass
        return self._keep(mapping)

    def _goes_on(self, mapping: UnitMapping) -> bool:
        begun = self._clock()
        has_more = mapping.go_on()
        self._spent += self._clock() - begun
        return has_more

    def _keep(self, mapping: UnitMapping) -> UnitMaps:
        maps = mapping.finish()
        self._took = mapping.scenario.network.size, self._spent
        self._kept = [(mapping, maps), *self._kept[: _KEPT - 1]]
        return maps

    def _piece(self) -> bool:
        if self._mapping is None:
            return False
        if self._goes_on(self._mapping):
            return True
        self._keep(self._mapping)
        self._mapping = None
        self.changed.emit()
        return False


def has_maps(known: Known) -> bool:
    """Tell whether there are maps to show: of two inputs, and not while a result is asked for."""
    return not why_no_maps(known) and not known.reveal.is_quiet


def why_no_maps(known: Known) -> str:
    """Why a network has no maps, in words; nothing where it has."""
    units = known.scenario.network.layers[0].units
    return (
        "" if units == 2 else f"Units have maps where there are two inputs; this network has {counted(units, 'input')}."
    )


def maps_now(known: Known) -> UnitMaps | None:
    """Return the maps for a line, however long they take."""
    return _mapping(known).finish() if has_maps(known) else None


def _mapping(known: Known) -> UnitMapping:
    return UnitMapping(known.scenario, known.trace.of.theta_before)
