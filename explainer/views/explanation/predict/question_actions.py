"""The actions that choose what is asked while predicting, and how the choice is kept from one start to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from explainer.state.predict.asked_lines import AskedLines
from explainer.state.session.kept_settings import KeptSettings
from explainer.variants.questions.kinds import Wanted
from explainer.views.controls.controls import OwnKeys

WANTED = {f"ask_{wanted.name.lower()}": wanted for wanted in Wanted}
"""By the ids of the actions that choose them."""
MORE_EACH_ROUND = "ask_more_each_round"
_WANTED, _FADING = "predict/asked", "predict/fading"


class QuestionActions(QObject):
    """Shows on the actions what is asked; their slots change it."""

    def __init__(self, asked: AskedLines, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._asked, self._actions = asked, actions
        group = QActionGroup(self)
        for id in WANTED:
            group.addAction(actions[id])
        asked.changed.connect(self._show)
        self._show()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what each action does, by its id."""
        return {**dict.fromkeys(WANTED, self._on_wanted), MORE_EACH_ROUND: self._on_fading}

    def button(self) -> QToolButton:
        """Return a button with all of them in its menu."""
        button = QToolButton()
        button.setObjectName("questions")
        button.setText("Ask ▾")
        button.setProperty("role", "menu")
        button.setToolTip("What is asked: numbers, signs, a mixture …; and how much")
        button.setAccessibleName("What is asked")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(button, Qt.Key.Key_Space)
        menu = QMenu(button)
        menu.addActions([self._actions[id] for id in WANTED])
        menu.addSeparator()
        menu.addAction(self._actions[MORE_EACH_ROUND])
        button.setMenu(menu)
        return button

    def restore(self, kept: KeptSettings) -> None:
        """Ask as it was kept."""
        self._asked.want(Wanted(kept.choice(_WANTED, [*Wanted], Wanted.NUMBERS)))
        self._asked.fade(kept.flag(_FADING))

    def remember(self, kept: KeptSettings) -> None:
        kept.keep(_WANTED, self._asked.wanted.value)
        kept.keep(_FADING, "true" if self._asked.is_fading else "false")

    def _on_wanted(self) -> None:
        self._asked.want(next(wanted for id, wanted in WANTED.items() if self._actions[id].isChecked()))

    def _on_fading(self) -> None:
        self._asked.fade(self._actions[MORE_EACH_ROUND].isChecked())

    def _show(self) -> None:
        for id, wanted in WANTED.items():
            self._actions[id].setChecked(wanted is self._asked.wanted)
        self._actions[MORE_EACH_ROUND].setChecked(self._asked.is_fading)
