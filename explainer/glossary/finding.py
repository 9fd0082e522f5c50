"""Finds the terms of a glossary in a text: the longest first, in the plural too, each once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from explainer.glossary.glossary_file import glossary
from explainer.glossary.term import Glossary, GlossaryTerm

_SIGNS = "=·*+−/×^⊙∂≤≥<>²√∑Σ"
"""Beside one of these a word is part of a formula."""
_APART = re.compile(r"\$[^$\n]*\$|`[^`]*`|\{[^{}]*\}")
"""What is set as a formula or as code."""
_BEFORE, _AFTER = r"(?<![\w\-–/_.])(?<!\w\()", r"(?![\w\-_(\[]|[.,]\d)"


class FoundTerm(NamedTuple):
    """A term at text[start:end]."""

    start: int
    end: int
    term: GlossaryTerm


@lru_cache(maxsize=512)
def found_terms(text: str) -> tuple[FoundTerm, ...]:
    """Return where the terms of the app's glossary are in a text."""
    return tuple(find_terms(text, glossary()))


def find_terms(text: str, terms: Glossary, told: Collection[str] = ()) -> Iterator[FoundTerm]:
    """Go through the terms in a text, each where it is first; those whose names were `told` before are left out."""
    apart, names = [found.span() for found in _APART.finditer(text)], set(told)
    words, pattern = _words(terms)
    for found in pattern.finditer(text):
        term = words[found[0].casefold()]
        if term.name in names or _is_formula(text, found, apart):
            continue
        names.add(term.name)
        yield FoundTerm(found.start(), found.end(), term)


@lru_cache(maxsize=4)
def _words(terms: Glossary) -> tuple[dict[str, GlossaryTerm], re.Pattern[str]]:
    """Return each word that leads to a term, and the pattern of them all."""
    words: dict[str, GlossaryTerm] = {}
    for term in terms.terms:
        for word in (term.name, *term.forms):
            words.setdefault(word.casefold(), term)
    for word, term in list(words.items()):
        words.setdefault(_plural(word), term)
    ordered = sorted(words, key=len, reverse=True)
    return words, re.compile(f"{_BEFORE}(?:{'|'.join(map(re.escape, ordered))}){_AFTER}", re.IGNORECASE)


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{word}s"


def _is_formula(text: str, found: re.Match[str], apart: list[tuple[int, int]]) -> bool:
    if any(start <= found.start() < end for start, end in apart):
        return True
    before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    return before[-1:] in tuple(_SIGNS) or after[:1] in tuple(_SIGNS)
