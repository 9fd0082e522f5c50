"""Where things stand: no text on other text, whatever the network and the size of the view."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from explainer.engine.arrays import frozen
from explainer.engine.data import Data
from explainer.engine.network import Network, default_names
from explainer.engine.passes import run_pass
from explainer.engine.scenario import OptimizerSettings, Scenario
from explainer.trace.shown import shown_at
from explainer.trace.trace import Trace
from explainer.views.canvas.cards import Side
from explainer.views.canvas.director import layout_for, shape_of
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.folding import rows
from explainer.views.canvas.geometry import Box, Point, Segment
from explainer.views.canvas.picture import picture_of
from explainer.views.canvas.placing import place_all, place_most
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.slots import chip_slots, solid
from explainer.views.canvas.writing import width_of
from explainer.views.fonts import load_fonts
from explainer.views.theme import LIGHT

SMALLEST, USUAL = (620, 430), (790, 600)
SMALL = ([2, 2, 2], [2, 3, 1], [2, 4, 1], [1, 4, 1], [3, 1])
LARGE = ([2, 3, 2, 2], [4, 8, 8, 3], [8, 8, 8, 4], [64, 64, 10])
BIASES = ("shared", "per_unit")


@pytest.fixture(autouse=True, scope="module")
def _fonts(qapp):
    load_fonts()


def trace_of(sizes, biases, samples=1):
    network = Network.of(default_names(sizes), ["sigmoid"] * (len(sizes) - 1), biases)
    rng = np.random.default_rng(3)
    data = Data(frozen(rng.normal(size=(samples, sizes[0]))), frozen(rng.uniform(size=(samples, sizes[-1]))))
    theta = frozen(rng.uniform(-1, 1, network.size))
    momentum = OptimizerSettings("momentum", 0.1, {"momentum": 0.9})
    settings = {"l2": 0.1, "optimizer": momentum} if samples > 1 else {}
    return Trace(run_pass(Scenario(network, theta, data, **settings)))


def scenery_at(trace, number, size):
    step = trace[number] if number else None
    facts = Facts(trace, shown_at(trace, number), step)
    shape = shape_of(facts)
    return Scenery(facts, shape, layout_for(shape, size, step), LIGHT)


def ink_of(card, text):
    """Where a text leaves ink: a number of pixels more than half of its line is free."""
    width = width_of(text.text, text.bold)
    x = {Side.LEFT: text.box.left + width / 2, Side.RIGHT: text.box.right - width / 2}.get(text.side, text.box.x)
    return Box(card.box.x + x, card.box.y + text.box.y, width, 10)


@pytest.mark.parametrize("size", [SMALLEST, USUAL], ids=str)
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", SMALL, ids=str)
def test_every_weight_has_its_chip_and_they_touch_nothing(sizes, biases, size):
    scenery = scenery_at(trace_of(sizes, biases), 0, size)
    slots = chip_slots(scenery.shape, scenery.layout)
    assert slots.keys() == scenery.layout.edges.keys()
    standing = [*slots.values(), *scenery.layout.targets.values()]
    assert not [pair for pair in combinations(standing, 2) if pair[0].overlaps(pair[1], 0)]
    layers = range(len(sizes))
    assert not [chip for chip in slots.values() for box in solid(scenery.layout, layers) if chip.overlaps(box, 0)]


@pytest.mark.parametrize("samples", [1, 2])
@pytest.mark.parametrize("size", [SMALLEST, USUAL], ids=str)
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", SMALL, ids=str)
def test_no_text_stands_on_another_at_any_step(sizes, biases, size, samples):
    trace = trace_of(sizes, biases, samples)
    for number in range(0, len(trace) + 1, 1 if samples == 1 else 7):
        scenery = scenery_at(trace, number, size)
        cards = picture_of(scenery).cards
        inked = [(key, ink_of(card, text), text.text) for key, card in cards.items() for text in card.texts]
        for one, other in combinations(inked, 2):
            assert not one[1].overlaps(other[1], -0.5), (number, one, other)
        for _, box, text in inked:
            assert box.left >= 0, text
            assert box.right <= scenery.layout.width + 1, text
            assert box.bottom <= scenery.layout.height, text


@pytest.mark.parametrize("size", [SMALLEST, USUAL], ids=str)
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", [*SMALL, *LARGE[:3]], ids=str)
def test_every_text_is_inside_its_own_card(sizes, biases, size):
    trace = trace_of(sizes, biases, 2)
    for number in range(0, len(trace) + 1, max(len(trace) // 25, 1)):
        for key, card in picture_of(scenery_at(trace, number, size)).cards.items():
            for text in card.texts:
                ink = ink_of(card, text)
                assert card.box.left - 2 <= ink.left, (number, key, text.text)
                assert ink.right <= card.box.right + 2, (number, key, text.text)
                assert card.box.top <= ink.top, (number, key, text.text)
                assert ink.bottom <= card.box.bottom, (number, key, text.text)


@pytest.mark.parametrize("size", [SMALLEST, USUAL, (1400, 1000)], ids=str)
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", [*SMALL, *LARGE], ids=str)
def test_units_stand_apart_inside_the_picture_and_text_is_never_below_9_points(sizes, biases, size):
    layout = scenery_at(trace_of(sizes, biases), 0, size).layout
    assert layout.scale >= 1
    assert layout.height * layout.scale == pytest.approx(size[1])
    boxes = [*layout.units.values(), *layout.targets.values(), *(box for box, _ in layout.folds)]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1], 0)]
    assert min(box.top for box in boxes) > 32
    assert max(box.bottom for box in boxes) < layout.status[0].y - 10
    assert max(box.right for box in boxes) <= layout.width
    for layer, units in enumerate(sizes):
        drawn = {spot for spot in layout.units if spot[0] == layer}
        assert {(layer, 0), (layer, units - 1)} <= drawn


@pytest.mark.parametrize("sizes", [[2, 2, 2], [2, 3, 1], [3, 1]], ids=str)
def test_a_small_network_fits_the_usual_view_in_circles_without_scrolling(sizes):
    layout = scenery_at(trace_of(sizes, "shared"), 0, USUAL).layout
    assert layout.form.is_round
    assert layout.width * layout.scale == pytest.approx(USUAL[0])


def test_the_units_of_a_step_are_drawn_in_folded_layers():
    trace = trace_of([64, 64, 10], "per_unit")
    for number in range(1, len(trace) + 1, 97):
        step, layout = trace[number], scenery_at(trace, number, SMALLEST).layout
        if step.place.unit >= 0:
            assert (step.place.layer, step.place.unit) in layout.units
        if step.parameter is not None and not step.parameter.is_bias:
            assert (step.parameter.layer - 1, step.parameter.source) in layout.units
            assert step.parameter.index in layout.edges


def test_a_layer_with_room_is_not_folded():
    assert rows(5, 5) == (0, 1, 2, 3, 4)


@pytest.mark.parametrize("needed", [(), (1,), (30,), (62,), (30, 31), (10, 50)])
def test_folding_keeps_both_ends_and_what_is_needed(needed):
    folded = rows(64, 7, needed)
    assert len(folded) <= 7
    assert {0, 63, *needed} <= {row for row in folded if isinstance(row, int)}
    assert [i for row in folded for i in ([row] if isinstance(row, int) else row)] == list(range(64))
    assert all(len(row) > 1 for row in folded if not isinstance(row, int))


def test_boxes_are_placed_so_that_all_of_them_fit():
    left, right = Box(0, 0, 10, 10), Box(20, 0, 10, 10)
    assert place_all([[left, right], [left]], []) == (right, left)
    assert place_all([[left], [left]], []) is None
    assert place_all([[left, right]], [Box(2, 2, 4, 4)]) == (right,)
    assert place_most([[left], [left], [right]], []) == (left, None, right)


def test_the_distance_from_a_segment_ends_at_its_ends():
    segment = Segment(Point(0, 0), Point(10, 0))
    assert segment.distance(Point(5, 3)) == 3
    assert segment.distance(Point(13, 4)) == 5
    assert segment.at(0.25) == (2.5, 0)
