"""Which way a move of the cursor was: the next line or term is played, lines passed at once in short; going back is a
cut."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.run import Run
from explainer.state.walkthrough import Cursor, Walkthrough
from explainer.trace.groups import Level, group_of
from explainer.trace.known import Known
from explainer.trace.step import Step
from explainer.trace.terms import term_count
from explainer.trace.trace import Trace
from explainer.views.canvas.animation import Way, way_past, way_to


class Here(NamedTuple):
    """Where a walkthrough is: in which run, at which line of how many, and at which term of it."""

    run: Run
    cursor: Cursor
    length: int
    part: int | None

    @classmethod
    def of(cls, walkthrough: Walkthrough) -> Here:
        return cls(walkthrough.run, walkthrough.cursor, len(walkthrough.trace), walkthrough.part)

    @property
    def following(self) -> Cursor:
        """The line after this one."""
        update, step = self.cursor
        return Cursor(update, step + 1) if step < self.length else Cursor(update + 1, 1)


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
    is_further = now.cursor.update == was.cursor.update and now.cursor.step > was.cursor.step
    return way_past(step, _first_layer(was, step, known.trace)) if is_further and now.part is None else Way()


def _first_layer(was: Here, step: Step, trace: Trace) -> int:
    """Return the layer that the lines passed begin in, those of the last phase; 0 where that is none."""
    phase = group_of(trace.plan, trace.scenario.network, step.number, Level.PHASE)
    return trace.plan.place(max(was.cursor.step + 1, phase.first)).layer
