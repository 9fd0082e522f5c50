"""What is kept from one start to the next, in a file that anything may have happened to since."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isfinite
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from explainer.files.ordinary_file import may_be_written

NAME = "Backprop Explainer"
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


def kept_file() -> Path:
    """Return the path of the settings file, whether there is one or not."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / NAME / f"{NAME}.conf"


class KeptSettings:
    """Values by name. One that is not there, or is not what it is read as, is read as the default.

    What is no ordinary file is neither read nor replaced: then every value is the default, and nothing is kept.
    """

    def __init__(self, path: Path | None = None) -> None:
        path = path or kept_file()
        files = path, path.with_name(f"{path.name}.lock")  # Qt makes the second one while it writes the first
        self._settings = QSettings(str(path), QSettings.Format.IniFormat) if all(map(may_be_written, files)) else None

    def keep(self, name: str, value: str | QByteArray) -> None:
        if self._settings is not None:
            self._settings.setValue(name, value)

    def write(self) -> None:
        """Write what is kept to the file."""
        if self._settings is not None:
            self._settings.sync()

    def text(self, name: str, default: str = "") -> str:
        value = self._value(name)
        return value if isinstance(value, str) else default

    def choice(self, name: str, known: Iterable[str], default: str) -> str:
        """Return one of the known words."""
        word = self.text(name)
        return word if word in known else default

    def some(self, name: str, known: Iterable[str], default: str = "") -> list[str]:
        """Return those of the known words that are kept, each once, in the order in which they are kept."""
        known = set(known)
        return [word for word in dict.fromkeys(self.text(name, default).split(",")) if word in known]

    def number(self, name: str, low: float, high: float, default: float) -> float:
        """Return a number from `low` to `high`."""
        try:
            value = float(self.text(name))
        except ValueError:
            return default
        return value if isfinite(value) and low <= value <= high else default

    def wholes(self, name: str, count: int, high: int) -> list[int]:
        """Return `count` whole numbers from 0 to `high`; none by default."""
        words = self.text(name).split(",")
        if len(words) != count or not all(map(_WHOLE.fullmatch, words)):
            return []
        return [] if any(int(word) > high for word in words) else [int(word) for word in words]

    def flag(self, name: str) -> bool:
        """Return whether something is so; it is not by default."""
        return self.text(name) == "true"

    def data(self, name: str) -> QByteArray:
        """Return bytes; none by default."""
        value = self._value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _value(self, name: str) -> object:
        return None if self._settings is None else self._settings.value(name)
