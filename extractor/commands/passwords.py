"""The password of a protected document, asked for on the terminal: it never stands in a command line or its history."""

from __future__ import annotations

import sys

from extractor.commands.errors import WRONG_USAGE, CommandError, said
from extractor.messages import Language, wording
from extractor.terminal.standard_streams import tell

__all__ = ["asked_password"]


def asked_password(plan: str, lang: Language) -> str:
    """The password of the plan as it was typed.

    Raises CommandError without a terminal, and for what is no text; KeyboardInterrupt at Ctrl-D.
    """
    from getpass import getpass

    if not sys.stdin.isatty():
        raise CommandError(plan, said("no_terminal"), WRONG_USAGE)
    try:
        typed = getpass(wording("label", "password", lang))
        typed.encode()
    except EOFError:  # Ctrl-D
        tell("")
        raise KeyboardInterrupt from None
    except UnicodeError as error:
        raise CommandError(plan, said("password_no_text")) from error
    return typed
