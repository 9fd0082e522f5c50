"""The letters and words that names are made of, in three forms: for a file, for the screen and in TeX."""

from __future__ import annotations

from typing import NamedTuple


class Letter(NamedTuple):
    """A letter or word: as part of an identifier, in Unicode, and in TeX."""

    plain: str
    shown: str
    tex: str


def word(text: str) -> Letter:
    """Return a word that is written as it is."""
    return Letter(text, text, text.replace("_", r"{\_}"))


ETA = Letter("eta", "η", r"\eta")
ALPHA = Letter("alpha", "α", r"\alpha")
RHO = Letter("rho", "ρ", r"\rho")
DELTA = Letter("delta", "δ", r"\delta")
L1 = Letter("lambda_1", "λ₁", r"\lambda_1")
L2 = Letter("lambda_2", "λ₂", r"\lambda_2")

_OF_OPTIMIZERS = {
    "alpha": ALPHA,
    "beta1": Letter("beta1", "β₁", r"\beta_{1}"),
    "beta2": Letter("beta2", "β₂", r"\beta_{2}"),
    "epsilon": Letter("epsilon", "ε", r"\varepsilon"),
    "rho": RHO,
    "moment1_hat": Letter("moment1_hat", "moment1_hat", r"\widehat{moment1}"),
    "moment2_hat": Letter("moment2_hat", "moment2_hat", r"\widehat{moment2}"),
    "momentum_now": Letter("momentum_now", "momentum_now", "momentum_{now}"),
    "momentum_next": Letter("momentum_next", "momentum_next", "momentum_{next}"),
    "momentum_product": Letter("momentum_product", "momentum_product", "momentum_{product}"),
}


def of_optimizer(name: str) -> Letter:
    """Return how a setting, memory or number of an optimizer is written; books have a shorter sign for some."""
    return _OF_OPTIMIZERS.get(name) or word(name)
