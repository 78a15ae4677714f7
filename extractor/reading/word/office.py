"""Reads old Word, OpenDocument and RTF: LibreOffice, run as a program, makes a DOCX of them, which is read like any other.

One run at a time on a machine (it takes about 200 MB), in a folder of its own with its own settings: no macro runs, no link is followed,
no connection is made. It has a time limit, at which it is ended with all it started, as it is where this process ends before it
(`unfinished`). Nothing stays behind.
The numbers of lists, tables, notes and fonts come through; pages are not known.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.document import Document, ReadingError, Source
from extractor.reading import limits
from extractor.reading.archives import check_archive
from extractor.reading.locking import could_lock
from extractor.reading.unfinished import ended_with_us, private_folder
from extractor.reading.word.reader import read_docx

__all__ = ["find_office", "read_office"]

_PAUSE = 0.05
_SUFFIXES = {"application/msword": ".doc", "application/vnd.oasis.opendocument.text": ".odt", "application/rtf": ".rtf"}
_PROGRAMS = ("soffice", "libreoffice")
_FOLDERS = (
    r"C:\Program Files\LibreOffice\program", r"C:\Program Files (x86)\LibreOffice\program", "/Applications/LibreOffice.app/Contents/MacOS",
    "/opt/libreoffice/program", "/usr/lib/libreoffice/program",
)
_NOWHERE = "127.0.0.1:9"  # the discard port: a proxy that nobody runs
# No macro is ever run, no link is updated or followed, and what asks for the network is sent nowhere.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", _NOWHERE.split(":")[0]),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", _NOWHERE.split(":")[1]),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE.split(":")[0]),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", _NOWHERE.split(":")[1]),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)


def read_office(data: bytes, source: Source) -> Document:
    """The Document of a .doc, .odt or .rtf file; the source stays that of the original.

    Raises ReadingError: "office_missing", "office_failed", "office_too_slow", and what the archive check and the DOCX reader raise.
    """
    file = source.filename or "-"
    converted = _convert(data, _SUFFIXES[source.media_type], file)
    check_archive(converted, file)
    return read_docx(converted, source, converted=True)


def find_office() -> str | None:
    """The path of LibreOffice's program, on the PATH or where its installers put it; None where there is none."""
    for name in _PROGRAMS:
        if (found := shutil.which(name)) is not None:
            return found
    places = (Path(folder, name) for folder in _FOLDERS for name in ("soffice.com", "soffice.exe", "soffice"))
    return next((str(place) for place in places if place.is_file()), None)


def _convert(data: bytes, suffix: str, file: str) -> bytes:
    """The document as DOCX."""
    program = find_office()
    if program is None:
        raise ReadingError("office_missing", file=file)
    with private_folder("plan-office-") as folder:
        given = folder / f"document{suffix}"
        given.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
        with _turn(file):
            _run([
                program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nodefault",
                "--nolockcheck", "--convert-to", "docx:Office Open XML Text", "--outdir", str(folder / "out"), str(given),
            ], folder, file)
        made = folder / "out" / "document.docx"
        if not made.is_file():
            raise ReadingError("office_failed", file=file)
        return made.read_bytes()


def _settings() -> str:
    """The settings of a new profile, as LibreOffice keeps them."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )


def _run(command: list[str], folder: Path, file: str) -> None:
    """Runs a program to its end, or to the limit: then it and all it started are ended."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), f"http://{_NOWHERE}")
    places = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP"), str(folder))  # what it leaves lying goes with the folder
    environment = {**os.environ, **proxies, **places, "no_proxy": "", "SAL_USE_VCLPLUGIN": "svp"}

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    with ended_with_us(start, _end) as process:
        try:
            process.wait(limits.LONGEST_OFFICE_RUN)
        except subprocess.TimeoutExpired:
            raise ReadingError("office_too_slow", file=file, limit=int(limits.LONGEST_OFFICE_RUN)) from None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and its children, which are a group of their own."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        import signal
        from contextlib import suppress

        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def _turn(file: str) -> Iterator[None]:
    """Waits until no other process of this user converts. The lock is the system's: it goes with the process that holds it."""
    user = str(os.getuid()) if sys.platform != "win32" else os.environ.get("USERNAME", "")
    path = Path(tempfile.gettempdir()) / f"plan-office-{user}.lock"
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags, 0o600)
    try:
        until = time.monotonic() + limits.LONGEST_OFFICE_WAIT
        while not could_lock(handle):
            if time.monotonic() > until:
                raise ReadingError("office_too_slow", file=file, limit=int(limits.LONGEST_OFFICE_WAIT))
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)
