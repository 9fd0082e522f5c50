"""What a scenario was read from is never written over, under whatever name."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.app import command_line

DATA = "x1,x2,y\n0,1,1\n1,1,0\n"
SCENARIO = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [{"units": 2}, {"units": 1}],
    "data": {"csv": "points.csv", "inputs": ["x1", "x2"], "targets": ["y"]},
}
COMMANDS = {
    "trace": ("trace", "--updates", "1"),
    "levels": ("trace", "--updates", "1", "--level", "epoch"),
    "train": ("train", "--updates", "1"),
    "render": ("render",),
}
LINKS: dict[str, Callable[[Path, Path], None]] = {
    "symbolic": lambda link, file: link.symlink_to(file),
    "symbolic and short": lambda link, file: link.symlink_to(file.name),
    "hard": lambda link, file: link.hardlink_to(file),
}


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    (tmp_path / "points.csv").write_text(DATA)
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(SCENARIO))
    return path


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_over_the_data(command, link, scenario, capfd):
    data, output = scenario.parent / "points.csv", scenario.parent / "out.svg"
    LINKS[link](output, data)
    name, *words = COMMANDS[command]
    assert command_line.main([name, str(scenario), *words, "-o", str(output)]) == 2
    sentence = f"backprop-explainer: {output} holds the data of the scenario; name another file\n"
    assert capfd.readouterr() == ("", sentence)
    assert data.read_text() == DATA
    assert output.samefile(data)
    assert len([*scenario.parent.iterdir()]) == 3


@pytest.mark.parametrize("command", ["trace", "train"])
def test_nor_under_its_own_name(command, scenario, capfd, monkeypatch):
    monkeypatch.chdir(scenario.parent)
    name, *words = COMMANDS[command]
    for output in ("points.csv", "./points.csv", str(scenario.parent / "points.csv")):
        assert command_line.main([name, "mine.json", *words, "-o", output]) == 2
        assert capfd.readouterr().err.endswith("holds the data of the scenario; name another file\n")
    assert Path("points.csv").read_text() == DATA


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("command", ["trace", "render"])
def test_nor_over_the_scenario(command, link, scenario, capfd):
    output, before = scenario.parent / "out.svg", scenario.read_text()
    LINKS[link](output, scenario)
    name, *words = COMMANDS[command]
    assert command_line.main([name, str(scenario), *words, "-o", str(output)]) == 2
    sentence = f"backprop-explainer: {output} is the scenario itself; name another file\n"
    assert capfd.readouterr() == ("", sentence)
    assert scenario.read_text() == before


def test_nor_over_the_file_that_is_standard_input(scenario):
    before = scenario.read_bytes()
    command = [sys.executable, "-m", "explainer", "trace", "-", "--updates", "1", "-o", str(scenario)]
    with scenario.open("rb") as stream:
        done = subprocess.run(command, stdin=stream, capture_output=True, timeout=50, cwd=scenario.parent)
    assert done.returncode == 2
    assert done.stderr.decode().endswith("mine.json is the scenario itself; name another file\n")
    assert scenario.read_bytes() == before


def test_another_file_beside_them_is_written(scenario, capfd):
    output = scenario.parent / "trace.csv"
    assert command_line.main(["trace", str(scenario), "--updates", "1", "-o", str(output)]) == 0
    assert output.read_text().startswith("step,epoch,update")
    assert command_line.main(["trace", str(scenario), "--updates", "2", "-o", str(output)]) == 0


def test_a_built_in_scenario_has_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mazur").write_text("what happens to be called so")
    assert command_line.main(["trace", "mazur", "--updates", "1", "-o", "mazur"]) == 0
    assert Path("mazur").read_text().startswith("step,epoch,update")
