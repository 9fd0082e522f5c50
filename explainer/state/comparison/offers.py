"""Which runs may be put beside the one at hand: that before the last edit, one with another setting, an example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from explainer.bugs.lab.program import NONE, program_of, right
from explainer.engine.scenario.scenario import Scenario, UpdateOrder
from explainer.files.checks import ScenarioError, plain
from explainer.files.examples import example, example_groups, example_titles
from explainer.functions.losses import LOSSES
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import Edit, settled
from explainer.state.edits.training_edits import with_learning_rate, with_update_order

Make = Callable[[Scenario], Scenario]
BEFORE_EDIT = "edit"
FILE = "file"


class Offer(NamedTuple):
    """One run that may stand beside: its `key`, what it is called, and what makes its scenario of the one at hand; None
    where it is no other scenario, but a run that there is already."""

    key: str
    text: str
    make: Make | None = None


def offers(scenario: Scenario, name: str) -> list[Offer]:
    """Return the runs that a scenario, opened as `name`, can be compared with; one that cannot be is left out."""
    made = [*_programs(scenario), *_orders(scenario), *_losses(scenario), *_rates(scenario)]
    return [*(offer for offer in made if _is_possible(offer, scenario)), *_examples(name)]


def _programs(scenario: Scenario) -> Iterator[Offer]:
    if program_of(scenario) != NONE and scenario.bug is not None:
        yield Offer("right", "the right program", right)


def _orders(scenario: Scenario) -> Iterator[Offer]:
    """The order is all the same where there is no hidden layer that is given blame."""
    if len(scenario.network.layers) == 2:
        return
    other: UpdateOrder = "simultaneous" if scenario.is_sequential else "sequential"
    yield Offer("order", f"updated {spoken(other)}", partial(_edited, partial(_with_order, other)))


def _with_order(order: UpdateOrder, scenario: Scenario) -> Edit:
    return with_update_order(scenario, order)


def _losses(scenario: Scenario) -> Iterator[Offer]:
    """Go through the other losses, those first whose delta has no slope in it: the most differs there."""
    for name in sorted(LOSSES, key=lambda name: not LOSSES[name].from_net):
        if name != scenario.loss:
            yield Offer(f"loss {name}", f"loss: {spoken(name)}", partial(_edited, partial(_with_loss, name)))


def _with_loss(name: str, scenario: Scenario) -> Edit:
    """Take another loss and nothing else: one that needs other outputs is no comparison."""
    return settled(f"Change loss to {spoken(name)}", replace(scenario, loss=name))


def _rates(scenario: Scenario) -> Iterator[Offer]:
    for factor in (2.0, 0.5):
        rate = scenario.optimizer.learning_rate * factor
        change = partial(_with_rate, rate)
        yield Offer(f"rate {factor:g}", f"learning rate {plain(rate)}", partial(_edited, change))


def _with_rate(rate: float, scenario: Scenario) -> Edit:
    return with_learning_rate(scenario, rate)


def _examples(name: str) -> Iterator[Offer]:
    """Go through the examples that stand in a list with this one."""
    for names in example_groups().values():
        for other in names if name in names else ():
            if other != name:
                yield Offer(f"example {other}", example_titles()[other], partial(_opened, other))


def _opened(name: str, scenario: Scenario) -> Scenario:
    return example(name)


def _edited(change: Callable[[Scenario], Edit], scenario: Scenario) -> Scenario:
    return change(scenario).scenario


def _is_possible(offer: Offer, scenario: Scenario) -> bool:
    try:
        return offer.make is None or not offer.make(scenario).same_as(scenario)
    except ScenarioError:
        return False
