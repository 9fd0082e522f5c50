"""What the derivation says before the first line of an update."""

from __future__ import annotations

from explainer.files.base.wording import counted
from explainer.state.walkthrough.known_of_run import told_loss
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Writing

WORKED = Writing()
HOW_TO_START = "Press → or Next for the first line."


def start_lines(walkthrough: Walkthrough, writing: Writing = WORKED) -> tuple[str, ...]:
    """Return a heading and paragraphs for step 0: of the first update the scenario's title, and its notes as long as
    its numbers are those that were opened; of a later one what training came to before its last update."""
    scenario, update = walkthrough.known.scenario, walkthrough.cursor.update
    if update == 1:
        notes = scenario.notes if walkthrough.is_as_opened else ""
        return tuple(line for line in (walkthrough.title, notes, HOW_TO_START) if line)
    done = f"{counted(update - 1, 'update')} {'is' if update == 2 else 'are'} done"
    return (done, f"{_losses(walkthrough, writing)} What it is now comes out in the next lines.", HOW_TO_START)


def _losses(walkthrough: Walkthrough, writing: Writing) -> str:
    """Tell the losses that the first update began with and the last one, as far as they are computed."""
    known, last = walkthrough.known, walkthrough.cursor.update - 1
    first, latest = (writing.show(told_loss(known, walkthrough.run, update)) for update in (1, last))
    which = "loss of its batch" if known.scenario.updates_per_epoch > 1 else "loss"
    if last == 1:
        return f"Before it the {which} was {first}."
    return f"Before the first update the {which} was {first}, before the last one {latest}."
