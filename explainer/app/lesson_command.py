"""The command that lists lessons, prints one, or tells what is wrong with one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from explainer.app.terminal import PROGRAM, complain, standard_output
from explainer.files.assets import asset_path
from explainer.files.wording import counted, quoted, unknown
from explainer.lessons.as_text import listed, written_lesson
from explainer.lessons.checking.check import findings_of_file
from explainer.lessons.lesson import LessonError
from explainer.lessons.reading.lesson_file import load_lesson
from explainer.lessons.shipped import lesson_ids, lessons, topics


def run(arguments: Namespace) -> int:
    """Do what is asked for; return the exit status: 1 where something is wrong with a lesson."""
    try:
        if arguments.check:
            return _check([_path(arguments.lesson)] if arguments.lesson else [head.path for head in lessons()])
        if arguments.lesson is None:
            page = asset_path("docs/writing_lessons.md")
            told = f"{PROGRAM} lesson ID prints one of them. How to write one is told in {page}"
            standard_output().write(f"{listed(topics())}\n{told}\n")
            return 0
        standard_output().writelines(written_lesson(load_lesson(_path(arguments.lesson))))
        return 0
    except LessonError as error:
        return complain(str(error))


def _path(named: str) -> Path:
    """Return the file of a lesson that is named by its id or its path. Raises LessonError."""
    for head in lessons():
        if head.id == named:
            return head.path
    if not Path(named).is_file() and named.isidentifier():
        raise LessonError(f"there is no file {quoted(named)}, and {unknown(named, 'a lesson', lesson_ids())}")
    return Path(named)


def _check(paths: Iterable[Path]) -> int:
    """Tell what is wrong with lessons, each as soon as it is known."""
    faults, checked, out = 0, 0, standard_output()
    for path in paths:
        found = findings_of_file(path, lesson_ids())
        faults, checked = faults + len(found.errors), checked + 1
        out.writelines(f"{line}\n" for line in found.errors)
        out.writelines(f"{line} (hint)\n" for line in found.hints)
        out.flush()
    good = f"{counted(checked, 'lesson')} checked, nothing is wrong.\n"
    out.write(f"{counted(faults, 'fault')} in {counted(checked, 'lesson')}.\n" if faults else good)
    return 1 if faults else 0
