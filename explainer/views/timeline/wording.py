"""What the timeline says: where the cursor is, and what a line is about."""

from __future__ import annotations

from explainer.files.base.wording import counted
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.step import Step
from explainer.trace.notations.naming import parameter_label


def position_text(update: int, done: int, step: int, steps: int, part: int | None = None) -> str:
    """Return where the cursor is among the updates done and the steps: "update 1 of 10,000 · step 23 of 43", and at
    which term of the line if it is built up; or "after 10,000 updates · update 10,001 · before step 1 of 43"."""
    which = f"update {update:,} of {done:,}" if update <= done else update_text(update, done)
    term = f", term {part}" if part is not None else ""
    return f"{which} · {f'step {step:,}' if step else 'before step 1'} of {steps:,}{term}"


def update_text(update: int, done: int) -> str:
    """Return which update that is; where it is not done, after how many it comes."""
    after = f"after {counted(done, 'update')} · " if 0 < done < update else ""
    return f"{after}update {update:,}"


def step_text(step: Step, notation: Notation = Notation.WORKED) -> str:
    """Return what a line is about: "step 23 · dE_dout of h1"."""
    about = parameter_label(step.scenario, step.parameter, notation) if step.parameter else step.unit
    sample = f" · sample {step.sample:,}" if step.sample and step.samples > 1 else ""
    return f"step {step.number:,} · {step.operation}{f' of {about}' if about else ''}{sample}"
