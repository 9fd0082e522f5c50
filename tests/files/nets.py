"""Networks of given units, and scenarios about them, for the tests of data."""

from __future__ import annotations

import json

from explainer.engine.scenario.network import Network, default_names


def network(inputs: int, outputs: int) -> Network:
    """Return a network with three hidden units."""
    return Network.of(default_names([inputs, 3, outputs]), ["tanh", "sigmoid"], "per_unit")


def scenario_text(data: object, inputs: int = 2, outputs: int = 1, **more: object) -> str:
    """Return a scenario with these data as JSON."""
    members = {
        "format": "backprop-explainer scenario",
        "version": 1,
        "layers": [{"units": inputs}, {"units": 3}, {"units": outputs}],
        "data": data,
    }
    return json.dumps(members | more)
