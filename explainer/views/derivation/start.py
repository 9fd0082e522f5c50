"""What the derivation says before the first line of an update."""

from __future__ import annotations

from explainer.files.wording import counted
from explainer.state.walkthrough import Walkthrough
from explainer.trace.notation import Writing

WORKED = Writing()
HOW_TO_START = "Press → or Next for the first line."


def start_lines(walkthrough: Walkthrough, writing: Writing = WORKED) -> tuple[str, ...]:
    """Return a heading and paragraphs for step 0: of the first update the scenario's title, and its notes as long as
    its numbers are those that were opened; of a later one what training has come to."""
    scenario, update = walkthrough.scenario, walkthrough.cursor.update
    if update == 1:
        notes = scenario.notes if walkthrough.is_as_opened else ""
        return tuple(line for line in (walkthrough.title, notes, HOW_TO_START) if line)
    done = f"{counted(update - 1, 'update')} {'is' if update == 2 else 'are'} done"
    which = "loss of the next batch" if scenario.updates_per_epoch > 1 else "loss"
    now, first = writing.show(walkthrough.loss), writing.show(walkthrough.run.loss(1))
    return (done, f"The {which} is now {now}. Before the first update it was {first}.", HOW_TO_START)
