"""Which way a move of the cursor was: the next line or term is played, lines passed at once in short; going back is a
cut."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.run.run import Run
from explainer.picture.motion.animation import Way, way_past, way_to
from explainer.trace.known.known import Known
from explainer.trace.known.terms import term_count
from explainer.trace.lines.line_groups import GroupSize, group_of
from explainer.trace.lines.step import Step
from explainer.trace.lines.trace import Trace


class Here(NamedTuple):
    """Where a walkthrough is: in which run, at which line of which update, how many lines that
    has, and at which term of its line."""

    run: Run
    cursor: tuple[int, int]
    length: int
    part: int | None

    @property
    def following(self) -> tuple[int, int]:
        """The line after this one."""
        update, step = self.cursor
        return (update, step + 1) if step < self.length else (update + 1, 1)


def way_between(was: Here, now: Here, known: Known) -> Way:
    """Return what moves from one place to the other; nothing where it is not one step on."""
    step = known.step
    if step is None or now.run is not was.run:
        return Way()
    is_next = now.cursor == was.following and was.part is None
    if is_next and now.part in (None, 1):
        return way_to(known, now.part)
    if now.cursor == was.cursor and was.part is not None:
        added = now.part or term_count(step)
        return way_to(known, added) if added == was.part + 1 else Way()
    is_further = now.cursor[0] == was.cursor[0] and now.cursor[1] > was.cursor[1]
    return way_past(step, _first_layer(was, step, known.trace)) if is_further and now.part is None else Way()


def _first_layer(was: Here, step: Step, trace: Trace) -> int:
    """Return the layer that the lines passed begin in, those of the last phase; 0 where that is none."""
    phase = group_of(trace.plan, trace.scenario.network, step.number, GroupSize.PHASE)
    return trace.plan.place(max(was.cursor[1] + 1, phase.first)).layer
