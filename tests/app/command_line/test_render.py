"""The command that draws, as its users meet it: a process without a display, files, and one line where it cannot be."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QImage

from explainer.app import command_line
from explainer.app.pictures import render
from explainer.files.examples import example
from explainer.picture.palette import DARK
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.plot_tabs.plots import PLOTS

WITHOUT_A_DISPLAY = {
    name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
}
SUITS = {"boundary": "moons", "fit": "sine", "digits": "digits", "classes": "blobs", "ensemble": "dropout"}


def process(*words: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "explainer", "render", *map(str, words)]
    return subprocess.run(command, capture_output=True, timeout=50, env=WITHOUT_A_DISPLAY, **options)


def complaint(*words: object) -> str:
    """Return the one line of a command that is refused with status 2."""
    done = process(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    return done.stderr.decode().removeprefix("backprop-explainer: ").strip()


def texts_of(svg: bytes) -> list[str]:
    elements = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(element.itertext()).strip() for element in elements]


def pixels_of(png: bytes) -> np.ndarray:
    """Return the colours of a picture, shape (height, width)."""
    image = QImage.fromData(png, "PNG").convertToFormat(QImage.Format.Format_RGB32)
    assert not image.isNull()
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width()).copy()


def test_the_network_at_a_step_is_drawn_without_a_display_with_its_numbers_as_text(tmp_path: Path) -> None:
    """The hidden delta of the worked example, 0.00877135, is line 25 of the first update."""
    path = tmp_path / "blame.svg"
    done = process("mazur", "--step", 25, "-o", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    texts = texts_of(path.read_bytes())
    assert {"w1", "0.15", "h1", "0.593270", "target", "0.01", "0.751365", "0.298371"} <= set(texts)
    assert "δ 0.138499" in texts or {"δ", "0.138499"} <= set(texts)
    assert list(tmp_path.iterdir()) == [path]


def test_svg_goes_to_standard_output_too() -> None:
    done = process("-", "-o", "-", input=json.dumps(_linear()).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert {"i1", "o1"} <= set(texts_of(done.stdout))


def test_a_plot_of_many_updates_is_drawn_as_a_png_of_the_size_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "loss.PNG"
    done = process("mazur", "--what", "loss", "--update", 2001, "--theme", "dark", "--size", "640x400", "-o", path)
    assert (done.returncode, done.stderr) == (0, b"")
    pixels = pixels_of(path.read_bytes())
    assert pixels.shape == (800, 1280)
    assert f"{pixels[0, 0] & 0xFFFFFF:06X}" == DARK.panel.removeprefix("#").upper()
    assert (pixels != pixels[0, 0]).mean() > 0.01


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mazur", "-o", "a.gif"], "a.gif is no picture: its name must end with .svg or .png"),
        (["mazur", "--what", "fit", "-o", "a.svg"], "A fitted curve is drawn over 1 input; this network has 2."),
        (["mazur", "--step", "44", "-o", "a.svg"], "update 1 has 43 steps, so there is no step 44"),
        (["mazur", "-o", "nowhere/a.svg"], "nowhere/a.svg cannot be written: there is no folder "),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_line(words: list[str], said: str) -> None:
    assert complaint(*words).startswith(said)


@pytest.mark.parametrize("words", [["--what", "los"], ["--size", "9x9"], ["--size", "wide"], ["--update", "0"], []])
def test_words_that_are_not_understood(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    output = ["-o", "a.svg"] if words else []
    assert command_line.main(["render", "mazur", *words, *output]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


def test_an_update_that_the_run_does_not_reach_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    scenario, path = tmp_path / "diverging.json", tmp_path / "a.svg"
    scenario.write_text(json.dumps(_linear() | {"optimizer": {"learning_rate": 1e100}}))
    said = complaint(scenario, "--update", 10, "-o", path)
    assert re.fullmatch(r"update 10 cannot be shown: the numbers of update \d are not finite", said)
    assert list(tmp_path.iterdir()) == [scenario]


def test_the_scenario_itself_is_not_drawn_over(tmp_path: Path) -> None:
    scenario = tmp_path / "mine.svg"
    scenario.write_text(json.dumps(_linear()))
    assert complaint(scenario, "-o", scenario).endswith("is the scenario itself; name another file")


@pytest.mark.parametrize("what", ["canvas", "loss"])
@pytest.mark.parametrize(
    "title", ["a\x1b[31mb\u202e\x00\ufffec\nd & <e>", ""], ids=["in the title", "in the name of the file"]
)
def test_no_character_of_a_title_spoils_a_picture(tmp_path: Path, title: str, what: str) -> None:
    scenario = tmp_path / "a\x1b[31mb\u202e\ufffec & <e>.json"
    scenario.write_text(json.dumps(_linear() | {"title": title}))
    done = process(scenario, "--what", what, "-o", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert texts_of(done.stdout)


def test_the_flow_is_drawn_with_its_numbers_as_text(tmp_path: Path) -> None:
    """Σ|δ| of the hidden layer is 0.00877135 + 0.00995425."""
    path = tmp_path / "flow.svg"
    done = process("mazur", "--what", "flow", "--step", 43, "--size", "1000x600", "-o", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert {"E", "0.00877135", "0.0187256", "×0.241", "layer 2 · sigmoid"} <= set(texts_of(path.read_bytes()))


def test_a_flow_in_a_file_asks_for_no_key(tmp_path: Path) -> None:
    done = process("mazur", "--what", "flow", "-o", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    texts = texts_of(done.stdout)
    assert "Nothing has been computed yet." in texts
    assert not any("End" in text for text in texts)


def test_the_command_line_knows_every_plot() -> None:
    assert ("canvas", "flow", *(plot.name for plot in PLOTS if not plot.is_record)) == command_line.PICTURES


@pytest.mark.parametrize("what", command_line.PICTURES)
def test_every_picture_has_text_and_ink(qapp, what: str) -> None:
    name = SUITS.get(what, "mazur")
    session = Session(Walkthrough(example(name), name))
    session.walkthrough.go_to(20, 1)
    svg, png = (render(what, session, form) for form in ("svg", "png"))
    assert len(texts_of(svg)) > 5
    assert not re.search(rb'\bd=""|\bnan\b|\binf\b', svg)
    pixels = pixels_of(png)
    assert (pixels != pixels[0, 0]).mean() > 0.002


def _linear() -> dict[str, object]:
    layers = [{"units": 1}, {"units": 1, "activation": "linear", "weights": [[1]], "biases": [0]}]
    data = {"inputs": [[1]], "targets": [[0]]}
    return {"format": "backprop-explainer scenario", "version": 1, "layers": layers, "data": data}
