"""Every text of every theme can be read: contrast by the formula of WCAG 2.2, written here once more."""

from __future__ import annotations

from itertools import product

import pytest

from explainer.picture.palette import DARK, HIGH_CONTRAST, LIGHT, THEMES, blend, contrast, faded

PHASES = ("forward", "loss", "backward", "update")
TEXTS = ("text", "muted", "weight_plus", "weight_minus", *PHASES)
GROUNDS = ("background", "panel", "soft", "shade")


def ratio(one, other):
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

    def brightness(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


themes = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


def test_there_are_three_themes():
    assert tuple(THEMES.values()) == (LIGHT, DARK, HIGH_CONTRAST)


@themes
def test_texts_stand_out_from_every_ground(theme):
    weak = {(t, g): ratio(getattr(theme, t), getattr(theme, g)) for t, g in product(TEXTS, GROUNDS)}
    assert min(weak.values()) >= 4.5, min(weak, key=weak.get)


@themes
def test_plain_and_quiet_text_stands_out_under_the_mouse_and_where_selected(theme):
    for text, ground in (("text", "hover"), ("muted", "hover"), ("text", "chosen")):
        assert ratio(getattr(theme, text), getattr(theme, ground)) >= 4.5, (text, ground)


@themes
def test_text_in_the_colour_of_the_ground_stands_out_from_every_surface_that_has_it(theme):
    for surface in ("text", "backward", "weight_plus", *PHASES):
        assert ratio(theme.panel, getattr(theme, surface)) >= 4.5, surface


def test_the_theme_for_weak_projectors_stands_out_most():
    weak = {(t, g): ratio(getattr(HIGH_CONTRAST, t), getattr(HIGH_CONTRAST, g)) for t, g in product(TEXTS, GROUNDS)}
    assert min(weak.values()) >= 7, min(weak, key=weak.get)
    assert ratio(HIGH_CONTRAST.line, HIGH_CONTRAST.background) > 2 * ratio(LIGHT.line, LIGHT.background)


@themes
@pytest.mark.parametrize("amount", [0.1, 0.42, 0.9, 1.0])
def test_fading_stops_where_a_text_could_no_longer_be_read(theme, amount):
    for text, ground in product(TEXTS, GROUNDS):
        before, after = getattr(theme, text), faded(getattr(theme, text), getattr(theme, ground), amount)
        assert 4.5 <= ratio(after, getattr(theme, ground)) <= ratio(before, getattr(theme, ground))


def test_fading_a_little_is_just_blending():
    assert faded("#000000", "#ffffff", 0.2) == blend("#000000", "#ffffff", 0.2) == "#333333"


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)  # the well-known grey that just fails
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
