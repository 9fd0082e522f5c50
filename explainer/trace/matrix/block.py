"""What an equation in layer form is made of: named blocks of numbers, and operations on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from explainer.functions.expression import Constant
from explainer.trace.matrix.grids import LayerGrid, Single


class BlockName(NamedTuple):
    """What a block or function is called: in TeX, and in Unicode where nothing can be typeset."""

    tex: str
    plain: str


@dataclass(frozen=True)
class Block:
    """A vector or matrix by its name, or a single number."""

    name: BlockName
    grid: LayerGrid

    @property
    def is_number(self) -> bool:
        return isinstance(self.grid, Single)


class Op(StrEnum):
    """How parts are joined. ENTRYWISE multiplies entry by entry, MATRIX as matrices, SCALE by a single number."""

    ADD = "+"
    SUBTRACT = "−"
    MATRIX = ""
    ENTRYWISE = "⊙"
    SCALE = "·"
    DIVIDE = "/"
    POWER = "^"
    NEGATE = "negative"
    CALL = "function"


@dataclass(frozen=True)
class Node:
    """An operation on parts. A CALL has the function's name, as in expressions, and perhaps a sign of its own."""

    op: Op
    parts: tuple[Term, ...]
    function: str = ""
    sign: BlockName | None = None


Term = Block | Constant | Node


def is_array(term: Term) -> bool:
    """Tell whether a term is a vector or matrix."""
    match term:
        case Block():
            return not term.is_number
        case Constant():
            return False
        case Node(Op.CALL, function="sum"):
            return False
        case Node(parts=parts):
            return any(map(is_array, parts))


def times(left: Term, right: Term) -> Node:
    """Return the product of a rule that holds entry by entry."""
    return Node(Op.ENTRYWISE if is_array(left) and is_array(right) else Op.SCALE, (left, right))
