"""Trace files put together by hand: each row is a formula, worked out by Python itself."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable

HEADER = "step,epoch,update,sample,phase,operation,layer,unit,parameter,symbol,formula,substitution,value"
_SYMBOL = re.compile(r"\(d\w*/d\w+\)(?=\*\*)|d\w*/d\w+|\b[A-Za-z_]\w*\b(?!\()")
_NAMES = {name: getattr(math, name) for name in ("exp", "log", "log1p", "expm1", "tanh", "sqrt")}
_NAMES |= {"abs": abs, "min": min, "max": max, "sign": lambda x: (x > 0) - (x < 0), "step": lambda x: float(x > 0)}


class Handmade:
    """Collects rows; `numbers` are those that symbols have now, given ones at first."""

    def __init__(self, **numbers: float) -> None:
        self.numbers: dict[str, float] = numbers
        self._rows: list[list[object]] = []
        self._step = 0

    def row(self, update: int, sample: str, text: str, symbol: str, formula: str) -> None:
        """Add a row; `text` has phase, operation, layer, unit and parameter between spaces, - for nothing."""
        substitution = _SYMBOL.sub(lambda found: self._word(found[0]), formula)
        value = float(eval(substitution, {"__builtins__": {}}, _NAMES))
        self._step = 1 if self._rows and self._rows[-1][2] != update else self._step + 1
        cells = [cell.strip("-") for cell in text.split()]
        self._rows.append([self._step, update, update, sample, *cells, symbol, formula, substitution, value])
        self.numbers[symbol] = value

    def _word(self, symbol: str) -> str:
        number = repr(self.numbers[symbol.strip("()")])
        return f"({number})" if number.startswith("-") else number

    def file(self, change: Callable[[str], str] = str) -> io.BytesIO:
        """Return the file, its rows changed one by one."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(self._rows)
        return io.BytesIO("\n".join([HEADER, *map(change, text.getvalue().splitlines())]).encode())


def one_weight(rules: Iterable[tuple[str, str]], step: str, updates: int, **numbers: float) -> Handmade:
    """Return the updates of o1 = w1*i1 + b1*1, only w1 trained, by an optimizer whose rows `rules` tell.

    Each rule is (operation, formula); those named momentum_… and step_length are of all parameters together.
    """
    made = Handmade(w1=0.5, b1=0.25, i1=1.5, target_o1=0.1, learning_rate=0.1, **numbers)
    for update in range(1, updates + 1):
        made.numbers["t"] = update
        made.row(update, "1", "forward net 2 o1 -", "net_o1", "w1*i1 + b1*1")
        made.row(update, "1", "forward out 2 o1 -", "out_o1", "net_o1")
        made.row(update, "1", "loss error 2 o1 -", "E_o1", "0.5*(target_o1 - out_o1)**2")
        made.row(update, "1", "loss sample_error - - -", "E_total", "E_o1")
        made.row(update, "1", "backward dE_dout 2 o1 -", "dE_total/dout_o1", "(-(target_o1 - out_o1))")
        made.row(update, "1", "backward dout_dnet 2 o1 -", "dout_o1/dnet_o1", "1")
        made.row(update, "1", "backward delta 2 o1 -", "delta_o1", "dE_total/dout_o1 * dout_o1/dnet_o1")
        made.row(update, "1", "backward gradient 2 o1 w1", "dE_total/dw1", "delta_o1*i1")
        for operation, formula in rules:
            alone = operation.startswith(("momentum_", "step_length"))
            place, symbol = ("- - -", operation) if alone else ("2 o1 w1", f"{operation}_w1")
            made.row(update, "", f"update {operation} {place}", symbol, formula)
        made.row(update, "", "update update 2 o1 w1", "w1+", step)
        made.numbers["w1"] = made.numbers["w1+"]
    return made
