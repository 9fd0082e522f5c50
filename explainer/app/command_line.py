"""The command line: what may be typed. Imports nothing that takes time until the words are understood."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from explainer import __version__
from explainer.app.terminal import PROGRAM, abandon_output, complain, ended_by_signals

_USAGE = f"{PROGRAM} [SCENARIO | EXAMPLE]\n       {PROGRAM} COMMAND ..."
_MOST_UPDATES = 10**12
_SMALLEST, _LARGEST = 200, 8000
PICTURES = (
    *("canvas", "flow", "loss", "weights", "gradients", "activation", "one_weight", "boundary", "hidden"),
    *("fit", "classes", "surface", "race", "compare", "digits", "ensemble"),
)
"""What `render` draws: the canvas, and each plot of the window."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        complain(message)
        self.exit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line (default: that of the process) and return the exit status."""
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read our output has seen enough
        status = 0
    except OSError as error:
        status = complain(f"{error.filename or 'standard output'}: {error.strerror}" if error.errno else str(error))
    except MemoryError:
        status = complain("there is not enough memory for this")
    abandon_output()
    return status


def _run(words: list[str]) -> int:
    try:
        arguments = _understand(words)
    except SystemExit as end:
        return int(end.code or 0)
    with ended_by_signals():
        from explainer.app import commands
    with ended_by_signals(commands.tidy):
        return commands.run(arguments)


def _understand(words: list[str]) -> argparse.Namespace:
    words = [_with_minus(word) for word in words] if words[:1] == ["find"] else words
    parser = _parser(words)
    if words and (words[0] in COMMANDS or (words[0].startswith("-") and words[0] != "-")):
        return parser.parse_args(words)
    if len(words) > 1:
        _refuse_words(parser, words)
    return argparse.Namespace(command="window", scenario=words[0] if words else "mazur")


def _with_minus(word: str) -> str:
    """Return a negative number with a minus sign of its own, so that it is taken for no option."""
    is_number = word.startswith("-") and word[1:2] in set("0123456789.,")
    return f"\N{MINUS SIGN}{word[1:]}" if is_number else word


def _refuse_words(parser: Parser, words: list[str]) -> NoReturn:
    from explainer.files.wording import unknown

    parser.error(f"expected one scenario, or a command first; {unknown(words[0], 'a command', COMMANDS)}")


def _parser(words: list[str]) -> Parser:
    """Return the parser; only a command that is among the words can take its own, some of which take time to list."""
    parser = Parser(
        PROGRAM,
        usage=_USAGE,
        description="Explains backpropagation one line of arithmetic at a time. Without a command it opens the window: "
        "with the worked example, or with the scenario that is named.",
        epilog="SCENARIO is a file, the name of a built-in example, or - for standard input.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, (summary, add_arguments) in COMMANDS.items():
        command = commands.add_parser(
            name, prog=f"{PROGRAM} {name}", help=summary, description=f"{summary}.", allow_abbrev=False
        )
        if name in words:
            add_arguments(command)
    return parser


def _examples_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="print this one as JSON")


def _trace_arguments(parser: argparse.ArgumentParser) -> None:
    from explainer.export.levels import LEVELS

    _add_scenario_and_updates(parser)
    _add_bug(parser)
    parser.add_argument(
        "-o", dest="output", type=_file_name, metavar="FILE.csv", default="-", help="default: standard output"
    )
    usual = next(iter(LEVELS))
    parser.add_argument(
        "--level",
        choices=LEVELS,
        default=usual,
        help=f"{', '.join(level.title for level in LEVELS.values())} (default {usual})",
    )
    parser.add_argument(
        "--from", dest="first", type=_whole_number(1), default=1, metavar="K", help="the first update (default 1)"
    )
    names = "what symbols and parameters are called: net_h1, w5 (default), z2_1, Theta2_1_1, or z2_1, w3_1_1"
    _add_notation(parser, names)
    _add_rounding(parser, "as on paper: every result is rounded to {}, half up, and the next lines go on with that")
    parser.add_argument("--spreadsheet", action="store_true", help="semicolons, decimal commas and a byte-order mark")


def _add_rounding(parser: argparse.ArgumentParser, about: str) -> None:
    from explainer.engine.rounding import MOST_PLACES

    either = parser.add_mutually_exclusive_group()
    for option, what, fewest in (("digits", "D significant digits", 1), ("decimals", "D decimals", 0)):
        either.add_argument(
            f"--round-{option}",
            type=_whole_number(fewest, MOST_PLACES),
            metavar="D",
            help=about.format(what),
        )


def _train_arguments(parser: argparse.ArgumentParser) -> None:
    _add_scenario_and_updates(parser)
    _add_bug(parser)
    parser.add_argument("--json", action="store_true", help="print losses, outputs and parameters as JSON")
    parser.add_argument(
        "-o", dest="output", type=_file_name, metavar="FILE.json", help="write the scenario with trained parameters"
    )


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _add_scenario(parser)
    _add_bug(parser)
    parser.add_argument("--json", action="store_true", help="print both gradients as JSON")
    parser.add_argument(
        "--epsilon", type=_epsilon, metavar="E", help="how far a parameter is moved to both sides (default 1e-4)"
    )


def _add_bug(parser: argparse.ArgumentParser) -> None:
    from explainer.bugs.catalogue import BUGS

    parser.add_argument("--bug", metavar="ID", help=f"calculate with this slip everywhere: {', '.join(BUGS)}")


def _bug_key_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("seed", type=_whole_number(0), metavar="SEED", help="the number of the mystery")


def _epsilon(word: str) -> float:
    from explainer.engine.measure.gradient_check import LARGEST_EPSILON, SMALLEST_EPSILON

    try:
        epsilon = float(word)
    except ValueError:
        epsilon = 0.0
    if "_" in word or not SMALLEST_EPSILON <= epsilon <= LARGEST_EPSILON:
        limits = f"from {SMALLEST_EPSILON:g} to {LARGEST_EPSILON:g}"
        raise argparse.ArgumentTypeError(f"expected a number {limits}, got {word!r}")
    return epsilon


def _json_arguments(parser: argparse.ArgumentParser) -> None:
    _add_scenario(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    from explainer.variants.finding.find import UPDATES

    parser.add_argument("number", metavar="NUMBER", help="as it is printed: 0.138, 0,138, -1e-3 or 1/3")
    _add_scenario(parser)
    parser.add_argument(
        "--updates",
        type=_whole_number(1, 1000),
        default=UPDATES,
        metavar="N",
        help=f"how many are searched (default {UPDATES})",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _mark_arguments(parser: argparse.ArgumentParser) -> None:
    from explainer.engine.rounding import MOST_PLACES
    from explainer.variants.typed_number import DIGITS

    parser.add_argument(
        "answers", metavar="ANSWERS.csv", help="columns symbol and value, perhaps update and sample; or a folder"
    )
    _add_scenario(parser)
    parser.add_argument(
        "--updates", type=_whole_number(1, 1000), metavar="N", help="how many are marked (default: those with answers)"
    )
    parser.add_argument(
        "--digits",
        type=_whole_number(1, MOST_PLACES),
        default=DIGITS,
        metavar="D",
        help=f"significant digits asked for (default {DIGITS})",
    )
    parser.add_argument(
        "--students", metavar="LIST.csv", help="mark ID.csv in the folder for each in the column id of this list"
    )
    parser.add_argument("-o", dest="output", type=_file_name, metavar="MARKS.csv", default="-", help="their marks")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def _sweep_arguments(parser: argparse.ArgumentParser) -> None:
    from explainer.engine.run.trial import MOST_UPDATES
    from explainer.lab_book.typed_values import typed_loss, typed_seeds

    _add_scenario(parser)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE,VALUE",
        help="values of a setting of the file, as optimizer.learning_rate=0.5,1,2; may be given several times",
    )
    parser.add_argument(
        "--seeds",
        type=_typed(typed_seeds),
        metavar="A-B",
        help="draw the starting weights with each of these seeds, as 1-20",
    )
    parser.add_argument(
        "--until",
        type=_typed(typed_loss),
        required=True,
        metavar="LOSS",
        help="train until the loss of all samples is below",
    )
    parser.add_argument(
        "--most",
        type=_whole_number(1, 10**7),
        default=MOST_UPDATES,
        metavar="N",
        help=f"give a training up after so many updates (default {MOST_UPDATES:,})",
    )
    parser.add_argument("-o", dest="output", type=_file_name, metavar="FILE.csv", help="write CSV; - prints it")


def _typed(read: Callable[[str], object]) -> Callable[[str], object]:
    """Return a reader of a typed word whose sentence argparse tells."""

    def reader(word: str) -> object:
        try:
            return read(word)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return reader


def _lesson_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lesson", nargs="?", metavar="LESSON", help="a file, or the id of a lesson; default: all")
    parser.add_argument("--check", action="store_true", help="tell what is wrong with it, line by line")


def _render_arguments(parser: argparse.ArgumentParser) -> None:
    from explainer.picture.palette import THEMES

    _add_scenario(parser)
    parser.add_argument(
        "--what",
        choices=PICTURES,
        default="canvas",
        help="the network with its numbers (default), what flows in it as pipes, or a plot",
    )
    parser.add_argument(
        "--update", type=_whole_number(1), default=1, metavar="U", help="the update to show (default 1)"
    )
    parser.add_argument(
        "--step", type=_whole_number(0), default=0, metavar="K", help="its step (default 0, before the first)"
    )
    parser.add_argument(
        "-o",
        dest="output",
        type=_file_name,
        required=True,
        metavar="PICTURE",
        help="a file whose name ends with .svg or .png; - prints SVG",
    )
    parser.add_argument("--theme", choices=[name.replace(" ", "_") for name in THEMES], default="light")
    _add_notation(parser, "as for `trace` (default worked)")
    parser.add_argument(
        "--size", type=_size, metavar="WIDTHxHEIGHT", help="as on the screen, like 1280x800; a PNG is twice as fine"
    )


def _size(word: str) -> tuple[int, int]:
    width, _, height = word.partition("x")
    for side in (width, height):
        if not (side.isascii() and side.isdigit() and len(side) < 6):
            raise argparse.ArgumentTypeError(f"expected a size like 1280x800, got {word!r}")
        if not _SMALLEST <= int(side) <= _LARGEST:
            raise argparse.ArgumentTypeError(f"expected {_SMALLEST} to {_LARGEST} for each side, got {word!r}")
    return int(width), int(height)


def _file_name(word: str) -> str:
    if not word:
        raise argparse.ArgumentTypeError("expected the name of a file, got nothing")
    return word


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("trace", metavar="TRACE.csv", help="a file that `trace` has written, or -")
    _add_rounding(parser, "written as on paper: every value is rounded to {}")


def _add_notation(parser: argparse.ArgumentParser, help: str) -> None:
    from explainer.trace.formula.notation import Notation

    choices = [notation.value for notation in Notation]
    parser.add_argument("--notation", choices=choices, default="worked", help=help)


def _add_scenario(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help="a file, the name of a built-in example, or -")


def _add_scenario_and_updates(parser: argparse.ArgumentParser) -> None:
    _add_scenario(parser)
    parser.add_argument("--updates", type=_whole_number(0), required=True, metavar="N", help="how many updates")


def _whole_number(low: int, high: int = _MOST_UPDATES) -> Callable[[str], int]:
    def read(word: str) -> int:
        if not (word.isascii() and word.isdigit() and len(word) < 20 and low <= int(word) <= high):
            raise argparse.ArgumentTypeError(f"expected a whole number from {low} to {high}, got {word!r}")
        return int(word)

    return read


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "examples": ("List the built-in scenarios, or print one", _examples_arguments),
    "trace": ("Write the calculation of updates as CSV", _trace_arguments),
    "train": ("Train and tell the result", _train_arguments),
    "check": ("Compare the gradients with those that small steps find", _check_arguments),
    "compare": ("Hold the figures that are printed of a scenario against ours", _json_arguments),
    "find": ("Find where a number can come from", _find_arguments),
    "mark": ("Mark a person's numbers, line by line", _mark_arguments),
    "sweep": ("Train with many settings until the loss is low enough", _sweep_arguments),
    "lesson": ("List the lessons, print one, or tell what is wrong with one", _lesson_arguments),
    "bug-key": ("Tell which bug a mystery of the bug lab has", _bug_key_arguments),
    "render": ("Draw the network at a step, or a plot, into a file; no display is needed", _render_arguments),
    "verify": ("Work out every row of a trace again", _verify_arguments),
}
