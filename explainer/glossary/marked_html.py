"""Marks the terms in a text in HTML: each becomes a link to its entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape, unescape

from explainer.glossary.finding import find_terms
from explainer.glossary.glossary_file import glossary
from explainer.glossary.term import Glossary

LINK = "term:"
"""How the address of a link to an entry begins; its name follows."""
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_LEFT_ALONE = frozenset({"a", "code", "i", "sub", "sup", "head", "style"})
"""Formulas are in italics."""


def marked_html(html: str, colour: str, told: Collection[str] = (), terms: Glossary | None = None) -> str:
    """Return a text in HTML with its terms as links in the given colour, except in formulas, in code and in links.

    Each is marked once, and those whose names were `told` not at all.
    """
    return "".join(_pieces(html, colour, set(told), terms or glossary()))


def term_of_link(link: str) -> str:
    """Return the name of the term that a link leads to; nothing where it is another link."""
    return link.removeprefix(LINK) if link.startswith(LINK) else ""


def _pieces(html: str, colour: str, told: set[str], terms: Glossary) -> Iterator[str]:
    within = 0
    for piece in _TAG.split(html):
        tag = _NAME.match(piece) if piece.startswith("<") else None
        if tag is not None and tag[2] in _LEFT_ALONE:
            within += -1 if tag[1] else 1
        if piece.startswith("<") or within:
            yield piece
        else:
            yield from _marked(piece, colour, told, terms)


def _marked(piece: str, colour: str, told: set[str], terms: Glossary) -> Iterator[str]:
    text, at = unescape(piece), 0
    if escape(text, quote=False) != piece:  # with other entities; the places would not fit
        text = piece
    for found in find_terms(text, terms, told):
        told.add(found.term.name)
        yield escape(text[at : found.start], quote=False) if text is not piece else text[at : found.start]
        word = text[found.start : found.end]
        yield f'<a href="{LINK}{escape(found.term.name)}" style="color: {colour};">{escape(word, quote=False)}</a>'
        at = found.end
    yield escape(text[at:], quote=False) if text is not piece else text[at:]
