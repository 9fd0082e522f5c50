"""Which numbers of the picture can be changed, what they are, and how a walkthrough is told."""

from __future__ import annotations

from math import inf

from explainer.picture.cards.picture import Picture
from explainer.picture.geometry import Box, Point
from explainer.picture.numbers.numbers_of_line import Facts
from explainer.state.edits.edit import targets_range
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import LEARNING_RATE, Element, ElementKind, unit_element, weight_element

_GIVEN = {Quantity.WEIGHT, Quantity.BACKWARD_WEIGHT, Quantity.OUT, Quantity.TARGET, Quantity.LEARNING_RATE}


def is_editable(element: Element) -> bool:
    """Tell whether the element is a given number: a parameter, an input, a target or the learning rate."""
    if element.kind is ElementKind.UNIT:
        return element.layer == 0
    return element.kind in (ElementKind.WEIGHT, ElementKind.BIAS, ElementKind.TARGET) or element == LEARNING_RATE


def value_of(walkthrough: Walkthrough, element: Element) -> float:
    """Return the number that an edit of the element replaces: of a parameter the value that this update starts from."""
    scenario, row = walkthrough.scenario, walkthrough.known.row
    if element.kind is ElementKind.UNIT:
        return float(scenario.data.inputs[row, element.unit])
    if element.kind is ElementKind.TARGET:
        return float(scenario.data.targets[row, element.unit])
    if element == LEARNING_RATE:
        return scenario.optimizer.learning_rate
    return float(scenario.theta[element.parameter])


def set_value(walkthrough: Walkthrough, element: Element, value: float) -> None:
    """Change the number of an element, as one step that can be undone."""
    if element.kind is ElementKind.UNIT:
        walkthrough.set_input(element.unit, value)
    elif element.kind is ElementKind.TARGET:
        walkthrough.set_target(element.unit, value)
    elif element == LEARNING_RATE:
        walkthrough.set_learning_rate(value)
    else:
        walkthrough.set_parameter(walkthrough.scenario.network.parameter(element.parameter), value)


def range_of(walkthrough: Walkthrough, element: Element) -> tuple[float, float]:
    """Return the least and the greatest number that the element can have; infinite where it can have any."""
    if element == LEARNING_RATE:
        return 0.0, inf
    return targets_range(walkthrough.scenario) if element.kind is ElementKind.TARGET else (-inf, inf)


def is_given(element: Element, symbol: Symbol | None) -> bool:
    """Tell whether a number is the one that an edit of its element changes, and none that was made from it."""
    return symbol is not None and symbol.quantity in _GIVEN and is_editable(element)


def why_not(element: Element, value: float) -> str:
    """Return why the element cannot have this value; nothing where it can."""
    if element == LEARNING_RATE and value < 0:
        return "The learning rate cannot be negative: that would climb the error instead of descending."
    return ""


def name_of(facts: Facts, element: Element) -> str:
    """Return what a person calls the element."""
    if element.kind in (ElementKind.WEIGHT, ElementKind.BIAS):
        return facts.parameter(element.parameter)[0].label
    if element == LEARNING_RATE:
        return "learning rate"
    name = facts.network.layers[element.layer].names[element.unit]
    return f"target of {name}" if element.kind is ElementKind.TARGET else name


def name_box(picture: Picture, element: Element) -> Box | None:
    """Return where the name of a unit stands in the picture; None where it is not drawn."""
    card = picture.cards.get(("unit", element.layer, element.unit)) if element.kind is ElementKind.UNIT else None
    if card is None:
        return None
    place = card.texts[0].box
    return place.at(Point(card.box.x + place.x, card.box.y + place.y))


def tab_order(facts: Facts, picture: Picture) -> list[Element]:
    """Return what can be changed and is drawn: units, weights and biases in order, targets, the rest.

    Among them are the marks of layers of which not all units are drawn.
    """
    top = len(facts.network.layers) - 1
    units = [unit_element(int(key[1]), int(key[2])) for key in picture.cards if key[0] == "unit"]
    weights = [weight_element(int(key[1])) for key in picture.cards if key[0] == "chip"]
    biases = [facts.bias_element(int(key[1]), int(key[2])) for key in picture.cards if key[0] in ("bias", "bias note")]
    targets = [Element(ElementKind.TARGET, top, int(key[1])) for key in picture.cards if key[0] == "target"]
    folds = [card.element for key, card in picture.cards.items() if key[0] == "fold" and card.element]
    weights.sort(key=lambda element: element.parameter)
    return list(dict.fromkeys([*sorted(units), *weights, *sorted(biases), *targets, *folds, LEARNING_RATE]))
