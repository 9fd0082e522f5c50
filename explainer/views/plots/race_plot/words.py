"""How a race stands, in a sentence."""

from __future__ import annotations

from explainer.engine.run.optimizer_race import Race, Racer
from explainer.files.base.wording import counted
from explainer.state.edits.choice_names import spoken
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known

READY = "Press Race: each optimizer trains its own copy of the network, from the same start, on the same batches."

MORE = "A double click on the tab gives the race a window, which has room for the ways over the loss surface too."


def title(name: str) -> str:
    """Return an optimizer's name as a sentence begins with it."""
    said = spoken(name)
    return said[:1].upper() + said[1:]


def standing(race: Race, known: Known, writing: Writing) -> str:
    """Say who is ahead and who is last, as far as their losses may be told, and who is out."""
    going = [racer for racer in race.ranking if not racer.stopped]
    kind = "batch loss" if race.start.updates_per_epoch > 1 else "loss"
    is_told = known.tells_loss(race.done + 1)
    said = [_ahead(race, going, kind, writing)] if going and is_told else []
    said += [_out(racer) for racer in race.racers if racer.stopped]
    return " ".join(said)


def _ahead(race: Race, going: list[Racer], kind: str, writing: Writing) -> str:
    first, last = going[0], going[-1]
    updates = counted(race.done if race.is_over else race.updates, "update")
    after = f"After {updates}" if race.is_over else f"After {race.done:,} of {updates}"
    if len(going) == 1:
        return f"{after} {spoken(first.name)} has a {kind} of {writing.show(first.loss)}."
    if first.loss == last.loss:
        return f"{after} all have the same {kind}, {writing.show(first.loss)}."
    second = f", then {spoken(going[1].name)} with {writing.show(going[1].loss)}" if len(going) > 2 else ""
    end = f"{spoken(last.name)} is last with {writing.show(last.loss)}"
    return f"{after} {spoken(first.name)} is ahead with a {kind} of {writing.show(first.loss)}{second}; {end}."


def _out(racer: Racer) -> str:
    rate = f"{racer.settings.learning_rate:g}"
    return (
        f"{title(racer.name)} is out: update {racer.run.stopped:,} gives numbers that are not finite; "
        f"its learning rate, {rate}, may be too large."
    )
