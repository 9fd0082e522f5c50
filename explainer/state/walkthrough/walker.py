"""Where a person is in a run, and going elsewhere in it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.state.walkthrough.asked_results import HELD, AskedResults, Asking, Cursor
from explainer.state.walkthrough.changes import Cause
from explainer.state.walkthrough.moves import BACK, NEXT, Granularity, Move, Spot, finished_phase
from explainer.state.walkthrough.undo import Snapshot
from explainer.trace.known.known import Known, Reveal, Walked
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.trace import Step, Trace
from explainer.variants.own_numbers import OwnNumbers

MOST_AT_ONCE = 1000
"""Updates that are computed at a key press; an epoch of many small batches has more."""
_EVERY_LINE = Asking()


class Walker(QObject):
    """Looks at one line of one update of a run, and moves.

    `moved` carries the `Cause` when the cursor is elsewhere, or more or less of its line is known; `edited` tells
    what was `Edited` when another run is shown, before `moved`; `grew` comes when more updates have been computed,
    `said` with a sentence for the person, `ended` when more updates were asked for than the run can have.
    A move that leads nowhere emits nothing.
    """

    moved = Signal(object)
    edited = Signal(object)
    grew = Signal()
    said = Signal(str)
    ended = Signal()

    def __init__(self, view: Snapshot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._bug_shown = view, BugShown.OPEN
        self._asked, self._own = AskedResults(), OwnNumbers()
        self._lines_walked = 0
        self._known = self._looked()

    def _look(self) -> None:
        was, self._known = self._known, self._looked()
        self._asked.note(self.cursor, self._known.is_asked)
        self._lines_walked = _lines_between(was, self._known)

    def _looked(self) -> Known:
        at = self._view.at
        reveal = self._reveal_at(self.cursor)
        hides_formula = reveal is Reveal.ASKED and self._asked.hides_formula(self.open_step)
        shown = BugShown.ASKED if hides_formula else self._bug_shown
        known = Known(Trace(self._own.pass_of(self.run, at.update), shown), at.step, at.part, reveal)
        if known.update >= self._view.walked.update:
            self._view = replace(self._view, walked=max(self._view.walked, known.here))
        return replace(known, walked=self._walked)

    @property
    def _walked(self) -> Walked | None:
        """How far the person has come in the run; None where all of it was trained."""
        view = self._view
        return None if view.trained >= view.run.updates else max(view.walked, Walked(view.trained + 1, loss=True))

    @property
    def run(self) -> Run:
        return self._view.run

    @property
    def name(self) -> str:
        """What the scenario was opened as: a built-in name or a file's path."""
        return self._view.name

    @property
    def wanted(self) -> int:
        """How many updates the run should have: as many as before the edit that it came from."""
        return self._view.wanted

    @property
    def cursor(self) -> Cursor:
        return Cursor(self._view.at.update, self._view.at.step)

    @property
    def known(self) -> Known:
        """What is known at the cursor."""
        return self._known

    def known_ahead(self) -> Known | None:
        """Return what one more move like the last one leads to, where that went to the next line or the one before."""
        number = self._known.line + self._lines_walked
        is_there = self._lines_walked and 1 <= number <= len(self.trace)
        return self._known_at(Cursor(self.cursor.update, number)) if is_there else None

    def known_after(self, size: Granularity) -> Known | None:
        """Return what one step of this size on leads to, as long as that is in the same update."""
        to = NEXT[size](self.trace_of, self._view.at)
        is_here = to.step and to.update == self.cursor.update
        return self._known_at(Cursor(to.update, to.step), to.part) if is_here else None

    def _known_at(self, line: Cursor, part: int | None = None) -> Known:
        """Return what is known at another line of the same update."""
        return replace(self._known, line=line.step, part=part, reveal=self._reveal_at(line))

    @property
    def trace(self) -> Trace:
        """The trace of the cursor's update."""
        return self._known.trace

    @property
    def part(self) -> int | None:
        """How many terms of the cursor's line are there while it is added up term by term; None for a whole line."""
        return self._view.at.part

    @property
    def step(self) -> Step | None:
        """The line that the cursor is on, or None before the first."""
        return self._known.step

    @property
    def scenario(self) -> Scenario:
        """The scenario in force at the cursor's update, with the parameters that the update starts from."""
        return self.trace.scenario.with_theta(self.trace.of.theta_before)

    # telling

    @property
    def open_step(self) -> Step | None:
        """The line that the cursor is on, with its formula even where that is hidden."""
        return self._open_step(self.cursor)

    def _open_step(self, line: Cursor) -> Step | None:
        trace = Trace(self._own.pass_of(self.run, line.update), self._bug_shown)
        return trace[line.step] if line.step else None

    def hide_result(self, asking: Asking | None = None, holds: bool = False) -> None:
        """Ask for the result of the cursor's line, and of each line that it comes to: nothing tells it. Where that
        `holds`, no line that was asked for is passed without an answer, and those before the cursor's are not asked."""
        self._ask_for_results(asking or _EVERY_LINE, self.cursor if holds else None)

    def reveal_result(self, asking: Asking | None = None) -> None:
        """Tell everything again that is known at the cursor; where an `asking` is given, only if that is what is asked
        for at present."""
        if asking is None or asking is self._asked.asking:
            self._ask_for_results(None, None)

    def complete_line(self, asking: Asking | None = None) -> None:
        """Tell the result of the cursor's line that is asked for, from now on; all others are asked for still. Where an
        `asking` is given, only if that is what is asked for at present."""
        if self._known.is_asked and (asking is None or asking is self._asked.asking):
            self._answer()

    def _answer(self) -> None:
        self._asked.answer(self.cursor)
        self._view = replace(self._view, at=self._view.at._replace(part=None))
        self._tell()

    @property
    def bug_shown(self) -> BugShown:
        """How a program with a bug is shown: one whose bug is secret is closed."""
        return Trace(self.trace.of, self._bug_shown).shown

    def show_bug(self, shown: BugShown) -> None:
        """Show the program with its formulas and the name of its bug, or without: like a program of somebody else."""
        if shown is not self._bug_shown:
            self._bug_shown = shown
            self._view = replace(self._view, at=self._view.at._replace(part=None))
            self._tell()

    def go_on_with(self, value: float) -> bool:
        """Complete the cursor's line with a number of the person's own. What follows from it is in later lines of the
        update, until they `mend` it, go to another update, or edit. Return whether that was worked out: it is not in a
        very long one."""
        if self._known.step is None:
            return False
        carries = self._own.give(self.trace.of, self._known.step.symbol, value)
        self._answer()
        return carries

    def mend(self) -> None:
        """Let every number of the update be as training has it."""
        if self._known.has_own:
            self._own.mend()
            self._tell()

    def _ask_for_results(self, asking: Asking | None, held_from: Cursor | None) -> None:
        if asking is not self._asked.asking:
            self._asked.ask(asking, held_from)
            self._own.mend()
            self._tell()

    def _tell(self) -> None:
        self._look()
        self.moved.emit(Cause.REVEAL)

    def _reveal_at(self, line: Cursor) -> Reveal:
        return self._asked.reveal_at(line, self._open_step(line) if self._asked.asking else None)

    # moving

    def go_to(self, update: int, step: int, cause: Cause = Cause.JUMP) -> None:
        """Move the cursor, computing updates as far as needed; beyond the end it goes as far as it can."""
        self._go(self._view.at._replace(update=max(update, 1), step=max(step, 0), part=None), cause)

    def next(self, size: Granularity) -> None:
        """Go one step of this size on."""
        self._follow(NEXT[size])

    def updates_to_next(self, size: Granularity) -> int:
        """Return how many updates must be done before one step of this size can be gone."""
        to = NEXT[size](self.trace_of, self._view.at)
        return to.update - (not to.step)

    def back(self, size: Granularity) -> None:
        """Go one step of this size back."""
        self._follow(BACK[size])

    def _follow(self, move: Move) -> None:
        self._go(move(self.trace_of, self._view.at), Cause.STEP)

    def _go(self, to: Spot, cause: Cause) -> None:
        is_needed = to.step or to.update == self.run.stopped
        needed = to.update if is_needed else to.update - 1
        if needed > self.run.updates:
            self._compute(needed - self.run.updates)
        is_there = needed <= self.run.updates
        self._move(to if is_there else to._replace(part=None, **self._last_good()._asdict()), cause)

    def _move(self, to: Spot, cause: Cause) -> None:
        if held := self._asked.first_open_before(Cursor(to.update, to.step)):
            to = to._replace(part=None, **held._asdict())
            self.said.emit(HELD)
        step = min(to.step, self.length_of(to.update))
        if (to.update, step, to.part) == self._view.at[:3]:
            return
        at = to._replace(step=step, entered=to.entered if step else to.update)
        self._view = replace(self._view, at=at)
        self._look()
        self.moved.emit(cause)

    def _last_good(self) -> Cursor:
        updates = self.run.updates
        return Cursor(updates, self.length_of(updates)) if updates else Cursor()

    def why_stopped(self) -> str:
        """Return a sentence that says where the run stopped, or nothing if it did not."""
        if self.run.stopped is None:
            return ""
        return (
            f"Update {self.run.stopped} gives numbers that are not finite, so the run ends before it. "
            "A smaller learning rate or smaller weights may help."
        )

    def length_of(self, update: int) -> int:
        """Return how many lines an update has."""
        return len(self.trace_of(update))

    def trace_of(self, update: int) -> Trace:
        """Return the trace of an update that is computed, or of the one after."""
        return self.trace if update == self.cursor.update else self.trace.alike(self.run.pass_of(update))

    def first_step(self) -> None:
        """Go before the first line of the first update."""
        self.go_to(1, 0)

    def last_step(self) -> None:
        """Go to the last line of the last computed update; where none is computed yet, of the first."""
        if self.run.updates or self._compute(1):
            self.go_to(*self._last_good())

    def next_step(self) -> None:
        """Go one line on, after the last line of an update to the first of the next; finish a line that is begun."""
        self.next(Granularity.LINE)

    def previous_step(self) -> None:
        """Undo one `next_step`."""
        self.back(Granularity.LINE)

    def next_phase(self) -> None:
        """Go to the end of this phase, or from there to the end of the next one."""
        self.next(Granularity.PHASE)

    def previous_phase(self) -> None:
        """Go to the end of the phase before this one; from the first phase, to where the update was come from."""
        self.back(Granularity.PHASE)

    def finish_phase(self) -> None:
        """Go to the end of this phase."""
        self._follow(finished_phase)

    def next_update(self) -> None:
        """Go before the first line of the next update."""
        self.next(Granularity.UPDATE)

    def previous_update(self) -> None:
        """Go before the first line of this update, or from there of the one before."""
        self.back(Granularity.UPDATE)

    # training

    def grow(self, count: int) -> int:
        """Compute up to `count` more updates without moving; return how many were made: fewer where the run ends
        because its numbers are not finite any more."""
        made = self._compute(count)
        if self.run.updates > self.wanted:  # else they are those of the run before an edit
            self._view = replace(self._view, trained=self.run.updates)
        self._known = replace(self._known, walked=self._walked)
        return made

    def _compute(self, count: int) -> int:
        made = self.run.advance(count)
        if made:
            self.grew.emit()
        if made < count:
            self.ended.emit()
        return made

    def go_to_end(self, cause: Cause = Cause.JUMP) -> None:
        """Go before the first line of the update after the last computed one."""
        self.go_to(*(Cursor(self.run.updates + 1, 0) if self.run.stopped is None else self._last_good()), cause)


def _lines_between(was: Known, now: Known) -> int:
    """Return 1 where the cursor has gone to the next line of the same update, −1 to the line before, else 0."""
    lines = now.line - was.line
    return lines if now.trace.is_like(was.trace) and now.part is None and abs(lines) == 1 else 0
