"""The Paths tab: which weight it is about, what it tells before and after the backward pass, and how it is used."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from pixels import has_ink
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.picture.pages.ink import LettersInk, Paragraph, ResultFrame
from explainer.picture.palette import DARK
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import BOX, DASH, Notation, show
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import bias_element, parameter_element, weight_element
from explainer.views.explanation.paths import PathsTab
from explainer.views.look.fonts import load_fonts

W1_GRADIENT = Symbol(Quantity.GRADIENT, 0, parameter=0)


def wide(samples=1, **settings) -> Scenario:
    """Return a network whose first weight has 4 * 5 * 3 paths."""
    rng = np.random.default_rng(2)
    network = Network.of(default_names([2, 3, 4, 5, 3]), ["tanh"] * 4, "per_unit")
    data = Data(frozen(rng.normal(size=(samples, 2))), frozen(rng.uniform(size=(samples, 3))))
    return Scenario(network, frozen(rng.normal(size=network.size)), data, **settings)


@pytest.fixture
def shown(qtbot):
    load_fonts()

    def show(scenario, step=None, size=(520, 700)):
        walkthrough = Walkthrough(scenario)
        pointing, display = Pointing(walkthrough), Display()
        paths = PathsTab(walkthrough, pointing, display)
        qtbot.addWidget(paths)
        paths.resize(*size)
        walkthrough.last_step() if step is None else walkthrough.go_to(1, step)
        pointing.select(weight_element(0))
        with qtbot.waitExposed(paths):
            paths.show()
        paths.kept = walkthrough, pointing, display
        return paths, walkthrough, pointing, display

    return show


def line_of(walkthrough, symbol) -> int:
    return next(step.number for step in walkthrough.trace if step.symbol == symbol)


def paragraphs(paths) -> str:
    return "\n".join(ink.text for ink in paths.sheet.page.inks if isinstance(ink, Paragraph))


def letters(paths) -> list[str]:
    return [ink.text.strip() for ink in paths.sheet.page.inks if isinstance(ink, LettersInk)]


def frames(paths) -> list[ResultFrame]:
    return [ink for ink in paths.sheet.page.inks if isinstance(ink, ResultFrame)]


def test_a_hidden_weight_has_a_path_through_each_output(shown) -> None:
    paths, *_ = shown(mazur())
    said = paragraphs(paths)
    assert "w1 reaches the error along 2 paths: through o1 and through o2." in said
    assert "w1 → h1 → o1 → E" in said
    assert "w1 → h1 → o2 → E" in said
    assert "0.000438568" in letters(paths)
    assert len(frames(paths)) == 1


def test_a_pencil_can_follow_the_numbers(shown) -> None:
    """Each line of text multiplies to its product, and these add up to the gradient that the web's page prints."""
    paths, _, _, display = shown(mazur())
    display.set_digits(17)
    rows = [line.split(" = ") for line in paths.sheet.text().splitlines() if "→" in line]
    products = []
    for _, numbers, product in rows:
        factors = [float(part.strip(" ()").replace("−", "-")) for part in numbers.split(" * ")]
        assert len(factors) == 5
        products.append(float(product.replace("−", "-")))
        assert products[-1] == pytest.approx(np.prod(factors), rel=1e-12)
    assert sum(products) == pytest.approx(0.000438568, abs=5e-10)


def test_before_its_line_no_number_is_told(shown) -> None:
    paths, walkthrough, *_ = shown(mazur(), step=0)
    assert "Go on to the line of the gradient" in paragraphs(paths)
    assert not frames(paths)
    numbers = [text for text in letters(paths) if re.fullmatch(r"[−(]*\d[\d.]*\)?", text)]
    assert set(numbers) == {"0.05", "0.4", "0.5"}
    assert letters(paths).count(BOX) > 6  # slopes, products, their terms and their sum
    assert DASH not in paths.sheet.text() + "".join(letters(paths))
    walkthrough.go_to(1, line_of(walkthrough, W1_GRADIENT) - 1)
    assert not frames(paths)
    walkthrough.next_step()
    assert frames(paths)
    assert "Go on" not in paragraphs(paths)


def tip_of(sheet, symbol) -> str:
    """Return what is said of a symbol where it is first."""
    centre = next(ink.rect.centre for ink in sheet.page.inks if ink.symbol == symbol)
    return sheet._tip(QPointF(centre.x, centre.y))


def test_a_hidden_number_is_not_told_by_its_tip(shown) -> None:
    paths, walkthrough, *_ = shown(mazur(), step=1)
    slope = next(symbol for symbol in paths.sheet.page.symbols if symbol.quantity is Quantity.SLOPE)
    assert "not computed yet" in tip_of(paths.sheet, slope)
    walkthrough.last_step()
    assert "not computed yet" not in tip_of(paths.sheet, slope)


def test_many_paths_are_summed_up(shown) -> None:
    paths, walkthrough, *_ = shown(wide())
    said = paths.sheet.text()
    assert "along 60 paths; these 12 are the largest" in said
    assert said.count("→ E") == 12
    listed = [float(line.rsplit(" = ")[-1].replace("−", "-")) for line in said.splitlines() if "→ E" in line]
    [rest] = re.findall(r"48 more, together (\S+)", said)
    total = walkthrough.trace.of.arrays.gradient[0]
    assert sum(listed) + float(rest.replace("−", "-")) == pytest.approx(total, abs=1e-5)


def test_one_path_needs_no_sum(shown) -> None:
    paths, walkthrough, pointing, _ = shown(mazur())
    pointing.select(weight_element(walkthrough.scenario.network.layers[2].start))
    assert "w5 reaches the error along one path, through o1." in paragraphs(paths)
    assert "+" not in letters(paths)
    assert "0.0821670" in letters(paths)


def test_a_frozen_bias_is_told_to_be_left_alone(shown) -> None:
    paths, walkthrough, pointing, _ = shown(mazur())
    pointing.select(bias_element(walkthrough.scenario, 1, 0))
    assert "b1 reaches the error along 4 paths" in paragraphs(paths)
    assert "biases are frozen" in paragraphs(paths)
    assert all(symbol.quantity is not Quantity.GRADIENT for symbol in paths.sheet.page.symbols)


def test_a_batch_is_told_by_sample(shown) -> None:
    paths, walkthrough, *_ = shown(wide(samples=3, l2=0.1), step=1)
    assert "E of sample 1" in paragraphs(paths)
    assert "takes the mean over the 3 samples of its batch and adds the slope of the penalty" in paragraphs(paths)
    walkthrough.last_step()
    assert "E of sample 3" in paragraphs(paths)


def test_choosing_from_the_list_selects_in_the_picture(shown, qtbot) -> None:
    paths, walkthrough, pointing, _ = shown(mazur())
    assert paths.chooser.currentText() == "w1   i1 → h1"
    paths.chooser.setFocus()
    qtbot.keyClick(paths.chooser, Qt.Key.Key_Down)
    assert pointing.selected == weight_element(1)
    assert "w2 reaches" in paragraphs(paths)
    pointing.select(bias_element(walkthrough.scenario, 2, 0))
    assert paths.chooser.currentText() == "b2   bias of o1, o2"
    pointing.select(weight_element(6))
    assert paths.chooser.currentText() == "w5   h1 → o1"


def test_a_click_on_the_result_goes_to_its_line(shown, qtbot) -> None:
    paths, walkthrough, *_ = shown(mazur())
    ink = next(ink for ink in paths.sheet.page.inks if isinstance(ink, LettersInk) and ink.symbol == W1_GRADIENT)
    at = QPoint(round(ink.rect.centre.x), round(ink.rect.centre.y))
    qtbot.mouseClick(paths.sheet.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert walkthrough.step.symbol == W1_GRADIENT


def test_a_symbol_under_the_mouse_is_pointed_at(shown, qtbot) -> None:
    paths, _, pointing, _ = shown(mazur())
    ink = next(ink for ink in paths.sheet.page.inks if ink.symbol and ink.symbol.parameter == 6)
    at = QPoint(round(ink.rect.centre.x), round(ink.rect.centre.y))
    qtbot.mouseMove(paths.sheet.viewport(), QPoint(1, 1))
    qtbot.mouseMove(paths.sheet.viewport(), at)
    assert pointing.hovered == weight_element(6)


def test_notation_theme_and_zoom_are_followed(shown) -> None:
    paths, _, _, display = shown(mazur())
    width = paths.sheet.page.inks[0].rect.height
    display.set_notation(Notation.THETA)
    assert "Θ₁₁⁽¹⁾ reaches" in paragraphs(paths)
    assert paths.chooser.currentText().startswith("Θ₁₁⁽¹⁾")
    display.set_theme("dark")
    assert has_ink(paths.sheet.picture(), DARK.text, DARK.panel)
    assert paths.sheet.picture().pixelColor(0, 0).name() == DARK.panel.lower()
    display.set_zoom(2.0)
    assert paths.sheet.page.inks[0].rect.height > 1.5 * width


def test_nothing_is_cut_off_at_the_side(shown) -> None:
    for scenario in (mazur(), mazur("shared"), wide(dropout=0.3)):
        for width in (360, 520, 900):
            paths, *_ = shown(scenario, size=(width, 500))
            assert paths.sheet.page.width <= max(width, paths.sheet.width()) + 1


def test_a_tab_that_nobody_sees_does_no_work(shown, monkeypatch) -> None:
    paths, walkthrough, *_ = shown(mazur(), step=0)
    paths.hide()
    monkeypatch.setattr("explainer.views.explanation.paths.paths_of", None)
    walkthrough.last_step()
    walkthrough.next_update()


def test_the_page_is_told_and_copied_as_text(shown) -> None:
    paths, *_ = shown(mazur())
    assert paths.sheet.accessibleName() == "Paths from w1 to the error"
    assert "0.000438568" in paths.sheet.accessibleDescription()
    paths.sheet.copy_line()
    assert QGuiApplication.clipboard().text() == paths.sheet.text()


def test_the_sum_is_the_number_of_its_line_to_the_last_digit(shown) -> None:
    """Added up in another order it would often be another in the 17th digit."""
    paths, walkthrough, pointing, display = shown(wide(samples=3))
    display.set_digits(17)
    for parameter in [*walkthrough.scenario.network.parameters()][::2]:
        pointing.select(parameter_element(walkthrough.scenario, parameter))
        step = walkthrough.trace[line_of(walkthrough, Symbol(Quantity.GRADIENT, 0, parameter=parameter.index))]
        walkthrough.go_to(1, step.number)
        assert paths.sheet.text().endswith(f" = {show(step.value, 17)}")


def test_the_sum_for_a_frozen_bias_waits_for_every_unit_of_its_layer(shown) -> None:
    """Here the paths that are listed all go through the first unit, whose numbers are there before those of others."""
    scenario = wide()
    theta, layers = scenario.theta.copy(), scenario.network.layers
    for layer in layers[1:]:
        layer.biases(theta)[:] = 0
    layers[2].weights(theta)[:, 0] *= 1e4
    frozen_biases = Network.of(scenario.network.names, ["tanh"] * 4, "frozen")
    scenario = replace(scenario, network=frozen_biases).with_theta(theta)
    paths, walkthrough, pointing, _ = shown(scenario)
    pointing.select(bias_element(scenario, 1, 0))
    assert "180 paths" in paths.sheet.text()
    deltas = [line_of(walkthrough, Symbol(Quantity.DELTA, 0, 1, unit)) for unit in range(3)]
    walkthrough.go_to(1, deltas[0])
    assert paths.sheet.text().endswith(f" = {BOX}")
    walkthrough.go_to(1, max(deltas) - 1)
    assert paths.sheet.text().endswith(f" = {BOX}")
    walkthrough.next_step()
    assert not paths.sheet.text().endswith(f" = {BOX}")
