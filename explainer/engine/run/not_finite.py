"""Why a run has come to numbers that are not finite, where a formula of one's own has no value."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run
from explainer.engine.update.training_loop import run_pass
from explainer.engine.update.update_arrays import LayerArrays


class NoValue(NamedTuple):
    """A function without a finite value: what it is called, at which unit of which layer, from 1, and for what."""

    function: str
    unit: str
    layer: int
    arguments: tuple[tuple[str, float], ...]

    def sentence(self, with_numbers: bool = True) -> str:
        """Say it, without a full stop."""
        numbers = " and ".join(f"{name} {value:.6g}" for name, value in self.arguments)
        names = " and ".join(name for name, _ in self.arguments)
        where = f"{numbers if with_numbers else f'the {names}'} of {self.unit} in layer {self.layer}"
        return f"{self.function} has no finite value for {where}"


def formula_without_value(run: Run) -> NoValue | None:
    """Find where, in the update after the last, a function that is not built in, or else its slope, has no finite
    value; None where all have one."""
    p = run_pass(run.scenario, run.updates + 1, run.state(run.updates))
    for of in p.arrays.layers:
        function = of.activation
        if function.typed:
            found = _first(of, function.spoken, {"net input": of.z}, of.a, of.slope)
            if found is not None:
                return found
    loss, top = p.arrays.loss, p.arrays.layers[-1]
    letters = {"output": top.a, "target": p.arrays.target}
    return _first(top, loss.spoken, letters, p.arrays.error, top.blame) if loss.typed else None


def _first(of: LayerArrays, function: str, arguments: dict[str, Array], value: Array, slope: Array) -> NoValue | None:
    """Find the first unit and sample whose arguments are finite and whose value, or else slope, is not."""
    is_given = np.logical_and.reduce([np.isfinite(argument) for argument in arguments.values()])
    for name, made in ((f"the formula of {function}", value), (f"the slope of {function}", slope)):
        for sample, unit in np.argwhere(is_given & ~np.isfinite(made)):
            numbers = tuple((letter, float(argument[sample, unit])) for letter, argument in arguments.items())
            return NoValue(name, of.layer.names[unit], of.layer.number, numbers)
    return None
