"""What asks the process to stop (Ctrl-C, SIGTERM, SIGHUP) is told once, at a place that can tell it.

`listen` makes a KeyboardInterrupt of it, of what came earlier too, and one of signals that come together; `ignore` is for the end of the
process, which nothing can stop any more. What the process was started to ignore (`nohup`) it goes on ignoring.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType

__all__ = ["ignore", "listen"]

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_TOGETHER = 0.5  # seconds in which further signals ask for the same; later ones are new, as the first may have been lost in a callback

_last = -_TOGETHER


def listen(earlier: list[int]) -> None:
    """Raises KeyboardInterrupt for the signals that came earlier, which are forgotten then, and from now on for those that come."""
    _handle(_stop)
    if earlier:
        earlier.clear()
        raise KeyboardInterrupt


def ignore() -> None:
    """Nothing that comes from now on changes anything."""
    _handle(signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> None:
    global _last
    before, _last = _last, time.monotonic()
    if _last - before >= _TOGETHER:
        raise KeyboardInterrupt


def _handle(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
