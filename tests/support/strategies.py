"""Random scenarios, with at least two hidden layers where a test asks for them."""

from __future__ import annotations

import os
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import BIASES, Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS

SMOOTH = ("sigmoid", "tanh", "linear")
KINKED = ("relu", "leaky_relu", "step")


LEARNING_RATES = {"sgd": 0.3, "momentum": 0.1, "nesterov": 0.1}


def examples(usual: int) -> settings:
    """Return how many random cases a test tries; EXPLAINER_EXAMPLES=10 makes it ten times as many."""
    return settings(max_examples=usual * int(os.environ.get("EXPLAINER_EXAMPLES", "1")))


@st.composite
def scenarios(draw: st.DrawFn, *, hidden: tuple[int, int] = (2, 3), activations: tuple[str, ...] = SMOOTH + KINKED):
    """Draw a scenario with every setting that the engine knows; `activations` are those of all but the outputs of a
    loss that needs its own."""
    layers = draw(st.integers(*hidden)) + 2
    sizes = [draw(st.integers(1, 3)) for _ in range(layers)]
    loss = draw(st.sampled_from([*LOSSES.values()]))
    kinds = [draw(st.sampled_from(activations)) for _ in sizes[1:]]
    kinds[-1] = loss.activation or kinds[-1]
    network = Network.of(default_names(sizes), kinds, draw(st.sampled_from(BIASES)))
    having = [index for layer in network.layers[1:] for index in network.with_gradients(layer)]
    kept = draw(st.sets(st.sampled_from(having), max_size=min(4, len(having) - 1)))
    network = replace(network, frozen=tuple(sorted(kept)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    samples = draw(st.integers(1, 3))
    optimizer = OPTIMIZERS[draw(st.sampled_from([*OPTIMIZERS]))]
    rate = LEARNING_RATES.get(optimizer.name, optimizer.learning_rate)
    whole = optimizer.is_minimiser
    return Scenario(
        network,
        frozen(rng.normal(0, 1, network.size)),
        Data(frozen(rng.normal(0, 1, (samples, sizes[0]))), targets(rng, samples, sizes[-1], loss.name)),
        loss=loss.name,
        reduction=draw(st.sampled_from(["mean", "sum"])),
        optimizer=OptimizerSettings(optimizer.name, rate, MappingProxyType(dict(optimizer.options))),
        l1=draw(st.sampled_from([0.0, 0.1])),
        l2=draw(st.sampled_from([0.0, 0.2])),
        dropout=0.0 if whole else draw(st.sampled_from([0.0, 0.4])),
        batch_size=None if whole else draw(st.sampled_from([None, 1, 2])),
        shuffle=draw(st.booleans()),
        seed=draw(st.integers(0, 5)),
        input_gradients=draw(st.booleans()),
        update_order="simultaneous" if whole else draw(st.sampled_from(["simultaneous", "sequential"])),
    )


def targets(rng: np.random.Generator, samples: int, units: int, loss: str) -> Array:
    """Draw targets that the loss can have."""
    drawn = rng.uniform(0, 1, (samples, units))
    return frozen(drawn / drawn.sum(1, keepdims=True) if loss == "categorical_cross_entropy" else drawn)
