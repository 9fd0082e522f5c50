"""What is said of the thinned networks, in sentences."""

from __future__ import annotations

from explainer.engine.measure.thinned_networks import Ensemble, is_mean_exact
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.trace.formula.notation import Writing, show

_UNCERTAIN_DIGITS = 2
_ENLARGED = "In training a unit that stays passes on out ÷ {kept}; in use all are in and pass on out."
_EXACT = "Only sums are above the units that sit out, so that is the mean exactly."
_NEAR_ONE = (
    "So the net of the outputs is the mean exactly; their {activation} is only near: what {activation} makes of a mean"
    " is not the mean of what it makes."
)
_NEAR_MORE = (
    "That is only near the mean: behind an activation that is not linear, the output of a mean is not the mean of the"
    " outputs."
)


def what_it_is(scenario: Scenario, ensemble: Ensemble, sample: str, update: int, writing: Writing) -> str:
    """Say which networks these are, and for which sample and weights."""
    count, units = len(ensemble.masks), ensemble.masks.shape[1]
    which = f"All {count:,} thinned networks" if ensemble.is_complete else f"{count:,} thinned networks, drawn of 2 to"
    which += "" if ensemble.is_complete else f" the {units:,}"
    share = writing.show(scenario.dropout)
    return f"{which}, dropout {share}: {sample}, before update {update:,}"


def why(scenario: Scenario, ensemble: Ensemble, writing: Writing) -> str:
    """Say why mean and whole network are equal, or only near."""
    said = [_ENLARGED.format(kept=writing.show(1 - scenario.dropout))]
    if is_mean_exact(scenario):
        said.append(_EXACT)
    elif len(scenario.network.layers) == 3:
        said.append(_NEAR_ONE.format(activation=ACTIVATIONS[scenario.network.layers[-1].activation].spoken))
    else:
        said.append(_NEAR_MORE)
    if not ensemble.is_complete:
        most = show(float(ensemble.standard_error.max()), _UNCERTAIN_DIGITS)
        said.append(f"Drawn networks count alike, and their mean is uncertain by about ±{most}.")
    return " ".join(said)
