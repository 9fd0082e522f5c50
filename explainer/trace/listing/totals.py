"""What is done once for the whole batch: its error, the penalty, and the gradients that the optimizer is given."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.trace.listing.forward import total_line, unit_line
from explainer.trace.listing.lines import Block, CodeLine, trained_blocks
from explainer.trace.listing.names import Names
from explainer.trace.operations import Operation
from explainer.trace.symbols import Quantity


def batch_loss_lines(names: Names) -> Iterator[CodeLine]:
    """The error of the batch, the penalty and the objective, as far as there are any."""
    penalty = names.scenario.has_penalty
    if not (names.batch or penalty):
        return
    yield CodeLine("", "the objective")
    if names.batch:
        mean = "/n" if names.divided else ""
        yield total_line(f"E_batch = E_sum{mean}", Operation.BATCH_ERROR, Quantity.BATCH_ERROR)
    if penalty:
        yield from _penalty(names)
    error, added = "E_batch" if names.batch else "E", " + penalty" if penalty else ""
    yield total_line(f"objective = {error}{added}", Operation.OBJECTIVE, Quantity.OBJECTIVE)


def _penalty(names: Names) -> Iterator[CodeLine]:
    layers = range(1, names.top + 1)
    for layer in layers:
        W = names.whole("W", layer)  # noqa: N806 (the letter of the formulas)
        terms = (f"l2/(2*m)*({W}**2).sum(axis=1)", f"l1/m*np.abs({W}).sum(axis=1)")
        code = f"{names.whole('penalty', layer)} = {_those_there_are(names, terms)}"
        yield unit_line(names, code, Operation.UNIT_PENALTY, Quantity.UNIT_PENALTY, layer)
    total = " + ".join(f"{names.whole('penalty', layer)}.sum()" for layer in layers)
    yield total_line(f"penalty = {total}", Operation.PENALTY, Quantity.PENALTY)


def _those_there_are(names: Names, terms: tuple[str, str]) -> str:
    of_l2, of_l1 = terms
    return " + ".join(term for amount, term in ((names.scenario.l2, of_l2), (names.scenario.l1, of_l1)) if amount)


def batch_gradient_lines(names: Names, layer: int) -> Iterator[CodeLine]:
    """From the sum over the batch to the gradient of the objective."""
    if not (names.batch or names.scenario.has_penalty):
        return
    for block in trained_blocks(names.scenario.network, layer):
        yield _batch_gradient(names, block)


def _batch_gradient(names: Names, block: Block) -> CodeLine:
    code = f"{names.gradient(block.name)} = d{block.name}{'/n' if names.divided else ''}"
    if names.scenario.has_penalty and not block.is_bias:
        terms = (f"l2/m*{block.name}", f"l1/m*np.sign({block.name})")
        code += f" + {_those_there_are(names, terms)}"
    makes = block.makes(Quantity.BATCH_GRADIENT, Operation.BATCH_GRADIENT)
    return CodeLine(code, steps=(block.key(Operation.BATCH_GRADIENT),), makes=(makes,))
