"""The part of an HTML page that is its document, freed of what surrounds it.

Left out: what prints nothing, controls, what is hidden, running heads and feet, navigation, asides; lists and blocks whose text is mostly
links (menus, related documents). A block that holds most of a page's own text is never left out.
"""

from __future__ import annotations

from typing import Any

from extractor.reading.html.styles import is_hidden

__all__ = ["content_of"]

MOST_LINKED = 0.7
"""Of the text of a list or block, how much may be links."""
FEWEST_LINKS = 4
LEAST_MAIN = 0.6
"""Of a page's own text, how much stands in an element that is marked as its main text."""

_DROPPED = frozenset((
    "script", "style", "noscript", "template", "head", "nav", "aside", "header", "footer", "select", "option", "button", "input",
    "textarea", "iframe", "object", "svg", "canvas", "audio", "video", "map", "dialog", "menu",
))
_LINK_BLOCKS = frozenset(("ul", "ol", "div", "section", "table", "td", "p", "dl"))


def content_of(root: Any) -> Any:
    """The element to read. The tree is changed: what is left out is taken away."""
    body = root if root.tag == "body" else root.find("body")
    body = root if body is None else body
    whole = _own_text(body)
    for element in list(body.iter()):
        if element.tag in _DROPPED or is_hidden(element):
            _remove(element)
    lengths, linked, links = _measures(body)
    own = lengths[body] - linked[body]
    for element in list(body.iter(*_LINK_BLOCKS)):
        text = lengths[element]
        if links[element] >= FEWEST_LINKS and linked[element] > MOST_LINKED * text and (text - linked[element]) * 2 < own:
            _remove(element)
    marked = [element for element in body.iter("main", "article") if lengths[element] - linked[element] >= LEAST_MAIN * own]
    return marked[-1] if marked and whole else body


def _own_text(body: Any) -> bool:
    return any(text.strip() for text in body.itertext())


def _measures(body: Any) -> tuple[dict[Any, int], dict[Any, int], dict[Any, int]]:
    """Of each element: characters of text, those in links, and how many links. Children come before parents, so each is seen once."""
    lengths: dict[Any, int] = {}
    linked: dict[Any, int] = {}
    links: dict[Any, int] = {}
    for element in reversed(list(body.iter())):
        text = len((element.text or "").strip())
        of_links = count = 0
        for child in element:
            text += lengths[child] + len((child.tail or "").strip())
            of_links += linked[child]
            count += links[child]
        is_link = element.tag == "a" and element.get("href") is not None
        lengths[element] = text
        linked[element] = text if is_link else of_links
        links[element] = count + is_link
    return lengths, linked, links


def _remove(element: Any) -> None:
    """Takes an element away; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    before = element.getprevious()
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
