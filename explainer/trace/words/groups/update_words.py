"""What an update changed, what the loss did, and how far its answers were off: in sentences about this case."""

from __future__ import annotations

from math import isnan

import numpy as np

from explainer.trace.formula.notation import Writing
from explainer.trace.known.known_update import KnownUpdate
from explainer.trace.notations.naming import parameter_label
from explainer.trace.words.groups.group_speech import all_of
from explainer.trace.words.groups.most_moved import Moved, moved_most
from explainer.trace.words.speech import by_sign


def changed(done: KnownUpdate, writing: Writing) -> str:
    """Say how many weights moved and which way, which of them most, and how long the step was."""
    count, moved = len(done.trained), done.moved
    if not moved:
        return "Nothing has changed: every weight is what it was."
    up = int((done.changes > 0).sum())
    ways = "all up" if up == moved else "all down" if not up else f"{up:,} up, {moved - up:,} down"
    if count == 1:
        name = label(done, int(done.by_size[0]), writing)
        return f"{name} moved {by_sign(float(done.changes[0]), 'up', '', 'down')}."
    which = all_of(count) if moved == count else f"{moved:,} of {count:,}"
    kind = "weights" if not done.known.scenario.network.trains_biases else "weights and biases"
    ways = ways if moved > 1 else ways.removeprefix("all ")
    return f"{which} {kind} moved, {ways}: a step of length {writing.show(done.length)}."


def most(done: KnownUpdate, writing: Writing) -> str:
    """Say which weight moved most, and why; nothing where none moved, or there is only one."""
    return moved_most(Moved(done.known, done.trained, done.changes), writing)


def label(done: KnownUpdate, parameter: int, writing: Writing) -> str:
    scenario = done.known.scenario
    return parameter_label(scenario, scenario.network.parameter(parameter), writing.notation)


def last_line(done: KnownUpdate, writing: Writing) -> str:
    """Say what the last line made, which the page of the update is shown instead of."""
    last = int(done.trained[-1])
    made = f"{label(done, last, writing)} = {writing.show(done.old_and_new(last)[1])}"
    return f"The last line, {len(done.known.trace):,}, made {made}. A click on a number shows its line."


def loss_of_next(done: KnownUpdate, writing: Writing) -> str:
    """Say what the loss was and what it is now; where that is not known, how to find it out."""
    scenario = done.known.scenario
    which = "loss of its batch" if scenario.updates_per_epoch > 1 else "loss"
    before = writing.show(done.before)
    if not done.has_same_batch_next:
        other = "has other samples" if scenario.updates_per_epoch > 1 else "leaves out other units"
        return f"The {which} was {before} with the old weights. The next update {other}, so its loss is not comparable."
    if isnan(done.after):
        return f"The {which} was {before} with the old weights. {_how_to_see(done)}"
    after, change = writing.show(done.after), done.after - done.before
    if not change:
        return f"The {which} was {before} and still is."
    way = "fell" if change < 0 else "rose"
    return f"The {which} {way} from {before} to {after}, by {writing.show(abs(change))}."


def _how_to_see(done: KnownUpdate) -> str:
    if done.known.samples == 1:
        return "What it is now comes out next: press 5, then → twice."
    return f"What it is now comes out in update {done.number + 1:,}: Ctrl+1 goes through it at once."


def loss_so_far(done: KnownUpdate, writing: Writing) -> str:
    """Say, before the next update, what the losses were that the first update and the last began with."""
    which = "loss of its batch" if done.known.scenario.updates_per_epoch > 1 else "loss"
    latest = writing.show(done.before)
    if done.number == 1:
        return f"Before it the {which} was {latest}."
    return f"Before the first update the {which} was {writing.show(done.first)}, before the last one {latest}."


def answered(done: KnownUpdate, writing: Writing) -> str:
    """Say how far the answers of a batch were off; nothing of a single sample, whose answers are told one by one."""
    outputs, targets, samples = done.outputs, done.targets, done.known.samples
    if samples == 1:
        return ""
    sample, output = done.worst
    name, row = done.known.scenario.network.layers[-1].names[output], done.known.rows[sample] + 1
    answer, wanted = writing.show(outputs[sample, output]), writing.show(targets[sample, output])
    text = f"The worst answer was that to sample {row:,}: {name} said {answer} where {wanted} is wanted."
    if outputs.shape[1] == 1 or not np.array_equal(np.sort(targets, axis=1)[:, -2:], [[0.0, 1.0]] * samples):
        return text  # there are no classes
    of_class, others = outputs[targets == 1], np.where(targets == 1, -np.inf, outputs)
    right = int((of_class > others.max(axis=1)).sum())
    return f"The largest output was the right one for {right:,} of {samples:,} samples. {text}"
