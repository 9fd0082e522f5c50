"""The page of the Why tab: the derivation that is asked for, at the numbers of the cursor."""

from __future__ import annotations

from explainer.picture.pages.column import note_page
from explainer.picture.pages.ink import Page
from explainer.picture.pages.lines.derived import NOTHING, Derived, derived_tex, derived_text
from explainer.picture.pages.lines.derived_page import derived_page
from explainer.state.session.display import Display
from explainer.state.walkthrough.own_lines import OwnLines
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.question import Question
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.derived.questions import WHY
from explainer.trace.typeset.pieces import tex_in
from explainer.views.look.text_metrics import PAGES
from explainer.views.sheet.sheet import Sheet
from explainer.views.sheet.typesetter import TexNeeded

_ROOM = (480.0, 400.0)
"""On a panel of this many pixels a derivation has its ordinary size."""


class WhySheet(Sheet):
    """The derivation of what is asked; listens to the question, too. Symbols lead to the lines that made them."""

    is_never_empty = True

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, question: Question, own: OwnLines
    ) -> None:
        super().__init__(walkthrough, pointing, display)
        self._question, self._own = question, own
        self._derived: Derived | None = None
        self._described: Derived | None = None
        own.changed.connect(self.show_own)
        question.changed.connect(self.show_cursor)
        self.show_cursor()

    def show_cursor(self) -> None:
        self._derived = None
        super().show_cursor()

    def derived(self) -> Derived | None:
        """Return what is derived; None where nothing is asked."""
        symbol, writing = self._question.symbol, self._display.writing
        if self._derived is None and symbol is not None:
            self._derived = Derived(self._walkthrough.known, symbol, writing, self._own.judged(writing))
        return self._derived

    def show_own(self) -> None:
        """Show what was typed last, at the end of the page."""
        self.show_cursor()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def compose(self) -> Page:
        derived, display = self.derived(), self._display
        scale = self.scale_for(_ROOM) if display.is_stage else display.zoom
        if derived is None:
            return note_page(NOTHING, self.width(), PAGES, scale)
        return derived_page(derived, self.width(), PAGES, scale)

    def tex(self) -> TexNeeded:
        derived = self.derived()
        return TexNeeded([(tex for pieces in derived_tex(derived) for tex in tex_in(pieces))] if derived else [])

    def text(self) -> str:
        derived = self.derived()
        return derived_text(derived) if derived else NOTHING

    def lay_out(self) -> None:
        super().lay_out()
        derived = self.derived()
        if derived is None or derived is not self._described:
            self._described = derived
            self.setAccessibleName(derived.heading if derived else WHY)
            self.setAccessibleDescription(self.text())
