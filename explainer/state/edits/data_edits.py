"""Where the numbers of a data set come from: edits that take a generated set or the digits."""

from __future__ import annotations

from explainer.engine.scenario.data import test_samples
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import MOST_DATA_NUMBERS
from explainer.files.data.digits import digits
from explainer.files.data.generators import GENERATORS, generated
from explainer.files.scenario.together import check_pass
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import Edit, with_data

_DIGITS = (64, 10)


def with_generated(scenario: Scenario, name: str, samples: int | None = None, noise: float = 0, seed: int = 0) -> Edit:
    """Return the edit that trains on generated data; `samples` None is as many as the generator usually makes."""
    generator = GENERATORS[name]
    outputs = scenario.network.layers[-1].units
    if generator.classes is not None:
        outputs = min(outputs, max(generator.classes, 1))
    _check_pass(scenario, generator.samples if samples is None else samples, generator.inputs + outputs)
    data = generated(name, samples, noise, seed, _ends(generator.inputs, outputs))
    return with_data(scenario, data, f"Use generated data ({spoken(name)})")


def _check_pass(scenario: Scenario, samples: int, ends: int) -> None:
    """Raise ScenarioError, before anything is drawn, where so many samples do not fit the hidden layers."""
    hidden = sum(layer.units for layer in scenario.network.layers[1:-1])
    if samples <= MOST_DATA_NUMBERS:  # else they are refused for their own number
        check_pass(hidden + ends, samples - test_samples(samples, scenario.data.test_fraction))


def with_digits(scenario: Scenario) -> Edit:
    """Return the edit that trains on the handwritten digits."""
    return with_data(scenario, digits(_ends(*_DIGITS)), "Use handwritten digits")


def _ends(inputs: int, outputs: int) -> Network:
    """Return a network of so many inputs and outputs, for what asks a network how many it has."""
    return Network.of(default_names([inputs, outputs]), ["sigmoid"], "per_unit")
