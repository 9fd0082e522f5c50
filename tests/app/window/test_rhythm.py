"""The formula fills in the rhythm in which the numbers move on the canvas: term by term, the result last."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

RESULT, FIRST_TERM = "0.3775", "0.15"


@pytest.fixture
def window(open_app):
    return open_app("mazur")


def written(window):
    page = window.findChild(QWidget, "derivation").page
    return " ".join(ink.text for ink in page.inks if hasattr(ink, "text"))


def test_the_result_of_a_line_is_written_when_it_arrives_on_the_canvas(window):
    player = window.findChild(QWidget, "canvas").player
    player.duration = 60_000
    window.walkthrough.next_step()
    assert player.is_playing
    for alpha in (0.1, 0.5, 0.8):
        player.show_alpha(alpha)
        assert RESULT not in written(window), alpha
        assert FIRST_TERM in written(window)
    player.show_alpha(0.9)
    assert RESULT in written(window)


def test_a_key_that_cuts_the_motion_completes_the_line(window):
    window.findChild(QWidget, "canvas").player.duration = 60_000
    window.walkthrough.next_step()
    assert RESULT not in written(window)
    window.walkthrough.next_step()
    assert "0.593270" in written(window)


def test_with_reduced_motion_the_line_is_there_at_once(window):
    window.findChild(QWidget, "canvas").player.reduce_motion = True
    window.walkthrough.next_step()
    assert RESULT in written(window)


def test_hiding_the_canvas_completes_the_line(window):
    canvas = window.findChild(QWidget, "canvas")
    canvas.player.duration = 60_000
    window.walkthrough.next_step()
    canvas.hide()
    assert RESULT in written(window)


@pytest.mark.parametrize("move", ["next_step", "previous_step", "next_phase", "last_step", "first_step", "next_update"])
def test_any_move_while_the_terms_of_a_sum_come_shows_the_line_that_it_leads_to(window, move):
    player = window.findChild(QWidget, "canvas").player
    player.duration = 60_000
    window.walkthrough.go_to(1, 2)
    player.reduce_motion = True
    window.walkthrough.go_to(1, 2)
    player.reduce_motion = False
    player._since.invalidate()
    window.walkthrough.next_step()
    assert player.is_playing
    player.show_alpha(0.8)
    getattr(window.walkthrough, move)()
    for text in ("0.392500", "0.3925"):
        if window.walkthrough.cursor == (1, 3):
            assert text in written(window)
    if window.walkthrough.step:
        number = str(window.walkthrough.cursor.step)
        assert number in written(window)
