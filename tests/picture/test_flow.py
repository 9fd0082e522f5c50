"""The picture of the flow: pipes as wide as their numbers, nothing that is not known, and no text on another."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise

import numpy as np
import pytest
from pairings import pairings
from plain_metrics import PLAIN_LABELS

from explainer.engine.arrays import frozen
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example
from explainer.picture.flow.flow_numbers import Direction, FlowNumbers, direction_of
from explainer.picture.flow.flow_picture import FlowPicture, find, flow_picture
from explainer.picture.flow.flow_scale import round_number
from explainer.picture.flow.shapes import HAIRLINE, FlowPipe, FlowUnit
from explainer.picture.flow.words import description, tip
from explainer.picture.geometry import Point, Rect
from explainer.picture.palette import Role
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.elements import unit_element, weight_element
from explainer.trace.lines.trace import Trace

BACK, FORTH = Direction.BACKWARD, Direction.FORWARD
SIZE = 900.0, 600.0


def known_of(scenario: Scenario, line: int = -1, **more) -> Known:
    """Return what is known at a line of the first update, by default the last."""
    trace = Trace(Run(scenario).pass_of(1))
    return Known(trace, len(trace) if line < 0 else line, **more)


def picture_of(known: Known, direction: Direction, size=SIZE, zoom=1.0, digits=6) -> FlowPicture:
    return flow_picture(FlowNumbers(known, direction, Writing(digits=digits)), PLAIN_LABELS, size, zoom)


def network_of(sizes, activation="sigmoid", top="sigmoid", **settings) -> Scenario:
    """Return a network with random numbers and one sample; with a softmax at the top its targets are one class."""
    activations = [*[activation] * (len(sizes) - 2), top]
    network = Network.of(default_names(sizes), activations, "per_unit")
    rng = np.random.default_rng(3)
    targets = np.eye(sizes[-1])[:1] if top == "softmax" else rng.uniform(0.1, 0.9, size=(1, sizes[-1]))
    data = Data(frozen(rng.normal(size=(1, sizes[0]))), frozen(targets))
    return Scenario(network, frozen(rng.normal(size=network.size)), data, **settings)


def edges_of(picture: FlowPicture) -> dict[int, tuple[float, bool]]:
    """Return for each weight how large a number its pipe tells, and whether as a negative one."""
    pipes = [pipe for pipe in picture.shapes.pipes if pipe.element and pipe.below >= 0]
    return {pipe.element.parameter: (pipe.width / picture.scale, pipe.is_hatched) for pipe in pipes}


def jaws_at(picture: FlowPicture, unit: FlowUnit) -> float:
    """Return how far the valve at a unit is open, as a share of what it can be."""
    column = picture.layout.columns[unit.layer]
    half = column.pitch / 2
    jaws = [block.rect for block in picture.shapes.blocks if block.colour is Role.TEXT]
    near = [jaw for jaw in jaws if 0 < jaw.left - unit.box.right < 15 and abs(jaw.centre.y - unit.box.y) < half]
    upper, lower = sorted(near, key=lambda jaw: jaw.top)
    assert (upper.bottom + lower.top) / 2 == pytest.approx(unit.box.y)
    return (lower.top - upper.bottom) / column.room


def level_pipes(picture: FlowPicture, unit: FlowUnit) -> list[FlowPipe]:
    """Return the pipes beside a unit, from left to right."""
    pipes = [pipe for pipe in picture.shapes.pipes if pipe.element is None and pipe.layer == unit.layer]
    beside = [pipe for pipe in pipes if pipe.curve.start.y == unit.box.y]
    return sorted(beside, key=lambda pipe: pipe.curve.start.x)


def by_hand(scenario: Scenario):
    """Return outs, slopes and deltas of the sigmoid network's one sample, written out layer by layer."""
    outs, theta = [scenario.data.inputs[0]], scenario.theta
    for layer in scenario.network.layers[1:]:
        outs.append(1 / (1 + np.exp(-(layer.weights(theta) @ outs[-1] + layer.biases(theta)))))
    slopes = [out * (1 - out) for out in outs]
    deltas = [(outs[-1] - scenario.data.targets[0]) * slopes[-1]]
    for layer, slope in zip(scenario.network.layers[:1:-1], slopes[-2:0:-1], strict=True):
        deltas.insert(0, (layer.weights(theta).T @ deltas[0]) * slope)
    return outs, slopes, [np.array([]), *deltas]


# widths


def test_the_blame_that_comes_back_is_as_wide_as_delta_times_weight() -> None:
    scenario = network_of([2, 3, 4, 2])
    picture, (_, _, deltas) = picture_of(known_of(scenario), BACK), by_hand(scenario)
    told = edges_of(picture)
    for index, layer in enumerate(scenario.network.layers[1:], start=1):
        for above in range(layer.units):
            for below in range(layer.sources):
                parameter = layer.weight(above, below)
                blame = deltas[index][above] * scenario.theta[parameter]
                if index == 1:
                    assert math.isnan(told[parameter][0])  # the inputs have no blame
                else:
                    assert told[parameter][0] == pytest.approx(abs(blame), rel=1e-9)
                    assert told[parameter][1] == (blame < 0)


def test_a_value_that_flows_forward_is_as_wide_as_out_times_weight() -> None:
    scenario = network_of([2, 3, 2])
    picture, (outs, _, _) = picture_of(known_of(scenario), FORTH), by_hand(scenario)
    told = edges_of(picture)
    for index, layer in enumerate(scenario.network.layers[1:], start=1):
        products = layer.weights(scenario.theta) * outs[index - 1]
        for (above, below), product in np.ndenumerate(products):
            width, is_hatched = told[layer.weight(above, below)]
            assert width == pytest.approx(abs(product), rel=1e-9)
            assert is_hatched == (product < 0)


def test_a_valve_is_open_by_its_slope_and_lets_that_share_of_the_blame_through() -> None:
    scenario = network_of([2, 3, 4, 2])
    picture, (_, slopes, deltas) = picture_of(known_of(scenario), BACK), by_hand(scenario)
    for unit in picture.shapes.units:
        if not unit.layer:
            continue
        assert jaws_at(picture, unit) == pytest.approx(slopes[unit.layer][unit.unit])
        level = [
            p for p in picture.shapes.pipes if not p.element and p.curve.start.y == unit.box.y and p.layer == unit.layer
        ]
        let_through, coming = sorted(level, key=lambda pipe: pipe.curve.start.x)
        delta = deltas[unit.layer][unit.unit]
        assert let_through.width / picture.scale == pytest.approx(abs(delta))
        assert coming.width / picture.scale == pytest.approx(abs(delta / slopes[unit.layer][unit.unit]))
        assert let_through.is_hatched == coming.is_hatched == (delta < 0)


def test_pipes_lie_side_by_side_where_they_become_one() -> None:
    picture = picture_of(known_of(network_of([2, 3, 4, 2])), BACK)
    for unit in picture.shapes.units:
        ends = [p for p in picture.shapes.pipes if p.layer == unit.layer + 1 and p.below == unit.unit and p.width > 0]
        ends.sort(key=lambda pipe: pipe.curve.start.y)
        for upper, lower in pairwise(ends):
            apart = lower.curve.start.y - upper.curve.start.y
            assert apart == pytest.approx((upper.width + lower.width) / 2)
        assert sum(pipe.width for pipe in ends) <= picture.layout.columns[unit.layer].room + 1e-9


@pytest.mark.parametrize("name", ["mazur_sequential", "dropout", "xor", "vanishing_relu", "softmax"])
def test_every_pipe_back_is_a_line_of_the_calculation(name: str) -> None:
    known = known_of(example(name))
    picture = picture_of(known, BACK)
    for pipe in picture.shapes.pipes:
        if pipe.element and pipe.layer > 1:
            blame = known.value(Symbol(Quantity.CONTRIBUTION, known.sample, pipe.layer - 1, pipe.below, pipe.above))
            assert pipe.width / picture.scale == pytest.approx(abs(blame), rel=1e-12)
            assert pipe.is_hatched == (blame < 0)


def test_what_the_step_is_about_is_lit() -> None:
    picture = picture_of(known_of(example("mazur"), 22), BACK)  # the blame of h1 that comes back through o1
    assert [pipe.element for pipe in picture.shapes.pipes if pipe.is_lit] == [weight_element(6)]
    strong = {unit_element(unit.layer, unit.unit) for unit in picture.shapes.units if unit.is_strong}
    assert strong == {unit_element(1, 0), unit_element(2, 0)}


def test_the_legend_tells_the_scale_with_a_round_number() -> None:
    picture = picture_of(known_of(network_of([2, 3, 4, 2])), BACK)
    number = round_number(picture.scale)
    assert f"{number:.1g}"[-1] in "125"
    words = next(text.text for text in picture.shapes.texts if text.text.startswith("a pipe of"))
    assert float(words.removeprefix("a pipe of ")) == pytest.approx(number)
    assert any(pipe.width == pytest.approx(number * picture.scale) for pipe in picture.shapes.pipes if pipe.layer < 0)


def test_what_is_too_small_for_a_width_is_a_pale_line_as_wide_as_it_says() -> None:
    picture = picture_of(known_of(example("vanishing_sigmoid")), BACK)
    thin = [pipe for pipe in picture.shapes.pipes if pipe.element and pipe.is_hairline]
    wide = [pipe for pipe in picture.shapes.pipes if pipe.element and pipe.width >= HAIRLINE]
    assert thin
    assert wide
    assert all(0 < pipe.width < HAIRLINE and pipe.colour != Role.BACKWARD for pipe in thin)
    assert all(pipe.colour == Role.BACKWARD for pipe in wide)


def test_below_each_layer_is_a_bar_with_the_sum_of_its_deltas() -> None:
    scenario = network_of([2, 3, 4, 2])
    known, (_, _, deltas) = known_of(scenario), by_hand(scenario)
    picture = picture_of(known, BACK, (1400.0, 700.0))
    texts = {text.text for text in picture.shapes.texts}
    sums = [np.abs(delta).sum() for delta in deltas[1:]]
    assert {Writing().show(float(size)) for size in sums} <= texts
    bars = [
        block.rect
        for block in picture.shapes.blocks
        if block.rect.bottom > picture.layout.bottom and block.rect.width == 22
    ]
    assert [bar.height / bars[-1].height for bar in bars] == pytest.approx([size / sums[-1] for size in sums])
    assert all(Writing().show(float(size)) in description(picture.numbers) for size in sums)


# what is known


@pytest.mark.parametrize("name", ["mazur", "mazur_sequential", "dropout", "softmax", "xor"])
@pytest.mark.parametrize("direction", [BACK, FORTH])
def test_nothing_flows_that_is_not_known(name: str, direction: Direction) -> None:
    trace = Trace(Run(example(name)).pass_of(1))
    drawn = set()
    for line in range(0, len(trace) + 1, 1 if len(trace) < 90 else 7):
        known = Known(trace, line)
        picture = picture_of(known, direction)
        for pipe in picture.shapes.pipes:
            if pipe.element is None or pipe.below < 0 or math.isnan(pipe.width):
                continue
            made_of = Symbol(Quantity.NET, known.sample, pipe.layer, pipe.above)
            if direction is BACK:
                made_of = Symbol(Quantity.CONTRIBUTION, known.sample, pipe.layer - 1, pipe.below, pipe.above)
            assert known.is_known(made_of)
            drawn.add(pipe.element)
    hidden = len(trace.scenario.network.layers) > 2
    assert bool(drawn) == (hidden or direction is FORTH)


def test_a_result_that_is_asked_for_has_no_pipe() -> None:
    line = 22  # the blame of h1 that comes back through o1
    shown, asked = (
        picture_of(known_of(example("mazur"), line, reveal=reveal), BACK) for reveal in (Reveal.SHOWN, Reveal.ASKED)
    )
    w5 = weight_element(6)
    assert shown.pipe_of(w5).width > 0
    assert math.isnan(asked.pipe_of(w5).width)


def unlit(picture: FlowPicture) -> list[str]:
    """Return the pipes whatever the step is about; as text, since NaN equals nothing."""
    return [repr(pipe._replace(is_lit=False)) for pipe in picture.shapes.pipes]


@pytest.mark.parametrize("name", ["mazur", "mazur_sequential", "dropout", "softmax", "xor"])
@pytest.mark.parametrize("direction", [BACK, FORTH])
def test_while_a_result_is_asked_for_the_flow_is_that_of_the_line_before(name: str, direction: Direction) -> None:
    trace = Trace(Run(example(name)).pass_of(1))
    lines = {trace.plan.place(line).operation: line for line in range(2, len(trace) + 1)}
    compared = 0
    for line in lines.values():
        asked, before = Known(trace, line, reveal=Reveal.ASKED), Known(trace, line - 1)
        if asked.sample == before.sample:
            one, other = picture_of(asked, direction), picture_of(before, direction)
            assert one.shapes.texts == other.shapes.texts
            assert one.shapes.blocks == other.shapes.blocks
            assert unlit(one) == unlit(other)
            assert description(one.numbers) == description(other.numbers)
            compared += 1
    assert compared > 5


def test_terms_of_a_sum_flow_one_by_one() -> None:
    picture = picture_of(known_of(example("mazur"), 1, part=1), FORTH)
    assert picture.pipe_of(weight_element(0)).width > 0
    assert math.isnan(picture.pipe_of(weight_element(1)).width)


def test_forward_until_the_outputs_are_there_then_backward() -> None:
    lines = {line: direction_of(known_of(example("mazur"), line)) for line in (0, 8, 9, 12, 43)}
    assert lines == {0: FORTH, 8: FORTH, 9: BACK, 12: BACK, 43: BACK}


@pytest.mark.parametrize(("line", "direction"), [(0, FORTH), (0, BACK), (9, BACK)])
def test_before_anything_flows_a_sentence_says_what_to_press(line: int, direction: Direction) -> None:
    picture = picture_of(known_of(example("mazur"), line), direction)
    assert any("End" in text.text for text in picture.shapes.texts)
    assert "End" in description(picture.numbers)


# kinds of units


def test_a_relu_is_open_or_shut() -> None:
    scenario = network_of([2, 6, 2], "relu")
    known = known_of(scenario)
    picture, slopes = picture_of(known, BACK), known.layers[1].slope
    assert set(slopes) == {0.0, 1.0}
    for unit in picture.shapes.units:
        if unit.layer == 1:
            assert jaws_at(picture, unit) == pytest.approx(slopes[unit.unit])
            assert unit.is_dashed == (slopes[unit.unit] == 0)


@pytest.mark.parametrize("activation", ["leaky_relu", "tanh", "linear", "step"])
def test_any_unit_has_its_slope(activation: str) -> None:
    known = known_of(network_of([2, 4, 2], activation))
    picture = picture_of(known, BACK)
    opened = [jaws_at(picture, unit) for unit in picture.shapes.units if unit.layer == 1]
    assert opened == pytest.approx(known.layers[1].slope.tolist())


@pytest.mark.parametrize(
    ("top", "loss"), [("softmax", "categorical_cross_entropy"), ("sigmoid", "binary_cross_entropy")]
)
def test_a_cross_entropy_has_no_valve_at_the_outputs_and_says_so(top: str, loss: str) -> None:
    known = known_of(network_of([2, 3, 3], top=top, loss=loss))
    picture = picture_of(known, BACK)
    outputs = [unit for unit in picture.shapes.units if unit.layer == 2]
    for unit in outputs:
        pipe = next(
            p for p in picture.shapes.pipes if p.element is None and p.layer == 2 and p.curve.start.y == unit.box.y
        )
        assert pipe.width / picture.scale == pytest.approx(abs(known.layers[2].delta[unit.unit]))
    with pytest.raises(ValueError, match="unpack"):
        jaws_at(picture, outputs[0])
    assert any("no valve at the outputs" in text.text for text in picture.shapes.texts)


def test_blame_ends_at_the_gate_of_a_unit_that_is_dropped() -> None:
    known = known_of(example("dropout"))
    picture = picture_of(known, BACK)
    dropped = [unit for unit in picture.shapes.units if picture.numbers.is_dropped(unit.layer, unit.unit)]
    assert [unit.unit for unit in dropped] == [2, 3]  # as the notes of the scenario say
    assert [text.text for text in picture.shapes.texts].count("dropped") == 2
    gates = [block.rect for block in picture.shapes.blocks if block.colour is Role.MUTED]
    for unit in picture.shapes.units:
        if unit.layer == 1:
            covering = [gate for gate in gates if gate.left > unit.box.right and gate.top < unit.box.y < gate.bottom]
            assert bool(covering) == (unit in dropped)
            level = [
                p for p in picture.shapes.pipes if p.element is None and p.layer == 1 and p.curve.start.y == unit.box.y
            ]
            assert all(pipe.curve.start.x >= covering[0].left for pipe in level) if covering else len(level) == 3


def test_of_a_batch_the_sample_of_the_line_flows() -> None:
    trace = Trace(Run(example("xor")).pass_of(1))
    line = next(step.number for step in trace if step.symbol_text == "delta_h2" and step.place.sample == 2)
    known = Known(trace, line)
    picture = picture_of(known, BACK)
    assert "sample 3 of 4" in picture.shapes.texts[-1].text or any(
        "sample 3 of 4" in t.text for t in picture.shapes.texts
    )
    layer = known.scenario.network.layers[2]
    blame = known.value(Symbol(Quantity.CONTRIBUTION, 2, 1, 0, 0))
    assert edges_of(picture)[layer.weight(0, 0)][0] == pytest.approx(abs(blame))


# room

NETS = {
    "single": ([1, 1], "sigmoid"),
    "two_one": ([2, 1], "sigmoid"),
    "worked": ([2, 2, 2], "sigmoid"),
    "deep": ([2, 3, 3, 3, 3, 3, 1], "sigmoid"),
    "wide": ([8, 8, 8, 4], "tanh"),
    "digits": ([64, 30, 10], "sigmoid"),
    "huge": ([300, 20, 2], "relu"),
}
SIZES = [(380.0, 260.0), (634.0, 464.0), (793.0, 564.0), (1228.0, 1040.0)]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", NETS)
def test_no_text_is_on_another_or_outside(name: str, size: tuple[float, float]) -> None:
    known = known_of(network_of(*NETS[name]))
    for direction, zoom, digits in pairings([BACK, FORTH], [0.8, 1.0, 1.6, 2.0], [4, 12]):
        picture = picture_of(known, direction, size, zoom, digits)
        assert picture.layout.scale >= 1
        check_texts(picture)


def check_texts(picture: FlowPicture) -> None:
    layout, texts = picture.layout, [text for text in picture.shapes.texts if text.text]
    rects = [Rect(t.box.left, t.box.top, t.box.width, t.box.height) for t in texts]
    page = Rect(0, 0, layout.width + 1e-6, layout.height + 1e-6)
    for text, rect in zip(texts, rects, strict=True):
        assert page.covers(rect), text
    for (one, first), (other, second) in combinations(zip(texts, rects, strict=True), 2):
        assert not first.overlaps(second), (one.text, other.text)


@pytest.mark.parametrize("name", ["vanishing_sigmoid", "vanishing_relu"])
def test_numbers_of_units_side_by_side_stand_apart(name: str) -> None:
    for direction in (Direction.FORWARD, Direction.BACKWARD):
        picture = picture_of(known_of(example(name)), direction, (634, 400))
        numbers = [text for text in picture.shapes.texts if re.fullmatch(r"[−×]?[\d.]+(·10[⁻⁰-⁹]+)?", text.text)]
        for one, other in combinations(numbers, 2):
            if abs(one.box.y - other.box.y) < 1:
                left, right = sorted((one.box, other.box), key=lambda box: box.x)
                assert right.left - left.right >= 12, (one.text, other.text)


@pytest.mark.parametrize("name", ["vanishing_sigmoid", "vanishing_relu", "dropout", "softmax", "mazur"])
def test_no_text_is_on_another_at_any_line(name: str) -> None:
    trace = Trace(Run(example(name)).pass_of(1))
    for line in range(0, len(trace) + 1, 9):
        for size in SIZES[:2]:
            check_texts(picture_of(Known(trace, line), direction_of(Known(trace, line)), size))


def test_of_many_edges_the_widest_are_drawn_and_the_others_are_counted() -> None:
    known = known_of(network_of(*NETS["digits"]))
    picture = picture_of(known, BACK)
    drawn, flows = edges_of(picture), np.sort(np.abs(picture.numbers.edges(2)).ravel())[::-1]
    assert 60 <= len(drawn) <= 240
    assert sorted((size for size, _ in drawn.values()), reverse=True) == pytest.approx(flows[: len(drawn)].tolist())
    assert flows[len(drawn)] * picture.scale < HAIRLINE or len(drawn) == 240
    left_out = 64 * 30 + 30 * 10 - len(drawn)
    assert any(f"{left_out:,} thinner pipes not drawn" in text.text for text in picture.shapes.texts)
    assert len(picture.shapes.units) == 104


def test_of_more_units_than_there_is_room_for_the_largest_are_drawn() -> None:
    known = known_of(network_of(*NETS["huge"]))
    picture = picture_of(known, FORTH, (634.0, 464.0))
    inputs = np.abs(known.layers[0].out)
    shown = [unit.unit for unit in picture.shapes.units if unit.layer == 0]
    assert len(shown) < 300
    assert inputs[shown].min() >= np.delete(inputs, shown).max()
    assert any(f"{300 - len(shown)} smaller units not drawn" in text.text for text in picture.shapes.texts)


# what is where


def test_units_and_pipes_are_found_where_they_are() -> None:
    picture = picture_of(known_of(network_of([2, 3, 2])), BACK)
    for unit in picture.shapes.units:
        assert find(picture, unit.box.centre).element == unit_element(unit.layer, unit.unit)
    wide = max((pipe for pipe in picture.shapes.pipes if pipe.element), key=lambda pipe: np.nan_to_num(pipe.width))
    assert find(picture, wide.curve.middle).element == wide.element
    assert find(picture, Point(5.0, picture.layout.height - 30)) is None


def test_a_tip_tells_name_weight_delta_and_product() -> None:
    known = known_of(example("mazur"))
    picture = picture_of(known, BACK)
    pipe = picture.pipe_of(weight_element(6))
    said = tip(picture.numbers, find(picture, pipe.curve.middle), can_drag=True)
    for part in ("w5 = 0.4", "0.1384985", "0.05539942", "Drag"):
        assert part in said
    early = picture_of(known_of(example("mazur"), 0), BACK)
    said = tip(early.numbers, find(early, early.pipe_of(weight_element(6)).curve.middle), can_drag=False)
    assert said.count("not computed yet") == 2
    assert "0.055" not in said
