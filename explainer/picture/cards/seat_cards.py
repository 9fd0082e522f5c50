"""The cards of what comes into a unit: a seat for each number of each parameter, and the sum under them."""

from __future__ import annotations

from explainer.picture.cards.cards import (
    Card,
    CardText,
    Outline,
    colours_of,
    frame_of,
    label_text,
    number_text,
    rule_of,
)
from explainer.picture.cards.wish_arrows import wish_arrow
from explainer.picture.geometry import Box
from explainer.picture.layout.forms import SeatForm
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import LINE, SEAT_PAD, WISH_ROOM
from explainer.picture.numbers.number import Number
from explainer.picture.numbers.numbers_of_line import NumberRow
from explainer.picture.palette import Role
from explainer.trace.lines.elements import Element, ElementKind, unit_element, weight_element

_BESIDE = 4.0


def weight_card(s: PictureInput, box: Box, index: int) -> Card:
    """Return the seats of a weight, at the unit that it leads to."""
    parameter, element = s.numbers.network.parameter(index), weight_element(index)
    form = s.layout.weight_form(parameter.layer)
    texts = _seats(s, form, s.numbers.rows(index, parameter.unit), box.width, element)
    colours = colours_of(s, element)
    return Card(
        box, Outline.SQUARE, colours.fill, colours.line, min(colours.line_width, 1.6), texts, element,
        frame_of(s, element), s.is_lit(element) or s.is_marked(element), arrow=wish_arrow(s, box, index),
    )  # fmt: skip


def bias_card(s: PictureInput, box: Box, layer: int, unit: int) -> Card:
    """Return the seats of a bias: the last row of what comes into a unit."""
    element = s.numbers.bias_element(layer, unit)
    index = s.numbers.network.layers[layer].bias(unit)
    form = s.layout.bias_form(layer)
    texts = _seats(s, form, s.numbers.rows(index, unit), box.width, element)
    colours = colours_of(s, element)
    is_lit = s.is_lit(element)
    fill, line = (colours.fill, colours.line) if is_lit else (None, None)
    return Card(
        box, Outline.SQUARE, fill, line, 1.6, texts, element, frame_of(s, element), is_lit,
        arrow=wish_arrow(s, box, index),
    )  # fmt: skip


def net_card(s: PictureInput, box: Box, layer: int, unit: int) -> Card:
    """Return the sum that is written under what comes into a unit."""
    element, number = unit_element(layer, unit), s.numbers.net(layer, unit)
    label = s.width(number.label)
    left, right = SEAT_PAD + WISH_ROOM - box.width / 2, box.width / 2 - SEAT_PAD
    room = right - left - label - _BESIDE
    texts = (
        label_text(s, number.label, Box(left + label / 2, 1.5, label, LINE), element),
        number_text(s, number, Box(right - room / 2, 1.5, room, LINE), element, is_strong=True),
    )
    return Card(box, Outline.RULE, None, rule_of(s, number), 1.2, texts, element)


def _seats(
    s: PictureInput, form: SeatForm, rows: tuple[NumberRow, ...], width: float, element: Element
) -> tuple[CardText, ...]:
    """The texts of a parameter's seats, in a card that may be wider than they need: second numbers are at its right."""
    left, right = (form.width - width) / 2, (width - form.width) / 2
    texts: list[CardText] = []
    for i, (first, second) in enumerate(rows[: len(form.rows)]):
        named = first or second
        if named is not None:
            texts.append(label_text(s, named.label, _moved(form.label_box(i), left), element))
        if first is not None:
            texts.append(_number(s, first, _moved(form.first_box(i), left), element))
        if second is not None:
            texts += _second(
                s, second, _moved(form.second_box(i), right), element, has_label=first is not None and i > 0
            )
    return tuple(texts)


def _number(s: PictureInput, number: Number, box: Box, element: Element) -> CardText:
    is_on_panel = element.kind is ElementKind.WEIGHT or s.is_lit(element)
    return number_text(s, number, box, element, under=colours_of(s, element).fill if is_on_panel else Role.SHADE)


def _second(s: PictureInput, number: Number, box: Box, element: Element, has_label: bool) -> tuple[CardText, ...]:
    """A number at the right, with its own sign before it where the row is not named after it."""
    if not has_label or not number.label:
        return (_number(s, number, box, element),)
    label = s.width(number.label)
    before = Box(box.left + label / 2, box.y, label, LINE)
    room = box.width - label - _BESIDE
    return (
        label_text(s, number.label, before, element),
        _number(s, number, Box(box.right - room / 2, box.y, room, LINE), element),
    )


def _moved(box: Box, by: float) -> Box:
    return box._replace(x=box.x + by)
