"""Symbols as pictures: with ink, on their baseline, in their colour, sharp; and bad TeX is no disaster."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtGui import QFontInfo, QImage

from explainer.views.look.fonts import BOOK_FAMILY, PLAIN_FAMILY, book_font, load_fonts, pixels, plain_font
from explainer.views.look.typeset import is_prepared, outline, prepare, typeset


@pytest.fixture(autouse=True)
def _fonts(qapp):
    load_fonts()


def ink(image):
    """Return the opacity of each pixel, shape (height, width), 0 … 255."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, 3].copy()


@pytest.mark.parametrize(
    "tex", ["w_{5}", r"\partial E_{total}", r"net_{my\_unit}", r"\partial E_{via\;h3\_1}", r"\eta", r"\lambda_2", "n"]
)
def test_symbols_have_ink_and_none_of_it_is_cut(tex):
    opacity = ink(typeset(tex, 40, "#8A3AA6").image)
    assert (opacity > 200).sum() > 100
    for edge in (opacity[0], opacity[-1], opacity[:, 0], opacity[:, -1]):
        assert (edge > 200).sum() <= 0.5 * len(edge)


def test_a_symbol_stands_on_the_baseline():
    picture = typeset("m", 40, "#000000")
    rows = np.flatnonzero((ink(picture.image) > 128).any(axis=1))
    assert rows[-1] + 1 + picture.top == pytest.approx(0, abs=1)
    assert len(rows) == pytest.approx(0.48 * pixels(40), rel=0.1)  # the x-height of the face


def test_an_index_hangs_below_the_baseline():
    picture = typeset("w_{5}", 40, "#000000")
    assert picture.image.height() + picture.top > 5
    assert outline("w_{5}").descent * pixels(40) == pytest.approx(picture.image.height() + picture.top, abs=1)


def test_it_has_its_colour():
    image = typeset("m", 40, "#8A3AA6").image
    solid = np.argwhere(ink(image) == 255)
    assert {image.pixelColor(int(x), int(y)).name() for y, x in solid} == {"#8a3aa6"}


def test_a_dense_screen_gets_more_pixels_for_the_same_size():
    once, twice = typeset("w_{5}", 17, "#000000", 1.0), typeset("w_{5}", 17, "#000000", 2.0)
    assert twice.image.width() == pytest.approx(2 * once.image.width(), abs=2)
    assert twice.image.deviceIndependentSize().width() == pytest.approx(once.image.width(), abs=1)
    assert (ink(twice.image) > 128).sum() > 3 * (ink(once.image) > 128).sum()


def test_the_same_symbol_is_drawn_once():
    assert typeset("w_{9}", 17, "#000000") is typeset("w_{9}", 17, "#000000")


@pytest.mark.parametrize("tex", [r"\frac{", r"\nonsense", "{", r"\left(", "_", r"a}"])
def test_bad_tex_gives_no_picture_and_no_error(tex):
    picture = typeset(tex, 17, "#000000")
    assert picture is None or ink(picture.image).any()


def test_what_cannot_be_parsed_is_none():
    assert typeset(r"\frac{", 17, "#000000") is None
    assert is_prepared(r"\frac{")
    assert outline(r"\frac{") is None


def test_an_outline_is_there_when_prepared():
    assert not is_prepared("q_{271}")
    assert outline("q_{271}") is None
    prepare("q_{271}")
    assert outline("q_{271}").width > 1


def test_the_faces_are_the_ones_that_the_theme_names():
    assert QFontInfo(book_font(17)).family() == BOOK_FAMILY
    assert QFontInfo(plain_font(10)).family() == PLAIN_FAMILY
    assert book_font(17).pointSizeF() == 17


def test_fonts_come_without_importing_the_typesetter():
    code = (
        "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
        "from explainer.views.look.fonts import load_fonts; import explainer.views.look.typeset;"
        "load_fonts(); load_fonts();"
        "sys.exit('ziamath' in sys.modules or 'ziafont' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
