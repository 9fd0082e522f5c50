"""Marked answers of one person, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, NamedTuple

from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import quoted, unknown
from explainer.trace.formula.notation import Notation, show
from explainer.trace.notations.naming import spoken_name
from explainer.variants.marking.marked import AnswerVerdict, Marked, MarkedSheet, Named
from explainer.variants.marking.placing import UnplacedError

COUNTS = {verdict: verdict.value.replace(" ", "_") for verdict in AnswerVerdict}
"""What the numbers of lines are called in files."""
_DIGITS = 9


def as_json(sheet: MarkedSheet) -> str:
    """Return one JSON object; a number that is not finite is null."""
    first = sheet.first_wrong
    report = {
        "rows": [_row(row) for row in sheet.rows],
        **{name: sheet.count(verdict) for verdict, name in COUNTS.items()},
        "first_wrong": first and {"update": first.update, "symbol": first.name, "slips": _sentences(first)},
    }
    return json.dumps(report, allow_nan=False, ensure_ascii=False) + "\n"


def _row(row: Marked) -> dict[str, Any]:
    return {
        "update": row.update,
        "sample": row.sample,
        "symbol": row.name,
        "given": row.given,
        "expected": row.expected if isfinite(row.expected) else None,
        "verdict": row.verdict.value,
        "slips": _sentences(row),
        "follows_from": row.follows_from,
    }


def _sentences(row: Marked) -> list[str]:
    return [slip.sentence for slip in row.slips]


def as_text(sheet: MarkedSheet) -> str:
    """Return a line for each answer that something is to be said of, and how many there are of each kind."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: MarkedSheet) -> Iterator[str]:
    seen: set[str] = set()
    for row in sheet.rows:
        if sentence := said(row, seen):
            yield f"{where(row)}: {sentence}"
    first = sheet.first_wrong
    yield f"The first wrong line is {first.name} of update {first.update}." if first else "No line is wrong."
    yield ", ".join(f"{sheet.count(verdict)} {verdict}" for verdict in AnswerVerdict)


def where(row: Marked) -> str:
    """Say which line a row is: update 1, sample 2, net_h1."""
    sample = "" if row.sample is None else f", sample {row.sample}"
    return f"update {row.update}{sample}, {row.name}"


class MarkedWords(NamedTuple):
    """How the wrong number that a row is made of, a number and a slip are written."""

    origin: Callable[[Marked], str]
    number: Callable[[float], str]
    slip: Callable[[Named], str]


_IN_FILES = MarkedWords(
    lambda row: row.follows_from or "", lambda value: f"{value:.{_DIGITS}g}", lambda slip: slip.sentence
)


def on_screen(scenario: Scenario, notation: Notation) -> MarkedWords:
    """Return the words of the screen in a notation."""
    return MarkedWords(
        lambda row: spoken_name(scenario, row.origin, notation) if row.origin else "",
        lambda value: show(value, _DIGITS),
        lambda slip: slip.spoken(notation),
    )


def said(row: Marked, seen: set[str], words: MarkedWords = _IN_FILES) -> str:
    """Return what is to be said of a row, nothing where it is simply right or blank; `seen` are the slips so far."""
    given = words.number(row.given) if isinstance(row.given, float) else quoted(row.given or "")
    expected = _expected(row, words)
    match row.verdict:
        case AnswerVerdict.RIGHT:
            return f"right, but not from your {words.origin(row)}, which is wrong: copied?" if row.origin else ""
        case AnswerVerdict.FOLLOWS:
            return f"right from your {words.origin(row)}"
        case AnswerVerdict.FEW_DIGITS:
            return f"{given} has few digits, {expected}"
        case AnswerVerdict.WRONG if isinstance(row.given, str):
            return f"{given} is no number, {expected}"
        case AnswerVerdict.WRONG:
            return f"{given} is wrong, {expected}"
        case AnswerVerdict.SLIP:
            kinds = [slip.kind for slip in row.slips]
            again = " The same slip again." if seen.intersection(kinds) else ""
            seen.update(kinds[:1])
            return f"{given}, {expected}. {' Or: '.join(map(words.slip, row.slips))}{again}"
    return ""


def _expected(row: Marked, words: MarkedWords) -> str:
    return (
        f"expected {words.number(row.expected)}" if isfinite(row.expected) else "nothing comes of the numbers before it"
    )


def why_unplaced(error: UnplacedError) -> str:
    """Return the sentence about an answer that is about nothing."""
    answer, of = error.answer, f"update {error.answer.update}"
    match error.why:
        case "symbol":
            return unknown(answer.symbol, f"a symbol of {of}", error.known)
        case "twice":
            return f"{answer.symbol} of {of} is there twice"
        case "no sample":
            return f"{answer.symbol} is a number of one sample; say which in a column “sample”: {_list(error.known)}"
        case "update":
            return f"there is no {of}: the numbers stop being finite before it"
        case "sample":
            return f"{of} has no sample {answer.sample}, but {_list(error.known)}"


def _list(samples: tuple[str, ...]) -> str:
    return ", ".join(samples[:8]) + (" …" if len(samples) > 8 else "")
