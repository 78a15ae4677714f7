"""The commands beside `extract plan.pdf`: a module each, with a function of its name, a thin call into the library.

How to add one: its module here, its name in `cli.COMMANDS`, its texts in models/interface.toml.
What a command needs beyond Typer is imported when it runs, so that `--help` stays quick.
"""

from typing import Final

LONGEST_LIMIT: Final = 1e6
LONGEST_RUN: Final = 1800.0  # seconds that one document may take; `--time-limit` changes it
