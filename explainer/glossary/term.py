"""A word of the glossary, and all of them by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

NOTATIONS = {"worked": "net / out", "theta": "theta", "matrix": "matrix"}
"""What the three notations are called, by the members of a term that say how they write it."""


class GlossaryError(Exception):
    """A glossary that cannot be used; its text is one sentence with the place."""


@dataclass(frozen=True)
class GlossaryTerm:
    """What a word means, how the three notations write the quantity, what books call it, and the terms to see also.

    `forms` are other words of a sentence that mean it.
    """

    name: str
    means: str
    worked: str = ""
    theta: str = ""
    matrix: str = ""
    synonyms: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def written(self) -> dict[str, str]:
        """How each notation writes it; nothing where it is no quantity."""
        return {title: getattr(self, name) for name, title in NOTATIONS.items() if getattr(self, name)}


@dataclass(frozen=True)
class Glossary:
    """Terms in the order of their file."""

    terms: tuple[GlossaryTerm, ...]

    @cached_property
    def _by_word(self) -> dict[str, GlossaryTerm]:
        words: dict[str, GlossaryTerm] = {}
        for term in self.terms:
            words[term.name.casefold()] = term
        for term in self.terms:
            for word in (*term.forms, *term.synonyms):
                words.setdefault(word.casefold(), term)
        return words

    def of(self, word: str) -> GlossaryTerm | None:
        """Return the term of a name, a form or a synonym; None where there is none."""
        return self._by_word.get(word.casefold())

    def matching(self, text: str) -> tuple[GlossaryTerm, ...]:
        """Return the terms for what was typed: first those that begin with it, then those in whose names, synonyms
        or meaning it is."""
        typed = text.strip().casefold()
        ranked = sorted(
            ((rank, at) for at, term in enumerate(self.alphabetic) if (rank := _rank(term, typed)) is not None)
        )
        return tuple(self.alphabetic[at] for _, at in ranked)

    @cached_property
    def alphabetic(self) -> tuple[GlossaryTerm, ...]:
        """The terms by name."""
        return tuple(sorted(self.terms, key=lambda term: term.name.casefold()))

    def seen_from(self, term: GlossaryTerm) -> Iterator[GlossaryTerm]:
        """Go through the terms to see also."""
        for name in term.see:
            found = self.of(name)
            if found is not None:
                yield found


def _rank(term: GlossaryTerm, typed: str) -> int | None:
    names = [name.casefold() for name in (term.name, *term.forms, *term.synonyms, *term.written.values())]
    if names[0].startswith(typed):
        return 0
    if any(name.startswith(typed) for name in names):
        return 1
    if any(typed in name for name in names):
        return 2
    return 3 if typed in term.means.casefold() else None
