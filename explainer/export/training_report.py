"""The result of training, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from explainer.engine.arrays import Array
from explainer.engine.measure.evaluate import Evaluation, evaluate, evaluate_test
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.scenario.scenario_text import biases_of_units
from explainer.files.wording import counted

_SAMPLES_SHOWN = 8


def report_json(run: Run) -> str:
    """Return losses, outputs and parameters after the last update as one JSON object; what is not finite is null."""
    trained = run.scenario_after(run.updates)
    whole = evaluate(trained, trained.theta)
    layers = trained.network.layers[1:]
    report = {
        "updates": run.updates,
        "epochs": _epochs(run),
        "loss": whole.objective,
        "data_loss": whole.data_loss,
        "penalty": whole.penalty,
        "loss_history": run.losses.tolist(),
        "outputs": whole.outputs.tolist(),
        "weights": [layer.weights(trained.theta).tolist() for layer in layers],
        "biases": [biases_of_units(layer, trained.theta) for layer in layers],
    }
    return json.dumps(_finite(report), allow_nan=False) + "\n"


def report_text(run: Run) -> str:
    """Return a few lines about the state after the last update: the loss and what comes out for the first samples."""
    trained = run.scenario_after(run.updates)
    return "\n".join(_lines(run, trained, evaluate(trained, trained.theta))) + "\n"


def _lines(run: Run, trained: Scenario, whole: Evaluation) -> Iterator[str]:
    if trained.title:
        yield trained.title
    yield f"updates {run.updates}, completed epochs {_epochs(run)}"
    parts = f" = data loss {whole.data_loss!r} + penalty {whole.penalty!r}" if trained.has_penalty else ""
    yield f"loss {whole.objective!r}{parts}{_correct(whole)}"
    test = evaluate_test(trained, trained.theta)
    if test is not None:
        yield f"test loss {test.data_loss!r}{_correct(test)} ({counted(len(test.outputs), 'sample')})"
    names = trained.network.layers[-1].names
    for sample in range(min(trained.data.samples, _SAMPLES_SHOWN)):
        yield f"sample {sample + 1}: {_outputs(names, whole.outputs[sample], trained.data.training.targets[sample])}"
    if trained.data.samples > _SAMPLES_SHOWN:
        yield f"and {counted(trained.data.samples - _SAMPLES_SHOWN, 'more sample')}"


def _correct(whole: Evaluation) -> str:
    """How many samples are put into the right class, and how many into none."""
    if whole.accuracy is None:
        return ""
    undecided = f", {counted(whole.undecided, 'sample')} undecided" if whole.undecided else ""
    return f", {whole.accuracy:.2%} of the classes right{undecided}"


def _outputs(names: tuple[str, ...], outputs: Array, targets: Array) -> str:
    units = zip(names, outputs, targets, strict=True)
    return ", ".join(f"{name} {out:.9g} (target {target:.9g})" for name, out, target in units)


def _epochs(run: Run) -> int:
    return run.updates // run.scenario.updates_per_epoch


def _finite(value: Any) -> Any:
    """Return the JSON value with None in place of every number that is not finite."""
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return value if isfinite(value) else None
