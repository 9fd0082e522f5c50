"""The command that draws: Qt is imported here, made to need no display; where it cannot be, one line says why."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from explainer.app.qt_libraries import advice
from explainer.app.terminal import PROGRAM, ProgressBar, complain, standard_output
from explainer.engine.scenario.scenario import Scenario
from explainer.export.destinations import form_of, spare_sources
from explainer.export.progress import reach
from explainer.export.whole_file import ExportError, check_writable, whole_file
from explainer.files.locate import load
from explainer.files.wording import counted
from explainer.trace.formula.notation import Notation

if TYPE_CHECKING:
    from explainer.state.walkthrough.walkthrough import Walkthrough


STANDARD_OUTPUT = "-"


def run(arguments: Namespace) -> int:
    """Draw what is asked for and write it; return the exit status.

    Raises ScenarioError or ExportError with one sentence where that cannot be.
    """
    form = "svg" if arguments.output == STANDARD_OUTPUT else form_of(arguments.output)
    scenario = load(arguments.scenario)
    if arguments.output != STANDARD_OUTPUT:
        spare_sources(arguments.output, scenario, arguments.scenario)
        check_writable(arguments.output)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        return complain(advice(str(error)))
    application = QApplication.instance() or QApplication([PROGRAM])
    data = _draw(arguments, scenario, form)
    del application
    _write(arguments.output, data)
    return 0


def _draw(arguments: Namespace, scenario: Scenario, form: str) -> bytes:
    from PySide6.QtCore import QSize

    from explainer.app.pictures import render, why_not
    from explainer.state.session.session import Session
    from explainer.state.walkthrough.walkthrough import Walkthrough

    if sentence := why_not(arguments.what, scenario):
        raise ExportError(sentence)
    session = Session(Walkthrough(scenario, arguments.scenario))
    _go(session.walkthrough, arguments.update, arguments.step)
    session.display.set_theme(arguments.theme.replace("_", " "))
    session.display.set_notation(Notation(arguments.notation))
    return render(arguments.what, session, form, QSize(*arguments.size) if arguments.size else None)


def _go(walkthrough: Walkthrough, update: int, step: int) -> None:
    """Go to the step. Raises ExportError where the run ends before it, or the update has no such step."""
    run, needed = walkthrough.run, update if step else update - 1
    with ProgressBar(needed) as progress:
        if not reach(run, needed, progress):
            raise ExportError(f"update {update} cannot be shown: the numbers of update {run.stopped} are not finite")
    walkthrough.go_to(update, step)
    if walkthrough.cursor != (update, step):
        raise ExportError(f"update {update} has {counted(walkthrough.cursor.step, 'step')}, so there is no step {step}")


def _write(output: str, data: bytes) -> None:
    """Write the whole picture; SVG goes to standard output as the text that it is."""
    if output == STANDARD_OUTPUT:
        standard_output().write(data.decode())
        sys.stdout.flush()
    else:
        with whole_file(output) as file:
            file.buffer.write(data)
