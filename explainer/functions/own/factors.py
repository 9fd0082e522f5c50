"""A number times powers of expressions: what every term of a formula is taken as while it is simplified."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from explainer.functions.expression import Expression

_MOST_POWER = 64
_ONE = Fraction(1)


@dataclass(frozen=True)
class Factored:
    """A number times powers of expressions, in the order in which they were met; `exponents` has no 0."""

    number: Fraction
    exponents: tuple[tuple[Expression, Fraction], ...] = ()

    @property
    def is_number(self) -> bool:
        return not self.number or not self.exponents

    def to_the(self, power: Fraction) -> Factored | None:
        """Return a power of it; None where the power of its number is not exact, or the sign of a base would go."""
        if power.denominator != 1:
            return None
        if abs(power) > _MOST_POWER or (power < 0 and not self.number):
            return None
        number = self.number ** int(power)
        return Factored(number, tuple((base, exponent * power) for base, exponent in self.exponents))


def single(base: Expression, exponent: Fraction = _ONE) -> Factored:
    """Return one expression, or a power of it, as a factor."""
    return Factored(_ONE, ((base, exponent),))
