"""The step seen in five ways: as a formula, with whole matrices, as code, by its paths, and by trying it out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from explainer.state.pointing import Pointing
from explainer.state.walkthrough import Walkthrough
from explainer.views.code import CodeView
from explainer.views.derivation import Derivation
from explainer.views.display import Display
from explainer.views.matrix import MatrixView
from explainer.views.nudge import Nudge
from explainer.views.paths import Paths
from explainer.views.tabs import Tabs

TITLES = ("Formula", "Matrix", "Code", "Paths", "Nudge")


class Explanation(Tabs):
    """The tabs beside the canvas; all listen to the same walkthrough."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display) -> None:
        derivation = Derivation(walkthrough, pointing, display)
        makes = (
            derivation,
            partial(MatrixView, walkthrough, pointing, display),
            partial(CodeView, walkthrough, display),
            partial(Paths, walkthrough, pointing, display),
            partial(Nudge, walkthrough, pointing, display),
        )
        super().__init__("Formula, matrix, code, paths or nudge", dict(zip(TITLES, makes, strict=True)))
        self.setObjectName("explanation")
        self.derivation = derivation

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what shows each tab, by the id of its action."""
        shows = (self._show_formula, self._show_matrix, self._show_code, self._show_paths, self._show_nudge)
        return {f"show_{title.lower()}": show for title, show in zip(TITLES, shows, strict=True)}

    def _show_formula(self) -> None:
        self.setCurrentIndex(0)

    def _show_matrix(self) -> None:
        self.setCurrentIndex(1)

    def _show_code(self) -> None:
        self.setCurrentIndex(2)

    def _show_paths(self) -> None:
        self.setCurrentIndex(3)

    def _show_nudge(self) -> None:
        self.setCurrentIndex(4)
