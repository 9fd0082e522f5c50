"""A program that opens an empty window, after importing what any program of this kind imports."""

import numpy  # noqa: F401
import pyqtgraph  # noqa: F401
from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> QMainWindow:
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    return window


if __name__ == "__main__":
    from painted import say_when_painted

    app = QApplication([])
    say_when_painted(app, main())
