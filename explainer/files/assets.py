"""Where the data files that ship with the app are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def asset_path(name: str) -> Path:
    """Return the file or folder `name` ("examples/mazur.json") of the shipped `assets/`.

    A wheel carries the folder inside the package, a source checkout has it beside the package.
    Raises FileNotFoundError when there is no such file.
    """
    shipped = _PACKAGE / "assets"
    folder = shipped if shipped.is_dir() else _PACKAGE.parent / "assets"
    path = folder / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: the installation is incomplete, install the app again")
    return path
