"""The derivation panel: one line of the calculation in words, symbols and numbers, set like a book page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from explainer.picture.animation import Moment
from explainer.picture.pages.groups.group_page import group_page, group_tex, group_text
from explainer.picture.pages.groups.update_page import update_page, update_tex, update_text
from explainer.picture.pages.ink import Page, Typeset
from explainer.picture.pages.lines.line_type import LineScale
from explainer.picture.pages.lines.lines_around import lines_around
from explainer.picture.pages.lines.lines_page import line_alone, start_page, step_page
from explainer.state.background.work import MadeAhead
from explainer.state.session.display import Display
from explainer.state.session.shown_part import ShownPart
from explainer.state.session.update_notes import start_lines, update_notes
from explainer.state.walkthrough.known_of_run import update_done
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.known.known_update import KnownUpdate
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.lines.trace import Trace
from explainer.trace.typeset.folding import FOLDINGS
from explainer.trace.typeset.pieces import formula_pieces, short_form_pieces, symbol_pieces, tex_in
from explainer.trace.typeset.tex_line import line_tex, line_text, told_cells
from explainer.trace.words.sentences import sentence
from explainer.views.look.text_metrics import PAGES
from explainer.views.look.typeset import is_prepared, typeset
from explainer.views.sheet.sheet import Sheet
from explainer.views.sheet.typesetter import TexNeeded
from explainer.views.sheet.why_link import WhyButton

_LINES_AHEAD, _SYMBOLS_AHEAD = 40, 250
_ROOM = (480.0, 400.0)
"""On a panel of this many pixels a formula has its ordinary size."""
_STAGE_WORDS, _STAGE_FORMULA, _STAGE_LEAST, _STAGE_NOTE = 0.92, 1.5, 1.3, 0.85
"""How large words, formulas, at least long ones, and full values are set on a stage: the back row reads them."""


class _Plan(NamedTuple):
    """What a page is made from."""

    known: Known
    size: tuple[float, float]
    writing: Writing
    scale: LineScale
    part: GroupSize | None = None
    told: str = ""

    def is_like(self, other: _Plan) -> bool:
        """Tell whether the other makes the same page."""
        return self.known.is_like(other.known) and self[1:] == other[1:]


def _page_of(plan: _Plan) -> Page:
    if plan.part is not None:
        group = KnownGroup.at(plan.known, plan.part)
        return group_page(group, plan.size, PAGES, plan.writing, plan.scale.text, plan.told)
    return step_page(plan.known, plan.size, PAGES, plan.writing, plan.scale)


class Motion(Protocol):
    """What moves on the way to a line: the present moment, and a signal for when it changes."""

    changed: SignalInstance
    moment: Moment


class DerivationPanel(Sheet):
    """Shows the line that the cursor is on: in a sentence, in symbols, in numbers, and its result.

    Numbers are drawn at once; a symbol that has not been typeset yet is drawn as plain text until it is. Its
    accessible description is the line as in a trace file.
    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        pointing: Pointing,
        display: Display,
        part: ShownPart | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(walkthrough, pointing, display, parent)
        self._part = part
        self._motion: Motion | None = None
        self._drawn = walkthrough.known
        self._on_the_way: tuple[Known, Moment | None] = walkthrough.known, None
        if part is not None:
            part.changed.connect(self.show_cursor)
        self.setObjectName("derivation")
        self.setAccessibleName("Derivation")
        self._ahead = MadeAhead(self._next_plan, self._made, _Plan.is_like, self)
        self._typesetter.later_ready.connect(self._ahead.soon)
        self._copies.insert(1, self._copy("Copy as TeX", self.copy_tex))
        self._why = WhyButton(self.viewport(), pointing, display)
        self.verticalScrollBar().valueChanged.connect(self._place_why)
        self.horizontalScrollBar().valueChanged.connect(self._place_why)
        self._copies.append(self._why.action)
        walkthrough.moved.connect(self._describe)
        self.show_cursor()
        self._describe()

    def keep_time_with(self, motion: Motion) -> None:
        """Fill in the line as it is filled in where its numbers move: term by term, the result last."""
        self._motion = motion
        motion.changed.connect(self._on_motion)

    def _on_motion(self) -> None:
        moment = self._motion.moment if self._motion else None
        self._on_the_way = self._walkthrough.known, moment
        if self.isVisible() and not self._shown_known().is_like(self._drawn):
            self._is_stale = True
            self.lay_out()

    def _shown_known(self) -> Known:
        """Return what is known at this moment of the way to the line."""
        known, (line, moment) = self._walkthrough.known, self._on_the_way
        if moment is None or moment.arrived or known.is_hidden or not known.is_like(line):
            return known
        return known.with_terms(max(moment.added, 1))

    def lay_out(self) -> None:
        super().lay_out()
        self._place_why()

    def _place_why(self) -> None:
        self._why.place_at(self.page.why, self.offset)

    def compose(self) -> Page:
        self._drawn = self._shown_known()
        plan = self._plan_for(self._drawn)
        if (done := self._done) is not None:
            return update_page(done, self._notes(done), plan.size, PAGES, plan.writing, plan.scale.text)
        if plan.known.step is None:
            return start_page(self._with_told(start_lines(self._walkthrough)), self.width(), PAGES, plan.scale.text)
        if (group := self._group) is not None:
            plan = plan._replace(part=group.size, told=self._told)
        return self._ahead.made(plan)

    @property
    def _group(self) -> KnownGroup | None:
        """The unit, layer or phase that the page is about; None where it is about the line."""
        return self._part.group if self._part else None

    @property
    def _told(self) -> str:
        return self._part.told if self._part else ""

    def _notes(self, done: KnownUpdate) -> tuple[str, ...]:
        return self._with_told(update_notes(self._walkthrough, done, self._display.writing))

    def _with_told(self, notes: tuple[str, ...]) -> tuple[str, ...]:
        """Say below the heading which of the seven steps this is, where these are the pace."""
        return (notes[0], self._told, *notes[1:]) if self._told else notes

    @property
    def _done(self) -> KnownUpdate | None:
        """The update at whose end the cursor is, before the first line of the next one too; None elsewhere."""
        known = self._walkthrough.known
        is_end = self._part.is_end if self._part else not known.line
        return update_done(known, self._walkthrough.run) if is_end or not known.line else None

    def go_to(self, symbol: Symbol) -> None:
        if self._part:
            self._part.show_line_of(symbol)
        else:
            super().go_to(symbol)

    def _plan_for(self, known: Known) -> _Plan:
        display, size = self._display, (self.width(), self.height())
        return _Plan(known, size, display.writing, self._scale())

    def _scale(self) -> LineScale:
        """Return how large a line is set: where it is presented, its formula is larger than its words."""
        scale = self.scale_for(_ROOM)
        if not self._display.is_stage:
            return LineScale(scale, scale, min(scale, 1.0))
        return LineScale(_STAGE_WORDS * scale, _STAGE_FORMULA * scale, _STAGE_LEAST * scale, _STAGE_NOTE)

    def _next_plan(self) -> _Plan | None:
        """Return the plan of the next page where it will be as it is now: all its symbols are typeset."""
        if not self.isVisible():
            return None
        writing = self._display.writing
        if self._part and (group := self._part.group_ahead):
            is_ready = all(map(is_prepared, group_tex(group, writing)))
            told = self._part.told_of(group.known)
            return self._plan_for(group.known)._replace(part=group.size, told=told) if is_ready else None
        known = self._known_next()
        if known.step is None or not all(map(is_prepared, chain.from_iterable(_tex_of(known, writing)))):
            return None
        return self._plan_for(known)

    def _known_next(self) -> Known:
        """Return what one more move leads to; on the last line that stays."""
        walkthrough = self._walkthrough
        trace, step = walkthrough.trace, walkthrough.cursor.step
        following = Known(trace, min(step + 1, len(trace)), reveal=walkthrough.known.reveal)
        return walkthrough.known_ahead() or following

    def tex(self) -> TexNeeded:
        walkthrough, writing, done = self._walkthrough, self._display.writing, self._done
        first = 0 if done else walkthrough.cursor.step
        later = islice(_tex_after(walkthrough.trace, first, writing), _SYMBOLS_AHEAD)
        if self._part and (ahead := self._part.group_ahead):
            following: Iterable[str] = group_tex(ahead, writing)
        else:
            following = chain.from_iterable(_tex_of(self._known_next(), writing))
        if done is not None:
            return TexNeeded([update_tex(done, writing)], [following, later])
        if (group := self._group) is not None:
            return TexNeeded([group_tex(group, writing)], [following])
        return TexNeeded(_tex_of(walkthrough.known, writing), [following, later])

    def _made(self, plan: _Plan) -> Page:
        """Return the page of a plan, with the pictures of its symbols drawn."""
        page, palette, ratio = _page_of(plan), self._display.palette, self.devicePixelRatioF()
        for ink in page.inks:
            if isinstance(ink, Typeset):
                typeset(ink.tex, ink.points, palette.of(ink.colour), ratio)
        return page

    def picture_page(self) -> Page:
        plan = self._plan_for(self._walkthrough.known)
        if plan.known.step is None or self._group is not None or self._done is not None:
            return self.page
        return line_alone(plan.known, self.width(), PAGES, plan.writing, plan.scale)

    def text(self) -> str:
        group, writing = self._group, self._display.writing
        if self._walkthrough.step and (done := self._done):
            return update_text(done, self._notes(done), writing)
        return group_text(group, writing, self._told) if group else line_text(self._walkthrough.known, writing)

    def copy_tex(self) -> None:
        """Put the line on the clipboard as LaTeX."""
        if tex := line_tex(self._walkthrough.known, self._display.writing):
            QGuiApplication.clipboard().setText(tex)

    def _describe(self) -> None:
        """Tell assistive tools the line, without its numbers while the result is hidden."""
        known = self._walkthrough.known
        text = "\n".join((sentence(known), *told_cells(known))) if known.step else ""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)


def _tex_of(known: Known, writing: Writing) -> list[Iterable[str]]:
    """Return the symbols of the page of a line in parts: of the line, of those to come, and of those before."""
    if not known.line:
        return []
    around = list(lines_around(known))
    parts = [known.line], [n for n in around if n > known.line], [n for n in around if n < known.line]
    return [chain.from_iterable(_tex_of_line(known.trace, number, writing) for number in part) for part in parts]


@lru_cache(maxsize=32)  # of the lines around two lines; more would keep the traces of more updates alive
def _tex_of_line(trace: Trace, number: int, writing: Writing) -> tuple[str, ...]:
    step = trace[number]
    formula = formula_pieces(step, writing, FOLDINGS[0])
    return tuple(tex_in((*symbol_pieces(step, writing), *short_form_pieces(step, writing), *formula)))


def _tex_after(trace: Trace, number: int, writing: Writing) -> Iterator[str]:
    """Go through the symbols of the lines that come next."""
    for ahead in range(number + 1, min(number + _LINES_AHEAD, len(trace)) + 1):
        yield from _tex_of_line(trace, ahead, writing)
