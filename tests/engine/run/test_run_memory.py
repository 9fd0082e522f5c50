"""What runs hold together: working space for few of them, bytes for losses and checkpoints, and the same numbers."""

from __future__ import annotations

import numpy as np
from held import held_bytes
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur, one_unit

from explainer.engine.run.checkpoints import MemoryBudget
from explainer.engine.run.optimizer_race import Race, usual_settings
from explainer.engine.run.run import Run

_SAMPLES = 1000


def large():
    """Return one unit with enough samples for its working space to be much larger than all else."""
    inputs = np.random.default_rng(1).normal(size=(_SAMPLES, 2))
    return one_unit([0.1, 0.2], 0.3, "sigmoid", inputs)


@examples(12)
@given(scenarios(), st.lists(st.tuples(st.integers(1, 40), st.integers(0, 120)), min_size=1, max_size=5))
def test_a_run_that_rested_goes_on_bit_for_bit(scenario, turns):
    memory = MemoryBudget(most_bytes=1, awake=1)
    run, other, straight = Run(scenario, memory=memory), Run(mazur(), memory=memory), Run(scenario)
    for count, visit in turns:
        run.advance(count)
        straight.advance(count)
        other.advance(1)
        done = min(visit, run.updates)
        assert run.state(done).tobytes() == straight.state(done).tobytes()
        assert run.pass_of(done + 1).after.tobytes() == straight.pass_of(done + 1).after.tobytes()
    assert run.losses.tobytes() == straight.losses.tobytes()
    assert run.stopped == straight.stopped


def test_only_the_runs_that_were_at_work_last_have_working_space():
    memory, scenario, runs, sizes = MemoryBudget(), large(), [], []
    for number in range(12):
        run = Run(scenario.with_learning_rate(0.1 + number), memory=memory)
        run.advance(3)
        run.pass_of(2)
        runs.append(run)
        sizes.append(held_bytes(runs))
    assert sizes[-1] - sizes[5] < _SAMPLES * 8


def test_losses_and_checkpoints_of_all_runs_together_stay_within_their_bytes():
    weights = np.linspace(-0.1, 0.1, _SAMPLES * 2)
    scenario, memory = one_unit(weights, 0.0, "sigmoid", [weights]), MemoryBudget(most_bytes=2_400_000)
    runs = [Run(scenario, memory=memory) for _ in range(8)]
    for run in runs:
        run.advance(400)
    assert sum(run.course.kept_bytes for run in runs) <= 2_400_000
    assert len({run.checkpoint_stride for run in runs}) <= 2  # none pays for the others
    alone = Run(scenario)
    alone.advance(351)
    assert all(run.state(351).tobytes() == alone.state(351).tobytes() for run in runs)


def test_a_run_that_grows_costs_hardly_more_than_its_losses():
    run = Run(mazur(), max_bytes=1)
    run.advance(35_000)
    assert held_bytes(run) < 35_000 * 11


def test_a_run_with_other_names_holds_no_second_copy():
    run = Run(mazur())
    run.advance(5_000)
    named = run.renamed([["i1", "i2"], ["left", "right"], ["o1", "o2"]])
    assert held_bytes((run, named)) == held_bytes(run)
    assert named.scenario.network.names[1] == ("left", "right")
    assert named.pass_of(4_000).scenario.network.names[1] == ("left", "right")
    assert run.pass_of(4_000).scenario.network.names[1] == ("h1", "h2")
    assert named.pass_of(4_000).after.tobytes() == run.pass_of(4_000).after.tobytes()


def test_many_edits_are_renamed_and_walked_without_going_deep():
    run = Run(mazur())
    for update in range(1, 1200):
        run.advance(1)
        run = run.branch(run.scenario_after(update).with_learning_rate(0.5 + update / 1e4), update)
    named = run.renamed([["i1", "i2"], ["left", "right"], ["o1", "o2"]])
    assert [p.number for p in named.passes(1, 1200)] == [*range(1, 1201)]
    assert named.origin().network.names[1] == ("left", "right")


def test_a_race_has_working_space_for_each_that_runs_in_it_and_few_passes():
    start = large()
    race = Race(start, [usual_settings(name, start) for name in ("sgd", "momentum", "adam", "nadam")], 20)
    race.advance(5)
    before = held_bytes(race)
    for _ in range(10):
        race.advance(1)
        assert all(racer.losses.size for racer in race.racers)
    assert held_bytes(race) - before < 4 * 20 * _SAMPLES * 8
