"""The numbers of a picture as they are heard: what each is, how much, and where it is."""

from __future__ import annotations

from typing import NamedTuple

from explainer.picture.cards.cards import Card, CardText
from explainer.picture.cards.picture import Picture
from explainer.picture.geometry import Box, Point
from explainer.picture.layout.layout import Key
from explainer.picture.numbers.aloud import element_aloud, number_name
from explainer.picture.numbers.number import MORE
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element
from explainer.trace.words.aloud import number_aloud


class Seat(NamedTuple):
    """In which card a number is, and which of its texts it is; -1 for a card without numbers."""

    card: Key
    text: int


class Heard(NamedTuple):
    """What is said of a number and how much it is, its place in the picture, and what it belongs to."""

    name: str
    value: str
    box: Box
    element: Element | None
    symbol: Symbol | None = None


def heard_in(picture: Picture, numbers: LineNumbers) -> dict[Seat, Heard]:
    """Return all numbers of a picture, and what stands for weights that are left out: column by column, each from top
    to bottom."""
    found: dict[Seat, Heard] = {}
    columns: dict[Seat, float] = {}
    for key, card in picture.cards.items():
        of_card = {Seat(key, i): _number(card, text, numbers) for i, text in enumerate(card.texts) if text.symbol}
        if card.element is not None and not of_card:
            of_card = {Seat(key, -1): Heard(element_aloud(numbers, card.element), "", card.box, card.element)}
        found.update(of_card)
        columns.update(dict.fromkeys(of_card, card.box.x))
    return dict(sorted(found.items(), key=lambda at: (columns[at[0]], at[1].box.y, at[1].box.x)))


def _number(card: Card, text: CardText, numbers: LineNumbers) -> Heard:
    name = number_name(numbers.scenario, text.symbol, numbers.writing.notation) if text.symbol else ""
    more = " so far" if text.text.endswith(MORE) else ""
    box = text.box.at(Point(card.box.x + text.box.x, card.box.y + text.box.y))
    return Heard(name, number_aloud(text.value, numbers.writing) + more, box, text.element or card.element, text.symbol)
