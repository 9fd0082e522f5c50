"""The step seen in six ways: as a line, with whole matrices, as code, by its paths, by trying it out, and derived; what
a bug makes of it; and what is printed of it, where something is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from explainer.picture.pages.printed_words import PRINTED
from explainer.state.lab.bug_lab import BugLab
from explainer.state.session.display import Display
from explainer.state.session.shown_part import ShownPart
from explainer.state.walkthrough.known_of_run import QUIET
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.question import Question
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.views.controls.tabs import KeyedPage, Tabs, later_page
from explainer.views.explain.symbol_menus import SymbolMenus
from explainer.views.explanation.derivation import DerivationPanel

TITLES = ("Lines", "Matrix", "Code", "Paths", "Nudge", "Why", "Bug lab")


class Explanation(Tabs):
    """The tabs beside the canvas; all listen to the same walkthrough. `opened` tells that one was asked for."""

    opened = Signal()

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, part: ShownPart, lab: BugLab
    ) -> None:
        self._shared, self._lab = (walkthrough, pointing, display), lab
        derivation = DerivationPanel(walkthrough, pointing, display, part)
        late = self._make_matrix, self._make_code, self._make_paths, self._make_nudge, self._make_why, self._make_lab
        pages: dict[str, QWidget | Callable[[], QWidget]] = dict(zip(TITLES, (derivation, *late), strict=True))
        super().__init__("Lines, matrix, code, paths, nudge, why or bug lab", pages)
        self.setObjectName("explanation")
        self.derivation = derivation
        self._question = Question(walkthrough, self)
        self._menus = SymbolMenus(walkthrough, pointing, display, self)
        pointing.asked.connect(self.explain)
        pointing.tab_asked.connect(self._on_tab_asked)
        self._before = 0
        self._printed = later_page(self._make_printed, self)
        walkthrough.edited.connect(self._offer_printed)
        self._behind: int | None = None
        walkthrough.moved.connect(self._hide_formula)
        derivation.tab_asked.connect(self._on_tab_asked)
        self._offer_printed()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what shows each tab, by the id of its action."""
        shows = (
            self._show_lines,
            self._show_matrix,
            self._show_code,
            self._show_paths,
            self._show_nudge,
            self._show_why,
            self._show_lab,
        )
        slots = {f"show_{title.lower().replace(' ', '_')}": show for title, show in zip(TITLES, shows, strict=True)}
        return {**slots, "show_printed": self._show_printed}

    def explain(self, symbol: Symbol | None) -> None:
        """Show where the formula of a symbol comes from; with None that of the line, whatever line it is."""
        self._question.ask(symbol)
        self._show_why()

    def present(self, is_on: bool) -> None:
        """Show the line to begin with, and afterwards what was looked at before."""
        if is_on:
            self._before = self.currentIndex()
        self.setCurrentIndex(0 if is_on else self._before)

    def copies(self) -> dict[str, Callable[[], object]]:
        """Return what copies the line, by the id of its action."""
        line = self.derivation
        return {"copy_text": line.copy_line, "copy_tex": line.copy_tex, "copy_picture": line.copy_picture}

    # Imported when they are first looked at, because the window is to open quickly.

    def _make_matrix(self) -> QWidget:
        from explainer.views.explanation.matrix.tab import MatrixTab

        return MatrixTab(*self._shared)

    def _make_code(self) -> QWidget:
        from explainer.views.explanation.code.tab import CodeTab

        walkthrough, _, display = self._shared
        tab = CodeTab(walkthrough, display)
        tab.view.explain_asked.connect(self._menus.open)
        return tab

    def _make_paths(self) -> QWidget:
        from explainer.views.explanation.paths import PathsTab

        return PathsTab(*self._shared)

    def _make_nudge(self) -> QWidget:
        from explainer.views.explanation.nudge import NudgeTab

        return NudgeTab(*self._shared)

    def _make_why(self) -> QWidget:
        from explainer.views.explanation.why.tab import WhyTab

        return WhyTab(*self._shared, self._question)

    def _make_lab(self) -> QWidget:
        from explainer.views.explanation.lab.tab import BugLabTab

        walkthrough, _, display = self._shared
        return BugLabTab(walkthrough, display, self._lab)

    def _make_printed(self) -> QWidget:
        from explainer.views.explanation.printed import PrintedTab

        walkthrough, _, display = self._shared
        tab = PrintedTab(walkthrough, display)
        tab.table.line_asked.connect(self._show_lines)
        return tab

    def _offer_printed(self) -> None:
        """Have the tab of printed figures where the scenario has some."""
        place = self.indexOf(self._printed)
        if self._shared[0].scenario.published is None:
            self.removeTab(place)
        elif place < 0:
            self.addTab(self._printed, PRINTED)

    def add_corner(self, button: QWidget) -> None:
        """Put a button at the right end of the tabs."""
        self.setCornerWidget(button)
        self.setTabOrder(self.tabBar(), button)

    def bar_width(self) -> int:
        """Return how wide all tabs and what is at the end of them are."""
        corner = self.cornerWidget()
        return self.tabBar().sizeHint().width() + (corner.sizeHint().width() if corner else 0)

    def _go_to(self, index: int) -> None:
        """Show a page and let the keys follow: from there Tab goes through what is on it."""
        self.opened.emit()
        if not self.isTabEnabled(index):
            self._shared[0].said.emit(QUIET)
            return
        page = self.page(index)
        self.setCurrentIndex(index)
        page.show()  # one that was made just now is hidden yet, and could not take the keys
        target = page.takes_keys if isinstance(page, KeyedPage) else page
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_lines(self) -> None:
        self._go_to(0)

    def _show_matrix(self) -> None:
        self._go_to(1)

    def _show_code(self) -> None:
        self._go_to(2)

    def _show_paths(self) -> None:
        self._go_to(3)

    def _show_nudge(self) -> None:
        self._go_to(4)

    def _hide_formula(self) -> None:
        """Show the line alone while its formula is asked for, which every other tab would give away."""
        known = self._shared[0].known
        is_hidden = known.is_asked and known.step is not None and known.step.is_closed
        if is_hidden == (self._behind is not None):
            return
        if is_hidden:
            self._behind = self.currentIndex()
            self.setCurrentIndex(0)
        for index in range(1, self.count()):
            self.setTabEnabled(index, not is_hidden)
        if not is_hidden and self._behind is not None:
            self.setCurrentIndex(self._behind)
            self._behind = None

    def _on_tab_asked(self, title: str) -> None:
        if title == PRINTED:
            self._show_printed()
        elif title in TITLES:
            self._go_to(TITLES.index(title))

    def _show_why(self) -> None:
        self._go_to(5)

    def _show_lab(self) -> None:
        self._go_to(6)

    def _show_printed(self) -> None:
        place = self.indexOf(self._printed)
        if place < 0:
            self._shared[0].said.emit("Of this scenario no figures are printed.")
        else:
            self._go_to(place)
