"""What follows a wrong answer, by menu and by the button at the answer; and what can be done with own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from explainer.state.predict.mode import PredictMode
from explainer.state.predict.predicted_walk import PredictedWalk
from explainer.state.session.kept_settings import KeptSettings
from explainer.views.controls.controls import ActionButton, OwnKeys

MODES = {
    "predict_try_again": PredictMode.TRY_AGAIN,
    "predict_fix": PredictMode.FIX,
    "predict_at_end": PredictMode.AT_END,
}
"""By the ids of the actions that choose them."""
_KEPT = "predict/mode"
_GO_ON, _MEND = "go_on_with_mine", "mend"


class ModeActions(QObject):
    """Listens to the walk and changes it, and shows on the actions what is chosen and what is possible."""

    def __init__(self, walk: PredictedWalk, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._walk, self._actions = walk, actions
        group = QActionGroup(self)
        for id in MODES:
            group.addAction(actions[id])
        walk.changed.connect(self._show)
        self._show()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what each action does, by its id."""
        return {**dict.fromkeys(MODES, self._on_mode), _GO_ON: self._walk.go_on, _MEND: self._walk.mend}

    def restore(self, kept: KeptSettings) -> None:
        self._walk.set_mode(PredictMode(kept.choice(_KEPT, [*PredictMode], PredictMode.TRY_AGAIN)))

    def remember(self, kept: KeptSettings) -> None:
        kept.keep(_KEPT, self._walk.chosen_mode)

    def _on_mode(self) -> None:
        self._walk.set_mode(next(mode for id, mode in MODES.items() if self._actions[id].isChecked()))

    def _show(self) -> None:
        for id, mode in MODES.items():
            self._actions[id].setChecked(mode is self._walk.chosen_mode)
        self._actions[_GO_ON].setEnabled(self._walk.offers)
        self._actions[_MEND].setEnabled(self._walk.can_mend)


class ModeMenu(QToolButton):
    """Tells the mode and offers the others."""

    def __init__(self, walk: PredictedWalk, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._walk, self._names = walk, {mode: actions[id].text() for id, mode in MODES.items()}
        self.setObjectName("predict_mode")
        self.setProperty("role", "menu")
        self.setToolTip("What follows a wrong answer; another choice begins anew")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        OwnKeys(self, Qt.Key.Key_Space)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addActions([actions[id] for id in MODES])
        self.setMenu(menu)
        walk.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        name = self._names[self._walk.mode]
        self.setText(f"{name} ▾")
        self.setAccessibleName(f"After a wrong answer: {name}")
        self.setDisabled(self._walk.practises)


class OfferButton(ActionButton):
    """Takes a wrong number on; seen, with the keys on it, while that is offered. Enter presses it, too."""

    def __init__(self, walk: PredictedWalk, actions: Mapping[str, QAction]) -> None:
        super().__init__(actions[_GO_ON], "Go on with it")
        self._walk = walk
        self.setObjectName("go_on_button")
        OwnKeys(self, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        walk.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        is_new = self._walk.offers and self.isHidden()
        self.setVisible(self._walk.offers)
        if is_new and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)


class MendButton(ActionButton):
    """Puts the right numbers back; seen while there are others."""

    def __init__(self, walk: PredictedWalk, actions: Mapping[str, QAction]) -> None:
        super().__init__(actions[_MEND], "Mend")
        self._walk = walk
        self.setObjectName("mend_button")
        walk.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        self.setVisible(self._walk.can_mend)
