"""Races: our code and a yardstick by turns in one process, and a table of the ratios after all tests."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from time import perf_counter
from typing import NamedTuple

import pytest

Work = Callable[[], object]
SIDES = ("ours", "yardstick")
PACKAGES = ("numpy", "torch", "scikit-learn")
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

sys.dont_write_bytecode = False  # some shells set it: then what is imported while the clock runs is compiled every time


class Race(NamedTuple):
    """What is done, what it is measured against, and how much of the yardstick's time it may take."""

    work: str
    yardstick: str
    limit: float


class Seconds(NamedTuple):
    """How long each turn took."""

    ours: list[float]
    yardstick: list[float]


RACES = pytest.StashKey[dict[Race, Seconds]]()


@pytest.fixture(params=SIDES)
def run_race(request, benchmark) -> Callable[[Race, Work, Work, int], None]:
    """Return what lets both sides work by turns, `rounds` times.

    A test with it runs twice: each side is once what pytest-benchmark measures, while the other takes its turn in
    the setup of every round. Both times enter the ratio.
    """

    def run(race: Race, ours: Work, yardstick: Work, rounds: int) -> None:
        seconds = request.config.stash[RACES].setdefault(race, Seconds([], []))
        turns = {"ours": _turn(ours, seconds.ours), "yardstick": _turn(yardstick, seconds.yardstick)}
        measured = turns.pop(request.param)
        (other,) = turns.values()
        benchmark.group = f"{race.work}: ours and {race.yardstick}"
        benchmark.pedantic(measured, setup=other, rounds=rounds)

    return run


def _turn(work: Work, seconds: list[float]) -> Callable[[], None]:
    def turn() -> None:
        begun = perf_counter()
        work()
        seconds.append(perf_counter() - begun)

    return turn


def pytest_configure(config) -> None:
    config.stash[RACES] = {}


def pytest_terminal_summary(terminalreporter, config) -> None:
    races = config.stash[RACES]
    if races:
        terminalreporter.section("ours / yardstick, by turns in one process")
        terminalreporter.write_line(f"{_machine()}\n")
        for line in _table(races):
            terminalreporter.write_line(line)


def _machine() -> str:
    threads = [f"{name}={os.environ[name]}" for name in THREADS if name in os.environ]
    parts = [f"{os.cpu_count()} cores", *(threads or ["as many BLAS threads"]), f"Python {platform.python_version()}"]
    return ", ".join([*parts, *_versions()])


def _versions() -> Iterator[str]:
    for package in PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"no {package}"


def _table(races: dict[Race, Seconds]) -> Iterator[str]:
    yield f"{'':68}{'median ms':>20}{'ratio of':>19}"
    yield f"{'work, and what it is measured against':68}{'ours':>10}{'theirs':>10}{'medians':>10}{'minima':>9}  limit"
    for race, seconds in races.items():
        ours, theirs = (1000 * median(side) for side in seconds)
        ratio, of_minima = ours / theirs, min(seconds.ours) / min(seconds.yardstick)
        verdict = "within the limit" if ratio <= race.limit else "over the limit"
        numbers = f"{ours:10.1f}{theirs:10.1f}{ratio:10.2f}{of_minima:9.2f}"
        yield f"{f'{race.work}: {race.yardstick}':68}{numbers}  {race.limit:<5} {verdict}"
