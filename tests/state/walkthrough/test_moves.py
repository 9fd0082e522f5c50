"""Steps of every size, forward and back, against lists of all lines; and lines that are added up term by term."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur, square

from explainer.engine.run.run import Run
from explainer.functions.expression import Sum
from explainer.state.edits.training_edits import with_l2
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.trace import Trace

UPDATES = 3
SIZES = [*Granularity]


def unit_of(trace, place):
    if place.parameter < 0:
        return place.layer, place.unit, False
    return place.layer, trace.of.scenario.network.parameter(place.parameter).unit, True


def group_ends(trace, size):
    """The slow way: the last line of each group of an update, from all its lines."""
    key = {
        Granularity.PHASE: lambda place: (place.phase, place.sample),
        Granularity.LAYER: lambda place: (place.phase, place.sample, place.layer),
        Granularity.UNIT: lambda place: (place.phase, place.sample, *unit_of(trace, place)),
    }[size]
    lines = ((number, trace.plan.place(number)) for number in range(1, len(trace) + 1))
    return [[number for number, _ in members][-1] for _, members in groupby(lines, lambda line: key(line[1]))]


def seventh_ends(trace):
    """The slow way: forward and compared of each sample, back of each but the last, and the end of the update."""
    phases = [trace.plan.place(number) for number in range(1, len(trace) + 1)]
    last = max(number for number, place in enumerate(phases, 1) if place.phase == "forward")
    ends = []
    for number, place in enumerate(phases, 1):
        after = phases[number] if number < len(phases) else None
        is_end = after is None or (after.phase, after.sample) != (place.phase, place.sample)
        is_step = place.sample >= 0 and (place.phase in ("forward", "loss") or number < last)
        if is_end and (is_step or after is None):
            ends.append(number)
    return ends


def stops(scenario, size):
    """Every place that pressing Next with this size visits within the first updates, from a list of all of them."""
    run = Run(scenario)
    assume(run.advance(UPDATES) == UPDATES)
    places = [(1, 0, None)]
    for update in range(1, UPDATES + 1):
        trace = Trace(run.pass_of(update))
        if size is Granularity.UPDATE:
            places.append((update + 1, 0, None))
        elif size is Granularity.EPOCH:
            is_last = scenario.epoch(update + 1) != scenario.epoch(update)
            places += [(update + 1, 0, None)] if is_last else []
        elif size is Granularity.SEVEN:
            places += [(update, end, None) for end in seventh_ends(trace)] + [(update + 1, 0, None)]
        elif size in (Granularity.TERM, Granularity.LINE):
            for step in trace:
                parts = len(step.rule.terms) if isinstance(step.rule, Sum) and size is Granularity.TERM else 1
                places += [(update, step.number, part) for part in [*range(1, parts), None]]
        else:
            places += [(update, end, None) for end in group_ends(trace, size)]
    return places


def place_of(walkthrough):
    return *walkthrough.cursor, walkthrough.part


def seen(walkthrough):
    """Everything that a person can read off the state."""
    step, shown = walkthrough.step, walkthrough.known
    arrays = [shown.theta, shown.error, *(values for layer in shown.layers for values in (layer.out, layer.delta))]
    return place_of(walkthrough), step and step.row(), [array.tobytes() for array in arrays]


@pytest.mark.parametrize("size", SIZES)
@examples(4)
@given(scenario=scenarios(hidden=(1, 2)))
def test_next_visits_what_a_list_of_all_lines_finds_and_back_returns(qapp, size, scenario):
    walkthrough, expected = Walkthrough(scenario), stops(scenario, size)
    there = [seen(walkthrough)]
    for _ in expected[1:]:
        walkthrough.next(size)
        there.append(seen(walkthrough))
    assert [look[0] for look in there] == expected
    back = [there[-1]]
    for _ in expected[1:]:
        walkthrough.back(size)
        back.append(seen(walkthrough))
    assert back == there[::-1]


@examples(20)
@given(
    scenario=scenarios(hidden=(1, 2)),
    update=st.integers(1, UPDATES),
    share=st.floats(0, 1),
    size=st.sampled_from([Granularity.UNIT, Granularity.LAYER, Granularity.PHASE]),
)
def test_from_within_a_group_next_finishes_it_and_back_leads_to_the_one_before(qapp, scenario, update, share, size):
    walkthrough = Walkthrough(scenario)
    walkthrough.go_to(update, 0)
    assume(walkthrough.cursor == (update, 0))
    ends = [0, *group_ends(walkthrough.trace, size)]
    step = round(share * (ends[-1] - 1))
    walkthrough.go_to(update, step)
    walkthrough.next(size)
    assert walkthrough.cursor == (update, min(end for end in ends if end > step))
    walkthrough.go_to(update, step + 1)
    walkthrough.back(size)
    assert walkthrough.cursor == (update, max(end for end in ends if end <= step))


def test_the_worked_example_unit_by_unit_and_layer_by_layer(qapp):
    walkthrough = Walkthrough(mazur())
    for size, expected in (
        (Granularity.UNIT, [2, 4, 6, 8, 9, 10, 11, 14, 17, 19, 21, 26, 31, 33, 35, 37, 39, 41, 43]),
        (Granularity.LAYER, [4, 8, 10, 11, 21, 35, 39, 43]),
    ):
        walkthrough.first_step()
        ends = []
        for _ in expected:
            walkthrough.next(size)
            ends.append(walkthrough.cursor.step)
        assert ends == expected


def test_epochs_go_from_start_to_start(qapp):
    scenario = replace(square(), batch_size=1)
    samples = len(scenario.data.inputs)
    walkthrough = Walkthrough(scenario)
    walkthrough.go_to(2, 5)
    walkthrough.next(Granularity.EPOCH)
    assert walkthrough.cursor == (samples + 1, 0)
    walkthrough.next_update()
    for expected in ((samples + 1, 0), (1, 0), (1, 0)):
        walkthrough.back(Granularity.EPOCH)
        assert walkthrough.cursor == expected


def test_a_phase_is_finished_and_then_left_alone(qapp, qtbot):
    walkthrough = Walkthrough(mazur())
    for step, end in ((0, 8), (9, 11), (20, 35), (36, 43)):
        walkthrough.go_to(1, step)
        walkthrough.finish_phase()
        assert walkthrough.cursor == (1, end)
        with qtbot.assertNotEmitted(walkthrough.moved):
            walkthrough.finish_phase()


class TestTerms:
    """A line while it is added up."""

    @pytest.fixture
    def walkthrough(self, qapp):
        return Walkthrough(mazur(), "mazur")

    def test_net_of_h1_comes_in_three_steps(self, walkthrough, qtbot):
        for part in (1, 2, None):
            with qtbot.waitSignal(walkthrough.moved):
                walkthrough.next(Granularity.TERM)
            assert (walkthrough.cursor, walkthrough.part) == ((1, 1), part)
            assert walkthrough.step.symbol_text == "net_h1"
            assert walkthrough.known.is_hidden is (part is not None)
            assert np.isnan(walkthrough.known.layers[1].net[0]) == (part is not None)
        walkthrough.next(Granularity.TERM)
        assert (walkthrough.cursor, walkthrough.part) == ((1, 2), None)

    def test_next_step_completes_the_line_and_previous_step_leaves_it(self, walkthrough):
        walkthrough.next(Granularity.TERM)
        walkthrough.next_step()
        assert place_of(walkthrough) == (1, 1, None)
        walkthrough.back(Granularity.TERM)
        assert place_of(walkthrough) == (1, 1, 2)
        walkthrough.previous_step()
        assert place_of(walkthrough) == (1, 0, None)

    @pytest.mark.parametrize(
        ("size", "forth", "back"),
        [
            (Granularity.UNIT, (1, 4), (1, 2)),
            (Granularity.LAYER, (1, 4), (1, 0)),
            (Granularity.PHASE, (1, 8), (1, 0)),
            (Granularity.UPDATE, (2, 0), (1, 0)),
            (Granularity.EPOCH, (2, 0), (1, 0)),
        ],
    )
    def test_larger_steps_leave_it(self, walkthrough, size, forth, back):
        for move, expected in ((walkthrough.next, forth), (walkthrough.back, back)):
            walkthrough.go_to(1, 2)
            walkthrough.next(Granularity.TERM)
            assert place_of(walkthrough) == (1, 3, 1)
            move(size)
            assert place_of(walkthrough) == (*expected, None)

    def test_going_to_its_line_completes_it(self, walkthrough, qtbot):
        walkthrough.next(Granularity.TERM)
        with qtbot.waitSignal(walkthrough.moved):
            walkthrough.go_to(1, 1)
        assert place_of(walkthrough) == (1, 1, None)

    def test_what_is_known_is_of_the_sample_that_the_line_is_about(self, qapp):
        walkthrough = Walkthrough(square())
        trace = walkthrough.trace
        begins = next(number for number in range(1, len(trace)) if trace.plan.place(number).sample == 1)
        walkthrough.go_to(1, begins - 1)
        walkthrough.next(Granularity.TERM)
        assert (walkthrough.cursor.step, walkthrough.part) == (begins, 1)
        assert walkthrough.known.sample == 1
        assert walkthrough.known.layers[0].out.tolist() == walkthrough.scenario.data.inputs[1].tolist()
        assert all(np.isnan(layer.net).all() for layer in walkthrough.known.layers[1:])

    def test_an_edit_keeps_it_and_undo_and_redo_too(self, walkthrough):
        walkthrough.next(Granularity.TERM)
        walkthrough.next(Granularity.TERM)
        walkthrough.set_input(0, 3.0)
        assert place_of(walkthrough) == (1, 1, 2)
        assert walkthrough.step.value == pytest.approx(0.15 * 3.0 + 0.2 * 0.1 + 0.35)
        walkthrough.next_step()
        walkthrough.undo_stack.undo()
        assert place_of(walkthrough) == (1, 1, 2)

    def test_an_edit_that_leaves_less_of_its_line_completes_it(self, qapp):
        walkthrough = Walkthrough(replace(mazur(), l2=0.1))
        last = next(step.number for step in walkthrough.trace if step.operation == "objective")
        walkthrough.go_to(1, last - 1)
        walkthrough.next(Granularity.TERM)
        assert place_of(walkthrough) == (1, last, 1)
        walkthrough.change(lambda scenario: with_l2(scenario, 0.0))
        assert walkthrough.part is None or walkthrough.part < len(walkthrough.step.rule.terms)

    def test_where_numbers_end_the_next_update_is_not_begun(self, qapp):
        walkthrough = Walkthrough(square().with_learning_rate(10.0))
        walkthrough.grow(1000)
        walkthrough.go_to_end()
        before = place_of(walkthrough)
        for size in SIZES:
            walkthrough.next(size)
            assert place_of(walkthrough) == before
