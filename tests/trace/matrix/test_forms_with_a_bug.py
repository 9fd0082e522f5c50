"""The layer form of a line with a bug: its numbers give the result, and the right one stands beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_layer_forms import calculated, every_number

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.bugs.lab.mystery import mystery
from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.known.known import Known
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.trace import Trace
from explainer.trace.matrix.forms import layer_form
from explainer.trace.matrix.written import form_text

SCENARIOS = {name: example(name) for name in ("mazur", "lab", "square", "saturated_entropy")}
SCENARIOS["inputs"] = replace(example("lab"), input_gradients=True, batch_size=1)
CASES = [(name, bug) for name in SCENARIOS for bug in BUGS if not problem_of(SCENARIOS[name], bug)]


@pytest.mark.parametrize(("name", "bug"), CASES)
def test_the_form_gives_the_numbers_of_its_line(name, bug):
    run = Run(with_bug(SCENARIOS[name], bug))
    run.advance(1)
    for step in Trace(run.pass_of(2)):
        form = layer_form(step)
        assert form.right is not None or step.right is None
        assert (form.right is not None) == (f"This is the bug {bug}" in form.caption)
        if form.rule is None:
            assert form.right is not None
            continue
        result = every_number(form, form.result)
        found = np.broadcast_to(calculated(form, form.rule), result.shape)
        np.testing.assert_allclose(found, result, rtol=1e-9, atol=1e-12)


def test_the_right_form_is_said_beside_the_wrong_one():
    trace = Trace(Run(with_bug(example("mazur"), "no_transpose")).pass_of(1))
    step = next(step for step in trace if step.symbol_text == "dE_total/dout_h1")
    names, right, numbers = form_text(
        layer_form(step, Notation.MATRIX), Known.after(step), Writing(Notation.MATRIX)
    ).split("\n")[1:]
    assert names == "∇a² E = w³ δ³"
    assert right == "right: ∇a² E = (w³)ᵀ δ³"
    assert "0.138499" in numbers


def test_a_closed_program_has_no_form():
    trace = Trace(Run(with_bug(example("mazur"), "no_transpose")).pass_of(1), BugShown.CLOSED)
    for step in trace:
        form = layer_form(step)
        assert form.rule is None
        assert form.right is None
        assert "closed" in form.caption


def test_a_closed_program_tells_of_no_line_what_it_is_made_of():
    trace = Trace(Run(mystery(example("lab"), 7)).pass_of(1))
    forms = [form for step in trace for form in [layer_form(step)] if form is not None]
    assert forms
    assert not any(form.operands for form in forms)
