"""Terms in texts: the longest first, plurals, each once, and none in a formula or a number."""

from __future__ import annotations

import pytest

from explainer.glossary.finding import found_terms
from explainer.glossary.marked_html import marked_html, term_of_link


def words(text):
    return [(text[start:end], term.name) for start, end, term in found_terms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The learning rate is small.", [("learning rate", "learning rate")]),
        ("Gradient descent goes against the gradient.", [("Gradient descent", "gradient descent"), ("gradient",) * 2]),
        ("All weights and biases", [("weights", "weight"), ("biases", "bias")]),
        ("One batch, two batches, three batches", [("batch", "batch")]),
        ("a mini-batch of three", [("mini-batch", "mini-batch")]),
        ("the cost function, which is the loss", [("cost function", "loss")]),
        ("at the cost of hidden results, an identity of numbers and a vanishing rest", []),
        ("the truth table of twins", [("truth table", "truth table"), ("twins", "twins")]),
        ("its Hessian matrices", [("Hessian", "Hessian"), ("matrices", "matrix")]),
        ("net_h1 is added up", []),
        ("error = 0.5 · delta", []),
        ("say $delta = 1$ or `gradient` or {loss}", []),
        ("net-zero, weightless, the errors_sum", []),
        ("sigmoid(net)", []),
    ],
)
def test_terms_in_a_text(text, expected):
    assert words(text) == expected


def test_terms_in_html_become_links_outside_of_formulas():
    html = marked_html("The <b>loss</b> of <i>loss</i> &amp; the loss, <a href='x'>delta</a>, 1 &lt; 2 weights", "#123")
    link = '<a href="term:{}" style="color: #123;">{}</a>'
    assert html == (
        f"The <b>{link.format('loss', 'loss')}</b> of <i>loss</i> &amp; the loss, <a href='x'>delta</a>, "
        f"1 &lt; 2 {link.format('weight', 'weights')}"
    )


def test_a_term_that_was_told_is_not_marked():
    assert marked_html("the loss", "#123", told=("loss",)) == "the loss"


def test_a_link_leads_to_its_term():
    assert (term_of_link("term:learning rate"), term_of_link("https://example.org")) == ("learning rate", "")
