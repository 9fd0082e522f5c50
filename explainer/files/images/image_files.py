"""Which pictures a scenario names, and the class that each is of: in its name, or in that of its folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from explainer.files.checks import ScenarioError
from explainer.files.images.grey_picture import SUFFIXES
from explainer.files.wording import one_line, quoted

MOST_IMAGES = 10_000
_MOST_ENTRIES = 100_000
"""Of a folder, pictures or not."""


class ImageFile(NamedTuple):
    """A picture, the class that it is of, and what sentences call it: its path as the scenario has it."""

    path: Path
    class_name: str
    called: str


def image_files(names: Sequence[str], folder: Path) -> list[ImageFile]:
    """Return the pictures of files and folders, paths relative to `folder`; those of a folder in the order of their
    names, and after them those of its folders, whose names are classes.

    Raises ScenarioError with one sentence where there is none, or a class is missing.
    """
    found: list[ImageFile] = []
    for name in names:
        found.extend(islice(_named(name, folder), MOST_IMAGES + 1 - len(found)))
        if len(found) > MOST_IMAGES:
            raise ScenarioError(f"there are more than the {MOST_IMAGES:,} pictures that a data set may have")
    if not found:
        raise ScenarioError("no picture is named: give a folder, or a list of files")
    return found


def _named(name: str, folder: Path) -> Iterator[ImageFile]:
    path = folder / name
    try:
        is_folder = path.is_dir()
    except ValueError:
        raise ScenarioError(f"{quoted(name)} is not the name of a file or a folder") from None
    if not name or not is_folder:
        if not name or not path.exists():
            raise ScenarioError(f"there is no file or folder {quoted(name)}")
        yield ImageFile(path, _class_in(Path(name)), name)
        return
    pictures, folders = _inside(path, name)
    of_folders = [(inner, _inside(inner, f"{name}/{inner.name}")[0]) for inner in folders]
    if not pictures and not any(inside for _, inside in of_folders):
        raise ScenarioError(f"there are no pictures in the folder {quoted(name)}; they end with {', '.join(SUFFIXES)}")
    for picture in pictures:
        yield ImageFile(picture, _class_in(Path(picture.name)), f"{name}/{picture.name}")
    for inner, inside in of_folders:
        for picture in inside:
            yield ImageFile(picture, one_line(inner.name), f"{name}/{inner.name}/{picture.name}")


def _inside(folder: Path, called: str) -> tuple[list[Path], list[Path]]:
    """Return the pictures and the folders in a folder, by name; what is hidden is left out."""
    try:
        entries = list(islice(folder.iterdir(), _MOST_ENTRIES + 1))
    except OSError as error:
        raise ScenarioError(f"the folder {quoted(called)} cannot be read: {error.strerror or error}") from None
    if len(entries) > _MOST_ENTRIES:
        raise ScenarioError(f"the folder {quoted(called)} has more than {_MOST_ENTRIES:,} entries")
    seen = sorted(entry for entry in entries if not entry.name.startswith("."))
    return [entry for entry in seen if entry.suffix.lower() in SUFFIXES], [entry for entry in seen if entry.is_dir()]


def _class_in(path: Path) -> str:
    """Return the class in the name of a file, or of the folder that is written before it."""
    before, line, _ = path.stem.partition("_")
    class_name = one_line(before) if line else one_line(path.parent.name)
    if not class_name:
        advice = f"call it 3_{path.name.lstrip('_')}, or put it into a folder that is called 3, if it is a 3"
        raise ScenarioError(f"{quoted(path.name)} has no class in its name; {advice}")
    return class_name
