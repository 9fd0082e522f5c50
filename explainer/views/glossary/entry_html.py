"""The entry of a term as a page in HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from explainer.glossary.marked_html import LINK, marked_html
from explainer.glossary.term import NOTATIONS, Glossary, GlossaryTerm
from explainer.picture.palette import Palette


def entry_html(term: GlossaryTerm, terms: Glossary, palette: Palette, notation: str) -> str:
    """Return what a term means, how it is written, first in the `notation` in use, what books call it, and links."""
    colour = f"color: {palette.text};"
    parts = [f"<h2>{escape(term.name)}</h2>"]
    meaning = marked_html(escape(term.means, quote=False), palette.text, (term.name,), terms)
    parts.append(f"<p style='line-height: 130%;'>{meaning}</p>")
    if term.written:
        parts.append(f"<p><b>Written</b></p><table cellpadding='3'>{''.join(_rows(term, palette, notation))}</table>")
    if term.synonyms:
        parts.append(f"<p><b>Books also say</b><br>{escape(', '.join(term.synonyms), quote=False)}</p>")
    if term.see:
        parts.append(f"<p><b>See also</b><br>{', '.join(_links(terms.seen_from(term), colour))}</p>")
    return f"<div style='{colour}'>{''.join(parts)}</div>"


def _rows(term: GlossaryTerm, palette: Palette, notation: str) -> Iterable[str]:
    in_use = NOTATIONS.get(notation, "")
    for title, text in term.written.items():
        name = f"<b>{title}</b>" if title == in_use else f"<span style='color: {palette.muted};'>{title}</span>"
        yield f"<tr><td>{name}&nbsp;&nbsp;</td><td>{escape(text, quote=False)}</td></tr>"


def _links(terms: Iterable[GlossaryTerm], style: str) -> Iterable[str]:
    for term in terms:
        name = escape(term.name)
        yield f'<a href="{LINK}{name}" style="{style}">{name}</a>'
