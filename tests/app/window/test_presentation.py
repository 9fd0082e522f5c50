"""Presenting: canvas and formula only, clicker keys, a blank screen, nothing edited by mistake, and the way back."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenuBar, QSplitter, QTabBar, QWidget

from explainer.picture.layout.sizes import TEXT
from explainer.picture.pages.ink import Ground, LettersInk, Paragraph
from explainer.trace.lines.elements import weight_element
from explainer.views.explanation.matrix.sheet import MatrixSheet
from explainer.views.explanation.paths import PathsSheet

DESK_ONLY = ("step_table", "data_table")


def named(window, name):
    return window.findChild(QWidget, name)


def action(window, name):
    return window.findChild(QAction, name)


@pytest.fixture
def presenting(qtbot, window):
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen)
    return window


def test_only_canvas_and_formula_are_left(presenting):
    assert named(presenting, "canvas").isVisible()
    assert named(presenting, "derivation").isVisible()
    thin = [named(presenting, name) for name in ("timeline", "loss_plot")]
    assert all(line.isVisible() for line in thin)
    assert sum(line.height() for line in thin) < 0.08 * presenting.height()
    assert not presenting.findChild(QMenuBar).isVisible()
    assert not [name for name in DESK_ONLY if named(presenting, name).isVisible()]
    assert not [bar for bar in presenting.findChildren(QTabBar) if bar.isVisible()]
    assert not presenting.statusBar().isVisible()


def test_everything_is_larger_at_once(qtbot, window):
    window.resize(1280, 760)
    window.walkthrough.next_step()
    qtbot.wait(1)
    derivation, canvas = named(window, "derivation"), named(window, "canvas")
    size, scale, text = size_of_formula(derivation), canvas.transform().m11(), "0.593270"
    action(window, "present").trigger()
    window.resize(1280, 760)
    window.walkthrough.go_to(1, 2)
    assert size_of_formula(derivation) > 1.2 * size
    qtbot.waitUntil(lambda: canvas.transform().m11() > 1.05 * scale)
    qtbot.waitUntil(lambda: "0.5933" in texts_of(derivation))
    assert text not in texts_of(derivation)


@pytest.mark.parametrize(
    ("key", "step"),
    [(Qt.Key.Key_PageDown, 5), (Qt.Key.Key_PageUp, 3), (Qt.Key.Key_Right, 5), (Qt.Key.Key_Left, 3)],
)
def test_a_clicker_steps(presenting, key, step):
    presenting.walkthrough.go_to(1, 4)
    QTest.keyClick(presenting, key)
    assert presenting.walkthrough.cursor == (1, step)


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Period])
def test_the_screen_can_be_blanked(presenting, key):
    QTest.keyClick(presenting, key)
    image = presenting.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert colours == {"#000000"}
    QTest.keyClick(presenting, key)
    image = presenting.grab().toImage()
    assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 2
    assert presenting.isFullScreen()


def test_a_blank_screen_stays_blank_while_stepping(presenting):
    QTest.keyClick(presenting, Qt.Key.Key_B)
    QTest.keyClick(presenting, Qt.Key.Key_PageDown)
    assert presenting.walkthrough.cursor == (1, 1)
    assert presenting.grab().toImage().pixelColor(200, 200).name() == "#000000"


def test_nothing_is_edited_but_everything_can_be_inspected(presenting):
    canvas, before = named(presenting, "canvas"), presenting.walkthrough.undo_stack.count()
    place = canvas.rect_of(weight_element(0)).center()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert canvas.selected == weight_element(0)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert not named(presenting, "number_editor").isVisible()
    for key, modifier in (
        (Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier),
    ):
        QTest.keyClick(canvas, key, modifier)
    assert presenting.walkthrough.undo_stack.count() == before
    off = ("undo", "reset", "new_random_weights", "open", "settings")
    assert not [name for name in off if action(presenting, name).isEnabled()]


def test_undo_stays_off_when_there_is_something_to_undo(qtbot, window):
    window.walkthrough.set_learning_rate(0.1)
    action(window, "present").trigger()
    window.walkthrough.next_step()
    assert not action(window, "undo").isEnabled()
    action(window, "present").trigger()
    assert action(window, "undo").isEnabled()


def test_esc_leads_back_to_the_desk_as_it_was(qtbot, window):
    window.resize(1280, 760)
    qtbot.wait(1)
    sizes = [splitter.sizes() for splitter in window.findChildren(QSplitter)]
    zoom, writing = window.display.zoom, window.display.writing
    action(window, "present").trigger()
    QTest.keyClick(window, Qt.Key.Key_B)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isFullScreen(), "first it shows the screen again"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert named(window, "timeline").isVisible()
    assert window.findChild(QMenuBar).isVisible()
    assert (window.display.zoom, window.display.writing) == (zoom, writing)
    window.resize(1280, 760)
    qtbot.waitUntil(lambda: [splitter.sizes() for splitter in window.findChildren(QSplitter)] == sizes)
    assert not action(window, "blank").isEnabled()
    assert not action(window, "leave_presentation").isEnabled()


def test_the_projector_keeps_a_size_and_digits_of_its_own(window):
    action(window, "present").trigger()
    action(window, "digits_more").trigger()
    action(window, "zoom_in").trigger()
    stage = window.display.zoom, window.display.writing.digits
    action(window, "present").trigger()
    assert (window.display.zoom, window.display.writing.digits) == (1.0, 6)
    action(window, "present").trigger()
    assert (window.display.zoom, window.display.writing.digits) == stage == (1.6, 5)
    action(window, "zoom_reset").trigger()
    assert window.display.zoom == 1.4


def test_settings_that_were_open_are_open_again(qtbot, window):
    action(window, "settings").trigger()
    action(window, "present").trigger()
    assert not named(window, "settings_panel").isVisible()
    action(window, "present").trigger()
    assert named(window, "settings_panel").isVisible()


def texts_of(derivation):
    return [ink.text for ink in derivation.page.inks if hasattr(ink, "text")]


def size_of_formula(derivation):
    return max(ink.points for ink in derivation.page.inks if isinstance(ink, LettersInk))


def size_of_words(window):
    return next(ink.points for ink in named(window, "derivation").page.inks if isinstance(ink, Paragraph))


def is_full(window):
    """Whether the line with its ground takes nearly all the height, so that it cannot be set larger."""
    derivation = named(window, "derivation")
    (ground,) = [ink for ink in derivation.page.inks if isinstance(ink, Ground)]
    return ground.rect.height > 0.85 * derivation.height()


def sizes_of(window):
    """How large the network is drawn, and the formula."""
    return named(window, "canvas").transform().m11(), size_of_formula(named(window, "derivation"))


def is_filled(window, size):
    """Whether the window is of that size, and the canvas as high as it but for the thin lines below."""
    return window.size().toTuple() == size and named(window, "canvas").height() > 0.94 * size[1]


LOW, USUAL, LARGE = PROJECTORS = [(1024, 768), (1280, 720), (1920, 1080)]
QUARTER, PIXELS_IN_POINT = 24 / 1920, 96 / 72
"""How high usual text of the network is at least, of the width of the screen: at a quarter of 1920 one reads it."""


@pytest.mark.parametrize(
    ("scenario", "size"),
    [("mazur", LOW), ("mazur", USUAL), ("mazur", LARGE), ("moons", USUAL), ("digits", LOW), ("digits", LARGE)],
    ids=str,
)
def test_network_and_formula_are_larger_than_on_a_desk_of_that_size_and_whole(qtbot, open_app, scenario, size):
    window = open_app(scenario)
    window.resize(*size)
    window.walkthrough.go_to(1, 2)
    qtbot.wait(1)
    canvas, derivation = named(window, "canvas"), named(window, "derivation")
    desk = sizes_of(window)
    action(window, "present").trigger()
    window.showNormal()
    window.resize(*size)
    qtbot.waitUntil(lambda: is_filled(window, size))
    scale, points = sizes_of(window)
    assert scale >= 1.3 * desk[0]
    assert points >= 1.2 * desk[1]
    assert canvas.width() >= 0.6 * size[0]
    assert canvas.horizontalScrollBar().maximum() == canvas.verticalScrollBar().maximum() == 0
    assert derivation.page.width <= derivation.width()
    assert derivation.page.height <= derivation.height() + 1


@pytest.mark.parametrize("scenario", ["mazur", "xor", "softmax", "l2", "digits"])
def test_the_numbers_of_a_line_are_read_at_a_quarter_of_the_screen(qtbot, open_app, scenario):
    window = open_app(scenario)
    action(window, "present").trigger()
    window.showNormal()
    canvas, last = named(window, "canvas"), len(window.walkthrough.known.trace)
    for size, line in product(PROJECTORS, (1, 2, last // 2, last)):
        window.resize(*size)
        qtbot.waitUntil(lambda size=size: is_filled(window, size))
        window.walkthrough.go_to(1, line)
        qtbot.waitUntil(
            lambda: any(text.ground for card in canvas.drawing.picture.cards.values() for text in card.texts)
        )
        assert TEXT * canvas.transform().m11() >= QUARTER * size[0]


@pytest.mark.parametrize("size", PROJECTORS, ids=str)
def test_the_other_pages_of_a_line_are_as_large_as_the_line(qtbot, presenting, size):
    presenting.showNormal()
    presenting.resize(*size)
    presenting.walkthrough.go_to(1, 32)
    canvas = named(presenting, "canvas")
    qtbot.waitUntil(lambda: is_filled(presenting, size))
    beside_the_line = canvas.width()
    for name, kind in (("show_matrix", MatrixSheet), ("show_paths", PathsSheet)):
        action(presenting, name).trigger()
        sheet = presenting.findChild(kind)
        qtbot.waitUntil(lambda sheet=sheet: sheet.width() > 0.5 * size[0])
        digits = [ink.points for ink in sheet.page.inks if isinstance(ink, LettersInk) and ink.text.startswith("0.")]
        assert min(digits) * PIXELS_IN_POINT >= 1.2 * QUARTER * size[0]
        assert sheet.page.width <= sheet.width()
    action(presenting, "show_lines").trigger()
    qtbot.waitUntil(lambda: canvas.width() == beside_the_line)


@pytest.mark.parametrize(("scenario", "name"), [("mazur", "zoom_in"), ("mazur", "zoom_out"), ("digits", "zoom_in")])
def test_every_press_changes_the_size_of_network_and_formula(qtbot, open_app, scenario, name):
    window = open_app(scenario)
    window.walkthrough.go_to(1, 2)
    action(window, "present").trigger()
    window.showNormal()
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: is_filled(window, (1920, 1080)))
    sizes = [(sizes_of(window)[0], size_of_words(window), is_full(window))]
    for _ in range(4):
        action(window, name).trigger()
        sizes.append((sizes_of(window)[0], size_of_words(window), is_full(window)))
    if name == "zoom_out":
        sizes.reverse()
    for old, new in pairwise(sizes):
        assert new[1] > 1.05 * old[1] or (new[2] and new[1] >= 0.96 * old[1]), sizes
        assert new[0] >= 0.95 * old[0], "as large as it fits, or larger"


def test_the_picture_of_the_worked_example_fits_a_small_projector_with_any_usual_digits(qtbot, presenting):
    presenting.showNormal()
    presenting.resize(1280, 720)
    presenting.walkthrough.go_to(1, 24)
    canvas = named(presenting, "canvas")
    for digits in (4, 5, 6):
        presenting.display.set_digits(digits)
        qtbot.wait(1)
        assert canvas.horizontalScrollBar().maximum() == 0, digits
        action(presenting, "zoom_in").trigger()
        action(presenting, "zoom_in").trigger()
        assert canvas.transform().m11() > 1.2, digits
        action(presenting, "zoom_reset").trigger()


def test_the_canvas_gets_the_keys_and_nothing_is_selected(presenting):
    canvas = named(presenting, "canvas")
    assert canvas.hasFocus()
    assert canvas.selected is None


@pytest.mark.parametrize("change", ["zoom_in", "next_theme", "present"])
def test_a_line_is_whole_at_once_where_its_motion_is_cut(qtbot, window, change):
    """Whoever shows the line term by term is told when a change of the display ends that."""
    canvas, derivation = named(window, "canvas"), named(window, "derivation")
    window.walkthrough.go_to(1, 1)
    qtbot.waitUntil(lambda: not canvas.player.is_playing)
    qtbot.wait(800)
    window.walkthrough.next_step()
    assert canvas.player.is_playing
    assert "0.593270" not in texts_of(derivation)
    action(window, change).trigger()
    assert not canvas.player.is_playing
    qtbot.waitUntil(lambda: not {"0.593270", "0.5933"}.isdisjoint(texts_of(derivation)))
