"""Arrows of the wish: which way each weight is to go and how far, once its gradient is known, on nothing written."""

from __future__ import annotations

import math

import pytest
from pictures import at, inks_of, overlaps
from traces import rich

from explainer.engine.measure.unit_maps import UnitMapping
from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.picture.geometry import Box
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.trace import Trace

LARGE, LARGEST = (1190, 780), (2600, 1700)
NAMES = ("mazur", "mazur_sequential", "xor", "l2", "batch", "rich")


def trace_of(name):
    run = Run(rich(biases="shared") if name == "rich" else example(name))
    run.advance(1)
    return Trace(run.pass_of(1))


def arrows_of(known, size=LARGEST, **look):
    """Return the arrows by the index of their parameter: of a bias by that of the first unit that has it."""
    picture_input, picture = at(known, size, has_wishes=True, **look)
    network, found = known.scenario.network, {}
    for key, card in picture.cards.items():
        if card.arrow is not None:
            index = key[1] if key[0] == "weight" else network.layers[key[1]].bias(key[2])
            found[index] = card.arrow
    return found, picture_input, picture


def gradient_of(known, index):
    """The gradient that the update uses; before that is there, the sample's."""
    used = known.value(Symbol(Quantity.BATCH_GRADIENT, parameter=index))
    return used if not math.isnan(used) else known.value(Symbol(Quantity.GRADIENT, known.sample, parameter=index))


@pytest.mark.parametrize("name", NAMES)
def test_arrows_go_against_the_gradient_and_are_as_long_as_it_is_large(name):
    trace = trace_of(name)
    for line in range(0, len(trace) + 1, max(len(trace) // 40, 1)):
        known = Known(trace, line)
        gradients = {index: gradient_of(known, index) for index in range(known.scenario.network.size)}
        there = {index: gradient for index, gradient in gradients.items() if gradient and not math.isnan(gradient)}
        arrows, picture_input, _ = arrows_of(known)
        assert picture_input.layout.subject is None
        assert set(arrows) == set(there)
        if not there:
            continue
        lengths = {index: arrow.start - arrow.end for index, arrow in arrows.items()}
        longest, largest = max(map(abs, lengths.values())), max(map(abs, there.values()))
        for index, gradient in there.items():
            assert (lengths[index] > 0) == (gradient < 0), "up is growing"
            assert abs(lengths[index]) == pytest.approx(max(longest * abs(gradient) / largest, 3.0))


def test_frozen_biases_want_nothing():
    trace = trace_of("mazur")
    arrows, _, picture = arrows_of(Known(trace, len(trace)))
    assert len(arrows) == 8
    assert all(card.arrow is None for key, card in picture.cards.items() if key[0] == "bias")


@pytest.mark.parametrize("name", NAMES)
def test_no_arrow_tells_a_gradient_that_is_asked_for(name):
    trace = trace_of(name)
    for line in range(1, len(trace) + 1, max(len(trace) // 40, 1)):
        before, asked = (
            arrows_of(known)[0] for known in (Known(trace, line - 1), Known(trace, line, reveal=Reveal.ASKED))
        )
        if Known(trace, line - 1).sample == Known(trace, line).sample:
            assert asked == before


@pytest.mark.parametrize(("size", "zoom"), [(LARGE, 1.0), ((793, 520), 1.0), ((634, 400), 1.6)])
@pytest.mark.parametrize("name", [*NAMES, "moons", "digits"])
def test_arrows_move_and_cover_nothing(name, size, zoom):
    trace = trace_of(name)
    for line in (len(trace) // 2, 3 * len(trace) // 4, len(trace)):
        known = Known(trace, line)
        arrows, _, picture = arrows_of(known, size, zoom=zoom)
        _, plain = at(known, size, zoom=zoom)
        assert {
            key: card._replace(arrow=None) for key, card in picture.cards.items() if key != ("legend",)
        } == plain.cards
        assert overlaps(inks_of(picture)) == []
        for card in picture.cards.values():
            if card.arrow is not None:
                middle = card.box.y + (card.arrow.start + card.arrow.end) / 2
                box = Box(card.box.x + card.arrow.x, middle, 6.5, abs(card.arrow.start - card.arrow.end))
                assert card.box.left <= box.left
                assert card.box.top <= box.top
                assert not any(ink.box.overlaps(box, 0) for ink in inks_of(picture))
        assert bool(arrows) == (("legend",) in picture.cards)


def test_the_scale_is_told():
    trace = trace_of("mazur")
    picture = arrows_of(Known(trace, len(trace)))[2]
    text = picture.cards["legend",].texts[0].text
    assert text == "↑ wants to grow, ↓ to shrink · longest: gradient 0.0826676"
    assert ("legend",) not in arrows_of(Known(trace, 12))[2].cards


def test_arrows_and_maps_are_told_side_by_side():
    trace = trace_of("xor")
    maps = UnitMapping(trace.scenario, trace.scenario.theta).finish()
    for size in (LARGE, LARGEST):
        picture = arrows_of(Known(trace, 60), size, maps=maps)[2]
        arrows, of_maps = (text.text for text in picture.cards["legend",].texts)
        assert "longest: gradient" in arrows
        assert "more colour: more out" in of_maps
        assert overlaps(inks_of(picture)) == []
