"""The command that finds where a number can come from."""

from __future__ import annotations

from argparse import Namespace

from explainer.app.terminal import standard_output, with_bug_told
from explainer.export.found import as_json, as_text
from explainer.files.answers import number_in
from explainer.files.locate import load
from explainer.variants.finding.find import find


def run(arguments: Namespace) -> int:
    """Say where the number can come from; return the exit status. Raises ScenarioError with one sentence."""
    number = number_in(arguments.number)
    found = find(number, with_bug_told(load(arguments.scenario)), arguments.updates)
    value = float(number.value)
    standard_output().write(as_json(value, found) if arguments.json else as_text(arguments.number, found))
    return 0 if found.matches else 1
