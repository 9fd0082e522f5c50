"""The programs of the lab: the right one, one with each bug, and the one that updates layer by layer."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from explainer.bugs.catalogue import problem_of, with_bug
from explainer.bugs.words import WORDS, BugKind
from explainer.bugs.wrong import NO_HIDDEN_LAYER, has_hidden_layer
from explainer.engine.scenario.scenario import Scenario

NONE: Final = "none"
SEQUENTIAL: Final = "sequential"
BY_KIND = {kind: tuple(name for name, words in WORDS.items() if words.kind is kind) for kind in BugKind}
_RIGHT = "The right program: nothing is wrong."


def program_of(scenario: Scenario) -> str:
    """Return the name of the bug that a scenario's program has."""
    if scenario.bug:
        return scenario.bug.name
    return SEQUENTIAL if scenario.is_sequential else NONE


def right(scenario: Scenario) -> Scenario:
    """Return the scenario with the right program."""
    return replace(scenario, bug=None, update_order="simultaneous")


def with_program(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario with this bug alone."""
    if name == SEQUENTIAL:
        return replace(right(scenario), update_order=SEQUENTIAL)
    return with_bug(right(scenario), None if name == NONE else name)


def what_it_does(name: str) -> str:
    """Return what the program of that name does, in a sentence."""
    return WORDS[name].sentence if name in WORDS else _RIGHT


def why_not(scenario: Scenario, name: str) -> str:
    """Return why a bug cannot act in a scenario; nothing where it can."""
    if name == NONE:
        return ""
    if name != SEQUENTIAL:
        return problem_of(right(scenario), name)
    if scenario.optimizer.rule.is_minimiser:
        return "a minimiser changes all parameters at once"
    return "" if has_hidden_layer(scenario) else NO_HIDDEN_LAYER
