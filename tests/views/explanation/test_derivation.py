"""The derivation panel: what it says, that it is all there at any width, and that it leaves nothing running."""

from __future__ import annotations

import numpy as np
import pytest
from crossings import crossings
from golden_data import GOLDEN
from pairings import pairings
from pixels import pixels_of
from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from traces import kinds_of
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.files.locate import load_file
from explainer.functions.expression import Sum, evaluate, symbols
from explainer.picture.pages.compositor import Compositor
from explainer.picture.pages.ink import Bar, Ground, LettersInk, Paragraph, ResultFrame, Typeset
from explainer.picture.pages.lines.line_type import LineScale
from explainer.picture.pages.lines.lines_page import line_alone, step_page
from explainer.picture.palette import LIGHT, Role, of_phase
from explainer.state.session.display import Display
from explainer.state.session.update_notes import start_lines
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation, full, show
from explainer.trace.formula.symbols import Phase, Quantity
from explainer.trace.known.known import Known
from explainer.trace.typeset.pieces import formula_pieces, number_pieces, symbol_pieces, tex_in
from explainer.trace.words.sentences import sentence
from explainer.views.explanation.derivation import DerivationPanel
from explainer.views.look.fonts import load_fonts
from explainer.views.look.text_metrics import PAGES
from explainer.views.look.typeset import prepare

NARROW, TALL = 330, 1080


def made(names, activations, biases="per_unit", samples=2, **settings):
    """Return a scenario with random weights of both signs."""
    rng = np.random.default_rng(3)
    network = Network.of(names, activations, biases)
    data = Data(frozen(rng.normal(size=(samples, len(names[0])))), frozen(rng.uniform(size=(samples, len(names[-1])))))
    return Scenario(network, frozen(rng.normal(size=network.size)), data, **settings)


MOMENTUM = OptimizerSettings("momentum", 0.5, {"momentum": 0.9})
SCENARIOS = {
    "worked": mazur,
    "golden": lambda: load_file(GOLDEN / "example_trace.scenario.json"),
    "sequential": lambda: mazur(update_order="sequential"),
    "shared": lambda: mazur(biases="shared"),
    "deep": lambda: made(default_names([2, 3, 2, 2, 1]), ["relu", "tanh", "step", "linear"], l1=0.1),
    "eight inputs": lambda: made(default_names([8, 2, 2]), ["sigmoid", "sigmoid"], samples=1),
    "names": lambda: made(
        [("height_cm", "weight"), ("my_unit", "h2_1"), ("answer_1",)],
        ["leaky_relu", "sigmoid"],
        l1=0.1,
        l2=0.2,
        optimizer=MOMENTUM,
    ),
}


@pytest.fixture(params=SCENARIOS)
def walkthrough(request, qapp):
    load_fonts()
    return Walkthrough(SCENARIOS[request.param]())


@pytest.fixture
def worked(qapp):
    load_fonts()
    return Walkthrough(mazur())


def shown(qtbot, walkthrough, width=520, height=420):
    derivation = DerivationPanel(walkthrough, Pointing(walkthrough), Display())
    qtbot.addWidget(derivation)
    derivation.resize(width, height)
    with qtbot.waitExposed(derivation):
        derivation.show()
    return derivation


def is_busy(derivation):
    return any(timer.isActive() for timer in derivation.findChildren(QTimer))


def settle(qtbot, derivation):
    """Wait until every symbol is typeset."""
    derivation.viewport().repaint()
    qtbot.waitUntil(lambda: not is_busy(derivation))


def steps(walkthrough):
    return list(walkthrough.trace)


def go_to(walkthrough, symbol_text):
    """Move to the first line about this symbol and return it."""
    step = next(step for step in walkthrough.trace if step.symbol_text == symbol_text)
    walkthrough.go_to(1, step.number)
    return step


def prepared(step):
    for tex in tex_in((*symbol_pieces(step), *formula_pieces(step))):
        prepare(tex)
    return Known.after(step)


def texts(page):
    return [ink.text for ink in page.inks if isinstance(ink, LettersInk | Paragraph)]


def own(page):
    """Return the ink of the line itself, without that of the lines around it."""
    return [ink for ink in page.inks if page.line_at(ink.rect.centre) is None]


def is_label(ink):
    """Whether this tells the line that a number is from; below a short number that is a number only."""
    if not isinstance(ink, LettersInk):
        return False
    return ink.text.startswith("line ") or (ink.text.isdigit() and ink.symbol is not None and ink.points <= 9)


def test_its_description_is_the_row_of_the_trace_file_there_and_back(walkthrough):
    derivation = DerivationPanel(walkthrough, Pointing(walkthrough), Display())
    assert derivation.accessibleName() == "Derivation"
    assert derivation.accessibleDescription() == ""
    said = []
    for step in steps(walkthrough):
        walkthrough.next_step()
        said.append(derivation.accessibleDescription())
        assert said[-1].split("\n") == [sentence(Known.after(step)), *step.row()[9:13]]
    for description in reversed(said):
        assert derivation.accessibleDescription() == description
        walkthrough.previous_step()
    assert derivation.accessibleDescription() == ""


def test_walking_back_shows_the_same_page(walkthrough):
    derivation = DerivationPanel(walkthrough, Pointing(walkthrough), Display())
    pages = [texts(derivation.page)]
    for _ in steps(walkthrough):
        walkthrough.next_step()
        pages.append(texts(derivation.page))
    for page in reversed(pages):
        assert texts(derivation.page) == page
        walkthrough.previous_step()


@pytest.mark.parametrize(
    ("walkthrough", "width", "height", "is_typeset"),
    pairings([*SCENARIOS], [NARROW, 520, 700], [TALL, 290], [True, False]),
    indirect=["walkthrough"],
)
def test_everything_fits_and_nothing_overlaps(walkthrough, width, height, is_typeset, monkeypatch):
    if not is_typeset:
        monkeypatch.setattr("explainer.views.look.text_metrics.outline", lambda tex: None)
    for step in kinds_of(walkthrough.trace):
        page = step_page(prepared(step), (width, height), PAGES)
        inks = [ink for ink in page.inks if not isinstance(ink, ResultFrame | Ground) and ink.width]
        assert all(ink.rect.left >= 4 for ink in inks)
        if is_typeset:
            assert all(ink.rect.right <= width - 15.9 for ink in inks), step.symbol_text
        assert all(ink.rect.bottom <= page.height and ink.rect.right <= page.width for ink in page.inks)
        assert not crossings(inks, 0.1), step.symbol_text


def test_how_wide_a_line_becomes_is_known_before_it_is_set(walkthrough):
    compositor = Compositor(PAGES)
    for known in map(prepared, steps(walkthrough)):
        for pieces in (symbol_pieces(known.step), formula_pieces(known.step), number_pieces(known)):
            for points in (17.5, 9.5):
                row = compositor.row(pieces, points, lambda symbol: Role.TEXT)
                assert compositor.width_of(pieces, points) == pytest.approx(row.width)


def test_no_print_is_tiny(walkthrough):
    for step in kinds_of(walkthrough.trace):
        page = step_page(prepared(step), (NARROW, TALL), PAGES)
        assert all(ink.points >= 9 for ink in page.inks if isinstance(ink, LettersInk | Typeset | Paragraph))
        line = line_alone(prepared(step), NARROW, PAGES)
        small = [ink for ink in line.inks if isinstance(ink, LettersInk) and ink.points < 11]
        exponents = {ink.text for ink in small if not is_label(ink)}
        assert not exponents or "e" in texts(line) or exponents == {"2"}


def test_the_page_has_every_symbol_number_and_the_result(walkthrough):
    for step in steps(walkthrough):
        page = line_alone(prepared(step), 520, PAGES)
        drawn = [ink.tex for ink in page.inks if isinstance(ink, Typeset)]
        assert sorted(drawn) == sorted(tex_in((*symbol_pieces(step), *formula_pieces(step))))
        written = texts(page)
        assert written[0] == sentence(Known.after(step))
        if step.value != 0 and show(step.value, 15) != show(step.value):
            assert written.pop() == f"from unrounded values: {full(step.value)}"
        assert written[-2:] == ["=", show(step.value)]
        if len(number_pieces(Known.after(step))) > 1:
            assert all(show(step.read(symbol)) in written for symbol in symbols(step.rule))


def test_every_kind_of_symbol_is_drawn_in_ink(qtbot, walkthrough):
    derivation = shown(qtbot, walkthrough)
    seen = set()
    for step in steps(walkthrough):
        kinds = {step.symbol.quantity, *(symbol.quantity for symbol in symbols(step.rule))}
        if kinds <= seen:
            continue
        seen |= kinds
        prepared(step)
        walkthrough.go_to(1, step.number)
        derivation.verticalScrollBar().setValue(0)
        image = pixels_of(derivation.grab().toImage())
        for ink in derivation.page.inks:
            if not isinstance(ink, Paragraph) and ink.rect.bottom < derivation.viewport().height() and ink.width:
                left, top, right, bottom = QRectF(*ink.rect).toAlignedRect().getCoords()
                part = image[max(top, 0) : bottom + 1, max(left, 0) : right + 1]
                assert is_mostly(part, LIGHT.of(ink.colour)), (step.symbol_text, ink)


def is_mostly(pixels, colour):
    """Whether a pixel is mostly of this colour; thin strokes are mixed with the background."""
    wanted, background = (np.array(QColor(name).getRgb()[:3]) for name in (colour, LIGHT.panel))
    return (np.abs(pixels - wanted).sum(axis=2) < 0.5 * np.abs(background - wanted).sum()).any()


def test_a_long_sum_is_abridged_on_the_page_and_whole_where_it_is_read_or_copied(qtbot, qapp):
    load_fonts()
    walkthrough = Walkthrough(made(default_names([64, 2, 1]), ["sigmoid", "sigmoid"], samples=1))
    derivation = shown(qtbot, walkthrough, 520, 420)
    step = go_to(walkthrough, "net_h1")
    settle(qtbot, derivation)
    terms = list(symbols(step.rule))
    page = derivation.page
    written = [ink.text for ink in own(page) if isinstance(ink, LettersInk)]
    (counted,) = [text for text in written if text.endswith(" more …")]
    (added,) = [text for text in written if " more, together " in text]
    assert added.split(",")[0] == counted.removesuffix(" …")
    left = {ink.symbol for ink in own(page) if isinstance(ink, Typeset)}
    assert left < {step.symbol, *terms[:10], *terms[-3:]}
    assert show(step.value) in texts(page)
    assert page.height <= derivation.viewport().height() + 1
    assert derivation.accessibleDescription().split("\n")[2] == step.formula
    assert step.formula.count("+") == 64


def test_a_high_page_scrolls_and_says_what_it_leaves_out(qtbot, qapp):
    load_fonts()
    walkthrough = Walkthrough(made(default_names([8, 2, 1]), ["sigmoid", "sigmoid"], samples=1))
    derivation = shown(qtbot, walkthrough, NARROW, 220)
    step = go_to(walkthrough, "net_h1")
    settle(qtbot, derivation)
    page, bar = derivation.page, derivation.verticalScrollBar()
    assert bar.maximum() >= page.height - derivation.viewport().height() - 1 > 0
    assert derivation.horizontalScrollBar().maximum() == 0
    (words,) = [text for text in texts(page) if " more, together " in text]
    count = int(words.split()[1])
    left_out = step.rule.terms[-1 - count : -1]
    assert words == f"… {count} more, together {show(evaluate(Sum(left_out), step.read))}"
    bar.setValue(bar.maximum())
    bottom = derivation.grab().toImage()
    walkthrough.next_step()
    assert bar.value() == 0
    walkthrough.previous_step()
    assert bottom != derivation.grab().toImage()


def test_a_name_without_end_scrolls_sideways(qtbot, qapp):
    load_fonts()
    walkthrough = Walkthrough(made([("i1",), ("an_" + "endless_" * 8 + "name",), ("o1",)], ["tanh", "tanh"]))
    derivation = shown(qtbot, walkthrough, NARROW)
    walkthrough.go_to(1, 1)
    settle(qtbot, derivation)
    right = max(ink.rect.right for ink in derivation.page.inks)
    assert right > NARROW
    assert derivation.horizontalScrollBar().maximum() + derivation.viewport().width() >= right


def test_symbols_are_plain_text_at_once_and_typeset_soon(qtbot, qapp):
    load_fonts()
    walkthrough = Walkthrough(made([("q7",), ("r7",), ("s7",)], ["tanh", "tanh"], samples=1))
    walkthrough.next_step()
    assert "net_r7" in texts(DerivationPanel(walkthrough, Pointing(walkthrough), Display()).page)
    derivation = shown(qtbot, walkthrough)
    settle(qtbot, derivation)
    assert "net_r7" not in texts(derivation.page)
    assert r"net_{r7}" in [ink.tex for ink in derivation.page.inks if isinstance(ink, Typeset)]
    walkthrough.next_step()
    assert not [ink for ink in derivation.page.inks if isinstance(ink, LettersInk) and ink.text == "out_r7"]


def test_it_rests_when_all_is_typeset_and_when_hidden(qtbot, qapp):
    load_fonts()
    walkthrough = Walkthrough(made([("q8",), ("r8",), ("s8",)], ["tanh", "tanh"], samples=1))
    unseen = DerivationPanel(walkthrough, Pointing(walkthrough), Display())
    walkthrough.next_step()
    assert not is_busy(unseen)
    derivation = shown(qtbot, walkthrough)
    derivation.viewport().repaint()
    assert is_busy(derivation)
    derivation.hide()
    assert not is_busy(derivation)
    derivation.show()
    settle(qtbot, derivation)
    assert not is_busy(derivation)


def test_the_colours_are_those_of_the_canvas(worked):
    derivation = DerivationPanel(worked, Pointing(worked), Display())
    worked.set_parameter(worked.scenario.network.parameter(6), -0.4)

    def colours(symbol_text):
        go_to(worked, symbol_text)
        return {ink.symbol.quantity: ink.colour for ink in own(derivation.page) if ink.symbol and not is_label(ink)}

    assert colours("dE_o1/dout_h1")[Quantity.BACKWARD_WEIGHT] == Role.WEIGHT_MINUS
    assert colours("dE_o1/dout_h2")[Quantity.BACKWARD_WEIGHT] == Role.WEIGHT_PLUS
    assert colours("dE_o1/dout_h2")[Quantity.DELTA] == Role.BACKWARD
    assert colours("E_o1")[Quantity.TARGET] == Role.LOSS
    assert colours("E_o1")[Quantity.OUT] == Role.FORWARD
    assert colours("w5+")[Quantity.LEARNING_RATE] == Role.TEXT
    assert colours("w5+")[Quantity.GRADIENT] == Role.BACKWARD
    assert colours("w5+")[Quantity.NEW] == Role.UPDATE


def test_the_result_is_framed_in_the_colour_of_the_phase(worked):
    derivation = DerivationPanel(worked, Pointing(worked), Display())
    seen = set()
    for step in steps(worked):
        worked.next_step()
        (frame,) = [ink for ink in derivation.page.inks if isinstance(ink, ResultFrame)]
        (result,) = [ink for ink in derivation.page.inks if isinstance(ink, LettersInk) and frame.rect.covers(ink.rect)]
        assert (frame.colour, result.text) == (of_phase(step.phase), show(step.value))
        seen.add(step.phase)
    assert seen == set(Phase)


def test_fractions_stand_over_each_other(worked):
    derivation = DerivationPanel(worked, Pointing(worked), Display())
    prepared(go_to(worked, "out_h1"))
    inks = own(derivation.page)
    bars = [ink for ink in inks if isinstance(ink, Bar)]
    assert len(bars) == 2  # in symbols, and in numbers
    for bar in bars:
        over = [ink for ink in inks if bar.x <= ink.rect.centre.x <= bar.rect.right]
        assert [ink.text for ink in over if isinstance(ink, LettersInk) and ink.y < bar.y][-1] == "1"


def test_an_edit_is_shown(worked):
    derivation = DerivationPanel(worked, Pointing(worked), Display())
    step = go_to(worked, "net_h1")
    worked.set_parameter(worked.scenario.network.parameter(0), -0.25)
    assert "(−0.25)" in "".join(texts(derivation.page))
    assert show(worked.step.value) != show(step.value)
    assert show(worked.step.value) in texts(derivation.page)
    worked.undo_stack.undo()
    assert show(step.value) in texts(derivation.page)


def test_before_the_first_line_it_says_what_to_press(worked):
    derivation = DerivationPanel(worked, Pointing(worked), Display())
    assert texts(derivation.page) == ["Worked example", "Press → or Next for the first line."]
    worked.next_update()
    told = "Before it the loss was 0.298371. What it is now comes out in the next lines."
    assert texts(derivation.page)[:2] == ["1 update is done", told]
    assert derivation.accessibleDescription() == ""


def test_the_loss_before_the_first_line_has_the_chosen_digits(worked):
    display = Display()
    derivation = DerivationPanel(worked, Pointing(worked), display)
    worked.go_to(3, 0)
    display.set_digits(9)
    told = "Before the first update the loss was 0.298371109, before the last one 0.291027774."
    assert texts(derivation.page)[1].startswith(told)


def test_notes_stand_below_the_title_until_a_number_is_changed(qapp):
    walkthrough = Walkthrough(made([("i1",), ("o1",)], ["linear"], title="Mine", notes="A note."))
    assert start_lines(walkthrough) == ("Mine", "A note.", "Press → or Next for the first line.")
    walkthrough.set_input(0, 0.7)
    assert start_lines(walkthrough) == ("Mine (changed)", "Press → or Next for the first line.")
    walkthrough.undo_stack.undo()
    assert "A note." in start_lines(walkthrough)


def test_a_scenario_without_a_title_is_a_new_calculation(qapp):
    assert start_lines(Walkthrough(made([("i1",), ("o1",)], ["linear"])))[0] == "A new calculation"


def test_the_line_can_be_copied(qtbot, worked):
    derivation = shown(qtbot, worked)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("nothing")
    derivation.activateWindow()
    derivation.setFocus()
    qtbot.keyClick(derivation, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "nothing"  # step 0
    step = go_to(worked, "E_o1")
    qtbot.keyClick(derivation, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == f"E_o1 = {step.formula} = {step.substitution} = {step.value!r}"


def test_the_sentence_tells_no_sign_of_a_result_that_is_hidden(worked):
    derivation = DerivationPanel(worked, Pointing(worked), Display())
    step = go_to(worked, "dE_total/dout_h1")
    told = "More from h1 would make the error larger."
    assert told in derivation.accessibleDescription()
    assert any(told in text for text in texts(derivation.page))
    worked.go_to(1, step.number - 1)
    worked.next(Granularity.TERM)
    assert worked.known.is_hidden
    assert told not in derivation.accessibleDescription()
    assert not any(told in text for text in texts(derivation.page))


def test_what_is_copied_does_not_tell_a_result_that_is_hidden(worked):
    derivation = DerivationPanel(worked, Pointing(worked), Display())
    worked.next(Granularity.TERM)
    derivation.copy_line()
    text = "net_h1 = w1*i1 + w2*i2 + b1*1 = 0.15*0.05 + 0.2*0.1 + 0.35*1"
    assert QGuiApplication.clipboard().text() == text
    derivation.copy_tex()
    assert not QGuiApplication.clipboard().text().endswith("0.3775")
    worked.next_step()
    derivation.copy_line()
    assert QGuiApplication.clipboard().text() == f"{text} = 0.3775"
    derivation.copy_tex()
    assert QGuiApplication.clipboard().text().endswith("0.3775")


# The offscreen platform says so of every popup.
@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_the_line_can_be_copied_from_the_menu(qtbot, worked):
    derivation = shown(qtbot, worked)
    step = go_to(worked, "net_o1")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(50, 50), derivation.mapToGlobal(QPoint(50, 50)))
    QApplication.sendEvent(derivation.viewport(), event)
    (menu,) = derivation.findChildren(QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text().startswith("net_o1 = ")
    assert QGuiApplication.clipboard().text().endswith(repr(step.value))


def test_on_a_large_page_a_long_line_is_broken_before_it_gets_small(qapp):
    known = prepared(Walkthrough(SCENARIOS["eight inputs"]()).trace[1])
    page = step_page(known, (800, 1080), PAGES, scale=LineScale(1.8, 2.7, 2.0))
    numbers = [ink for ink in own(page) if isinstance(ink, LettersInk) and ink.symbol and not is_label(ink)]
    assert len({round(ink.y) for ink in numbers}) >= 3  # rows
    usual = Compositor(PAGES).letters("0.1", 11.0, Role.TEXT).ascent
    assert min(ink.ascent for ink in numbers) >= 1.8 * usual


def with_line_7_ahead(qtbot, worked, display):
    """Return a panel at line 6, with the page of the next line made."""
    panel = DerivationPanel(worked, Pointing(worked), display)
    qtbot.addWidget(panel)
    panel.resize(480, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    worked.go_to(1, 5)
    worked.next_step()
    qtbot.waitUntil(lambda: panel._ahead._kept is not None and panel._ahead._kept[0].known.line == 7)
    return panel


@pytest.mark.parametrize(
    "change",
    [
        lambda panel, walkthrough, display: None,
        lambda panel, walkthrough, display: walkthrough.set_input(0, 0.75),
        lambda panel, walkthrough, display: display.set_theme("dark"),
        lambda panel, walkthrough, display: display.set_notation(Notation.THETA),
        lambda panel, walkthrough, display: display.set_digits(9),
        lambda panel, walkthrough, display: panel.resize(700, 500),
        lambda panel, walkthrough, display: walkthrough.go_to(2, 5),
    ],
)
def test_a_page_that_was_made_ahead_is_the_one_that_would_be_made_now(qtbot, worked, change):
    display = Display()
    panel = with_line_7_ahead(qtbot, worked, display)
    change(panel, worked, display)
    worked.next_step()
    qtbot.waitUntil(lambda: panel._typesetter._is_done)
    shown = panel.page
    panel._ahead.stop()
    panel.lay_out()
    assert panel.page is not shown
    assert panel.page == shown
    assert worked.step.symbol in panel.page.symbols


def test_the_next_page_is_made_while_nobody_waits(qtbot, worked, monkeypatch):
    panel = with_line_7_ahead(qtbot, worked, Display())
    made, make = [], panel._ahead._make
    monkeypatch.setattr(panel._ahead, "_make", lambda plan: (made.append(plan.known.line), make(plan))[1])
    worked.next_step()
    assert worked.step.symbol in panel.page.symbols
    assert 7 not in made
