"""`extract serve` in a process of its own, as whoever starts it has it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

import httpx

ROOT = Path(__file__).parent.parent.parent
DEV = ROOT / "corpus" / "dev"
TRAPS = ROOT / "tests" / "traps"


class RunningService:
    """Started with the words given; `client` asks it, `log` is what it said so far. `before`: code that is run in it first."""

    def __init__(self, *words: str, before: str = "") -> None:
        command = [sys.executable, "-c", f"import sys, cli\n{before}\nsys.exit(cli.main())", "serve", "--port", "0", "--lang", "en", *words]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
        assert self.process.stderr
        found = re.search(r"(http://\S+:)(\d+)", self.process.stderr.readline())
        assert found
        self.port = int(found[2])
        self.address = f"http://127.0.0.1:{self.port}"
        self.client = httpx.Client(base_url=self.address, timeout=60, headers={"Accept-Language": "en"})
        self.log: list[str] = []
        self._reader = Thread(target=lambda: self.log.extend(iter(self.process.stderr.readline, "")), daemon=True)
        self._reader.start()

    def post(self, path: Path, **asked: object) -> httpx.Response:
        return self.client.post("/plans", files={"file": (path.name, path.read_bytes())}, **asked)  # type: ignore[arg-type]

    def metric(self, name: str) -> float:
        found = re.search(rf"(?m)^{re.escape(name)} (\S+)$", self.client.get("/metrics").text)
        return float(found[1]) if found else 0.0

    def end(self) -> int:
        """Asks it to end, and waits; its status."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self._reader.join(5)
            self.client.close()
