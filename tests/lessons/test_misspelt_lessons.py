"""Every name in a lesson counts: one that is misspelt is told, wherever it is."""

import re

import pytest
from lesson_text import LESSON

from explainer.lessons.checking.check import findings
from explainer.lessons.shipped import lessons

_SYMBOL = re.compile(r"\b(?:net|out|delta|E|new|target|dE|dout)_\w+")
_HEADS = {head.id: head for head in lessons()}


def misspelt(text):
    """Go through the text with one symbol misspelt: each in an answer, a wrong value, a step or a number of a text."""
    for place in re.finditer(r'(?:answer|value|step|until) = "([^"{}]*)"|(?<!\{)\{([^{}$"]*)\}(?!\})', text):
        for symbol in _SYMBOL.finditer(place[0]):
            end = place.start() + symbol.end()
            if text[: place.start()].rpartition("\n")[2].count("$") % 2 == 0:
                yield symbol[0], f"{text[:end]}q{text[end:]}"


@pytest.mark.parametrize("name", ["this one", *sorted({"forward"} & set(_HEADS))])
def test_a_misspelt_symbol_is_told(name):
    head = _HEADS.get(name)
    text = head.path.read_text(encoding="utf-8") if head else LESSON
    found = list(misspelt(text))
    assert len(found) >= 7
    untold = [symbol for symbol, broken in found if not findings(broken, "", None, _HEADS).errors]
    assert untold == []
