"""The command that marks a person's numbers, or those of a class."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from explainer.app.terminal import ProgressBar, standard_output, with_bug_told
from explainer.engine.scenario.scenario import Scenario
from explainer.export.destinations import spare_read, spare_sources
from explainer.export.marked import as_json, as_text, why_unplaced
from explainer.export.marked_class import Person, class_report, write_marks
from explainer.export.whole_file import ExportError, check_writable, whole_file
from explainer.files.answers import read_answers, read_people
from explainer.files.checks import ScenarioError
from explainer.files.locate import load, load_file
from explainer.files.ordinary_file import as_given
from explainer.variants.marking.marked import MarkedSheet
from explainer.variants.marking.marking import mark
from explainer.variants.marking.placing import UnplacedError

STANDARD_OUTPUT = "-"


def run(arguments: Namespace) -> int:
    """Mark what is asked for; return the exit status. Raises ScenarioError or ExportError with one sentence."""
    answers, scenario = arguments.answers, arguments.scenario
    if scenario.lower().endswith(".csv") and not answers.lower().endswith(".csv") and not arguments.students:
        answers, scenario = scenario, answers
    return _class(arguments, Path(answers), scenario) if arguments.students else _person(arguments, answers, scenario)


def _person(arguments: Namespace, answers: str, scenario: str) -> int:
    if Path(answers).is_dir():
        raise ExportError(f"{answers} is a folder; name a list of its people with --students")
    if arguments.output != STANDARD_OUTPUT:
        raise ExportError("-o is for the marks of a class; name a list of its people with --students")
    sheet = _marked(arguments, Path(answers), with_bug_told(load(scenario)))
    standard_output().write(as_json(sheet) if arguments.json else as_text(sheet))
    return 1 if sheet.first_wrong else 0


def _marked(arguments: Namespace, answers: Path, scenario: Scenario) -> MarkedSheet:
    try:
        return mark(scenario, read_answers(answers), arguments.updates, arguments.digits)
    except UnplacedError as error:
        raise ScenarioError(f"{as_given(answers)}, line {error.answer.place}: {why_unplaced(error)}") from None


def _class(arguments: Namespace, folder: Path, scenario: str) -> int:
    if arguments.json:
        raise ExportError("--json is for the answers of one person")
    of_all, listed = with_bug_told(load(scenario)), read_people(Path(arguments.students))
    if not folder.is_dir():
        raise ExportError(f"there is no folder {folder}")
    files, to_file = {file.name for file in folder.iterdir()}, arguments.output != STANDARD_OUTPUT
    if to_file:
        spare_sources(arguments.output, of_all, scenario)
        spare_read(arguments.output, [Path(arguments.students), *_files_of(folder, listed)])
        check_writable(arguments.output)
    people = list[Person]()
    with ProgressBar(len(listed)) as progress:
        for person in listed:
            people.append(_one_of_class(arguments, folder, files, person, of_all))
            progress(len(people))
    if to_file:
        with whole_file(arguments.output) as stream:
            write_marks(stream, people)
        standard_output().write(class_report(people))
    else:
        write_marks(standard_output(), people)
    return 0


def _files_of(folder: Path, listed: Iterable[dict[str, str]]) -> Iterator[Path]:
    for person in listed:
        yield from (folder / f"{person['id']}{ending}" for ending in (".csv", ".json"))


def _one_of_class(
    arguments: Namespace, folder: Path, files: Container[str], listed: dict[str, str], of_all: Scenario
) -> Person:
    """Mark the file that is called by the id; with a scenario of the same name beside it, against that."""
    name = listed["id"]
    if not name or name != Path(name).name:
        return Person(listed, None, "the id is not the name of a file")
    answers, own = _files_of(folder, [listed])
    try:
        return Person(listed, _marked(arguments, answers, load_file(own) if own.name in files else of_all))
    except ScenarioError as error:
        return Person(listed, None, str(error))
