"""The program works, and writes numbers the same way, whatever the locale of the desktop."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import explainer

PACKAGE = Path(explainer.__file__).parent
TURKIC = ("tr_TR",)
OTHER_DIGITS = ("ar_EG",)

EVERYTHING = """
import sys
from PySide6.QtWidgets import QApplication, QProgressBar, QSpinBox
from explainer.app.window import open_window

app = QApplication([])
window = open_window("moons")
app.processEvents()
for action in window.actions():
    if action.objectName().startswith("plot_") and action.objectName() != "plot_window":
        action.trigger()
        app.processEvents()
    if action.objectName() in ("settings", "export_csv", "shortcuts"):
        action.trigger()
texts = [box.cleanText() for top in app.topLevelWidgets() for box in top.findChildren(QSpinBox)]
bars = [bar for top in app.topLevelWidgets() for bar in top.findChildren(QProgressBar)]
for bar in bars:
    bar.setRange(0, 2)
    bar.setValue(1)
print(*sorted(set(texts)), *sorted({bar.text() for bar in bars}), sep="\\n")
window.close()
"""


@cache
def opened(locale: str) -> str:
    """Open the window and all its plots in a process of that locale; return the numbers of fields and bars."""
    command = [sys.executable, "-c", EVERYTHING]
    environment = os.environ | {"LC_ALL": f"{locale}.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=50)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def installed() -> set[str]:
    """Return the locales that the C library has, without their encodings."""
    try:
        listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, timeout=50).stdout
    except OSError:
        return set()
    return {name.partition(".")[0] for name in listed.split()}


@pytest.mark.parametrize("locale", TURKIC)
def test_the_window_opens_where_the_capital_of_i_has_a_dot(locale: str) -> None:
    if locale not in installed():
        pytest.skip(f"the locale {locale} is not installed")
    assert opened(locale)


@pytest.mark.parametrize("locale", OTHER_DIGITS)
def test_numbers_are_written_the_same_way_in_every_locale(locale: str) -> None:
    """Qt takes digits and separators from the name of the locale alone."""
    assert opened(locale) == opened("C")


def qt_names(tree: ast.Module) -> set[str]:
    """Return the names in a module that are Qt's classes, or classes made from them that take the same arguments."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    names = {alias.name for node in imports if (node.module or "").startswith("PySide6") for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and is_qt(node, names) and "__init__" not in map(name_of, node.body):
            names.add(node.name)
    return names


def is_qt(node: ast.ClassDef, names: set[str]) -> bool:
    return any(isinstance(base, ast.Name) and base.id in names for base in node.bases)


def name_of(node: ast.stmt) -> str:
    return node.name if isinstance(node, ast.FunctionDef) else ""


def qt_calls(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls that make an object of Qt."""
    names = qt_names(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    yield from (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in names)
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and is_qt(node, names))
    inside = (node for own in classes for node in ast.walk(own) if isinstance(node, ast.Call))
    yield from (call for call in inside if ast.unparse(call.func) == "super().__init__")


def forbidden(source: str) -> list[str]:
    """Return the keywords that PySide looks for a setter of, whose name it makes with the C library's toupper."""
    words = (keyword for call in qt_calls(ast.parse(source)) for keyword in call.keywords)
    return [f"line {word.value.lineno}: {word.arg}" for word in words if (word.arg or "").startswith("i")]


def test_no_object_of_qt_is_made_with_a_keyword_that_begins_with_i() -> None:
    found = {str(path): forbidden(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "made",
    [
        "timer = QTimer(parent, singleShot=True, interval=0)",
        "class Bell(QTimer):\n    def __init__(self):\n        super().__init__(interval=3)",
        "class Bell(QTimer):\n    pass\nbell = Bell(interval=3)",
    ],
)
def test_such_a_keyword_is_seen(made: str) -> None:
    assert forbidden(f"from PySide6.QtCore import QTimer\n{made}\n")
