"""The line at which the program with the bug and the right one part, as far as it may be told."""

from __future__ import annotations

from typing import NamedTuple

from explainer.bugs.lab.program import NONE, program_of
from explainer.bugs.lab.two_lines import LineTexts, TwoLines, acts_in, first_line, line_at, texts_of
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Writing
from explainer.trace.notations.naming import spoken_name


class TwoTexts(NamedTuple):
    """Both lines in writing: what they make, wrong and right. Where the line has not been reached there are no
    numbers."""

    name: str
    line: int
    wrong: LineTexts
    right: LineTexts
    is_reached: bool
    is_another: bool
    """Whether the line itself is another, not only the numbers that go into it."""


def two_texts(walkthrough: Walkthrough, writing: Writing) -> TwoTexts | None:
    """Return the cursor's line in both programs where it differs, else the first line of the update that does; None
    where the program is right, secret, or no line differs."""
    known = walkthrough.known
    if program_of(known.scenario) == NONE or known.scenario.has_secret:
        return None
    number = known.line or 0
    two = _differing(walkthrough, number) if number else None
    if two is None:
        number = first_line(walkthrough.trace.of) or 0
        two = line_at(walkthrough.trace.of, number) if number else None
    if two is None:
        return None
    is_reached = number <= known.reached and not known.reveal.is_quiet
    wrong, right = texts_of(two, writing)
    if not is_reached:
        wrong, right = (texts._replace(numbers="", result="") for texts in (wrong, right))
    name = spoken_name(known.scenario, two.wrong.symbol, writing.notation)
    return TwoTexts(name, number, wrong, right, is_reached, acts_in(two))


def _differing(walkthrough: Walkthrough, number: int) -> TwoLines | None:
    two = line_at(walkthrough.trace.of, number)
    if two is None:
        return None
    return two if acts_in(two) or two.wrong.value != two.right.value else None
