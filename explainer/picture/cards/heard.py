"""The numbers of a picture as they are heard: what each is, how much, and where it is."""

from __future__ import annotations

from explainer.picture.cards.cards import Card, CardText
from explainer.picture.cards.picture import Picture
from explainer.picture.layout.layout import Key
from explainer.picture.numbers.aloud import element_aloud, number_name, term_name
from explainer.picture.numbers.heard import Heard, Seat
from explainer.picture.numbers.number import MORE
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.formula.notation import YOURS
from explainer.trace.lines.elements import Element, ElementKind
from explainer.trace.words.aloud import number_aloud, text_aloud


def heard_in(picture: Picture, numbers: LineNumbers) -> dict[Seat, Heard]:
    """Return all numbers of a picture, and what stands for weights that are left out: column by column, each from top
    to bottom."""
    found: dict[Seat, Heard] = {}
    columns: dict[Seat, float] = {}
    for key, card in picture.cards.items():
        of_card = {
            Seat(key, i): _number(key, card, text, numbers)
            for i, text in enumerate(card.texts)
            if text.symbol or text.element
        }
        if card.element is not None and not of_card:
            of_card = {Seat(key, -1): _whole(card, card.element, numbers)}
        found.update(of_card)
        columns.update(dict.fromkeys(of_card, card.box.x))
    return dict(sorted(found.items(), key=lambda at: (columns[at[0]], at[1].box.y, at[1].box.x)))


def _number(key: Key, card: Card, text: CardText, numbers: LineNumbers) -> Heard:
    """What is said of a number; one without a symbol is the term of a sum."""
    name = _name(key, text, numbers)
    more = " so far" if text.text.endswith(MORE) else ", yours" if text.text.endswith(YOURS) else ""
    value = number_aloud(text.value, numbers.writing) + more
    return Heard(name, value, card.box_of(text), text.element or card.element, text.symbol)


def _name(key: Key, text: CardText, numbers: LineNumbers) -> str:
    if text.symbol is not None:
        return number_name(numbers.scenario, text.symbol, numbers.writing.notation)
    unit = int(key[-1])  # of a bias, which its layer may have in common, that of the row
    return term_name(numbers, text.element, unit) if text.element else ""


def _whole(card: Card, element: Element, numbers: LineNumbers) -> Heard:
    """What is said of a card without numbers: of a unit that is a dot, or of weights that are left out."""
    words = "" if element.kind is ElementKind.UNIT else " ".join(text.text for text in card.texts)
    return Heard(element_aloud(numbers, element), text_aloud(words), card.box, element)
