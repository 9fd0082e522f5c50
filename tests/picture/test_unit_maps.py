"""Maps in units: what the engine puts out, at its place, under texts that can still be read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pictures import at, inks_of

from explainer.engine.measure.unit_maps import SIDE, UnitMapping
from explainer.engine.scenario.data import Data
from explainer.engine.update.training_loop import run_pass
from explainer.files.examples import example
from explainer.picture.palette import LEGIBLE, THEMES, contrast
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace

NAMES = ("moons", "xor", "circles", "mazur", "vanishing_relu")


def maps_of(scenario):
    return UnitMapping(scenario, scenario.theta).finish()


@pytest.mark.parametrize("name", NAMES)
def test_maps_are_the_outs_of_the_engine_at_their_points(name):
    scenario = example(name)
    maps = maps_of(scenario)
    for row, column in ((0, 0), (5, 27), (31, 12)):
        share = np.array([column + 0.5, SIDE - row - 0.5]) / SIDE
        inputs = maps.low + share * (maps.high - maps.low)
        assert maps.place(inputs) == pytest.approx(((column + 0.5) / SIDE, (row + 0.5) / SIDE))
        targets = scenario.data.targets[:1]
        p = run_pass(replace(scenario, data=Data(inputs[None], targets), batch_size=None))
        for layer in range(1, len(scenario.network.layers)):
            assert maps.outs[layer - 1][:, row, column] == pytest.approx(p.out(layer)[0], rel=1e-12)


def test_shades_are_on_the_scale_of_the_function():
    maps = maps_of(example("xor"))
    shades = np.frombuffer(maps.shades(1, 0), np.uint8).reshape(SIDE, SIDE)
    assert shades == pytest.approx(255 * maps.outs[0][0], abs=0.51)


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_is_inside_the_circle(name):
    maps = maps_of(example(name))
    for inputs in maps.scenario.data.inputs:
        assert np.hypot(*(np.array(maps.place(inputs)) - 0.5)) < 0.46


@pytest.mark.parametrize(("size", "zoom"), [((1190, 780), 1.0), ((793, 520), 1.6)])
@pytest.mark.parametrize("name", NAMES)
def test_maps_move_nothing_and_texts_can_be_read_on_them(name, size, zoom):
    scenario = example(name)
    trace, maps = Trace(run_pass(scenario)), maps_of(scenario)
    for line in (0, 3, len(trace)):
        _, picture = at(Known(trace, line), size, zoom=zoom, maps=maps)
        _, plain = at(Known(trace, line), size, zoom=zoom)
        (legend,) = picture.cards.pop(("legend",)).texts
        assert legend.text.startswith("more colour: more out")
        assert [ink[:2] + ink[3:] for ink in inks_of(picture)] == [ink[:2] + ink[3:] for ink in inks_of(plain)]
        mapped = [card for card in picture.cards.values() if card.map]
        assert mapped
        for card in mapped:
            for text, palette in ((text, palette) for text in card.texts for palette in THEMES.values()):
                for ground in (text.ground,) if text.ground else (card.map.low, card.map.high):
                    assert contrast(palette.of(text.colour), palette.of(ground)) >= LEGIBLE, text.text
