"""The program: `backprop-explainer` and `python -m explainer`."""

from __future__ import annotations

import os
import sys
from _signal import (  # type: ignore[import-not-found] # built in: `signal` itself takes a while to import
    SIG_IGN,
    SIGINT,
    getsignal,
    signal,
)

if getsignal(SIGINT) != SIG_IGN:
    signal(SIGINT, lambda number, frame: os._exit(128 + number))  # until the command line has an end of its own

from explainer.app import command_line


def main() -> int:
    """Run the command line and return the exit status; what is left of the process then is not interrupted."""
    status = command_line.main()
    signal(SIGINT, SIG_IGN)
    return status


if __name__ == "__main__":
    sys.exit(main())
