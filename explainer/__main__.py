"""The program: `backprop-explainer` and `python -m explainer`."""

from __future__ import annotations

import sys

from explainer.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
