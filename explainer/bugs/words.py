"""What bugs are called to people: their kinds, and what each does instead, in a sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from explainer.trace.words.bug_words import SEQUENTIAL_SAID


class BugKind(StrEnum):
    """Where on the way from the error to the new weights a bug is."""

    DELTA = "delta"
    BLAME = "blame"
    SLOPE = "slope"
    GRADIENT = "gradient"
    BATCH = "batch"
    PENALTY = "penalty"
    UPDATE = "update"


class BugWords(NamedTuple):
    kind: BugKind
    sentence: str


WORDS = {
    "sign": BugWords(BugKind.DELTA, "Output minus target is turned round: every gradient has the wrong sign."),
    "factor2": BugWords(BugKind.DELTA, "The slope of the error is taken twice: the ½ in front of the square is lost."),
    "no_out_slope": BugWords(BugKind.DELTA, "The delta of an output leaves out the slope of its activation."),
    "ce_slope_kept": BugWords(
        BugKind.DELTA, "The delta of an output is a − y times the slope, although cross-entropy cancels that."
    ),
    "hid_no_slope": BugWords(BugKind.DELTA, "The delta of a hidden unit leaves out the slope: it is the blame alone."),
    "out_slope_in_hidden": BugWords(
        BugKind.DELTA, "The delta of a hidden unit takes the slope of an output: [-1] was written for [-l]."
    ),
    "one_path": BugWords(BugKind.BLAME, "Blame comes back from the first unit above only: other paths are left out."),
    "no_weight": BugWords(BugKind.BLAME, "Blame is the sum of the deltas above: the weights between are left out."),
    "abs_weight": BugWords(BugKind.BLAME, "Blame comes back through |w|: a minus sign of a weight is lost."),
    "no_transpose": BugWords(BugKind.BLAME, "Blame comes back through W where its transpose belongs."),
    "slope_of_net": BugWords(BugKind.SLOPE, "The slope of sigmoid is net·(1 − net) where out·(1 − out) belongs."),
    "slope_at_out": BugWords(BugKind.SLOPE, "Slopes are taken at out, as if that were net: f′(out) for f′(net)."),
    "tanh_as_sigmoid": BugWords(BugKind.SLOPE, "The slope of tanh is out·(1 − out), which is that of sigmoid."),
    "input_not_hidden": BugWords(
        BugKind.GRADIENT, "The gradients of the top layer multiply by the network's inputs, not by the hidden outputs."
    ),
    "grad_uses_net": BugWords(
        BugKind.GRADIENT, "Gradients multiply by the net of the unit below where its out belongs."
    ),
    "bias_uses_out": BugWords(
        BugKind.GRADIENT, "The gradient of a bias is delta times the unit's own out, not delta times 1."
    ),
    "no_mean": BugWords(BugKind.BATCH, "The gradients of a batch are added up and not divided by its size."),
    "mean_twice": BugWords(BugKind.BATCH, "The gradients of a batch are divided by its size twice."),
    "no_reset": BugWords(BugKind.BATCH, "Gradient sums are not set back to 0: they go on from the update before."),
    "pen_bias": BugWords(BugKind.PENALTY, "The penalty pulls at biases, too."),
    "no_pen_grad": BugWords(BugKind.PENALTY, "The penalty is in the error, but its slope is not in the gradient."),
    "lambda_no_m": BugWords(BugKind.PENALTY, "The slope of the penalty has λ where λ/m belongs."),
    "pen_factor2": BugWords(BugKind.PENALTY, "The slope of the penalty is taken twice."),
    "update_sign": BugWords(BugKind.UPDATE, "The step is added, not subtracted: the weights climb."),
    "sequential": BugWords(BugKind.UPDATE, SEQUENTIAL_SAID),
}
