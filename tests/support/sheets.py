"""Sheets as people hand them in: honest ones, and ones with a slip that is gone on from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import floor, isfinite, log10

import numpy as np

from explainer.engine.arrays import frozen
from explainer.engine.rounding import Rounding
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.printed_number import read_printed
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.scenario.written_answer import WrittenAnswer
from explainer.engine.update.update_pass import Pass
from explainer.files.examples import example
from explainer.trace.lines.trace import Trace
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.slips.slip import Slip
from explainer.variants.variant import Variant

SMALL = 0.00005


def filled(p: Pass, rounding: Rounding, slip: Slip | None = None) -> list[WrittenAnswer]:
    """Return all lines of an update, each worked out from the rounded ones before it; with a slip at one of them."""
    variant = Variant(p, lambda step, value, read: rounding(_value(variant, step, value, slip)))
    return [
        WrittenAnswer(step.symbol_text, read_printed(repr(step.value)), p.number, step.sample)
        for step in variant
        if isfinite(step.value)
    ]


def _value(variant, step, value, slip):
    return variant.value_of(slip.rule) if slip is not None and step.number == slip.step.number else value


def visible_slips(p: Pass, digits: int) -> Iterator[Slip]:
    """Go through the slips at every line that change more than three tolerances of its number. Nobody can tell one
    that makes 0 of a small number from rounding to a few decimals."""
    variant = Variant(p)
    for step in Trace(p):
        for slip in slips_of(step):
            value, right = variant.value_of(slip.rule), step.value
            tolerance = 0.5 * 10.0 ** (floor(log10(abs(right))) + 1 - digits) if right else 0.0
            is_rounded_away = value == 0 and abs(right) < SMALL
            if isfinite(value) and abs(value - right) > 3 * tolerance and not is_rounded_away:
                yield slip


def personal(seed: int) -> Scenario:
    """Return a sheet like the worked example with numbers of its own: nothing is flat, and signs differ."""
    rng, like = np.random.default_rng(seed), example("mazur")
    while True:
        theta = np.round(rng.choice([-1, 1], like.theta.size) * rng.uniform(0.1, 0.95, like.theta.size), 2)
        for layer in like.network.layers[1:]:
            layer.biases(theta)[:] = layer.biases(theta)[0]
        data = Data(frozen(np.round(rng.uniform(0.2, 0.95, (1, 2)), 2)), like.data.training.targets)
        scenario = replace(like.with_theta(frozen(theta)), data=data)
        if _shows_slips(scenario):
            return scenario


def _shows_slips(scenario: Scenario) -> bool:
    arrays = Run(scenario).pass_of(1).arrays
    weights = np.concatenate([layer.weights(scenario.theta).ravel() for layer in scenario.network.layers[1:]])
    return (
        all(layer.slope.min() >= 0.12 and abs(layer.delta).min() >= 0.004 for layer in arrays.layers)
        and len(set(abs(weights))) == weights.size
        and 2 <= np.count_nonzero(weights < 0) <= 6
    )
