"""What is said of where a number can come from, and of marked answers."""

from __future__ import annotations

from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.plain_text import write_on_paper
from explainer.trace.formula.symbols import Symbol
from explainer.trace.notations.naming import spoken_name
from explainer.variants.finding.match import FoundPlaces, Match
from explainer.variants.marking.marked import AnswerVerdict, MarkedSheet
from explainer.variants.slips.slip import Slip

AS_IT_IS = "as it is"
_LONGEST = 160
"""In letters: a longer formula is read where it is set."""
_MARKS = {
    AnswerVerdict.RIGHT: "✓ ",
    AnswerVerdict.FOLLOWS: "✓ ",
    AnswerVerdict.FEW_DIGITS: "… ",
    AnswerVerdict.SLIP: "≠ ",
    AnswerVerdict.WRONG: "≠ ",
}


def update_and_line(match: Match) -> str:
    """Return where a match is; a number that no line makes has none."""
    return f"update {match.update:,}, line {match.step:,}" if match.step else f"update {match.update:,}, given"


def way(match: Match, notation: Notation) -> str:
    """Return what leads to the number, in symbols as the screen has them."""
    return "; ".join(change.spoken(notation).removesuffix(".") for change in match.changes) or AS_IT_IS


def formulas(match: Match, notation: Notation) -> list[str]:
    """Return the right formula and the written one of each slip that leads to the number."""
    return [line for change in match.changes if change.slip for line in _right_and_wrong(change.slip, notation)]


def _right_and_wrong(slip: Slip, notation: Notation) -> list[str]:
    scenario = slip.step.scenario

    def word(symbol: Symbol) -> str:
        return spoken_name(scenario, symbol, notation)

    right, wrong = (f"{word(slip.step.symbol)} = {write_on_paper(rule, word)}" for rule in (slip.step.rule, slip.rule))
    return [f"right: {right}", f"slip: {wrong}"] if max(len(right), len(wrong)) <= _LONGEST else []


def found_words(text: str, found: FoundPlaces | None, updates: int, *, is_done: bool) -> str:
    """Return how far it is, or how many places the number fits."""
    if found is None or (not is_done and not found.matches):
        return "Looking …"
    if not found.matches:
        where = "update 1" if updates == 1 else f"the first {updates} updates"
        after = ", not even after two changes" if found.whole else ""
        return _whole(f"{text} is nowhere in {where}{after}.", found)
    digits = f"{counted(found.digits, 'digit')} {'fits' if found.digits == 1 else 'fit'}"
    fit = f"{digits} {counted(found.places, 'place')}"
    return _whole(f"{fit}." if is_done else f"{fit} so far …", found)


def _whole(sentence: str, found: FoundPlaces) -> str:
    return sentence if found.whole else f"{sentence} The updates are large: no slips and roundings were tried."


def verdict_words(verdict: AnswerVerdict) -> str:
    """Return a verdict with a mark that is seen without colours."""
    return f"{_MARKS.get(verdict, '')}{verdict.value}"


def sheet_words(scenario: Scenario, sheet: MarkedSheet, notation: Notation) -> str:
    """Return which line is the first wrong one, and how many lines there are of each kind."""
    counts = ", ".join(_counted(sheet.count(verdict), verdict) for verdict in AnswerVerdict if sheet.count(verdict))
    first = sheet.first_wrong
    if first is None:
        return f"No line is wrong. {counts}."
    return f"First wrong: {spoken_name(scenario, first.symbol, notation)}. {counts}."


def _counted(count: int, verdict: AnswerVerdict) -> str:
    """Return how many lines are of a kind; slips are things, of which there can be two."""
    if verdict is AnswerVerdict.SLIP:
        return counted(count, verdict.value)
    return f"{count:,} {'with ' if verdict is AnswerVerdict.FEW_DIGITS else ''}{verdict.value}"
