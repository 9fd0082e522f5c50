"""From starting the program to its painted window, beside a program that opens an empty one.

The limit to hold is 1.5 times as long. Run with `python -m pytest tests/benchmarks -s`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

YARDSTICKS = Path(__file__).parent / "yardsticks"
TURNS = 9


def seconds_to_paint(script):
    begun = perf_counter()
    with subprocess.Popen([sys.executable, YARDSTICKS / script], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "painted\n"
        return perf_counter() - begun


def test_start_to_painted_window():
    """By turns, so that both meet the same machine; the first turn only fills its caches."""
    turns = [(seconds_to_paint("our_window.py"), seconds_to_paint("empty_window.py")) for _ in range(TURNS + 1)][1:]
    ours, empty = (median(times) for times in zip(*turns, strict=True))
    ratio = median(one / other for one, other in turns)
    verdict = "within the limit" if ratio <= 1.5 else "over the limit"
    print(f"\nstart to painted window: {1000 * ours:.0f} ms, {ratio:.2f} of {1000 * empty:.0f} ms, {verdict} of 1.5")
