"""Lines to be copied: as text, and as LaTeX that can be set."""

from __future__ import annotations

import re

import pytest
from traces import find, rich, trace_of
from worked import mazur
from ziamath.config import config
from ziamath.zmath import Latex

from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.known.known import Known
from explainer.trace.typeset.tex_line import line_tex, line_text

WORKED, THETA, MATRIX = (Writing(notation) for notation in Notation)


def test_the_text_of_a_line_is_that_of_the_file():
    step = find(mazur(), "w5+")
    assert line_text(Known.after(step), WORKED) == " = ".join(step.row()[9:])


def test_the_text_of_a_line_has_the_signs_of_its_notation():
    step = find(mazur(), "w5+")
    numbers = " = ".join(step.row()[11:])
    assert line_text(Known.after(step), THETA) == f"Θ₁₁⁽²⁾ := Θ₁₁⁽²⁾ - α*D₁₁⁽²⁾ = {numbers}"
    assert line_text(Known.after(step), MATRIX) == f"w³₁₁ ← w³₁₁ - η*∂E/∂w³₁₁ = {numbers}"


@pytest.mark.parametrize(
    ("name", "writing", "expected"),
    [
        (
            "net_h1",
            WORKED,
            r"\mathit{net}_{h1} = w_{1} \cdot i_{1} + w_{2} \cdot i_{2} + b_{1} \cdot 1 "
            r"= 0.15 \cdot 0.05 + 0.2 \cdot 0.1 + 0.35 \cdot 1 = 0.3775",
        ),
        (
            "out_h1",
            THETA,
            r"a_{1}^{(2)} = g(z_{1}^{(2)}) = \frac{1}{1 + e^{-z_{1}^{(2)}}} = \frac{1}{1 + e^{-0.3775}} = 0.593270",
        ),
        (
            "w5+",
            MATRIX,
            r"w^{3}_{11} \leftarrow w^{3}_{11} - \eta \cdot \frac{\partial E}{\partial w^{3}_{11}} "
            r"= 0.4 - 0.5 \cdot 0.0821670 = 0.358916",
        ),
        (
            "dE_total/dout_o2",
            Writing(Notation.WORKED, 4),
            r"\frac{\partial E_{\mathit{total}}}{\partial \mathit{out}_{o2}} = "
            r"-\left(\mathit{target}_{o2} - \mathit{out}_{o2}\right) = -\left(0.99 - 0.7729\right) = -0.2171",
        ),
    ],
)
def test_a_line_in_latex(name, writing, expected):
    assert line_tex(Known.after(find(mazur(), name)), writing) == expected


def test_functions_and_tiny_numbers_in_latex():
    found = line_tex(Known.after(find(rich((1, 1), "adam"), "w1+")), THETA)
    assert r"\sqrt{\widehat{\mathit{moment}2}_{\Theta_{11}^{(1)}}} + \varepsilon" in found
    assert r"1 \cdot 10^{-8}" in found
    assert r"\operatorname{sign}\left(w_{1}\right)" in line_tex(Known.after(find(rich((1, 1)), "dE_batch/dw1")), WORKED)
    assert r"\left|w_{1}\right|" in line_tex(Known.after(find(rich((1, 1)), "penalty_o1")), WORKED)


def test_a_chosen_number_has_no_formula():
    line = line_tex(Known.after(find(rich((1, 1), "bfgs"), "step_length")), WORKED)
    assert re.fullmatch(r"\\mathit\{step\}\{\\_\}\\mathit\{length\} = [-0-9.]+", line)


RICH = rich((1, 2, 2, 1), "nadam", dropout=0.5)


@pytest.mark.parametrize(("scenario", "notation"), [(mazur(), Notation.WORKED), *((RICH, each) for each in Notation)])
def test_every_kind_of_line_can_be_set(scenario, notation, monkeypatch):
    monkeypatch.setattr(config, "svg2", False)
    for step in {step.operation: step for step in trace_of(scenario)}.values():
        tex = line_tex(Known.after(step), Writing(notation))
        assert tex.count("{") == tex.count("}")
        assert tex.count(r"\left") - tex.count(r"\leftarrow") == tex.count(r"\right")
        assert re.fullmatch(r"[\x20-\x7e]+", tex)
        assert "<path" in Latex(tex, size=20).svg()
