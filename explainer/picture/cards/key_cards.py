"""What lines, arrows and maps mean: a short line of each kind under the network, and words beside the heading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate, chain, product

from explainer.picture.cards.cards import Card, CardText, Outline, Side
from explainer.picture.cards.strokes import PALE_LANE, PALE_PIPE, Dash, Stroke
from explainer.picture.geometry import Bezier, Box, Point
from explainer.picture.layout.form_widths import fitted_name
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import LINE
from explainer.picture.numbers.line_keys import SAMPLE, EdgeKey
from explainer.picture.numbers.status_line import BETWEEN
from explainer.picture.palette import Role, towards_background
from explainer.trace.formula.notation import show

_LANE, _PIPE = 2.2, 8.0
_PAD, _BETWEEN_KEYS = 10.0, 14.0
_LINES = {
    EdgeKey.NEGATIVE: (towards_background(Role.WEIGHT_MINUS, PALE_LANE), _LANE, Dash.DASHED),
    EdgeKey.BLAME: (towards_background(Role.BACKWARD, PALE_PIPE), _PIPE, Dash.SOLID),
    EdgeKey.NEGATIVE_BLAME: (towards_background(Role.BACKWARD, PALE_PIPE), _PIPE, Dash.HATCHED),
}


def key_card(s: PictureInput, box: Box, key: EdgeKey) -> Card:
    """Return what a kind of line means, in words beside the place of its sample."""
    room = box.width - SAMPLE - BETWEEN
    words = CardText(key.value, Box((box.width - room) / 2, 0, room, LINE), Role.MUTED, side=Side.LEFT)
    return Card(box, Outline.NONE, None, None, 0, (words,))


def keys_of(lanes: Iterable[Stroke], others: Iterable[Stroke]) -> frozenset[EdgeKey]:
    """Return what there is among the lanes of weights and the other lines."""
    kinds = {stroke.dash for stroke in others if stroke.is_pipe}
    found = {key for key, (_, _, dash) in _LINES.items() if dash in kinds}
    is_negative = any(stroke.dash is Dash.DASHED for stroke in chain(lanes, others))
    return frozenset(found | ({EdgeKey.NEGATIVE} if is_negative else set()))


def key_strokes(s: PictureInput, keys: Iterable[EdgeKey]) -> Iterator[Stroke]:
    """Go through the samples of lines before their words."""
    for key in keys:
        box = s.layout.boxes["key", key]
        line = Bezier.straight(Point(box.left, box.y), Point(box.left + SAMPLE, box.y))
        yield Stroke(line, *_LINES[key])


def legend_card(s: PictureInput, cards: Collection[Card], heading: Card, box: Box) -> Card | None:
    """Return what arrows and maps in units say, as far as there is room at the right of the heading; None where there
    are none of them."""
    said = [(_of_arrows(s), Role.UPDATE)] if any(card.arrow for card in cards) else []
    said += [(_of_maps(s), Role.MUTED)] if any(card.map for card in cards) else []
    room = box.right - heading.box.right - _PAD
    for words in sorted(product(*(choices for choices, _ in said)), key=lambda words: words.count("")):
        parts = [(text, s.width(text), colour) for text, (_, colour) in zip(words, said, strict=True) if text]
        across = sum(width for _, width, _ in parts) + _BETWEEN_KEYS * (len(parts) - 1)
        if parts and across <= room:
            lefts = accumulate((width + _BETWEEN_KEYS for _, width, _ in parts), initial=-across / 2)
            texts = tuple(
                CardText(text, Box(left + width / 2, 0, width, LINE), colour, side=Side.LEFT)
                for (text, width, colour), left in zip(parts, lefts, strict=False)
            )
            return Card(Box(box.right - across / 2, box.y, across, LINE), Outline.NONE, None, None, 0, texts)
    return None


def _of_arrows(s: PictureInput) -> tuple[str, ...]:
    """What the arrows of the wish say, from the longest words to none."""
    longest = f"longest: gradient {show(s.wishes.largest if s.wishes else 0.0, s.digits)}"
    return f"↑ wants to grow, ↓ to shrink · {longest}", f"↑ grow, ↓ shrink · {longest}", longest, ""


def _of_maps(s: PictureInput) -> tuple[str, ...]:
    """What the maps in units say, from the longest words to none."""
    across, up = (fitted_name(s.metrics, name) for name in s.numbers.network.layers[0].names)
    colour, ring = "more colour: more out", "ring: the sample"
    return f"{colour}, over {across} → and {up} ↑ · {ring}", f"{colour} · {ring}", colour, ""
