"""The formulas of activations, losses, penalties and optimizers, in forms of their own.

`{net}`, `{out}` and `{target}` are those of the unit; a softmax and its loss look at the net inputs of the whole layer,
so theirs are put together. `{p}` is a parameter, `{g}` its gradient, of the batch or of the single sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

ACTIVATIONS: dict[str, tuple[str, ...]] = {
    "sigmoid": ("1/(1 + exp(-{net}))", "exp({net})/(1 + exp({net}))"),
    "tanh": ("tanh({net})",),
    "relu": ("max(0, {net})",),
    "leaky_relu": ("max(0.01*{net}, {net})",),
    "softplus": ("log1p(exp({net}))", "{net} + log1p(exp(-{net}))"),
    "linear": ("{net}",),
    "step": ("step({net})",),
}
SLOPES: dict[str, tuple[str, ...]] = {
    "sigmoid": ("{out}*(1 - {out})",),
    "tanh": ("1 - {out}**2",),
    "relu": ("step({net})",),
    "leaky_relu": ("max(0.01, step({net}))",),
    "softplus": ("1/(1 + exp(-{net}))", "exp({net})/(1 + exp({net}))"),
    "linear": ("1",),
    "step": ("0",),
}
ERRORS: dict[str, tuple[str, ...]] = {
    "half_squared_error": ("0.5*({target} - {out})**2",),
    "squared_error": ("({target} - {out})**2",),
    "mean_squared_error": ("({target} - {out})**2/{outputs}",),
    "absolute_error": ("abs({target} - {out})",),
    "perceptron": ("({out} - {target})*{net}",),
    "binary_cross_entropy": (
        "{target}*log1p(exp(-{net})) + (1 - {target})*log1p(exp({net}))",
        "log1p(exp(-abs({net}))) + {target}*max(-{net}, 0) + (1 - {target})*max({net}, 0)",
    ),
}
ERROR_SLOPES = {
    "half_squared_error": "(-({target} - {out}))",
    "squared_error": "(-(2*({target} - {out})))",
    "mean_squared_error": "(-(2*({target} - {out})/{outputs}))",
    "absolute_error": "(-sign({target} - {out}))",
}
ACTIVATION_FOR = {
    "binary_cross_entropy": "sigmoid",
    "categorical_cross_entropy": "softmax",
    "perceptron": "step",
}
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
    return f"({' + '.join(terms)})" if len(terms) > 1 else "".join(terms)


def _largest(nets: Sequence[str]) -> str:
    return f"max({', '.join(nets)})" if len(nets) > 1 else nets[0]


REDUCTIONS = {"mean": "/n", "sum": ""}
"""How the errors of a batch, and their gradients, become one number."""
PENALTIES: dict[str, tuple[str, ...]] = {"l2": ("l2",), "l1": ("l1",), "l1 and l2": ("l2", "l1")}
"""The terms of each choice of penalties, in their order."""
NO_PENALTY = "none"
_UNIT_TERMS = {"l2": ("l2/(2*m)*", "{}**2"), "l1": ("l1/m*", "abs({})")}
"""What comes before the sum over the weights into a unit, and each weight in it."""
_SLOPE_TERMS = {"l2": " + l2/m*{}", "l1": " + l1/m*sign({})"}


def unit_penalties(weights: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Go through the choices of penalties, each with the formula of what the weights into a unit cost."""
    for name, terms in PENALTIES.items():
        parts = (_UNIT_TERMS[term] for term in terms)
        yield name, " + ".join(before + _sum([each.format(weight) for weight in weights]) for before, each in parts)


def penalty_slopes(weight: str) -> Iterator[tuple[str, str]]:
    """Go through the choices of penalties, none among them, each with what is added to the gradient of a weight."""
    for name, terms in {NO_PENALTY: (), **PENALTIES}.items():
        yield name, "".join(_SLOPE_TERMS[term].format(weight) for term in terms)


_MOMENT1 = "beta1*moment1_{p} + (1 - beta1)*{g}"
_MOMENT2 = "beta2*moment2_{p} + (1 - beta2)*({g})**2"
_MOMENT2_HAT = "moment2_{p}/(1 - beta2**t)"
_BY_DIRECTION = "{p} - learning_rate*direction_{p}"

OPTIMIZERS: dict[str, dict[str, str]] = {
    "sgd": {"update": "{p} - learning_rate*{g}"},
    "momentum": {"velocity": "momentum*velocity_{p} + {g}", "update": "{p} - learning_rate*velocity_{p}"},
    "nesterov": {
        "velocity": "momentum*velocity_{p} + {g}",
        "direction": "{g} + momentum*velocity_{p}",
        "update": _BY_DIRECTION,
    },
    "adagrad": {
        "square_sum": "square_sum_{p} + ({g})**2",
        "update": "{p} - learning_rate*({g}/(sqrt(square_sum_{p}) + epsilon))",
    },
    "adadelta": {
        "square_average": "rho*square_average_{p} + (1 - rho)*({g})**2",
        "direction": "sqrt(step_average_{p} + epsilon)/sqrt(square_average_{p} + epsilon)*{g}",
        "step_average": "rho*step_average_{p} + (1 - rho)*direction_{p}**2",
        "update": _BY_DIRECTION,
    },
    "rmsprop": {
        "square_average": "alpha*square_average_{p} + (1 - alpha)*({g})**2",
        "update": "{p} - learning_rate*({g}/(sqrt(square_average_{p}) + epsilon))",
    },
    "adam": {
        "moment1": _MOMENT1,
        "moment2": _MOMENT2,
        "moment1_hat": "moment1_{p}/(1 - beta1**t)",
        "moment2_hat": _MOMENT2_HAT,
        "update": "{p} - learning_rate*(moment1_hat_{p}/(sqrt(moment2_hat_{p}) + epsilon))",
    },
    "adamax": {
        "moment1": _MOMENT1,
        "infinity_norm": "max(beta2*infinity_norm_{p}, abs({g}) + epsilon)",
        "update": "{p} - learning_rate/(1 - beta1**t)*(moment1_{p}/infinity_norm_{p})",
    },
    "nadam": {
        "momentum_now": "beta1*(1 - 0.5*0.96**(t*momentum_decay))",
        "momentum_next": "beta1*(1 - 0.5*0.96**((t + 1)*momentum_decay))",
        "momentum_product": "momentum_product*momentum_now",
        "moment1": _MOMENT1,
        "moment2": _MOMENT2,
        "moment2_hat": _MOMENT2_HAT,
        "update": "{p} - (learning_rate*(1 - momentum_now)/(1 - momentum_product)"
        "*({g}/(sqrt(moment2_hat_{p}) + epsilon))"
        " + learning_rate*momentum_next/(1 - momentum_product*momentum_next)"
        "*(moment1_{p}/(sqrt(moment2_hat_{p}) + epsilon)))",
    },
    "a minimiser": {
        "step_length": "step_length",
        "direction": "direction_{p}",
        "update": "{p} + step_length*direction_{p}",
    },
}
ONCE = frozenset({"momentum_now", "momentum_next", "momentum_product", "step_length"})
"""What is worked out once per update, for all parameters."""
STARTS = {"momentum_product": 1.0}
"""What of this begins at another number than 0."""
READ_BEFORE_MADE = frozenset(
    (operation, memory)
    for rows in OPTIMIZERS.values()
    for row, (operation, formula) in enumerate(rows.items())
    for memory in list(rows)[row + 1 :]
    if f"{memory}_{{p}}" in formula
)
"""Operations that use what a later row makes: as the update before left it, like the steps of Adadelta so far."""
OPERATIONS = frozenset(operation for rows in OPTIMIZERS.values() for operation in rows) - {"update"}
SETTINGS = frozenset(["learning_rate", "momentum", "momentum_decay", "alpha", "rho", "beta1", "beta2", "epsilon"])


def optimizers_with(operation: str, parameter: str, formula: str) -> frozenset[str]:
    """Return the optimizers that have such a row."""
    gradients = (f"dE_batch/d{parameter}", f"dE_total/d{parameter}")
    return frozenset(
        name
        for name, rows in OPTIMIZERS.items()
        if operation in rows and formula in (rows[operation].format(p=parameter, g=gradient) for gradient in gradients)
    )
