"""The lab book as a table: a row for each experiment, a column for each setting in which they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explainer.lab_book.differences import differences
from explainer.lab_book.experiment import Experiment
from explainer.lab_book.reports import written

_NAMES = {
    "optimizer.name": "optimizer",
    "optimizer.learning_rate": "learning rate",
    "init.seed": "seed of weights",
    "init.scheme": "scheme of weights",
    "init.epsilon": "ε of weights",
    "data.seed": "seed of data",
    "seed": "seed of batches",
    "l1": "L1",
    "l2": "L2",
}
_LAYER = re.compile(r"layers\.(\d+)\.(\w+)")
AFTER = ("updates", "to come below", "reached", "loss")
MIXED = "changed on the way"


def setting_name(path: str) -> str:
    """Return what people call the setting that has this path in a file."""
    if path in _NAMES:
        return _NAMES[path]
    if layer := _LAYER.fullmatch(path):
        return f"{layer[2]} of layer {layer[1]}"
    return path.rpartition(".")[2].replace("_", " ")


def book_rows(experiments: Sequence[Experiment], in_words: bool = False) -> list[tuple[str, ...]]:
    """Return the names of the columns and a row for each experiment; `in_words` names settings as people call them,
    otherwise by their paths. Numbers are in full."""
    differing = differences(experiments)
    names = tuple(map(setting_name, differing) if in_words else differing)
    named = any(experiment.name for experiment in experiments)
    mixed = any(experiment.is_mixed for experiment in experiments)
    head = ("experiment", *(("name",) if named else ()), *names, *((MIXED,) if mixed else ()), *AFTER)
    rows = [head]
    for place, experiment in enumerate(experiments):
        values = tuple(written(values[place]) for values in differing.values())
        rows.append(
            (
                str(place + 1),
                *((experiment.name,) if named else ()),
                *values,
                *(("yes" if experiment.is_mixed else "no",) if mixed else ()),
                *_came_to(experiment),
            )
        )
    return rows


def _came_to(experiment: Experiment) -> tuple[str, ...]:
    if experiment.until is None:
        return str(experiment.updates), "", "", repr(experiment.loss)
    reached = "no" if experiment.needed is None else "yes"
    return str(experiment.updates), repr(experiment.until), reached, repr(experiment.loss)
