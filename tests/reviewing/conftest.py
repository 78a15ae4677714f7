"""A person at a headless browser, and plans with pages to look at; each test with a browser is one in each (`browsers`)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import load
from extractor.records import Plan
from extractor.reviewing.page import review_page
from tests.reviewing.browsers import BROWSERS, Browser, Chromium, Firefox

Opener = Callable[..., "Person"]


class Person:
    """What somebody does on a page that was opened from disk."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.driver, self.downloads = browser, browser.driver, browser.downloads

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

    def begin(self) -> None:
        """Puts the place from which Tab goes on at the page's beginning. Where focus was last it would be in Firefox without focus too."""
        self.script("const {body} = document; body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex');")

    def focus(self, selector: str) -> None:
        """Goes there by Tab, as somebody without a mouse does."""
        self.begin()
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
        data = self.until(lambda: file.read_bytes() if file.stat().st_size and not list(self.downloads.glob(f"*{self.browser.unfinished}")) else None)
        self.file_name = file.name
        return load(data)

    def faults(self) -> list[str]:
        return self.browser.faults()


@pytest.fixture(scope="session", params=BROWSERS)
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    downloads = tmp_path_factory.mktemp("downloads")
    started = Firefox(downloads) if request.param == "firefox" else Chromium(downloads, tmp_path_factory.mktemp("profile"))
    yield started
    started.driver.quit()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Opener:
    """Writes the page of a plan and opens it from disk."""

    def opened(plan: Plan, data: bytes | None = None, language: Any = "vi") -> Person:
        page = tmp_path / "kế hoạch.review.html"
        page.write_bytes(review_page(plan, data, language))
        browser.open(page)
        return Person(browser)

    return opened


@pytest.fixture(scope="session")
def pdf_plan(corpus: Path) -> tuple[Plan, bytes]:
    from extractor import extract

    path = corpus / "so-ldtbxh-bac-giang-2024.pdf"
    return extract(path), path.read_bytes()


def same_json(one: Plan, other: Plan) -> bool:
    return bool(json.loads(one.to_json()) == json.loads(other.to_json()))
