"""What cannot be checked is told in one sentence with its line, whatever the bytes are."""

from __future__ import annotations

import io
import os

import pytest
from golden_data import GOLDEN
from handmade import HEADER, Handmade
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from explainer.verify.errors import TraceError
from explainer.verify.formula_parser import read_formula
from explainer.verify.rows import LONGEST_LINE
from explainer.verify.trace_file import TraceVerdict, verify, verify_file

EXAMPLE = (GOLDEN / "example_trace.csv").read_bytes()
ROW = "1,1,1,1,forward,net,2,h1,,net_h1,w1*i1 + b1*1,0.5*2.0 + 0.25*1,1.25"


def message(content: bytes | str) -> str:
    data = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(TraceError) as told:
        verify(io.BytesIO(data))
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 250
    return str(told.value)


def answer(data: bytes) -> bool:
    """Tell whether there is a verdict, or a complaint with its line."""
    try:
        return isinstance(verify(io.BytesIO(data)), TraceVerdict)
    except TraceError as error:
        return str(error).startswith("line ")


def with_row(row: str) -> str:
    return f"{HEADER}\n{row}\n"


def test_the_row_that_the_others_spoil_is_right():
    assert verify(io.BytesIO(with_row(ROW).encode()))[:3] == (1, 1, None)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1: expected the columns of a trace"),
        (b"update,epoch,loss\n0,1,0.5\n", "not there: step, sample, phase"),
        (HEADER.replace("step,epoch", "epoch,step"), "line 1: expected exactly the columns"),
        (EXAMPLE[:-60] + b"\xff\xfe\n", "line 110: not UTF-8 text"),
        (with_row(f"{ROW},"), "line 2: expected 13 cells, got 14"),
        (with_row(""), "line 2: expected 13 cells, got 1"),
        (with_row(ROW.replace("net_h1,", '"net_h1,')), "line 2: an opening quotation mark without a closing one"),
        (with_row(ROW.replace("1,", "0,", 1)), "line 2: step: expected a whole number from 1, got '0'"),
        (with_row(ROW.replace("1,", "9" * 5000 + ",", 1)), "line 2: step: expected a whole number"),
        (with_row(ROW.replace(",1,forward", ",x,forward")), "line 2: sample: expected a whole number"),
        (with_row(ROW.replace(",1.25", ",nan")), "line 2: value: expected a number, got 'nan'"),
        (with_row(ROW.replace(",1.25", ',"1,25"')), "line 2: value: expected a number, got '1,25'"),
        (with_row(ROW.replace("b1*1,", "b1*,")), "line 2: the formula 'w1*i1 + b1*' cannot be read"),
        (with_row(ROW.replace("w1*i1", "w1$i1")), "cannot be read: cannot read on at character 3"),
        (with_row(ROW.replace("w1*i1", "sin(w1)")), "there is no function 'sin' of 1"),
        (with_row(ROW.replace("0.5*", "0.5!*")), "line 2: the substitution '0.5!*2.0 + 0.25*1' cannot be read"),
        (with_row(ROW.replace("0.5*", "1e999*")), "a number beyond what a float64 holds"),
        (with_row(ROW.replace("w1*i1", "(" * 5000 + "w1" + ")" * 5000)), "parentheses more than 60 deep"),
        (HEADER + "\n" + "1" * (LONGEST_LINE + 1), "line 2: longer than 2 MiB"),
    ],
)
def test_an_unusable_file(content, told):
    assert told in message(content)


@pytest.mark.parametrize("formula", ["a*" * 20000 + "a", " + ".join(["a"] * 20000), "((a))", "(" * 50 + "a" + ")" * 50])
def test_long_formulas_are_no_trouble(formula):
    row = with_row(f"1,1,1,,update,direction,2,o1,w1,direction_w1,{formula},{formula.replace('a', '1.0')},1.0")
    assert " is no formula that direction_w1 can have" in verify(io.BytesIO(row.encode())).problem


@pytest.mark.parametrize(
    ("formula", "bias", "net"),
    [("1/(1 + exp(-net_h1))", "(-801.0)", "-800.0"), ("exp(net_h1)/(1 + exp(net_h1))", "799.0", "800.0")],
)
def test_what_has_no_finite_value_is_a_wrong_row(formula, bias, net):
    substitution = formula.replace("net_h1", f"({net})" if net.startswith("-") else net)
    rows = [
        ROW.replace("0.25*1,1.25", f"{bias}*1,{net}"),
        f"2,1,1,1,forward,out,2,h1,,out_h1,{formula},{substitution},0.0",
    ]
    said = verify(io.BytesIO(with_row("\n".join(rows)).encode())).problem
    assert said == "row 2 (update 1, step 2, out_h1): the substitution has no finite value"


@pytest.mark.parametrize(
    "expression",
    ["1/(a - a)", "log(-a)", "exp(900*a)", "9**999*a", "(0 - a)**0.5", "1/(a*1e308*10)"],
)
def test_what_has_no_finite_value_raises(expression):
    with pytest.raises((ArithmeticError, ValueError)):
        read_formula(expression).evaluate([(1.0, 0.0)] * expression.count("a"))


@examples(100)
@given(st.one_of(st.binary(), st.binary().map(lambda data: HEADER.encode() + b"\n" + data)))
def test_any_bytes(data):
    assert answer(data)


@examples(100)
@given(st.data())
def test_any_damage_to_a_true_file(data):
    start = data.draw(st.integers(0, len(EXAMPLE)))
    end = data.draw(st.integers(start, min(start + 50, len(EXAMPLE))))
    damaged = (
        EXAMPLE[:start]
        + data.draw(st.binary(max_size=20) | st.text("()*+-/,.;\"'e19d_w \n").map(str.encode))
        + EXAMPLE[end:]
    )
    assert answer(damaged)


def softmax(second: float, in_turn: bool) -> io.BytesIO:
    """Return a forward pass whose outputs look at both net inputs; in turn, the second comes after its use."""
    made = Handmade(i1=1.0, w1=0.5, w2=0.25, b1=0.0, net_o2=second)
    out = "exp(net_{0})/(exp(net_o1) + exp(net_o2))"
    made.row(1, "1", "forward net 2 o1 -", "net_o1", "w1*i1 + b1*1")
    if in_turn:
        made.row(1, "1", "forward out 2 o1 -", "out_o1", out.format("o1"))
    made.row(1, "1", "forward net 2 o2 -", "net_o2", "w2*i1 + b1*1")
    made.row(1, "1", "forward out 2 o2 -", "out_o2", out.format("o2"))
    return made.file()


@pytest.mark.parametrize("in_turn", [True, False])
def test_a_softmax_may_look_ahead_at_a_net_input(in_turn):
    assert verify(softmax(0.25, in_turn)).problem is None


def test_a_net_input_that_turns_out_otherwise_is_found():
    assert "net_o2 is 0.25 here, but row 2 says 0.5" in verify(softmax(0.5, True)).problem


def test_a_net_input_that_never_comes_is_found():
    cut = b"\n".join(softmax(0.25, True).getvalue().split(b"\n")[:3])
    assert "row 2 uses net_o2, but no row of its update makes it" in verify(io.BytesIO(cut)).problem


def test_what_a_strange_file_holds_does_not_spoil_the_terminal():
    strange = ROW.replace(",net_h1,", f",\x1b[31m{'x' * 5000},")
    said = verify(io.BytesIO(with_row(strange).encode())).problem
    assert said.isprintable()
    assert len(said) < 500


def test_a_path_that_is_no_file(tmp_path):
    with pytest.raises(TraceError, match=r"^the name of the trace file is empty$"):
        verify_file("")
    with pytest.raises(TraceError, match=r"is not the name of a file$"):
        verify_file("a\0b")
    with pytest.raises(TraceError) as told:
        verify_file(f"{tmp_path}/{'long/' * 100}trace.csv")
    assert len(str(told.value)) < 70
    assert str(told.value).endswith("long/trace.csv'")


def test_a_pipe_that_nobody_writes_to_is_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(TraceError, match=r"pipe' is a pipe; give it as standard input with -$"):
        verify_file(str(pipe))


def test_a_pipe_of_the_shell_is_read():
    reading, writing = os.pipe()
    os.write(writing, EXAMPLE)
    os.close(writing)
    try:
        assert verify_file(f"/dev/fd/{reading}") == TraceVerdict(109, 1)
    finally:
        os.close(reading)


def test_a_long_name_before_what_is_wrong_in_the_file_is_shortened(tmp_path):
    path = tmp_path / f"{'x' * 200}.csv"
    path.write_bytes(b"nothing")
    with pytest.raises(TraceError, match=r"^…x+\.csv: line 1: "):
        verify_file(str(path))


def test_a_file_is_named_in_what_is_said(tmp_path):
    path = tmp_path / "trace.csv"
    with pytest.raises(TraceError, match=r"there is no file "):
        verify_file(str(path))
    with pytest.raises(TraceError, match=r"cannot be read: "):
        verify_file(str(tmp_path))
    path.write_bytes(b"nothing")
    with pytest.raises(TraceError, match=r"trace\.csv: line 1: "):
        verify_file(str(path))
    path.write_bytes(EXAMPLE)
    assert verify_file(str(path)) == TraceVerdict(109, 1)
