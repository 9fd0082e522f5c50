"""Slips of errors, of their sums and of the penalty; and of the slope that the way back begins with."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.expression import (
    Call,
    Constant,
    Difference,
    Expression,
    Leaf,
    Power,
    Product,
    Quotient,
    Sum,
    replaced,
)
from explainer.functions.losses import LOSSES
from explainer.functions.written import tree_of
from explainer.trace.formula.symbols import Quantity, leaf
from explainer.trace.lines.trace import Step
from explainer.variants.slips.activation import own_leaf
from explainer.variants.slips.anywhere import ANYWHERE, SIGN
from explainer.variants.slips.editing import TWO, factor_left_out, not_raised, once, subtracted, without
from explainer.variants.slips.slip import Kind, Made


def _letters(step: Step) -> dict[str, Expression]:
    outputs = Constant(step.scenario.network.layers[-1].units)
    return {
        "target": own_leaf(step, Quantity.TARGET),
        "a": own_leaf(step, Quantity.OUT),
        "z": own_leaf(step, Quantity.NET),
        "outputs": outputs,
    }


def _neither(step: Step) -> Iterator[Made]:
    for half, _ in once(step.rule, factor_left_out):
        yield from ((bare,) for bare, _ in once(half, not_raised))


def _of_squares(step: Step) -> Iterator[Made]:
    """The square of each, not of the difference."""
    target, out = own_leaf(step, Quantity.TARGET), own_leaf(step, Quantity.OUT)
    squares = Difference(Power(target, TWO), Power(out, TWO))
    for edited, _ in once(step.rule, lambda node: _squared_difference(node, squares)):
        yield edited, target, out


def _squared_difference(node: Expression, squares: Expression) -> Iterator[tuple[Expression, Expression]]:
    if isinstance(node, Power) and isinstance(node.base, Difference):
        yield squares, node


def _other_loss(step: Step) -> Iterator[Made]:
    own = LOSSES[step.scenario.loss]
    for name in ("half_squared_error", "binary_cross_entropy"):
        loss = LOSSES[name]
        rule = loss.by_output or loss.error.usual
        if loss is not own:
            yield replaced(tree_of(rule), _letters(step).__getitem__), loss.spoken, own.spoken


def _twice(step: Step) -> Iterator[Made]:
    yield Product((TWO, step.rule)), Leaf(step.symbol)


def _half(step: Step) -> Iterator[Made]:
    yield Quotient(step.rule, TWO), Leaf(step.symbol)


FACTORS = (
    Kind("twice", "You wrote twice {}.", "Is there a ½ in the loss?", _twice),
    Kind("half", "You wrote half of {}.", "Is there a ½ in the loss?", _half),
)
ERROR = (
    *ANYWHERE,
    *FACTORS,
    Kind("neither", "You left out the factor and the exponent.", "What is done with the difference?", _neither),
    Kind("of_squares", "You subtracted the squares of {} and {}.", "What is squared?", _of_squares),
    Kind("other_loss", "You took the {} instead of the {}.", "Which loss is it?", _other_loss),
)


def _error_itself(step: Step) -> Iterator[Made]:
    if step.is_output:
        error = own_leaf(step, Quantity.ERROR)
        yield error, error


def _target_forgotten(step: Step) -> Iterator[Made]:
    """Only the output is left of the difference."""
    out, target = own_leaf(step, Quantity.OUT), own_leaf(step, Quantity.TARGET)
    yield out, target


ERROR_SLOPE = (
    Kind("error_itself", "You took the error, {}, not its slope.", "What is asked is a slope.", _error_itself),
    *FACTORS,
    Kind("target_forgotten", "You forgot {}.", "What is the output compared with?", _target_forgotten),
    *ANYWHERE,
)


def terms_of(step: Step) -> tuple[Expression, ...]:
    return step.rule.terms if isinstance(step.rule, Sum) and len(step.rule.terms) > 1 else ()


def _one_left_out(step: Step) -> Iterator[Made]:
    terms = terms_of(step)
    if isinstance(step.rule, Sum):
        yield from ((without(step.rule, index), term) for index, term in enumerate(terms))


def _one_alone(step: Step) -> Iterator[Made]:
    terms = terms_of(step)
    yield from ((term, term) for term in terms[:: max(len(terms) - 1, 1)])


def _averaged(step: Step) -> Iterator[Made]:
    if terms := terms_of(step):
        yield (Quotient(step.rule, Constant(len(terms))),)


def _subtracted(step: Step) -> Iterator[Made]:
    if terms := terms_of(step):
        yield (subtracted(terms),)


def _multiplied(step: Step) -> Iterator[Made]:
    if terms := terms_of(step):
        yield (Product(terms),)


def _sizes(step: Step) -> Iterator[Made]:
    if terms := terms_of(step):
        yield (Sum(tuple(Call("abs", (term,)) for term in terms)),)


SUBTRACTED = Kind("subtracted", "You subtracted instead of adding.", "Is it a sum or a difference?", _subtracted)
SUM = (
    Kind("one_alone", "You took {} alone.", "What is added up here?", _one_alone),
    Kind("one_left_out", "You left out {}.", "What is added up here?", _one_left_out),
    Kind("averaged", "You took the mean, not the sum.", "Is it a sum or a mean?", _averaged),
    SUBTRACTED,
    Kind("multiplied", "You multiplied instead of adding.", "Is it a sum or a product?", _multiplied),
    Kind("sizes", "You added the sizes without their signs.", "Some terms may be negative.", _sizes),
    SIGN,
)


def _not_kept(step: Step) -> Iterator[Made]:
    """What earlier samples have added is overwritten."""
    if terms := terms_of(step):
        yield terms[-1], terms[-1]


def _not_added(step: Step) -> Iterator[Made]:
    if terms := terms_of(step):
        yield terms[0], terms[-1]


def _divided_already(step: Step) -> Iterator[Made]:
    samples = leaf(Quantity.BATCH_SIZE)
    yield Quotient(step.rule, samples), samples


RUNNING_SUM = (
    Kind("overwritten", "You took {} alone: what was there before is lost.", "What was there before?", _not_kept),
    Kind("not_added", "You did not add {}.", "What does this sample add?", _not_added),
    Kind("divided_already", "You divided by {} already.", "Is it a sum or a mean?", _divided_already),
    SUBTRACTED,
    SIGN,
)


def _divided(step: Step) -> Iterator[Made]:
    samples = leaf(Quantity.BATCH_SIZE)
    if step.samples > 1:
        yield Quotient(step.rule, samples), samples


MEAN = (Kind("divided_again", "You divided by {} once more.", "How often is it divided?", _divided), *ANYWHERE)


def _bias_penalised(step: Step) -> Iterator[Made]:
    if step.layer.bias_count:
        bias = leaf(Quantity.WEIGHT, parameter=step.layer.bias(step.place.unit))
        yield Sum((step.rule, Power(bias, TWO))), bias


PENALTY = (Kind("bias_penalised", "You penalised the bias, {}.", "What is penalised?", _bias_penalised), *ANYWHERE)
