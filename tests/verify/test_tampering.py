"""Whatever is changed in a true trace is found, where it is first wrong."""

from __future__ import annotations

import io
import re
from contextlib import suppress

import pytest
from golden_data import GOLDEN
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from explainer.verify.errors import TraceError
from explainer.verify.trace_file import verify

EXAMPLE = (GOLDEN / "example_trace.csv").read_text("utf-8")
SEQUENTIAL = (GOLDEN / "worked_example_sequential.csv").read_text("utf-8")
SIMULTANEOUS = (GOLDEN / "worked_example_simultaneous.csv").read_text("utf-8")
NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?:e[-+][0-9]+)?")


def problem(text: str) -> str | None:
    return verify(io.BytesIO(text.encode())).problem


def changed(text: str, row: int, old: str, new: str) -> str:
    """Return the text with `old` in a row (from 1, below the header) replaced where it is last."""
    lines = text.split("\n")
    before, found, after = lines[row].rpartition(old)
    assert found
    lines[row] = before + new + after
    return "\n".join(lines)


@examples(100)
@given(st.sampled_from([EXAMPLE, SEQUENTIAL, SIMULTANEOUS]), st.data())
def test_any_other_digit_is_found(text, data):
    numbers = list(NUMBER.finditer(text, text.index("\n")))
    number = data.draw(st.sampled_from(numbers))
    place = data.draw(st.sampled_from([i for i in range(*number.span()) if text[i].isdigit()]))
    tampered = text[:place] + data.draw(st.sampled_from("0123456789")) + text[place + 1 :]
    old, new = float(number[0]), float(tampered[slice(*number.span())])
    if abs(old - new) <= 1e-9 * abs(old):  # may be within what rounding leaves open
        return
    with suppress(TraceError):
        assert problem(tampered) is not None


@pytest.mark.parametrize("text", [EXAMPLE, SEQUENTIAL, SIMULTANEOUS], ids=["example", "sequential", "simultaneous"])
def test_a_value_off_by_a_billionth_is_found_in_its_row(text):
    for row, line in enumerate(text.split("\n")[1:-1], start=1):
        value = float(line.rpartition(",")[2])
        if value:
            tampered = changed(text, row, line.rpartition(",")[2], repr(value * (1 + 1e-9)))
            assert problem(tampered).startswith(f"row {row} (update 1, step {row}, ")


@pytest.mark.parametrize("text", [EXAMPLE, SEQUENTIAL], ids=["example", "sequential"])
def test_a_row_left_out_repeated_or_moved_is_found(text):
    header, *rows = text.splitlines(keepends=True)
    for k in range(len(rows) - 1):
        assert problem(header + "".join(rows[:k] + rows[k + 1 :]))
        assert problem(header + "".join([*rows[: k + 1], *rows[k:]]))
        assert problem(header + "".join([*rows[:k], rows[k + 1], rows[k], *rows[k + 2 :]]))


@pytest.mark.parametrize(
    ("row", "old", "new", "complaint"),
    [
        (
            20,
            "0.058064613013865445",
            "0.05",
            "row 20 (update 1, step 20, dE_total/dout_h1): the substitution gives 0.058064613013865445, the value says "
            "0.05 (off by 8.1e-03)",
        ),
        (
            2,
            "tanh(0.3775)",
            "tanh(0.4)",
            "row 2 (update 1, step 2, out_h1): net_h1 is 0.4 here, but row 1 made it 0.3775",
        ),
        (41, "0.25*", "0.75*", "w3 is 0.75 here, but row 3 says 0.25"),
        (48, "0.99 -", "0.98 -", "target_o1 is 0.98 here, but row 45 says 0.99"),
        (14, "0.0 +", "0.5 +", "sum_w5 is 0.5 here, but it starts from 0.0"),
        (92, "0.9*0.0", "0.9*0.1", "velocity_w1 is 0.1 here, but it starts from 0.0"),
        (94, "0.9*", "0.8*", "momentum is 0.8 here, but row 92 says 0.9"),
        (84, "/2 + 0.1/2", "/2 + 0.1/4", "m is 4.0 here, but row 78 says 2.0"),
        (7, "**2", "**3", "is not the formula with its numbers in"),
        (8, "0.1985615614668278,0", "1.5,0", "E_o1 is 1.5 here, but row 7 made it 0.1985615614668278"),
        (
            22,
            " * dout_h1/dnet_h1",
            " * dout_h2/dnet_h2",
            "* dout_h2/dnet_h2', expected 'dE_total/dout_h1 * dout_h1/dnet_h1'",
        ),
        (22, "delta_h1", "delta_h2", "operation, unit and parameter are those of another symbol"),
        (22, "backward", "forward", "the phase of delta is backward, not 'forward'"),
        (22, ",delta,", ",dolta,", "there is no operation 'dolta' in the phase 'backward'"),
        (22, ",2,h1", ",3,h1", "h1 is in layer 3 here, and elsewhere before"),
        (107, ",o1,w6", ",h1,w6", "h1 is in layer 3 here"),
        (
            108,
            ",update,velocity,3,o1,",
            ",update,speed,3,o1,",
            "there is no operation 'speed' in the phase 'update'",
        ),
        (108, ",update,velocity,3,o1,", ",update,direction,3,o1,", "are those of another symbol"),
        (77, "1,1,,loss", "1,1,1,loss", "a row of batch_error has no sample"),
        (40, "40,1,1,2", "40,1,1,3", "net_h1 is used, but no row before it makes it for this sample"),
        (40, "40,1,1,2", "40,2,1,2", "epoch 2 in an update of epoch 1"),
        (40, "40,1,1,2", "40,1,3,2", "expected update 1 or 2"),
        (40, "40,1,1,2", "41,1,1,2", "expected step 40"),
    ],
)
def test_what_is_said(row, old, new, complaint):
    said = problem(changed(EXAMPLE, row, old, new))
    assert said.endswith(complaint) or complaint in said
    assert said.startswith(f"row {row} (update ")


def test_hidden_deltas_through_old_weights_do_not_pass_in_sequential_order():
    row = next(i for i, line in enumerate(SEQUENTIAL.split("\n")) if ",contribution," in line)
    new_weight = SEQUENTIAL.split("\n")[row].split("*")[-1].split(",")[0]
    assert f"w5 is 0.4 here, but row {row - 4} made it" in problem(changed(SEQUENTIAL, row, f"*{new_weight}", "*0.4"))
