"""What formulas of cards may have of TeX: they are short, and stand within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

SIGNS = {
    "left": "",
    "right": "",
    "alpha": "α",
    "beta": "β",
    "delta": "δ",
    "Delta": "Δ",
    "gamma": "γ",
    "epsilon": "ε",
    "eta": "η",
    "lambda": "λ",
    "partial": "∂",
    "sigma": "σ",
    "Sigma": "Σ",
    "sum": "Σ",
    "theta": "θ",
    "Theta": "Θ",
    "mu": "μ",
    "omega": "ω",
    "pi": "π",
    "phi": "φ",
    "rho": "ρ",
    "nabla": "∇",
    "cdot": "·",
    "times": "×",
    "odot": "⊙",
    "rightarrow": "→",
    "to": "→",
    "leftarrow": "←",
    "le": "≤",
    "ge": "≥",
    "pm": "±",
    "ne": "≠",
    "approx": "≈",
    "infty": "∞",
    "quad": " ",
    ",": " ",
}
"""Commands that are a sign, and the sign."""
_NAMES = {"ln", "log", "exp", "sin", "cos", "tanh", "min", "max"}
"""Commands that are written as they are called."""
_OF_PARTS = {"frac", "sqrt", "text", "mathrm", "operatorname"}
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")


def unknown_commands(formula: str) -> Iterator[str]:
    """Go through the commands of a formula that no card can show."""
    known = SIGNS.keys() | _NAMES | _OF_PARTS
    return (f"\\{name}" for name in _COMMAND.findall(formula) if name not in known)
