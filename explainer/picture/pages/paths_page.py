"""The page of paths: each path's route, its slopes in symbols and numbers, its product; and the sum of all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import Product
from explainer.picture.metrics import PageMetrics
from explainer.picture.pages import paths_words as words
from explainer.picture.pages.column import PageColumn
from explainer.picture.pages.compositor import ColourOf, colour_of
from explainer.picture.pages.ink import InkBox, Page, in_row
from explainer.picture.palette import Colour, Role, of_weight
from explainer.trace.formula.notation import MINUS, Writing
from explainer.trace.formula.plain_text import write
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.gradient_paths import Path, Paths, is_trained
from explainer.trace.known.known import Known
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name
from explainer.trace.typeset.pieces import Piece, Pieces, Text, arrange, formula_pieces, symbol_pieces

_FORMULA = (15.0, 14.0, 13.0, 12.0)
_NUMBERS = (13.0, 12.0, 11.0)
_SUM, _RESULT = 12.5, 15.0
_SENTENCE, _ROUTE, _NOTE = 12.0, 10.5, 10.0
_INDENT = 12.0


@dataclass(frozen=True)
class Account:
    """The paths of a parameter, and what is known of their numbers."""

    known: Known
    paths: Paths
    writing: Writing

    @property
    def scenario(self) -> Scenario:
        return self.known.scenario

    @property
    def is_trained(self) -> bool:
        return is_trained(self.scenario, self.paths.parameter)

    @property
    def line(self) -> int | None:
        """The line that calculates the sum; None where none does."""
        return line_of(self.known.trace, self.paths.gradient)

    @property
    def is_complete(self) -> bool:
        """Whether the products and their sum are there."""
        return not math.isnan(self.paths.total)

    def step(self, path: Path) -> Step:
        """Return a path as a line of the calculation: gradient = product of slopes."""
        at, parameter = self.paths, self.paths.parameter
        place = Place(Operation.GRADIENT, parameter.layer, sample=at.sample, parameter=parameter.index)
        return self.known.line_like(place, at.gradient, Product(path.factors, wide=True))

    def number(self, symbol: Symbol) -> str:
        """Return the number of a symbol, or an empty box where it is not there yet."""
        return self.writing.show_inside(self.known.value(symbol))


def formulas(account: Account) -> Iterator[Pieces]:
    """Go through the formulas of the page in symbols."""
    first = account.step(account.paths.listed[0])
    if account.is_trained:
        yield symbol_pieces(first, account.writing)
    for path in account.paths.listed:
        yield formula_pieces(account.step(path), account.writing)


def page_text(account: Account) -> str:
    """Return the page as lines of text."""
    scenario, paths, writing = account.scenario, account.paths, account.writing
    lines = [words.heading(scenario, paths, writing)]
    for path in paths.listed:
        step = account.step(path)
        formula = write(step.rule, lambda symbol: spoken_name(scenario, symbol, writing.notation))
        numbers = write(step.rule, account.number)
        route = words.route(account.known, paths, path, writing)
        lines.append(f"{route}: {formula} = {numbers} = {writing.show_inside(path.value)}")
    if paths.unlisted:
        lines.append(f"{words.others(paths)} {writing.show_inside(paths.rest)}")
    lines.append(f"{_gradient_name(account)} = {writing.show_inside(paths.total)}")
    if not paths.is_followed and account.line:
        lines.append(_where(account, account.line))
    return "\n".join(lines)


def _gradient_name(account: Account) -> str:
    return spoken_name(account.scenario, account.paths.gradient, account.writing.notation)


def paths_page(account: Account, width: float, metrics: PageMetrics, scale: float, is_chosen: bool) -> Page:
    """Lay out the page; `is_chosen` leaves out how to choose a parameter."""
    column = PageColumn(metrics, width, scale)
    column.paragraph(words.heading(account.scenario, account.paths, account.writing), _SENTENCE)
    for path in account.paths.listed:
        _add_path(column, account, path)
    _add_sum(column, account)
    for note in _notes(account, is_chosen):
        column.space(8)
        column.paragraph(note, _NOTE, Role.MUTED)
    return column.page()


def _notes(account: Account, is_chosen: bool) -> list[str]:
    notes = [] if account.is_complete else [words.NOT_YET]
    notes += words.remarks(account.known, account.paths, account.writing)
    return [note for note in (*notes, "" if is_chosen else words.CHOOSE) if note]


def _add_path(column: PageColumn, account: Account, path: Path) -> None:
    """Set a path: its route, its slopes, and below them the same in numbers with their product."""
    step = account.step(path)

    def colour(symbol: Symbol | None) -> Colour:
        is_there = symbol is None or account.known.is_known(symbol)
        return colour_of(account.known, symbol) if is_there else Role.MUTED

    def number(symbol: Symbol) -> Piece:
        return Text(account.number(symbol), symbol)

    column.space(13)
    route = words.route(account.known, account.paths, path, account.writing)
    column.paragraph(route, _ROUTE, bold=True)
    column.space(5)
    formula = formula_pieces(step, account.writing)
    column.rows(column.fitted(formula, _FORMULA, partial(colour_of, account.known), _INDENT), _INDENT)
    product = account.writing.show_inside(path.value), _sign_colour(path.value)
    column.rows(_number_rows(column, arrange(step.rule, number), colour, product), _INDENT)


def _number_rows(column: PageColumn, numbers: Pieces, colour: ColourOf, product: tuple[str, Colour]) -> list[InkBox]:
    """Return = numbers = product in one row, smaller where that is enough, or in several; `product` has its colour."""
    for points in _NUMBERS:
        equals = column.letters("=  ", points)
        result = [column.letters("  =  ", points), column.letters(product[0], points, product[1])]
        indent = _INDENT + equals.width / column.scale
        found = column.fitted(numbers, (points,), colour, indent)
        rows = [in_row((equals, found[0])), *found[1:]]
        rows[-1:] = column.wrapped([rows[-1], in_row(result)], _INDENT)
        if len(rows) == 1:
            break
    return rows


def _sign_colour(value: float) -> Colour:
    return Role.MUTED if math.isnan(value) else of_weight(value)


def _add_sum(column: PageColumn, account: Account) -> None:
    """Set the gradient as the sum of the products, aligned at the equals signs."""
    column.space(12)
    name = _gradient_box(column, account)
    first, *others = column.wrapped(list(_equations(column, account)), name.width / column.scale)
    column.row(in_row((name, first)))
    column.space(6)
    column.rows(others, name.width / column.scale)
    if account.is_complete and account.line:
        text = _where(account, account.line)
        column.paragraph(text, _NOTE, symbol=account.paths.gradient)


def _where(account: Account, line: int) -> str:
    """Return where the sum is in the calculation, or what is there in its place."""
    if account.paths.is_followed:
        return words.same_number(line)
    return words.other_number(account.known, line, account.writing.show(account.paths.made))


def _gradient_box(column: PageColumn, account: Account) -> InkBox:
    """Return the gradient's symbol; one that no step makes leads nowhere."""
    colour = Role.BACKWARD
    if not account.is_trained:
        return column.letters(_gradient_name(account), _RESULT, colour)
    name = symbol_pieces(account.step(account.paths.listed[0]), account.writing)
    return in_row(column.fitted(name, (_RESULT,), lambda symbol: colour))


def _equations(column: PageColumn, account: Account) -> Iterator[InkBox]:
    """Go through = the terms, where there are several, and = the total, in a frame once it is there."""
    paths, colour = account.paths, Role.BACKWARD
    if paths.count > 1:
        first, *others = _terms(column, account)
        yield in_row((column.letters("  =  ", _SUM), first))
        yield from others
    symbol = paths.gradient if account.is_trained else None
    total = column.letters(account.writing.show_inside(paths.total), _RESULT, colour, symbol)
    result = column.framed(total, colour) if account.is_complete else total
    yield in_row((column.letters("  =  ", _SUM), result))


def _terms(column: PageColumn, account: Account) -> Iterator[InkBox]:
    """Go through the products as they are added, each in the colour of its sign."""
    for i, path in enumerate(account.paths.listed):
        yield _term(column, account.writing.show_inside(path.value), _sign_colour(path.value), i)
    if account.paths.unlisted:
        rest = account.paths.rest
        yield column.letters(f"  +  ({words.others(account.paths)} ", _SUM)
        yield column.letters(account.writing.show_inside(rest), _SUM, _sign_colour(rest))
        yield column.letters(")", _SUM)


def _term(column: PageColumn, number: str, colour: Colour, place: int) -> InkBox:
    if not place:
        return column.letters(number, _SUM, colour)
    is_negative = number.startswith(MINUS)
    sign = column.letters(f"  {MINUS if is_negative else '+'}  ", _SUM, colour if is_negative else Role.TEXT)
    return in_row((sign, column.letters(number.removeprefix(MINUS), _SUM, colour)))
