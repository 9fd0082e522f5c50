"""What is said of where a number can come from, and of marked answers."""

from __future__ import annotations

from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.trace.formula.notation import Notation
from explainer.trace.notations.naming import spoken_name
from explainer.variants.finding.match import FoundPlaces, Match
from explainer.variants.marking.marked import AnswerVerdict, MarkedSheet

AS_IT_IS = "as it is"


def update_and_line(match: Match) -> str:
    """Return where a match is; a number that no line makes has none."""
    return f"update {match.update:,}, line {match.step:,}" if match.step else f"update {match.update:,}, given"


def way(match: Match, notation: Notation) -> str:
    """Return what leads to the number, in symbols as the screen has them."""
    return "; ".join(change.spoken(notation) for change in match.changes) or AS_IT_IS


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


def sheet_words(scenario: Scenario, sheet: MarkedSheet, notation: Notation) -> str:
    """Return which line is the first wrong one, and how many lines there are of each kind."""
    counts = ", ".join(f"{sheet.count(verdict):,} {verdict}" for verdict in AnswerVerdict if sheet.count(verdict))
    first = sheet.first_wrong
    if first is None:
        return f"No line is wrong. {counts}."
    return f"First wrong: {spoken_name(scenario, first.symbol, notation)}. {counts}."
