"""The menu of the canvas and names changed in place: what is offered, what cannot be and why, and what it does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from test_canvas import B1, H1, I1, O1, TARGET_1, W5, Desk
from worked import mazur

from explainer.state.edits.network_edits import with_activation, with_units
from explainer.trace.derived.questions import WHY
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import LEARNING_RATE, Element, ElementKind
from explainer.views.explain.entries import LOCKED, NUDGE, PATHS
from explainer.views.explain.menu import ElementMenu

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # offscreen, of every menu

NAME_OF_H1 = QPoint(0, -25)
ERROR_1 = Element(ElementKind.ERROR, 2, 0)
DATA = "Inputs and outputs come with the data: see Data."


class Table(Desk):
    """A desk with a menu."""

    def open_menu(self, at):
        viewport = self.canvas.viewport()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, event)

    def menu_of(self, element):
        self.open_menu(self.canvas.rect_of(element).center())
        return self.menu

    @property
    def menu(self):
        return self.canvas.findChild(ElementMenu)

    def entries(self, menu=None):
        """The entries by text: why not, empty where one can be chosen."""
        actions = [action for action in (menu or self.menu).actions() if action.text()]
        return {action.text(): "" if action.isEnabled() else action.toolTip() for action in actions}

    def choose(self, *texts):
        menu = self.menu
        for text in texts[:-1]:
            menu = next(action.menu() for action in menu.actions() if action.text() == text)
        chosen = next(action for action in menu.actions() if action.text() == texts[-1])
        assert chosen.isEnabled(), chosen.toolTip()
        chosen.trigger()
        self.close_menu()

    def close_menu(self):
        self.menu.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def undo_text(self):
        return self.walkthrough.undo_stack.undoText()

    @property
    def sizes(self):
        return [layer.units for layer in self.walkthrough.scenario.network.layers]


@pytest.fixture
def desk(qtbot):
    desk = Table(qtbot, mazur())
    yield desk
    if desk.menu is not None:
        desk.close_menu()


def test_a_hidden_unit_offers_everything(desk):
    desk.menu_of(H1)
    assert desk.canvas.selected == H1
    assert desk.entries() == dict.fromkeys(
        [
            "Go to the step that made it",
            WHY,
            "Glossary: output",
            "Rename…",
            "Activation",
            "Add a unit to this layer",
            "Remove h1",
            "Add a layer before",
            "Add a layer after",
            "Remove this layer",
        ],
        "",
    )


@pytest.mark.parametrize(
    ("element", "possible"),
    [
        (I1, {"Change…", "Glossary: sample", "Rename…", "Add a layer after"}),
        (
            O1,
            {"Go to the step that made it", WHY, "Glossary: output", "Rename…", "Activation", "Add a layer before"},
        ),
    ],
)
def test_inputs_and_outputs_say_why_they_cannot_be_added_and_removed(desk, element, possible):
    desk.menu_of(element)
    entries = desk.entries()
    assert {text for text, why in entries.items() if not why} == possible
    name = "i1" if element == I1 else "o1"
    assert {entries[text] for text in ("Add a unit to this layer", f"Remove {name}", "Remove this layer")} == {DATA}
    tips = [action.statusTip() for action in desk.menu.actions() if not action.isEnabled() and action.text()]
    assert all(tip.endswith(".") for tip in tips)


@pytest.mark.parametrize(("element", "is_locked", "is_said"), [(W5, False, 1), (W5, True, 0), (H1, False, 0)])
def test_what_can_be_dragged_says_so_where_it_is_explained(desk, element, is_locked, is_said):
    desk.canvas.read_only = is_locked
    desk.menu_of(element)
    assert desk.menu.findChild(QLabel, "explained").text().count("Drag it sideways to change it") == is_said


def test_only_a_number_that_a_step_made_leads_there(desk):
    desk.walkthrough.go_to(2, 1)
    desk.menu_of(W5)
    assert "Go to the step that made it" in desk.entries()
    desk.close_menu()
    desk.menu_of(B1)
    assert list(desk.entries()) == ["Change…", PATHS, NUDGE, "Glossary: bias"], "a frozen bias is given"


def test_what_would_lose_a_training_is_asked_first(desk):
    desk.walkthrough.go_to(3, 2)
    desk.menu_of(H1)
    desk.choose("Add a unit to this layer")
    assert desk.sizes == [2, 2, 2]
    assert desk.walkthrough.restart.text == "Add h3"
    desk.walkthrough.start_anew()
    assert desk.sizes == [2, 3, 2]


def test_the_last_unit_of_a_layer_stays(desk):
    desk.walkthrough.change(lambda scenario: with_units(scenario, 1, 1))
    desk.menu_of(H1)
    assert "at least 1 unit" in desk.entries()["Remove h1"]


@pytest.mark.parametrize(
    ("entry", "sizes", "undo"),
    [
        ("Remove h1", [2, 1, 2], "Remove h1"),
        ("Add a unit to this layer", [2, 3, 2], "Add h3"),
        ("Add a layer before", [2, 2, 2, 2], "Add layer 2"),
        ("Add a layer after", [2, 2, 2, 2], "Add layer 3"),
        ("Remove this layer", [2, 2], "Remove layer 2"),
    ],
)
def test_the_network_changes_its_shape_and_undo_brings_it_back(desk, entry, sizes, undo):
    said = []
    desk.walkthrough.said.connect(said.append)
    desk.menu_of(H1)
    desk.choose(entry)
    assert (desk.sizes, desk.undo_text) == (sizes, undo)
    assert "training starts again at update 1" in said[-1]
    desk.walkthrough.undo_stack.undo()
    assert desk.sizes == [2, 2, 2]
    assert desk.theta.tolist() == mazur().theta.tolist()


def test_activations_are_chosen_with_the_one_that_is_so_marked(desk):
    desk.menu_of(H1)
    menu = next(action.menu() for action in desk.menu.actions() if action.menu())
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["sigmoid"]
    assert "softmax" not in desk.entries(menu)
    desk.choose("Activation", "tanh")
    assert desk.walkthrough.scenario.network.layers[1].activation == "tanh"
    assert desk.undo_text == "Change activation of layer 2 to tanh"
    assert desk.canvas.selected == H1


def test_softmax_outputs_that_the_targets_do_not_allow_say_so(desk):
    desk.walkthrough.set_target(0, 0.5)
    desk.menu_of(O1)
    menu = next(action.menu() for action in desk.menu.actions() if action.menu())
    assert "sum to 1" in desk.entries(menu)["softmax"]


@pytest.mark.parametrize("element", [W5, B1, TARGET_1, LEARNING_RATE, I1])
def test_given_numbers_can_be_changed_from_the_menu(desk, element):
    desk.go_to("w5+")
    desk.menu_of(element)
    desk.choose("Change…")
    assert desk.editor is not None
    desk.press(Qt.Key.Key_Escape)


def test_a_number_leads_to_the_step_that_made_it(desk):
    desk.go_to("delta_h1")
    desk.menu_of(ERROR_1)
    assert list(desk.entries()) == ["Go to the step that made it", WHY, "Glossary: error"]
    desk.choose("Go to the step that made it")
    assert desk.walkthrough.step.symbol.quantity is Quantity.ERROR


def test_beside_everything_a_layer_can_be_added(desk):
    desk.canvas.select(W5)
    desk.open_menu(QPoint(5, 300))
    assert desk.canvas.selected is None
    desk.choose("Add a hidden layer")
    assert desk.sizes == [2, 2, 2, 2]


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)],
)
def test_keys_open_the_menu_of_what_is_selected(desk, key, modifiers):
    desk.canvas.select(H1)
    QTest.keyClick(desk.window.windowHandle(), key, modifiers)
    assert len(desk.canvas.findChildren(ElementMenu)) == 1
    assert "Remove h1" in desk.entries()
    at = desk.menu.pos()
    assert desk.canvas.rect_of(H1).contains(desk.canvas.viewport().mapFromGlobal(at))


def test_every_unit_can_be_reached_with_tab(desk):
    seen = []
    for _ in range(6):
        desk.press(Qt.Key.Key_Tab)
        seen.append(desk.canvas.selected)
    assert seen == [Element(ElementKind.UNIT, layer, unit) for layer in range(3) for unit in range(2)]


@pytest.mark.parametrize("way", ["menu", "double click", "F2", "Enter"])
def test_a_unit_is_renamed_in_place(desk, way):
    desk.walkthrough.go_to(3, 12)
    centre = desk.canvas.rect_of(H1).center()
    if way == "menu":
        desk.menu_of(H1)
        desk.choose("Rename…")
    elif way == "double click":
        at = desk.canvas.mapFromScene(desk.canvas.mapToScene(centre) + NAME_OF_H1)
        desk.qtbot.mouseClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
        desk.qtbot.mouseDClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    else:
        desk.canvas.select(H1)
        desk.press(Qt.Key.Key_F2 if way == "F2" else Qt.Key.Key_Return, desk.canvas)
    assert desk.editor.selectedText() == "h1"
    assert desk.editor.accessibleName() == "New name of h1"
    assert desk.editor.geometry().center().y() < centre.y()
    desk.type(" edge ")
    desk.press(Qt.Key.Key_Return)
    assert desk.canvas.texts_of(H1)[0] == "edge"
    assert desk.walkthrough.cursor == (3, 12)
    assert desk.undo_text == "Rename h1 to edge"
    assert desk.canvas.selected == H1
    desk.walkthrough.undo_stack.undo()
    assert desk.canvas.texts_of(H1)[0] == "h1"


def test_an_input_is_renamed_by_its_name_and_changed_by_its_number(desk):
    number = desk.canvas.rect_of(I1).center()
    for dy, text in ((0, "0.05"), (-20, "i1")):
        at = desk.canvas.mapFromScene(desk.canvas.mapToScene(number) + QPoint(0, dy))
        desk.qtbot.mouseClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
        desk.qtbot.mouseDClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert desk.editor.text() == text
        desk.press(Qt.Key.Key_Escape)


def test_a_bad_name_says_why_and_the_old_one_stays(desk):
    desk.canvas.select(H1)
    desk.press(Qt.Key.Key_F2, desk.canvas)
    desk.type("h2")
    desk.press(Qt.Key.Key_Return)
    assert desk.editor is not None
    assert desk.sentences[-1] == "“h2” is already the name of another unit."
    desk.press(Qt.Key.Key_Escape)
    assert desk.canvas.texts_of(H1)[0] == "h1"
    assert desk.undo_text == ""


def test_while_presenting_nothing_changes_and_everything_can_be_looked_at(desk):
    desk.canvas.read_only = True
    desk.go_to("delta_h1")
    desk.menu_of(ERROR_1)
    assert desk.entries() == {"Go to the step that made it": "", WHY: "", "Glossary: error": ""}
    desk.close_menu()
    desk.menu_of(H1)
    looking = {"Go to the step that made it", WHY, "Glossary: output"}
    assert {why for entry, why in desk.entries().items() if entry not in looking} == {LOCKED}
    desk.close_menu()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Return):
        desk.press(key, desk.canvas)
        assert desk.editor is None
    desk.click(W5, 2)
    assert desk.editor is None
    assert desk.canvas.selected == W5
    desk.canvas.read_only = False
    desk.double_click(W5)
    desk.canvas.read_only = True
    assert desk.editor is None


def test_a_weight_can_be_frozen_and_trained_again(desk):
    desk.menu_of(W5)
    desk.choose("Freeze it: training leaves it as it is")
    assert desk.walkthrough.scenario.network.frozen == (W5.parameter,)
    assert desk.undo_text == "Freeze w5"
    desk.menu_of(W5)
    desk.choose("Train it again")
    assert desk.walkthrough.scenario.network.frozen == ()


def test_a_function_can_be_written_for_a_layer(desk, qtbot):
    desk.menu_of(O1)
    with qtbot.waitSignal(desk.canvas.formula_wanted) as asked:
        desk.choose("Activation", "formula…")
    assert asked.args == [2]
    assert not desk.undo_text


def test_a_function_of_ones_own_can_be_chosen_for_another_layer(desk):
    desk.walkthrough.change(lambda scenario: with_activation(scenario, 1, "silu(x) = x/(1 + exp(-x))"))
    desk.menu_of(O1)
    desk.choose("Activation", "silu")
    assert [layer.activation for layer in desk.walkthrough.scenario.network.layers[1:]] == [
        "silu(x) = x/(1 + exp(-x))",
        "silu(x) = x/(1 + exp(-x))",
    ]
    assert desk.undo_text == "Change activation of layer 3 to silu"
