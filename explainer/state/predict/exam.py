"""Answers of which nothing is said before the end: kept, and judged all together."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.run.run import Run
from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.state.predict.walk_record import AskedLine, LineOutcome, name_of, slips_in
from explainer.state.walkthrough.walkthrough import Cursor
from explainer.trace.formula.notation import Writing
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.trace import Trace
from explainer.variants.carried import carried
from explainer.variants.marking.from_own import AnswerFromOwn, judged_from_own
from explainer.variants.typed_number import Agreement


class Exam:
    """The answers to one update of a run, by line."""

    def __init__(self, run: Run, update: int) -> None:
        self.run, self.update = run, update
        self.answers: dict[int, PrintedNumber] = {}

    def is_about(self, run: Run, update: int) -> bool:
        return self.run is run and self.update == update

    def judged(self, digits: int, writing: Writing, shown: BugShown) -> Iterator[AskedLine]:
        """Go through the lines that were answered: each is judged by what it comes to from the answers before it."""
        exact = Trace(self.run.pass_of(self.update), shown)
        own = Trace(
            carried(exact.of, {exact[line].symbol: float(it.value) for line, it in self.answers.items()}), shown
        )
        for line, typed in sorted(self.answers.items()):
            said = judged_from_own(typed, own[line], digits, writing.notation)
            name = name_of(exact[line], writing.notation)
            outcome = outcome_of(said)
            yield AskedLine(
                Cursor(self.update, line),
                name,
                outcome,
                outcome is LineOutcome.OWN,
                slips_in(said.judged),
                remark_of(said, typed, writing),
            )


def outcome_of(said: AnswerFromOwn) -> LineOutcome:
    if said.judged.is_right:
        return LineOutcome.AT_FIRST
    return LineOutcome.FEW_DIGITS if said.judged.agreement is Agreement.FEW_DIGITS else LineOutcome.OWN


def remark_of(said: AnswerFromOwn, typed: PrintedNumber, writing: Writing) -> str:
    """Return what there is to say beside right or wrong: which number it should be, or where it comes from."""
    if said.follows:
        return "right from your own numbers"
    if said.is_copied:
        return "right, though it does not follow from your numbers"
    if said.judged.is_right:
        return ""
    whose = "" if said.comes_to == said.exact else " by your numbers"
    return f"{writing.show(float(typed.value))}, not {writing.show(said.comes_to)}{whose}"
