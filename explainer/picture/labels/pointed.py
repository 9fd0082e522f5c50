"""Which weights the person points at, besides those of the line."""

from __future__ import annotations

from explainer.picture.layout.sizes import MOST_CHIPS
from explainer.picture.layout.slots import chip_slots
from explainer.picture.picture_input import PictureInput
from explainer.trace.lines.elements import Element, ElementKind


def pointed_weights(s: PictureInput) -> tuple[int, ...]:
    """Return the drawn weights that are selected or under the mouse, and those of such a unit that have no label.

    They are told by their index in theta. The weights of a unit are those that come in; of an input, that go out.
    """
    pointed = [element for element in (s.selected, s.hovered) if element is not None]
    indices = [index for element in pointed for index in _weights_of(s, element) if index in s.layout.edges]
    return tuple(dict.fromkeys(indices))


def _weights_of(s: PictureInput, element: Element) -> list[int]:
    if element.kind is ElementKind.WEIGHT:
        return [element.parameter]
    if element.kind is not ElementKind.UNIT:
        return []
    slots = chip_slots(s.shape, s.layout)
    own = [index for index in _edges_of(s, element) if index in s.layout.edges and index not in slots]
    return own if len(own) <= MOST_CHIPS else []


def _edges_of(s: PictureInput, unit: Element) -> list[int]:
    layers = s.facts.network.layers
    if unit.layer:
        of = layers[unit.layer]
        return [of.weight(unit.unit, source) for source in range(of.sources)]
    return [layers[1].weight(receiver, unit.unit) for receiver in range(layers[1].units)]
