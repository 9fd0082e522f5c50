"""The program of a scenario with a bug: run, it makes the same mistake, and it says where."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.trace.code.code_lines import blocks_of
from explainer.trace.code.lecture_listing import LectureListing
from explainer.trace.code.listing import Listing
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.trace import Trace

SCENARIOS = {name: example(name) for name in ("mazur", "lab", "square", "saturated_entropy", "softmax")}
SCENARIOS["sequential"] = replace(example("lab"), update_order="sequential", batch_size=2)
CASES = [(name, bug) for name in SCENARIOS for bug in BUGS if not problem_of(SCENARIOS[name], bug)]


@pytest.mark.parametrize(("name", "bug"), CASES)
def test_the_program_makes_the_mistake(name, bug):
    run = Run(with_bug(SCENARIOS[name], bug))
    run.advance(2)
    for p in map(run.pass_of, (1, 2)):
        listing, made = Listing(Trace(p)), {}
        exec("\n".join(line.source for line in listing.lines), made)
        for block in (
            block for layer in range(1, p.scenario.network.top + 1) for block in blocks_of(p.scenario.network, layer)
        ):
            np.testing.assert_allclose(made[block.name], block.of(p.theta_after), rtol=1e-9, atol=1e-13)
        wrong = [line for line in listing.lines if line.is_wrong]
        assert wrong or (p.samples == 1 and bug in ("no_mean", "mean_twice"))
        assert all(line.comment == f"bug {bug}" for line in wrong)
        assert sum(line.comment.startswith("right: ") for line in listing.lines) == len(wrong)
        assert f"# This program has the bug {bug}." in listing.lines[0].source


def test_the_lectures_program_says_that_it_is_right():
    lines = LectureListing(Trace(Run(with_bug(example("mazur"), "one_path")).pass_of(1))).lines
    assert "it has not the bug one_path" in " ".join(line.comment for line in lines)


@pytest.mark.parametrize("program", [Listing, LectureListing])
def test_a_closed_program_is_not_told(program):
    listing = program(Trace(Run(with_bug(example("mazur"), "one_path")).pass_of(1), BugShown.CLOSED))
    assert not any(line.code for line in listing.lines)
    assert "The program is closed" in listing.lines[0].comment
