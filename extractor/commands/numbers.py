"""Numbers of options that no bound refuses."""

from __future__ import annotations

import math
from collections.abc import Mapping

__all__ = ["check_numbers"]


def check_numbers(values: Mapping[str, float]) -> None:
    """Raises Typer's error for an option, by its name, whose value is no number: "nan" is between no bounds, and so beyond none."""
    for name, value in values.items():
        if math.isnan(value):
            import typer

            raise typer.BadParameter("nan", param_hint=name)
