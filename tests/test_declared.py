"""What the code imports is declared: an environment made from pyproject.toml alone has all of it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
DECLARED_AS = {"PIL": "pillow", "PySide6": "pyside6-essentials", "sklearn": "scikit-learn"}
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
BY_NAME = {"find_spec", "import_module", "importorskip"}
"""Functions that take the name of a module as text."""


def declared(*extras: str) -> set[str]:
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in PROJECT["optional-dependencies"][extra])]
    return {re.match(r"[\w-]+", requirement)[0].lower() for requirement in wanted}


def imported(source: str) -> Iterator[str]:
    """Go through the top-level names of what a file imports, inside functions too; where it looks modules up by name,
    every text in it that is the name of an installed one counts."""
    nodes = list(ast.walk(ast.parse(source)))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]
    if any(isinstance(node, ast.Name | ast.Attribute) and name_of(node) in BY_NAME for node in nodes):
        texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        yield from texts & set(packages_distributions())


def name_of(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def of_others(folder: str) -> dict[str, str]:
    """Return the packages of others that the files of a folder import, each with one file that does."""
    files = sorted((CHECKOUT / folder).rglob("*.py"))
    ours = {"explainer", *(path.stem for path in files), *(path.parent.name for path in files)}
    return {
        DECLARED_AS.get(name, name).lower(): str(path.relative_to(CHECKOUT))
        for path in files
        for name in imported(path.read_text("utf-8"))
        if name not in ours and name not in sys.stdlib_module_names
    }


@pytest.mark.parametrize(("folder", "extras"), [("explainer", ()), ("tests", ("test", "benchmark"))])
def test_every_package_that_is_imported_is_declared(folder: str, extras: tuple[str, ...]) -> None:
    found, known = of_others(folder), declared(*extras)
    assert "numpy" in found
    assert {name: path for name, path in found.items() if name not in known} == {}


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    import scipy.optimize",
        "from scipy import linalg",
        "from importlib.util import find_spec\nfound = find_spec('scipy')",
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str) -> None:
    assert "scipy" in imported(source)
