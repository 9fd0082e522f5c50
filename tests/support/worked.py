"""The networks of the source lectures, built from their printed numbers without the app's own files."""

from __future__ import annotations

import numpy as np
from golden_data import published

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario


def mazur(biases="frozen", update_order="simultaneous") -> Scenario:
    """Return the 2-2-2 worked example."""
    setup = published()["mazur"]["setup"]
    theta = []
    for layer in ("hidden", "output"):
        bias = [setup[layer]["bias"]] * (1 if biases == "shared" else 2)
        theta += [*np.ravel(setup[layer]["weights"]), *bias]
    network = Network.of(default_names([2, 2, 2]), ["sigmoid", "sigmoid"], biases)
    data = Data(frozen([setup["inputs"]]), frozen([setup["targets"]]))
    return Scenario(network, frozen(theta), data, title="Worked example", update_order=update_order)


def square() -> Scenario:
    """Return the tanh/linear network; the lectures unroll each matrix column by column, bias column first."""
    setup = published()["linear_output_network"]["setup"]
    unrolled = np.array(setup["unrolled"])
    first, second = unrolled[:8].reshape(2, 4).T, unrolled[8:].reshape(5, 1).T
    theta = np.concatenate([first[:, 1], first[:, 0], second[0, 1:], second[0, :1]])
    network = Network.of(default_names([1, 4, 1]), ["tanh", "linear"], "per_unit")
    data = Data(frozen([[x] for x in setup["inputs"]]), frozen([[t] for t in setup["targets"]]))
    return Scenario(network, frozen(theta), data, l2=setup["l2"])


def one_unit(weights, bias, activation, inputs) -> Scenario:
    """Return a single unit with as many samples as there are rows of inputs."""
    network = Network.of(default_names([len(weights), 1]), [activation], "per_unit")
    data = Data(frozen(inputs), frozen([[0.0]] * len(inputs)))
    return Scenario(network, frozen([*weights, bias]), data)
