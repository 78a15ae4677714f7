"""`extract schema`: the JSON Schema of the task list on standard output."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from extractor.commands.errors import DONE
from extractor.exporting.standard_streams import write_out


def schema(lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi") -> int:
    import json

    from extractor.records import json_schema

    write_out(json.dumps(json_schema(), ensure_ascii=False, indent=1).encode() + b"\n")
    return DONE
