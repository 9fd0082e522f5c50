"""Where every parameter is frozen, programs still run, and leave the numbers as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.files.examples import example
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.code.lecture_listing import LectureListing
from explainer.trace.code.listing import Listing
from explainer.trace.code.values import source_of
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace


def all_frozen(optimizer: str) -> Scenario:
    scenario, rule = example("xor"), OPTIMIZERS[optimizer]
    network = replace(scenario.network, frozen=tuple(range(scenario.network.size)))
    return replace(
        scenario, network=network, optimizer=OptimizerSettings(optimizer, rule.learning_rate, dict(rule.options))
    )


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("program", [Listing, LectureListing])
def test_a_program_runs_that_trains_nothing(optimizer, program):
    scenario = all_frozen(optimizer)
    run = Run(scenario)
    run.advance(2)
    trace = Trace(run.pass_of(min(run.updates, 2)))
    exec(compile(source_of(program(trace), Known(trace, len(trace))), "program", "exec"), {})
    assert np.array_equal(run.theta(run.updates), scenario.theta)
