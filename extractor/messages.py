"""What the program tells people, in Vietnamese and English: `message` from `models/messages.toml`, `wording` from `models/interface.toml`.

Messages are what a plan or an error carries by its code; wordings are the labels and help texts of the command line.
`language_for` chooses between the languages. A text has named details in braces; both languages are held against each other by the tests.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from extractor.vocabulary import load_vocabulary

Language = Literal["vi", "en"]


def message(code: str, details: Mapping[str, str], language: Language = "vi") -> str:
    """The sentence for a code. Raises KeyError for a code that has none: that is a bug, and the tests look for it.

    A detail "reason" that is the system's name of an error ("EACCES") is told in the language's words, where it has some.
    """
    template: str = load_vocabulary("messages")[code][language]
    if "reason" in details:
        details = {**details, "reason": _reason(details["reason"], language)}
    return template.format_map(details)


def wording(group: str, name: str, language: Language, **details: object) -> str:
    """A text of the command line: group "command", "option", "label", "error", "figure" or "axis". Raises KeyError like `message`."""
    template: str = load_vocabulary("interface")[group][name][language]
    return template.format_map(details)


def language_for(arguments: Sequence[str], environment: Mapping[str, str], *, vietnamese: bool = True) -> Language:
    """`--lang`, else English where the first set of LC_ALL, LC_MESSAGES and LANG (on Windows the user's locale) says so, else Vietnamese.

    `vietnamese`: whether its letters can be shown; where they cannot, what nobody chose is English.
    """
    told = [word.partition("=")[2] for word in arguments if word.startswith("--lang=")]
    told += [value for word, value in pairwise(arguments) if word == "--lang"]
    if told:
        return "en" if told[-1] == "en" else "vi"
    locale_name = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    if not locale_name and sys.platform == "win32":
        import locale

        locale_name = locale.getlocale()[0] or ""
    return "en" if not vietnamese or locale_name.lower().startswith("en") else "vi"


_ADVICE = {
    errno.ENOENT: "file_not_found",
    errno.EACCES: "not_permitted",
    errno.EPERM: "not_permitted",
    errno.EROFS: "not_permitted",
    errno.ENAMETOOLONG: "name_too_long",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EBADF: "stream_closed",
}


def _reason(name: str, language: Language) -> str:
    known: Mapping[Language, str] | None = load_vocabulary("interface")["reason"].get(name)
    if known is not None:
        return known[language]
    number = getattr(errno, name, None)
    return os.strerror(number) if isinstance(number, int) else name


def system_error(error: OSError, language: Language) -> str:
    """What an error of the system means and what to do; in the system's words where nothing is known of it."""
    name = _ADVICE.get(error.errno or 0)
    return wording("error", name, language) if name else wording("error", "system", language, reason=error.strerror or error)
