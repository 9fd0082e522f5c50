"""The parts of the transport: segments, buttons with a list, and the speed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QToolTip

from explainer.files.base.wording import counted
from explainer.views.controls.controls import ActionButton, OwnKeys
from explainer.views.controls.pickers import Slider

_FIXED = QSizePolicy.Policy.Fixed


class DropDown(QToolButton):
    """A button that opens a list of actions below it; for where there is no room for a button for each."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._menu = QMenu(self)
        self._menu.addActions(actions)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        OwnKeys(self, Qt.Key.Key_Space)

    def show_choice(self, text: str, name: str) -> None:
        """Show a short text on the button; `name` says to assistive tools and in the tip what it does."""
        self.setText(f"{text} ▾")
        self.setAccessibleName(name)
        self.setToolTip(name)

    def _on_clicked(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class CountButton(ActionButton):
    """A button that computes `more` updates than are `done`; its tip is about the run as it is."""

    def __init__(self, action: QAction, more: int, done: Callable[[], int]) -> None:
        super().__init__(action, f"+{more}")
        self._more, self._done = more, done

    def tip(self) -> str:
        """Return which updates a click computes, and where it leads."""
        first, last = self._done() + 1, self._done() + self._more
        which = f"update {last:,}" if first == last else f"updates {first:,} to {last:,}"
        keys = self.defaultAction().shortcut().toString()
        return f"Compute {which}; then you are after {counted(last, 'update')}, before update {last + 1:,}  ({keys})"

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(), self)
            return True
        return super().event(event)


class SteadyButton(ActionButton):
    """A button whose text changes between some; it is always as wide as the widest."""

    def __init__(self, action: QAction, texts: Sequence[str]) -> None:
        self._texts = texts
        super().__init__(action)

    def sizeHint(self) -> QSize:
        hint, widest = super().sizeHint(), max(map(self._width, self._texts))
        return QSize(hint.width() + widest - self._width(self.text()), hint.height())

    def _width(self, text: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()


class SpeedSlider(Slider):
    """A short slider, as long as some letters are wide."""

    def __init__(self, positions: int) -> None:
        super().__init__(positions)
        self.setObjectName("speed")
        self.setSizePolicy(_FIXED, _FIXED)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Speed of playing")

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("m") * 5, super().sizeHint().height())
