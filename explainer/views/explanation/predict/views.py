"""All that is seen of predicting beside the picture: where answers are given, and the page at the end of a walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from explainer.state.predict.predicted_walk import PredictedWalk
from explainer.state.predict.score_history import ScoreHistory
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.explanation.predict.answer_bar import AnswerBar
from explainer.views.explanation.predict.modes import AgainButton, MendButton, ModeActions, ModeMenu, OfferButton
from explainer.views.explanation.predict.question_actions import QuestionActions
from explainer.views.explanation.predict.walk_page import WalkPage


class PredictViews:
    """The answer bar, the page and their actions; `home` has the keys while nothing is asked."""

    def __init__(
        self,
        walkthrough: Walkthrough,
        walk: PredictedWalk,
        actions: Mapping[str, QAction],
        kept: KeptSettings,
        home: QWidget,
    ) -> None:
        self._questions = QuestionActions(walk.asked, actions, home)
        self.page = WalkPage(walkthrough, walk, ScoreHistory(kept), actions, home)
        menus = self._questions.button(), ModeMenu(walk, actions)
        beside = [button(walk, actions, home) for button in (MendButton, AgainButton, OfferButton)]
        self.answers = AnswerBar(walk, actions["hint"], actions["reveal"], home, menus, beside)
        self._modes = ModeActions(walk, actions, home)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Return what each action does, by its id."""
        return {**self._modes.slots(), **self._questions.slots()}

    def restore(self, kept: KeptSettings) -> None:
        self._modes.restore(kept)
        self._questions.restore(kept)

    def remember(self, kept: KeptSettings) -> None:
        self._modes.remember(kept)
        self._questions.remember(kept)
