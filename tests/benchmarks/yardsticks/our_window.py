"""The program's own window on the worked example, as the command line opens it."""

from PySide6.QtWidgets import QApplication

if __name__ == "__main__":
    app = QApplication([])
    from painted import say_when_painted

    from explainer.app.window import open_window

    window = open_window()
    window.resize(1280, 800)
    say_when_painted(app, window)
