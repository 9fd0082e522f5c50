"""From starting the program to its painted window, beside a program that opens an empty one.

The limit to hold is 1.5 times as long. Run with `python -m pytest tests/benchmarks -s`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from conftest import THREADS

YARDSTICKS = Path(__file__).parent / "yardsticks"
TURNS = 9


def environment():
    """What both programs are started with: byte code is kept, as on anyone's machine, and one thread."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | dict.fromkeys(THREADS, "1")


def seconds_to_paint(script):
    begun, command = perf_counter(), [sys.executable, YARDSTICKS / script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as program:
        assert program.stdout.readline() == "painted\n"
        return perf_counter() - begun


def test_a_started_program_writes_byte_code_and_has_one_thread(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "8")
    code = "import os, sys; print(sys.dont_write_bytecode, os.environ['OPENBLAS_NUM_THREADS'])"
    command = [sys.executable, "-c", code]
    told = subprocess.run(command, capture_output=True, text=True, env=environment(), check=True).stdout
    assert told.split() == ["False", "1"]


@pytest.mark.timeout(600)
def test_start_to_painted_window():
    """By turns, so that both meet the same machine; the first turn only fills its caches."""
    turns = [(seconds_to_paint("our_window.py"), seconds_to_paint("empty_window.py")) for _ in range(TURNS + 1)][1:]
    ours, empty = (median(times) for times in zip(*turns, strict=True))
    ratio = median(one / other for one, other in turns)
    verdict = "within the limit" if ratio <= 1.5 else "over the limit"
    print(f"\nstart to painted window: {1000 * ours:.0f} ms, {ratio:.2f} of {1000 * empty:.0f} ms, {verdict} of 1.5")
