"""The matrix tab: the step as an equation of its whole layer, with the matrices filled in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtWidgets import QWidget

from explainer.picture.pages.column import MARGIN, note_page
from explainer.picture.pages.ink import Page
from explainer.picture.pages.matrix_page import form_page, tex_of
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.matrix.form import LayerForm
from explainer.trace.matrix.forms import layer_form
from explainer.trace.matrix.written import form_summary, form_text
from explainer.views.look.text_metrics import PAGES
from explainer.views.sheet.sheet import Sheet
from explainer.views.sheet.typesetter import TexNeeded

BEFORE_THE_FIRST = "Each line will be shown here for its whole layer, with the matrices filled in. Press → or Next."
_LINES_AHEAD, _NAMES_AHEAD = 12, 60
_ROOM = (480.0, 300.0)
"""On a panel of this many pixels an equation has its ordinary size."""


class MatrixSheet(Sheet):
    """Shows the cursor's line in layer form: the equation, and below it the same with its matrices filled in.

    Numbers that no line has made yet are empty boxes, the line's own number is framed and what it is made of is tinted.
    Its accessible description is the page in short.
    """

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, pointing, display, parent)
        self.setObjectName("matrix")
        self.setAccessibleName("Matrix: the line for its whole layer")
        self.show_cursor()

    def compose(self) -> Page:
        form, scale = self._form(), self.scale_for(_ROOM)
        if form is None:
            return note_page(BEFORE_THE_FIRST, self.width(), PAGES, scale, MARGIN)
        return form_page(form, self._walkthrough.known, self._display.writing, self.width(), PAGES, scale)

    def tex(self) -> TexNeeded:
        form = self._form()
        return TexNeeded([tex_of(form)] if form else [], [islice(self._tex_ahead(), _NAMES_AHEAD)])

    def text(self) -> str:
        form = self._form()
        return form_text(form, self._walkthrough.known, self._display.writing) if form else ""

    def lay_out(self) -> None:
        super().lay_out()
        form = self._form()
        text = form_summary(form, self._walkthrough.known, self._display.writing) if form else ""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def _form(self) -> LayerForm | None:
        step = self._walkthrough.step
        return layer_form(step, self._display.writing.notation) if step else None

    def _tex_ahead(self) -> Iterator[str]:
        """Go through the names on the pages of the lines that come next."""
        trace, number = self._walkthrough.trace, self._walkthrough.cursor.step
        for ahead in range(number + 1, min(number + _LINES_AHEAD, len(trace)) + 1):
            yield from tex_of(layer_form(trace[ahead], self._display.writing.notation))
