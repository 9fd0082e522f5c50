"""The picture that is made ahead is shown only where it is the one that would be made now."""

from __future__ import annotations

import pytest
from worked import mazur

from explainer.picture.cards.picture import picture_of
from explainer.state.session.display import Display
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.elements import unit_element, weight_element
from explainer.views.canvas.view import Canvas


class Desk:
    def __init__(self, qtbot) -> None:
        self.bot, self.walkthrough, self.display = qtbot, Walkthrough(mazur()), Display()
        self.pointing = Pointing(self.walkthrough)
        self.canvas = Canvas(self.walkthrough, self.pointing, self.display)
        self.canvas.player.reduce_motion = True
        qtbot.addWidget(self.canvas)
        self.canvas.resize(790, 600)
        with qtbot.waitExposed(self.canvas):
            self.canvas.show()

    def wait(self) -> None:
        """Until nothing more is to be done."""
        self.bot.waitUntil(lambda: not self.canvas.drawing.ahead._timer.isActive())

    def is_right(self) -> bool:
        """Whether the canvas shows what it would show if nothing were ever kept."""
        drawing = self.canvas.drawing
        fresh = picture_of(drawing.input_of(self.walkthrough.known, drawing.player.moment))
        shown = drawing.picture
        return (shown.cards, shown.foremost, shown.backdrop) == (fresh.cards, fresh.foremost, fresh.backdrop)


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot)


def test_who_walks_on_or_back_meets_pictures_that_are_there_already(desk, monkeypatch):
    made, ahead = [], desk.canvas.drawing.ahead
    monkeypatch.setattr(ahead, "_make", lambda s: made.append(s) or picture_of(s))
    desk.walkthrough.go_to(1, 5)
    for move, there in ((desk.walkthrough.next_step, 7), (desk.walkthrough.previous_step, 5)):
        move()
        desk.wait()
        made.clear()
        move()
        assert not made
        assert desk.walkthrough.cursor == (1, there)
        assert desk.is_right()


def test_a_whole_update_looks_the_same_both_ways(desk):
    for move in (desk.walkthrough.next_step, desk.walkthrough.previous_step):
        for _ in range(45):
            move()
            assert desk.is_right()
            desk.wait()


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk.walkthrough.set_input(0, 0.75),
        lambda desk: desk.display.set_theme("dark"),
        lambda desk: desk.display.set_notation(Notation.THETA),
        lambda desk: desk.display.set_digits(9),
        lambda desk: desk.pointing.select(weight_element(2)),
        lambda desk: desk.pointing.hover(unit_element(1, 0), None),
        lambda desk: desk.canvas.resize(900, 700),
        lambda desk: desk.walkthrough.grow(10),
        lambda desk: (desk.walkthrough.next_step(), desk.walkthrough.undo_stack.undo(), desk.walkthrough.go_to(2, 6)),
    ],
)
def test_what_changes_in_between_is_shown(desk, change):
    desk.walkthrough.go_to(1, 5)
    desk.walkthrough.next_step()
    desk.wait()
    change(desk)
    desk.walkthrough.next_step()
    assert desk.is_right()


def test_hidden_it_makes_none(desk):
    desk.walkthrough.go_to(1, 5)
    desk.walkthrough.next_step()
    desk.wait()
    desk.canvas.hide()
    assert desk.canvas.drawing.ahead._kept is None
    desk.walkthrough.next_step()
    desk.wait()
    assert desk.canvas.drawing.ahead._kept is None


def test_the_next_picture_is_made_when_the_numbers_have_arrived(desk, monkeypatch):
    made = []
    monkeypatch.setattr(desk.canvas.drawing.ahead, "_make", lambda s: made.append(s) or picture_of(s))
    desk.canvas.player.reduce_motion = False
    desk.walkthrough.next(Granularity.LINE)
    assert desk.canvas.player.is_playing
    made.clear()
    desk.canvas.player.show_alpha(1.0)
    assert not desk.canvas.player.is_playing
    desk.wait()
    assert made[-1].numbers.step.number == 2
