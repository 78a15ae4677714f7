"""The browsers that the review page is tried in, headless and driven by selenium; each skips its tests, with the reason, where it is not there."""

from __future__ import annotations

import base64
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "firefox")
_OPEN_SECONDS = 30
_LOAD_SECONDS = 0.2  # in which Firefox tells what it complained of


class Browser:
    """A running browser: its driver, where it saves files, and what each of them is asked in a way of its own."""

    driver: Any
    unfinished: str  # the ending of a file that is still being saved
    own_keys = ""  # that open something of the browser where the page does nothing with them

    def __init__(self, downloads: Path) -> None:
        self.downloads = downloads

    def open(self, page: Path) -> None:
        """From disk; what was complained of before is forgotten."""
        self.driver.get("about:blank")
        self.faults()
        self.driver.get(page.as_uri())
        end = time.monotonic() + _OPEN_SECONDS
        while self.driver.execute_script("return document.readyState") != "complete":  # on a busy machine Chromium goes on too early
            assert time.monotonic() < end, "the page was never loaded"
            time.sleep(0.02)

    def faults(self) -> list[str]:
        """What the browser complained of since it was asked last: errors of scripts, and what the policy forbade."""
        raise NotImplementedError

    @contextmanager
    def before_each_page(self, script: str) -> Iterator[None]:
        """The script is run in every page before its own."""
        raise NotImplementedError
        yield

    def printed(self) -> bytes:
        """The page as PDF, as it is printed on A4."""
        raise NotImplementedError


class Chromium(Browser):
    unfinished = ".crdownload"

    def __init__(self, downloads: Path, profile: Path) -> None:
        super().__init__(downloads)
        webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e .[browser]")
        browser, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
        if browser is None or driver is None:
            pytest.skip("no Chromium with its chromedriver on this machine")
        options = webdriver.ChromeOptions()
        options.binary_location = browser
        flags = ("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync")
        for flag in (*flags, "window-size=1366,768", f"user-data-dir={profile}"):
            options.add_argument(f"--{flag}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.set_capability("unhandledPromptBehavior", "ignore")
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
        self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})

    def faults(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    @contextmanager
    def before_each_page(self, script: str) -> Iterator[None]:
        added = self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})["identifier"]
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": added})

    def printed(self) -> bytes:
        size = {"printBackground": True, "paperWidth": 8.27, "paperHeight": 11.69}
        return base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", size)["data"])


class Firefox(Browser):
    unfinished = ".part"
    own_keys = "/"  # its search

    def __init__(self, downloads: Path) -> None:
        super().__init__(downloads)
        webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e .[browser]")
        browser, driver = shutil.which("firefox") or shutil.which("firefox-esr"), shutil.which("geckodriver")
        if browser is None or driver is None:
            pytest.skip("no Firefox with geckodriver on this machine")
        options = webdriver.FirefoxOptions()
        options.binary_location = browser
        for argument in ("-headless", "--width=1366", "--height=853"):  # 85 of them are the frame's
            options.add_argument(argument)
        options.enable_bidi = True
        options.unhandled_prompt_behavior = "ignore"
        options.set_preference("browser.download.folderList", 2)
        options.set_preference("browser.download.dir", str(downloads))
        self.driver = webdriver.Firefox(options=options, service=webdriver.FirefoxService(executable_path=driver))
        self._told: list[str] = []
        self.driver.script.add_javascript_error_handler(lambda entry: self._told.append(entry.text))

    def faults(self) -> list[str]:
        time.sleep(_LOAD_SECONDS)
        told, self._told[:] = [*self._told], []
        return told

    @contextmanager
    def before_each_page(self, script: str) -> Iterator[None]:
        added = self.driver.script.pin(f"() => {{ {script} }}")
        try:
            yield
        finally:
            self.driver.script.unpin(added)

    def printed(self) -> bytes:
        from selenium.webdriver.common.print_page_options import PrintOptions

        options = PrintOptions()
        options.page_width, options.page_height, options.background = 21.0, 29.7, True
        return base64.b64decode(self.driver.print_page(options))
