"""The page of a unit, a layer or a phase: a sentence about it, its equations with their matrices, all its results."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.groups.results_table import add_results, listed_lines, results_tex, results_text
from explainer.picture.pages.ink import Page
from explainer.picture.pages.matrix_blocks import MOST, Filling
from explainer.picture.pages.matrix_page import add_equation, add_names, numbers_of, tex_of
from explainer.picture.palette import of_phase
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.trace.matrix.form import LayerForm
from explainer.trace.matrix.forms import layer_form
from explainer.trace.matrix.written import form_text
from explainer.trace.words.groups.group_sentence import group_sentence, group_title

_TITLE, _SENTENCE = 10.5, 12.0
_NAMES, _NUMBERS, _SMALL = (15.0, 14.0, 13.0, 12.0), (12.5, 11.5, 10.5), (9.5, 8.5, 7.5)
_LARGE, _LONG, LEAST = 1.3, 10, 0.75
"""From which scale on numbers may be `_SMALL`, too, and from how many digits on a little; how much smaller a page may
be set that is too high."""
_BELOW_SENTENCE, _BELOW_NAMES, _BELOW_EQUATION = 14.0, 8.0, 12.0
_MOST_EQUATIONS, _FILLED = 8, 1.6
"""How many equations are on a page; those that begin below this many times its height have no numbers. What the units
of a phase put out is in the next equation again."""
_MOST_ROWS = {GroupSize.UNIT: 5, GroupSize.LAYER: 5, GroupSize.PHASE: 4}
"""Up to this many rows of a matrix are all shown."""
_MOST_MARKED = 8
_GAP = 0.75
"""In em: between two columns of a matrix."""

_EVERY = frozenset(
    {
        Operation.NET,
        Operation.OUT,
        Operation.ERROR,
        Operation.SAMPLE_ERROR,
        Operation.PENALTY,
        Operation.OBJECTIVE,
        Operation.DELTA,
        Operation.GRADIENT,
        Operation.BATCH_GRADIENT,
        Operation.UPDATE,
    }
)
_CLOSER = _EVERY | {Operation.DROPOUT, Operation.UNIT_PENALTY, Operation.MEMORY}
"""Of which kinds of line the equation is on the page: fewer where there are many lines."""


def group_page(
    group: KnownGroup,
    size: tuple[float, float],
    metrics: PageMetrics,
    writing: Writing,
    scale: float,
    told: str = "",
) -> Page:
    """Lay out the page, `scale` times as large as usual, or a little smaller where that is large and the page too high;
    matrices and the table fold to the width of the page. What is `told` of this place comes before its sentence."""
    page = _page(group, size, metrics, writing, scale, told)
    smaller = max(LEAST * scale, 1.0)
    fits = page.height <= size[1] and page.width <= size[0]
    return page if fits or smaller >= scale else _page(group, size, metrics, writing, smaller, told)


def _page(
    group: KnownGroup, size: tuple[float, float], metrics: PageMetrics, writing: Writing, scale: float, told: str
) -> Page:
    column = PageColumn(metrics, size[0], scale)
    column.paragraph(group_title(group), _TITLE, of_phase(group.phase), bold=True)
    column.space(4)
    if told:
        column.paragraph(told, _SENTENCE, bold=True)
        column.space(4)
    column.paragraph(group_sentence(group, writing), _SENTENCE)
    column.space(_BELOW_SENTENCE)
    for form in _forms(group, writing):
        is_repeated = group.size is GroupSize.PHASE and form.step.place.operation is Operation.OUT
        _add_form(column, group, form, writing, not is_repeated and column.y < _FILLED * size[1])
    add_results(column, group.known, listed_lines(group.first, group.last), writing)
    return column.page()


def group_tex(group: KnownGroup, writing: Writing) -> Iterator[str]:
    """Go through the TeX of all names on the page."""
    forms = chain.from_iterable(map(tex_of, _forms(group, writing)))
    return chain(forms, results_tex(group.known, listed_lines(group.first, group.last), writing))


def group_text(group: KnownGroup, writing: Writing, told: str = "") -> str:
    """Return the page as lines of text."""
    forms = (line for form in _forms(group, writing) for line in form_text(form, group.known, writing).split("\n")[1:])
    results = results_text(group.known, listed_lines(group.first, group.last), writing)
    head = filter(None, (group_title(group), told, group_sentence(group, writing)))
    return "\n".join((*head, *forms, *results))


@lru_cache(maxsize=2)  # asked for twice: for the TeX that is to be prepared, and for the page
def _forms(group: KnownGroup, writing: Writing) -> tuple[LayerForm, ...]:
    """Return the equations of the group, one for each kind of line that has one of its own."""
    wanted = _EVERY if group.size is GroupSize.PHASE else _CLOSER
    if group.known.scenario.bug:  # a delta is not written with the blame that it is made of
        wanted = wanted | {Operation.DE_DOUT}
    steps = (group.known.trace[number] for number in group.kinds)
    shown = (step for step in steps if step.place.operation in wanted and not _is_left_out(group, step))
    return tuple(layer_form(step, writing.notation) for step in islice(shown, _MOST_EQUATIONS))


def _is_left_out(group: KnownGroup, step: Step) -> bool:
    """Tell whether an equation is one too many on the page of a phase: that of biases, which are like the weights."""
    return group.size is GroupSize.PHASE and step.is_of_bias


def _add_form(column: PageColumn, group: KnownGroup, form: LayerForm, writing: Writing, is_filled: bool) -> None:
    """Set an equation with its names and, below them, with its numbers."""
    results = frozenset(_results(group, form))
    filling = Filling(
        form,
        group.known,
        writing,
        column.type,
        results,
        form.operands if results else frozenset(),
        rows=_MOST_ROWS[group.size],
        columns=_columns(column, writing),
    )
    add_names(column, filling, _NAMES)
    if is_filled:
        column.space(_BELOW_NAMES)
        add_equation(column, filling, numbers_of, _sizes(column, writing))
    column.space(_BELOW_EQUATION)


def _results(group: KnownGroup, form: LayerForm) -> Iterator[Symbol]:
    """Go through what a unit's lines make of the equation of its layer; a layer and a phase make all of it."""
    if group.size is not GroupSize.UNIT:
        return
    made = form.step.place
    for number in range(form.step.number, min(group.last, form.step.number + _MOST_MARKED) + 1):
        step = group.known.trace[number]
        if (step.place.operation, step.place.name) == (made.operation, made.name):
            yield step.symbol


def _sizes(column: PageColumn, writing: Writing) -> tuple[float, ...]:
    """Return the sizes that numbers may have, smaller ones too where these are still large, or the numbers long."""
    if column.scale >= _LARGE:
        return (*_NUMBERS, *_SMALL)
    return (*_NUMBERS, _SMALL[0]) if writing.digits > _LONG else _NUMBERS


def _columns(column: PageColumn, writing: Writing) -> int:
    """Return how many columns of numbers fit into the width of the page, beside another matrix of one."""
    points = column.scale * _sizes(column, writing)[-1]
    number = column.type.metrics.width("−0.0" + writing.digits * "0", points) + _GAP * column.type.em(points)
    return max(2, min(MOST, int((column.width() - 4 * MARGIN) / number) - 1))
