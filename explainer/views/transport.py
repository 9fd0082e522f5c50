"""The transport: stepping, playing, the size and speed of a step, and training."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QSlider, QStackedWidget, QWidget

from explainer.state.playback import SPEEDS, Playback
from explainer.state.training import Trainer
from explainer.views.controls import ActionButton, OwnKeys, caption, row

FURTHEST_UPDATE = 10_000_000
_BESIDE_CAPTION = 6
_WHOLE = re.compile(r"\d{1,12}|\d{1,3}([., ]\d{3})+", re.ASCII)
_SLIDER_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class Transport(QWidget):
    """Buttons for the actions of stepping and training.

    Listens to the playback and the trainer; sets the playback's speed and starts training to a given update.
    `said` carries a sentence for the person.
    """

    said = Signal(str)

    def __init__(self, playback: Playback, trainer: Trainer, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._playback, self._trainer, self._actions = playback, trainer, actions
        self._captions = [caption(text) for text in ("step by", "speed", "train")]
        self._speed = self._make_speed()
        self._target = self._make_target()
        self._progress = QProgressBar()
        self._progress.setAccessibleName("Training progress")
        self._progress.setMinimumWidth(120)
        self._training = QStackedWidget()
        self._training.addWidget(self._train_buttons())
        self._training.addWidget(row([self._progress, ActionButton(actions["stop"], "Stop")]))
        self._lay_out()
        playback.changed.connect(self._show_playback)
        trainer.started.connect(self._show_training)
        trainer.finished.connect(self._show_training)
        trainer.progressed.connect(self._show_progress)
        self._show_playback()

    def _lay_out(self) -> None:
        actions = self._actions
        steps = [
            ActionButton(actions["first_step"], "|◀"),
            ActionButton(actions["previous_step"], "◀ Back"),
            ActionButton(actions["play_pause"]),
            ActionButton(actions["next_step"], "Next ▶", role="primary"),
            ActionButton(actions["last_step"], "▶|"),
        ]
        sizes = [ActionButton(actions[f"step_by_{size}"], size, "flat") for size in ("line", "phase", "update")]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 2)
        layout.setSpacing(10)
        layout.addWidget(row(steps))
        layout.addWidget(row([self._captions[0], *sizes], 3))
        layout.addWidget(row([self._captions[1], self._speed]))
        layout.addStretch()
        layout.addWidget(self._training)

    def _make_speed(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName("speed")
        slider.setRange(0, len(SPEEDS) - 1)
        slider.setPageStep(1)
        slider.setFixedWidth(72)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        slider.setAccessibleName("Speed of playing")
        slider.valueChanged.connect(self._on_speed)
        OwnKeys(slider, *_SLIDER_KEYS)
        return slider

    def _make_target(self) -> QLineEdit:
        target = QLineEdit()
        target.setObjectName("to_update")
        target.setPlaceholderText("to update")
        target.setToolTip("Train until this many updates are done, for example 10000, and press Enter")
        target.setAccessibleName("Train to update")
        target.setFixedWidth(92)
        target.returnPressed.connect(self._on_target)
        leave = QAction(target)
        leave.setShortcut(Qt.Key.Key_Escape)
        leave.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        leave.triggered.connect(self._leave_target)
        target.addAction(leave)
        return target

    def _train_buttons(self) -> QWidget:
        counts = (("train_1", "+1"), ("train_10", "+10"), ("train_100", "+100"), ("train_1000", "+1000"))
        buttons = [ActionButton(self._actions[name], text) for name, text in counts]
        return row([self._captions[2], *buttons, self._target], 4)

    def _captions_width(self) -> int:
        return sum(label.sizeHint().width() + _BESIDE_CAPTION for label in self._captions)

    def minimumSizeHint(self) -> QSize:
        """Return the size without captions, which are left out where there is no room for them."""
        shown = 0 if self._captions[0].isHidden() else self._captions_width()
        return super().minimumSizeHint() - QSize(shown, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_wide = event.size().width() >= self.minimumSizeHint().width() + self._captions_width()
        for label in self._captions:
            label.setVisible(is_wide)

    def _show_playback(self) -> None:
        self._actions["play_pause"].setText("Pause" if self._playback.is_playing else "Play")
        self._speed.setValue(SPEEDS.index(self._playback.speed))
        self._speed.setToolTip(f"{self._playback.speed:g} steps a second")
        for size in ("line", "phase", "update"):
            self._actions[f"step_by_{size}"].setChecked(self._playback.granularity.value == size)

    def _show_training(self) -> None:
        self._training.setCurrentIndex(1 if self._trainer.is_training else 0)

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.setMaximum(total)
        self._progress.setValue(done)
        self._progress.setFormat(f"{done:,} of {total:,}")

    def _on_speed(self, position: int) -> None:
        self._playback.set_speed(SPEEDS[position])

    def _on_target(self) -> None:
        text = self._target.text().strip()
        if not _WHOLE.fullmatch(text) or (update := int(re.sub(r"\D", "", text))) > FURTHEST_UPDATE:
            self.said.emit(f"Type how many updates are to be done: a whole number up to {FURTHEST_UPDATE:,}.")
            return
        self._leave_target()
        self._trainer.train_to(update)

    def _leave_target(self) -> None:
        self._target.clear()
        self._target.clearFocus()
