"""Derivations and paths of a program with a bug: they are right, and say where the program departs from them."""

from __future__ import annotations

import math

import pytest

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.functions.expression import Leaf
from explainer.picture.pages.lines.derived import Derived, derived_text
from explainer.picture.pages.paths_page import Account, page_text
from explainer.trace.derived.formulas import chains_of, told
from explainer.trace.formula.notation import Writing
from explainer.trace.known.gradient_paths import paths_of
from explainer.trace.known.known import Known
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Trace

CASES = [
    (name, bug) for name in ("mazur", "square", "saturated_entropy") for bug in BUGS
    if not problem_of(example(name), bug)
]  # fmt: skip


@pytest.fixture(params=CASES, ids=" ".join)
def known(request):
    name, bug = request.param
    trace = Trace(Run(with_bug(example(name), bug)).pass_of(1))
    return Known(trace, len(trace))


def _agree(one, other):
    return math.isclose(one, other, rel_tol=1e-8, abs_tol=1e-12)


def test_a_derivation_holds_and_names_the_line_where_the_program_departs(known):
    for step in known.trace:
        said = " ".join(Derived(known, step.symbol, Writing()).departures())
        chains = chains_of(known, step.symbol)
        assert ("The program does not follow" in said) == (step.right is not None)
        for chain in chains:
            values = [line.value for line in told(known, step.symbol, chain)]
            holds = all(_agree(value, values[-1]) for value in values if not math.isnan(value))
            assert holds or "departs at line" in said, step.symbol_text
            if isinstance(chain.made, Leaf) and not _agree(known.value(chain.made.symbol), values[-1]):
                line = line_of(known.trace, chain.made.symbol)
                assert known.trace[line].right is not None
                assert line == step.number or "departs at line" in said


def test_paths_add_up_to_what_is_shown_and_the_programs_number_is_said_beside_it(known):
    network = known.scenario.network
    for index in network.all_trained.tolist():
        paths = paths_of(known, network.parameter(index), sample=0)
        assert _agree(math.fsum(path.value for path in paths.listed) + paths.rest, paths.total)
        assert _agree(known.value(paths.gradient), paths.made)
        said = page_text(Account(known, paths, Writing()))
        assert ("does not follow these paths" in said) == (not _agree(paths.total, paths.made))


def test_the_derivation_of_a_wrong_delta_says_what_the_program_has():
    trace = Trace(Run(with_bug(example("mazur"), "no_out_slope")).pass_of(1))
    step = next(step for step in trace if step.symbol_text == "delta_o1")
    text = derived_text(Derived(Known.after(step), step.symbol, Writing()))
    assert "= 0.138499" in text
    assert text.split("\n")[1] == (
        "The program does not follow from this: its line is δ_o1 = ∂E_total/∂out_o1 = 0.741365, the bug no_out_slope."
    )
