"""A person at a headless Chromium, and plans with pages to look at. Skipped, with the reason, where there is no browser to drive."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import load
from extractor.records import Plan
from extractor.reviewing.page import review_page

Opener = Callable[..., "Person"]


class Person:
    """What somebody does on a page that was opened from disk."""

    def __init__(self, driver: Any, downloads: Path) -> None:
        self.driver, self.downloads = driver, downloads

    def script(self, code: str, *arguments: Any) -> Any:
        return self.driver.execute_script(code, *arguments)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def text(self, selector: str) -> str:
        return str(self.script("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def focus(self, selector: str) -> None:
        """Goes there by Tab, as somebody without a mouse does."""
        self.script("document.activeElement.blur()")
        for _ in range(80):
            self.press("\ue004")
            if self.script("return document.activeElement.matches(arguments[0])", selector):
                return
        raise AssertionError(f"Tab never comes to {selector}")

    def card(self, identity: str) -> str:
        return f'#cards li[data-task="{identity}"]'

    def open(self, identity: str) -> None:
        self.script("document.querySelector(arguments[0])?.click()", f"{self.card(identity)} .head[aria-expanded=false]")

    def edit(self, identity: str) -> None:
        self.open(identity)
        self.one(f"{self.card(identity)} .buttons button").click()

    def fill(self, selector: str, value: str) -> None:
        """A value as a date picker or list gives it: whole, with the events of a person's choice."""
        self.script(
            "const box = document.querySelector(arguments[0]); box.value = arguments[1];"
            "for (const name of ['input', 'change']) box.dispatchEvent(new Event(name, {bubbles: true}));",
            selector, value,
        )  # fmt: skip

    def select_text(self, start: int, end: int) -> None:
        """Selects a stretch of the text view, by UTF-16 units, as dragging the mouse over it does."""
        self.script(
            """
            const at = (unit, last) => {
              for (const line of document.querySelectorAll("#text [data-unit]:not(p)")) {
                const from = Number(line.dataset.unit), to = from + line.textContent.length;
                if (from <= unit && (last ? unit <= to : unit < to)) return [line.firstChild, unit - from];
              }
            };
            document.activeElement.blur();
            getSelection().setBaseAndExtent(...at(arguments[0], false), ...at(arguments[1], true));
            """,
            start, end,
        )  # fmt: skip
        self.until(lambda: self.one("#selection").is_displayed())

    def use_selection_as(self, number: int) -> None:
        """Presses a button of the selection's bar."""
        self.all("#selection button")[number].click()

    def until(self, holds: Callable[[], Any], seconds: float = 5) -> Any:
        end = time.monotonic() + seconds
        while not (value := holds()):
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.02)
        return value

    def saved(self) -> Plan:
        for old in self.downloads.glob("*"):
            old.unlink()
        self.one("#save").click()
        file = self.until(lambda: next(self.downloads.glob("*.corrected.json"), None))
        data = self.until(lambda: file.read_bytes() if file.stat().st_size and not list(self.downloads.glob("*.crdownload")) else None)
        self.file_name = file.name
        return load(data)

    def faults(self) -> list[str]:
        """What the browser complained of: errors of scripts, and what the policy forbade."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e .[browser]")
    browser, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("no Chromium with its chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    flags = ("headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync")
    for flag in (*flags, "window-size=1366,768", f"user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.set_capability("unhandledPromptBehavior", "ignore")
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    yield started
    started.quit()


@pytest.fixture
def open_page(driver: Any, tmp_path: Path) -> Opener:
    """Writes the page of a plan and opens it from disk."""

    def opened(plan: Plan, data: bytes | None = None, language: Any = "vi") -> Person:
        page = tmp_path / "kế hoạch.review.html"
        page.write_bytes(review_page(plan, data, language))
        downloads = tmp_path / "downloads"
        downloads.mkdir(exist_ok=True)
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
        driver.get("about:blank")
        driver.get_log("browser")
        driver.get(page.as_uri())
        return Person(driver, downloads)

    return opened


@pytest.fixture(scope="session")
def pdf_plan(corpus: Path) -> tuple[Plan, bytes]:
    from extractor import extract

    path = corpus / "so-ldtbxh-bac-giang-2024.pdf"
    return extract(path), path.read_bytes()


def same_json(one: Plan, other: Plan) -> bool:
    return bool(json.loads(one.to_json()) == json.loads(other.to_json()))
