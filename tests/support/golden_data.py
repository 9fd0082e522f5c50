"""The golden figures: printed by the source lectures, computed by PyTorch autograd, or worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parents[1] / "golden"


def published() -> dict[str, Any]:
    """Return every figure that the source lectures print."""
    return json.loads((GOLDEN / "published_figures.json").read_text("utf-8"))


def pytorch_cases() -> list[dict[str, Any]]:
    """Return the scenarios whose gradients and training PyTorch computed in float64."""
    return json.loads((GOLDEN / "pytorch_cases.json").read_text("utf-8"))
