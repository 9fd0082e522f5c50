"""The main window: makes the views, lays them out and connects them. Nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QVBoxLayout, QWidget

from explainer.state.background.work import once_after
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.session.session import Session
from explainer.trace.lines.elements import Element
from explainer.trace.words.bug_words import bug_sign
from explainer.views.canvas.picture_export import SIZE, PictureExport
from explainer.views.canvas.view import Canvas
from explainer.views.controls.controls import (
    ScrolledPage,
    SidewaysScroll,
    renew_tip,
    window_title_of,
)
from explainer.views.controls.messages import Messages
from explainer.views.controls.window_geometry import open_with, put_back
from explainer.views.explain.symbol_menus import SymbolMenus
from explainer.views.explanation.explanation_tabs import Explanation
from explainer.views.explanation.predict.views import PredictViews
from explainer.views.flow.picture_stack import PictureStack
from explainer.views.look.focus_ring import FocusRings
from explainer.views.look.style import style_sheet
from explainer.views.plots.plot_tabs.chooser import plot_chooser
from explainer.views.plots.plot_tabs.tabs import PlotTabs
from explainer.views.settings.panel import SettingsPanel
from explainer.views.small_curves.view import SmallCurves
from explainer.views.tables.data_table.panel import DataTable
from explainer.views.tables.gradient_table.panel import GradientTable
from explainer.views.tables.step_table.view import StepTable
from explainer.views.timeline.loss_track import LossTrack
from explainer.views.timeline.view import Timeline
from explainer.views.transport.view import Transport
from explainer.views.window.actions import connect_actions, fill_menus, make_actions, slots_of
from explainer.views.window.announcer import Announcer
from explainer.views.window.bars.bug_bar import BugBar
from explainer.views.window.bars.message_bars import RestartBar, TroubleBar
from explainer.views.window.bars.own_sign import OwnSign
from explainer.views.window.bars.paper_sign import PaperSign
from explainer.views.window.bars.status_hints import Hints
from explainer.views.window.bars.top_bar import TopBar
from explainer.views.window.dialogs import Dialogs
from explainer.views.window.display_actions import DisplayActions, remember
from explainer.views.window.held_key import HeldKey
from explainer.views.window.lesson_desk import LessonDesk
from explainer.views.window.main_area import MainArea
from explainer.views.window.open_save import Documents
from explainer.views.window.presentation import Presentation
from explainer.views.window.start.middle import Middle
from explainer.views.window.undo_actions import UndoActions

_SIZE = 1280, 800


class MainWindow(QMainWindow):
    """The window on one session. Remembers its geometry; `new_seed` chooses seeds of random weights."""

    def __init__(self, session: Session, kept: KeptSettings, new_seed: Callable[[], int]) -> None:
        super().__init__()
        session.setParent(self)
        self.session, self.walkthrough, self.pointing = session, session.walkthrough, session.pointing
        self.display = session.display
        self._kept, self._new_seed = kept, new_seed
        self._trainer, self._playback, self._watch = session.trainer, session.playback, session.watch
        self._actions = make_actions(self)
        self._renew_tip = once_after(0, renew_tip, self)
        self._make_views()
        self._lay_out()
        connect_actions(self._actions, self._slots())
        self._connect()
        self._restore()
        self._show_title()

    def _make_views(self) -> None:
        walkthrough, display, pointing = self.walkthrough, self.display, self.pointing
        self._documents = Documents(walkthrough, self)
        self._pictures = PictureExport(walkthrough, display, self)
        self._dialogs = Dialogs(self.session, self._kept, self)
        self._display_actions = DisplayActions(display, self._actions, self)
        self._undo_actions = UndoActions(walkthrough.undo_stack, self._actions, self)
        self._explanation = Explanation(walkthrough, pointing, display, self.session.part, self.session.lab)
        self._tabs = PlotTabs(self.session)
        self._canvas = Canvas(walkthrough, pointing, display)
        self._stack = PictureStack(self._canvas, walkthrough, pointing, display)
        self._predict = PredictViews(walkthrough, self.session.prediction, self._actions, self._kept, self._stack)
        self._settings_panel = SettingsPanel(walkthrough, display)
        self._step_table = StepTable(walkthrough, display)
        self._data_table = DataTable(walkthrough, display)
        self._gradient_table = GradientTable(walkthrough, display)
        self._timeline = Timeline(walkthrough, display)
        self._track = LossTrack(walkthrough, display, self._trainer)
        self._curves = SmallCurves(walkthrough, pointing, display)
        self._restart = RestartBar(walkthrough)
        self._bug_bar = BugBar(self.session.lab)
        self._trouble = TroubleBar(self._watch, display, self._actions["last_good"])
        self._transport = Transport(self._playback, self._trainer, self._actions)
        self._top_bar = TopBar(walkthrough, display, self._actions)

    def _lay_out(self) -> None:
        fill_menus(self.menuBar(), self._actions)
        self.menuBar().setAccessibleName("Menus")
        self.statusBar().setAccessibleName("Messages")
        self._add_tables()
        self._area = MainArea(
            self._stack,
            self._settings_panel,
            self._explanation,
            self._curves,
            self._tabs,
            (self._predict.answers, self._predict.page),
            self.display,
        )
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._top, self._stepping = SidewaysScroll(self._top_bar), SidewaysScroll(self._transport)
        layout.addWidget(self._top)
        layout.addWidget(self._bug_bar)
        self._middle = Middle(self._area, self._stack, self._kept, self.display, self._actions)
        self._lessons = LessonDesk(self.session, self._kept, self._actions, self._middle, self._stack)
        layout.addWidget(self._lessons, 1)
        layout.addWidget(self._restart)
        layout.addWidget(self._stepping)
        layout.addWidget(self._timeline)
        layout.addWidget(self._track)
        layout.addWidget(self._trouble)
        self.setCentralWidget(ScrolledPage(central))
        self._hints = Hints()
        self.statusBar().addPermanentWidget(self._hints, 1)
        self.statusBar().addPermanentWidget(OwnSign(self.walkthrough, self.display, self._actions["mend"]))
        self.statusBar().addPermanentWidget(PaperSign(self.display, self._actions["on_paper"]))
        self._messages = Messages(self.statusBar(), self._hints)
        self._announcer = Announcer(self.session, self._canvas)
        self._rings = FocusRings(self.display, self)
        self._presentation = self._make_presentation()
        self._show_display()
        self._stack.setFocus()

    def _add_tables(self) -> None:
        self._tabs.add_corner(self._actions)
        self._explanation.derivation.keep_time_with(self._canvas.player)
        self._explanation.add_corner(plot_chooser(self._actions, self._explanation))
        for title, table in (
            ("Steps", self._step_table),
            ("Data", self._data_table),
            ("Check", self._gradient_table),
        ):
            self._tabs.addTab(table, title)

    def _make_presentation(self) -> Presentation:
        bars = (self._explanation.tabBar(), *self._tabs.bars, self._stepping, self.statusBar())
        put_away = (self.menuBar(), self._top, self._settings_panel, *bars)
        return Presentation(self, put_away, self._actions, self.display)

    def _show_display(self) -> None:
        sheet = style_sheet(self.display.palette, self.display.zoom)
        if sheet != self.styleSheet():  # Qt polishes every widget anew
            self.setStyleSheet(sheet)

    def _slots(self) -> dict[str, Callable[..., object]]:
        return {
            "open": self._documents.ask_open,
            "save": self._documents.save,
            "save_as": self._documents.ask_save,
            "copy_line": self._documents.copy_line,
            "paste_line": self._documents.paste_line,
            "export_picture": self._on_export_picture,
            "quit": self.close,
            "new_random_weights": self._on_new_random_weights,
            "fresh_numbers": self._on_fresh_numbers,
            "stop": self._on_stop,
            "settings": self._area.show_settings,
            "flow": self._stack.show_flow,
            "reduce_motion": self._on_reduce_motion,
            "present": self._on_present,
            "blank": self._presentation.blank,
            "leave_presentation": self._presentation.leave,
            "close_plots": self._area.show_explanation,
            **slots_of(self.session),
            "predict": self._on_predict,
            "explain": self._on_explain,
            **self._explanation.slots(),
            **self._tabs.slots(),
            **self._explanation.copies(),
            **self._display_actions.slots(),
            **self._predict.slots(),
            **self._dialogs.slots(),
            **self._lessons.slots(),
            **self._middle.slots(),
        }

    def _connect(self) -> None:
        walkthrough = self.walkthrough
        self.display.changed.connect(self._show_display)
        for follow in (
            self._explanation.present,
            self._area.present,
            self._undo_actions.lock,
            self._stack.lock,
            self._on_presented,
            self._lessons.show_card,
        ):
            self._presentation.changed.connect(follow)
        self._display_actions.said.connect(self.say)
        self._dialogs.said.connect(self.say)
        self._lessons.said.connect(self.say)
        self._lessons.resized.connect(self._fit_area)
        self._lessons.check_wanted.connect(self._gradient_table.check)
        self._documents.lesson_chosen.connect(self._lessons.open_file)
        self._middle.said.connect(self.say)
        self._middle.join(walkthrough, self._documents, self._lessons.start, self.menuBar())
        training, files = (self._trainer, self._transport), (self._documents, self._pictures)
        below = self._data_table, self._gradient_table, self._tabs
        for speaker in (walkthrough, *training, *files, self._canvas, self._stack, self._settings_panel, *below):
            speaker.said.connect(self.say)
        held = HeldKey(Qt.Key.Key_E, self)
        held.pressed.connect(self._stack.hold)
        held.released.connect(self._stack.release)
        self.pointing.edit_asked.connect(self._on_edit_asked)
        self._settings_panel.csv_wanted.connect(self._on_csv_wanted)
        for asking in (self._settings_panel, self._tabs, self._canvas):
            asking.formula_wanted.connect(self._dialogs.ask_formula)
        self._track.plot_wanted.connect(self._actions["plot_loss"].trigger)
        self._symbol_menus = SymbolMenus(walkthrough, self.pointing, self.display, self)
        for table in (self._step_table, self._data_table, self._gradient_table):
            table.explain_asked.connect(self._symbol_menus.open)
        self._curves.wanted.connect(self._on_plot_wanted)
        self._tabs.opened.connect(self._area.show_plots)
        self._explanation.opened.connect(self._area.show_explanation)
        self._area.covered.connect(self._actions["close_plots"].setEnabled)
        self.session.lesson.begun.connect(self._area.note)
        self.session.lesson.went_back.connect(self._area.look_again)
        self._documents.refused.connect(self._top_bar.show_name)
        self._top_bar.chosen.connect(self._documents.open_built_in)
        self._playback.changed.connect(self._on_playback)
        self.session.prediction.changed.connect(self._make_room)
        self._trainer.started.connect(self._messages.let_go)
        for bar in (self._trouble, self._bug_bar):
            bar.left.connect(self._stack.setFocus)
        walkthrough.edited.connect(self._show_title)
        walkthrough.moved.connect(self._messages.let_go)
        walkthrough.moved.connect(self._show_title)
        for signal in (walkthrough.moved, walkthrough.grew, walkthrough.edited, self.display.changed):
            signal.connect(self._renew_tip_soon)

    def _renew_tip_soon(self) -> None:
        self._renew_tip.start()

    def say(self, sentence: str) -> None:
        """Show a message that needs no answer in the status bar, until the person has gone on."""
        self._messages.say(sentence)
        self._announcer.say(sentence)

    def _show_title(self) -> None:
        sign = bug_sign(self.walkthrough.scenario, self.walkthrough.bug_shown)
        title = f"{self.walkthrough.title} ({sign})" if sign else self.walkthrough.title
        self.setWindowTitle(window_title_of(f"{title} — Backprop Explainer"))

    def _on_new_random_weights(self) -> None:
        self.walkthrough.new_random_weights(self._new_seed())

    def _on_fresh_numbers(self) -> None:
        self.session.numbers.start(self._new_seed())

    def _on_predict(self) -> None:
        self._area.show_explanation()
        self.session.prediction.toggle()

    def _on_explain(self) -> None:
        """Explain what is selected in the picture, or else what the line makes."""
        symbol = self.walkthrough.known.step.symbol if self.walkthrough.known.step else None
        sheet = self._explanation.derivation
        if self.pointing.selected is not None and not self._stack.is_flow:
            self._canvas.explain_selected()
        elif symbol is not None:
            sheet.explain(symbol, sheet.mapToGlobal(sheet.rect().center()))
        else:
            self.say("Select a number or a unit first, or go to a line: → does.")

    def _on_edit_asked(self, element: Element) -> None:
        if self._stack.is_flow:
            self._actions["flow"].trigger()
        self._canvas.edit(element)

    def _on_reduce_motion(self, is_reduced: bool) -> None:
        self._canvas.player.set_reduce_motion(is_reduced)
        self._predict.answers.joy.reduce_motion = is_reduced

    def _make_room(self) -> None:
        """While lines are asked for in a low window, the formula needs the room of the loss track."""
        self._track.setVisible(not (self.session.prediction.is_on and self._predict.answers.is_low))

    def _on_stop(self) -> None:
        self._trainer.stop()
        self._playback.pause()
        self._gradient_table.stop()

    def _on_playback(self) -> None:
        self._canvas.player.keep_pace(self._playback)

    def _on_export_picture(self) -> None:
        self._pictures.ask(self._stack.flow_image(SIZE))

    def _on_plot_wanted(self, name: str) -> None:
        self._actions[f"plot_{name}"].trigger()

    def _on_csv_wanted(self) -> None:
        self._tabs.show_table("Data")
        self._data_table.ask_import()

    def _on_present(self) -> None:
        """Leaving a number that is being typed takes it, and what waits for an answer is kept: nothing can be changed
        from here on."""
        self._stack.setFocus()
        self.walkthrough.keep()
        self._presentation.toggle()

    def _on_presented(self, is_on: bool) -> None:
        """What is shown to forty people is looked at, not changed."""
        self._canvas.read_only = is_on
        if is_on:
            self._dialogs.close_formula()
        self._stack.setFocus()

    def _restore(self) -> None:
        open_with(self, *_SIZE)
        put_back(self, self._kept.data("window/geometry"))
        self._area.restore(self._kept)
        self._predict.restore(self._kept)
        self._actions["settings"].setChecked(not self._settings_panel.isHidden())

    # Qt

    def focusNextPrevChild(self, next: bool) -> bool:
        """What is hidden while it has the focus hands it on as if by Tab; but Tab was not pressed."""
        focused = self.focusWidget()
        if focused is None or focused.isVisible():
            return super().focusNextPrevChild(next)
        self._stack.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_area()
        self._track.fit(self.height())
        self._make_room()

    def _fit_area(self) -> None:
        self._area.fit(self.width() - self._lessons.column_width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self._display_actions)  # the wheel with Ctrl zooms, over any view
        self._messages.watch(self.windowHandle())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._on_stop()
        self._presentation.close()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._area.remember(self._kept)
        self._lessons.remember(self._kept)
        self._tabs.close_windows()
        remember(self.display, self._kept)
        self._predict.remember(self._kept)
        self._kept.keep("window/geometry", self.saveGeometry())
        self._kept.write()
        super().closeEvent(event)
