"""Calls of PDFium that are made for each character or object of a page: driven by `map`, with arguments that need no conversion.

    call = undeclared("FPDFText_GetLooseCharBox", None)
    run(map(call, repeat(handle), range(count), pointers))
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from extractor.reading.pdf import pdfium

__all__ = ["AT_ONCE", "memory_for_numbers", "pointers_to", "run", "undeclared"]

AT_ONCE = 1024
"""Characters or objects for which numbers are read into one piece of memory."""


@cache
def memory_for_numbers() -> tuple[ctypes.Array[ctypes.c_double], list[Any]]:
    """Room for four numbers of eight bytes for each, and pointers to each number: made once, they are not made for each character."""
    room = (ctypes.c_double * (4 * AT_ONCE))()
    return room, [ctypes.byref(room, at) for at in range(0, ctypes.sizeof(room), 8)]


def undeclared(name: str, result: Any) -> Callable[..., Any]:
    """One of PDFium's functions without declared arguments: pointers are given as `byref` or `pointers_to` make them, integers as they are.

    Declared arguments are converted at each call, which takes longer than the call, and so is a `c_void_p`; a result that nobody needs is
    not declared either. It holds the interpreter lock: each call ends at once.
    """
    return ctypes.PYFUNCTYPE(result)((name, pdfium.library()))


def pointers_to(addresses: Iterable[int | None]) -> list[Any]:
    """Pointers to what stands at the addresses, as `undeclared` functions take them."""
    return list(map(ctypes.c_void_p.from_param, addresses))


def run(calls: Iterator[None]) -> None:
    """Makes the calls, without Python code for each."""
    deque(calls, maxlen=0)
