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
        found = np.argwhere(np.isfinite(of.z) & ~np.isfinite(of.a))
        if of.activation.typed and len(found):
            sample, unit = found[0]
            where = f"the net input of {of.layer.names[unit]}, {float(of.z[sample, unit]):.6g}"
            return f"{of.activation.spoken} has no finite value for {where}"
    top = p.arrays.layers[-1]
    found = np.argwhere(np.isfinite(top.a) & ~np.isfinite(p.arrays.error))
    if p.arrays.loss.typed and len(found):
        sample, unit = found[0]
        out, target = float(top.a[sample, unit]), float(p.arrays.target[sample, unit])
        where = f"{top.layer.names[unit]}, whose output is {out:.6g} and target {target:.6g}"
        return f"{p.arrays.loss.spoken} has no finite value for {where}"
    return ""
