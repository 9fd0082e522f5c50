"""What the page of paths says in sentences."""

from __future__ import annotations

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.trace.formula.notation import Writing
from explainer.trace.known.gradient_paths import Path, Paths, is_trained
from explainer.trace.known.known import Known
from explainer.trace.notations.naming import parameter_label

NOT_YET = "Go on to the line of the gradient to see the products and their sum."
CHOOSE = "Another weight or bias: click it in the picture, or choose it above."
_MOST_NAMES = 4


def name_of(scenario: Scenario, paths: Paths, writing: Writing) -> str:
    return parameter_label(scenario, paths.parameter, writing.notation)


def heading(scenario: Scenario, paths: Paths, writing: Writing) -> str:
    """Return how many paths there are, which way they go, and what becomes of them."""
    name = name_of(scenario, paths, writing)
    if paths.count == 1:
        only = " and ".join(_units(scenario, paths, paths.listed[0]))
        return f"{name} reaches the error along one path, through {only}. Multiply along it."
    rule = "Multiply along each, then add."
    return f"{name} reaches the error along {paths.count:,} paths{_ways(scenario, paths)}. {rule}"


def _ways(scenario: Scenario, paths: Paths) -> str:
    """Name what tells the paths apart, where that is one unit: of the outputs, or of the layer of a bias."""
    if paths.unlisted:
        return f"; these {len(paths.listed)} are the largest"
    for place in range(len(paths.listed[0].units)):
        names = [_units(scenario, paths, path)[place] for path in paths.listed]
        if len(set(names)) == len(names) <= _MOST_NAMES:
            return ": " + " and ".join((", ".join(f"through {unit}" for unit in names[:-1]), f"through {names[-1]}"))
    return ""


def _units(scenario: Scenario, paths: Paths, path: Path) -> list[str]:
    layers = scenario.network.layers[paths.parameter.layer :]
    return [layer.names[unit] for layer, unit in zip(layers, path.units, strict=True)]


def route(known: Known, paths: Paths, path: Path, writing: Writing) -> str:
    """Return a path in words: w1 → h1 → o1 → E."""
    error = "E" if known.samples == 1 else f"E of sample {known.rows[paths.sample] + 1}"
    return " → ".join((name_of(known.scenario, paths, writing), *_units(known.scenario, paths, path), error))


def others(paths: Paths) -> str:
    """Name the paths that are not listed."""
    return f"{paths.unlisted:,} more, together"


def same_number(line: int) -> str:
    """Return where the sum is in the calculation."""
    return f"The same number as in step {line}, where δ stands for all these paths together. Click to go there."


def other_number(known: Known, line: int, number: str) -> str:
    """Return what a program with a bug has in the place of the sum."""
    bug = known.scenario.bug
    assert bug is not None
    return f"The program has {number} in step {line}: it does not follow these paths. It has the bug {bug.name}."


def remarks(known: Known, paths: Paths, writing: Writing) -> list[str]:
    """Return what the person may wonder about: factors of this scenario, and what the sum is not."""
    scenario, said = known.scenario, []
    if scenario.bug:
        said.append(f"All slopes are those of the program, which has the bug {scenario.bug.name}. {scenario.bug.said}")
    if LOSSES[scenario.loss].from_net:
        is_flat = ACTIVATIONS[scenario.network.layers[-1].activation].is_flat
        why = "that is Rosenblatt’s rule" if is_flat else "in it the slope of the output has cancelled"
        said.append(f"The last factor, δ of an output, is out − target: {why}.")
    if scenario.is_sequential and paths.parameter.layer < scenario.network.top:
        said.append("In this update order the weights on the way are already the new ones, which is the classic slip.")
    if not is_trained(scenario, paths.parameter):
        name = name_of(scenario, paths, writing)
        said.append(f"Training leaves {name} as it is (biases are frozen), so no step calculates this sum.")
    elif known.samples > 1 or scenario.has_penalty:
        said.append(_afterwards(known, paths))
    return said


def _afterwards(known: Known, paths: Paths) -> str:
    """Return what the update makes of the gradient of one sample."""
    kind = "mean" if known.scenario.reduction == "mean" else "sum"
    penalty = known.scenario.has_penalty and not paths.parameter.is_bias
    parts = [f"takes the {kind} over the {known.samples} samples of its batch"] if known.samples > 1 else []
    parts += ["adds the slope of the penalty"] if penalty else []
    return f"The update {' and '.join(parts)}." if parts else ""
