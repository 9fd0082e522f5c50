"""Edits of how the network is trained: loss, optimizer, batches, penalties, order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from explainer.engine.scenario.scenario import Reduction, Scenario, UpdateOrder
from explainer.files.checks import ScenarioError, number, plain, seed_number
from explainer.files.scenario.scenario_json import read_optimizer
from explainer.functions.losses import LOSSES
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import USUAL_ACTIVATION, Companion, Edit, settled
from explainer.state.edits.reshaping import activated


def with_loss(scenario: Scenario, name: str) -> Edit:
    """Return the edit that takes another loss, and where it needs one, another activation of the outputs."""
    activation = LOSSES[name].activation or USUAL_ACTIVATION
    companion = Companion({"network": activated(scenario.network, -1, activation)}, f"outputs now use {activation}")
    return settled(f"Change loss to {spoken(name)}", replace(scenario, loss=name), companion)


def with_optimizer(scenario: Scenario, name: str) -> Edit:
    """Return the edit that takes another optimizer with its usual settings; a minimiser needs the whole data set."""
    changed = replace(scenario, optimizer=read_optimizer({"name": name}))
    changes: dict[str, Any] = {}
    said = []
    for field, value, words in _FOR_MINIMISERS:
        if getattr(scenario, field) != value:
            changes[field] = value
            said.append(words)
    edit = settled(f"Change optimizer to {spoken(name)}", changed, Companion(changes, " and ".join(said)))
    return edit._replace(said=" ".join(filter(None, (edit.said, _new_rate(scenario, changed)))))


def _new_rate(before: Scenario, after: Scenario) -> str:
    rate = after.optimizer.learning_rate
    if after.optimizer.rule.is_minimiser or rate == before.optimizer.learning_rate:
        return ""
    return f"The learning rate is now {plain(rate)}, the usual one of {spoken(after.optimizer.name)}."


_FOR_MINIMISERS: tuple[tuple[str, object, str], ...] = (
    ("batch_size", None, "each batch is now the whole data set"),
    ("dropout", 0.0, "nothing is dropped any more"),
    ("update_order", "simultaneous", "all parameters are updated at once"),
)


def with_learning_rate(scenario: Scenario, value: float) -> Edit:
    """Return the edit that takes another learning rate."""
    return _with_settings(scenario, "Change learning rate", {"learning_rate": value})


def with_option(scenario: Scenario, option: str, value: float) -> Edit:
    """Return the edit that changes one of the optimizer's own settings."""
    return _with_settings(scenario, f"Change {spoken(option)}", {option: value})


def _with_settings(scenario: Scenario, text: str, settings: dict[str, float]) -> Edit:
    now = scenario.optimizer
    members = {"name": now.name, "learning_rate": now.learning_rate, **now.options, **settings}
    return settled(text, replace(scenario, optimizer=read_optimizer(members)))


def with_reduction(scenario: Scenario, value: Reduction) -> Edit:
    """Return the edit that averages or adds the samples of a batch."""
    return settled(f"Change batch loss to {spoken(value)}", replace(scenario, reduction=value))


def with_batch_size(scenario: Scenario, value: int | None) -> Edit:
    """Return the edit that makes an update from this many samples; None is the whole data set."""
    if value is not None and value < 1:
        raise ScenarioError("A batch has at least 1 sample.")
    return settled("Change batch size", replace(scenario, batch_size=value))


def with_shuffle(scenario: Scenario, value: bool) -> Edit:
    """Return the edit that shuffles the samples in every epoch, or does not."""
    return settled("Shuffle" if value else "Do not shuffle", replace(scenario, shuffle=value))


def with_input_gradients(scenario: Scenario, value: bool) -> Edit:
    """Return the edit that shows how the error changes with the inputs, or does not."""
    text = "Show gradients of inputs" if value else "Do not show gradients of inputs"
    return settled(text, replace(scenario, input_gradients=value))


def with_seed(scenario: Scenario, value: int) -> Edit:
    """Return the edit that shuffles, drops and chooses the test part by other random numbers."""
    seed = seed_number(value, "Seed")
    return settled("Change training seed", replace(scenario, seed=seed, data=replace(scenario.data, seed=seed)))


def with_l1(scenario: Scenario, value: float) -> Edit:
    """Return the edit that changes the L1 penalty."""
    return settled("Change L1 penalty", replace(scenario, l1=number(value, "L1 penalty", 0)))


def with_l2(scenario: Scenario, value: float) -> Edit:
    """Return the edit that changes the L2 penalty."""
    return settled("Change L2 penalty", replace(scenario, l2=number(value, "L2 penalty", 0)))


def with_dropout(scenario: Scenario, value: float) -> Edit:
    """Return the edit that changes how likely hidden units are dropped."""
    return settled("Change dropout", replace(scenario, dropout=number(value, "Dropout", 0, 1)))


def with_update_order(scenario: Scenario, value: UpdateOrder) -> Edit:
    """Return the edit that updates all layers at once, or one after the other."""
    return settled(f"Update {spoken(value)}", replace(scenario, update_order=value))
