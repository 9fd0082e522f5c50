"""The column of a lesson in a real window, by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from told_texts import four_digits, numbers_told

from explainer.glossary.marked_html import term_of_link
from explainer.lessons.shipped import lesson
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.walkthrough.moves import Granularity
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.elements import element_called
from explainer.views.explanation.explanation_tabs import Explanation
from explainer.views.glossary.window import GlossaryWindow
from explainer.views.plots.plot_tabs.tabs import PlotTabs

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Reader:
    """A window with the column, and somebody who reads."""

    def __init__(self, window, qtbot):
        self.window, self.qtbot, self.walk = window, qtbot, window.session.lesson

    def begin(self, lesson, card=0):
        self.window.findChild(QAction, "lessons").trigger()
        self.qtbot.mouseClick(self.child(QPushButton, f"lesson_{lesson}"), LEFT)
        self.wait()
        if card:
            self.walk.go(card)
            self.wait()

    def wait(self):
        self.qtbot.waitUntil(lambda: not self.walk.is_preparing and bool(self.walk.card or self.walk.closing))
        self.qtbot.waitUntil(lambda: self.walk.is_at_end or not self.walk.is_away)

    def child(self, kind, name):
        return self.window.findChild(kind, name)

    def text(self, name):
        return self.child(QLabel, f"lesson_{name}").text()

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.window, key, modifier)


@pytest.fixture
def reader(window, qtbot):
    reader = Reader(window, qtbot)
    yield reader
    reader.walk.end()


def test_a_lesson_is_begun_read_and_gone_through_by_keys(reader):
    assert reader.child(QWidget, "lesson_column") is None
    reader.begin("forward")
    column = reader.child(QWidget, "lesson_column")
    assert column.isVisible()
    assert reader.text("title") == "What is there"
    assert "frozen" in reader.text("say")
    reader.key(Qt.Key.Key_PageDown, CONTROL)
    reader.wait()
    assert reader.walk.index == 1
    reader.key(Qt.Key.Key_PageUp, CONTROL)
    reader.wait()
    assert reader.walk.index == 0
    reader.key(Qt.Key.Key_L, CONTROL)
    assert not column.isVisible()
    reader.key(Qt.Key.Key_L, CONTROL)
    assert column.isVisible()
    assert reader.walk.index == 0


def test_a_number_is_typed_wherever_the_keys_are(reader):
    reader.begin("forward", 1)
    canvas = reader.child(QWidget, "canvas")
    canvas.setFocus()
    for sign in "0.0275":
        reader.qtbot.keyClick(reader.window.focusWidget(), sign)
    entry = reader.child(QLineEdit, "lesson_number")
    assert entry.text() == "0.0275"
    reader.qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert reader.text("said") == "You left out the bias."
    entry.setText("0.3775")
    reader.qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert reader.text("said") == "✓ Right."
    assert reader.walk.answer.outcome is CardOutcome.LATER


def test_nothing_in_the_window_tells_what_a_card_asks_for(reader):
    reader.begin("output_layer", 2)
    step = reader.window.walkthrough.open_step
    assert step.symbol_text == "dE_total/dout_o1"
    assert four_digits(step.value) not in numbers_told(reader.window, [], is_thorough=True)
    reader.walk.answer.reveal()
    assert four_digits(step.value) in numbers_told(reader.window, [], is_thorough=True)


def test_an_option_is_chosen_by_its_letter_or_by_the_mouse(reader):
    reader.begin("output_layer", 1)
    options = reader.walk.card.options
    right = options.index(reader.walk.card.card.ask.answer)
    choices = reader.child(QWidget, "choices_of_lesson")
    reader.qtbot.keyClick(choices, "ABCD"[(right + 1) % len(options)])
    assert reader.walk.answer.is_open
    assert reader.text("said")
    reader.qtbot.mouseClick(choices.findChild(QPushButton, f"option_{right + 1}"), LEFT)
    assert reader.walk.answer.outcome is CardOutcome.LATER


def test_what_is_to_be_found_is_clicked_in_the_picture(reader):
    card = next(at for at, card in enumerate(lesson("forward").cards) if card.title == "Which way?")
    reader.begin("forward", card)
    scenario = reader.window.walkthrough.scenario
    reader.window.pointing.pick(element_called(scenario, "o1"))
    assert reader.walk.answer.is_open
    reader.window.pointing.pick(element_called(scenario, "o2"))
    assert reader.walk.answer.outcome is CardOutcome.LATER


def test_a_card_is_chosen_from_the_list_and_the_end_leads_on(reader):
    reader.begin("forward")
    cards = reader.child(QComboBox, "lesson_cards")
    assert cards.count() == len(reader.walk.lesson.cards) + 1
    cards.activated.emit(cards.count() - 1)
    reader.qtbot.waitUntil(lambda: bool(reader.walk.closing))
    assert reader.text("title") == "The end of this lesson"
    following = reader.child(QPushButton, "lesson_next")
    assert following.isVisible()
    reader.qtbot.mouseClick(following, LEFT)
    reader.wait()
    assert reader.walk.lesson.id == "output_layer"
    reader.walk.go(len(reader.walk.lesson.cards))
    reader.qtbot.waitUntil(lambda: bool(reader.walk.closing))
    reader.qtbot.mouseClick(reader.child(QPushButton, "lesson_end_back"), LEFT)
    assert not reader.walk.is_on
    assert reader.window.walkthrough.name == "mazur"


def test_who_is_elsewhere_is_told_and_led_back(reader):
    reader.begin("forward", 1)
    back = reader.window.findChild(QAction, "back_to_lesson")
    assert not back.isEnabled()
    reader.window.walkthrough.go_to(1, 5)
    assert back.isEnabled()
    back.trigger()
    reader.wait()
    assert reader.window.walkthrough.cursor == (1, 1)


def test_a_term_leads_to_the_glossary(reader):
    reader.begin("forward", 1)
    say = reader.child(QLabel, "lesson_say")
    link = next(part for part in say.text().split('"') if term_of_link(part))
    say.linkActivated.emit(link)
    glossary = reader.window.findChild(GlossaryWindow)
    assert glossary.isVisible()
    glossary.close()


def test_a_lesson_file_is_opened_and_a_faulty_one_is_explained(reader, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('id = "mine"\n', encoding="utf-8")
    reader.window._documents.open_path(str(path))
    assert not reader.walk.is_on
    assert "mine.toml" in reader.window.statusBar().currentMessage()
    path.write_text(
        'id = "mine"\ntitle = "Mine"\ntopic = "T"\nminutes = 3\ngoal = "G"\nclosing = "C"\n'
        '[[card]]\ntitle = "One"\nsay = "Look at {w1}."\nwindow = { scenario = "mazur" }\n',
        encoding="utf-8",
    )
    reader.window._documents.open_path(str(path))
    reader.wait()
    assert reader.text("say") == "Look at 0.15."


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
def test_everything_of_a_card_is_in_sight(reader, size):
    reader.window.resize(*size)
    reader.begin("output_layer", 1)
    column = reader.child(QWidget, "lesson_column")
    for name in ("lesson_title", "lesson_say", "lesson_question", "lesson_show"):
        part = reader.child(QWidget, name)
        place = part.mapTo(column, QPoint(0, 0))
        assert part.isVisible(), name
        assert 0 <= place.x() <= place.x() + part.width() <= column.width(), name
    assert reader.child(QWidget, "canvas").width() > 250


def test_what_is_said_of_an_answer_is_in_sight(reader):
    reader.window.resize(1024, 700)
    reader.begin("output_layer", 1)
    page = reader.child(QScrollArea, "lesson_page")
    title = reader.child(QLabel, "lesson_title")
    assert in_sight(page, title)
    right = reader.walk.card.options.index(reader.walk.card.card.ask.answer)
    reader.walk.answer.choose(not right)
    for name in ("lesson_said", "lesson_hint"):
        reader.qtbot.waitUntil(lambda name=name: in_sight(page, reader.child(QWidget, name)))


def test_what_is_said_of_a_wrong_order_is_in_sight(reader):
    reader.begin("four_equations", 5)
    options = len(reader.walk.card.options)
    page = reader.child(QScrollArea, "lesson_page")
    for place in reversed(range(options)):
        reader.walk.answer.choose(place)
    assert reader.walk.answer.is_open
    for name in ("lesson_said", "lesson_hint"):
        reader.qtbot.waitUntil(lambda name=name: in_sight(page, reader.child(QWidget, name)))


def test_a_card_begins_at_its_top(reader):
    reader.window.resize(1024, 700)
    reader.begin("hidden_layer", 7)
    page = reader.child(QScrollArea, "lesson_page")
    bar = page.verticalScrollBar()
    reader.qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum())
    title = reader.child(QLabel, "lesson_title")
    assert not in_sight(page, title)
    reader.walk.next()
    reader.wait()
    reader.qtbot.waitUntil(lambda: in_sight(page, title))


def test_what_fits_is_not_scrolled(reader):
    reader.window.resize(1024, 660)
    reader.begin("hidden_layer", 14)
    reader.walk.answer.type("3.935e-02")
    reader.qtbot.waitUntil(lambda: reader.child(QLabel, "lesson_said").isVisible())
    page = reader.child(QScrollArea, "lesson_page")
    assert in_sight(page, reader.child(QWidget, "lesson_hint"))
    assert not page.verticalScrollBar().isVisible()


def in_sight(page, part):
    """Tell whether all of a part is seen in a page that can be scrolled."""
    top = part.mapTo(page.viewport(), QPoint(0, 0)).y()
    return part.isVisible() and top >= 0 and top + part.height() <= page.viewport().height()


def test_cards_are_read_in_the_notation_that_they_say_and_what_was_chosen_before_comes_back(reader):
    display, size = reader.window.display, reader.window.session.playback
    display.set_notation(Notation.MATRIX)
    display.set_digits(9)
    size.set_granularity(Granularity.UNIT)
    reader.begin("rhythms", 1)
    assert display.writing.notation is Notation.WORKED
    display.set_digits(4)
    size.set_granularity(Granularity.PHASE)
    reader.walk.next()
    reader.wait()
    assert display.writing.digits == 4
    reader.walk.end()
    assert (display.writing.notation, display.writing.digits) == (Notation.MATRIX, 9)
    assert size.granularity is Granularity.UNIT


def test_a_long_card_is_scrolled_by_keys(reader):
    reader.window.resize(1024, 700)
    reader.begin("output_layer", 1)
    page = reader.child(QScrollArea, "lesson_page")
    reader.qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    reveal = reader.child(QWidget, "lesson_show")
    assert not in_sight(page, reveal)
    for _ in range(9):
        reader.qtbot.keyClick(reader.window.windowHandle(), Qt.Key.Key_Down)
    assert in_sight(page, reveal)


def test_a_double_click_finds_what_it_is_on_once(reader):
    card = next(at for at, card in enumerate(lesson("output_layer").cards) if card.title == "Down or up")
    reader.window.resize(1024, 700)
    reader.begin("output_layer", card)
    canvas = reader.child(QWidget, "canvas")
    place = canvas.rect_of(element_called(reader.window.walkthrough.scenario, "w7")).center()
    for send in (reader.qtbot.mouseClick, reader.qtbot.mouseDClick):
        send(canvas.viewport(), LEFT, pos=place)
    assert reader.walk.answer.picked == ("w7",)


@pytest.mark.parametrize("covers", [False, True])
def test_who_goes_back_after_a_lesson_sees_the_tab_and_the_plots_of_before(reader, covers):
    actions = {
        name: reader.child(QAction, name) for name in ("show_matrix", "plot_surface", "plot_loss", "close_plots")
    }
    tabs, explanation = reader.window.findChild(PlotTabs), reader.window.findChild(Explanation)
    actions["show_matrix"].trigger()
    actions["plot_loss"].trigger()
    if not covers:
        actions["close_plots"].trigger()
    before = explanation.currentIndex(), tabs.open_pages, actions["close_plots"].isEnabled()
    assert before[2] is covers
    reader.begin("forward")
    actions["plot_surface"].trigger()
    if not covers:
        explanation.setCurrentIndex(0)
    assert len(tabs.open_pages) == len(before[1]) + 1
    reader.walk.end(goes_back=True)
    assert (explanation.currentIndex(), tabs.open_pages, actions["close_plots"].isEnabled()) == before
