"""Says when a window has been painted for the first time."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class _Watch(QObject):
    is_painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.is_painted |= event.type() is QEvent.Type.Paint
        return False


def say_when_painted(app: QApplication, window: QWidget) -> None:
    watch = _Watch()
    app.installEventFilter(watch)
    while not (watch.is_painted and window.windowHandle().isExposed()):
        app.processEvents()
    print("painted", flush=True)
    window.close()
