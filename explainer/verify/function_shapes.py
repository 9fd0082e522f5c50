"""The formulas of activations and losses; `{net}`, `{out}` and `{target}` are those of the unit.

A softmax and its loss look at the net inputs of the whole layer, so theirs are put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

ACTIVATIONS: dict[str, tuple[str, ...]] = {
    "sigmoid": ("1/(1 + exp(-{net}))", "exp({net})/(1 + exp({net}))"),
    "tanh": ("tanh({net})",),
    "relu": ("max(0, {net})",),
    "leaky_relu": ("max(0.01*{net}, {net})",),
    "linear": ("{net}",),
    "step": ("step({net})",),
}
SLOPES: dict[str, tuple[str, ...]] = {
    "sigmoid": ("{out}*(1 - {out})",),
    "tanh": ("1 - {out}**2",),
    "relu": ("step({net})",),
    "leaky_relu": ("max(0.01, step({net}))",),
    "linear": ("1",),
    "step": ("0",),
}
ERRORS: dict[str, tuple[str, ...]] = {
    "half_squared_error": ("0.5*({target} - {out})**2",),
    "binary_cross_entropy": (
        "{target}*log1p(exp(-{net})) + (1 - {target})*log1p(exp({net}))",
        "log1p(exp(-abs({net}))) + {target}*max(-{net}, 0) + (1 - {target})*max({net}, 0)",
    ),
}
ERROR_SLOPES = {"half_squared_error": "(-({target} - {out}))"}
ACTIVATION_FOR = {"binary_cross_entropy": "sigmoid", "categorical_cross_entropy": "softmax"}
"""What the outputs of a loss must be."""


def softmax(net: str, nets: Sequence[str]) -> Iterator[str]:
    """Go through the forms of a softmax: as it is, and with the largest net input left out."""
    yield f"exp({net})/{_sum([f'exp({other})' for other in nets])}"
    largest = _largest(nets)
    yield f"exp({net} - {largest})/{_sum([f'exp({other} - {largest})' for other in nets])}"


def categorical_error(target: str, net: str, nets: Sequence[str]) -> Iterator[str]:
    """Go through the forms of the categorical cross-entropy of one output."""
    others = [f"exp({other} - {net})" for other in nets if other != net]
    yield f"{target}*log1p({' + '.join(others) or '0'})"
    largest = _largest(nets)
    powers = " + ".join(f"exp({other} - {largest})" for other in nets)
    yield f"{target}*({largest} - {net} + log({powers}))"


def _sum(terms: list[str]) -> str:
    return f"({' + '.join(terms)})" if len(terms) > 1 else terms[0]


def _largest(nets: Sequence[str]) -> str:
    return f"max({', '.join(nets)})" if len(nets) > 1 else nets[0]
