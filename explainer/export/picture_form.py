"""The forms that a picture can be saved in, told by the name of its file."""

from __future__ import annotations

from pathlib import Path

from explainer.export.errors import ExportError

FORMS = ("svg", "png")


def form_of(path: str) -> str:
    """Return the form that the name of a file asks for. Raises ExportError where it is no picture's."""
    form = Path(path).suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise ExportError(f"{path} is no picture: its name must end with .svg or .png")
    return form
