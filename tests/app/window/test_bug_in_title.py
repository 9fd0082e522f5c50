"""A bug is never on unnoticed."""

from __future__ import annotations

from explainer.bugs.catalogue import with_bug
from explainer.files.examples import example
from explainer.files.scenario.scenario_text import write_scenario
from explainer.trace.lines.bug_shown import BugShown


def test_the_title_of_the_window_names_the_bug(open_app, tmp_path):
    path = tmp_path / "wrong.json"
    path.write_text(write_scenario(with_bug(example("mazur"), "no_transpose")), encoding="utf-8")
    window = open_app(str(path))
    assert "(bug: no_transpose)" in window.windowTitle()
    window.walkthrough.show_bug(BugShown.CLOSED)
    assert "(mystery bug)" in window.windowTitle()
    assert "bug" not in open_app("mazur").windowTitle()
