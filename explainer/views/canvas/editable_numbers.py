"""What the numbers that can be changed are called, where their names are, and in which order Tab goes through them."""

from __future__ import annotations

from explainer.picture.cards.picture import Picture
from explainer.picture.geometry import Box, Point
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.lines.elements import LEARNING_RATE, Element, ElementKind, unit_element, weight_element


def name_of(numbers: LineNumbers, element: Element) -> str:
    """Return what a person calls the element."""
    if element.kind in (ElementKind.WEIGHT, ElementKind.BIAS):
        return numbers.parameter(element.parameter).label
    if element == LEARNING_RATE:
        return "learning rate"
    name = numbers.network.layers[element.layer].names[element.unit]
    return f"target of {name}" if element.kind is ElementKind.TARGET else name


def name_box(picture: Picture, element: Element) -> Box | None:
    """Return where the name of a unit is in the picture; None where it is not drawn."""
    card = picture.cards.get(("unit", element.layer, element.unit)) if element.kind is ElementKind.UNIT else None
    if card is None or not card.texts:  # a unit that is only a dot
        return None
    place = card.texts[0].box
    return place.at(Point(card.box.x + place.x, card.box.y + place.y))


def tab_order(numbers: LineNumbers) -> list[Element]:
    """Return what can be changed: units, weights and biases in order, targets, the rest."""
    network = numbers.network
    units = [unit_element(layer, unit) for layer, of in enumerate(network.layers) for unit in range(of.units)]
    weights = [weight_element(i) for of in network.layers[1:] for i in range(of.start, of.bias_start)]
    own = [(e.layer, e.unit) for e in units if e.layer and network.has_biases]
    biases = [numbers.bias_element(layer, unit) for layer, unit in own]
    targets = [Element(ElementKind.TARGET, network.top, unit) for unit in range(network.layers[-1].units)]
    return list(dict.fromkeys([*units, *weights, *biases, *targets, LEARNING_RATE]))
