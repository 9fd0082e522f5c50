"""A step read aloud: sentences written by hand for several kinds of line, and nothing told that is hidden."""

from __future__ import annotations

import pytest
from traces import rich
from worked import mazur

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.functions.expression import symbols
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.known.known import Known, Reveal
from explainer.trace.known.terms import is_one_number, term_count
from explainer.trace.lines.trace import Trace
from explainer.trace.words.spoken_step import spoken_step


def trace_of(scenario, update=1):
    run = Run(scenario)
    run.advance(update)
    return Trace(run.pass_of(update))


def said(scenario, line, notation=Notation.WORKED, digits=4, **known):
    return spoken_step(Known(trace_of(scenario), line, **known), Writing(notation, digits))


def test_lines_of_the_worked_example_are_said_like_this():
    worked = {
        0: "Before the first step of update 1.",
        1: "net h1 equals 0.15 times 0.05 plus 0.2 times 0.1 plus 0.35 times 1: 0.3775. Step 1 of 43, forward",
        2: "out h1 equals 1 over open parenthesis 1 plus exp of minus 0.3775 close parenthesis: 0.5933. "
        "Step 2 of 43, forward",
        9: "E o1 equals 0.5 times open parenthesis 0.01 minus 0.7514 close parenthesis squared: 0.2748. "
        "Step 9 of 43, loss",
        12: "d E total by d out o1 equals minus open parenthesis 0.01 minus 0.7514 close parenthesis: 0.7414. "
        "Step 12 of 43, backward",
        24: "d E total by d out h1 equals 0.05540 minus 0.01905: 0.03635. Step 24 of 43, backward",
        26: "delta h1 equals 0.03635 times 0.2413: 0.008771. Step 26 of 43, backward",
        40: "new w5 equals 0.4 minus 0.5 times 0.08217: 0.3589. Step 40 of 43, update",
    }
    assert {line: said(mazur(), line) for line in worked} == worked


def test_the_lines_are_said_in_the_notation_and_with_the_digits_that_are_chosen():
    theta, matrix = (
        [said(mazur(), line, notation, 6) for line in (14, 18, 25, 40)]
        for notation in (Notation.THETA, Notation.MATRIX)
    )
    assert theta == [
        "delta 1 of layer 3 equals 0.741365 times 0.186816: 0.138499. Step 14 of 43, backward",
        "capital D 1 1 in layer 2 equals 0.138499 times 0.593270: 0.0821670. Step 18 of 43, backward",
        "g prime of z 1 of layer 2 equals 0.593270 times open parenthesis 1 minus 0.593270 close parenthesis: "
        "0.241301. Step 25 of 43, backward",
        "capital theta 1 1 in layer 2 becomes 0.4 minus 0.5 times 0.0821670: 0.358916. Step 40 of 43, update",
    ]
    assert matrix[1:] == [
        "d E by d w 1 1 in layer 3 equals 0.138499 times 0.593270: 0.0821670. Step 18 of 43, backward",
        "sigma prime of z 1 of layer 2 equals 0.593270 times open parenthesis 1 minus 0.593270 close parenthesis: "
        "0.241301. Step 25 of 43, backward",
        "w 1 1 in layer 3 becomes 0.4 minus 0.5 times 0.0821670: 0.358916. Step 40 of 43, update",
    ]


def test_a_long_sum_is_folded_a_batch_tells_its_sample_and_tiny_numbers_their_power_of_ten():
    assert said(example("digits"), 1).startswith(
        "net h1 equals 0.03 times 0 minus 0.09 times 0.0625 minus 0.07 times 0.6875 plus 61 more terms plus 0 times 1: "
        "minus 0.4413. Step 1 of 173,946, forward, sample 1 of 32"
    )
    assert said(example("square"), 12) == (
        "E total equals 7.581 times 10 to the minus 5. Step 12 of 208, loss, sample 1 of 3"
    )
    assert said(example("dropout"), 15) == (
        "E o1 equals 0 times log of open parenthesis 1 plus exp of minus 1.369 close parenthesis plus open parenthesis "
        "1 minus 0 close parenthesis times log of open parenthesis 1 plus exp of 1.369 close parenthesis: 1.596. "
        "Step 15 of 71, loss"
    )
    assert said(example("dropout"), 26) == (
        "d out h1 by d net h1 equals 1 minus open parenthesis minus 0.4219 close parenthesis squared: 0.8220. "
        "Step 26 of 71, backward"
    )


def test_a_line_that_is_added_up_tells_the_terms_so_far():
    assert said(mazur(), 1, part=2) == (
        "net h1 equals 0.15 times 0.05 plus 0.2 times 0.1 and more; so far 0.0275, after 2 of 3 terms. "
        "Step 1 of 43, forward"
    )


def test_a_result_that_is_asked_for_is_not_told():
    assert said(mazur(), 24, reveal=Reveal.ASKED) == (
        "d E total by d out h1 equals 0.05540 minus 0.01905: asked for. Step 24 of 43, backward"
    )
    assert said(example("dropout"), 16, reveal=Reveal.ASKED) == "E total equals asked for. Step 16 of 71, loss"


def operands(step):
    """What may be heard: the numbers of the formula, unless it is a single one, which is the result."""
    return set() if is_one_number(step.rule) else {abs(step.read(symbol)) for symbol in symbols(step.rule)}


@pytest.mark.parametrize("notation", Notation)
@pytest.mark.parametrize("name", ["rich", "dropout", "valley_nadam", "square", "softmax"])
def test_nothing_that_is_said_tells_a_hidden_result(name, notation):
    trace, writing = trace_of(rich(dropout=0.5) if name == "rich" else example(name)), Writing(notation, 4)
    compared = 0
    for step in trace:
        result = writing.show(abs(step.value))
        if len(result) < 4 or result in {writing.show(number) for number in operands(step)}:
            continue  # cannot be told from another number
        compared += 1
        for part in (None, *range(1, term_count(step))):
            asked = spoken_step(Known(trace, step.number, part, Reveal.ASKED), writing)
            assert "asked for" in asked
            assert result not in asked, step.symbol_text
    assert compared > 10
