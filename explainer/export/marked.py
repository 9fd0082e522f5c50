"""Marked answers of one person, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from explainer.files.wording import quoted, unknown
from explainer.trace.formula.notation import Notation
from explainer.variants.marking.marked import AnswerVerdict, Marked, MarkedSheet
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


def said(row: Marked, seen: set[str], notation: Notation | None = None) -> str:
    """Return what is to be said of a row, nothing where it is simply right or blank; `seen` are the slips so far. In a
    `notation` the symbols of slips are those of the screen."""
    match row.verdict:
        case AnswerVerdict.RIGHT:
            return f"right, but not from your {row.follows_from}, which is wrong: copied?" if row.follows_from else ""
        case AnswerVerdict.FOLLOWS:
            return f"right from your {row.follows_from}"
        case AnswerVerdict.FEW_DIGITS:
            return f"{row.given:.{_DIGITS}g} has few digits, {_expected(row)}"
        case AnswerVerdict.WRONG if isinstance(row.given, str):
            return f"{quoted(row.given)} is no number, {_expected(row)}"
        case AnswerVerdict.WRONG:
            return f"{row.given:.{_DIGITS}g} is wrong, {_expected(row)}"
        case AnswerVerdict.SLIP:
            kinds = [slip.kind for slip in row.slips]
            again = " The same slip again." if seen.intersection(kinds) else ""
            seen.update(kinds[:1])
            slips = [slip.spoken(notation) for slip in row.slips] if notation else _sentences(row)
            return f"{row.given:.{_DIGITS}g}, {_expected(row)}. {' Or: '.join(slips)}{again}"
    return ""


def _expected(row: Marked) -> str:
    return (
        f"expected {row.expected:.{_DIGITS}g}" if isfinite(row.expected) else "nothing comes of the numbers before it"
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
