"""What the numbers that can be changed are called, where their names are, and in which order Tab goes through them."""

from __future__ import annotations

from explainer.picture.cards.picture import Picture
from explainer.picture.geometry import Box, Point
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.lines.elements import LEARNING_RATE, Element, ElementKind, unit_element, weight_element

_IN_ORDER = ("unit", "chip", "bias", "bias note", "target")


def name_of(numbers: LineNumbers, element: Element) -> str:
    """Return what a person calls the element."""
    if element.kind in (ElementKind.WEIGHT, ElementKind.BIAS):
        return numbers.parameter(element.parameter)[0].label
    if element == LEARNING_RATE:
        return "learning rate"
    name = numbers.network.layers[element.layer].names[element.unit]
    return f"target of {name}" if element.kind is ElementKind.TARGET else name


def name_box(picture: Picture, element: Element) -> Box | None:
    """Return where the name of a unit is in the picture; None where it is not drawn."""
    card = picture.cards.get(("unit", element.layer, element.unit)) if element.kind is ElementKind.UNIT else None
    if card is None:
        return None
    place = card.texts[0].box
    return place.at(Point(card.box.x + place.x, card.box.y + place.y))


def tab_order(numbers: LineNumbers, picture: Picture) -> list[Element]:
    """Return what can be changed and is drawn: units, weights and biases in order, targets, the rest.

    Among them are the marks of layers of which not all units are drawn.
    """
    top = numbers.network.top
    keys = {kind: [[int(part) for part in key[1:]] for key in picture.cards if key[0] == kind] for kind in _IN_ORDER}
    units = sorted(unit_element(*key) for key in keys["unit"])
    weights = sorted((weight_element(*key) for key in keys["chip"]), key=lambda element: element.parameter)
    biases = sorted(numbers.bias_element(*key) for key in (*keys["bias"], *keys["bias note"]))
    targets = [Element(ElementKind.TARGET, top, unit) for (unit,) in keys["target"]]
    folds = [card.element for key, card in picture.cards.items() if key[0] == "fold" and card.element]
    return list(dict.fromkeys([*units, *weights, *biases, *targets, *folds, LEARNING_RATE]))
