"""How a choice of a scenario file is called on screen; an entry of a table that is not named here still reads well."""

from __future__ import annotations

_NAMES = {
    "sgd": "gradient descent",
    "nesterov": "Nesterov",
    "adagrad": "Adagrad",
    "adadelta": "Adadelta",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamax": "AdaMax",
    "nadam": "Nadam",
    "bfgs": "BFGS",
    "l_bfgs": "L-BFGS",
    "newton_cg": "Newton-CG",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "binary_cross_entropy": "binary cross-entropy",
    "categorical_cross_entropy": "categorical cross-entropy",
    "uniform": "uniform, ±ε",
    "uniform_scaled": "uniform, scaled",
    "normal_scaled": "normal, scaled",
    "xavier": "Xavier",
    "he": "He",
    "momentum_decay": "decay",
    "mean": "average",
    "sum": "sum",
    "simultaneous": "all at once",
    "sequential": "layer by layer",
    "frozen": "frozen",
    "per_unit": "one per unit",
    "shared": "one per layer",
    "none": "as given",
    "standard": "standard",
    "minmax": "0 to 1",
    "and": "AND",
    "or": "OR",
    "xor": "XOR",
}


def spoken(name: str) -> str:
    """Return what people call the choice that a file calls `name`."""
    return _NAMES.get(name, name.replace("_", " "))
