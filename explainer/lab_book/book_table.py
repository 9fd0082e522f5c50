"""The lab book as a table: a row for each experiment, a column for each setting in which they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from explainer.lab_book.differences import differences
from explainer.lab_book.experiment import Experiment
from explainer.lab_book.reports import written

_NAMES = {
    "optimizer.name": "optimizer",
    "optimizer.learning_rate": "learning rate",
    "init.seed": "seed",
    "init.scheme": "scheme of weights",
    "init.epsilon": "ε of weights",
    "data.seed": "data seed",
    "seed": "batch seed",
    "l1": "L1",
    "l2": "L2",
}
_LAYER = re.compile(r"layers\.(\d+)\.(\w+)")
UPDATES, BELOW, LOSS, MIXED = "updates", "loss <", "loss", "changed on the way"


def setting_name(path: str) -> str:
    """Return what people call the setting that has this path in a file."""
    if path in _NAMES:
        return _NAMES[path]
    if layer := _LAYER.fullmatch(path):
        return f"{layer[2]} of layer {layer[1]}"
    return path.rpartition(".")[2].replace("_", " ")


def spoken_value(value: object) -> str:
    """Return a setting's value as people write it: whole numbers without a point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else written(value)


def book_rows(experiments: Sequence[Experiment]) -> list[tuple[str, ...]]:
    """Return the names of the columns, settings by their paths, and a row for each experiment, its numbers in full."""
    differing, names, mixed = _told(experiments)
    rows = [("experiment", *names, *differing, *mixed, "updates", "to come below", "reached", "loss")]
    for place, experiment in enumerate(experiments):
        until = "" if experiment.until is None else repr(experiment.until)
        reached = "" if experiment.until is None else "no" if experiment.needed is None else "yes"
        came_to = str(experiment.updates), until, reached, repr(experiment.loss)
        rows.append((str(place + 1), *_cells(experiment, place, differing, names, mixed, written), *came_to))
    return rows


def spoken_rows(experiments: Sequence[Experiment], show: Callable[[float], str]) -> list[tuple[str, ...]]:
    """Return the same in words, for people: settings as they are called, and "not in 3,000" where the loss did not come
    below. The loss that it was to come below is told where it is not always the same."""
    differing, names, mixed = _told(experiments)
    below = (BELOW,) if len({experiment.until for experiment in experiments}) > 1 else ()
    rows = [("", *names, *map(setting_name, differing), *mixed, UPDATES, *below, LOSS)]
    for place, experiment in enumerate(experiments):
        until = tuple("" if experiment.until is None else repr(experiment.until) for _ in below)
        came_to = _updates(experiment), *until, show(experiment.loss)
        rows.append((str(place + 1), *_cells(experiment, place, differing, names, mixed, spoken_value), *came_to))
    return rows


def _told(
    experiments: Sequence[Experiment],
) -> tuple[dict[str, list[object]], tuple[str, ...], tuple[str, ...]]:
    """Return the settings that differ, and the columns of names and of changes on the way where there are any."""
    names = ("name",) if any(experiment.name for experiment in experiments) else ()
    mixed = (MIXED,) if any(experiment.is_mixed for experiment in experiments) else ()
    return differences(experiments), names, mixed


def _cells(
    experiment: Experiment,
    place: int,
    differing: Mapping[str, Sequence[object]],
    names: tuple[str, ...],
    mixed: tuple[str, ...],
    write: Callable[[object], str],
) -> tuple[str, ...]:
    values = tuple(write(column[place]) for column in differing.values())
    changed = tuple("yes" if experiment.is_mixed else "no" for _ in mixed)
    return (*(experiment.name for _ in names), *values, *changed)


def _updates(experiment: Experiment) -> str:
    made = f"{experiment.updates:,}"
    return f"not in {made}" if experiment.until is not None and experiment.needed is None else made
