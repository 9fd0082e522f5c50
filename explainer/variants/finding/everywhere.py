"""All numbers of an update when a slip is made at every line where it can be, or at all of a layer."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from explainer.engine.run.run import Run
from explainer.functions.written import Value
from explainer.trace.lines.trace import Step
from explainer.variants.columns import evaluate_columns
from explainer.variants.finding.blocks import ManyVariants, Pieces, block_of, passes
from explainer.variants.finding.roundings import RoundedColumns
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.slip import Slip
from explainer.variants.variant import Read, Variant, Written

ALL = -1
"""In the place of a layer: everywhere."""
_Key = tuple[str, str, int]
"""A kind of line, a kind of slip, and which it is of several of that kind at a line."""
_OfLines = dict[int, dict[_Key, Slip]]


def everywhere(run: Run, updates: int) -> Pieces:
    """Go through the first updates with each kind of slip made at every line where it can be, and at every line of a
    layer, of those kinds that can be made in the first."""
    columns, left = RoundedColumns(()), None
    rows: dict[tuple[_Key, int], Slip] = {}
    for p in passes(run, updates):
        of_lines: _OfLines = {}
        for step in Variant(p).lines:
            of_lines[step.number] = _by_kind(step)
            yield None
        rows = rows or _rows(of_lines)
        if not rows:
            return
        variant = ManyVariants(p, _always(of_lines, list(rows)), left)
        yield from block_of(variant, columns, (tuple(rows.values()),), tuple(layer for _, layer in rows))
        left = variant.left


def _by_kind(step: Step) -> dict[_Key, Slip]:
    found: dict[_Key, Slip] = {}
    count: Counter[str] = Counter()
    for slip in slips_of(step):
        name = slip.kind.name
        found[step.operation, name, count[name]] = slip
        count[name] += 1
    return found


def _rows(of_lines: _OfLines) -> dict[tuple[_Key, int], Slip]:
    """Return where each kind of slip is made, with the first such slip: everywhere, and in each of several layers."""
    of_layers: dict[_Key, dict[int, Slip]] = defaultdict(dict)
    for slips in of_lines.values():
        for key, slip in slips.items():
            of_layers[key].setdefault(slip.step.place.layer, slip)
    rows = {(key, ALL): next(iter(layers.values())) for key, layers in of_layers.items()}
    more = (item for item in of_layers.items() if len(item[1]) > 1)
    return rows | {(key, layer): slip for key, layers in more for layer, slip in layers.items()}


def _always(of_lines: _OfLines, rows: list[tuple[_Key, int]]) -> Written:
    row_of = {key: row for row, key in enumerate(rows)}

    def written(step: Step, value: Value, own: Read) -> Value:
        value = np.array(np.broadcast_to(value, (len(rows), 1)))
        for key, slip in of_lines[step.number].items():
            made = [row_of[key, layer] for layer in (ALL, step.place.layer) if (key, layer) in row_of]
            if made:
                value[made] = np.broadcast_to(evaluate_columns(slip.rule, own), value.shape)[made]
        return value

    return written
