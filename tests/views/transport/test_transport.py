"""The transport by itself: what it shows at which width, and what its choices do."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton
from worked import mazur

from explainer.picture.palette import LIGHT
from explainer.state.background.playback import Playback
from explainer.state.background.trainer import Trainer
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import ActionButton
from explainer.views.look.style import style_sheet
from explainer.views.transport.progress import Progress, rate_text, spoken
from explainer.views.transport.view import Transport
from explainer.views.window.actions import ACTIONS, connect_actions, make_actions

WIDE = 1600
SIZES = [size.value for size in Granularity]


class Desk:
    """A transport over a walkthrough, with the actions of a window and slots for the sizes alone."""

    def __init__(self, qtbot, zoom=1.0):
        self.walkthrough = Walkthrough(mazur(), "mazur")
        self.playback, self.trainer = Playback(self.walkthrough), Trainer(self.walkthrough)
        self.holder = holder = QToolButton()
        slots = {record.id: self.walkthrough.next_step for record in ACTIONS}
        slots |= {f"step_by_{size}": getattr(self.playback, f"step_by_{size}") for size in SIZES}
        slots |= {"pause_training": self.trainer.pause_or_go_on, "stop": self.trainer.stop}
        self.actions = make_actions(holder)
        connect_actions(self.actions, slots)
        self.transport = Transport(self.playback, self.trainer, self.actions)
        self.transport.setStyleSheet(style_sheet(LIGHT, zoom))
        qtbot.addWidget(holder)
        qtbot.addWidget(self.transport)
        self.transport.show()

    def texts(self, width):
        self.transport.resize(width, 50)
        QApplication.processEvents()
        return [button.text() for button in self.transport.findChildren(QToolButton) if button.isVisible()]


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot)


def test_all_sizes_have_a_button_where_there_is_room_and_else_a_list(desk):
    transport = desk.transport
    assert set(SIZES) < set(desk.texts(transport.sizeHint().width()))
    narrow = desk.texts(transport.minimumSizeHint().width())
    assert not set(SIZES) & set(narrow)
    assert {"step by line ▾", "Train ▾", "Next ▶"} < set(narrow)


def test_nothing_is_cut_or_overlaps_at_any_width(desk):
    transport = desk.transport
    for width in range(transport.minimumSizeHint().width(), transport.sizeHint().width() + 100, 13):
        desk.texts(width)
        assert transport.width() == width
        shown = [child for child in transport.children() if child.isWidgetType() and child.isVisible()]
        places = sorted((child.x(), child.geometry().right()) for child in shown)
        assert all(right < left for (_, right), (left, _) in itertools.pairwise(places))
        assert places[-1][1] < width
        for button in transport.findChildren(QToolButton):
            assert not button.isVisible() or button.width() >= button.sizeHint().width()


def test_what_is_less_important_goes_first(desk):
    hints = desk.transport.minimumSizeHint().width(), desk.transport.sizeHint().width()
    seen = [set(desk.texts(width)) for width in range(*hints, 5)]
    counts, sizes = (next(i for i, texts in enumerate(seen) if text in texts) for text in ("+1000", "unit"))
    assert 0 < counts < sizes


def test_enlarged_it_needs_more_and_folds_sooner(qtbot):
    plain, large = Desk(qtbot), Desk(qtbot, zoom=1.6)
    width = plain.transport.sizeHint().width()
    assert plain.transport.minimumSizeHint().width() < large.transport.minimumSizeHint().width()
    assert "unit" in plain.texts(width - 200)
    assert "unit" not in large.texts(width - 200)


def test_a_click_on_a_size_chooses_it_and_another_keeps_it(desk, qtbot):
    desk.texts(WIDE)
    button = next(b for b in desk.transport.findChildren(ActionButton) if b.text() == "unit")
    for _ in range(2):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert desk.playback.granularity is Granularity.UNIT
        assert [size for size in SIZES if desk.actions[f"step_by_{size}"].isChecked()] == ["unit"]
    assert button.accessibleName() == "Step by Unit"
    assert "(3)" in button.toolTip()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of grabbing the keyboard for a menu
def test_the_list_of_sizes_opens_by_key_and_chooses(desk, qtbot):
    desk.texts(desk.transport.minimumSizeHint().width())
    folded = next(b for b in desk.transport.findChildren(QToolButton) if b.text() == "step by line ▾")
    qtbot.keyClick(folded, Qt.Key.Key_Space)
    menu = folded.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == [f"Step by {size.capitalize()}" for size in SIZES]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert desk.playback.granularity is Granularity.TERM
    assert folded.text() == "step by term ▾"
    assert folded.accessibleName().startswith("Step by Term")


def test_while_training_its_progress_stands_in_for_the_counts(desk, qtbot):
    assert "+1" in desk.texts(WIDE)
    with qtbot.waitSignal(desk.trainer.finished):
        desk.trainer.train_to(200_000)
        assert "+1" not in desk.texts(WIDE)
        assert "Stop" in desk.texts(desk.transport.minimumSizeHint().width())
        desk.trainer.stop()
    assert "Stop" not in desk.texts(WIDE)
    assert "+1" in desk.texts(WIDE)


def test_the_tip_of_a_count_says_what_is_computed_and_where_that_leads(desk, qtbot):
    desk.texts(WIDE)
    desk.walkthrough.grow(2)  # the cursor is still in update 1
    buttons = {button.text(): button for button in desk.transport.findChildren(ActionButton)}
    for text, tip in (
        ("+1", "Compute update 3; then you are after 3 updates, before update 4  (Ctrl+1)"),
        ("+10", "Compute updates 3 to 12; then you are after 12 updates, before update 13  (Ctrl+2)"),
        ("+1000", "Compute updates 3 to 1,002; then you are after 1,002 updates, before update 1,003  (Ctrl+4)"),
    ):
        assert buttons[text].tip() == tip
    with qtbot.waitSignal(desk.trainer.finished):
        desk.trainer.train_1()
    assert desk.walkthrough.cursor == (4, 0)


def typed(desk, qtbot, entry, text):
    """Type a goal and press Enter; return what was said."""
    said = []
    desk.transport.said.connect(said.append)
    desk.texts(WIDE)
    field = desk.transport.findChild(QLineEdit, entry)
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return said


@pytest.mark.parametrize("text", ["0.01", "1e-2", "1/100", "0,01"])
def test_it_trains_until_the_loss_is_below_what_is_typed(desk, qtbot, text):
    with qtbot.waitSignal(desk.trainer.finished):
        assert typed(desk, qtbot, "to_loss", text) == []
        assert desk.trainer.below == 0.01
    update = desk.walkthrough.cursor.update
    assert desk.walkthrough.run.loss(update) < 0.01 <= desk.walkthrough.run.loss(update - 1)


def test_where_there_is_no_room_for_a_field_of_its_own_the_other_takes_a_loss_too(desk, qtbot):
    with qtbot.waitSignal(desk.trainer.finished):
        assert typed(desk, qtbot, "to_update", "< 1/100") == []
    assert desk.walkthrough.run.loss(desk.walkthrough.cursor.update) < 0.01


@pytest.mark.parametrize("text", ["", "small", "0", "-1", "1/0"])
def test_a_goal_that_is_none_is_told(desk, qtbot, text):
    (said,) = typed(desk, qtbot, "to_loss", text)
    assert said.endswith(".")
    assert not desk.trainer.is_training


def test_what_is_no_goal_can_be_typed_over_and_is_not_left_behind(desk, qtbot):
    entry = desk.transport.findChild(QLineEdit, "to_update")
    with qtbot.waitActive(desk.transport):
        desk.transport.activateWindow()
    entry.setFocus()
    (said,) = typed(desk, qtbot, "to_update", "abc")
    assert said == "Type how many updates are to be done: a whole number up to 10,000,000."
    assert entry.selectedText() == "abc"
    told = []
    desk.transport.said.connect(told.append)
    qtbot.keyClick(entry, Qt.Key.Key_Tab)
    assert entry.text() == ""
    assert told[0].startswith("Type how many updates")
    assert not desk.trainer.is_training


def test_a_goal_waits_for_enter(desk, qtbot):
    entry = desk.transport.findChild(QLineEdit, "to_update")
    with qtbot.waitActive(desk.transport):
        desk.transport.activateWindow()
    desk.texts(WIDE)
    entry.setFocus()
    qtbot.keyClicks(entry, "500")
    qtbot.keyClick(entry, Qt.Key.Key_Tab)
    assert entry.text() == "500"
    assert not desk.trainer.is_training


def test_updates_are_counted_from_the_first_of_the_run(desk):
    """What the bar calls done is what everything else calls so; it fills with what was asked for."""
    bar = desk.transport.findChild(Progress)
    desk.walkthrough.grow(1500)
    desk.trainer.train_to(2000)
    assert bar.text() == "1,500 of 2,000"
    assert (bar.minimum(), bar.value(), bar.maximum()) == (1500, 1500, 2000)
    desk.trainer.stop()


def test_pause_becomes_go_on_and_the_bar_says_so(desk, qtbot):
    bar = desk.transport.findChild(Progress)
    assert not desk.actions["pause_training"].isEnabled()
    desk.trainer.train_to(1_000_000)
    with qtbot.waitSignal(desk.trainer.progressed):
        pass
    assert "Pause" in desk.texts(WIDE)
    desk.actions["pause_training"].trigger()
    assert "Go On" in desk.texts(WIDE)
    assert bar.text() == f"{desk.walkthrough.run.updates:,} of 1,000,000 · paused"
    desk.trainer.stop()
    assert not desk.actions["pause_training"].isEnabled()


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "1 s"), (59, "59 s"), (61, "1 min"), (3540, "59 min"), (4800, "1 h 20 min")]
)
def test_how_long_it_takes_is_told_as_people_say_it(seconds, text):
    assert spoken(seconds) == text


def places(desk):
    """Where each button that is seen is, by its text."""
    buttons = [button for button in desk.transport.findChildren(QToolButton) if button.isVisible()]
    return {button.text(): button.mapTo(desk.transport, button.rect().topLeft()).x() for button in buttons}


def test_what_is_for_stepping_stays_in_place_while_it_trains(desk, qtbot):
    desk.trainer.train_to(100_000)
    least = desk.transport.minimumSizeHint().width()
    desk.trainer.stop()
    for width in range(least, desk.transport.sizeHint().width() + 60, 31):
        desk.texts(width)
        before = places(desk)
        desk.trainer.train_to(desk.walkthrough.run.updates + 100_000)
        desk.texts(width)
        during = places(desk)
        desk.trainer.pause_or_go_on()
        desk.texts(width)
        paused = places(desk)
        desk.trainer.stop()
        steps = before.keys() & during.keys()
        assert steps >= {"|◀", "Next ▶"}
        assert {text: before[text] for text in steps} == {text: during[text] for text in steps}
        assert (paused["Go On"], paused["Stop"]) == (during["Pause"], during["Stop"])


def test_playing_moves_no_button(desk):
    desk.texts(WIDE)
    before = places(desk)
    desk.playback.play_or_pause()
    desk.texts(WIDE)
    during = places(desk)
    desk.playback.pause()
    assert during["Pause"] == before.pop("Play")
    assert {text: during[text] for text in before} == before


def test_the_bar_tells_from_the_start_how_many_updates_are_asked_for(desk):
    desk.trainer.train_to(1_000_000)
    assert desk.transport.findChild(Progress).text() == "0 of 1,000,000"
    desk.trainer.stop()


@pytest.mark.parametrize(("rate", "text"), [(79_949.2, "80,000"), (843.0, "840"), (12.4, "12"), (3.21, "3.2")])
def test_a_rate_is_told_by_two_digits(rate, text):
    assert rate_text(rate) == text
