"""What all plots share: tables, pictures with ink in them, crosshair, legend, and nothing done while hidden."""

from __future__ import annotations

import csv
import re
from io import StringIO
from xml.etree import ElementTree

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QByteArray, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from worked import mazur

from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import show
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.parts.crosshair import Reading
from explainer.views.plotting.parts.ticks import amounts
from explainer.views.plotting.table import Column, PlotTable

LEFT = Qt.MouseButton.LeftButton
PATH = re.compile(r'stroke="(#\w+)"[^>]*>\s*<path[^>]* d="(M[^"]*)"', re.S)


class TwoCurves(Figure):
    """Two curves of made-up numbers, and how often they were drawn."""

    first = np.array([4.0, 2.0, np.nan, 0.5, 0.25])
    second = np.array([1.0, 3.0])

    def __init__(self, walkthrough, display):
        super().__init__(walkthrough, display, title="Two", below="updates done", left="size")
        self.drawn = 0
        self.one, self.other = self.add_series("one", "kg"), self.add_series("other")
        self.log = self.add_log_button("size")

    def draw(self):
        self.drawn += 1
        self.one.show(np.arange(self.first.size), self.first, self.display.palette.loss)
        self.other.show([1.0, 4.0], self.second, self.display.palette.update)


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def figure(qtbot, walkthrough):
    figure = TwoCurves(walkthrough, Display())
    qtbot.addWidget(figure)
    figure.resize(600, 400)
    return figure


@pytest.fixture
def shown(qtbot, figure):
    with qtbot.waitExposed(figure):
        figure.show()
    QApplication.processEvents()
    return figure


def image_of(data):
    image = QImage()
    assert image.loadFromData(QByteArray(data))
    return image


def ink(image, colour):
    """How many points are of about this colour."""
    wanted = QColor(colour).getRgb()[:3]
    points = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB888).constBits(), np.uint8)
    rows = points.reshape(image.height(), -1)[:, : 3 * image.width()].reshape(-1, 3).astype(int)
    return int((np.abs(rows - wanted).max(1) < 40).sum())


def pieces_of(svg, colour):
    """The points of every unbroken line of this colour in an SVG file."""
    paths = [path for stroke, path in PATH.findall(svg.decode()) if QColor(stroke) == QColor(colour)]
    pieces = [piece for path in paths for piece in path.split("M")[1:]]
    points = [np.array([point.split(",") for point in piece.replace("L", "").split()], float) for piece in pieces]
    return [piece for piece in points if len(piece) > 1]


def test_a_table_is_written_with_units_in_full_and_with_nothing_where_there_is_no_number():
    table = PlotTable(
        Column("x", np.array([1, 2])), Column("=y", np.array([0.1 + 0.2, np.nan]), "kg"), Column("z", "ab")
    )
    assert table.csv() == "x,(=y [kg]),z\n1,0.30000000000000004,a\n2,,b\n"


def test_a_table_has_columns_of_one_length():
    with pytest.raises(ValueError, match="different lengths"):
        PlotTable(Column("x", np.zeros(2)), Column("y", np.zeros(3)))


def test_curves_over_different_numbers_share_one_table(figure):
    rows = list(csv.reader(StringIO(figure.csv())))
    assert rows[0] == ["updates done", "one [kg]", "other"]
    assert rows[1:] == [["0", "4", ""], ["1", "2", "1"], ["2", "", ""], ["3", "0.5", ""], ["4", "0.25", "3"]]


def test_nothing_is_drawn_while_it_is_hidden(qtbot, figure, walkthrough):
    walkthrough.grow(10)
    walkthrough.go_to(3, 2)
    walkthrough.set_learning_rate(0.1)
    figure.display.set_theme("dark")
    assert figure.drawn == 0
    with qtbot.waitExposed(figure):
        figure.show()
    assert figure.drawn == 1


def test_many_changes_are_drawn_at_most_thirty_times_a_second(qtbot, shown, walkthrough):
    before = shown.drawn
    for _ in range(100):
        walkthrough.grow(1)
    qtbot.waitUntil(lambda: shown.drawn > before)
    assert shown.drawn == before + 1


@pytest.mark.parametrize("is_shown", [True, False])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_png_is_fine_and_has_both_curves(qtbot, figure, is_shown, logarithmic):
    if is_shown:
        with qtbot.waitExposed(figure):
            figure.show()
    figure.log.setChecked(logarithmic)
    image = image_of(figure.png(QSize(500, 300)))
    assert image.size() == QSize(1000, 600)
    palette = figure.display.palette
    assert ink(image, palette.loss) > 1000
    assert ink(image, palette.update) > 1000
    assert image.pixelColor(2, 2) == QColor(palette.panel)


@pytest.mark.parametrize("is_shown", [True, False])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_an_svg_has_the_curves_as_lines_in_their_places(qtbot, figure, is_shown, logarithmic):
    if is_shown:
        with qtbot.waitExposed(figure):
            figure.show()
    figure.log.setChecked(logarithmic)
    svg = figure.svg(QSize(500, 300))
    ElementTree.fromstring(svg)
    texts = svg.decode()
    assert all(word in texts for word in ("updates done", "size", "one", "other", "Two"))
    pieces = pieces_of(svg, figure.display.palette.loss)[-2:]  # a gap where there is no number
    x, y = np.concatenate([pieces[0][:2], pieces[1]]).T
    assert ((x > 40) & (x < 500)).all()
    assert ((y > 0) & (y < 250)).all()  # below title and legend
    heights = np.log([4.0, 2.0, 0.5, 0.25]) if logarithmic else np.array([4.0, 2.0, 0.5, 0.25])
    share = (heights - heights[-1]) / (heights[0] - heights[-1])
    assert (y[-1] - y) / (y[-1] - y[0]) == pytest.approx(share, abs=0.01)
    assert (x - x[0]) / (x[-1] - x[0]) == pytest.approx([0, 0.25, 0.75, 1], abs=0.01)


def test_an_svg_keeps_what_differs_only_in_the_tenth_digit(figure):
    figure.first = 0.2983711087 + np.linspace(0, 1e-9, 50)
    figure.other.switch(False)
    curve = max(pieces_of(figure.svg(), figure.display.palette.loss), key=len)
    assert len(np.unique(curve[:, 1])) == 50


def test_saving_leaves_the_plot_as_it_was(shown):
    before, ranges = shown.plot.size(), shown.plot.plotItem.viewRange()
    shown.png()
    shown.svg()
    QApplication.processEvents()
    assert shown.plot.size() == before
    assert np.ravel(shown.plot.plotItem.viewRange()) == pytest.approx(np.ravel(ranges))


def test_it_is_saved_to_the_file_that_was_chosen(qtbot, shown, tmp_path):
    for form in ("png", "svg", "csv"):
        next(action for action in shown.save_button.menu().actions() if action.data() == form).trigger()
        dialog = shown.window().findChildren(QFileDialog)[-1]
        assert dialog.defaultSuffix() == form
        with qtbot.waitSignal(shown.said) as said:
            dialog.fileSelected.emit(str(tmp_path / f"two.{form}"))
        assert said.args == [f"Saved two.{form} in {tmp_path}."]
        dialog.close()
    assert (tmp_path / "two.csv").read_text("utf-8") == shown.csv()
    assert not QImage(str(tmp_path / "two.png")).isNull()
    ElementTree.parse(tmp_path / "two.svg")


def test_a_file_that_cannot_be_written_is_explained(qtbot, shown, tmp_path):
    shown.save_button.ask("svg")
    dialog = shown.window().findChildren(QFileDialog)[-1]
    with qtbot.waitSignal(shown.said) as said:
        dialog.fileSelected.emit(str(tmp_path / "nowhere" / "two.svg"))
    dialog.close()
    assert "there is no folder" in said.args[0]


@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_crosshair_tells_the_nearest_point_of_every_curve(qtbot, shown, logarithmic):
    shown.log.setChecked(logarithmic)
    QApplication.processEvents()
    box = shown.plot.plotItem.vb
    height = np.log10(2.0) if logarithmic else 2.0
    shown.plot.scene().sigMouseMoved.emit(box.mapViewToScene(QPointF(1.2, height)))
    assert shown.crosshair.at == pytest.approx((1.2, 2.0))
    assert shown.crosshair.text == f"updates done 1\none {show(2.0)}\nother {show(1.0)}"
    shown.plot.scene().sigMouseMoved.emit(QPointF(0, 0))
    assert shown.crosshair.text == ""


def test_the_crosshair_tells_what_is_there_now(qtbot, shown):
    box = shown.plot.plotItem.vb
    shown.plot.scene().sigMouseMoved.emit(box.mapViewToScene(QPointF(1.0, 2.0)))
    assert shown.crosshair.text == f"updates done 1\none {show(2.0)}\nother {show(1.0)}"
    shown.first, shown.second = np.array([4.0, 2.5, np.nan, 0.5, 0.25]), np.array([1.5, 3.0])
    shown.redraw()
    assert shown.crosshair.text == f"updates done 1\none {show(2.5)}\nother {show(1.5)}"
    (left, right), _ = box.viewRange()
    box.setXRange(left + 3, right + 3, padding=0)
    assert shown.crosshair.text.startswith("updates done 4")


def test_where_nothing_is_seen_there_is_no_crosshair(shown):
    box = shown.plot.plotItem.vb
    shown.plot.scene().sigMouseMoved.emit(box.mapViewToScene(QPointF(1.0, 2.0)))
    assert shown.crosshair.text
    shown.hide()
    assert shown.crosshair.at is None
    shown.display.set_theme("dark")
    assert shown.crosshair.text == "", "what it would be about may not be there any more"


class ManyCurves(Figure):
    """Twelve curves with long names."""

    def __init__(self, walkthrough, display):
        super().__init__(walkthrough, display, title="Many", below="updates done", left="size")
        self.curves = [self.add_series(f"the curve of the number {k}") for k in range(12)]

    def draw(self):
        for k, curve in enumerate(self.curves):
            curve.show([0.0, 10.0], [k, k], self.display.palette.loss)


@pytest.fixture
def many(qtbot, walkthrough):
    figure = ManyCurves(walkthrough, Display())
    qtbot.addWidget(figure)
    return figure


def box_of(figure):
    """What the box of the crosshair covers, and the room within the axes, in points of the scene."""
    [box] = [item for item in figure.plot.plotItem.vb.addedItems if isinstance(item, pg.TextItem)] or [
        item for item in figure.plot.scene().items() if isinstance(item, pg.TextItem)
    ]
    return box.mapRectToScene(box.boundingRect()), figure.plot.plotItem.vb.sceneBoundingRect()


@pytest.mark.parametrize("size", [(600, 400), (480, 210), (300, 170)])
def test_the_box_of_numbers_lies_within_the_axes(qtbot, many, size):
    many.resize(*size)
    with qtbot.waitExposed(many):
        many.show()
    many.grab()
    QApplication.processEvents()
    for share in (0.02, 0.45, 0.55, 0.98):
        room = many.plot.plotItem.vb.sceneBoundingRect()
        many.plot.scene().sigMouseMoved.emit(QPointF(room.left() + share * room.width(), room.center().y()))
        many.grab()
        box, room = box_of(many)
        assert box.width() > 50, share
        assert room.adjusted(-1, -1, 1, 1).contains(box), share
        assert len(many.crosshair.text.split("\n")) == 13, share


def test_the_crosshair_says_what_it_can_where_there_is_hardly_a_line_of_room(qtbot, many, monkeypatch):
    readings = []
    monkeypatch.setattr(many.crosshair, "_read", lambda x, y: readings)
    with qtbot.waitExposed(many):
        many.show()
    for height in range(30, 160, 4):
        many.resize(300, height)
        many.grab()
        for lines in (0, 1, 2):
            readings[:] = [Reading("size", "1")] * lines
            many.crosshair.show_at(5.0, 5.0)
            assert many.crosshair.text == "\n".join(["size 1"] * lines)


def test_the_grid_lies_behind_what_is_drawn(shown):
    box = shown.plot.plotItem.vb
    assert all(shown.plot.getAxis(side).zValue() < box.zValue() for side in ("left", "bottom"))


def test_a_legend_gives_way_where_it_would_leave_nothing_of_the_curves(qtbot, many):
    many.resize(500, 600)
    with qtbot.waitExposed(many):
        many.show()
    assert many.legend.isVisible()
    many.resize(500, 200)
    qtbot.waitUntil(lambda: not many.legend.isVisible())
    qtbot.waitUntil(lambda: many.plot.height() > 100)
    many.resize(500, 600)
    qtbot.waitUntil(many.legend.isVisible)


def test_words_stand_above_the_controls_where_there_is_no_room_beside(qtbot, shown):
    word = "a_number_with_a_very_long_name=0.123456"
    shown.say(word)
    wide = shown.readout.fontMetrics().horizontalAdvance(word)
    shown.resize(wide + 450, 400)
    QApplication.processEvents()
    assert shown.readout.geometry().right() < shown.controls.geometry().left()
    shown.resize(wide + 40, 400)
    qtbot.waitUntil(lambda: shown.readout.geometry().bottom() < shown.controls.geometry().top())
    assert shown.readout.width() > wide


def test_the_name_of_an_axis_is_never_cut(qtbot, shown):
    axis = shown.plot.getAxis("left")
    axis.set_names("the size of the thing that is measured here", "the size of it")
    for height in (700, 300, 150, 100):
        shown.resize(500, height)
        qtbot.waitUntil(lambda height=height: shown.height() == height)
        QApplication.processEvents()
        assert axis.label.boundingRect().width() <= axis.size().height() + 12, "but for the margins of the text"


def turn_wheel(figure, times, angle):
    """Turn the wheel in the middle of the axes, away from the person where the angle is positive: nearer."""
    viewport, box = figure.plot.viewport(), figure.plot.plotItem.vb
    place = QPointF(figure.plot.mapFromScene(box.sceneBoundingRect().center()))
    for _ in range(times):
        turn = QWheelEvent(
            *(place, viewport.mapToGlobal(place), QPoint(), QPoint(0, angle)),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(viewport, turn)
    QApplication.processEvents()
    figure.grab()
    figure.plot.scene().sigMouseMoved.emit(box.sceneBoundingRect().center())
    return np.ptp(box.viewRange(), axis=1)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_wheel_leads_no_farther_than_there_is_something_to_see(shown, logarithmic):
    shown.log.setChecked(logarithmic)
    QApplication.processEvents()
    whole = np.ptp(shown.plot.plotItem.vb.viewRange(), axis=1)
    out = turn_wheel(shown, 80, -1200)
    assert (out > 5 * whole).all()
    assert (out < 50 * whole).all()
    near = turn_wheel(shown, 160, 1200)
    assert near[0] == pytest.approx(2), "a count and its neighbours"
    assert 1e-12 < near[1] < 1e-6
    assert (turn_wheel(shown, 160, -1200) > 5 * whole).all()


def test_the_wheel_leads_to_no_end_of_numbers_however_large_they_are(shown):
    shown.first = shown.second = np.array([1.0, 1e307])
    for logarithmic in (True, False):
        shown.log.setChecked(logarithmic)
        shown.plot.plotItem.vb.setYRange(0, 308 if logarithmic else 1e307, padding=0)
        for angle in (-1200, 1200, -1200):
            assert np.isfinite(turn_wheel(shown, 30, angle)).all()
            assert np.isfinite(shown.crosshair.at).all()


@pytest.mark.parametrize("largest", [1e12, 1e150, 1e300])
def test_a_curve_that_explodes_is_shown_and_saved_whole(figure, largest):
    figure.first, figure.second = np.array([1.0, 2.0, largest]), np.array([1.0, 2.0])
    figure.png()
    low, high = figure.plot.plotItem.vb.viewRange()[1]
    assert -0.2 * largest < low < 1
    assert largest <= high < 1.5 * largest


def test_a_single_number_that_is_very_large_has_room_around_it(shown):
    shown.first, shown.second = np.array([1.7e308]), np.array([np.nan, np.nan])
    shown.redraw()
    shown.grab()
    assert np.isfinite(shown.plot.plotItem.vb.viewRange()).all()


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_single_point_is_seen_at_a_scale_that_suits_it(shown, logarithmic):
    shown.first, shown.second = np.array([1e6, 2e6]), np.array([1e-9, 1e6])
    shown.log.setChecked(logarithmic)
    QApplication.processEvents()
    shown.first, shown.second = np.array([7e-10]), np.array([np.nan, np.nan])
    shown.fit()
    QApplication.processEvents()
    low, high = shown.plot.plotItem.viewRange()[1]
    if logarithmic:
        assert low < np.log10(7e-10) < high
        assert high - low < 3
    else:
        assert -1e-9 < low < 7e-10 < high < 3e-9


def test_the_legend_hides_a_curve_and_shows_it_again(qtbot, shown):
    entry = shown.legend.entries[1]
    assert entry.text() == "other"
    qtbot.mouseClick(entry, LEFT)
    assert not shown.other.curve.isVisible()
    assert ink(image_of(shown.png(QSize(500, 300))), shown.display.palette.update) < 100
    qtbot.mouseClick(entry, LEFT)
    assert shown.other.curve.isVisible()


@pytest.mark.parametrize(
    ("values", "spacing", "texts"),
    [
        ([0, 0.25, 0.5], 0.25, ["0", "0.25", "0.50"]),
        ([0.29837, 0.29838], 0.00001, ["0.29837", "0.29838"]),
        ([-1.0, 0.0], 1.0, ["−1", "0"]),
        ([0.0, 2e-5, 4e-5], 2e-5, ["0", "2·10⁻⁵", "4·10⁻⁵"]),
        ([1_500_000.0, 2_000_000.0], 500_000.0, ["1.5·10⁶", "2.0·10⁶"]),
    ],
)
def test_ticks_differ_from_each_other(values, spacing, texts):
    assert amounts(values, spacing) == texts


def ticks(axis, low, high, size=150.0):
    """The numbers on an axis between two ends, in their order."""
    axis.setRange(low, high)
    levels = axis.tickValues(low, high, size)
    named = [zip(values, axis.tickStrings(values, 1, spacing), strict=True) for spacing, values in levels]
    return [text for _, text in sorted(tick for level in named for tick in level if tick[1])]


@pytest.mark.parametrize("size", [60.0, 150.0, 600.0])
def test_numbers_on_a_logarithmic_axis_never_repeat(shown, size):
    shown.log.setChecked(True)
    for reach in (1e-8, 1e-5, 1e-3, 0.1, 0.5, 2.0, 6.0, 40.0, 500.0):
        texts = ticks(shown.plot.getAxis("left"), -9.1 - reach / 2, -9.1 + reach / 2, size)
        assert 2 <= len(texts) <= size / 10, reach
        assert len(set(texts)) == len(texts), reach


def test_numbers_on_a_logarithmic_axis_are_of_one_kind(shown):
    shown.log.setChecked(True)
    axis = shown.plot.getAxis("left")
    assert ticks(axis, -2.5, 0.2) == ["0.01", "0.1", "1"] or ticks(axis, -2.5, 0.2)[-3:] == ["0.2", "0.5", "1"]
    assert ticks(axis, -5.5, 0.2, 100) == ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1"]


def test_numbers_of_an_axis_have_as_many_decimals(shown):
    axis = shown.plot.getAxis("left")
    decimals = {len(text.partition(".")[2]) for text in ticks(axis, 0.1, 2.6, 300) if text != "0"}
    assert decimals == {1}


def test_a_range_beyond_all_numbers_is_not_taken(shown):
    box = shown.plot.plotItem.vb
    before = box.viewRange()
    for ends in ((np.nan, 1.0), (-np.inf, np.inf)):
        box.setRange(xRange=ends)
        box.setRange(QRectF(ends[0], 0, 1, 1))
    assert box.viewRange() == before


@pytest.mark.parametrize("largest", [0.785, 3e-7, 41.0, 9.9e12])
def test_a_low_axis_has_fewer_numbers_but_never_none(qtbot, shown, largest):
    shown.series[0].show([0, 1, 2], [largest, 0.7 * largest, 0.87 * largest], "#000000")
    shown.series[1].show([], [], "#000000")
    for height in (110, 125, 140, 200, 400):
        shown.resize(400, height)
        qtbot.waitUntil(lambda height=height: shown.height() == height)
        shown.fit()
        QApplication.processEvents()
        axis = shown.plot.getAxis("left")
        low, high = axis.range
        named = []
        for spacing, values in axis.tickValues(low, high, axis.height()):
            named += [text for text in axis.tickStrings(values, 1.0, spacing) if text]
        assert len(named) >= (1 if axis.height() < 40 else 2), height


# by key


def press_in(figure, *keys):
    figure.activateWindow()
    figure.plot.setFocus(Qt.FocusReason.TabFocusReason)
    for key in keys:
        QTest.keyClick(figure.plot, key)
    return figure.crosshair.text


def test_keys_lead_the_crosshair_from_value_to_value(shown, qtbot):
    Key = Qt.Key  # noqa: N806 # as Qt has it
    assert shown.plot.accessibleName() == "Two: size over updates done"
    assert "Left and Right" in shown.plot.accessibleDescription()
    assert press_in(shown, Key.Key_Right) == "updates done 0\none 4"
    assert press_in(shown, Key.Key_Right) == "updates done 1\none 2\nother 1"
    assert press_in(shown, Key.Key_Right) == "updates done 3\none 0.5", "where no curve has a number nothing is read"
    assert press_in(shown, Key.Key_End) == "updates done 4\none 0.25\nother 3"
    assert press_in(shown, Key.Key_Right) == press_in(shown)
    assert press_in(shown, Key.Key_Home).startswith("updates done 0")
    assert shown.crosshair.at[0] == 0
    shown.log.click()
    assert press_in(shown, Key.Key_Left) == "updates done 4\none 0.25\nother 3"
    assert shown.crosshair.at[0] == 4


def test_what_the_keys_lead_to_is_said_and_goes_with_the_keys(shown, monkeypatch):
    said = []
    monkeypatch.setattr("explainer.views.plotting.parts.key_walk.announce", lambda plot, text: said.append(text))
    press_in(shown, Qt.Key.Key_End)
    assert said == ["updates done 4, one 0.25, other 3"]
    shown.one.show([0.0], [-2e-9], "#000000")
    press_in(shown, Qt.Key.Key_Home)
    assert said[-1] == "updates done 0, one minus 2 times 10 to the minus 9"
    shown.plot.clearFocus()
    assert shown.crosshair.at is None


def test_a_hidden_curve_is_not_read_and_a_place_stays_when_the_view_changes(shown):
    shown.other.switch(False)
    press_in(shown, Qt.Key.Key_End)
    assert shown.crosshair.text == "updates done 4\none 0.25"
    shown.plot.plotItem.vb.setXRange(2, 10)
    assert shown.crosshair.at[0] == 4
