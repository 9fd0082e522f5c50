"""What the timeline says: where the cursor is, and what a line is about."""

from __future__ import annotations

from explainer.trace.naming import parameter_name
from explainer.trace.step import Step


def position_text(update: int, done: int, step: int, steps: int) -> str:
    """Return where the cursor is among the updates done and the steps: "update 1 of 10,000 · step 23 of 43"."""
    if update <= done:
        which = f"update {update:,} of {done:,}"
    else:
        which = f"update {update:,} · {done:,} done" if done else f"update {update:,}"
    return f"{which} · {f'step {step:,}' if step else 'before step 1'} of {steps:,}"


def step_text(step: Step) -> str:
    """Return what a line is about: "step 23 · dE_dout of h1"."""
    about = parameter_name(step.of.scenario, step.parameter) if step.parameter else step.unit
    sample = f" · sample {step.sample:,}" if step.sample and step.of.samples > 1 else ""
    return f"step {step.number:,} · {step.operation}{f' of {about}' if about else ''}{sample}"
