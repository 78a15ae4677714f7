"""The names of the formats that a plan is exported to. Loads nothing: the command line asks for them first."""

from __future__ import annotations

from typing import Literal

__all__ = ["Format"]

Format = Literal["xlsx", "csv", "ics", "md", "docx", "ndjson", "parquet"]
