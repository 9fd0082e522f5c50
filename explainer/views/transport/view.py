"""The transport."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from explainer.files.wording import counted
from explainer.state.background.playback import SPEEDS, Playback
from explainer.state.background.trainer import Trainer
from explainer.state.walkthrough.moves import Granularity
from explainer.views.controls.controls import ActionButton, caption, row
from explainer.views.transport.folding_row import FoldingRow
from explainer.views.transport.parts import (
    CountButton,
    DropDown,
    GoalEntry,
    SpeedSlider,
    SteadyButton,
    loss_above_0,
    update_or_loss,
)
from explainer.views.transport.progress import Progress

_STEPS = ("first_step", "|◀"), ("previous_step", "◀ Back"), ("next_step", "Next ▶"), ("last_step", "▶|")
_PLAY, _PAUSE = ("Play", "Pause"), ("Pause", "Go On")
_COUNTS = (1, 10, 100, 1000)
_TO_UPDATE = (
    *("to_update", "updates =", "Train until this many updates are done"),
    "Train until this many updates are done, for example 10000, or the loss is < 0.001, and press Enter. "
    "After 10,000 updates you are before the first line of update 10,001",
)
_TO_LOSS = (
    *("to_loss", "loss <", "Train until the loss is below"),
    "Train until the loss of an update is below this, for example 0.001, 1e-3 or 1/1000, and press Enter",
)
_ALL, _FEWER_CAPTIONS, _NO_CAPTIONS, _SIZES_FOLDED, _TRAINING_FOLDED, _BUTTONS_ONLY, _FEWEST_BUTTONS = range(7)


class Transport(FoldingRow):
    """Buttons for the actions of stepping and training.

    Listens to the playback and the trainer; sets the playback's speed and trains to the goals that are typed.
    Where there is little room captions are left out, then sizes and counts are folded into lists; where everything is
    enlarged very much, speed, the number of updates, first and last are left out too.
    `said` carries a sentence for the person.
    """

    said = Signal(str)

    def __init__(self, playback: Playback, trainer: Trainer, actions: Mapping[str, QAction]) -> None:
        super().__init__(_FEWEST_BUTTONS)
        self.setAccessibleName("Stepping and training")
        self._playback, self._trainer, self._actions = playback, trainer, actions
        self._sizes = {size: actions[f"step_by_{size}"] for size in Granularity}
        self._speed = SpeedSlider(len(SPEEDS))
        self._target, self._loss = GoalEntry(update_or_loss, *_TO_UPDATE), GoalEntry(loss_above_0, *_TO_LOSS)
        self._progress = Progress(trainer)
        self._folded_sizes = DropDown([*self._sizes.values()])
        self._to_train = self._add_pieces()
        buttons = [SteadyButton(actions["pause_training"], _PAUSE), ActionButton(actions["stop"], "Stop")]
        self._training = row([self._progress, *buttons])
        self.add(self._training)
        self._only_one_size()
        self._connect()
        self._show_playback()
        self._show_training()

    def _add_pieces(self) -> list[QWidget]:
        """Lay out what is for stepping and what is for training; return the latter."""
        actions = self._actions
        first, back, next, last = (ActionButton(actions[name], text, _role(name)) for name, text in _STEPS)
        self.add(first, last=_BUTTONS_ONLY)
        self.add(row([back, SteadyButton(actions["play_pause"], _PLAY), next]))
        self.add(last, last=_BUTTONS_ONLY)
        self.add(caption("step by"), last=_FEWER_CAPTIONS)
        sizes = [ActionButton(action, size, "segment") for size, action in self._sizes.items()]
        self.add(row(sizes, 0), last=_NO_CAPTIONS)
        self.add(self._folded_sizes, _SIZES_FOLDED)
        self.add(caption("speed"), last=_ALL)
        self.add(self._speed, last=_TRAINING_FOLDED)
        self.add_gap()
        train = {count: actions[f"train_{count}"] for count in _COUNTS}
        folded = DropDown([*train.values()])
        folded.show_choice("Train", "Train: choose how many more updates")
        counts = row([CountButton(action, count, self._done) for count, action in train.items()], 4)
        label = caption("train")
        self.add(label, last=_ALL)
        self.add(counts, last=_SIZES_FOLDED)
        self.add(folded, _TRAINING_FOLDED)
        self.add(self._target, last=_TRAINING_FOLDED)
        self.add(self._loss, last=_FEWER_CAPTIONS)  # the other takes a loss as well
        return [label, counts, folded, self._target, self._loss]

    def _done(self) -> int:
        return self._trainer.done

    def _only_one_size(self) -> None:
        """A click on the chosen size leaves it chosen."""
        group = QActionGroup(self)
        for action in self._sizes.values():
            group.addAction(action)

    def _connect(self) -> None:
        self._speed.valueChanged.connect(self._on_speed)
        for entry in (self._target, self._loss):
            entry.typed.connect(self._on_goal)
            entry.said.connect(self.said)
        self._playback.changed.connect(self._show_playback)
        self._trainer.started.connect(self._show_training)
        self._trainer.finished.connect(self._show_training)
        self._trainer.paused.connect(self._show_training)

    def _show_playback(self) -> None:
        size = self._playback.granularity
        self._actions["play_pause"].setText(_PLAY[self._playback.is_playing])
        self._speed.setValue(SPEEDS.index(self._playback.speed))
        self._speed.setToolTip(f"{counted(self._playback.speed, 'step')} a second")
        self._sizes[size].setChecked(True)
        self._folded_sizes.show_choice(f"step by {size}", f"Step by {size.capitalize()}: choose the size of a step")

    def _show_training(self) -> None:
        idle = [*self._to_train, self._speed]  # the room of the speed is needed, and nothing is played
        self.take_turns([self._training], idle, self._trainer.is_training)
        self._actions["pause_training"].setEnabled(self._trainer.is_training)
        self._actions["pause_training"].setText(_PAUSE[self._trainer.is_paused])

    def _on_speed(self, position: int) -> None:
        self._playback.set_speed(SPEEDS[position])

    def _on_goal(self, goal: int | float) -> None:
        if isinstance(goal, int):
            self._trainer.train_to(goal)
        else:
            self._trainer.train_until(goal)


def _role(action: str) -> str:
    return "primary" if action == "next_step" else "plain"
