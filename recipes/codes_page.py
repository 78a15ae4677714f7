"""Writes docs/codes.md to standard output: every code of models/messages.toml with its Vietnamese and English text.

`make codes`; a test holds the page against the messages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from extractor.vocabulary import load_vocabulary

HEAD = """# Warnings and errors

What the program says, by code: errors where a document cannot be read, warnings of a plan (`warnings`), reasons
of a confidence (`confidence_reasons`, `field_confidence`).
Words in braces are filled in.
"""


def lines() -> Iterator[str]:
    """The page's lines, without line ends."""
    yield from HEAD.splitlines()
    yield ""
    yield "| code | tiếng Việt | English |"
    yield "|---|---|---|"
    for code, texts in load_vocabulary("messages").items():
        vietnamese, english = (" ".join(texts[language].split()).replace("|", "\\|").replace("<", "&lt;") for language in ("vi", "en"))
        yield f"| `{code}` | {vietnamese} | {english} |"


if __name__ == "__main__":
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines()).encode())
