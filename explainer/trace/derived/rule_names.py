"""The rules by name, each with what it states: beside every line of a derivation."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.own.deriving import derivation as done
from explainer.functions.own.deriving import output_steps as steps

CHAIN = "chain rule of several"
WAYS = "ways add up"
PUT_IN = "slopes put in"
CANCELLED = "cancelled"
WRITTEN_OUT = "error written out"
OTHER_ERRORS = "sum rule of errors"
SHARES = "targets add up to 1"
TAKEN_OUT = "taken out"
MINUS_IN = "minus taken in"
LOG_OF_QUOTIENT = "logarithm of a quotient"
STABLE = "stable form"
OPPOSITE = "1 minus the output"
OUT_PUT_IN = "output written out"
FAR = "far out"
TERMS_OF_POWERS = "divided by a power"
MULTIPLIED_OUT = "multiplied out"
CHANGED = "weight changed"
ALIKE = "others likewise"
PENALTY = "error and penalty"
_TRIVIAL = ("constant", "slope of the variable itself")

_STATED: dict[str, str] = {
    "constant": "c′ = 0",
    "slope of the variable itself": "x′ = 1",
    "sum rule": "(u + v)′ = u′ + v′",
    "constant factor": "(c·u)′ = c·u′",
    "product rule": "(u·v)′ = u′·v + u·v′",
    "quotient rule": "(u/v)′ = (u′·v − u·v′)/v²",
    "power rule": "(uⁿ)′ = n·uⁿ⁻¹·u′",
    "slope of a power": "(uᵛ)′ = uᵛ·(v′·log u + v·u′/u)",
    "chain rule": "f(u)′ = f′(u)·u′",
    "slope of exp": "the slope of eˣ is eˣ",
    "slope of expm1": "expm1(x) is eˣ − 1, its slope eˣ",
    "slope of log": "the slope of log x is 1/x",
    "slope of log1p": "log1p(x) is log(1 + x), its slope 1/(1 + x)",
    "slope of tanh": "the slope of tanh x is 1 − tanh² x",
    "slope of sqrt": "the slope of √x is 1/(2·√x)",
    "slope of abs": "the slope of |x| is the sign of x",
    "slope of sign": "sign is flat: its slope is 0",
    "slope of step": "a step is flat, but for its jump: its slope is 0",
    "slope of max": "the slope of the larger one; step(v − u) is 1 where v is larger than u, else 0",
    "slope of min": "the slope of the smaller one; step(u − v) is 1 where v is smaller than u, else 0",
    done.DEFINITION: "tanh x = (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)",
    done.WORKED_OUT: "worked out",
    done.TOGETHER: "what is alike is taken together",
    done.DIVIDED: "top and bottom divided by the power of e in the top",
    done.IN_OUTPUT: "what the unit puts out is written as its output",
    done.AS_USED: "the same number, as the line has it",
    steps.SPLIT: "split into a product of two quotients",
    steps.WITHOUT_ONE: "u/(1 + u) = (1 + u − 1)/(1 + u) = 1 − 1/(1 + u)",
    steps.TERMS: "divided term by term: (v − u)/v = 1 − u/v",
    steps.CALLED_OUT: "this quotient is the output",
    steps.SOLVED: "the output solved for what the function is made of, and put in",
    CHAIN: "chain rule: slopes along the way are multiplied",
    WAYS: "chain rule: slopes along each way are multiplied, and the ways add up",
    PUT_IN: "the slopes from above put in",
    ALIKE: "the slope from above put in, and the others likewise",
    PENALTY: "sum rule: the slope of the error, as its lines have it, and that of the penalty",
    CANCELLED: "what is above and below cancels",
    WRITTEN_OUT: "the error written out",
    OTHER_ERRORS: "sum rule: in the errors of other outputs it does not occur, so their slope is 0",
    SHARES: "the targets of a sample add up to 1",
    TAKEN_OUT: "the common factor taken out",
    MINUS_IN: "the minus taken inside",
    OUT_PUT_IN: "the output written out, from the net input",
    OPPOSITE: "1 − 1/(1 + e⁻ˣ) = 1/(1 + eˣ)",
    LOG_OF_QUOTIENT: "−log(u/v) = log(v/u)",
    TERMS_OF_POWERS: "divided term by term: eᵛ/eᵘ = eᵛ⁻ᵘ",
    MULTIPLIED_OUT: "multiplied out",
    CHANGED: "here the chain breaks: in this order the weights have been changed before they are used",
    FAR: "the same, written so that e does not become too large",
    STABLE: "log1p(x) is log(1 + x), with all digits where x is tiny",
}
_NO_BREAK = "\N{NO-BREAK SPACE}"
_BY_NAME = {"sum rule", "constant factor", "product rule", "quotient rule", "power rule", "chain rule"}


def rules_told(names: tuple[str, ...]) -> str:
    """Return the rules that led to a line: the first in full, those that were needed inside it behind."""
    return "; ".join(_told(names))


def _stated(name: str) -> str:
    """Return what a rule states, a formula of it in one piece."""
    text = _STATED[name]
    return text.replace(" ", _NO_BREAK) if "′ = " in text else text


def _told(names: tuple[str, ...]) -> Iterator[str]:
    weighty = [name for name in names if name not in _TRIVIAL] or [*names]
    first, others = weighty[0], [name for name in names if name != weighty[0]]
    yield f"{first}: {_stated(first)}" if first in _BY_NAME else _stated(first)
    if others:
        yield "inside: " + ", ".join(name if name in _BY_NAME else _stated(name) for name in others)
