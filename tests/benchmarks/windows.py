"""Windows that are measured."""

from __future__ import annotations

import json

import numpy as np


def eight_eight_eight_four(tmp_path):
    layers = [{"units": 8}, *({"units": units, "activation": "tanh"} for units in (8, 8, 4))]
    rng = np.random.default_rng(1)
    data = {"inputs": rng.normal(size=(1, 8)).tolist(), "targets": rng.uniform(size=(1, 4)).tolist()}
    scenario = {"format": "backprop-explainer scenario", "version": 1, "layers": layers, "data": data}
    path = tmp_path / "8-8-8-4.json"
    path.write_text(json.dumps(scenario), "utf-8")
    return str(path)
