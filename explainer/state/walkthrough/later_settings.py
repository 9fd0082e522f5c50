"""Settings that were changed in mid-run: which they are, and from which update on they count."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.state.edits.choice_names import spoken, spoken_biases
from explainer.trace.formula.notation import Writing

_CHOICES = ("loss", "reduction", "update_order")
_AMOUNTS = {"l1": "L1", "l2": "L2", "dropout": "dropout"}


def settings_note(run: Run, update: int, writing: Writing) -> str:
    """Say what of the settings in force at an update is not as the run began, and since when; nothing where all is."""
    changed = list(_changes(run.settings(0), run.settings(update - 1), writing))
    if not changed:
        return ""
    since = _since(run, update)
    counts = f"count{'s' * (len(changed) == 1)} from update {since:,} on"
    here = "this one" if since == update else f"update {since:,}"
    return f"Changed: {', '.join(changed)}. That {counts}; what came before {here} stays as it was."


def _since(run: Run, update: int) -> int:
    """Return the first update from which on the settings are those in force now."""
    now, since = run.settings(update - 1), update
    for stretch in reversed(run.stretches()):
        if stretch.run.start > update - 1:
            continue
        if not _is_same(stretch.run.scenario, now):
            break
        since = stretch.run.start + 1
    return since


def _is_same(one: Scenario, other: Scenario) -> bool:
    return not any(_changes(one, other, Writing()))


def _changes(before: Scenario, after: Scenario, writing: Writing) -> Iterator[str]:
    """Go through the settings of training that differ, each with its old and its new value."""
    old, new = before.optimizer, after.optimizer
    if old.name != new.name:
        yield f"optimizer {spoken(old.name)} → {spoken(new.name)}"
    if old.learning_rate != new.learning_rate:
        yield f"learning rate {writing.show(old.learning_rate)} → {writing.show(new.learning_rate)}"
    for name in new.options if old.name == new.name else ():
        if old.options[name] != new.options[name]:
            yield f"{spoken(name)} {writing.show(old.options[name])} → {writing.show(new.options[name])}"
    for name, called in _AMOUNTS.items():
        if getattr(before, name) != getattr(after, name):
            yield f"{called} {writing.show(getattr(before, name))} → {writing.show(getattr(after, name))}"
    for name in _CHOICES:
        if getattr(before, name) != getattr(after, name):
            yield f"{name.replace('_', ' ')} {spoken(getattr(before, name))} → {spoken(getattr(after, name))}"
    if before.samples_per_batch != after.samples_per_batch:
        yield f"batch of {before.samples_per_batch:,} → {after.samples_per_batch:,}"
    if before.network.biases != after.network.biases:
        yield f"biases {spoken_biases(before.network.biases)} → {spoken_biases(after.network.biases)}"
