"""The page of help: how the picture is read, and the keys, made from the list of actions."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from explainer.glossary.marked_html import marked_html, term_of_link
from explainer.state.session.display import Display
from explainer.views.controls.window_geometry import open_with
from explainer.views.window.actions import ACTIONS, key_text

_READING = (
    ("–, and ▢ in a formula", "not computed yet"),
    ("? in a frame", "asked for: P asks for each result"),
    ("as with a marker", "what is said of your answer, or goes into the line that is asked for"),
    ("0.741*, yours", "your own number that goes on while you predict (Step, After a Wrong Answer); M mends it"),
    ("rows before a unit", "each weight, and beside it what it adds: the weight times what comes in; their sum is net"),
    ("∂, and beside it", "the weight's gradient; the blame that goes back through the weight"),
    ("→", "the weight after the update"),
    ("in a unit", "what it puts out"),
    ("“dropped”, dashed", "a unit that dropout has left out of this sample: it passes on 0"),
    ("keep, passed", "what dropout drew for a unit (1 or 0), and what it hands to the next layer"),
    ("δ below a unit", "its delta: how the error changes with its net input"),
    ("blame above a unit", "how the error changes with what the unit puts out"),
    ("blue, solid", "a positive weight; the thicker, the larger"),
    ("orange, dashed", "a negative weight"),
    ("a pipe at an edge", "the blame that comes back there: the wider, the more; hatched where it is negative"),
    ("b1, the last row", "a bias: a weight on a constant 1; “frozen” ones are not trained"),
    ("frozen", "a weight or bias that training leaves as it is: right-click it, “Freeze it”; its gradient is shown"),
    (
        "a map in a unit",
        "what it puts out for any two inputs (View, Maps in Units), the deeper the more; ring: the sample",
    ),
    ("on paper 0.393", "View, As on Paper: what the line comes to with every line rounded"),
    ("an arrow at a weight", "View, Arrows of the Wish: up to grow, down to shrink, as long as its gradient is large"),
    ("η, w5⁺", "the learning rate; w5 after the update"),
    ("n, m, t", "samples in this batch; samples to train on; updates that the optimizer has made, with this one"),
    ("λ₁, λ₂", "how much the L1 and the L2 penalty count"),
    ("E total", "the error of one sample, all its outputs together"),
    ("E sum, E batch", "the errors of the samples so far, added up; what they come to for the whole batch"),
    ("penalty, objective", "what L1 and L2 cost; what training makes smaller: the error of the batch with its penalty"),
    ("⊙, ᵀ, diag", "of matrices: entry by entry; rows become columns; with these numbers on the diagonal alone"),
    ("Δ, D, sum", "of a layer: its gradients added up over the batch; the gradient that the update uses"),
    ("log1p(x)", "log(1 + x); step(x) is 1 above 0, else 0; sign(x) is 1, 0 or −1"),
)
_FROM_OPTIMIZERS = (
    ("velocity, direction", "how fast a weight is already moving; which way, and how far, it is to go"),
    (
        "moment1, moment2",
        "running averages of a weight's gradient and of its square; _hat: corrected for the start at 0",
    ),
    ("square_sum, square_average", "the squares of a weight's gradients: added up, or averaged"),
    ("step_average", "the squares of a weight's steps, averaged"),
    ("infinity_norm", "the largest of a weight's gradients, older ones counting less"),
    ("momentum_now, momentum_next", "how much the velocity counts at this update, and at the next"),
    ("momentum_product", "momentum_now of all updates so far, multiplied"),
    ("step_length", "how far along its direction a minimiser goes"),
)
_ON_THE_CANVAS = (
    ("Double-click or Enter", "Change a number or the name of a unit; Enter takes it, Esc keeps the old one"),
    ("Mouse over a number", "Its full value, and the line that made it"),
    ("Drag a number sideways", "Change it continuously; with Shift in tenths; Esc takes the drag back"),
    ("Ctrl+Up, Ctrl+Down", "Change the selected number by a step; with Shift by a tenth of one"),
    (
        "Right-click, Menu or Shift+F10",
        "What it is, where it was made, why, its paths; and all that can be done with it",
    ),
    ("F2", "Rename the selected unit"),
    ("Tab", "Go to the next unit or number"),
    ("Click", "Select; beside everything: deselect; of a large network the numbers of what is selected are shown"),
    ("Shift and the mouse", "Take the motion of the line to and fro"),
)
_IN_THE_FLOW = (
    ("F6, or E held", "What flows, in the place of the canvas: values forward, from the error on the blame backward"),
    ("Width of a pipe", "The size of the number, on one scale for the whole network, told below; hatched if negative"),
    ("Black jaws", "The valve of a unit: its gap is the slope, and so much of the blame is let through"),
    ("Mouse over a pipe", "Names and full values; drag it sideways to change its weight, or an input to change that"),
)
_IN_THE_LINES = (
    ("Mouse over a symbol", "Its element lights up on the canvas"),
    ("Click", "Go to the line where this number was made; on a pale line above or below, to that"),
    ("3, 4 or 5, then →", "The page of a whole unit, layer or phase, with all its results; 2 leads back to lines"),
    ("The last line", "The end of the update: what it changed, the loss, and what to try; a click shows the line"),
    ("Small print", "Below a number the line that it is from; below the lines where the result is used next"),
    ("Tab, then Enter", "Go from symbol to symbol, then to the line of one; Alt+1 leads into the page"),
    ("“Why?”, Alt+9", "Where the formula comes from, rule by rule; right-click anything to ask for its own"),
    ("Your line", "Below a derivation: type an equal form, Enter has it judged; several are judged as a chain"),
    ("Dotted words", "A click, or Enter after Tab, opens their entry in the glossary"),
    ("Right-click a symbol", "What it is, where it was made, why, its paths, a nudge"),
    ("Ctrl+C, right-click", "Copy the line as text; the menu also as TeX or as a picture"),
)
_WHILE_PRESENTING = (
    ("PageDown, PageUp", "Next and back: what clickers send"),
    ("Ctrl+=, Ctrl+-, Ctrl+0", "The screen keeps a size and digits of its own; the desk comes back as it was"),
    ("Everywhere", "Numbers cannot be changed, only looked at"),
)
_PLOTS_AND_TABLES = (
    ("Esc", "Back to the explanation, where a plot or a table is in its place"),
    ("Up, Down, or a click", "In Compare: go to the line of that row; the list above it chooses the other run"),
    ("Ctrl+V, or a drop", "On the digit pad: a picture of your own digit, with its stages on the way to the network"),
)
_ON_THE_TRACKS = (
    ("Press or drag", "Go to a step on the timeline, to an update on the loss curve; with Shift ten times as finely"),
    (
        "Arrows, PageUp, PageDown, Home, End",
        "On the loss curve, reached by Tab: go from update to update, the step is kept",
    ),
    ("“log”", "A logarithmic loss; by itself it is one where the losses reach over more than two powers of ten"),
)
_IN_THE_SETTINGS = (
    ("Enter or Tab", "Take what was typed: 0.1, 0,1 or 1/10; Esc keeps the old value"),
    ("Up or Down", "Choose in a list; Space opens it. All other keys step on, and the wheel scrolls past"),
    ("“From the start”", "Let what was changed in mid-run count from update 1 on"),
    ("“Keep”, “Start anew”", "Asked below before a change that begins again at update 1; Esc keeps what there is"),
)
_IN_FORMULAS = (
    (
        "“formula…” in a list",
        "Write an activation or a loss of your own: in Settings, the Activation plot, a unit's menu",
    ),
    ("x; target and out", "What an activation is made of: the net input; and a loss, for each output"),
    ("+ - * / ** ( )", "Signs of a formula, with exp, log, log1p, expm1, tanh, sqrt, abs, min, max, sign and step"),
    ("Enter, Esc", "Use the function; close the window, and what was typed is there again next time"),
    ("A wave below a character", "Where the formula is wrong; the sentence below says why"),
)
_IN_THE_PRINTED = (
    ("✓, or how far off", "Whether ours rounds to the printed number; else how far, in its last digit"),
    ("Click or Enter", "Go to the line that makes the number"),
)
_FROM_PAPER = (
    ("Ctrl+F", "Type a number from a book or a notebook: Enter lists where it can come from, as it is or by a slip"),
    ("Enter or a click", "Go to the line of the chosen row; ↓ leads from the number into the list, Esc closes it"),
    (
        "File, Mark Answers",
        "Open or paste (Ctrl+V) a CSV with symbol and value: the first wrong line is chosen at once",
    ),
    ("right, follows", "as it should be; right from an earlier number of one's own that is wrong"),
    ("slip, wrong", "a known mistake gives this number, and is named; none does"),
    ("few digits", "right, but with fewer digits than are asked for"),
)
_IN_THE_DATA = (
    ("Enter or F2", "Change a number; Enter takes it, Esc keeps the old one"),
    ("Arrows", "Go from number to number"),
    ("Ctrl+C, Ctrl+V", "Copy the selected numbers; write those of a spreadsheet from this cell on"),
    ("Del", "Delete the selected samples"),
    ("Click on a row's number", "Go to the steps of this sample"),
)
_IN_THE_BUG_LAB = (
    ("↑, ↓, then Enter", "Choose a bug; a click does, too. “Off” in the bar at the top takes it off"),
    ("✗, ✓", "The line with the bug and the right one; what differs is underlined"),
    ("a/n, ≠", "The gradient that the program uses by the slope that small steps find; “≠” where they disagree"),
    ("▶ in the key", "The pattern that the numbers have; without it there is no telling: check one sample alone"),
    ("Mystery", "A bug by number, ten checks; the answer is which bug, and in which kind of line"),
)
_IN_THE_CHECK = (("Click or Enter", "Go to the line that makes this gradient"),)

_IN_THE_PLOTS = (
    (
        "Tab, then Left and Right",
        "Go from value to value, with Home and End to the first and the last; each is said aloud",
    ),
    ("The arrows", "Go across a surface or a boundary, and from cell to cell of the classes"),
)

_PLACES = (
    ("Canvas", _ON_THE_CANVAS),
    ("Flow", _IN_THE_FLOW),
    ("Lines", _IN_THE_LINES),
    ("Timeline and loss curve", _ON_THE_TRACKS),
    ("Plots and tables", _PLOTS_AND_TABLES),
    ("Presenting", _WHILE_PRESENTING),
    ("Plots", _IN_THE_PLOTS),
    ("Settings", _IN_THE_SETTINGS),
    ("Own functions", _IN_FORMULAS),
    ("Data", _IN_THE_DATA),
    ("Check", _IN_THE_CHECK),
    ("Bug lab", _IN_THE_BUG_LAB),
    ("Printed", _IN_THE_PRINTED),
    ("Numbers from paper", _FROM_PAPER),
)


class Help(QDialog):
    """A page that says how the picture is read and lists every action that has a key, menu by menu.

    `term_asked` carries the name of a term that leads to the glossary.
    """

    term_asked = Signal(str)

    def __init__(self, display: Display, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Help")
        text = QLabel(marked_html(_page(), display.palette.text), textFormat=Qt.TextFormat.RichText)
        links = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        text.setTextInteractionFlags(links)
        text.linkActivated.connect(self._on_link)
        text.setMargin(16)
        text.setWordWrap(True)
        area = QScrollArea()
        area.setWidget(text)
        area.setAccessibleName("Help")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons)
        open_with(self, round(720 * display.zoom), round(600 * display.zoom))

    def _on_link(self, link: str) -> None:
        self.term_asked.emit(term_of_link(link))


def _page() -> str:
    parts = _section("Reading the picture", _READING) + _section("What optimizers keep", _FROM_OPTIMIZERS)
    for menu in dict.fromkeys(record.menu for record in ACTIONS):
        keyed = [record for record in ACTIONS if record.menu == menu and record.shortcuts]
        rows = [(" or ".join(key_text(keys) for keys in record.shortcuts), record.tip) for record in keyed]
        parts += _section(menu.replace("/", ": "), rows) if rows else []
    for place, hints in _PLACES:
        parts += _section(place, hints)
    return "<table cellpadding='3'>" + "".join(parts) + "</table>"


def _section(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    lines = [f"<tr><td colspan='2'><b>{escape(title)}</b></td></tr>"]
    for keys, tip in rows:
        lines.append(f"<tr><td>{escape(keys)}&nbsp;&nbsp;</td><td>{escape(tip)}</td></tr>")
    return lines
