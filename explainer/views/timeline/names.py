"""What the timeline says: the names of the phases under the strip, and where the cursor is."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from explainer.files.wording import counted
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.notations.naming import parameter_label
from explainer.views.timeline.strip import PhaseStretch, Track

BESIDE = 4.0
"""The room between two names on each side; the outermost do not reach beyond the strip."""
_NARROWEST = 3.0


class PhaseName(NamedTuple):
    """The name of a phase in its box."""

    phase: Phase
    box: QRectF


def current(parts: list[PhaseStretch], trace: Trace, step: int) -> PhaseStretch:
    """Return the stretch that a step is in, before the first one that which comes next.

    Where stretches stand for several samples each, it is the line alone if its phase differs.
    """
    line = max(step, 1)
    phase = trace.plan.place(line).phase
    around = next((part for part in parts if part.start < line <= part.stop), None)
    return around if around is not None and around.phase is phase else PhaseStretch(phase, line - 1, line)


def names(
    parts: list[PhaseStretch], here: PhaseStretch, track: Track, metrics: QFontMetricsF, top: float
) -> list[PhaseName]:
    """Return the names of the stretch `here`; of each other phase once, at its widest stretch that has room for it, the
    narrow ones first; and of all stretches that are as wide as their name. None touches another."""
    widths = {part: track.edge(part.stop - part.start) - track.left for part in parts}
    by_width = sorted((part for part in parts if widths[part] >= _NARROWEST), key=lambda part: -widths[part])
    wide = [part for part in parts if widths[part] >= metrics.horizontalAdvance(part.phase.value)]
    placed = [PhaseName(here.phase, _box(here, track, metrics, top))]

    def place(part: PhaseStretch) -> bool:
        box = _box(part, track, metrics, top)
        has_room = not any(box.intersects(other.box) for other in placed)
        placed.extend([PhaseName(part.phase, box)] if has_room else [])
        return has_room

    for phase in reversed(list(dict.fromkeys(part.phase for part in by_width))):
        if phase is not here.phase:
            any(place(part) for part in by_width if part.phase is phase)
    for part in wide:
        if part != here:
            place(part)
    return placed


def _box(part: PhaseStretch, track: Track, metrics: QFontMetricsF, top: float) -> QRectF:
    """The middle of the stretch, or as near to it as the ends of the track allow."""
    width = metrics.horizontalAdvance(part.phase.value) + 2 * BESIDE
    first, last = track.left - BESIDE, track.left + track.width + BESIDE - width
    middle = (track.edge(part.start) + track.edge(part.stop)) / 2
    return QRectF(min(max(middle - width / 2, first), last), top, width, metrics.height())


def position_text(update: int, done: int, step: int, steps: int, part: int | None = None) -> str:
    """Return where the cursor is among the updates done and the steps: "update 1 of 10,000 · step 23 of 43", and at
    which term of the line if it is built up; or "after 10,000 updates · update 10,001 · before step 1 of 43"."""
    which = f"update {update:,} of {done:,}" if update <= done else update_text(update, done)
    term = f", term {part}" if part is not None else ""
    return f"{which} · {f'step {step:,}' if step else 'before step 1'} of {steps:,}{term}"


def update_text(update: int, done: int) -> str:
    """Return which update that is; where it is not done, after how many it comes."""
    after = f"after {counted(done, 'update')} · " if 0 < done < update else ""
    return f"{after}update {update:,}"


def step_text(step: Step, notation: Notation = Notation.WORKED) -> str:
    """Return what a line is about: "step 23 · dE_dout of h1"."""
    about = parameter_label(step.scenario, step.parameter, notation) if step.parameter else step.unit
    sample = f" · sample {step.sample:,}" if step.sample and step.samples > 1 else ""
    return f"step {step.number:,} · {step.operation}{f' of {about}' if about else ''}{sample}"
