"""Backprop Explainer: backpropagation, one line of arithmetic at a time."""

import os

__version__ = "0.1.0"

# NumPy reads these when it is first imported. Products here are small, and threads that share a small one wait for each
# other: many times as long as it takes, wherever another program is busy.
for _library in ("OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
