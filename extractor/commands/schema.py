"""`extract schema`: the JSON Schema of the task list, or of a comparison, on standard output."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from extractor.commands.errors import DONE
from extractor.terminal.standard_streams import write_out


def schema(
    comparison: Annotated[bool, typer.Option("--comparison")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    import json

    from extractor.comparing import records as comparing
    from extractor.records import json_schema

    write_out(json.dumps(comparing.json_schema() if comparison else json_schema(), ensure_ascii=False, indent=1).encode() + b"\n")
    return DONE
