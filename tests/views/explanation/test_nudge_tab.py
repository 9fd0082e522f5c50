"""The Nudge tab: what it says of a nudge, how it is used, and what its chart draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pixels import has_ink
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from worked import mazur, one_unit

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.picture.pages.ink import LettersInk, Paragraph
from explainer.picture.pages.nudge_page import NudgeChart
from explainer.picture.palette import DARK, HIGH_CONTRAST, LIGHT
from explainer.state.answers.nudger import EPSILONS
from explainer.state.session.display import Display
from explainer.state.walkthrough.known_of_run import QUIET
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import bias_element, weight_element
from explainer.views.explanation.nudge import NudgeTab
from explainer.views.look.fonts import load_fonts
from explainer.views.sheet.ink_drawing import ChartDrawing

W5 = 6


def worked_error(w5: float) -> float:
    """The error of the worked example by the formulas of the web's page, with another w5."""
    out_h1, out_h2 = 1 / (1 + math.exp(-0.3775)), 1 / (1 + math.exp(-0.3925))
    out_o1 = 1 / (1 + math.exp(-(w5 * out_h1 + 0.45 * out_h2 + 0.60)))
    out_o2 = 1 / (1 + math.exp(-(0.50 * out_h1 + 0.55 * out_h2 + 0.60)))
    return 0.5 * (0.01 - out_o1) ** 2 + 0.5 * (0.99 - out_o2) ** 2


@pytest.fixture
def shown(qtbot):
    load_fonts()

    def show(scenario, index=W5, step=None, size=(520, 560)):
        walkthrough = Walkthrough(scenario)
        pointing, display = Pointing(walkthrough), Display()
        nudge = NudgeTab(walkthrough, pointing, display)
        qtbot.addWidget(nudge)
        nudge.resize(*size)
        walkthrough.last_step() if step is None else walkthrough.go_to(1, step)
        pointing.select(weight_element(index))
        with qtbot.waitExposed(nudge):
            nudge.show()
        nudge.kept = walkthrough, pointing, display
        return nudge, walkthrough, pointing, display

    return show


def said(nudge) -> str:
    return "\n".join(ink.text for ink in nudge.sheet.page.inks if isinstance(ink, Paragraph))


def letters(nudge) -> list[str]:
    return [ink.text for ink in nudge.sheet.page.inks if isinstance(ink, LettersInk)]


def chart(nudge) -> NudgeChart:
    [found] = [ink for ink in nudge.sheet.page.inks if isinstance(ink, NudgeChart)]
    return found


def test_the_story_of_a_nudge(shown) -> None:
    nudge, *_ = shown(mazur())
    change = worked_error(0.41) - worked_error(0.40)
    assert f"Raise w5 by 0.01: the error goes from 0.298371 to {worked_error(0.41):.6f}" in said(nudge)
    assert f"by +{change:.9f}. That is {change / 0.01:.7f} times the nudge." in said(nudge)
    assert "The gradient is 0.0821670: close." in said(nudge)
    assert {"0.298371", f"{worked_error(0.39):.6f}", "0.0821670"} <= set(letters(nudge))


def line_of(walkthrough, symbol_text) -> int:
    return next(step.number for step in walkthrough.trace if step.symbol_text == symbol_text)


def test_the_error_waits_for_its_line_and_the_slope_for_that_of_the_gradient(shown) -> None:
    nudge, walkthrough, *_ = shown(mazur(), step=0)
    total, gradient = (line_of(walkthrough, name) for name in ("E_total", "dE_total/dw5"))
    slope = "That is 0.0821057 times the nudge."
    for step in range(gradient):
        walkthrough.go_to(1, step)
        assert ("The error of this update is not computed yet" in said(nudge)) is (step < total)
        assert ("0.298371" in letters(nudge)) is (step >= total)
        assert not {"0.0821670", "0.0821057"} & set(letters(nudge))
        assert "times the nudge" not in said(nudge)
        if step >= total:
            assert np.isnan([chart(nudge).slope, chart(nudge).found]).all()
    walkthrough.next_step()
    assert slope in said(nudge)
    assert {"0.0821670", "0.0821057"} <= set(letters(nudge))
    assert not np.isnan([chart(nudge).slope, chart(nudge).found]).any()
    walkthrough.hide_result()
    assert said(nudge) == nudge.sheet.accessibleDescription() == QUIET
    assert not letters(nudge)


def test_the_slope_of_a_frozen_bias_waits_for_the_deltas_that_it_is_made_of(shown) -> None:
    nudge, walkthrough, pointing, _ = shown(mazur(), step=0)
    pointing.select(bias_element(walkthrough.scenario, 2, 0))
    last = line_of(walkthrough, "delta_o2")
    walkthrough.go_to(1, last - 1)
    assert "times the nudge" not in said(nudge)
    walkthrough.next_step()
    assert "times the nudge" in said(nudge)


def test_a_long_nudge_bends(shown) -> None:
    nudge, *_ = shown(mazur())
    nudge.nudger.set_epsilon(1.0)
    assert "Over so long a nudge the error bends" in said(nudge)


def test_a_tiny_nudge_is_told_to_be_spoilt_by_rounding(shown) -> None:
    nudge, *_ = shown(mazur(), index=0)
    nudge.nudger.set_epsilon(1e-8)
    assert "rounding spoils the slope" in said(nudge)
    assert "About 4 digits" in said(nudge)
    nudge.nudger.set_epsilon(1e-3)
    assert "rounding" not in said(nudge)


def test_errors_that_nearly_agree_are_told_apart(shown) -> None:
    nudge, *_ = shown(mazur())
    nudge.nudger.set_epsilon(1e-8)
    assert "goes from 0.298371109 to 0.298371110" in said(nudge)


def test_the_other_update_order_is_told(shown) -> None:
    nudge, _, pointing, _ = shown(mazur(update_order="sequential"), index=0)
    assert "weights that were already updated" in said(nudge)
    pointing.select(weight_element(W5))
    assert "weights that were already updated" not in said(nudge)


def test_a_frozen_bias_is_nudged_without_a_gradient(shown) -> None:
    nudge, walkthrough, pointing, _ = shown(mazur())
    pointing.select(bias_element(walkthrough.scenario, 1, 0))
    assert "Raise b1 by 0.01" in said(nudge)
    assert "biases are frozen" in said(nudge)
    assert "gradient" not in letters(nudge)


def test_a_kink_is_told(shown) -> None:
    nudge, *_ = shown(one_unit([1.0], -2.001, "relu", [[2.0]]), index=0)
    assert "kink" in said(nudge)
    nudge.nudger.set_epsilon(1e-4)
    assert "kink" not in said(nudge)


def test_a_flat_place_says_that_nothing_changes(shown) -> None:
    nudge, *_ = shown(one_unit([1.0], -5.0, "relu", [[2.0]]), index=0)
    assert "stays exactly as it is" in said(nudge)
    assert "gradient is 0 too" in said(nudge)
    assert "nothing that" not in said(nudge)  # a slope of 0 at a point does not mean that the weight never matters


def test_an_infinite_error_is_told_and_drawn_without_trouble(shown) -> None:
    nudge, *_ = shown(one_unit([1e200], 0.0, "linear", [[1.0]]), index=0, step=1)
    assert "becomes infinite" in said(nudge)
    nudge.grab()


def test_the_penalty_is_part_of_it(shown) -> None:
    network = Network.of(default_names([1, 1]), ["linear"], "per_unit")
    data = Data(frozen([[1.0], [2.0]]), frozen([[0.0], [1.0]]))
    nudge, *_ = shown(Scenario(network, frozen([2.0, 0.0]), data, l2=0.5), index=0)
    # the mean of 2**2/2 and (1 - 2*2)**2/2, and 0.5/(2*2)*2**2; the slope is (2 - 2*(1 - 2*2))/2 + 0.5/2*2
    assert "the error with the penalty goes from 3.75 to" in said(nudge)
    assert "4.5" in letters(nudge)


def test_the_slider_goes_by_powers_of_ten_with_the_keys(shown, qtbot) -> None:
    nudge, *_ = shown(mazur())
    nudge.slider.setFocus()
    for epsilon in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-8):
        qtbot.keyClick(nudge.slider, Qt.Key.Key_Down)
        assert nudge.nudger.epsilon == epsilon
    qtbot.keyClick(nudge.slider, Qt.Key.Key_Up)
    assert nudge.nudger.epsilon == 1e-7
    qtbot.keyClick(nudge.slider, Qt.Key.Key_Down)
    assert nudge.nudger.epsilon == min(EPSILONS)
    assert "10⁻⁸" in nudge.slider.accessibleName()
    assert "w5 by 1·10⁻⁸" in said(nudge)


def test_the_chooser_selects_what_is_nudged(shown, qtbot) -> None:
    nudge, _, pointing, _ = shown(mazur())
    qtbot.keyClick(nudge.chooser, Qt.Key.Key_Down)
    assert pointing.selected == weight_element(W5 + 1)
    assert "Raise w6 by" in said(nudge)


def test_nothing_is_changed_by_nudging(shown) -> None:
    nudge, walkthrough, *_ = shown(mazur())
    theta = walkthrough.run.theta(1).copy()
    for epsilon in EPSILONS:
        nudge.nudger.set_epsilon(epsilon)
        nudge.sheet.page  # noqa: B018 # works out the nudge
    assert np.array_equal(walkthrough.run.theta(1), theta)
    assert not walkthrough.undo_stack.canUndo()


def test_the_chart_draws_the_curve_where_the_error_is(shown) -> None:
    nudge, *_ = shown(mazur())
    nudge.nudger.set_epsilon(1.0)
    image = nudge.sheet.grab().toImage()
    found = chart(nudge)
    drawn = ChartDrawing(found, LIGHT)
    assert len(found.offsets) == len(found.errors)
    centre = drawn._at(0.0, 0.0).toPoint()
    assert image.pixelColor(centre) == QColor(LIGHT.loss)
    for offset in (2.0, 2.8):  # where the straight lines have left it
        at = drawn._at(offset, worked_error(0.4 + offset) - worked_error(0.4)).toPoint()
        around = {image.pixelColor(at.x(), at.y() + dy).name() for dy in range(-2, 3)}
        assert QColor(LIGHT.loss).name() in around


@pytest.mark.parametrize(("palette", "zoom"), [(LIGHT, 0.8), (DARK, 1.0), (HIGH_CONTRAST, 2.0)])
def test_nothing_is_cut_off_at_the_side(shown, palette, zoom) -> None:
    nudge, _, _, display = shown(mazur())
    display.set_theme(palette.name)
    display.set_zoom(zoom)
    assert nudge.sheet.page.width <= nudge.sheet.width() + 1
    assert has_ink(nudge.sheet.picture(), palette.text, palette.panel)


def test_seventeen_digits_have_room(shown) -> None:
    nudge, _, _, display = shown(mazur(), size=(400, 500))
    display.set_digits(17)
    rects = [ink.rect for ink in nudge.sheet.page.inks if isinstance(ink, LettersInk)]
    assert not any(a.overlaps(b) for i, a in enumerate(rects) for b in rects[:i])
    assert nudge.sheet.page.width <= 401


def test_a_tab_that_nobody_sees_does_no_work(shown, monkeypatch) -> None:
    nudge, walkthrough, *_ = shown(mazur(), step=0)
    nudge.hide()
    monkeypatch.setattr("explainer.state.answers.nudger.Nudger", None)
    walkthrough.last_step()
    walkthrough.next_update()


def test_the_page_is_told_and_copied_as_text(shown) -> None:
    nudge, *_ = shown(mazur())
    assert nudge.sheet.accessibleName() == "Nudge of w5"
    assert "slope over ±ε = (E(w5 + ε) − E(w5 − ε)) / 2ε = 0.0821668" in nudge.sheet.accessibleDescription()
    nudge.sheet.copy_line()
    assert QGuiApplication.clipboard().text() == nudge.sheet.text()
    assert nudge.sheet.picture().width() > 1000
