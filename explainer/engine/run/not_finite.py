"""Why a run has come to numbers that are not finite, where a formula of one's own has no value."""

from __future__ import annotations

import numpy as np

from explainer.engine.run.run import Run
from explainer.engine.update.training_loop import run_pass


def formula_without_value(run: Run) -> str:
    """Say where, in the update after the last, a function that is not built in has no finite value; nothing where all
    have one."""
    p = run_pass(run.scenario, run.updates + 1, run.state(run.updates))
    for of in p.arrays.layers:
        bad = np.argwhere(np.isfinite(of.z) & ~np.isfinite(of.a)) if of.activation.typed else []
        if len(bad):
            sample, unit = bad[0]
            name, net = of.layer.names[unit], float(of.z[sample, unit])
            return f"{of.activation.spoken} has no finite value for the net input of {name}, {net:.6g}"
    outputs = p.arrays.layers[-1]
    bad = np.argwhere(np.isfinite(outputs.a) & ~np.isfinite(p.arrays.error)) if p.arrays.loss.typed else []
    if len(bad):
        sample, unit = bad[0]
        out, target = float(outputs.a[sample, unit]), float(p.arrays.target[sample, unit])
        name = outputs.layer.names[unit]
        return (
            f"{p.arrays.loss.spoken} has no finite value for {name}, whose output is {out:.6g} and target {target:.6g}"
        )
    return ""
