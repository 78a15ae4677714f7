"""The recogniser: Tesseract, as a library (tesserocr) or, where its wheel is missing, as a program found on the PATH.

Both read with the Vietnamese model of `models/`, so a page reads alike wherever the tool is installed, and nothing is downloaded.
An engine belongs to one thread; loading the model takes 50 ms. Reading lets other threads go on. One thread reads on one core: Tesseract's
own threads cost twice the processor time for a tenth less of the clock's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol

from extractor.reading.scans.hocr import OcrLine, parse_hocr
from extractor.reading.unfinished import private_folder
from extractor.vocabulary import models_folder

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Grey = NDArray[numpy.uint8]

__all__ = ["MODEL", "Engine", "Layout", "RecognitionError", "engine_here", "is_installed"]

MODEL = "vie"
SECONDS_PER_IMAGE = 60
"""A page takes one to four seconds; noise that looks like text without end must end."""

Layout = Literal["page", "block", "line", "word", "character"]
"""What an image holds: a page of any layout, one block of lines, one line, one word, one character."""
_SEGMENTATION: Mapping[Layout, int] = {"page": 3, "block": 6, "line": 7, "word": 8, "character": 10}
_ONE_THREAD = ("OMP_THREAD_LIMIT", "1")


class RecognitionError(Exception):
    """The recogniser gave up on an image: nothing of it may be taken for read."""


class Engine(Protocol):
    """Reads text in grey images (dark on light). `read` raises RecognitionError where the recogniser fails or takes too long."""

    def read(self, image: Grey, dpi: int, layout: Layout, characters: str = "") -> list[OcrLine]:
        """The lines in an image of this resolution; `characters`: only these are expected, all where empty."""
        ...


class _Library:
    """Tesseract within this process."""

    def __init__(self) -> None:
        tesserocr = _library()
        self._api = tesserocr.PyTessBaseAPI(path=str(models_folder()), lang=MODEL, oem=tesserocr.OEM.LSTM_ONLY)
        self._api.SetVariable("hocr_char_boxes", "1")

    def read(self, image: Grey, dpi: int, layout: Layout, characters: str = "") -> list[OcrLine]:
        height, width = image.shape
        api = self._api
        api.SetPageSegMode(_SEGMENTATION[layout])
        api.SetVariable("tessedit_char_whitelist", characters)
        api.SetImageBytes(image.tobytes(), width, height, 1, width)
        api.SetSourceResolution(dpi)
        try:
            if not api.Recognize(1000 * SECONDS_PER_IMAGE):
                raise RecognitionError("the recogniser failed or took too long")
            return parse_hocr(api.GetHOCRText(0))
        finally:
            api.Clear()


class _Program:
    """Tesseract as a program, run for each image."""

    def __init__(self, program: str) -> None:
        self._program = program

    def read(self, image: Grey, dpi: int, layout: Layout, characters: str = "") -> list[OcrLine]:
        from PIL import Image

        with private_folder("ocr-") as folder:
            picture = folder / "page.png"
            Image.fromarray(image).save(picture, compress_level=1)
            command = [
                self._program, str(picture), "stdout", "-l", MODEL, "--tessdata-dir", str(models_folder()), "--dpi", str(dpi),
                "--psm", str(_SEGMENTATION[layout]), "--oem", "1", "-c", "hocr_char_boxes=1", "-c", "tessedit_create_hocr=1",
            ]
            if characters:
                command += ["-c", f"tessedit_char_whitelist={characters}"]
            try:
                done = subprocess.run(
                    command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS_PER_IMAGE, check=True,
                    env={**os.environ, _ONE_THREAD[0]: _ONE_THREAD[1]},
                )
            except (subprocess.SubprocessError, OSError) as error:
                raise RecognitionError(str(error)) from error
        return parse_hocr(done.stdout.decode("utf-8", "replace"))


_here = threading.local()


def _library() -> Any:
    """The library, loaded with its own threads off. Raises ImportError where it is not installed."""
    os.environ.setdefault(*_ONE_THREAD)
    import tesserocr

    if hasattr(tesserocr, "set_leptonica_log_level"):
        # It complains on standard error about noise at a picture's edge.
        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    return tesserocr


def is_installed() -> bool:
    """Whether this machine has a recogniser of either kind."""
    try:
        _library()
    except ImportError:
        return shutil.which("tesseract") is not None
    return True


def engine_here() -> Engine:
    """This thread's engine, made at the first call. Raises LookupError where none is installed."""
    engine: Engine | None = getattr(_here, "engine", None)
    if engine is None:
        try:
            engine = _Library()
        except ImportError:
            program = shutil.which("tesseract")
            if program is None:
                raise LookupError("neither tesserocr nor tesseract is installed") from None
            engine = _Program(program)
        _here.engine = engine
    return engine
