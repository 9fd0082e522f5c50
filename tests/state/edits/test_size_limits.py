"""Numbers that are typed: too large ones are refused in a sentence, before anything is made of them."""

from __future__ import annotations

import tracemalloc
from functools import partial

import pytest

from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.state.edits.data_edits import with_generated, with_test_fraction
from explainer.state.edits.network_edits import with_init, with_units
from explainer.state.edits.training_edits import with_batch_size, with_seed
from explainer.state.walkthrough.walkthrough import Walkthrough

_MUCH = 20_000_000
HUGE = (10**7, 2 * 10**8, 10**9, 10**12, 10**30)


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(example("circles"))


@pytest.fixture
def refused(walkthrough):
    """Return the sentence that refuses an edit, which takes hardly any memory and changes nothing."""

    def refuse(make):
        before = walkthrough.run
        tracemalloc.start()
        try:
            with pytest.raises(ScenarioError) as error:
                walkthrough.change(make)
            assert tracemalloc.get_traced_memory()[1] < _MUCH
        finally:
            tracemalloc.stop()
        assert walkthrough.run is before
        return str(error.value)

    return refuse


@pytest.mark.parametrize("units", HUGE)
def test_units(refused, units):
    assert "5,000,000 weights and biases" in refused(lambda scenario: with_units(scenario, 1, units))


def test_units_that_are_too_many_for_the_samples(refused):
    said = refused(lambda scenario: with_units(scenario, 1, 500_000))
    assert "more than the 40,000,000 numbers" in said


@pytest.mark.parametrize("units", [0, -1, -(10**9)])
def test_no_units(refused, units):
    assert refused(lambda scenario: with_units(scenario, 1, units)) == "A layer has at least 1 unit."


@pytest.mark.parametrize("name", ["circles", "blobs", "sine", "and"])
@pytest.mark.parametrize("samples", HUGE[1:])
def test_samples(refused, name, samples):
    said = refused(lambda scenario: with_generated(scenario, name, samples))
    assert "more than the 20,000,000 numbers" in said


def test_samples_that_are_too_many_for_the_units(walkthrough, refused):
    walkthrough.change(lambda scenario: with_units(scenario, 1, 100))
    said = refused(lambda scenario: with_generated(scenario, "circles", 6_000_000))
    assert "more than the 40,000,000 numbers" in said


@pytest.mark.parametrize("make", [with_seed, partial(with_generated, name="circles", samples=10)], ids=["seed", "data"])
@pytest.mark.parametrize("seed", [-1, 2**63, 10**30])
def test_seeds(refused, make, seed):
    edit = (lambda scenario: make(scenario, value=seed)) if make is with_seed else partial(make, seed=seed)
    assert "a whole number from 0 to" in refused(edit)


@pytest.mark.parametrize("seed", [2**63, 10**30])
def test_seeds_of_starting_weights(refused, seed):
    assert "a whole number from 0 to" in refused(lambda scenario: with_init(scenario, seed=seed))


@pytest.mark.parametrize("fraction", [1.0, 1e308])
def test_test_parts(refused, fraction):
    assert "expected a number below 1" in refused(lambda scenario: with_test_fraction(scenario, fraction))


def test_a_batch_that_is_larger_than_the_data_is_all_of_them(walkthrough):
    walkthrough.change(lambda scenario: with_batch_size(scenario, 10**30))
    assert walkthrough.grow(2) == 2
    assert walkthrough.trace.of.samples == walkthrough.scenario.data.samples
