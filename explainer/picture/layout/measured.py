"""The first of three passes over a picture: what is said, in sizes and forms, before anything has a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from explainer.picture.layout.chips import Chip, chip_of
from explainer.picture.layout.layout import Spot
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import MOST_CHIPS, TARGET_HEIGHT, TARGET_HEIGHT_STACKED
from explainer.picture.numbers.number import MORE, Number
from explainer.picture.numbers.status_line import StatusField, heading, status_line
from explainer.trace.known.activation_curve import Curve, curve_of
from explainer.trace.lines.elements import Element, ElementKind

_CHIP_LABEL = 78.0
BETWEEN_BADGES = 4.0
_BADGE_PAD, _BACK_PAD = 14.0, 12.0
_ZERO = 9.0
"""The room of one more digit: most numbers over a unit begin with a zero behind the point."""
_LARGEST_CURVE, _BESIDE_CURVE = (116.0, 84.0), 5.0


class Badge(NamedTuple):
    """A number in a row of its own, with or without its name."""

    text: str
    number: Number
    width: float


class WeightForms(NamedTuple):
    """How a weight that stands out may be labelled: with all that the line says of it, which `is_usual` where that is
    its name and value only; and with what comes back through it, where anything does."""

    full: tuple[Chip, ...]
    is_usual: bool
    with_back: tuple[Chip, ...]


class CurveSize(NamedTuple):
    """The curve that the output of a unit, or its slope, is read off from, and how large its picture is."""

    spot: Spot
    curve: Curve
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Measured:
    """What is said at the moment of a picture's input `of`.

    `lit` are the drawn weights that the line is about, `pointed` those of each element that the person points at;
    `usual` has the chips of weights that may all be labelled, `forms` those of weights that stand out. `notes` are what
    the line says of a bias besides its value, as wide as it needs and for the room between columns.
    """

    of: PictureInput
    heading_width: float
    status: tuple[StatusField, ...]
    above: Mapping[Spot, tuple[Badge, ...]]
    deltas: Mapping[Spot, Badge]
    targets: Mapping[int, float]
    biases: Mapping[Spot, Chip]
    notes: Mapping[Spot, tuple[Chip, Chip]]
    lit: tuple[int, ...]
    pointed: Mapping[Element, tuple[int, ...]]
    usual: Mapping[int, Chip]
    forms: Mapping[int, WeightForms]
    contributions: Mapping[int, Badge]
    curve: CurveSize | None


def measure(s: PictureInput) -> Measured:
    """Return what is said at a moment."""
    lit = sorted(e.parameter for e in s.numbers.lit if e.kind is ElementKind.WEIGHT and e.parameter in s.layout.edges)
    pointed = {e: _weights_of(s, e) for e in (s.selected, s.hovered) if e is not None}
    back = _contributions(s)
    foremost = dict.fromkeys([*lit, *(index for weights in pointed.values() for index in weights)])
    receivers = [spot for spot in s.layout.seen if spot[0]]
    return Measured(
        of=s,
        heading_width=s.width(heading(s.numbers), True) + 20,
        status=tuple(status_line(s.numbers, s.metrics)),
        above={spot: _above(s, spot) for spot in receivers},
        deltas={spot: badge for spot in receivers if (badge := _delta(s, spot)) is not None},
        targets={unit: _target_height(s, unit) for unit in s.layout.targets},
        biases=_biases(s),
        notes=dict(_notes(s)),
        lit=tuple(lit),
        pointed=pointed,
        usual={i: chip_of(s.metrics, s.numbers.parameter(i), s.shape.widths.weight, s.digits) for i in _labelled(s)},
        forms={index: _forms(s, index, back.get(index)) for index in foremost},
        contributions={index: _back(s, number) for index, number in back.items()},
        curve=_curve(s),
    )


# units


def _delta(s: PictureInput, spot: Spot) -> Badge | None:
    number = s.numbers.delta(*spot)
    if number is None:
        return None
    room = s.layout.below(spot).width - _BADGE_PAD - s.width("δ ", True)
    text = f"{number.label} {s.fitting(number.value, room, True)}"
    return Badge(text, number, s.width(text, True) + _BADGE_PAD)


def _above(s: PictureInput, spot: Spot) -> tuple[Badge, ...]:
    """What is on its way to the delta of a unit, or its penalty: as much as there is room for, side by side."""
    numbers = s.numbers.above(*spot)
    if not numbers:
        return ()
    left, right = s.layout.reach(spot[0])
    room = (right - left + BETWEEN_BADGES) / len(numbers) - BETWEEN_BADGES - _BADGE_PAD
    texts = [_above_text(s, number, room) for number in numbers]
    return tuple(Badge(t, n, s.width(t, True) + _BADGE_PAD) for t, n in zip(texts, numbers, strict=True))


def _above_text(s: PictureInput, number: Number, room: float) -> str:
    room = min(room - s.width(f"{number.label} ", True), s.layout.form.number + _ZERO)
    return f"{number.label} {s.fitting(number.value, room, True)}{MORE if number.is_partial else ''}"


def _target_height(s: PictureInput, unit: int) -> float:
    """A target is below its name where there is no room beside it."""
    target = s.numbers.target(unit)
    room = s.layout.targets[unit].width - 8 - s.width(target.label) - 4
    return TARGET_HEIGHT_STACKED if s.width(s.numbers.writing.show(target.value)) > room else TARGET_HEIGHT


def _curve(s: PictureInput) -> CurveSize | None:
    """The curve of the line's unit, no wider than the room between the unit's column and those beside it."""
    step, curve = s.numbers.step, curve_of(s.numbers.at)
    if step is None or curve is None or (spot := (step.place.layer, step.place.unit)) not in s.layout.units:
        return None
    room = min(right - left for left, right in s.layout.corridors[spot[0] - 1 : spot[0] + 1])
    return CurveSize(spot, curve, min(_LARGEST_CURVE[0], room - 2 * _BESIDE_CURVE), _LARGEST_CURVE[1])


# biases


def _biases(s: PictureInput) -> dict[Spot, Chip]:
    """The small nodes of biases, with their names where all those of their layer have room for them."""
    numbers = {spot: s.numbers.parameter(s.numbers.bias_element(*spot).parameter)[0] for spot in s.layout.biases}
    named = {spot: _in_node(s, spot, number) for spot, number in numbers.items() if spot[1] >= 0}
    nameless = {spot: _in_node(s, spot, numbers[spot]._replace(label="")) for spot in named}
    short = {spot[0] for spot in named if not _has_room(s, spot, named[spot], nameless[spot])}
    return {spot: nameless[spot] if spot[0] in short else named[spot] for spot in named}


def _in_node(s: PictureInput, spot: Spot, number: Number) -> Chip:
    return chip_of(s.metrics, (number,), s.layout.biases[spot].width, s.digits)


def _has_room(s: PictureInput, spot: Spot, named: Chip, nameless: Chip) -> bool:
    """Tell whether a small node has room for the name of the bias beside all digits of its number."""
    return named.height <= s.layout.biases[spot].height + 2 and named.cells[-1].text == nameless.cells[-1].text


def _notes(s: PictureInput) -> Iterator[tuple[Spot, tuple[Chip, Chip]]]:
    """What is beside a diamond, or instead of a small node."""
    for spot in s.layout.biases:
        value, *others = s.numbers.parameter(s.numbers.bias_element(*spot).parameter)
        if others:
            yield spot, _wide_and_narrow(s, tuple(others) if spot[1] < 0 else (value, *others), spot[0])


def _wide_and_narrow(s: PictureInput, numbers: tuple[Number, ...], layer: int) -> tuple[Chip, Chip]:
    """A chip as wide as it needs, and one for the room to the left of a layer."""
    widest, (left, right) = s.shape.widths.number + _CHIP_LABEL, s.layout.corridors[layer - 1]
    wide, narrow = (
        chip_of(s.metrics, numbers, room, s.digits, may_grow=True) for room in (widest, min(right - left - 4, widest))
    )
    return wide, narrow


# weights


def _labelled(s: PictureInput) -> Iterator[int]:
    """The weights between layers that have so few edges that all may be labelled."""
    for layer in s.numbers.network.layers[1:] if not s.layout.folds else ():
        drawn = [index for index in s.layout.edges if layer.start <= index < layer.bias_start]
        yield from drawn if len(drawn) <= MOST_CHIPS else ()


def _forms(s: PictureInput, index: int, back: Number | None) -> WeightForms:
    numbers, layer = s.numbers.parameter(index), s.numbers.network.parameter(index).layer
    full = tuple(dict.fromkeys(_wide_and_narrow(s, numbers, layer)))
    if back is None:
        return WeightForms(full, len(numbers) == 1, ())
    if back.is_result:
        numbers = (*numbers, back._replace(label="←"))
    else:  # where it is only added up, it stands in for the weight
        numbers = (back._replace(label=f"{numbers[0].label} ←"),)
    return WeightForms(full, len(numbers) == 1, tuple(dict.fromkeys(_wide_and_narrow(s, numbers, layer))))


def _weights_of(s: PictureInput, element: Element) -> tuple[int, ...]:
    """The drawn weights of what is pointed at: of a unit those that come in, of an input those that go out."""
    layers = s.numbers.network.layers
    if element.kind is ElementKind.WEIGHT:
        weights = [element.parameter]
    elif element.kind is not ElementKind.UNIT:
        weights = []
    elif element.layer:
        of = layers[element.layer]
        weights = [of.weight(element.unit, source) for source in range(of.sources)]
    else:
        weights = [layers[1].weight(receiver, element.unit) for receiver in range(layers[1].units)]
    return tuple(index for index in weights if index in s.layout.edges)


def _contributions(s: PictureInput) -> dict[int, Number]:
    """What has come back so far to the hidden unit of the line, by the weight that it comes through."""
    step, layers = s.numbers.step, s.numbers.network.layers
    if step is None or step.place.unit < 0 or step.place.layer + 1 >= len(layers):
        return {}
    above = layers[step.place.layer + 1]
    edges = (above.weight(unit, step.place.unit) for unit in range(above.units))
    known = ((index, s.numbers.contribution(index)) for index in edges if index in s.layout.edges)
    return {index: number for index, number in known if number is not None}


def _back(s: PictureInput, number: Number) -> Badge:
    text = s.written(number, s.layout.form.contribution_width - _BACK_PAD, True)
    return Badge(text, number, s.width(text, True) + _BACK_PAD)
