"""A settings file that anything may have happened to: the window opens, and what cannot be used is the default."""

from __future__ import annotations

import ast
import os
import re
import stat
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QApplication, QSplitter, QTabWidget, QWidget

import explainer
from explainer.picture.palette import DARK, LIGHT
from explainer.state.session.kept_settings import KeptSettings, kept_file
from explainer.trace.formula.notation import Notation, Writing
from explainer.views.controls.save_dialog import last_folder
from explainer.views.controls.window_geometry import put_back

FAR = 2**31 - 1


def place(left: int, top: int, right: int, bottom: int, state: tuple[int, int] = (0, 0)) -> QByteArray:
    """Return the bytes in which Qt keeps where a window is; it takes whatever numbers are in them."""
    corners = left, top, right, bottom
    return QByteArray(struct.pack(">IHH8iiBBi4i", 0x1D9D0CB, 3, 0, *corners, *corners, 0, *state, 800, *corners))


GOOD = {
    "display/theme": "dark",
    "display/zoom": "1.1",
    "display/notation": "matrix",
    "display/digits": "7",
    "export/folder": "/tmp",
    "window/geometry": place(10, 20, 769, 719),
    "window/middle": "400,350",
    "window/settings": "true",
    "window/covered": "true",
    "window/three": "700,400,300",
    "display/unit_maps": "true",
    "display/wish_arrows": "true",
    "display/on_paper": "shown",
    "display/rounding": "4 digits",
    "predict/mode": "fix and go on",
    "predict/asked": "signs",
    "predict/fading": "true",
    "walks/mazur": "2026-01-02 3 4;2026-01-03 4 4",
    "window/plot": "Weights",
    "window/plots": "loss,weights",
    "window/plot_windows": "gradients",
    "window/plot_windows_gradients": place(30, 40, 529, 439),
    "lesson/width": "400",
    "lessons/01_one_unit": "0 -",
    "files/recent": "/tmp/a.json|/tmp/b.json",
    "glossary/geometry": place(30, 40, 529, 439),
    "mark/geometry": place(30, 40, 529, 439),
    "find/geometry": place(30, 40, 529, 439),
}
DAMAGED = (
    *("abc", "", "-1", "1.5", "true", "nan", "inf", "1e308", "9" * 5000, "1, 2, 3", ",,,", "loss,loss,loss"),
    *("1500000000,1500000000", "100000,100000", "0,0", "@ByteArray(\\x1\\xd9\\xd0\\xcb\\0)", "@Size(1 2)", "@"),
    *("@Rect(0 0 2147483647 2147483647)", "@Invalid()", "@Variant(\\0\\0\\0\\b\\xff\\xff\\xff\\xff)"),
)


def written(content: dict[str, str | QByteArray]) -> Path:
    """Write a settings file."""
    path = kept_file()
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    for name, value in content.items():
        settings.setValue(name, value)
    settings.sync()
    return path


def sizes_in(window: QWidget) -> list[list[int]]:
    return [splitter.sizes() for splitter in window.findChildren(QSplitter)]


def parts_of(window: QWidget) -> list[QWidget]:
    splitters = window.findChildren(QSplitter)
    return [splitter.widget(i) for splitter in splitters for i in range(splitter.count())]


def is_whole(window: QWidget) -> bool:
    """Whether everything that must be seen of a window is seen."""
    seen = window.geometry() & window.screen().availableGeometry()
    return (
        min(seen.width(), seen.height()) >= 100
        and all(part.width() > 0 and part.height() > 0 for part in parts_of(window) if part.isVisible())
        and all(tabs.currentWidget() for tabs in window.findChildren(QTabWidget) if tabs.isVisible())
    )


def test_what_was_changed_is_kept_from_one_start_to_the_next(open_app) -> None:
    first = open_app()
    for name in ("theme_dark", "notation_matrix", "digits_more", "zoom_in", "plot_gradients", "plot_window"):
        first.findChild(QAction, name).trigger()
    first.close()
    second = open_app()
    assert (second.display.palette, second.display.zoom) == (DARK, 1.1)
    assert second.display.writing == Writing(Notation.MATRIX, 7)
    assert second.findChild(QWidget, "gradients_window").isVisible()


def test_all_text_has_the_size_that_was_kept(open_app) -> None:
    """The application's font is the last window's here; a program that starts has Qt's."""
    first = open_app()
    first.display.set_zoom(2.0)
    sizes = {type(widget).__name__: widget.font().pointSizeF() for widget in first.findChildren(QWidget)}
    first.close()
    QApplication.setFont(QFont("sans", 10))
    second = open_app()
    kept = {type(widget).__name__: widget.font().pointSizeF() for widget in second.findChildren(QWidget)}
    assert {name: (size, sizes[name]) for name, size in kept.items() if name in sizes and size != sizes[name]} == {}


def test_the_sizes_of_the_parts_are_kept(open_app, qtbot) -> None:
    first = open_app()
    first.resize(760, 700)
    first.findChild(QSplitter, "columns").setSizes([300, 450])
    sizes = sizes_in(first)[0]
    first.close()
    second = open_app()
    qtbot.waitUntil(lambda: sizes_in(second)[0] == sizes)


def test_all_that_is_kept_is_damaged_below(open_app) -> None:
    window = open_app()
    for name in ("plot_gradients", "plot_window"):
        window.findChild(QAction, name).trigger()
    window.close()
    kept = QSettings(str(kept_file()), QSettings.Format.IniFormat).allKeys()
    assert {*kept} - {*GOOD} == set()


def names_in_the_program() -> set[str]:
    """The names of all that is kept, as the modules that keep something have them; "walks/" is of each scenario."""
    texts = [path.read_text(encoding="utf-8") for path in Path(explainer.__file__).parent.rglob("*.py")]
    trees = [ast.walk(ast.parse(text)) for text in texts if "kept" in text.casefold()]
    constants = {node.value for tree in trees for node in tree if isinstance(node, ast.Constant)}
    return {text for text in constants if isinstance(text, str) and re.fullmatch("[a-z]+/[a-z_]*", text)}


def test_each_name_that_the_program_keeps_is_damaged_below() -> None:
    names = names_in_the_program()
    assert len(names) > 20
    assert [
        name for name in names if not any(it == name or (name[-1:] == "/" and it.startswith(name)) for it in GOOD)
    ] == []


@pytest.mark.parametrize("value", DAMAGED, ids=lambda value: value[:24])
def test_a_window_opens_whatever_every_setting_is(open_app, value: str) -> None:
    path = written(GOOD)
    lines = path.read_text().splitlines()
    path.write_text("\n".join(f"{line.partition('=')[0]}={value}" if "=" in line else line for line in lines))
    window = open_app()
    assert is_whole(window)
    assert window.display.palette == LIGHT
    assert window.display.writing.notation is Notation.WORKED


@pytest.mark.parametrize("part", [1, 3, 5, 8, 9])
def test_a_window_opens_with_a_truncated_file(open_app, part: int) -> None:
    path = written(GOOD)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * part // 10])
    assert is_whole(open_app())


RECTANGLES = {
    "of no size": (0, 0, 0, 0),
    "larger than any screen": (0, 0, FAR, FAR),
    "left of all screens": (-FAR, -FAR, 100 - FAR, 100 - FAR),
    "right of all screens": (FAR - 900, FAR - 900, FAR, FAR),
    "turned round": (900, 900, 0, 0),
}


@pytest.mark.parametrize("state", [(0, 0), (0, 1), (1, 0), (255, 255)], ids=str)
@pytest.mark.parametrize("corners", RECTANGLES.values(), ids=RECTANGLES)
def test_a_window_is_never_out_of_sight(qtbot, corners: tuple[int, int, int, int], state: tuple[int, int]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    put_back(window, place(*corners, state))
    with qtbot.waitExposed(window):
        window.show()
    assert is_whole(window)
    assert not window.isFullScreen()


@given(st.text(), st.sampled_from(["text", "flag", "data", "choice", "some", "number", "wholes"]))
def test_a_value_of_any_text_is_of_its_kind_or_the_default(tmp_path_factory, text: str, kind: str) -> None:
    path = tmp_path_factory.mktemp("kept") / "a.conf"
    path.write_text(f"[a]\nb={text}\n", encoding="utf-8")
    kept = KeptSettings(path)
    read = {
        "text": lambda: isinstance(kept.text("a/b", "x"), str),
        "flag": lambda: kept.flag("a/b") in (True, False),
        "data": lambda: isinstance(kept.data("a/b"), QByteArray),
        "choice": lambda: kept.choice("a/b", ("x", "y"), "x") in ("x", "y"),
        "some": lambda: set(kept.some("a/b", ("x", "y"))) <= {"x", "y"},
        "number": lambda: 1 <= kept.number("a/b", 1, 3, 2) <= 3,
        "wholes": lambda: all(0 <= whole <= 9 for whole in kept.wholes("a/b", 2, 9)),
    }
    assert read[kind]()


def unusual(path: Path, kind: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/null" if kind == "device" else path)


@pytest.mark.parametrize("beside", ["", ".lock"], ids=["the file", "its lock"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "loop"])
def test_what_is_no_ordinary_file_is_neither_read_nor_replaced(kind: str, beside: str) -> None:
    path = kept_file().with_name(kept_file().name + beside)
    unusual(path, kind)
    before = path.lstat()
    KeptSettings().keep("display/theme", "dark")
    assert (path.lstat().st_ino, stat.S_IFMT(path.lstat().st_mode)) == (before.st_ino, stat.S_IFMT(before.st_mode))
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert KeptSettings().text("display/theme", "none") == "none"


def test_a_window_opens_and_closes_where_the_settings_are_a_pipe(open_app) -> None:
    unusual(kept_file(), "pipe")
    window = open_app()
    assert window.display.palette == LIGHT
    window.close()
    assert kept_file().is_fifo()


@pytest.mark.parametrize("folder", ["abc\0def", "/proc/1/cwd/x", "/dev/null/x", "x" * 5000, "", "~", "@Variant(\\0)"])
def test_a_last_folder_that_is_none_is_another(folder: str) -> None:
    KeptSettings().keep("export/folder", folder)
    assert last_folder().is_dir()
