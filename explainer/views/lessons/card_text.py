"""The texts of a card as Qt shows them: Markdown, and short formulas between $ signs with their indices."""

from __future__ import annotations

import re
from html import escape

from explainer.lessons.formula_signs import SIGNS

_COMMAND = re.compile(r"\\([A-Za-z]+|,)\s?")
_FRACTION = re.compile(r"\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_TEXT = re.compile(r"\\(?:text|mathrm|operatorname)\s*\{([^{}]*)\}")
_INDEX = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w))")
_SET_APART = re.compile(r"\*\*(.+?)\*\*|`([^`]+)`|\*(.+?)\*")


def as_html(text: str) -> str:
    """Return a text of a card as HTML: **bold**, *italic*, `code` and $formulas$; all else is shown as it is."""
    pieces = re.split(r"\$([^$\n]+)\$", text)
    return "".join(_formula(piece) if at % 2 else _marked(piece) for at, piece in enumerate(pieces))


def as_words(text: str) -> str:
    """Return a text of a card without any marks, for those who hear it."""
    return re.sub(r"<[^>]+>", "", as_html(text)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _marked(text: str) -> str:
    def mark(found: re.Match[str]) -> str:
        bold, code, italic = found.groups()
        if bold is not None:
            return f"<b>{bold}</b>"
        return f"<code>{code}</code>" if code is not None else f"<i>{italic}</i>"

    return _SET_APART.sub(mark, escape(text, quote=False)).replace("\n\n", "<br><br>").replace("\n", "<br>")


def _formula(tex: str) -> str:
    """Return a formula of one line; a fraction stands with a slash."""
    tex = escape(tex, quote=False)
    for _ in range(3):  # one within another
        tex = _INDEX.sub(_shifted, tex)
        tex = _FRACTION.sub(lambda found: f"{_grouped(found[1])}/{_grouped(found[2])}", tex)
        tex = _ROOT.sub(lambda found: f"√({found[1]})", tex)
        tex = _TEXT.sub(lambda found: found[1], tex)
    tex = _COMMAND.sub(lambda found: SIGNS.get(found[1], found[1]), tex)
    return f"<i>{tex.replace('{', '').replace('}', '')}</i>"


def _grouped(part: str) -> str:
    return f"({part})" if re.search(r"[\s+−-]", part.strip()) else part


def _shifted(found: re.Match[str]) -> str:
    tag = "sub" if found[1] == "_" else "sup"
    return f"<{tag}>{found[2] if found[2] is not None else found[3]}</{tag}>"
