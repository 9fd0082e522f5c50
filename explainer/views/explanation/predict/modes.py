"""What follows a wrong answer, by menu and by the button at the answer; and what can be done with own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

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
_PREDICT, _GO_ON, _MEND, _FRESH = "predict", "go_on_with_mine", "mend", "fresh_numbers"


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
        self._actions[_PREDICT].setChecked(self._walk.is_on)
        self._actions[_GO_ON].setEnabled(self._walk.offers)
        self._actions[_MEND].setEnabled(self._walk.can_mend)


class ModeMenu(QToolButton):
    """Tells the mode and offers the others."""

    def __init__(self, walk: PredictedWalk, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._walk, self._names = walk, {mode: actions[id].text() for id, mode in MODES.items()}
        self.setObjectName("predict_mode")
        self.setProperty("role", "menu")
        self.setToolTip("What follows a wrong answer; another choice ends this walk")
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


class PassingButton(ActionButton):
    """Seen while it is wanted; where it goes with the focus, that is `home`. It is to hear of changes before what makes
    its action impossible does: Qt moves the focus on from there."""

    def __init__(self, walk: PredictedWalk, action: QAction, text: str, home: QWidget) -> None:
        super().__init__(action, text)
        self._walk, self._home = walk, home
        self.setObjectName(f"{action.objectName()}_button")
        walk.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        if self.hasFocus() and not self.is_wanted:
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.is_wanted:
            self.defaultAction().setEnabled(True)
        self.setVisible(self.is_wanted)

    @property
    def is_wanted(self) -> bool:
        raise NotImplementedError


class MendButton(PassingButton):
    """Puts the right numbers back."""

    def __init__(self, walk: PredictedWalk, actions: Mapping[str, QAction], home: QWidget) -> None:
        super().__init__(walk, actions[_MEND], "Mend", home)

    @property
    def is_wanted(self) -> bool:
        return self._walk.can_mend


class AgainButton(PassingButton):
    """Asks a line that was shown again, with other numbers."""

    def __init__(self, walk: PredictedWalk, actions: Mapping[str, QAction], home: QWidget) -> None:
        super().__init__(walk, actions[_FRESH], "Again, other numbers", home)

    @property
    def is_wanted(self) -> bool:
        return self._walk.was_shown


class OfferButton(PassingButton):
    """Takes a wrong number on: the keys come to it as soon as that is offered. Enter presses it, too."""

    def __init__(self, walk: PredictedWalk, actions: Mapping[str, QAction], home: QWidget) -> None:
        super().__init__(walk, actions[_GO_ON], "Go on with it", home)

    @property
    def is_wanted(self) -> bool:
        return self._walk.offers

    def _show(self) -> None:
        was_hidden = self.isHidden()
        super()._show()
        if was_hidden and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
