"""Data files are found wherever the app runs from."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from explainer.files.assets import asset_path

CHECKOUT = Path(__file__).parents[2]


def shipped_files() -> set[str]:
    return {
        path.relative_to(CHECKOUT / "assets").as_posix() for path in (CHECKOUT / "assets").rglob("*") if path.is_file()
    }


def test_a_checkout_finds_its_own() -> None:
    assert asset_path("examples/mazur.json") == CHECKOUT / "assets" / "examples" / "mazur.json"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.json is missing"):
        asset_path("examples/nowhere.json")


def test_a_wheel_carries_and_finds_them_all(tmp_path: Path) -> None:
    wheel = next(WheelBuilder(str(CHECKOUT)).build(directory=str(tmp_path), versions=["standard"]))
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    found = subprocess.run(
        [sys.executable, "-c", "from explainer.files.assets import asset_path; print(asset_path('examples').parent)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert Path(found) == site / "explainer" / "assets"
    assert {path.relative_to(found).as_posix() for path in Path(found).rglob("*") if path.is_file()} == shipped_files()
