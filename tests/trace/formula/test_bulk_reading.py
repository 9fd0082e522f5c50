"""Reading many numbers at once says the same as asking for each."""

from __future__ import annotations

from hypothesis import given
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.run.run import Run
from explainer.functions.expression import symbols
from explainer.trace.formula.symbol_values import BulkReader, read
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.trace import Trace


def all_symbols(trace):
    """Every symbol of an update, the results of its lines among them."""
    return list(dict.fromkeys(symbol for step in trace for symbol in (step.symbol, *symbols(step.rule))))


@examples(25)
@given(scenarios())
def test_every_number_of_later_updates_is_the_one_that_is_asked_for(scenario):
    run = Run(scenario)
    run.advance(12)
    readers = {}
    for number in range(1, run.updates + 1):
        p = run.pass_of(number)
        if p.samples not in readers:
            asked = all_symbols(Trace(p))
            readers[p.samples] = asked, BulkReader(p, asked)
        asked, reader = readers[p.samples]
        assert [repr(value) for value in reader.read(p)] == [repr(read(p, symbol)) for symbol in asked]


def test_numbers_come_in_the_order_asked_for():
    p = Run(mazur()).pass_of(1)
    asked = [
        Symbol(Quantity.LEARNING_RATE),
        Symbol(Quantity.TARGET, 0, 2, 1),
        Symbol(Quantity.WEIGHT, parameter=1),
        Symbol(Quantity.BATCH_SIZE),
        Symbol(Quantity.OUT, 0, 0, 0),
        Symbol(Quantity.WEIGHT, parameter=0),
    ]
    assert BulkReader(p, asked).read(p) == [0.5, 0.99, 0.2, 1, 0.05, 0.15]
