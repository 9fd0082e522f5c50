"""Which symbol of an update an answer is about."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal
from unicodedata import normalize

from explainer.engine.scenario.written_answer import WrittenAnswer
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.symbols import Symbol, key_of
from explainer.trace.lines.symbols_by_name import symbols_by_name

Why = Literal["symbol", "no sample", "sample", "twice", "update"]


class UnplacedError(Exception):
    """An answer that is about nothing in its update: `known` are the names that it could have, or the samples."""

    def __init__(self, answer: WrittenAnswer, why: Why, known: Iterable[str] = ()) -> None:
        super().__init__(answer, why)
        self.answer, self.why, self.known = answer, why, tuple(known)


def placed(answers: Iterable[WrittenAnswer], p: Pass) -> dict[Symbol, WrittenAnswer]:
    """Return the answers to an update by symbol. Raises UnplacedError."""
    names, given = symbols_by_name(p), dict[Symbol, WrittenAnswer]()
    for answer in answers:
        named = names.get(answer.symbol) or _written_otherwise(answer.symbol, names)
        if named is None:
            raise UnplacedError(answer, "symbol", names)
        symbol = key_of(_of_sample(named, answer, p))
        if symbol in given and _written(given[symbol]) != _written(answer):
            raise UnplacedError(answer, "twice")
        given[symbol] = answer
    return given


def _written(answer: WrittenAnswer) -> Fraction | str:
    return answer.number.value if answer.number else answer.text


def _written_otherwise(name: str, names: dict[str, Symbol]) -> Symbol | None:
    """Return the symbol that a name can only be, where letters are as on the screen, or of another size."""
    simple = _simple(name)
    found = {symbol for known, symbol in names.items() if _simple(known) == simple}
    return found.pop() if len(found) == 1 else None


def _simple(name: str) -> str:
    """Return a name without what people leave out or write otherwise: ∂E/∂w₅ as de/dw5, δ_h1 as deltah1."""
    plain = normalize("NFKC", name).casefold().replace("δ", "delta").replace("∂", "d")
    return "".join(letter for letter in plain if letter not in "_ ·*")


def _of_sample(symbol: Symbol, answer: WrittenAnswer, p: Pass) -> Symbol:
    if symbol.sample < 0 or (answer.sample is None and p.samples == 1):
        return symbol
    samples = [row + 1 for row in p.rows]
    if answer.sample is None or answer.sample not in samples:
        raise UnplacedError(answer, "no sample" if answer.sample is None else "sample", map(str, samples))
    return symbol._replace(sample=samples.index(answer.sample))
