"""The bars that compare backpropagation with the check: counts of the network at hand, and lengths in proportion."""

from __future__ import annotations

from explainer.files.examples import example
from explainer.files.scenario.settings_by_path import with_settings
from explainer.state.session.display import Display
from explainer.views.tables.gradient_table.cost_bars import CostBars


def test_it_tells_passes_and_operations_of_both(qtbot):
    bars = CostBars(Display())
    qtbot.addWidget(bars)
    bars.show_cost(example("mazur"))
    assert bars.sentences == [
        "backpropagation: 1 pass forward, 1 back · 24 multiplications, 11 additions, 12 function calls",
        "this check: 16 passes forward · 128 multiplications, 144 additions, 96 function calls",
    ]
    assert bars.rows[1:] == [("backpropagation", "2", "24", "11", "12"), ("this check", "16", "128", "144", "96")]
    bars.show_cost(with_settings(example("xor"), {"layers.1.units": 8}))
    assert "66 passes" in bars.sentences[1]


def test_bars_are_as_long_as_what_they_count(qtbot):
    display = Display()
    bars = CostBars(display)
    qtbot.addWidget(bars)
    bars.show_cost(example("mazur"))
    bars.resize(640, bars.sizeHint().height())
    image = bars.grab().toImage()
    colour = display.palette.backward.lower()
    lengths = []
    for y in range(image.height()):
        length = sum(image.pixelColor(x, y).name() == colour for x in range(image.width()))
        if length > 20:
            lengths.append(length)
    assert {min(lengths), max(lengths)} == {120, 640}  # 24 of 128


def test_large_numbers_are_shortened_but_in_the_tip(qtbot):
    """4,520 passes of 1,438 samples through 64 · 30 + 30 · 10 weights."""
    bars = CostBars(Display())
    qtbot.addWidget(bars)
    scenario = example("digits")
    bars.show_cost(scenario)
    products = 4520 * len(scenario.data.training.targets) * 2220
    assert f"{products:,} multiplications" in bars.toolTip()
    assert bars.rows[2][2] == "1.44·10¹⁰"
