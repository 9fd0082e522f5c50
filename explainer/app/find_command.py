"""The command that finds where a number can come from."""

from __future__ import annotations

from argparse import Namespace
from math import isfinite

from explainer.app.terminal import standard_output
from explainer.engine.scenario.printed_number import PrintedNumber, read_typed
from explainer.export.found import as_json, as_text
from explainer.files.checks import ScenarioError
from explainer.files.locate import load
from explainer.files.wording import quoted
from explainer.variants.finding.find import find


def run(arguments: Namespace) -> int:
    """Say where the number can come from; return the exit status. Raises ScenarioError with one sentence."""
    number = _number(arguments.number)
    found = find(number, load(arguments.scenario), arguments.updates)
    value = float(number.value)
    standard_output().write(as_json(value, found) if arguments.json else as_text(arguments.number, found))
    return 0 if found.matches else 1


def _number(text: str) -> PrintedNumber:
    try:
        number = read_typed(text)
        if isfinite(float(number.value)):
            return number
    except (ValueError, ArithmeticError):
        pass
    raise ScenarioError(f"{quoted(text)} is not a number; write one such as 0.15, 0,15, -2 or 1/3")
