"""The page at the end of an update, and before the first line of the next: true, complete, and nothing told ahead."""

from __future__ import annotations

import re

import pytest
from crossings import crossings
from pixels import pixels_of
from PySide6.QtCore import QPointF, Qt
from worked import mazur

from explainer.files.examples import example
from explainer.picture.pages.groups.update_page import update_page, update_tex
from explainer.picture.pages.ink import Bar, LettersInk, Paragraph, ResultFrame
from explainer.state.session.session import Session
from explainer.state.session.update_notes import update_notes
from explainer.state.walkthrough.known_of_run import update_done
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.views.explanation.derivation import DerivationPanel
from explainer.views.look.fonts import load_fonts
from explainer.views.look.text_metrics import PAGES
from explainer.views.look.typeset import prepare

LOSS_AFTER = ["0.298371", "0.291028", "0.283548"]
"""The loss of the worked example after a number of updates."""


@pytest.fixture
def desk(qtbot):
    load_fonts()
    session = Session(Walkthrough(mazur()))
    panel = DerivationPanel(session.walkthrough, session.pointing, session.display, session.part)
    qtbot.addWidget(panel)
    panel.resize(486, 353)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.session = session
    yield session, panel
    panel.hide()


def said(panel):
    return "\n".join(ink.text for ink in panel.page.inks if isinstance(ink, Paragraph))


def letters(panel):
    return [ink.text for ink in panel.page.inks if isinstance(ink, LettersInk)]


def click(qtbot, panel, text):
    """Click on the number of this text."""
    rect = next(ink.rect for ink in panel.page.inks if isinstance(ink, LettersInk) and ink.text == text)
    place = QPointF(rect.left + rect.width / 2, rect.top + rect.height / 2) - panel.offset
    qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())


def test_the_last_line_ends_with_what_the_update_changed(desk):
    session, panel = desk
    walkthrough = session.walkthrough
    walkthrough.go_to(1, 42)
    assert "is done" not in said(panel)
    session.playback.next()
    assert said(panel).startswith("Update 1 is done\nThe loss was 0.298371 with the old weights.")
    new = {step.symbol.parameter: step.row()[-1] for step in walkthrough.trace if step.operation == "update"}
    old = walkthrough.run.settings(0).theta
    order = sorted(new, key=lambda index: -abs(float(new[index]) - old[index]))[:5]
    shown = [text for text in letters(panel) if re.fullmatch(r"−?\d[\d.]*", text)]
    wanted = [text for i in order for text in (Writing().show(old[i]), Writing().show(float(new[i])))]
    assert shown[: len(wanted)] == wanted
    assert {"0.751365", "target 0.01", "too much", "0.772928", "target 0.99", "too little"} <= {*letters(panel)}
    assert panel.accessibleDescription().split("\n")[1:] == [*walkthrough.step.row()[9:]]


def test_the_loss_after_is_told_once_it_was_come_to(desk):
    session, panel = desk
    walkthrough = session.walkthrough
    walkthrough.go_to(1, 43)
    assert LOSS_AFTER[1][:6] not in said(panel) + panel.text()
    assert "What it is now comes out next: press 5, then → twice." in said(panel)
    session.playback.step_by_update()
    session.playback.next()
    assert walkthrough.cursor == (2, 0)
    assert said(panel).startswith("1 update is done\nBefore it the loss was 0.298371.")
    assert LOSS_AFTER[1][:6] not in said(panel)
    session.playback.next()
    assert f"Before the first update the loss was 0.298371, before the last one {LOSS_AFTER[1]}." in said(panel)
    assert LOSS_AFTER[2][:6] not in said(panel)
    walkthrough.go_to(1, 43)
    assert f"The loss fell from 0.298371 to {LOSS_AFTER[1]}, by 0.00734334." in said(panel)


def test_a_click_on_a_weight_shows_its_line_alone(desk, qtbot):
    session, panel = desk
    session.walkthrough.last_step()
    click(qtbot, panel, "0.561370")
    assert session.walkthrough.cursor == (1, 43)
    assert said(panel).startswith("The error shrinks when w8 grows")
    session.walkthrough.first_step()
    session.walkthrough.last_step()
    assert said(panel).startswith("Update 1 is done")
    click(qtbot, panel, "0.408666")
    assert session.walkthrough.step.symbol_text == "w6+"


def test_before_the_next_update_a_click_leads_back_to_the_line_that_made_the_weight(desk, qtbot):
    session, panel = desk
    session.walkthrough.next_update()
    click(qtbot, panel, "0.408666")
    assert (session.walkthrough.cursor.update, session.walkthrough.step.symbol_text) == (1, "w6+")
    assert all(ink.symbol != Symbol(Quantity.OUT, 0, 2, 0) for ink in panel.page.inks)


def test_while_the_last_result_is_asked_for_there_is_no_end(desk):
    session, panel = desk
    session.walkthrough.go_to(1, 43)
    session.walkthrough.hide_result()
    assert "is done" not in said(panel)
    assert not any("0.56137" in text for text in letters(panel))
    session.walkthrough.reveal_result()
    assert said(panel).startswith("Update 1 is done")


@pytest.mark.parametrize("size", [Granularity.TERM, Granularity.LINE, Granularity.UNIT, Granularity.PHASE])
def test_every_size_of_step_comes_to_the_same_end(desk, size):
    session, panel = desk
    session.playback.set_granularity(size)
    while session.walkthrough.cursor != (1, 43):
        session.playback.next()
    assert said(panel).startswith("Update 1 is done")
    session.playback.back()
    assert "is done" not in said(panel)


def test_settings_changed_in_mid_run_belong_to_that_update_and_later_ones(desk):
    session, panel = desk
    walkthrough = session.walkthrough
    walkthrough.go_to(3, 0)
    assert "Changed:" not in said(panel)
    walkthrough.set_learning_rate(0.1)
    told = "Changed: learning rate 0.5 → 0.1. That counts from update 3 on; what came before "
    assert f"{told}this one stays as it was." in said(panel)
    walkthrough.go_to(5, 0)
    assert f"{told}update 3 stays as it was." in said(panel)
    walkthrough.go_to(2, 0)
    assert "Changed:" not in said(panel)
    walkthrough.go_to(3, 0)
    walkthrough.settle_from_start()
    assert "Changed:" not in said(panel)


def test_weights_that_were_set_by_hand_since_are_named(desk):
    session, panel = desk
    walkthrough = session.walkthrough
    walkthrough.go_to(2, 0)
    assert "by hand" not in said(panel)
    session.set_number("w5", 0.7)
    assert "Set by hand since then: w5 = 0.7." in said(panel)
    walkthrough.undo_stack.undo()
    assert "by hand" not in said(panel)


@pytest.mark.parametrize("name", ["mazur", "xor", "digits", "valley_adam", "dropout", "softmax", "zero_weights"])
@pytest.mark.parametrize(("width", "scale", "digits"), [(290.0, 0.8, 6), (486.0, 1.0, 4), (400.0, 1.6, 17)])
def test_no_text_is_cut_or_covered(qapp, name, width, scale, digits):
    load_fonts()
    walkthrough = Walkthrough(example(name))
    for i, place in enumerate([(1, 10**6), (2, 0)]):
        walkthrough.go_to(*place)
        done, writing = update_done(walkthrough.known, walkthrough.run), Writing([*Notation][i], digits)
        for tex in update_tex(done, writing):
            prepare(tex)
        page = update_page(done, update_notes(walkthrough, done, writing), (width, 353.0), PAGES, writing, scale)
        assert not crossings([ink for ink in page.inks if not isinstance(ink, Bar | ResultFrame)], 0.6)
        assert all(ink.rect.left > 0 and ink.rect.right <= page.width for ink in page.inks)
        assert page.width <= max(width, 400 * scale)


def test_a_page_that_is_too_high_is_cut_between_two_lines(desk):
    session, panel = desk
    session.walkthrough.go_to(1, 42)
    session.walkthrough.next(Granularity.LINE)
    for height in range(200, 240, 3):
        panel.resize(486, height)
        assert panel.page.height > panel.viewport().height()
        seen = pixels_of(panel.viewport().grab().toImage())
        last = seen[-1, : panel.viewport().width() - 20]
        assert (last == last[0]).all(), f"a line is cut in a view {height} high"
