"""Generated data sets are what school mathematics says, for the units of the network, the same for the same seed."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nets import network

from explainer.engine.scenario.data import Data
from explainer.files.checks import ScenarioError
from explainer.files.data.generators import GENERATORS, generated

CURVES = [name for name, generator in GENERATORS.items() if generator.classes == 0]
CLASSES = [name for name in GENERATORS if name not in CURVES]


def data(name: str, samples: int | None = None, noise: float = 0, seed: int = 0, outputs: int = 1) -> Data:
    return generated(name, samples, noise, seed, network(GENERATORS[name].inputs, outputs))


def test_the_names() -> None:
    assert " ".join(GENERATORS) == "and or xor circles moons spiral blobs line parabola sine"
    assert [len(data(name).inputs) for name in GENERATORS] == [4] * 3 + [200] * 7


@pytest.mark.parametrize(("name", "answers"), [("and", "0001"), ("or", "0111"), ("xor", "0110")])
def test_the_gates_have_their_truth_tables_over_and_over(name: str, answers: str) -> None:
    gate = data(name, 6)
    assert gate.inputs.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1], [0, 0], [0, 1]]
    assert "".join(f"{target:.0f}" for target in gate.targets[:4, 0]) == answers
    assert gate.targets[4:].tolist() == gate.targets[:2].tolist()


def of_class(name: str, label: int, samples: int = 41) -> np.ndarray:
    points = data(name, samples)
    return points.inputs[points.targets[:, 0] == label]


def test_one_circle_is_twice_as_far_from_the_middle_as_the_other() -> None:
    assert np.hypot(*of_class("circles", 0).T) == pytest.approx(1)
    assert np.hypot(*of_class("circles", 1).T) == pytest.approx(0.5)
    assert of_class("circles", 1, 400).mean(0) == pytest.approx(0)


def test_the_moons_are_halves_of_two_circles() -> None:
    for label, side in ((0, 1), (1, -1)):
        across, up = side * of_class("moons", label).T
        assert np.hypot(across + 1 / 3, up + 1 / 6) == pytest.approx(2 / 3)
        assert np.all(up > -1 / 6)


def test_the_arms_of_the_spiral_turn_as_they_go_out() -> None:
    for label, start in ((0, 0.0), (1, math.pi)):
        for x, y in of_class("spiral", label):
            way = (math.hypot(x, y) - 0.1) / 0.9
            assert 0 < way < 1
            assert complex(x, y) / abs(complex(x, y)) == pytest.approx(np.exp(1j * (start + 3.5 * math.pi * way)))


def test_blobs_lie_around_as_many_middles_as_there_are_output_units() -> None:
    blobs = data("blobs", 3000, outputs=3)
    for label in range(3):
        cloud = blobs.inputs[blobs.targets[:, label] == 1]
        angle = math.pi / 4 + label * 2 * math.pi / 3
        assert len(cloud) == 1000
        assert cloud.mean(0) == pytest.approx([0.7 * math.cos(angle), 0.7 * math.sin(angle)], abs=0.03)
        assert cloud.std(0) == pytest.approx(0.15, abs=0.02)


@pytest.mark.parametrize(
    ("name", "value"),
    [("line", lambda x: x / 2 + 0.2), ("parabola", lambda x: x * x), ("sine", lambda x: math.sin(math.pi * x))],
)
def test_the_curves_at_evenly_spread_places(name: str, value: Callable[[float], float]) -> None:
    curve = data(name, 10)
    assert sorted(curve.inputs[:, 0]) == pytest.approx([-0.9, -0.7, -0.5, -0.3, -0.1, 0.1, 0.3, 0.5, 0.7, 0.9])
    assert curve.targets[:, 0] == pytest.approx([value(x) for x in curve.inputs[:, 0]])
    assert np.any(np.diff(curve.inputs[:, 0]) < 0), "any stretch of samples has all kinds of places in it"


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("samples", [1, 2, 7, 200])
def test_one_unit_and_two_units_say_the_same(name: str, samples: int) -> None:
    one, two = data(name, samples, 0.1, 3), data(name, samples, 0.1, 3, outputs=2)
    assert np.array_equal(one.inputs, two.inputs)
    assert set(one.targets.ravel()) <= {0, 1}
    assert two.targets.tolist() == [[1 - target, target] for target in one.targets[:, 0]]


@pytest.mark.parametrize("name", ["circles", "moons", "spiral", "blobs"])
def test_classes_are_balanced_in_every_stretch(name: str) -> None:
    targets = data(name, 101).targets[:, 0]
    assert np.all(targets[:-1] != targets[1:])


def test_blobs_may_be_of_more_classes_than_samples() -> None:
    assert data("blobs", 2, outputs=5).targets.tolist() == [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]]


@pytest.mark.parametrize("name", GENERATORS)
def test_noise_is_added_to_what_is_measured(name: str) -> None:
    plain, noisy, again = data(name, 2000), data(name, 2000, 0.1), data(name, 2000, 0.1)
    inputs, targets = noisy.inputs - plain.inputs, noisy.targets - plain.targets
    moved, kept = (targets, inputs) if name in CURVES else (inputs, targets)
    assert not np.any(kept)
    assert moved.std() == pytest.approx(0.1, rel=0.1)
    assert moved.mean() == pytest.approx(0, abs=0.01)
    assert noisy.same_as(again)
    assert not noisy.same_as(data(name, 2000, 0.1, 1))


@pytest.mark.parametrize("name", GENERATORS)
def test_coordinates_are_about_minus_one_to_one(name: str) -> None:
    assert 0.9 < np.abs(data(name).inputs).max() < 1.3
    assert np.abs(data(name).targets).max() <= 1


@pytest.mark.parametrize(
    ("name", "inputs", "outputs", "expected"),
    [
        ("xor", 3, 1, "xor has 2 inputs and needs 2 input units, the network has 3"),
        ("line", 2, 1, "line has 1 input and needs 1 input unit, the network has 2"),
        ("moons", 2, 3, "moons has two classes and needs 1 or 2 output units, the network has 3"),
        ("sine", 1, 2, "sine has one target and needs 1 output unit, the network has 2"),
        ("blob", 2, 2, '"blob" is not a generator; did you mean "blobs"?'),
    ],
)
def test_a_network_whose_units_do_not_fit(name: str, inputs: int, outputs: int, expected: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        generated(name, 10, 0, 0, network(inputs, outputs))
    assert str(caught.value) == f"data.generator: {expected}"


@given(st.sampled_from(list(GENERATORS)), st.integers(20_000_001 // 2, 10**30))
def test_hostile_sizes_are_refused_before_memory_is_taken(name: str, samples: int) -> None:
    with pytest.raises(ScenarioError, match=r"^data\.samples: that would be more than the 20,000,000 numbers"):
        data(name, samples + 1)


def test_where_the_numbers_come_from_is_spelled_out() -> None:
    assert data("moons").source == {"generator": "moons", "samples": 200, "noise": 0, "seed": 0}
    assert data("xor", 8, 0.5, 7).source == {"generator": "xor", "samples": 8, "noise": 0.5, "seed": 7}
    assert not data("moons").inputs.flags.writeable
    assert not data("moons").targets.flags.writeable
