"""What the program tells people, in Vietnamese and English: `message` from `models/messages.toml`, `wording` from `models/interface.toml`.

Messages are what a plan or an error carries by its code; wordings are the labels and help texts of the command line.
A text has named details in braces; both languages are held against each other by the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from extractor.vocabulary import load_vocabulary

Language = Literal["vi", "en"]


def message(code: str, details: Mapping[str, str], language: Language = "vi") -> str:
    """The sentence for a code. Raises KeyError for a code that has none: that is a bug, and the tests look for it."""
    template: str = load_vocabulary("messages")[code][language]
    return template.format_map(details)


def wording(group: str, name: str, language: Language, **details: object) -> str:
    """A text of the command line: group "command", "option", "label" or "error". Raises KeyError like `message`."""
    template: str = load_vocabulary("interface")[group][name][language]
    return template.format_map(details)
