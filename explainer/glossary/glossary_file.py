"""Reads a glossary from TOML, strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

from explainer.files.assets import asset_path
from explainer.files.wording import quoted, unknown
from explainer.glossary.term import Glossary, GlossaryError, GlossaryTerm

_MEMBERS = {field.name: field for field in fields(GlossaryTerm)}
_NEEDED = ("name", "means")


@cache
def glossary() -> Glossary:
    """Return the glossary that comes with the app."""
    return read_glossary(asset_path("glossary.toml").read_text(encoding="utf-8"))


def read_glossary(text: str) -> Glossary:
    """Return the glossary in a TOML text. Raises GlossaryError, with the term and the key, where it cannot be used."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GlossaryError(f"not TOML: {error}") from None
    for key in whole:
        if key != "term":
            raise GlossaryError(unknown(key, "a key here", ["term"]))
    entries = whole.get("term")
    if not isinstance(entries, list) or not entries:
        raise GlossaryError("it has no terms; each begins with [[term]]")
    terms = Glossary(tuple(_term(entry, number) for number, entry in enumerate(entries, start=1)))
    for sentence in _faults(terms):
        raise GlossaryError(sentence)
    return terms


def _term(members: object, number: int) -> GlossaryTerm:
    place = f"term {number}"
    if not isinstance(members, dict):
        raise GlossaryError(f"{place}: expected a table, which begins with [[term]]")
    if isinstance(members.get("name"), str):
        place = f"{place} ({quoted(members['name'])})"
    for key in members:
        if key not in _MEMBERS:
            raise GlossaryError(f"{place}: {unknown(key, 'a key here', _MEMBERS)}")
    for key in _NEEDED:
        if key not in members:
            raise GlossaryError(f"{place}: it has no {key}")
    values: dict[str, Any] = {key: _value(value, key, place) for key, value in members.items()}
    return GlossaryTerm(**values)


def _value(value: Any, key: str, place: str) -> str | tuple[str, ...]:
    is_many = _MEMBERS[key].default == ()
    texts = value if is_many and isinstance(value, list) else [value]
    if is_many is not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        expected = "a list of texts" if is_many else "a text"
        raise GlossaryError(f"{place}: {key} is not {expected}")
    return tuple(texts) if is_many else texts[0]


def _faults(terms: Glossary) -> Iterator[str]:
    """Say where two terms have one name, form or synonym, and where a term to see is none."""
    owners: dict[str, GlossaryTerm] = {}
    for term in terms.terms:
        for word in dict.fromkeys(word.casefold() for word in (term.name, *term.forms, *term.synonyms)):
            if word in owners:
                yield f"{quoted(word)} leads to two terms, {quoted(owners[word].name)} and {quoted(term.name)}"
            owners[word] = term
    names = [term.name for term in terms.terms]
    for term in terms.terms:
        for name in term.see:
            if name not in names:
                yield f"term {quoted(term.name)}: see: {unknown(name, 'a term', names)}"
