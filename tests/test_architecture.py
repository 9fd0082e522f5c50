"""The layers import downwards only, no module imports itself by way of others, and what needs no Qt runs without it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "explainer"

MAY_IMPORT = {
    "functions": {"numpy"},
    "engine": {"explainer.functions", "numpy", "scipy"},
    "trace": {"explainer.functions", "explainer.engine", "numpy"},
    "bugs": {"explainer.functions", "explainer.engine", "explainer.trace", "numpy"},
    "files": {
        "explainer.functions",
        "explainer.engine",
        "explainer.bugs.catalogue",
        "explainer.trace.lines.symbols_by_name",
        "explainer.trace.notations.naming",
        "PIL",
        "msgspec",
        "numpy",
    },
    "variants": {
        "explainer.functions",
        "explainer.engine",
        "explainer.trace",
        "explainer.bugs.catalogue",
        "numpy",
    },
    "lab_book": {"explainer.engine", "explainer.files", "numpy"},
    "lessons": {
        "explainer.functions",
        "explainer.engine",
        "explainer.trace",
        "explainer.files",
        "explainer.variants",
        "explainer.bugs.catalogue",
        "msgspec",
        "numpy",
    },
    "glossary": {"explainer.engine", "explainer.trace", "explainer.files"},
    "verify": set(),
    "export": {
        "explainer.functions",
        "explainer.engine",
        "explainer.trace",
        "explainer.variants",
        "explainer.files",
        "numpy",
    },
    "state": {
        "explainer.functions",
        "explainer.engine",
        "explainer.trace",
        "explainer.bugs",
        "explainer.variants",
        "explainer.files",
        "explainer.export",
        "explainer.lessons",
        "explainer.lab_book",
        "explainer.picture.palette",
        "numpy",
        "PySide6.QtCore",
        "PySide6.QtGui.QUndoCommand",
        "PySide6.QtGui.QUndoGroup",
        "PySide6.QtGui.QUndoStack",
    },
    "picture": {
        "explainer.functions",
        "explainer.engine",
        "explainer.trace",
        "explainer.variants",
        "explainer.files",
        "numpy",
    },
    "views": {
        "explainer.functions",
        "explainer.engine",
        "explainer.trace",
        "explainer.bugs",
        "explainer.variants",
        "explainer.picture",
        "explainer.files",
        "explainer.export",
        "explainer.lessons",
        "explainer.glossary",
        "explainer.lab_book",
        "explainer.state",
        "numpy",
        "PySide6",
        "pyqtgraph",
        "shiboken6",
        "ziafont",
        "ziamath",
    },
}
SHARED_BY_VIEWS = {"controls", "explain", "look", "plotting", "sheet", "tables.fitted_table"}
"""Rooms that views share; they are no views themselves."""
ROOMS_OF_VIEWS = {"explanation", "plots", "tables"}
"""Rooms in which each entry is a view of its own."""
COMPOSES_VIEWS = {"window", "explanation.explanation_tabs", "plots.plot_tabs"}


@cache
def imported_names(source: str) -> tuple[str, ...]:
    """Return every imported name in full: "numpy", "explainer.engine.run.run.Run"; imports inside functions too."""
    return tuple(names_in(ast.walk(ast.parse(source))))


def names_in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, modules: set[str]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def forbidden(path: Path, source: str) -> list[str]:
    """Return the imports that `source`, the file at `path` in the package, may not have."""
    layer, *below = path.with_suffix("").parts
    own = {f"explainer.{layer}"}
    view = ".".join(below[:2] if below[0] in ROOMS_OF_VIEWS else below[:1])
    if layer == "views" and view not in COMPOSES_VIEWS:
        own = {f"explainer.views.{name}" for name in (SHARED_BY_VIEWS | {view})}
    allowed = MAY_IMPORT[layer] | own | set(sys.stdlib_module_names)
    return [name for name in imported_names(source) if not is_within(name, allowed)]


def sources(*folders: str) -> list[Path]:
    return sorted(path.relative_to(PACKAGE) for folder in folders for path in (PACKAGE / folder).rglob("*.py"))


@pytest.mark.parametrize("path", sources(*MAY_IMPORT), ids=str)
def test_layers_import_downwards_only(path: Path) -> None:
    assert forbidden(path, (PACKAGE / path).read_text("utf-8")) == []


def test_only_the_way_in_imports_the_app() -> None:
    others = [path for path in sources(".") if path.parts[0] not in ("__main__.py", "app")]
    names = [(path, name) for path in others for name in imported_names((PACKAGE / path).read_text("utf-8"))]
    assert [(path, name) for path, name in names if is_within(name, {"explainer.app"})] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("functions/losses.py", "from explainer.engine.run.run import Run"),
        ("engine/run/run.py", "from explainer.trace.lines.trace import Step"),
        ("engine/run/run.py", "def f():\n    import PySide6.QtCore"),
        ("trace/lines/step.py", "from PySide6 import QtGui"),
        ("files/scenario/schema.py", "from explainer.trace import step"),
        ("picture/palette.py", "from PySide6.QtGui import QColor"),
        ("picture/palette.py", "from explainer.state.walkthrough.pointing import Pointing"),
        ("state/walkthrough/walkthrough.py", "from explainer.picture.layout import arrangement"),
        ("state/walkthrough/walkthrough.py", "from PySide6.QtWidgets import QWidget"),
        ("state/walkthrough/walkthrough.py", "from PySide6.QtGui import QPainter"),
        ("views/canvas/view.py", "from explainer.views.timeline.view import Timeline"),
        ("state/walkthrough/walkthrough.py", "from explainer.views.canvas.view import Canvas"),
        ("views/canvas/view.py", "from explainer.views import timeline"),
        ("views/plots/histories/loss_plot.py", "from explainer.views.plots.curves.fit_plot import FitPlot"),
        ("views/tables/step_table/view.py", "from explainer.views.tables.data_table import DataTable"),
        ("views/canvas/view.py", "from explainer.views.window.main_window import MainWindow"),
        ("views/canvas/view.py", "from explainer.app.window import open_window"),
    ],
)
def test_an_import_upwards_or_sideways_is_seen(path: str, source: str) -> None:
    assert forbidden(Path(path), source)


def module_name(path: Path) -> str:
    return ".".join(("explainer", *path.with_suffix("").parts)).removesuffix(".__init__")


MODULES = {module_name(path): path for path in sources(".")}


def module_in(name: str) -> str:
    """Return the module of ours that an imported name is in, "" where it is none."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def imports_of(module: str) -> set[str]:
    """Return the modules of ours that a module imports, for types only or inside a function too."""
    names = imported_names((PACKAGE / MODULES[module]).read_text("utf-8"))
    return {module_in(name) for name in names} - {"", module}


def test_no_module_imports_itself_by_way_of_others() -> None:
    try:
        TopologicalSorter({module: imports_of(module) for module in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


# What may be told at the cursor is asked of `Known`: views, and what prepares numbers for them, do not look themselves.
LOOKS_UP = {
    "step": {"of", "read", "value", "substitution", "change", "row"},
    "trace": {"of"},
    "run": {"loss", "losses", "losses_after", "theta", "pass_of"},
}
"""By the name of what has it, "_" aside."""
NUMBERS_OF_UPDATES = {"arrays", "pass_of", "theta_before", "theta_after", "sample_gradient"}
READERS = {
    "explainer.trace.formula.symbol_values",
    "explainer.engine.update.update_pass",
}
OF_OUTPUTS = ("evaluate", "evaluate_test", "Forward", "as_network_gets_them")
READERS |= {"explainer.engine.measure.thinned_networks.ThinnedNetworks"}
READERS |= {f"explainer.engine.measure.evaluate.{name}" for name in OF_OUTPUTS}
LOOKS_ITSELF = {
    "walker": "makes what is known",
    "walkthrough": "compares scenarios",
    "editor": "finds the line again after an edit",
    "moves": "finds the way",
    "known_of_run": "owns what is known of a run",
    "explosion_watch": "has its words told by what is known",
    "trainer": "looks for the update that is gone to",
    "network_answers": "asks `network_at_cursor` first",
    "network_at_cursor": "has what is known, or was trained on purpose",
    "output_answers": "goes back to the update that was computed last",
    "loss_history": "is filtered by `history`",
    "gradient_history": "is filtered by `history`",
    "parameter_history": "is filtered by `history`",
    "nudger": "looks once the loss is known",
    "hidden_answers": "leaves out what `output_answers` hides",
    "one_weight": "has no curve before the loss is known",
    "exam": "judges answers once it is at its end",
    "two_programs": "writes lines once they have been reached",
    "second_run": "is as far as the first one, whose `known` tells of its lines",
    "thinned_answers": "has the weights before the update, and none while a result is asked for",
    "unit_map_answers": "maps the weights before the update, and none while a result is asked for",
}
"""Modules of the state that may, and why."""


def looked_up(source: str) -> list[str]:
    """Return where `source` has a number of an update from elsewhere than what is known."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    found = [name for name in imported_names(source) if is_within(name, READERS)]
    for node in nodes:
        owner = getattr(node.value, "attr", getattr(node.value, "id", "")).removeprefix("_")
        if node.attr in LOOKS_UP.get(owner, set()) | NUMBERS_OF_UPDATES:
            found.append(f"line {node.lineno}: {owner}.{node.attr}")
    return found


@pytest.mark.parametrize("path", sources("views", "picture", "state"), ids=str)
def test_a_number_is_asked_of_what_is_known(path: Path) -> None:
    if path.parts[0] != "state" or path.stem not in LOOKS_ITSELF:
        assert looked_up((PACKAGE / path).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "text = step.value",
        "text = show(self._step.read(symbol))",
        "of = walkthrough.trace.of",
        "losses = self._walkthrough.run.losses",
        "theta = p.theta_before",
        "from explainer.trace.formula.symbol_values import read",
        "from explainer.engine.measure.evaluate import evaluate",
    ],
)
def test_a_number_from_elsewhere_is_seen(source: str) -> None:
    assert looked_up(source)


RUNS_WITHOUT_QT = ("functions", "engine", "trace", "variants", "files", "export", "verify", "picture", "lessons")
WITHOUT_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph"}:
            raise ImportError(f"{name} in a layer that runs without Qt")

sys.meta_path.insert(0, NoQt())
"""
IMPORTS = "modules, words = sys.argv[1].split(), sys.argv[2:]; [__import__(name) for name in modules]"
TESTS = "import pytest; sys.exit(pytest.main(words))"
RUN_AGAIN = ("functions", "engine/update")


@pytest.mark.timeout(300)
def test_the_layers_are_imported_and_run_without_qt() -> None:
    layers = {f"explainer.{layer}" for layer in RUNS_WITHOUT_QT}
    modules = [module for module in MODULES if is_within(module, layers)]
    folders = [CHECKOUT / "tests" / folder for folder in RUN_AGAIN]
    assert all(list(folder.rglob("test_*.py")) for folder in folders)
    code = "\n".join((WITHOUT_QT, IMPORTS, TESTS))
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:pytest-qt", "-o", "addopts=", "-W"]
    words = [*options, "ignore:Unknown config option", "--hypothesis-profile=brief", *map(str, folders)]
    command = [sys.executable, "-c", code, " ".join(modules), *words]
    result = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=290)
    assert result.returncode == 0, result.stdout + result.stderr
