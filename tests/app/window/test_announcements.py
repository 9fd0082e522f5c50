"""What is said aloud to assistive tools, as the application hands it over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction
from PySide6.QtTest import QTest

from explainer.trace.formula.notation import Notation
from explainer.trace.known.known import Known


@pytest.fixture
def said(monkeypatch, qapp):
    """Return the list of what is said while an assistive tool listens."""
    heard, hand_over = [], QAccessible.updateAccessibility

    def hear(event):
        if isinstance(event, QAccessibleAnnouncementEvent):
            assert event.politeness() is QAccessible.AnnouncementPoliteness.Polite
            heard.append(event.message())
        hand_over(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    QAccessible.setActive(True)
    yield heard
    QAccessible.setActive(False)


def press(window, *keys):
    for key in keys:
        QTest.keyClick(window, key)


def test_a_step_is_said_as_a_sentence_in_the_notation_and_digits_that_are_chosen(said, window, qtbot):
    window.walkthrough.go_to(1, 23)
    press(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["d E total by d out h1 equals 0.0553994 minus 0.0190491: 0.0363503. Step 24 of 43, backward"]
    window.display.set_notation(Notation.THETA)
    qtbot.waitUntil(lambda: len(said) > 1)
    assert said[1] == "d J by d a 1 of layer 2 equals 0.0553994 minus 0.0190491: 0.0363503. Step 24 of 43, backward"


def test_while_a_key_is_held_only_the_step_where_it_ends_is_said(said, window, qtbot):
    press(window, *[Qt.Key.Key_Right] * 12, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: bool(said))
    assert [sentence.split(". ")[-1] for sentence in said] == ["Step 11 of 43, loss"]


def test_steps_that_are_played_fast_are_passed_over(said, window, qtbot):
    window.session.playback.set_speed(16)
    window.findChild(QAction, "play_pause").trigger()
    qtbot.waitUntil(lambda: window.walkthrough.cursor.step >= 5)
    assert said == []
    window.findChild(QAction, "play_pause").trigger()
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].endswith(f"Step {window.walkthrough.cursor.step} of 43, forward")


def test_what_is_selected_is_said_with_its_number_and_where_it_leads(said, window):
    window.session.select("w5")
    assert said == ["weight w5, 0.4, from h1 to o1"]
    window.session.select("")
    assert len(said) == 1


def test_a_message_in_the_status_bar_is_said(said, window):
    window.say("Saved as net.json.")
    assert said == ["Saved as net.json."]


def test_nothing_is_said_where_nobody_listens(said, window):
    QAccessible.setActive(False)
    window.session.select("w5")
    window.say("Saved.")
    assert said == []


def test_a_unit_or_layer_is_said_as_what_its_page_is_about(said, window, qtbot):
    window.findChild(QAction, "step_by_layer").trigger()
    press(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].startswith("forward, layer 2: ")
    assert said[-1].endswith("Step 4 of 43")
    assert not set("∂δ_−·") & set(said[-1])


def test_the_end_of_an_update_says_what_came_of_it(said, window, qtbot):
    window.walkthrough.go_to(1, 42)
    press(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].startswith("new w8 equals ")
    assert "Step 43 of 43, update. Update 1 is done." in said[-1]


def test_before_the_first_line_of_a_later_update_its_losses_are_said(said, window, qtbot):
    window.findChild(QAction, "train_10").trigger()
    qtbot.waitUntil(lambda: bool(said) and "of update 11" in said[-1])
    assert "10 updates are done. Before the first update the loss was 0.298371" in said[-1]


def test_a_result_that_is_asked_for_is_never_said(said, window, qtbot):
    walkthrough, writing = window.walkthrough, window.display.writing
    walkthrough.hide_result()
    for line in (1, 2, 9, 12, 24, 26, 32, 43):
        before = len(said)
        walkthrough.go_to(1, line)
        window.session.select("h1")
        window.session.select("w5")
        qtbot.waitUntil(lambda line=line: f"Step {line} of 43" in said[-1])
        result = writing.show(abs(Known(walkthrough.trace, line).value(walkthrough.step.symbol)))
        assert not [sentence for sentence in said[before:] if result in sentence]
        assert "asked for" in said[-1]
