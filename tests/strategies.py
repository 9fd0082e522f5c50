"""Random scenarios, with at least two hidden layers where a test asks for them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from explainer.engine.arrays import frozen
from explainer.engine.data import Data
from explainer.engine.network import BIASES, Network, default_names
from explainer.engine.scenario import OptimizerSettings, Scenario

SMOOTH = ("sigmoid", "tanh", "linear")
KINKED = ("relu", "leaky_relu", "step")


@st.composite
def scenarios(draw: st.DrawFn, *, hidden: tuple[int, int] = (2, 3), activations: tuple[str, ...] = SMOOTH + KINKED):
    """Draw a scenario with every setting that the engine knows."""
    layers = draw(st.integers(*hidden)) + 2
    sizes = [draw(st.integers(1, 4)) for _ in range(layers)]
    kinds = [draw(st.sampled_from(activations)) for _ in sizes[1:]]
    biases = draw(st.sampled_from(BIASES))
    network = Network.of(default_names(sizes), kinds, biases)
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    samples = draw(st.integers(1, 5))
    return Scenario(
        network,
        frozen(rng.normal(0, 1, network.size)),
        Data(frozen(rng.normal(0, 1, (samples, sizes[0]))), frozen(rng.uniform(0, 1, (samples, sizes[-1])))),
        reduction=draw(st.sampled_from(["mean", "sum"])),
        optimizer=draw(
            st.sampled_from(
                [OptimizerSettings("sgd", 0.3), OptimizerSettings("momentum", 0.1, {"momentum": 0.9})],
            )
        ),
        l1=draw(st.sampled_from([0.0, 0.1])),
        l2=draw(st.sampled_from([0.0, 0.2])),
        batch_size=draw(st.sampled_from([None, 1, 2])),
        shuffle=draw(st.booleans()),
        seed=draw(st.integers(0, 5)),
        update_order=draw(st.sampled_from(["simultaneous", "sequential"])),
    )
