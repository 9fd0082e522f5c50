"""The parts of a lesson from the values of its file, each with the keys it may have."""

from __future__ import annotations

import re
from dataclasses import Field, fields
from math import isfinite
from typing import Any, TypeVar

import msgspec

from explainer.files.scenario.schema import misfit
from explainer.files.wording import quoted, unknown
from explainer.lessons.lesson import (
    KINDS,
    ChoiceAsked,
    FindAsked,
    LessonCard,
    LessonQuestion,
    LessonText,
    LessonWords,
    NumberAsked,
    Scene,
    SignAsked,
    WindowState,
    WrongElement,
    WrongText,
    WrongValue,
)

T = TypeVar("T")
_IN_FILE = {"settings": "set", "following": "next"}
"""What a field is called in a file, where that is another word."""
_WRONG = {NumberAsked: WrongValue, SignAsked: WrongValue, ChoiceAsked: WrongText, FindAsked: WrongElement}
_NAME = re.compile("[a-z][a-z0-9_]*", re.ASCII)
UPDATE = "update"


class MisfitError(Exception):
    """A value that does not fit its key: the key, and what is wrong there, in a sentence."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key, self.sentence = key, sentence


def read_words(members: dict[str, Any]) -> LessonWords:
    """Return what a lesson is called and is about. Raises MisfitError, as all of these do."""
    words = _shaped(members, LessonWords, "")
    for key, name in (("id", words.id), ("next", words.following)):
        if (name or key == "id") and not _NAME.fullmatch(name):
            raise MisfitError(key, f"{quoted(name)} is not a name of small letters, digits and _ after a letter")
    return words


def read_scene(name: str, members: object) -> Scene:
    """Return another calculation that expressions can ask."""
    key = f"scenes.{name}"
    if not _NAME.fullmatch(name) or name == UPDATE:
        raise MisfitError(key, f"{quoted(name)} cannot be the name of a scene; write small letters, digits and _")
    return _checked(_shaped(members, Scene, key), key)


def read_card(members: object) -> LessonCard:
    """Return a card."""
    if not isinstance(members, dict):
        raise MisfitError("", "expected a card, which begins with [[card]]")
    _refuse_unknown(members, LessonCard, "")
    text = _converted(members, LessonText, "")
    window = _checked(_shaped(members.get("window", {}), WindowState, "window"), "window")
    ask = _question(members["ask"]) if "ask" in members else None
    return LessonCard(title=text.title, say=text.say, light=text.light, window=window, ask=ask)


def _question(members: object) -> LessonQuestion:
    kind = members.get("kind") if isinstance(members, dict) else None
    if not isinstance(members, dict) or kind is None:
        raise MisfitError("ask", f"it has no kind; write kind = and one of {', '.join(KINDS)}")
    if not isinstance(kind, str) or kind not in KINDS:
        raise MisfitError("ask.kind", unknown(str(kind), "a kind of question", KINDS))
    shape = KINDS[kind]
    wrong = members.get("wrong", [])
    for number, entry in enumerate(wrong if isinstance(wrong, list) and shape in _WRONG else []):
        _refuse_unknown(entry, _WRONG[shape], f"ask.wrong[{number + 1}]")
    return _shaped({key: value for key, value in members.items() if key != "kind"}, shape, "ask")


def _checked(scene: T, place: str) -> T:
    """Return a scene all of whose numbers are finite."""
    edits = scene.edits if isinstance(scene, Scene) else {}
    for name, value in edits.items():
        if not isfinite(value):
            raise MisfitError(f"{place}.edits", f"{name} = {value} is not a finite number")
    return scene


def _shaped(value: object, shape: type[T], place: str) -> T:
    _refuse_unknown(value, shape, place)
    return _converted(value, shape, place)


def _refuse_unknown(value: object, shape: type[Any], place: str) -> None:
    known = [_in_file(of) for of in fields(shape)]
    for key in value if isinstance(value, dict) else ():
        if key not in known:
            raise MisfitError(f"{place}.{key}".removeprefix("."), unknown(key, "a key here", known))


def _in_file(of: Field[Any]) -> str:
    return _IN_FILE.get(of.name, of.name)


def _converted(value: object, shape: type[T], place: str) -> T:
    names = {_in_file(of): of.name for of in fields(shape)}  # type: ignore[arg-type]
    if isinstance(value, dict):
        value = {names.get(key, key): member for key, member in value.items()}
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        path, sentence = misfit(error)
        raise MisfitError(_key(place + path), sentence.replace("an object", "a table")) from None


def _key(path: str) -> str:
    """Return the path as the file has it; entries of lists are counted from 1."""
    path = re.sub(r"\[(\d+)\]", lambda found: f"[{int(found[1]) + 1}]", path.removeprefix("."))
    for name, in_file in _IN_FILE.items():
        path = re.sub(rf"\b{name}\b", in_file, path)
    return path
