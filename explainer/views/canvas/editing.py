"""Which numbers of the picture can be changed, what they are, and how a walkthrough is told."""

from __future__ import annotations

from explainer.state.walkthrough import Walkthrough
from explainer.trace.elements import LEARNING_RATE, Element, Kind, unit_element, weight_element
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.picture import Picture


def is_editable(element: Element) -> bool:
    """Tell whether the element is a given number: a parameter, an input, a target or the learning rate."""
    if element.kind is Kind.UNIT:
        return element.layer == 0
    return element.kind in (Kind.WEIGHT, Kind.BIAS, Kind.TARGET) or element == LEARNING_RATE


def value_of(walkthrough: Walkthrough, element: Element) -> float:
    """Return the number that an edit of the element replaces: of a parameter the value that this update starts from."""
    scenario, row = walkthrough.scenario, walkthrough.shown.row
    if element.kind is Kind.UNIT:
        return float(scenario.data.inputs[row, element.unit])
    if element.kind is Kind.TARGET:
        return float(scenario.data.targets[row, element.unit])
    if element == LEARNING_RATE:
        return scenario.optimizer.learning_rate
    return float(scenario.theta[element.parameter])


def set_value(walkthrough: Walkthrough, element: Element, value: float) -> None:
    """Change the number of an element, as one step that can be undone."""
    if element.kind is Kind.UNIT:
        walkthrough.set_input(element.unit, value)
    elif element.kind is Kind.TARGET:
        walkthrough.set_target(element.unit, value)
    elif element == LEARNING_RATE:
        walkthrough.set_learning_rate(value)
    else:
        walkthrough.set_parameter(walkthrough.scenario.network.parameter(element.parameter), value)


def why_not(element: Element, value: float) -> str:
    """Return why the element cannot have this value; nothing where it can."""
    if element == LEARNING_RATE and value < 0:
        return "The learning rate cannot be negative: that would climb the error instead of descending."
    return ""


def name_of(facts: Facts, element: Element) -> str:
    """Return what a person calls the element."""
    if element.kind in (Kind.WEIGHT, Kind.BIAS):
        return facts.parameter(element.parameter)[0].label
    if element == LEARNING_RATE:
        return "learning rate"
    name = facts.network.layers[element.layer].names[element.unit]
    return f"target of {name}" if element.kind is Kind.TARGET else name


def tab_order(facts: Facts, picture: Picture) -> list[Element]:
    """Return the numbers that can be changed and are drawn: inputs, weights and biases in order, targets, the rest."""
    top = len(facts.network.layers) - 1
    units = [unit_element(0, int(key[2])) for key in picture.cards if key[:2] == ("unit", 0)]
    weights = [weight_element(int(key[1])) for key in picture.cards if key[0] == "chip"]
    biases = [facts.bias_element(int(key[1]), int(key[2])) for key in picture.cards if key[0] in ("bias", "bias note")]
    targets = [Element(Kind.TARGET, top, int(key[1])) for key in picture.cards if key[0] == "target"]
    weights.sort(key=lambda element: element.parameter)
    return list(dict.fromkeys([*units, *weights, *sorted(biases), *targets, LEARNING_RATE]))
