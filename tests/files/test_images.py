"""Own pictures as data: which files are read, their classes, and one sentence for whatever is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from images import LAYERS, bar, save, write_scenario
from numpy.testing import assert_array_equal
from PIL import Image

from explainer.app.command_line import main
from explainer.files.checks import ScenarioError
from explainer.files.images import image_files
from explainer.files.images.grey_picture import grey_picture
from explainer.files.locate import load_file
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario as written

WIDE, NARROW = (np.tile([0, 0, *row, 0, 0], (8, 1)).ravel() for row in ([16, 16, 16, 16], [0, 16, 16, 0]))


@pytest.fixture
def pictures(tmp_path):
    save(bar(8), tmp_path / "pictures" / "1_wide.png")
    save(bar(4), tmp_path / "pictures" / "0_narrow.bmp")
    return tmp_path


def test_a_folder_of_pictures_is_data(pictures):
    (pictures / "pictures" / "readme.txt").write_text("no picture")
    (pictures / "pictures" / ".1_hidden.png").write_text("no picture")
    data = load_file(write_scenario(pictures)).data
    assert_array_equal(data.inputs, [NARROW, WIDE])
    assert_array_equal(data.targets, [[1, 0], [0, 1]])
    assert data.classes == ("0", "1")


def test_folders_and_single_files_name_classes_too(tmp_path):
    save(bar(8), tmp_path / "pictures" / "seven" / "a.png")
    save(bar(4), tmp_path / "pictures" / "one" / "2_b.jpg", quality=95)
    save(bar(8), tmp_path / "elsewhere" / "seven" / "c.png")
    path = write_scenario(tmp_path, images=["pictures", "elsewhere/seven/c.png"])
    data = load_file(path).data
    assert data.classes == ("one", "seven")
    assert_array_equal(data.targets, [[1, 0], [0, 1], [0, 1]])
    assert_array_equal(data.inputs[1:], [WIDE, WIDE])


def test_classes_may_be_given(pictures):
    layers = [*LAYERS[:-1], {"units": 3, "activation": "softmax"}]
    data = load_file(write_scenario(pictures, layers, classes=["2", "1", "0"])).data
    assert_array_equal(data.targets, [[0, 0, 1], [0, 1, 0]])
    assert data.classes == ("2", "1", "0")


def test_saved_elsewhere_it_holds_the_numbers(pictures):
    scenario = load_file(write_scenario(pictures, scale={"divide": 16}))
    text = written(scenario)
    assert json.loads(text)["version"] == 2
    again = read_scenario(text)  # from nowhere near the pictures
    assert again.data.same_as(scenario.data)
    assert again.data.classes == scenario.data.classes


WITHOUT_QT = """
import sys
sys.modules["PySide6"] = None  # importing it fails
from explainer.app.command_line import main
sys.exit(main(sys.argv[1:]))
"""


def without_qt(*words):
    command = [sys.executable, "-c", WITHOUT_QT, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=50)


def test_the_command_line_needs_neither_a_window_nor_qt(pictures):
    """A path is relative to the scenario, wherever the program was started."""
    trace = pictures / "trace.csv"
    made = without_qt("trace", write_scenario(pictures), "--updates", "1", "-o", trace)
    assert (made.returncode, made.stderr) == (0, "")
    rows = [row for row in trace.read_text().splitlines() if row.split(",")[9] == "net_h1"]
    assert all("w3*i3" in row and "*16" in row for row in rows)
    verified = without_qt("verify", trace)
    assert verified.returncode == 0
    assert "every one follows" in verified.stdout


def in_file(picture, tmp_path, name="picture.png"):
    picture.save(tmp_path / name)
    return grey_picture((tmp_path / name).read_bytes())


def test_pictures_of_every_kind_are_grey(tmp_path):
    grey = np.round(np.random.default_rng(0).random((6, 9)) * 255).astype(np.uint8)
    plain = Image.fromarray(grey)
    deep = Image.fromarray(grey.astype(np.uint16) * 257)
    for picture, name in ((plain, "a.png"), (plain.convert("RGB"), "a.bmp"), (deep, "deep.png"), (plain, "a.tif")):
        assert in_file(picture, tmp_path, name) == pytest.approx(grey / 255)
    red = Image.new("RGB", (2, 2), (255, 0, 0))
    assert in_file(red, tmp_path) == pytest.approx(0.299, abs=0.004)


def test_what_is_transparent_is_paper(tmp_path):
    picture = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    picture.putpixel((1, 2), (0, 0, 0, 255))
    expected = np.ones((4, 4))
    expected[2, 1] = 0
    assert_array_equal(in_file(picture, tmp_path), expected)


def test_a_photo_taken_sideways_is_turned(tmp_path):
    exif = Image.Exif()
    exif[274] = 6  # orientation: turn it to the right
    save(bar(4, height=20), tmp_path / "photo.png", exif=exif)
    assert_array_equal(grey_picture((tmp_path / "photo.png").read_bytes()), np.rot90(np.round(bar(4, height=20)), -1))


def test_a_large_photo_is_made_smaller(tmp_path):
    grey = grey_picture(save(bar(400, 800, 2000, 300, 500), tmp_path / "photo.jpg", quality=95).read_bytes())
    assert max(grey.shape) <= 320
    assert grey.mean() == pytest.approx(1 - 400 * 800 / 2000**2, abs=0.005)


def broken(folder):
    path = save(bar(8), folder / "pictures" / "1_broken.png")
    path.write_bytes(path.read_bytes()[:60])


def text(folder):
    (folder / "pictures" / "1_text.png").write_text("no picture at all")


def huge(folder):
    Image.new("1", (9000, 9000)).save(folder / "pictures" / "1_huge.png")


def pipe(folder):
    os.mkfifo(folder / "pictures" / "1_pipe.png")


def empty(folder):
    save(np.ones((20, 20)), folder / "pictures" / "1_empty.png")


def nameless(folder):
    save(bar(8), folder / "pictures" / "plain.png")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (broken, 'data.images: "pictures/1_broken.png": the picture is damaged: it cannot be read to its end'),
        (text, 'data.images: "pictures/1_text.png": this is no picture that can be read; save it as PNG, JPEG, BMP'),
        (huge, 'data.images: "pictures/1_huge.png": the picture has 9,000 × 9,000 dots, more than the 64,000,000'),
        (pipe, 'data.images: "pictures/1_pipe.png": '),
        (empty, 'data.images: "pictures/1_empty.png": there is nothing in the picture'),
        (nameless, 'data.images: "plain.png" has no class in its name; call it 3_plain.png, or put it into a folder'),
    ],
)
def test_a_picture_that_cannot_be_used_is_named(pictures, spoil, sentence, capsys):
    spoil(pictures)
    path = write_scenario(pictures)
    with pytest.raises(ScenarioError) as refused:
        load_file(path)
    assert sentence in str(refused.value)
    assert main(["trace", str(path), "--updates", "1"]) == 2
    out, error = capsys.readouterr()
    assert (out, error.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"images": "nowhere"}, 'data.images: there is no file or folder "nowhere"'),
        ({"images": []}, "data.images: no picture is named"),
        ({"images": ""}, 'data.images: there is no file or folder ""'),
        ({"images": "a\0b"}, "data.images: "),
        ({"images": "own.json"}, 'data.images: "own.json" has no class in its name'),
        ({"images": "empty"}, 'data.images: there are no pictures in the folder "empty"'),
        ({"images": 3}, "data.images: expected a text or a list, got a whole number"),
        ({"size": [8, 9]}, "data.size: expected two equal numbers, from [5, 5] to [64, 64]"),
        ({"size": [8]}, "data.size: expected two equal numbers"),
        ({"size": [9, 9]}, "data.size: 9 × 9 pixels need 81 input units, the network has 64"),
        ({"size": [10**9, 10**9]}, "data.size: expected two equal numbers"),
        ({"classes": ["1", "2"]}, 'data.images: "0" is none of the classes 1, 2'),
        ({"classes": ["0", "1", "2"]}, "data.images: there are 3 classes in it, and 2 output units"),
        ({"sizes": [8, 8]}, 'data: "sizes" is not a key here; did you mean "size"?'),
    ],
)
def test_a_scenario_that_cannot_be_used_gets_one_sentence(pictures, members, sentence):
    (pictures / "empty").mkdir()
    with pytest.raises(ScenarioError) as refused:
        load_file(write_scenario(pictures, **members))
    assert sentence in str(refused.value)


def test_too_many_pictures_are_refused_before_any_is_read(pictures, monkeypatch):
    monkeypatch.setattr(image_files, "MOST_IMAGES", 1)
    broken(pictures)
    with pytest.raises(ScenarioError, match="more than the 1 pictures that a data set may have"):
        load_file(write_scenario(pictures))
