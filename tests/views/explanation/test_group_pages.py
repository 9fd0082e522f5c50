"""The pages of a unit, a layer and a phase: all results of their lines, nothing else, and everything can be read."""

from __future__ import annotations

import re

import pytest
from crossings import crossings
from pairings import pairings
from PySide6.QtCore import QPointF, Qt
from worked import mazur

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.picture.pages.groups.group_page import group_page, group_tex, group_text
from explainer.picture.pages.groups.results_table import MOST
from explainer.picture.pages.ink import Bar, LettersInk, Paragraph, ResultFrame
from explainer.picture.pages.matrix_blocks import Bracket
from explainer.state.session.session import Session
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import BOX, DASH, Notation, Writing
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.lines.trace import Trace
from explainer.views.explanation.derivation import DerivationPanel
from explainer.views.look.fonts import load_fonts
from explainer.views.look.text_metrics import PAGES
from explainer.views.look.typeset import prepare

SIZE = (486.0, 353.0)
SCENARIOS = ["mazur", "xor", "dropout", "softmax", "square", "valley_adam", "vanishing_relu", "digits"]


@pytest.fixture(autouse=True)
def fonts(qapp):
    load_fonts()


def groups(trace, size, most=60):
    """Go through the first groups of an update that have several lines, each at its last line."""
    number = 1
    for _ in range(most):
        if number > len(trace):
            return
        last = KnownGroup.at(Known(trace, number), size).last
        group = KnownGroup.at(Known(trace, last), size)
        if len(group) > 1:
            yield group
        number = last + 1


def numbers_in(page):
    """Return the texts of every number on a page by its symbol."""
    found: dict[Symbol, set[str]] = {}
    for ink in page.inks:
        if isinstance(ink, LettersInk) and ink.symbol and re.fullmatch(r"[−\d.·⁰¹²³⁴⁵⁶⁷⁸⁹⁻▢–]+", ink.text):
            found.setdefault(ink.symbol, set()).add(ink.text)
    return found


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("size", GroupSize)
def test_the_results_are_those_of_the_trace_file(name, size):
    trace, writing = Trace(Run(example(name)).pass_of(1)), Writing(digits=9)
    for group in groups(trace, size, 12):
        numbers = numbers_in(group_page(group, SIZE, PAGES, writing, 1.0))
        if len(group) <= MOST:
            assert {trace[number].symbol for number in range(group.first, group.last + 1)} <= {*numbers}
        for number in (group.first, group.last):
            step = trace[number]
            assert writing.show(float(step.row()[-1])) in numbers[step.symbol], step.symbol_text


@pytest.mark.parametrize("name", ["mazur", "dropout", "valley_adam"])
@pytest.mark.parametrize("size", GroupSize)
def test_at_no_line_is_a_number_told_that_is_not_known(name, size):
    trace = Trace(Run(example(name)).pass_of(1))
    for number in range(1, len(trace) + 1):
        known = Known(trace, number)
        group = KnownGroup.at(known, size)
        for symbol, texts in numbers_in(group_page(group, SIZE, PAGES, Writing(), 1.0)).items():
            own = texts - {f"{line:,}" for line in range(group.first, group.last + 1)}  # the numbers of the lines
            assert known.is_known(symbol) or own <= {BOX, DASH}, (number, symbol, texts)


def is_text(ink):
    return not isinstance(ink, Bar | ResultFrame | Bracket)


@pytest.mark.parametrize(
    ("name", "size", "panel"),
    pairings([*SCENARIOS, "spiral"], [*GroupSize], [(290.0, 0.8), (486.0, 1.0), (640.0, 1.6)]),
)
def test_no_text_is_cut_or_covered(name, size, panel):
    width, scale = panel
    trace = Trace(Run(example(name)).pass_of(1))
    for i, group in enumerate(groups(trace, size, 6)):
        writing = Writing([*Notation][i % 3])
        for tex in group_tex(group, writing):
            prepare(tex)
        page = group_page(group, (width, 353.0), PAGES, writing, scale)
        assert not crossings([ink for ink in page.inks if is_text(ink)], 0.6)
        assert all(ink.rect.left > 0 and ink.rect.right <= page.width for ink in page.inks)
        assert page.height < 16 * 353 * scale


def test_with_the_usual_digits_a_page_is_as_wide_as_the_panel():
    for name in ("mazur", "digits", "xor"):
        trace = Trace(Run(example(name)).pass_of(1))
        for size in GroupSize:
            for group in groups(trace, size, 8):
                assert group_page(group, SIZE, PAGES, Writing(), 1.0).width <= SIZE[0], (name, size, group.first)


@pytest.mark.parametrize("digits", [4, 17])
def test_all_digits_are_on_the_page(digits):
    writing = Writing(digits=digits)
    for group in groups(Trace(Run(mazur()).pass_of(1)), GroupSize.LAYER):
        text = group_text(group, writing)
        for number in range(group.first, group.last + 1):
            assert f" = {writing.show(group.known.trace[number].value)}" in text


# in the panel


@pytest.fixture
def desk(qtbot):
    session = Session(Walkthrough(mazur()))
    panel = DerivationPanel(session.walkthrough, session.pointing, session.display, session.part)
    qtbot.addWidget(panel)
    panel.resize(486, 353)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.session = session
    yield session, panel
    panel.hide()


def title(panel):
    return next(ink.text for ink in panel.page.inks if isinstance(ink, Paragraph))


def place_of(panel, symbol):
    ink = [ink for ink in panel.page.inks if isinstance(ink, LettersInk) and ink.symbol == symbol][-1]
    return QPointF(ink.rect.left + ink.rect.width / 2, ink.rect.top + ink.rect.height / 2) - panel.offset


@pytest.mark.parametrize(
    ("size", "titles"),
    [
        (Granularity.UNIT, ["forward · h1", "forward · h2", "forward · o1", "forward · o2"]),
        (Granularity.LAYER, ["forward · layer 2", "forward · layer 3", "loss · layer 3"]),
        (Granularity.PHASE, ["forward", "loss", "backward"]),
    ],
)
def test_a_step_of_a_size_shows_the_page_of_that_size(desk, size, titles):
    session, panel = desk
    session.playback.set_granularity(size)
    seen = []
    for _ in titles:
        session.playback.next()
        seen.append(title(panel))
    assert seen == titles
    session.playback.back()
    assert title(panel) == titles[-2]


def test_choosing_a_size_shows_its_page_at_once(desk):
    session, panel = desk
    session.walkthrough.go_to(1, 24)
    assert title(panel).startswith("How much is h1 to blame")
    session.playback.set_granularity(Granularity.LAYER)
    assert title(panel) == "backward · layer 2"
    session.playback.set_granularity(Granularity.LINE)
    assert title(panel).startswith("How much is h1 to blame")


def test_a_click_on_a_result_shows_its_line_and_the_next_step_goes_on(desk, qtbot):
    session, panel = desk
    walkthrough = session.walkthrough
    session.playback.set_granularity(Granularity.LAYER)
    session.playback.next()
    session.playback.next()
    first, last = walkthrough.trace[6].symbol, walkthrough.trace[8].symbol
    qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, first).toPoint())
    assert walkthrough.cursor == (1, 6)
    assert title(panel).startswith("o1 squashes")
    session.playback.next()
    assert (title(panel), walkthrough.cursor.step) == ("forward · layer 3", 8)
    qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, last).toPoint())
    assert walkthrough.cursor == (1, 8)
    assert title(panel).startswith("o2 squashes")


def test_while_a_result_is_asked_for_the_page_is_that_of_its_line(desk):
    session, panel = desk
    session.playback.set_granularity(Granularity.LAYER)
    session.playback.next()
    assert title(panel) == "forward · layer 2"
    session.walkthrough.hide_result()
    assert title(panel).startswith("h2 squashes")
    assert "0.596884" not in "".join(ink.text for ink in panel.page.inks if isinstance(ink, LettersInk))


def test_the_description_for_assistive_tools_is_always_that_of_the_line(desk):
    session, panel = desk
    session.playback.set_granularity(Granularity.PHASE)
    session.playback.next()
    assert panel.accessibleDescription().split("\n")[1:] == [*session.walkthrough.step.row()[9:]]
    assert panel.text().startswith("forward\n")
