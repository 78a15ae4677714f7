"""`extract serve`: the extraction as an HTTP service, on this machine only unless told otherwise."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated, Literal

import typer

from extractor.commands.errors import DONE, CommandError, said
from extractor.messages import system_error, wording
from extractor.terminal.standard_streams import tell

_NEEDED = ("fastapi", "uvicorn", "python_multipart")
_MOST_MB = 200  # reading takes no more (`reading.limits`)


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8700,
    workers: Annotated[int | None, typer.Option("--workers", metavar="N", min=1, max=256, show_default=False)] = None,
    queue: Annotated[int, typer.Option("--queue", metavar="N", min=0, max=10_000)] = 16,
    max_size: Annotated[int, typer.Option("--max-size", metavar="MB", min=1, max=_MOST_MB)] = 50,
    document_seconds: Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=1, max=86_400)] = 60.0,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise CommandError(None, said("serve_missing", names=", ".join(missing)))
    from extractor.running.free_memory import use_one_arena
    from extractor.running.pool import available_cores
    from extractor.serving.addresses import is_loopback, listening, shown
    from extractor.serving.server import serve as run
    from extractor.serving.service import Service, Settings

    try:
        listener = listening(host, port)
    except (OSError, UnicodeError) as error:
        reason = error if isinstance(error, OSError) else OSError(0, str(error))
        raise CommandError(
            None, lambda language: wording("error", "not_listening", language, host=host, port=port, reason=system_error(reason, language))
        ) from error
    settings = Settings(host, port, workers or available_cores(), queue, max_size * 2**20, document_seconds, lang)
    tell(wording("label", "serving", lang, address=shown(listener), workers=settings.workers))
    if not is_loopback(host):
        tell(wording("label", "serving_others", lang))
    use_one_arena()
    run(Service(settings), listener)
    tell(wording("label", "served", lang))
    return DONE
