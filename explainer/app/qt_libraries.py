"""The system libraries that Qt needs and a bare machine lacks."""

from __future__ import annotations

import ctypes
import re
import shutil
from pathlib import Path

DEBIAN_PACKAGES = (
    # to import Qt and to draw without a display
    "libegl1",
    "libgl1",
    "libglib2.0-0",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
    # for a window on X11
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    # for a window on Wayland
    "libwayland-cursor0",
    "libwayland-egl1",
)


def loader_error(platform: str) -> str | None:
    """Return what the system's loader says against running Qt on `platform` ("xcb"), None when nothing is missing."""
    try:
        from PySide6 import QtCore, QtWidgets  # noqa: F401  (a window needs both)

        plugins = Path(QtCore.QLibraryInfo.path(QtCore.QLibraryInfo.LibraryPath.PluginsPath))
        plugin = plugins / "platforms" / f"libq{platform}.so"
        if plugin.exists():
            ctypes.CDLL(str(plugin))
    except (ImportError, OSError) as error:
        return str(error)
    return None


def advice(error: str) -> str:
    """Return the sentence for a person whose Qt failed to load with `error`: what is wrong and what to do."""
    missing = re.match(r"(\S+\.so\S*): cannot open shared object file", error)
    if not missing:
        why = " ".join(error.split())
        return f"Qt cannot be loaded ({why}): run `sh setup.sh` in the source folder, or install the program again"
    if shutil.which("apt-get"):
        remedy = f"or, as root, `apt-get install -y {' '.join(DEBIAN_PACKAGES)}`"
    else:
        remedy = "or install the system package that contains it"
    return f"Qt needs {missing[1]}, which is missing: run `sh setup.sh` in the source folder, {remedy}"
