"""The matrix tab: the whole layer is there, the line's own entry stands out, and nothing overlaps."""

from __future__ import annotations

import pytest
from crossings import crossings
from pixels import has_ink
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from worked import mazur

from explainer.engine.scenario.network import default_names
from explainer.engine.update.training_loop import run_pass
from explainer.files.locate import load
from explainer.picture.pages.ink import LettersInk, Paragraph, ResultFrame, Typeset
from explainer.picture.pages.matrix_blocks import kept
from explainer.picture.pages.matrix_page import form_page, tex_of
from explainer.picture.palette import DARK, LIGHT, of_phase
from explainer.state.session.display import Display
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import BOX, Notation, Writing, show
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace
from explainer.trace.matrix.forms import layer_form
from explainer.views.explanation.matrix.sheet import MatrixSheet
from explainer.views.look.fonts import load_fonts
from explainer.views.look.text_metrics import PAGES
from explainer.views.look.typeset import prepare


@pytest.fixture
def worked(qapp):
    load_fonts()
    return Walkthrough(mazur("per_unit"))


def made(qtbot, walkthrough, width=480, height=400):
    pointing = Pointing(walkthrough)
    view = MatrixSheet(walkthrough, pointing, Display())
    qtbot.addWidget(view)
    view.resize(width, height)
    return view, pointing, view._display


def shown(qtbot, walkthrough, width=480, height=400):
    view, pointing, display = made(qtbot, walkthrough, width, height)
    with qtbot.waitExposed(view):
        view.show()
    return view, pointing, display


def is_busy(view):
    return any(timer.isActive() for timer in view.findChildren(QTimer))


def is_typeset(view):
    return any(isinstance(ink, Typeset) for ink in view.page.inks)


def go_to(walkthrough, symbol_text):
    step = next(step for step in walkthrough.trace if step.symbol_text == symbol_text)
    walkthrough.go_to(1, step.number)
    return step


def numbers(view):
    return [ink.text for ink in view.page.inks if isinstance(ink, LettersInk) and ink.symbol]


def texts(view):
    return [ink.text for ink in view.page.inks if isinstance(ink, LettersInk | Paragraph)]


def test_the_matrices_are_filled_in(qtbot, worked):
    view, _, _ = made(qtbot, worked)
    go_to(worked, "net_h1")
    assert view.objectName() == "matrix"
    # net, w row by row, the inputs, b: by hand 0.15*0.05 + 0.2*0.1 + 0.35 = 0.3775
    assert numbers(view) == ["0.3775", BOX, "0.15", "0.2", "0.25", "0.3", "0.05", "0.1", "0.35", "0.35"]
    assert [name for name in ("h1", "h2") if name in texts(view)] == ["h1", "h2"]


def test_the_result_is_framed_and_its_operands_are_tinted(qtbot, worked):
    view, _, _ = made(qtbot, worked)
    step = go_to(worked, "dE_total/dout_h1")
    frames = [ink for ink in view.page.inks if isinstance(ink, ResultFrame)]
    (result,) = [frame for frame in frames if frame.colour == of_phase(step.phase)]

    def inside(frame):
        return [ink for ink in view.page.inks if isinstance(ink, LettersInk) and frame.rect.covers(ink.rect)]

    assert [ink.text for ink in inside(result)] == [show(step.value)]
    tinted = {ink.symbol for frame in frames if frame is not result for ink in inside(frame)}
    assert tinted == layer_form(step).operands
    assert len(tinted) == 4  # w5 and w7, and both deltas


def boxes(page):
    return [ink for ink in page.inks if not isinstance(ink, ResultFrame) and ink.width]


EXAMPLES = ["mazur", "dropout", "digits", "l1", "l2", "softmax", "saturated_entropy", "square", "xor_bfgs"]
VALLEYS = [f"valley_{name}" for name in ("adadelta", "adam", "adamax", "nadam", "rmsprop", "nesterov")]


def one_of_each_kind(trace):
    """Return a line of every operation, layer and kind of parameter."""
    seen = {}
    for span in trace.plan.spans:
        for number in range(span.first, span.last + 1, max(1, (span.last - span.first) // 400)):
            place = trace.plan.place(number)
            is_bias = place.parameter >= 0 and trace.of.scenario.network.parameter(place.parameter).is_bias
            seen[place.operation, place.layer, place.name, is_bias] = number
    return [trace[number] for number in seen.values()]


@pytest.mark.parametrize("example", EXAMPLES + VALLEYS)
@pytest.mark.parametrize("is_typeset", [True, False], ids=["typeset", "plain"])
def test_no_ink_overlaps(qapp, example, is_typeset, monkeypatch):
    load_fonts()
    if not is_typeset:
        monkeypatch.setattr("explainer.views.look.text_metrics.outline", lambda tex: None)
    for i, step in enumerate(one_of_each_kind(Trace(run_pass(load(example))))):
        notation = [*Notation][i % 3]
        form = layer_form(step, notation)
        for tex in tex_of(form) if is_typeset else ():
            prepare(tex)
        page = form_page(form, Known.after(step), Writing(notation, 6), 480, PAGES, 1.0)
        assert not crossings(boxes(page), 0.1), (step.symbol_text, notation)
        assert all(ink.points >= 9 for ink in page.inks if isinstance(ink, LettersInk | Typeset | Paragraph))
        assert all(ink.rect.right <= page.width and ink.rect.bottom <= page.height for ink in page.inks)
        assert min(ink.rect.left for ink in page.inks) >= 20
        if is_typeset:
            assert {ink.tex for ink in page.inks if isinstance(ink, Typeset)} <= {*tex_of(form)}
        if step.symbol.unit >= 0 or step.symbol.parameter >= 0:
            assert step.symbol in page.symbols


def test_it_breaks_into_lines_where_there_is_no_room(qtbot, worked):
    worked.next_step()
    wide, _, _ = made(qtbot, worked, 900, 300)
    narrow, _, _ = made(qtbot, worked, 330, 300)
    assert narrow.page.height > wide.page.height
    assert narrow.page.width <= 330
    assert numbers(narrow) == numbers(wide)


@pytest.mark.parametrize(
    ("count", "marked", "shown"),
    [
        (8, {3}, (0, 1, 2, 3, 4, 5, 6, 7)),
        (64, set(), (0, 1, 2, None, 63)),
        (64, {0}, (0, 1, None, 63)),
        (64, {30}, (0, None, 29, 30, 31, None, 63)),
        (64, {3}, (0, 1, 2, 3, 4, None, 63)),  # a gap of one is no gap
        (64, set(range(64)), (0, 1, 2, None, 63)),
        (9, {8}, (0, None, 7, 8)),
    ],
)
def test_a_large_matrix_keeps_its_ends_and_what_is_marked(count, marked, shown):
    assert kept(count, marked) == shown


def test_a_large_matrix_tells_its_size(qtbot, qapp):
    load_fonts()
    walkthrough = Walkthrough(load("digits"))
    view, _, _ = made(qtbot, walkthrough)
    walkthrough.go_to(1, 41)
    step = walkthrough.step
    assert step.symbol_text == "net_h21"
    assert "30 × 64" in texts(view)
    assert {"h1", "h20", "h21", "h22", "h30", "⋮"} <= {*texts(view)}
    assert "h10" not in texts(view)
    assert len(view.page.symbols) < 100


def test_digits_notation_zoom_and_theme_are_followed(qtbot, worked):
    view, _, display = made(qtbot, worked)
    go_to(worked, "out_h1")
    assert "0.593270" in numbers(view)
    display.set_digits(10)
    assert "0.5932699921" in numbers(view)
    for palette in (LIGHT, DARK):
        display.set_theme(palette.name)
        assert has_ink(view.picture(), palette.text, palette.panel)
    before = view.page.height
    display.set_zoom(2.0)
    assert view.page.height > 1.5 * before
    display.set_notation(Notation.THETA)
    assert view.text().splitlines()[1] == "a⁽²⁾ = g(z⁽²⁾)"


def test_a_result_that_is_not_there_yet_is_not_told(qtbot, worked):
    view, _, _ = made(qtbot, worked)
    worked.next(Granularity.TERM)
    assert worked.known.is_hidden
    assert numbers(view)[:2] == [BOX, BOX]
    assert f"[{BOX}; {BOX}] =" in view.text()
    worked.finish_phase()
    go_to(worked, "net_h1")
    assert numbers(view)[0] == "0.3775"


def test_before_the_first_line_it_says_what_to_press(qtbot, worked):
    view, _, _ = made(qtbot, worked)
    assert "Press →" in texts(view)[0]
    assert view.accessibleDescription() == view.text() == ""
    view.copy_line()


def test_its_description_is_the_line_in_short(qtbot, worked):
    view, _, _ = shown(qtbot, worked)
    step = go_to(worked, "delta_h1")
    caption, equation, value = view.accessibleDescription().split("\n")
    assert "the second of the four equations" in caption
    assert equation == "δ⁽²⁾ = (w⁽³⁾)ᵀ δ⁽³⁾ ⊙ σ′(net⁽²⁾)"
    assert value.endswith(f"= {show(step.value)}")
    view.hide()


def test_it_can_be_copied_as_text_and_as_a_picture(qtbot, worked):
    view, _, _ = made(qtbot, worked)
    go_to(worked, "net_h1")
    view.copy_line()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[1:] == [
        "net⁽²⁾ = w⁽²⁾ out⁽¹⁾ + b⁽²⁾",
        f"[0.3775; {BOX}] = [0.15 0.2; 0.25 0.3] [0.05; 0.1] + [0.35; 0.35]",
    ]
    view.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()


def place_of(view, symbol):
    return next(QPointF(*ink.rect.centre) for ink in view.page.inks if ink.symbol == symbol)


# A press does nothing; the click is taken when it is released.
@pytest.mark.qt_log_ignore("Mouse event .* not accepted", extend=True)
def test_a_number_lights_up_its_element_and_leads_to_its_line(qtbot, worked):
    view, pointing, _ = shown(qtbot, worked)
    go_to(worked, "net_o1")
    out = Symbol(Quantity.OUT, sample=0, layer=1, unit=1)
    place = place_of(view, out)
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, place, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier(0)
    )
    QApplication.sendEvent(view.viewport(), move)
    assert pointing.symbol == out
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(place).toPoint())
    assert worked.step.symbol_text == "out_h2"
    view.hide()


def test_ink_is_drawn(qtbot, worked):
    view, _, _ = shown(qtbot, worked, 700, 420)
    for symbol_text in ("net_h1", "delta_h1", "dE_total/dw5", "w5+"):
        step = go_to(worked, symbol_text)
        for tex in tex_of(layer_form(step)):
            prepare(tex)
        view.lay_out()
        image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for ink in view.page.inks:
            if isinstance(ink, Paragraph | ResultFrame) or ink.rect.right > image.width():
                continue
            part = image.copy(QRectF(*ink.rect).toAlignedRect())
            colours = (part.pixelColor(x, y) for x in range(part.width()) for y in range(part.height()))
            assert any(is_close(colour, QColor(LIGHT.of(ink.colour))) for colour in colours), (symbol_text, ink)
    view.hide()


def is_close(colour, wanted):
    """Whether a pixel is mostly of this colour; thin strokes are mixed with the background."""
    background = QColor(LIGHT.panel)
    far = sum(abs(a - b) for a, b in zip(background.getRgb(), wanted.getRgb(), strict=True))
    return sum(abs(a - b) for a, b in zip(colour.getRgb(), wanted.getRgb(), strict=True)) < 0.55 * far


def test_a_hidden_tab_does_nothing(qtbot, worked, monkeypatch):
    view, _, _ = made(qtbot, worked)
    monkeypatch.setattr("explainer.views.explanation.matrix.sheet.layer_form", pytest.fail)
    for _ in range(10):
        worked.next_step()
    assert not is_busy(view)


def test_it_rests_when_all_is_typeset_and_when_hidden(qtbot, qapp):
    load_fonts()
    from test_derivation import made as scenario

    walkthrough = Walkthrough(scenario(default_names([2, 3, 2, 2]), ["tanh", "relu", "sigmoid"]))
    view, _, _ = shown(qtbot, walkthrough)
    walkthrough.next_step()
    view.viewport().repaint()
    view.hide()
    assert not is_busy(view)
    view.show()
    qtbot.waitUntil(lambda: is_typeset(view) and not is_busy(view))
    view.hide()
