"""The page of a line: nothing on it moves from line to line, and the lines around it say where numbers come from."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import cycle

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from traces import rich
from worked import mazur

from explainer.engine.rounding import Rounding
from explainer.files.locate import load
from explainer.functions.expression import Constant, children
from explainer.picture.pages.ink import Ground, LettersInk, Paragraph, ResultFrame, Typeset
from explainer.picture.pages.lines.line_type import LineScale
from explainer.picture.pages.lines.lines_page import step_page
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import BOX, Notation, Writing, show
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.elements import element_of
from explainer.trace.lines.uses import operand_lines
from explainer.trace.typeset.folding import FOLDINGS
from explainer.trace.typeset.pieces import formula_pieces, symbol_pieces, tex_in
from explainer.views.explanation.derivation import DerivationPanel
from explainer.views.look.fonts import load_fonts
from explainer.views.look.text_metrics import PAGES
from explainer.views.look.typeset import prepare

SIX_DIGITS = Writing()
SIZES = {
    "small window": ((390, 400), LineScale()),
    "window": ((486, 520), LineScale()),
    "large window": ((730, 800), LineScale(1.4, 1.4, 1.0)),
    "zoomed": ((486, 620), LineScale(1.6, 1.6, 1.0)),
}
SCENARIOS = {
    "worked": mazur,
    "everything": rich,
    "dropout": lambda: load("dropout"),
    "softmax": lambda: load("softmax"),
    "adam": lambda: load("valley_adam"),
}


@pytest.fixture(params=SCENARIOS)
def trace(request, qapp):
    load_fonts()
    return Walkthrough(SCENARIOS[request.param]()).trace


@pytest.fixture
def worked(qapp):
    load_fonts()
    return Walkthrough(mazur())


def one_of_each_kind(trace):
    """Return the first line of each kind."""
    kinds = {}
    for number in range(1, len(trace) + 1):
        place = trace.plan.place(number)
        kinds.setdefault((place.operation, place.layer, place.name), number)
    return [trace[number] for number in kinds.values()]


def step_after(step):
    """Yield the three lines after a line."""
    trace = Known.after(step).trace
    yield from (trace[number] for number in range(step.number + 1, min(step.number + 3, len(trace)) + 1))


def page_of(step, size=(486, 520), scale=None, writing=SIX_DIGITS, **known):
    for line in (step, *step_after(step)):
        for tex in tex_in((*symbol_pieces(line, writing), *formula_pieces(line, writing, FOLDINGS[0]))):
            prepare(tex)
    return step_page(replace(Known.after(step), **known), size, PAGES, writing, scale or LineScale())


def only(page, kind):
    (ink,) = [ink for ink in page.inks if isinstance(ink, kind)]
    return ink


def result_of(page):
    frame = only(page, ResultFrame)
    (result,) = [ink for ink in page.inks if isinstance(ink, LettersInk) and frame.rect.covers(ink.rect)]
    return result


def constants(rule):
    """Return the numbers that belong to a formula itself, as they are written."""
    own = {show(rule.value).removeprefix("−")} if isinstance(rule, Constant) else set()
    return own.union(*map(constants, children(rule)))


def pale_texts(page, line):
    """Return the words and numbers of the row that leads to a line."""
    (rect,) = [link.rect for link in page.links if link.line == line]
    return [ink.text for ink in page.inks if isinstance(ink, LettersInk) and rect.contains(ink.rect.centre)]


@pytest.mark.parametrize("size", SIZES)
def test_the_line_its_result_and_the_lines_to_come_are_at_the_same_place_all_the_way(trace, size):
    room, scale = SIZES[size]
    results, bottoms, ghosts = set(), set(), set()
    for step in one_of_each_kind(trace):
        page = page_of(step, room, scale)
        ground = only(page, Ground)
        assert page.height <= room[1]
        results.add(round(result_of(page).y))
        bottoms.add(round(ground.rect.bottom))
        ghosts.update(round(link.rect.top) for link in page.links if link.line == step.number + 1)
    assert max(results) - min(results) <= 2, sorted(results)
    assert max(bottoms) - min(bottoms) <= 1
    assert ghosts
    assert max(ghosts) - min(ghosts) <= 1


@pytest.mark.parametrize(("trace", "notation"), [*zip(SCENARIOS, cycle(Notation), strict=False)], indirect=["trace"])
def test_a_line_to_come_has_no_number_and_an_empty_box(trace, notation):
    for step in one_of_each_kind(trace):
        page = page_of(step, (486, 900), writing=Writing(notation, 4))
        coming = [link.line for link in page.links if link.line > step.number]
        assert coming == list(range(step.number + 1, step.number + 1 + len(coming)))
        assert coming or step.number == len(trace)
        assert len(coming) <= 3
        for line in coming:
            number, *words, box = pale_texts(page, line)
            assert number == str(line)
            assert box == BOX
            numbers = {text for text in words if re.fullmatch(r"−?\d\S*", text)}
            assert numbers <= constants(trace[line].rule)


def test_numbers_are_told_with_the_line_they_are_from_and_that_line_is_above(trace):
    for step in one_of_each_kind(trace):
        page, made = page_of(step, (700, 900)), operand_lines(trace, step)
        above = [link.line for link in page.links if link.line < step.number]
        assert above == sorted(above, reverse=True)
        assert set(made[-2:]) <= set(above), step.symbol_text
        labels = {ink.text for ink in page.inks if isinstance(ink, LettersInk) and ink.text.startswith("line ")}
        assert labels <= {f"line {line}" for line in made}
        if made:
            value = Writing().show(trace[made[-1]].value)
            assert pale_texts(page, made[-1])[-1] == f"= {value}"


def test_the_last_sentence_says_where_the_result_goes(worked):
    trace = worked.trace
    used = {step.symbol_text: page_of(step).inks[-1].text for step in trace}
    assert used["dE_total/dout_h1"] == "0.0363503 is used next in 26 (δ_h1), and through it in 32 and 33 (w1, w2)."
    assert used["w5+"] == "0.358916 is the w5 of update 2."
    assert used["E_total"].startswith("No later line uses 0.298371: ")
    assert used["out_h1"] == "0.593270 is used next in 5, 7, 18 (net_o1, net_o2, w5) and 2 more."


def test_a_result_that_is_asked_for_is_a_question_mark(trace):
    for step in one_of_each_kind(trace):
        page = page_of(step, reveal=Reveal.ASKED)
        frame = only(page, ResultFrame)
        assert [ink for ink in page.inks if getattr(ink, "text", "") == "?" and frame.rect.covers(ink.rect)]
        said = [ink.text for ink in page.inks if isinstance(ink, Paragraph)]
        assert said[-1].startswith(("The result ", "No later line uses the result"))


def test_a_long_sum_does_not_make_the_page_higher(qapp):
    load_fonts()
    trace = Walkthrough(load("digits")).trace
    room = (486, 520)
    assert len({result_of(page_of(step, room)).y for step in (trace[1], trace[2], trace[61])}) == 1
    words = [ink.text for ink in page_of(trace[1], room).inks if isinstance(ink, LettersInk)]
    assert any(re.fullmatch(r"… \d+ more, together −?\d\S*", text) for text in words)


def shown(qtbot, walkthrough, size=(486, 520)):
    panel = DerivationPanel(walkthrough, Pointing(walkthrough), Display())
    qtbot.addWidget(panel)
    panel.resize(*size)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def centre_of(link):
    return QPoint(round(link.rect.right - 60), round(link.rect.centre.y))


def test_a_click_on_a_pale_line_goes_there(qtbot, worked):
    panel = shown(qtbot, worked)
    worked.go_to(1, 24)
    for line in (22, 25):
        (link,) = [link for link in panel.page.links if link.line == line]
        qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(link))
        assert worked.cursor == (1, line)
        worked.go_to(1, 24)


def test_a_click_on_the_small_print_goes_to_the_line_it_names(qtbot, worked):
    panel = shown(qtbot, worked)
    worked.go_to(1, 24)
    (label,) = [ink for ink in panel.page.inks if isinstance(ink, LettersInk) and ink.text == "line 23"]
    centre = label.rect.centre
    qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(centre.x), round(centre.y)))
    assert worked.cursor == (1, 23)


def test_a_symbol_of_a_line_to_come_lights_its_element(qtbot, worked):
    pointing = Pointing(worked)
    panel = DerivationPanel(worked, pointing, Display())
    qtbot.addWidget(panel)
    panel.resize(486, 520)
    with qtbot.waitExposed(panel):
        panel.show()
    worked.go_to(1, 24)
    (link,) = [link for link in panel.page.links if link.line == 27]
    inks = [ink for ink in panel.page.inks if ink.symbol and link.rect.contains(ink.rect.centre)]
    assert len({ink.symbol for ink in inks}) == 3
    for ink in inks:
        centre = ink.rect.centre
        qtbot.mouseMove(panel.viewport(), QPoint(round(centre.x), round(centre.y)))
        QApplication.processEvents()
        assert pointing.hovered == element_of(worked.scenario, ink.symbol)


def test_tab_goes_through_the_symbols_of_the_line_itself(worked):
    panel = DerivationPanel(worked, Pointing(worked), Display())
    panel.resize(486, 520)
    worked.go_to(1, 24)
    names = {symbol.quantity for symbol in panel.page.symbols}
    assert len(panel.page.symbols) == 3
    assert len(names) == 2  # the blame, and what comes back from both outputs


def test_on_a_stage_the_formula_is_set_larger_than_its_words(qtbot, worked):
    display = Display()
    panel = DerivationPanel(worked, Pointing(worked), display)
    qtbot.addWidget(panel)
    worked.go_to(1, 24)
    panel.resize(800, 1080)
    display.set_stage(True)
    assert max(ink.points for ink in panel.page.inks if isinstance(ink, Typeset | LettersInk)) > 50
    assert max(ink.points for ink in panel.page.inks if isinstance(ink, Paragraph)) < 32
    assert panel.page.height <= 1080


def test_the_copied_picture_has_the_line_alone(qtbot, worked):
    panel = shown(qtbot, worked)
    worked.go_to(1, 24)
    alone = panel.picture_page()
    assert alone.links == ()
    assert alone.height < panel.page.height


@pytest.mark.parametrize("size", SIZES)
def test_what_a_line_is_on_paper_is_beside_its_result(worked, size):
    room, scale = SIZES[size]
    worked.go_to(1, 1)
    writings = Writing(), Writing(paper=Rounding("decimals", 3))
    plain, paper = (step_page(worked.known, room, PAGES, writing, scale) for writing in writings)
    texts = [[ink.text for ink in page.inks if isinstance(ink, LettersInk)] for page in (plain, paper)]
    assert [text for text in texts[1] if text not in texts[0]] == ["on paper 0.378"]
