"""The installed Qt for Python is one that survives long use."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
from PySide6.QtGui import QPainterPath
path = QPainterPath()
for _ in range(50_000):
    path.moveTo(0.0, 0.0)
"""


def test_fifty_thousand_calls_that_return_nothing() -> None:
    """PySide6 6.12.0 aborts after about 16,000 of them on Python 3.11."""
    result = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
