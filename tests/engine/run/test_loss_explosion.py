"""The rule by which a loss explodes, on losses that are known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur, one_unit

from explainer.engine.run.loss_explosion import exploded, last_good
from explainer.engine.run.run import Run
from explainer.files.examples import example, example_names


def with_losses(losses):
    """Return a run that has these losses, whatever it calculated."""
    run = Run(mazur())
    run.advance(len(losses))
    run.course._losses[: len(losses)] = losses
    return run


def test_a_million_times_the_first_loss_is_an_explosion():
    run = with_losses([2.0, 1.0, 1.9e6, 2.1e6, 2.0])
    assert exploded(run) == 4
    assert last_good(run, 4) == 2


def test_tenfold_five_times_is_one():
    assert exploded(with_losses([1, 0.5, 6, 70, 800, 9000, 95_000, 3])) == 7
    assert exploded(with_losses([1, 0.5, 6, 70, 800, 9000, 80_000, 850_000])) is None


def test_growth_is_seen_over_the_edge_of_what_was_looked_at():
    run = with_losses([1, 0.5, 6, 70, 800, 9000, 95_000])
    assert [exploded(run, looked_at) for looked_at in range(7)] == [7] * 7
    assert exploded(run, 7) is None


def test_a_loss_below_1_has_not_exploded():
    assert exploded(with_losses([1e-12, 1e-9, 0.9])) is None
    assert exploded(with_losses([0.0, 0.5])) is None


def test_the_first_update_is_good_where_everything_grows():
    assert last_good(with_losses([1, 2, 3, 4]), 4) == 1
    assert last_good(Run(mazur()), 1) == 1


def test_overshooting_is_found_at_the_update_that_arithmetic_says():
    """With learning rate r bias and weight together change by the factor 1 - 2r, the loss by its square."""
    scenario = one_unit([1.0], 0.0, "linear", [[1.0]]).with_learning_rate(3.0)
    run = Run(scenario)
    run.advance(12)
    ratio = run.losses[1] / run.losses[0]
    assert ratio == pytest.approx(25)
    assert exploded(run) == 1 + int(np.ceil(np.log(1e6) / np.log(25)))


def test_no_example_explodes_by_itself():
    for name in example_names():
        if name == "digits":
            continue
        run = Run(example(name))
        run.advance(100)
        assert exploded(run) is None, name
