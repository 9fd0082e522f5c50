"""Measuring, placing and drawing are apart: whatever places labels, they are drawn there and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from plain_metrics import PLAIN_LABELS
from worked import mazur

from explainer.engine.update.training_loop import run_pass
from explainer.picture import layout
from explainer.picture.cards.picture import draw
from explainer.picture.layout.best_layout import layout_for
from explainer.picture.layout.measured import measure
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.placement import place
from explainer.picture.layout.sizes import shape_of
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace

TRACE = Trace(run_pass(mazur()))


@pytest.fixture(params=[0, 5, 20, len(TRACE)])
def placement(request):
    known = Known(TRACE, request.param)
    numbers = LineNumbers(known)
    shape = shape_of(numbers, PLAIN_LABELS)
    arranged = layout_for(shape, (900, 700), known.step)
    return place(measure(PictureInput(numbers, shape, arranged, PLAIN_LABELS)))


def test_everything_is_drawn_where_it_was_placed(placement):
    cards = draw(placement).cards
    assert {key: card.box for key, card in cards.items()} == placement.boxes
    assert {"unit", "target", "column", "heading", "status"} <= {key[0] for key in cards}


def test_what_is_placed_elsewhere_is_drawn_there_with_the_same_texts(placement):
    moved = {key: box._replace(x=box.x + 7, y=box.y - 3) for key, box in placement.boxes.items()}
    usual, elsewhere = draw(placement).cards, draw(replace(placement, boxes=moved)).cards
    assert {key: card.box for key, card in elsewhere.items()} == moved
    assert [card.texts for card in elsewhere.values()] == [card.texts for card in usual.values()]


def test_what_has_no_place_is_left_out(placement):
    chips = {key: box for key, box in placement.boxes.items() if key[0] == "chip"}
    assert chips
    without = {key: box for key, box in placement.boxes.items() if key not in chips}
    assert draw(replace(placement, boxes=without)).cards.keys() == without.keys()


@pytest.mark.parametrize("path", sorted(Path(layout.__path__[0]).glob("*.py")), ids=lambda path: path.name)
def test_what_measures_and_places_knows_neither_cards_nor_colours(path):
    source = path.read_text("utf-8")
    assert "explainer.picture.cards" not in source
    assert "explainer.picture.palette" not in source
