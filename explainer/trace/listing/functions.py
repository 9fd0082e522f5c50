"""Activations, losses and optimizers in NumPy, as tables of code. Sources are those of the engine's own tables."""

from __future__ import annotations

from typing import NamedTuple

from explainer.functions.optimizers import MINIMISERS


class Code(NamedTuple):
    """An expression and, where it needs one, a comment beside it."""

    text: str
    comment: str = ""


OUT_CODE = {
    "sigmoid": Code("1/(1 + np.exp(-{z}))"),
    "tanh": Code("np.tanh({z})"),
    "relu": Code("np.maximum(0, {z})"),
    "leaky_relu": Code("np.maximum(0.01*{z}, {z})"),
    "linear": Code("{z}", "linear"),
    "step": Code("({z} > 0)*1.0", "1 above 0, else 0"),
    "softmax": Code("np.exp({z} - np.logaddexp.reduce({z}))", "softmax: exp(z)/sum of exp(z)"),
}
SLOPE_CODE = {
    "sigmoid": Code("{a}*(1 - {a})"),
    "tanh": Code("1 - {a}**2"),
    "relu": Code("({z} > 0)*1.0"),
    "leaky_relu": Code("np.where({z} > 0, 1, 0.01)"),
    "linear": Code("np.ones_like({z})"),
    "step": Code("np.zeros_like({z})", "flat: nothing is learnt"),
}
ERROR_CODE = {
    "half_squared_error": Code("0.5*({t} - {a})**2"),
    "binary_cross_entropy": Code(
        "{t}*np.logaddexp(0, -{z}) + (1 - {t})*np.logaddexp(0, {z})", "-(t log a + (1 - t) log(1 - a))"
    ),
    "categorical_cross_entropy": Code("{t}*(np.logaddexp.reduce({z}) - {z})", "-t log a"),
}

ONCE_CODE = {
    "nadam": {
        "momentum_now": "beta1*(1 - 0.5*0.96**(k*momentum_decay))",
        "momentum_next": "beta1*(1 - 0.5*0.96**((k + 1)*momentum_decay))",
        "momentum_product": "momentum_product*momentum_now",
    },
}
_SQUARES = "{kept}*{name}_{{P}} + (1 - {kept})*{{g}}**2"
_MOMENTS = {
    "moment1": "beta1*moment1_{P} + (1 - beta1)*{g}",
    "moment2": _SQUARES.format(name="moment2", kept="beta2"),
}
_SECOND_HAT = "moment2_{P}/(1 - beta2**k)"
EACH_CODE = {
    "momentum": {"velocity": "momentum*velocity_{P} + {g}"},
    "nesterov": {"velocity": "momentum*velocity_{P} + {g}", "direction": "{g} + momentum*velocity_{P}"},
    "adagrad": {"square_sum": "square_sum_{P} + {g}**2"},
    "adadelta": {
        "square_average": _SQUARES.format(name="square_average", kept="rho"),
        "direction": "np.sqrt(step_average_{P} + epsilon)/np.sqrt(square_average_{P} + epsilon)*{g}",
        "step_average": "rho*step_average_{P} + (1 - rho)*direction_{P}**2",
    },
    "rmsprop": {"square_average": _SQUARES.format(name="square_average", kept="alpha")},
    "adam": {**_MOMENTS, "moment1_hat": "moment1_{P}/(1 - beta1**k)", "moment2_hat": _SECOND_HAT},
    "adamax": {
        "moment1": _MOMENTS["moment1"],
        "infinity_norm": "np.maximum(beta2*infinity_norm_{P}, np.abs({g}) + epsilon)",
    },
    "nadam": {**_MOMENTS, "moment2_hat": _SECOND_HAT},
}
_MEMORY = "{{P}} - eta*{name}_{{P}}"
_BY_ROOT = "{{P}} - eta*{top}/(np.sqrt({name}_{{P}}) + epsilon)"
UPDATE_CODE: dict[str, tuple[str, ...]] = {
    "sgd": ("{P} - eta*{g}",),
    "momentum": (_MEMORY.format(name="velocity"),),
    "nesterov": (_MEMORY.format(name="direction"),),
    "adagrad": (_BY_ROOT.format(top="{g}", name="square_sum"),),
    "adadelta": (_MEMORY.format(name="direction"),),
    "rmsprop": (_BY_ROOT.format(top="{g}", name="square_average"),),
    "adam": (_BY_ROOT.format(top="moment1_hat_{P}", name="moment2_hat"),),
    "adamax": ("{P} - eta/(1 - beta1**k)*moment1_{P}/infinity_norm_{P}",),
    "nadam": (
        "{P} - eta*(1 - momentum_now)/(1 - momentum_product)*{g}/root",
        "{P} - eta*momentum_next/(1 - momentum_product*momentum_next)*moment1_{P}/root",
    ),
    **dict.fromkeys(MINIMISERS, ("{P} + step_length*direction_{P}",)),
}
"""What a parameter's array becomes; where it takes several lines, each changes it and the last leaves it new."""
ROOT_CODE = {"nadam": "np.sqrt(moment2_hat_{P}) + epsilon"}
