"""Where things stand in a picture: no text on other text, whatever the network and the size of the view."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from plain_metrics import PLAIN_LABELS

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.picture.cards.cards import Side
from explainer.picture.cards.picture import picture_of
from explainer.picture.geometry import Box, Point, Segment
from explainer.picture.layout.arrangement import rows
from explainer.picture.layout.best_layout import layout_for
from explainer.picture.layout.layout import Heading
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import TEXT, shape_of
from explainer.picture.layout.slots import chip_slots, place_all, place_most
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.formula.notation import Notation, Writing, show
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import unit_element
from explainer.trace.lines.trace import Trace

SMALLEST, USUAL = (620, 430), (790, 600)
TIGHT, PRESENTED = (600, 430), (1180, 1060)
SMALL = ([2, 2, 2], [2, 3, 1], [2, 4, 1], [1, 4, 1], [3, 1])
LARGE = ([2, 3, 2, 2], [4, 8, 8, 3], [8, 8, 8, 4], [64, 64, 10])
USUAL_WRITING = Writing()
BIASES = ("shared", "per_unit")


def trace_of(sizes, biases, samples=1):
    network = Network.of(default_names(sizes), ["sigmoid"] * (len(sizes) - 1), biases)
    rng = np.random.default_rng(3)
    data = Data(frozen(rng.normal(size=(samples, sizes[0]))), frozen(rng.uniform(size=(samples, sizes[-1]))))
    theta = frozen(rng.uniform(-1, 1, network.size))
    momentum = OptimizerSettings("momentum", 0.1, {"momentum": 0.9})
    settings = {"l2": 0.1, "optimizer": momentum} if samples > 1 else {}
    return Trace(run_pass(Scenario(network, theta, data, **settings)))


def input_at(
    trace, number, size, writing=USUAL_WRITING, unfolded=frozenset(), scrolled=0.0, zoom=1.0, is_stage=False, **pointed
):
    step = trace[number] if number else None
    numbers = LineNumbers(Known(trace, number), writing=writing)
    shape = shape_of(numbers, PLAIN_LABELS)
    layout = layout_for(shape, size, step, zoom, unfolded, scrolled, is_stage)
    return PictureInput(numbers, shape, layout, PLAIN_LABELS, **pointed)


def ink_of(card, text):
    """Where a text leaves ink: a number of pixels more than half of its line is free."""
    width = PLAIN_LABELS.width(text.text, text.bold)
    x = {Side.LEFT: text.box.left + width / 2, Side.RIGHT: text.box.right - width / 2}.get(text.side, text.box.x)
    return Box(card.box.x + x, card.box.y + text.box.y, width, 10)


@pytest.mark.parametrize("size", [SMALLEST, USUAL], ids=str)
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", SMALL, ids=str)
def test_every_weight_has_its_chip_and_they_touch_nothing(sizes, biases, size):
    picture_input = input_at(trace_of(sizes, biases), 0, size)
    slots = chip_slots(picture_input.shape, picture_input.layout)
    assert slots.keys() == picture_input.layout.edges.keys()
    standing = [*slots.values(), *picture_input.layout.targets.values()]
    assert not [pair for pair in combinations(standing, 2) if pair[0].overlaps(pair[1], 0)]
    layers = range(len(sizes))
    assert not [chip for chip in slots.values() for box in picture_input.layout.solid(layers) if chip.overlaps(box, 0)]


@pytest.mark.parametrize("samples", [1, 2])
@pytest.mark.parametrize("size", [SMALLEST, USUAL], ids=str)
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", SMALL, ids=str)
def test_no_text_stands_on_another_at_any_step(sizes, biases, size, samples):
    trace = trace_of(sizes, biases, samples)
    for number in range(0, len(trace) + 1, 1 if samples == 1 else 7):
        picture_input = input_at(trace, number, size)
        cards = picture_of(picture_input).cards
        inked = [(key, ink_of(card, text), text.text) for key, card in cards.items() for text in card.texts]
        for one, other in combinations(inked, 2):
            assert not one[1].overlaps(other[1], -0.5), (number, one, other)
        for _, box, text in inked:
            assert box.left >= 0, text
            assert box.right <= picture_input.layout.width + 1, text
            assert box.bottom <= picture_input.layout.height, text


@pytest.mark.parametrize("size", [SMALLEST, USUAL], ids=str)
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", [*SMALL, *LARGE[:3]], ids=str)
def test_every_text_is_inside_its_own_card(sizes, biases, size):
    trace = trace_of(sizes, biases, 2)
    for number in range(0, len(trace) + 1, max(len(trace) // 25, 1)):
        for key, card in picture_of(input_at(trace, number, size)).cards.items():
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
    layout = input_at(trace_of(sizes, biases), 0, size).layout
    assert layout.scale >= 1
    assert layout.height * layout.scale == pytest.approx(size[1])
    boxes = [*layout.units.values(), *layout.targets.values(), *(fold.box for fold in layout.folds)]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1], 0)]
    assert min(box.top for box in boxes) > 32
    assert max(box.bottom for box in boxes) < layout.status[0].y - 10
    assert max(box.right for box in boxes) <= layout.width
    for layer, units in enumerate(sizes):
        drawn = {spot for spot in layout.units if spot[0] == layer}
        assert {(layer, 0), (layer, units - 1)} <= drawn


@pytest.mark.parametrize("digits", [4, 17])
@pytest.mark.parametrize("notation", [*Notation][1:])
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", [*SMALL[:3], [3, 3], *LARGE, [2, 3, 3, 3, 3, 3, 1]], ids=str)
def test_no_text_stands_on_another_in_any_notation_with_few_or_many_digits(sizes, biases, notation, digits):
    trace = trace_of(sizes, biases, 2 if digits == 4 else 1)
    steps = np.random.default_rng(len(sizes)).integers(0, len(trace) + 1, 4)
    for number in (int(step) for step in steps):
        for size in (TIGHT, PRESENTED):
            picture_input = input_at(trace, number, size, Writing(notation, digits))
            cards = picture_of(picture_input).cards
            inked = [
                (key, card.box, ink_of(card, text), text.text) for key, card in cards.items() for text in card.texts
            ]
            for (_, _, one, _), (_, _, other, _) in combinations(inked, 2):
                assert not one.overlaps(other, -0.5), (number, size, one, other)
            for key, card_box, ink, text in inked:
                assert card_box.left - 2 <= ink.left <= ink.right <= card_box.right + 2, (number, size, key, text)
                assert 0 <= ink.top <= ink.bottom <= picture_input.layout.height, (number, size, key, text)


@pytest.mark.parametrize("digits", [4, 6, 10, 17])
@pytest.mark.parametrize(("sizes", "size"), [([2, 2, 2], USUAL), ([2, 4, 1], SMALLEST), ([8, 8, 8, 4], USUAL)], ids=str)
def test_numbers_have_as_many_digits_as_are_wanted(sizes, size, digits):
    trace = trace_of(sizes, "per_unit")
    picture_input = input_at(trace, len(trace), size, Writing(digits=digits))
    shown = [text for card in picture_of(picture_input).cards.values() for text in card.texts if text.symbol]
    usual = [text for text in shown if 0.1 <= abs(text.value) < 1]
    assert len(usual) > 5
    for text in usual:
        assert text.text.endswith(show(text.value, digits)), text


def test_with_few_digits_a_small_network_is_drawn_large_enough_for_the_back_row():
    trace = trace_of([2, 2, 2], "shared")
    scales = [input_at(trace, 0, PRESENTED, Writing(digits=digits)).layout.scale for digits in (4, 6, 10)]
    assert scales == sorted(scales, reverse=True)
    assert TEXT * scales[0] > 26


@pytest.mark.parametrize("is_stage", [False, True])
@pytest.mark.parametrize("size", [(654, 700), (1228, 1080)], ids=str)
@pytest.mark.parametrize(
    ("sizes", "zoom"),
    [
        *product(([2, 2, 2], [2, 4, 1], [2, 6, 1]), (0.7, 1.0, 1.15, 2.1)),
        *product(([8, 8, 8, 4], [64, 30, 10]), (0.7, 1.0, 1.15)),
    ],
    ids=str,
)
def test_no_text_stands_on_another_when_zoomed_or_on_a_stage(sizes, size, zoom, is_stage):
    trace = trace_of(sizes, "shared" if sizes[0] == 2 else "per_unit")
    for number in (0, 2, len(trace) // 2, len(trace)):
        picture_input = input_at(trace, number, size, Writing(digits=4), zoom=zoom, is_stage=is_stage)
        cards = picture_of(picture_input).cards
        inked = [(key, ink_of(card, text), text.text) for key, card in cards.items() for text in card.texts]
        for one, other in combinations(inked, 2):
            assert not one[1].overlaps(other[1], -0.5), (number, one, other)
        for _, box, text in inked:
            assert 0 <= box.left <= box.right <= picture_input.layout.width + 1, (number, text)
            assert 0 <= box.top <= box.bottom <= picture_input.layout.height, (number, text)


@pytest.mark.parametrize("size", [(654, 700), (818, 800), (1228, 1080)], ids=str)
@pytest.mark.parametrize("sizes", [[2, 2, 2], [2, 4, 1], [2, 6, 1], [64, 30, 10]], ids=str)
def test_on_a_stage_large_text_comes_before_many_units_and_before_circles(sizes, size):
    trace = trace_of(sizes, "per_unit")
    desk, stage = (input_at(trace, 0, size, Writing(digits=4), is_stage=on).layout for on in (False, True))
    assert stage.scale >= desk.scale
    assert stage.width * stage.scale <= size[0] + 1
    if sizes == [64, 30, 10]:
        assert stage.scale == pytest.approx(size[1] / 600)
        assert len(stage.units) < len(desk.units)


@pytest.mark.parametrize("is_stage", [False, True])
@pytest.mark.parametrize("sizes", [[2, 2, 2], [2, 4, 1], [2, 6, 1], [64, 30, 10]], ids=str)
def test_zoom_is_seen_in_both_directions(sizes, is_stage):
    trace, zooms = trace_of(sizes, "per_unit"), (0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.45)
    scales = [input_at(trace, 0, (1228, 1080), zoom=zoom, is_stage=is_stage).layout.scale for zoom in zooms]
    for zoom, scale in zip(zooms, scales, strict=True):
        assert 0.93 * zoom * scales[3] <= scale <= 1.001 * zoom * scales[3]


@pytest.mark.parametrize("size", [SMALLEST, USUAL, PRESENTED], ids=str)
def test_columns_say_which_layer_they_are_and_its_activation(size):
    cards = picture_of(input_at(trace_of([2, 2, 2], "shared"), 0, size)).cards
    headings = [card.texts[0].text for key, card in cards.items() if key[0] == "column"]
    assert headings == ["inputs", "layer 2 · sigmoid", "layer 3 · sigmoid"]


@pytest.mark.parametrize("size", [SMALLEST, (635, 485), (794, 601), USUAL, PRESENTED, (1650, 476)], ids=str)
@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("sizes", [*SMALL, *LARGE, [2, 6, 1], [2, 5, 3], [2, 8, 1], [64, 30, 10]], ids=str)
def test_the_activation_of_every_layer_is_readable_above_its_column(sizes, biases, size):
    picture_input = input_at(trace_of(sizes, biases), 0, size)
    cards = picture_of(picture_input).cards
    headings = {card.box: card.texts[0].text for key, card in cards.items() if key[0] == "column"}
    assert len(headings) == len(sizes)
    assert [text.endswith("sigmoid") for text in headings.values()] == [False, *[True] * (len(sizes) - 1)]
    badges = [picture_input.layout.above((layer, 0), 100) for layer in range(1, len(sizes))]
    assert not [badge for badge in badges for box in headings if box.overlaps(badge, -3)]


def test_a_heading_with_little_room_keeps_the_activation():
    picture_input = input_at(trace_of([2, 2, 2], "shared"), 0, USUAL)
    narrow = [Heading(heading.box._replace(width=70), heading.layer) for heading in picture_input.layout.headings]
    layout = replace(picture_input.layout, headings=tuple(narrow))
    cards = picture_of(replace(picture_input, layout=layout)).cards
    headings = [card.texts[0].text for key, card in cards.items() if key[0] == "column"]
    assert headings == ["inputs", "sigmoid", "sigmoid"]


@pytest.mark.parametrize("biases", BIASES)
@pytest.mark.parametrize("scrolled", [0.0, 1000.0, 99999.0])
def test_an_unfolded_layer_is_drawn_whole_and_passes_by_the_others(biases, scrolled):
    trace = trace_of([64, 64, 10], biases)
    layout = input_at(trace, 0, USUAL, unfolded=frozenset({1}), scrolled=scrolled).layout
    column = [layout.units[1, unit] for unit in range(64)]
    assert all(below.top > above.bottom for above, below in pairwise(column))
    assert column[-1].bottom < layout.height
    top = min(scrolled / layout.scale, layout.height - layout.view[1])
    others = [box for spot, box in layout.units.items() if spot[0] != 1]
    assert all(top < box.top < box.bottom < top + layout.view[1] for box in (*others, *layout.targets.values()))
    assert {spot for spot in layout.seen if spot[0] != 1} == {spot for spot in layout.units if spot[0] != 1}
    assert [fold.hidden for fold in layout.folds if fold.layer == 1] == [0]
    drawn = {unit for layer, unit in layout.seen if layer == 1}
    assert drawn == {unit for unit, box in enumerate(column) if box.bottom > top and box.top < top + layout.view[1]}


def test_a_unit_under_the_mouse_has_the_numbers_of_its_edges_where_there_is_no_room_for_all():
    trace = trace_of([4, 8, 8, 3], "per_unit")
    unit = unit_element(2, 5)
    layer = trace.of.scenario.network.layers[2]
    wanted = {("chip", layer.weight(5, source)) for source in range(8)}
    assert not wanted & picture_of(input_at(trace, 0, USUAL)).cards.keys()
    picture = picture_of(input_at(trace, 0, USUAL, hovered=unit))
    assert wanted <= picture.cards.keys()
    assert len(picture.foremost) == len(wanted)


@pytest.mark.parametrize("sizes", [[2, 2, 2], [2, 3, 1], [3, 1]], ids=str)
def test_a_small_network_fits_the_usual_view_in_circles_without_scrolling(sizes):
    layout = input_at(trace_of(sizes, "shared"), 0, USUAL).layout
    assert layout.form.is_round
    assert layout.width * layout.scale == pytest.approx(USUAL[0])


def test_the_units_of_a_step_are_drawn_in_folded_layers():
    trace = trace_of([64, 64, 10], "per_unit")
    for number in range(1, len(trace) + 1, 97):
        step, layout = trace[number], input_at(trace, number, SMALLEST).layout
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


@pytest.mark.parametrize("digits", [4, 6])
@pytest.mark.parametrize("sizes", [[2, 4, 1], [4, 8, 8, 3], [64, 64, 10]], ids=str)
def test_a_unit_shows_as_many_digits_as_were_asked_for(sizes, digits):
    trace = trace_of(sizes, "per_unit")
    picture_input = input_at(trace, len(trace), USUAL, Writing(digits=digits))
    cards = picture_of(picture_input).cards
    values = [text for card in cards.values() for text in card.texts if text.symbol is not None]
    units = [text for text in values if text.symbol.quantity in (Quantity.NET, Quantity.OUT, Quantity.ERROR)]
    large = [text for text in units if abs(text.value) >= 0.1]
    assert len(large) > 3
    assert [text.text for text in large] == [show(text.value, digits) for text in large]


@pytest.mark.parametrize("notation", [*Notation])
@pytest.mark.parametrize("digits", [4, 6])
def test_what_comes_back_along_an_edge_has_all_its_digits(digits, notation):
    trace = trace_of([2, 2, 2], "shared")
    number = next(step.number for step in trace if step.symbol.quantity is Quantity.BLAME and step.place.layer == 1)
    cards = picture_of(input_at(trace, number, USUAL, Writing(notation, digits))).cards
    back = [text for card in cards.values() for text in card.texts if text.symbol is not None]
    back = [text for text in back if text.symbol.quantity is Quantity.CONTRIBUTION]
    assert len(back) == 2
    back = [text for text in back if abs(text.value) > 0.001]  # there is no room for all zeros of any number
    assert back
    assert [text.text for text in back] == [("+" if text.value > 0 else "") + show(text.value, digits) for text in back]


@pytest.mark.parametrize("digits", [4, 6])
def test_a_mark_for_folded_units_stands_within_the_picture(digits):
    layout = input_at(trace_of([64, 64, 10], "per_unit"), 0, USUAL, Writing(digits=digits)).layout
    assert layout.folds
    assert min(fold.box.left for fold in layout.folds) >= 8


def test_a_bias_with_a_short_number_is_named_even_in_a_narrow_node():
    trace = trace_of([64, 64, 10], "per_unit")
    own = trace.of.scenario
    theta = np.array(own.theta)
    for layer in own.network.layers[1:]:
        theta[layer.bias_start : layer.bias_start + layer.units] = 0
    zeros = Trace(run_pass(replace(own, theta=frozen(theta))))
    cards = picture_of(input_at(zeros, 0, USUAL)).cards
    written = [[text.text for text in card.texts] for card in cards.values()]
    assert ["b_h1", "0"] in written
    assert ["b_o10", "0"] in written


@pytest.mark.parametrize(("sizes", "size"), [([64, 64, 10], USUAL), ([2, 3, 3, 3, 3, 3, 1], USUAL)], ids=str)
def test_all_biases_of_a_layer_have_their_names_or_none_has(sizes, size):
    own = trace_of(sizes, "per_unit").of.scenario
    theta = np.array(own.theta)
    for layer in own.network.layers[1:]:
        theta[layer.bias_start : layer.bias_start + layer.units] = 0
    theta[own.network.layers[1].bias_start] = -0.0000327528123
    cards = picture_of(input_at(Trace(run_pass(replace(own, theta=frozen(theta)))), 0, size)).cards
    rows = {(key[1], len(card.texts)) for key, card in cards.items() if key[0] == "bias"}
    assert rows == {(1, 1), *((layer, 2) for layer in range(2, len(sizes)))}


def test_a_gradient_has_the_sign_of_its_lecture():
    trace = trace_of([2, 2, 2], "shared")
    number = next(step.number for step in trace if step.symbol.quantity is Quantity.GRADIENT)
    for notation, sign in ((Notation.WORKED, "∂E/∂w5"), (Notation.THETA, "D₁₁⁽²⁾"), (Notation.MATRIX, "∂E/∂w³₁₁")):
        cards = picture_of(input_at(trace, number, USUAL, Writing(notation))).cards
        assert sign in [text.text for card in cards.values() for text in card.texts]


def test_what_is_under_the_mouse_has_a_frame_where_the_step_is_about_it_already():
    trace, h1, h2 = trace_of([2, 2, 2], "shared"), unit_element(1, 0), unit_element(1, 1)
    frames = {}
    for hovered in (None, h1, h2):
        cards = picture_of(input_at(trace, 1, USUAL, hovered=hovered)).cards
        frames[hovered] = {card.element for card in cards.values() if card.frame}
    assert frames == {None: set(), h1: {h1}, h2: set()}
