"""The plain sentence of a unit, a layer or a phase: what came out of its lines in this case."""

from __future__ import annotations

from collections.abc import Callable

from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Phase
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.words.bug_words import CLOSED
from explainer.trace.words.groups.group_backward import backward_sentence, update_sentence_of
from explainer.trace.words.groups.group_forward import forward_sentence, loss_sentence
from explainer.trace.words.groups.group_speech import GroupSpeech

_SEARCHED = 2000
"""Lines of a group that are searched for one with a bug."""


def group_sentence(group: KnownGroup, writing: Writing) -> str:
    """Return one or two sentences about this case; as long as lines are missing, how many are there."""
    if not group.is_complete:
        return f"Done so far: {group.done:,} of the {len(group):,} lines of this {group.size}."
    if group.known.trace.shown.hides_formulas and group.phase in (Phase.BACKWARD, Phase.UPDATE):
        return CLOSED
    text = _wrong(group) + _SENTENCES[group.phase](GroupSpeech(group, writing))
    is_one_of_many = group.sample >= 0 and group.known.samples > 1
    return f"Sample {group.sample + 1:,} of {group.known.samples:,}. {text}" if is_one_of_many else text


def _wrong(group: KnownGroup) -> str:
    """Say which is the first of the lines that has a bug, if one has."""
    bug = group.known.scenario.bug
    if bug is None:
        return ""
    steps = (group.known.trace[number] for number in range(group.first, min(group.last, group.first + _SEARCHED) + 1))
    wrong = next((step for step in steps if step.right is not None), None)
    return f"Line {wrong.number:,} is wrong, the bug {bug.name}. {bug.said} " if wrong else ""


def group_title(group: KnownGroup) -> str:
    """Return what the lines are about: forward · h1, backward · layer 3, update."""
    network, place = group.known.scenario.network, group.place
    about = []
    if group.size is GroupSize.UNIT and (name := _unit_name(group)):
        about.append(f"into {name}" if place.parameter >= 0 else name)
    elif group.size is not GroupSize.PHASE and place.layer >= 0:
        about.append(f"layer {network.layers[place.layer].number}")
    return " · ".join((group.phase.value, *about))


def _unit_name(group: KnownGroup) -> str:
    network, place = group.known.scenario.network, group.place
    unit = network.parameter(place.parameter).unit if place.parameter >= 0 else place.unit
    return network.layers[place.layer].names[unit] if unit >= 0 else ""


_SENTENCES: dict[Phase, Callable[[GroupSpeech], str]] = {
    Phase.FORWARD: forward_sentence,
    Phase.LOSS: loss_sentence,
    Phase.BACKWARD: backward_sentence,
    Phase.UPDATE: update_sentence_of,
}
