"""The derivation panel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from explainer.state.pointing import Pointing
from explainer.state.walkthrough import Walkthrough
from explainer.trace.notation import Writing
from explainer.trace.pieces import formula_pieces, symbol_pieces, tex_in
from explainer.trace.sentences import sentence
from explainer.trace.step import Step
from explainer.trace.tex_line import line_tex, line_text
from explainer.trace.trace import Trace
from explainer.views.derivation.page import start_page, step_page
from explainer.views.derivation.start import start_lines
from explainer.views.display import Display
from explainer.views.sheet import Page, Sheet

_SYMBOL, _VALUE = 9, 13
"""The columns of a step's row from symbol to value: symbol, formula, substitution, value."""
_LINES_AHEAD, _SYMBOLS_AHEAD = 40, 250
_ROOM = (480.0, 400.0)
"""On a panel of this many pixels a formula has its ordinary size."""


class Derivation(Sheet):
    """Shows the line that the cursor is on: in a sentence, in symbols, in numbers, and its result.

    Numbers are drawn at once; a symbol that has not been typeset yet is drawn as plain text until it is. Its
    accessible description is the line as in a trace file.
    """

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, pointing, display, parent)
        self.setObjectName("derivation")
        self.setAccessibleName("Derivation")
        self._copies.insert(1, self._copy("Copy as TeX", self.copy_tex))
        walkthrough.moved.connect(self._describe)
        self.show_cursor()
        self._describe()

    def compose(self) -> Page:
        walkthrough, palette, writing = self._walkthrough, self._display.palette, self._display.writing
        scale = self.scale_for(_ROOM)
        if walkthrough.step is None:
            return start_page(start_lines(walkthrough, writing), self.width(), palette, scale)
        size = self.width(), self.height()
        return step_page(walkthrough.step, size, palette, writing, scale, walkthrough.part)

    def tex(self) -> tuple[Iterable[str], Iterable[str]]:
        walkthrough, writing = self._walkthrough, self._display.writing
        ahead = _tex_after(walkthrough.trace, walkthrough.cursor.step, writing)
        here = _tex_of(walkthrough.step, writing) if walkthrough.step else iter(())
        return here, islice(ahead, _SYMBOLS_AHEAD)

    def text(self) -> str:
        step = self._walkthrough.step
        return line_text(step, self._display.writing, self._walkthrough.is_result_hidden) if step else ""

    def copy_tex(self) -> None:
        """Put the line on the clipboard as LaTeX."""
        step, is_hidden = self._walkthrough.step, self._walkthrough.is_result_hidden
        if step is not None:
            QGuiApplication.clipboard().setText(line_tex(step, self._display.writing, is_hidden))

    def _describe(self) -> None:
        """Tell assistive tools the line, without its numbers while the result is hidden."""
        step, text = self._walkthrough.step, ""
        if step is not None:
            row = step.row()[_SYMBOL:_VALUE]
            text = "\n".join((sentence(step), *(row[:2] if self._walkthrough.is_result_hidden else row)))
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)  # tells assistive tools that it is another
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


def _tex_of(step: Step, writing: Writing) -> Iterator[str]:
    return tex_in((*symbol_pieces(step, writing), *formula_pieces(step, writing)))


def _tex_after(trace: Trace, number: int, writing: Writing) -> Iterator[str]:
    """Go through the symbols of the lines that come next."""
    for ahead in range(number + 1, min(number + _LINES_AHEAD, len(trace)) + 1):
        yield from _tex_of(trace[ahead], writing)
