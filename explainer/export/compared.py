"""Printed figures held against ours, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from explainer.engine.scenario.printed_figure import PrintedFigure
from explainer.files.wording import counted
from explainer.variants.printed.as_printed import FoundCause
from explainer.variants.printed.comparison import Compared

Found = Sequence[tuple[Compared, FoundCause]]


def as_json(source: str, found: Found) -> str:
    """Return one JSON object; a number that is not finite is null."""
    agree = sum(compared.agrees for compared, _ in found)
    figures = [_figure(compared, explanation) for compared, explanation in found]
    report = {"source": source, "figures": figures, "agree": agree, "disagree": len(found) - agree}
    return json.dumps(report, allow_nan=False, ensure_ascii=False) + "\n"


def _figure(compared: Compared, explanation: FoundCause) -> dict[str, Any]:
    figure = compared.figure
    where = {"update": figure.update, "sample": figure.sample, "symbol": figure.symbol, "printed": figure.printed}
    return {
        **{key: value for key, value in where.items() if value is not None},
        "value": compared.ours if isfinite(compared.ours) else None,
        "agrees": compared.agrees,
        "off_by": compared.off_by,
        "explanation": explanation.sentence,
        "changes": list(explanation.changes),
        **({"wrong": True} if figure.wrong else {}),
    }


def as_text(source: str, found: Found) -> str:
    """Return a line for each figure, and how many agree."""
    return "\n".join(_lines(source, found)) + "\n"


def _lines(source: str, found: Found) -> Iterator[str]:
    yield source
    for compared, explanation in found:
        said = f" {explanation.sentence}" if explanation.sentence and not compared.agrees else ""
        yield f"{where(compared.figure)} printed {compared.figure.printed}, {_verdict(compared)}{said}"
    agree = sum(compared.agrees for compared, _ in found)
    yield f"{agree} of {counted(len(found), 'figure')} {'agrees' if agree == 1 else 'agree'}"


def where(figure: PrintedFigure) -> str:
    """Say of what a figure is: update 1, sample 2, net_h1."""
    sample = "" if figure.sample is None else f", sample {figure.sample}"
    return f"update {figure.update}{sample}, {figure.symbol}:"


def _verdict(compared: Compared) -> str:
    if not isfinite(compared.ours):
        return "which the numbers never reach: they stop being finite before."
    if compared.agrees:
        return "agrees (marked as wrong)." if compared.figure.wrong else "agrees."
    known = ", known to be wrong" if compared.figure.wrong else ""
    return f"ours is {compared.ours!r}, off by {compared.off_by:,} in the last digit{known}."
