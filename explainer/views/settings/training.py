"""How the network is trained: loss, optimizer, batches, penalties, order."""

from __future__ import annotations

from functools import partial
from typing import get_args

from explainer.engine.scenario.scenario import Reduction, Scenario, UpdateOrder
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS, OPTIONS
from explainer.functions.own.definition import definition_in
from explainer.state.edits import training_edits as edits
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import Edit
from explainer.state.edits.function_edits import OF_THE_LOSS
from explainer.views.controls.pickers import OWN_FORMULA
from explainer.views.settings.fields import Editing, Setting, SettingGroup, choice, note, whole
from explainer.views.settings.inputs import ListEntry, TextEntry, Tick

_BATCHES = {"all": "whole data set", "one": "stochastic (1)", "some": "mini-batches"}
_USUAL_BATCH = 4
_SLIP = "The classic slip: hidden deltas go through weights that are already updated, so gradients are wrong."
_NO_SLIP = "Without a hidden layer no delta goes back through weights, so this order changes nothing."


def _kind_of_batch(scenario: Scenario) -> str:
    return {None: "all", 1: "one"}.get(scenario.batch_size, "some")


def _with_kind_of_batch(scenario: Scenario, kind: str) -> Edit:
    if kind == _kind_of_batch(scenario):
        return Edit("", scenario)
    some = max(1, min(_USUAL_BATCH, scenario.data.samples // 2))
    return edits.with_batch_size(scenario, {"all": None, "one": 1}.get(kind, some))


def _has_option(option: str, scenario: Scenario) -> bool:
    return option in scenario.optimizer.rule.options


def _option(option: str, scenario: Scenario) -> float:
    return scenario.optimizer.options[option]


def _with_option(option: str, scenario: Scenario, value: float) -> Edit:
    return edits.with_option(scenario, option, value)


def _tip(option: str) -> str:
    meaning = OPTIONS[option].meaning
    return meaning if ": " in meaning else meaning[:1].upper() + meaning[1:]


def _option_settings() -> list[Setting]:
    """Return a setting for every option that any optimizer has; those of the chosen one are shown."""
    known = [option for optimizer in OPTIMIZERS.values() for option in optimizer.options]
    options = [option for option in dict.fromkeys([*OPTIONS, *known]) if option in known]
    return [
        Setting(
            f"setting_{option}",
            spoken(option),
            _tip(option),
            TextEntry,
            partial(_option, option),
            partial(_with_option, option),
            partial(_has_option, option),
        )
        for option in options
    ]


_LOSS = (
    Setting(
        "setting_loss",
        "Loss",
        "How the error of a sample is measured; a cross-entropy brings the outputs that it needs",
        lambda: ListEntry(LOSSES, question=OWN_FORMULA),
        lambda scenario: scenario.loss,
        edits.with_loss,
        is_wide=True,
    ),
    Setting(
        "setting_reduction",
        "Batch loss",
        "Whether the errors, and the gradients, of a batch are averaged or added up",
        choice(get_args(Reduction)),
        lambda scenario: scenario.reduction,
        edits.with_reduction,
    ),
    Setting(
        "setting_optimizer",
        "Optimizer",
        "The rule that makes an update out of gradients",
        choice(OPTIMIZERS),
        lambda scenario: scenario.optimizer.name,
        edits.with_optimizer,
    ),
    Setting(
        "setting_learning_rate",
        "Learning rate",
        "η: how large a step each update takes",
        TextEntry,
        lambda scenario: scenario.optimizer.learning_rate,
        edits.with_learning_rate,
        lambda scenario: not scenario.optimizer.rule.is_minimiser,
    ),
)
_BATCH = (
    Setting(
        "setting_batches",
        "Batch",
        "How many samples an update is made from; stochastic is one at a time",
        lambda: ListEntry(_BATCHES, _BATCHES.__getitem__),
        _kind_of_batch,
        _with_kind_of_batch,
    ),
    Setting(
        "setting_batch_size",
        "Batch size",
        "Samples in a batch; the last batch of an epoch has what is left",
        whole,
        lambda scenario: scenario.batch_size,
        edits.with_batch_size,
        lambda scenario: _kind_of_batch(scenario) == "some",
    ),
    Setting(
        "setting_shuffle",
        "Shuffle each epoch",
        "Take the samples in another order in each epoch",
        lambda: Tick("shuffle each epoch"),
        lambda scenario: scenario.shuffle,
        edits.with_shuffle,
    ),
    Setting(
        "setting_input_gradients",
        "Gradients of inputs",
        "Go back as far as the inputs, too: how the error changes with each of them",
        lambda: Tick("gradients of inputs"),
        lambda scenario: scenario.input_gradients,
        edits.with_input_gradients,
    ),
    Setting(
        "setting_seed",
        "Seed",
        "Which random numbers shuffle, drop units and choose the test part; the same seed gives the same run",
        whole,
        lambda scenario: scenario.seed,
        edits.with_seed,
    ),
    Setting(
        "setting_l1",
        "L1 penalty",
        "λ of the sum of the weights' sizes: pulls small weights to 0",
        TextEntry,
        lambda scenario: scenario.l1,
        edits.with_l1,
    ),
    Setting(
        "setting_l2",
        "L2 penalty",
        "λ of the sum of squared weights: weight decay, keeps weights small",
        TextEntry,
        lambda scenario: scenario.l2,
        edits.with_l2,
    ),
    Setting(
        "setting_dropout",
        "Dropout",
        "How likely each hidden unit is left out of an update: 0 is never",
        TextEntry,
        lambda scenario: scenario.dropout,
        edits.with_dropout,
    ),
    Setting(
        "setting_update_order",
        "Update",
        "All at once is right; layer by layer is a mistake that is often made",
        choice(get_args(UpdateOrder)),
        lambda scenario: scenario.update_order,
        edits.with_update_order,
    ),
)


class TrainingGroup(SettingGroup):
    """How the network is trained; warns of the order that is wrong."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("Training", (*_LOSS, *_option_settings(), *_BATCH), editing)
        self._loss = self.control("setting_loss")
        assert isinstance(self._loss, ListEntry)
        self._loss.asked.connect(self._on_asked)
        self._slip = note("slip")
        self.box.addWidget(self._slip)

    def show_scenario(self, scenario: Scenario) -> None:
        super().show_scenario(scenario)
        self._loss.setToolTip(scenario.loss if definition_in(scenario.loss) else self._loss.accessibleDescription())
        self._slip.setText(_SLIP if len(scenario.network.layers) > 2 else _NO_SLIP)
        self._slip.setVisible(scenario.is_sequential)

    def _on_asked(self) -> None:
        self.editing.formula_wanted.emit(OF_THE_LOSS)
