"""Letters and names as the lectures write them, in four forms: for files, on the screen, in TeX, and aloud."""

from __future__ import annotations

from typing import NamedTuple

_CAPITALS = frozenset({"Theta", "Delta", "D"})
"""What has a small sister, and sounds like her."""
_OF_PARAMETERS = frozenset({"Theta", "Delta", "D", "w", "b"})


class Letter(NamedTuple):
    """A letter or word: as part of an identifier, in Unicode, and in TeX."""

    plain: str
    shown: str
    tex: str

    @property
    def aloud(self) -> str:
        words = self.plain.replace("_", " ")
        return f"capital {words if len(words) == 1 else words.lower()}" if self.plain in _CAPITALS else words


def word(text: str) -> Letter:
    """Return a word that is written as it is."""
    return Letter(text, text, text.replace("_", r"{\_}"))


ETA = Letter("eta", "η", r"\eta")
ALPHA = Letter("alpha", "α", r"\alpha")
RHO = Letter("rho", "ρ", r"\rho")
DELTA = Letter("delta", "δ", r"\delta")
L1 = Letter("lambda_1", "λ₁", r"\lambda_1")
L2 = Letter("lambda_2", "λ₂", r"\lambda_2")

_OF_OPTIMIZERS = {
    "alpha": ALPHA,
    "beta1": Letter("beta1", "β₁", r"\beta_{1}"),
    "beta2": Letter("beta2", "β₂", r"\beta_{2}"),
    "epsilon": Letter("epsilon", "ε", r"\varepsilon"),
    "rho": RHO,
    "moment1_hat": Letter("moment1_hat", "moment1_hat", r"\widehat{moment1}"),
    "moment2_hat": Letter("moment2_hat", "moment2_hat", r"\widehat{moment2}"),
    "momentum_now": Letter("momentum_now", "momentum_now", "momentum_{now}"),
    "momentum_next": Letter("momentum_next", "momentum_next", "momentum_{next}"),
    "momentum_product": Letter("momentum_product", "momentum_product", "momentum_{product}"),
}


def of_optimizer(name: str) -> Letter:
    """Return how a setting, memory or number of an optimizer is written; books have a shorter sign for some."""
    return _OF_OPTIMIZERS.get(name) or word(name)


_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Name(NamedTuple):
    """A letter with a layer (from 1, 0 for none) and indices, all as people count them; `mark` is a word before these.

    The theta notation has the layer in brackets behind the indices, the matrix notation before them.
    """

    letter: Letter
    layer: int = 0
    lower: tuple[int, ...] = ()
    in_brackets: bool = True
    mark: str = ""

    @property
    def plain(self) -> str:
        above = str(self.layer) if self.layer else ""
        return "".join((self._marked(self.letter.plain), above, *(f"_{index}" for index in self.lower)))

    @property
    def shown(self) -> str:
        letter, below = self._marked(self.letter.shown), self._indices.translate(_SUBSCRIPTS)
        above = str(self.layer).translate(_SUPERSCRIPTS) if self.layer else ""
        return letter + (f"{below}⁽{above}⁾" if above and self.in_brackets else above + below)

    @property
    def tex(self) -> tuple[str, ...]:
        indices = r"\;".join(part for part in (self.mark, self._indices) if part)
        below = f"_{{{indices}}}" if indices else ""
        above = f"^{{({self.layer})}}" if self.in_brackets else f"^{{{self.layer}}}"
        parts = (below, above) if self.in_brackets else (above, below)
        return (self.letter.tex + ("".join(parts) if self.layer else below),)

    @property
    def aloud(self) -> str:
        words = [self.letter.aloud, self.mark, *map(str, self.lower)]
        if self.layer:
            words.append(f"{'in' if self.letter.plain in _OF_PARAMETERS else 'of'} layer {self.layer}")
        return " ".join(word for word in words if word)

    @property
    def _indices(self) -> str:
        """The indices in a row; a comma is needed where one has two digits."""
        return ("" if max(self.lower, default=0) < 10 else ",").join(map(str, self.lower))

    def _marked(self, letter: str) -> str:
        return f"{letter}_{self.mark}" if self.mark else letter


class Prime(NamedTuple):
    """The slope of the activation function at a net input: g′(z)."""

    function: Letter
    net: Name

    @property
    def plain(self) -> str:
        return self.net._replace(letter=self.net.letter._replace(plain=f"{self.function.plain}_prime")).plain

    @property
    def shown(self) -> str:
        return f"{self.function.shown}′({self.net.shown})"

    @property
    def tex(self) -> tuple[str, ...]:
        return (f"{self.function.tex}'({self.net.tex[0]})",)

    @property
    def aloud(self) -> str:
        return f"{self.function.aloud} prime of {self.net.aloud}"


class Of(NamedTuple):
    """What is kept for a parameter, such as its velocity: a word, and the parameter as its index."""

    word: Letter
    parameter: Name

    @property
    def plain(self) -> str:
        return f"{self.word.plain}_{self.parameter.plain}"

    @property
    def shown(self) -> str:
        return f"{self.word.shown}_{self.parameter.shown}"

    @property
    def tex(self) -> tuple[str, ...]:
        return (f"{self.word.tex}_{{{self.parameter.tex[0]}}}",)

    @property
    def aloud(self) -> str:
        return f"{self.word.aloud} of {self.parameter.aloud}"


class Derivative(NamedTuple):
    """How `top` changes with `bottom`."""

    top: Name
    bottom: Name

    @property
    def plain(self) -> str:
        return f"d{self.top.plain}/d{self.bottom.plain}"

    @property
    def shown(self) -> str:
        return f"∂{self.top.shown}/∂{self.bottom.shown}"

    @property
    def tex(self) -> tuple[str, ...]:
        return rf"\partial {self.top.tex[0]}", rf"\partial {self.bottom.tex[0]}"

    @property
    def aloud(self) -> str:
        return f"d {self.top.aloud} by d {self.bottom.aloud}"


Sign = Name | Prime | Of | Derivative
