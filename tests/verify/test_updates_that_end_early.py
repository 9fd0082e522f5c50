"""Where a file of one update ends before its last update row, that row is missing, or what it is of is frozen."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from worked import mazur

from explainer.engine.run.run import Run
from explainer.export.levels import write_csv
from explainer.verify.trace_file import verify

HIDDEN, OUTPUT = (0, 1, 2, 3), (6, 7, 8, 9)
"""Where w1 to w4 and w5 to w8 are in theta."""


def trace(count: int, order: str, frozen: tuple[int, ...] = (), **settings: object) -> list[str]:
    scenario = mazur(update_order=order)
    network = replace(scenario.network, frozen=frozen)
    text = io.StringIO()
    write_csv("step", text, Run(replace(scenario, network=network, theta=scenario.theta, **settings)), 1, count)
    return text.getvalue().splitlines(keepends=True)


def verdict(lines: list[str]):
    return verify(io.BytesIO("".join(lines).encode()))


@pytest.mark.parametrize("settings", [{}, {"l2": 0.1}, {"input_gradients": True}])
@pytest.mark.parametrize(
    ("order", "frozen", "unless"),
    [
        ("simultaneous", OUTPUT[3:], "w8 is"),
        ("simultaneous", (1, 8, 9), "w7 and w8 are"),
        ("simultaneous", OUTPUT, "w5, w6 and 2 more are"),
        ("simultaneous", HIDDEN + OUTPUT, "w1, w2 and 6 more are"),
        ("simultaneous", HIDDEN, None),
        ("sequential", (2, 3, 9), "w3 and w4 are"),
        ("sequential", HIDDEN, "w1, w2 and 2 more are"),
        ("sequential", OUTPUT[3:], None),
    ],
)
def test_one_update_may_end_before_what_is_frozen(order, frozen, unless, settings):
    one, two = (trace(count, order, frozen, **settings) for count in (1, 2))
    end = f"update 1 ends at step {len(one) - 1}, before its last update row, unless {unless} frozen"
    assert verdict(one)[2:] == (None, end if unless else None)
    assert verdict(two)[2:] == (None, None)


@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_what_breaks_off_for_certain_is_told_without_an_unless(order):
    lines = trace(1, order)
    last_gradient = max(number for number, line in enumerate(lines) if ",gradient," in line)
    for end in range(2, last_gradient + 1):
        told = f"update 1 ends at step {end - 1}, before its last update row"
        assert verdict(lines[:end])[2:] == (None, told)
