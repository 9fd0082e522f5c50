"""The Paths tab: the whole chain rule for one weight on a page."""

from __future__ import annotations

from explainer.picture.pages.column import note_page
from explainer.picture.pages.ink import Page
from explainer.picture.pages.paths_page import Account, formulas, page_text, paths_page
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import ChosenParameter, Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.gradient_paths import paths_of
from explainer.trace.notations.naming import parameter_label
from explainer.trace.typeset.pieces import tex_in
from explainer.trace.words.bug_words import CLOSED
from explainer.views.controls.controls import caption
from explainer.views.controls.parameter_chooser import ParameterTab
from explainer.views.look.text_metrics import PAGES
from explainer.views.sheet.sheet import Sheet
from explainer.views.sheet.typesetter import TexNeeded

_ROOM = (400.0, 400.0)
"""On a panel of this many pixels the paths have their ordinary size on a stage."""
_SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6, 0.0)
"""How many times as large they are where they would not all be seen."""
_LEAST_ON_STAGE = 0.85
"""Of the zoom: so small they are still read, and nobody scrolls there."""


class PathsSheet(Sheet):
    """The page itself, of the parameter that is chosen and the sample at the cursor."""

    is_never_empty = True

    def __init__(
        self,
        walkthrough: Walkthrough,
        pointing: Pointing,
        display: Display,
        choice: ChosenParameter,
    ) -> None:
        super().__init__(walkthrough, pointing, display)
        self._choice = choice
        choice.changed.connect(self.show_cursor)
        self.show_cursor()

    def _account(self) -> Account:
        known = self._walkthrough.known
        return Account(known, paths_of(known, self._choice.parameter), self._display.writing)

    def compose(self) -> Page:
        account, zoom, is_stage = self._account(), self._display.zoom, self._display.is_stage
        if self._is_closed:
            return note_page(CLOSED, self.width(), PAGES, zoom)
        largest = self.scale_for(_ROOM) if is_stage else zoom
        least = _LEAST_ON_STAGE * zoom if is_stage else zoom
        for share in _SMALLER:
            scale = max(share * largest, least)
            page = paths_page(account, self.width(), PAGES, scale, self._choice.is_made or is_stage)
            if page.height <= self.height() or scale == least:
                break
        return page

    def tex(self) -> TexNeeded:
        shown = () if self._is_closed else formulas(self._account())
        return TexNeeded([(tex for formula in shown for tex in tex_in(formula))])

    def text(self) -> str:
        return CLOSED if self._is_closed else page_text(self._account())

    @property
    def _is_closed(self) -> bool:
        return self._walkthrough.known.trace.shown.hides_formulas

    def lay_out(self) -> None:
        super().lay_out()
        scenario, parameter = self._walkthrough.known.scenario, self._choice.parameter
        name = parameter_label(scenario, parameter, self._display.writing.notation)
        self.setAccessibleName(f"Paths from {name} to the error")
        self.setAccessibleDescription(self.text())


class PathsTab(ParameterTab):
    """All paths from the chosen weight or bias to the error, their products and their sum, the gradient."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        super().__init__("paths", walkthrough, pointing, display, spacing=10)
        self.setAccessibleName("Paths to the error")
        self.sheet = PathsSheet(walkthrough, pointing, display, self.choice)
        self.top.addWidget(caption("Paths of"))
        self.top.addWidget(self.chooser)
        self.top.addStretch(1)
        self.column.addWidget(self.sheet, 1)
