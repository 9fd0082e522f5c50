"""What is said at the two ends of an update: before its first line, and after its last."""

from __future__ import annotations

from itertools import islice

import numpy as np

from explainer.files.wording import counted
from explainer.state.walkthrough.later_settings import settings_note
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known_update import KnownUpdate
from explainer.trace.notations.naming import parameter_label
from explainer.trace.words.groups.update_words import loss_of_next, loss_so_far

WORKED = Writing()
_MOST_NAMED = 3
HOW_TO_START = "Press → or Next for the first line."


def start_lines(walkthrough: Walkthrough) -> tuple[str, ...]:
    """Return a heading and paragraphs for the very first step: the scenario's title, and its notes as long as its
    numbers are those that were opened, and no result is asked for: notes may tell it."""
    known = walkthrough.known
    notes = known.scenario.notes if walkthrough.is_as_opened and not known.reveal.is_quiet else ""
    return tuple(line for line in (walkthrough.title, notes, HOW_TO_START) if line)


def update_notes(walkthrough: Walkthrough, done: KnownUpdate, writing: Writing = WORKED) -> tuple[str, ...]:
    """Return a heading and paragraphs about an update that is done: at its end, or before the first line of the next;
    there also which settings were changed in mid-run."""
    if not done.is_past:
        return f"Update {done.number:,} is done", loss_of_next(done, writing)
    title = f"{counted(done.number, 'update')} {'is' if done.number == 1 else 'are'} done"
    losses = f"{loss_so_far(done, writing)} What it is now comes out in the next lines."
    changed = settings_note(walkthrough.run, walkthrough.cursor.update, writing)
    return tuple(line for line in (title, losses, changed, _by_hand(walkthrough, done, writing), HOW_TO_START) if line)


def _by_hand(walkthrough: Walkthrough, done: KnownUpdate, writing: Writing) -> str:
    """Name the weights that a person has changed since the update; nothing where there are none."""
    now, after = walkthrough.known.theta, done.known.theta
    if now.shape != after.shape or not (found := np.flatnonzero(now != after).tolist()):
        return ""
    network, notation = walkthrough.scenario.network, writing.notation
    names = {parameter_label(walkthrough.scenario, network.parameter(index), notation): index for index in found}
    told = [f"{name} = {writing.show(now[index])}" for name, index in islice(names.items(), _MOST_NAMED)]
    more = f" and {len(names) - len(told):,} more" if len(names) > len(told) else ""
    return f"Set by hand since then: {', '.join(told)}{more}."
