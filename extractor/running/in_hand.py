"""Documents in hand: as many are given to the workers as they can use, the next when one is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TypeVar

__all__ = ["in_hand"]

_LOOK_SECONDS = 0.5  # after which Ctrl-C is heard on systems that do not end a wait for it
_Item = TypeVar("_Item")
_Known = TypeVar("_Known")


def in_hand(
    items: Iterable[_Item], submit: Callable[[_Item], Future[bytes] | _Known], most: int, *, in_order: bool
) -> Iterator[tuple[_Item, Future[bytes] | _Known]]:
    """Each item with its future when that is done, or with what `submit` knows of it without one, at once.

    At most `most` futures are in hand; only then is another item asked for. `in_order`: as the items come, else as they are done.
    """
    coming = iter(items)
    reading: dict[Future[bytes], _Item] = {}
    while True:
        while len(reading) < most and (item := next(coming, None)) is not None:
            submitted = submit(item)
            if isinstance(submitted, Future):
                reading[submitted] = item
            else:
                yield item, submitted
        if not reading:
            return
        awaited = [next(iter(reading))] if in_order else list(reading)
        for future in wait(awaited, _LOOK_SECONDS, FIRST_COMPLETED).done:
            yield reading.pop(future), future
