"""A network that is folded is seen as a whole over its desk, at every size of the window and of its text."""

from __future__ import annotations

import pytest
from networks import network_of
from pictures import at

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace

SHAPES = {"8-8-8-4": [8, 8, 8, 4], "five of three": [2, 3, 3, 3, 3, 3, 1]}


@pytest.mark.parametrize("size", [(634, 400), (634, 450), (793, 535)], ids=str)
@pytest.mark.parametrize("zoom", [1.0, 1.3, 1.6, 2.0])
@pytest.mark.parametrize("name", ["mazur", "xor", "moons", "valley_nadam", "dropout", "digits", *SHAPES])
def test_every_unit_is_over_the_desk(name, zoom, size):
    run = Run(network_of(SHAPES[name], 1) if name in SHAPES else example(name))
    known = Known(Trace(run.pass_of(1)), 1)
    layout = at(known, size, zoom=zoom)[0].layout
    if layout.subject is None:
        return
    units = [key for key in layout.boxes if key[0] == "unit"]
    assert len(units) == sum(layer.units for layer in known.scenario.network.layers)
    desk = layout.boxes["desk",]
    assert max(layout.boxes[key].bottom for key in units) < desk.top
