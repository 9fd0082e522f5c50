"""The page at the end of an update: what became of the loss, what changed, what was answered, and what to try next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.groups.changes_table import add_changes, changes_tex, changes_text
from explainer.picture.pages.groups.group_page import LEAST
from explainer.picture.pages.groups.table import BETWEEN_ROWS, add_table
from explainer.picture.pages.ink import InkBox, Page
from explainer.picture.pages.matrix_blocks import Filling
from explainer.picture.pages.matrix_page import add_names, tex_of
from explainer.picture.palette import Role
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known_update import KnownUpdate
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.matrix.form import LayerForm
from explainer.trace.matrix.forms import layer_form
from explainer.trace.words.groups import update_words as words
from explainer.trace.words.groups.try_next import suggestions
from explainer.trace.words.speech import by_sign
from explainer.variants.on_paper import end_on_paper

_TITLE, _SENTENCE, _HEADING, _NOTE = 14.0, 12.0, 10.5, 10.0
_EQUATION = (14.0, 13.0, 12.0)
_SECTION = 9.0
_MOST_ANSWERS = 4


def update_page(
    done: KnownUpdate,
    notes: Sequence[str],
    size: tuple[float, float],
    metrics: PageMetrics,
    writing: Writing,
    scale: float,
) -> Page:
    """Lay out the page of an update that is done, `scale` times as large as usual, or a little smaller where that is
    large and the page too high. Its title and the `notes` below that say where the cursor is."""
    page = _page(done, notes, PageColumn(metrics, size[0], scale), writing)
    smaller = max(LEAST * scale, 1.0)
    if page.height <= size[1] or smaller >= scale:
        return page
    return _page(done, notes, PageColumn(metrics, size[0], smaller), writing)


def _page(done: KnownUpdate, notes: Sequence[str], column: PageColumn, writing: Writing) -> Page:
    title, *others = notes
    column.paragraph(title, _TITLE, Role.UPDATE, bold=True)
    for text in others:
        column.space(BETWEEN_ROWS)
        column.paragraph(text, _SENTENCE)
    column.space(_SECTION)
    column.paragraph(words.changed(done, writing), _SENTENCE)
    if done.moved:
        column.space(BETWEEN_ROWS)
        add_changes(column, done, writing)
        if why := words.most(done, writing):
            column.space(BETWEEN_ROWS)
            column.paragraph(why, _SENTENCE)
    if paper := end_on_paper(done.known, writing):
        column.space(BETWEEN_ROWS)
        column.paragraph(paper, _SENTENCE)
    _heading(column, "What it answered, with the old weights")
    _add_answers(column, done, writing)
    _heading(column, "What to try")
    for text in suggestions(done, writing):
        column.put(_bullet(column, text))
        column.space(BETWEEN_ROWS)
    if done.moved or (len(done.trained) and not done.is_past):
        _add_making(column, done, writing)
    return column.page()


def update_tex(done: KnownUpdate, writing: Writing) -> Iterator[str]:
    """Go through the TeX of all names on the page."""
    form = _form(done, writing)
    return chain(tex_of(form) if form else (), changes_tex(done, writing))


def update_text(done: KnownUpdate, notes: Sequence[str], writing: Writing) -> str:
    """Return the page as lines of text."""
    answers = [words.answered(done, writing)] if done.known.samples > 1 else map(": ".join, _answers(done, writing))
    tried = (f"• {text}" for text in suggestions(done, writing))
    changes = (
        words.changed(done, writing),
        *changes_text(done, writing),
        words.most(done, writing),
        end_on_paper(done.known, writing),
    )
    return "\n".join(filter(None, (*notes, *changes, *answers, *tried)))


def _heading(column: PageColumn, text: str) -> None:
    column.space(_SECTION)
    column.paragraph(text, _HEADING, Role.MUTED, bold=True)
    column.space(BETWEEN_ROWS)


def _bullet(column: PageColumn, text: str) -> dict[float, InkBox]:
    """Return a bullet and a paragraph beside it, whose first line is on the same baseline."""
    points = column.scale * _SENTENCE
    indent, rise = column.type.em(points), column.type.em(points)
    ink = column.type.paragraph(text, points, Role.TEXT, column.width() - indent)
    beside = InkBox(((ink, 0.0, -rise),), ink.width, rise, ink.descent - rise)
    return {MARGIN: column.letters("•", _SENTENCE, Role.MUTED), MARGIN + indent: beside}


def _form(done: KnownUpdate, writing: Writing) -> LayerForm | None:
    """Return the equation of the update, that of the layer whose weight changed most; None where none is trained."""
    if not len(done.trained):
        return None
    parameter = done.known.scenario.network.parameter(int(done.by_size[0]))
    number = done.known.trace.plan.number(Place(Operation.UPDATE, parameter.layer, parameter=parameter.index))
    return layer_form(done.known.trace[number], writing.notation) if number else None


def _add_making(column: PageColumn, done: KnownUpdate, writing: Writing) -> None:
    """Set the equation of the update and, where the page is in the place of the last line, what that made."""
    _heading(column, "How it was made")
    form = _form(done, writing)
    if form is not None:
        add_names(column, Filling(form, done.known, writing, column.type), _EQUATION)
        column.space(BETWEEN_ROWS)
    if done.is_past:
        return
    last = Symbol(Quantity.NEW, parameter=int(done.trained[-1]))
    column.paragraph(words.last_line(done, writing), _NOTE, Role.MUTED, symbol=last)


def _answers(done: KnownUpdate, writing: Writing) -> Iterator[tuple[str, str, str, str]]:
    """Go through the outputs for a single sample: unit, output, target, and what to think of it."""
    names = done.known.scenario.network.layers[-1].names
    for name, out, target in zip(names, done.outputs[0].tolist(), done.targets[0].tolist(), strict=True):
        verdict = by_sign(out - target, "too much", "just right", "too little")
        yield name, writing.show(out), f"target {writing.show(target)}", verdict


def _add_answers(column: PageColumn, done: KnownUpdate, writing: Writing) -> None:
    if done.known.samples > 1:
        column.paragraph(words.answered(done, writing), _SENTENCE)
        return
    colours = Role.FORWARD, Role.TEXT, Role.LOSS, Role.MUTED
    answers = list(islice(_answers(done, writing), _MOST_ANSWERS))

    def rows(points: float) -> list[list[InkBox]]:
        pairs = (zip(answer, colours, strict=True) for answer in answers)
        return [[column.letters(text, points, colour) for text, colour in row] for row in pairs]

    add_table(column, rows)
    if (left := done.outputs.shape[1] - _MOST_ANSWERS) > 0:
        column.row(column.letters(f"… {left:,} more", _HEADING, Role.MUTED))
