"""A picture of a digit on the pad: dropped, pasted or opened; its stages, what can be chosen, and feeding it in."""

from __future__ import annotations

import numpy as np
import pytest
from images import bar, blown_up, save
from networks import network_of
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from explainer.engine.measure.evaluate import Forward
from explainer.files.examples import example
from explainer.files.images.stages import image_stages
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.digits.image_dialog import ImageDialog
from explainer.views.plots.digits.panel import DigitsPanel

LEFT = Qt.MouseButton.LeftButton
WIDE = np.tile([0, 0, 16, 16, 16, 16, 0, 0], (8, 1))


def shown(qtbot, walkthrough):
    panel = DigitsPanel(walkthrough, Pointing(walkthrough), Display())
    qtbot.addWidget(panel)
    panel.resize(640, 460)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(example("digits"), "digits")


@pytest.fixture
def panel(qtbot, walkthrough):
    return shown(qtbot, walkthrough)


def urls(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(panel, data):
    """Drop something on the pad; tell whether it was taken."""
    pad, copy, none = panel.pad, Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, LEFT, none)
    enter.ignore()
    QApplication.sendEvent(pad, enter)
    if enter.isAccepted():
        QApplication.sendEvent(pad, QDropEvent(QPointF(9, 9), copy, data, LEFT, none))
    return enter.isAccepted()


def levels(panel):
    return np.reshape(panel.pictures.pad.levels, (panel.pictures.side,) * 2)


def dialog_of(panel):
    return panel.findChild(ImageDialog)


def test_a_picture_that_is_dropped_goes_through_the_stages(qtbot, panel, walkthrough, tmp_path):
    assert drop(panel, urls(save(bar(8), tmp_path / "one.png")))
    assert levels(panel).tolist() == WIDE.tolist()
    dialog = dialog_of(panel)
    assert dialog.isVisible()
    names = [picture.accessibleName().partition(":")[0] for picture in dialog._pictures.values()]
    assert names == ["1 · grey", "2 · inverted", "3 · threshold", "4 · cropped", "5 · centred", "6 · averaged"]
    sizes = [picture.accessibleDescription() for picture in dialog._pictures.values()]
    assert sizes == ["40 × 40", "40 × 40", "40 × 40", "8 × 16", "16 × 16", "8 × 8"]
    qtbot.waitUntil(lambda: panel.pictures.answers.is_complete)
    best = panel.table()["output for the drawing"][:10].argmax()
    qtbot.waitUntil(lambda: dialog.message.text() == f"On the pad, it reads d{best}, after 0 updates.")
    qtbot.mouseClick(dialog.feed, LEFT)
    row = walkthrough.known.row
    assert walkthrough.scenario.data.inputs[row].tolist() == WIDE.ravel().tolist()
    walkthrough.undo_stack.undo()
    assert walkthrough.scenario.data.same_as(example("digits").data)


def as_image(path):
    QGuiApplication.clipboard().setImage(QImage(str(path)))


def as_file(path):
    QGuiApplication.clipboard().setMimeData(urls(path))


@pytest.mark.parametrize("copy", [as_image, as_file])
def test_a_picture_is_pasted_by_key(qtbot, panel, tmp_path, copy):
    copy(save(bar(8), tmp_path / "one.png"))
    panel.pad.setFocus()
    qtbot.keyClick(panel.pad, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert levels(panel).tolist() == WIDE.tolist()


def test_a_picture_is_opened_by_the_button(qtbot, panel, tmp_path):
    path = save(bar(8), tmp_path / "one.png")
    qtbot.mouseClick(panel.open, LEFT)
    dialog = panel.findChild(QFileDialog)
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert levels(panel).tolist() == WIDE.tolist()


def test_the_threshold_is_chosen_by_key(qtbot, panel, tmp_path):
    grey = bar(8)
    grey[11:27, 15:19] = 0.75  # a pale bar beside the black one
    assert drop(panel, urls(save(grey, tmp_path / "two.png")))
    dialog = dialog_of(panel)
    automatic = dialog.threshold.value()
    assert not dialog.automatic.isEnabled()
    assert levels(panel)[0].tolist() == WIDE[0].tolist()
    dialog.threshold.setFocus()
    while dialog.threshold.value() > 10:
        qtbot.keyClick(dialog.threshold, Qt.Key.Key_Down)
    assert np.count_nonzero(levels(panel)[0]) > 4
    dialog.automatic.setFocus()
    qtbot.keyClick(dialog.automatic, Qt.Key.Key_Space)
    assert dialog.threshold.value() == automatic
    assert levels(panel)[0].tolist() == WIDE[0].tolist()


def test_a_choice_that_leaves_nothing_is_told_and_can_be_taken_back(qtbot, panel, tmp_path):
    drop(panel, urls(save(np.where(bar(8, 12, 200, 2, 2) == 1, 128, 155) / 255, tmp_path / "one.png")))  # pale on grey
    dialog, before = dialog_of(panel), levels(panel)
    assert not dialog.turned.isChecked()
    qtbot.mouseClick(dialog.turned, LEFT, pos=QPoint(8, dialog.turned.height() // 2))
    assert dialog.turned.isChecked()
    assert dialog.message.text().startswith("There is nothing in the picture")
    qtbot.mouseClick(dialog.turned, LEFT, pos=QPoint(8, dialog.turned.height() // 2))
    assert "nothing" not in dialog.message.text()
    assert levels(panel).tolist() == before.tolist()


def test_what_is_no_picture_changes_nothing_and_is_told(qtbot, panel, tmp_path):
    panel.pictures.pad.fill_pixel(3, 3)
    before = levels(panel)
    text = tmp_path / "text.png"
    text.write_text("no picture")
    empty = save(np.ones((9, 9)), tmp_path / "empty.png")
    for path, sentence in (
        (text, '"text.png": this is no picture that can be read; save it as PNG, JPEG, BMP, GIF, TIFF or WebP.'),
        (empty, "There is nothing in the picture: it has the same grey everywhere."),
    ):
        with qtbot.waitSignal(panel.said) as said:
            drop(panel, urls(path))
        assert said.args[0] == sentence
    with qtbot.waitSignal(panel.said) as said:
        drop(panel, urls(tmp_path / "gone.png"))
    assert said.args[0].startswith("There is no file")
    assert said.args[0].endswith('gone.png".')
    assert levels(panel).tolist() == before.tolist()
    assert dialog_of(panel) is None
    data = QMimeData()
    data.setText("3")
    assert not drop(panel, data)
    QGuiApplication.clipboard().setText("3")
    with qtbot.waitSignal(panel.said) as said:
        qtbot.keyClick(panel.pad, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said.args[0] == "There is no picture on the clipboard: copy one, or the file of one, and paste again."


def test_drawing_goes_on_over_a_picture(qtbot, panel, tmp_path):
    drop(panel, urls(save(bar(8), tmp_path / "one.png")))
    panel.pad.pixel = (0, 0)
    qtbot.keyClick(panel.pad, Qt.Key.Key_Space)
    assert levels(panel)[0].tolist() == [16, 0, 16, 16, 16, 16, 0, 0]


def margined(side, share):
    """A network whose data has bars that take a share of the side, as the digits of MNIST do."""
    inputs = np.zeros((3, side, side))
    edge = round(side * (1 - share) / 2)
    inputs[:, edge : side - edge, side // 2] = 255
    scenario = network_of([side**2, 3, 2], 3)
    return scenario.with_data(scenario.data.with_numbers(inputs.reshape(3, -1), np.eye(2)[[0, 1, 0]]))


@pytest.mark.parametrize(("side", "share"), [(28, 20 / 28), (16, 1.0), (5, 1.0)])
def test_pictures_may_have_any_side(qtbot, qapp, tmp_path, side, share):
    panel = shown(qtbot, Walkthrough(margined(side, share), "own"))
    assert panel.pad.isVisible()
    assert panel.sample.values.shape == (side, side)
    assert drop(panel, urls(save(bar(240, 320, size=500, left=90, top=80), tmp_path / "one.png")))
    ink = levels(panel) / 16
    assert ink.shape == (side, side)
    assert ink.mean() == pytest.approx(0.75 * share**2, abs=0.02)
    assert np.count_nonzero(ink.any(1)) == pytest.approx(share * side, abs=1)
    qtbot.mouseClick(panel.feed, LEFT)
    assert panel.walkthrough.scenario.data.inputs[0] == pytest.approx(ink.ravel() * 255)


def test_the_pad_follows_another_network(qtbot, panel, walkthrough):
    walkthrough.open(margined(28, 1.0), "own")
    assert levels(panel).shape == (28, 28)
    for _ in range(30):
        qtbot.keyClick(panel.pad, Qt.Key.Key_Right)
    qtbot.keyClick(panel.pad, Qt.Key.Key_Space)
    assert np.argwhere(levels(panel)).tolist() == [[4, 27]]
    walkthrough.open(example("digits"), "digits")
    qtbot.keyClick(panel.pad, Qt.Key.Key_Space)
    assert np.argwhere(levels(panel)).tolist() == [[4, 7]]


def test_a_trained_network_reads_a_picture_as_the_same_numbers_typed_in(qtbot, panel, walkthrough, tmp_path):
    """Whatever way they come in: the pad answers as the network does for the pixels that the stages make."""
    walkthrough.grow(3 * walkthrough.scenario.updates_per_epoch)
    walkthrough.go_to(walkthrough.run.updates + 1, 0)
    scenario, theta = walkthrough.scenario, walkthrough.run.theta(walkthrough.run.updates)
    for row in scenario.data.test.rows[:5]:
        grey = blown_up(scenario.data.inputs[row])
        drop(panel, urls(save(grey, tmp_path / f"{row}.png")))
        qtbot.waitUntil(lambda: panel.pictures.answers.is_complete)
        expected = Forward(scenario, 1).outputs(theta, image_stages(np.round(grey * 255) / 255, 8).levels[None] / 16)
        assert panel.pictures.outputs == pytest.approx(expected[0], rel=1e-9)
