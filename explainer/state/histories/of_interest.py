"""What is looked at more closely: what is selected, or else what the cursor's line is about."""

from __future__ import annotations

from itertools import islice

from explainer.engine.scenario.network import Network
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import ElementKind, elements_of

MOST = 2


def parameters_of_interest(walkthrough: Walkthrough, pointing: Pointing) -> list[int]:
    """Return the indices in theta of at most two parameters: that which is selected, or those that come into the
    selected unit; else those of the line, or of its unit; else the first ones."""
    network, selected, step = walkthrough.run.scenario.network, pointing.selected, walkthrough.step
    if selected is not None and 0 <= selected.parameter < network.size:
        return [selected.parameter]
    if selected is not None and selected.kind is ElementKind.UNIT and selected.layer:
        return _into(network, selected.layer, selected.unit)
    if step is None:
        return list(range(min(MOST, network.size)))
    of_line = sorted(element.parameter for element in elements_of(step))
    found = [index for index in of_line if 0 <= index < network.size][:MOST]
    return found or _into(network, max(step.place.layer, 1), max(step.place.unit, 0))


def _into(network: Network, layer: int, unit: int) -> list[int]:
    """Return the first weights that come into a unit."""
    parameters = (network.parameter(index) for index in range(network.size))
    weights = (one.index for one in parameters if not one.is_bias and (one.layer, one.unit) == (layer, unit))
    return list(islice(weights, MOST))
