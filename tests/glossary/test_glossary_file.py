"""The glossary: what its file may hold, what is found by a word, and that the shipped one is whole."""

from __future__ import annotations

import pytest

from explainer.glossary.glossary_file import glossary, read_glossary
from explainer.glossary.term import NOTATIONS, GlossaryError

LOSS = '[[term]]\nname = "loss"\nmeans = "How bad."\nforms = ["cost"]\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[term]\n", "not TOML"),
        ("", "it has no terms"),
        ("terms = 1\n", '"terms" is not a key here; did you mean "term"?'),
        ('[[term]]\nmeans = "How bad."\n', "term 1: it has no name"),
        ('[[term]]\nname = "loss"\n', 'term 1 ("loss"): it has no means'),
        (LOSS + 'synonym = ["cost"]\n', 'term 1 ("loss"): "synonym" is not a key here; did you mean "synonyms"?'),
        (LOSS + 'synonyms = "cost"\n', 'term 1 ("loss"): synonyms is not a list of texts'),
        (LOSS + "worked = 3\n", 'term 1 ("loss"): worked is not a text'),
        (LOSS + 'see = ["delat"]\n', 'term "loss": see: "delat" is not a term'),
        (LOSS + LOSS, '"loss" leads to two terms, "loss" and "loss"'),
        (LOSS + '[[term]]\nname = "Cost"\nmeans = "x"\n', '"cost" leads to two terms, "loss" and "Cost"'),
        (
            LOSS + '[[term]]\nname = "b"\nmeans = "x"\nsynonyms = ["cost"]\n',
            '"cost" leads to two terms, "loss" and "b"',
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, sentence):
    with pytest.raises(GlossaryError) as error:
        read_glossary(text)
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


def test_a_term_is_found_by_its_name_a_form_and_a_synonym():
    terms = read_glossary(LOSS + 'synonyms = ["cost function"]\n')
    assert {terms.of(word).name for word in ("loss", "Loss", "cost", "Cost Function")} == {"loss"}
    assert terms.of("gain") is None


def test_a_search_has_those_first_that_begin_with_what_was_typed():
    found = [term.name for term in glossary().matching("grad")]
    assert found[:3] == ["gradient", "gradient check", "gradient descent"]
    assert "learning rate" in found  # its meaning speaks of the gradient
    assert [term.name for term in glossary().matching("z²₁")][:1] == ["net input"]
    assert glossary().matching("zebra") == ()


def test_the_shipped_glossary_has_the_words_of_the_course():
    wanted = (
        "loss, error, cost function, objective, blame, delta, gradient, epoch, update, batch, sample, Hessian, saddle, "
    )
    wanted += "ReLU, twins, truth table, relative error"
    assert [word for word in wanted.split(", ") if glossary().of(word) is None] == []
    for term in glossary().terms:
        assert term.means.endswith("."), term.name
        assert set(term.written.values()) == {text for text in map(term.__getattribute__, NOTATIONS) if text}


def test_each_term_of_the_shipped_glossary_is_reached_from_another():
    seen = {name for term in glossary().terms for name in term.see}
    assert {term.name for term in glossary().terms} - seen == set()
