"""HTML in a cell, as the texts of other programs have it: what is said, and the few signs that an answer may carry."""

import re
from html import escape
from html.parser import HTMLParser

from typing_extensions import override

_KEPT = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ul": "ul", "ol": "ol", "li": "li"}
_KEPT_AS_THEY_ARE = {"p": "p", "blockquote": "blockquote", "a": "a"}
_BREAKING = frozenset(
    ["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"]
)
_AS_PARAGRAPH = frozenset(["div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"])
_UNSAID = frozenset(["script", "style", "head", "title", "template"])
_LINK = re.compile(r"(?:https?|mailto|tel):[^\s\"'<>]+", re.IGNORECASE)
_IS_MARKUP = re.compile(
    r"</?(?:p|br|div|ul|ol|li|b|strong|i|em|u|a|span|table|h[1-6]|blockquote)\b[^<>]*+>", re.IGNORECASE
)
# Python's reader raises for what only begins as a declaration, and goes through all of the rest for each open bracket
_COMMENT = re.compile(r"<!--(?:(?!-->).)*+(?:-->)?|<[!?][^<>]*+>?", re.DOTALL)
_OPEN = re.compile(r"<(?![^<>]*>)")
_EMPTY = re.compile(r"<(p|li)>\s*</\1>")
_NAMES = {**_KEPT, **_KEPT_AS_THEY_ARE, **dict.fromkeys(_AS_PARAGRAPH, "p")}


def is_markup(text: str) -> bool:
    return _IS_MARKUP.search(text) is not None


def read_markup(markup: str) -> tuple[str, str]:
    """Its text, and HTML with nothing in it that loads, runs or looks otherwise than an answer does."""
    reader = _Reader()
    reader.feed(_OPEN.sub("&lt;", _COMMENT.sub("", markup)))
    reader.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.text).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    html = "".join(reader.html) + "".join(f"</{tag}>" for tag in reversed(reader.open))
    return text, _EMPTY.sub("", html)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.html: list[str] = []
        self.open: list[str] = []
        self._unsaid = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAID:
            self._unsaid += 1
        elif tag == "br":
            self.html.append("<br>")
            self.text.append("\n")
        elif tag in _NAMES:
            self._begin(_NAMES[tag], attrs)

    def _begin(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        if name == "p" and "p" in self.open:
            self._end("p")
        href = next((value or "" for key, value in attrs if key == "href"), "").strip() if name == "a" else ""
        if name == "a" and not _LINK.fullmatch(href):
            return
        self.open.append(name)
        self.html.append(f'<a href="{escape(href)}">' if href else f"<{name}>")
        if name in _BREAKING and self.text and not self.text[-1].endswith("\n"):
            self.text.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSAID:
            self._unsaid = max(0, self._unsaid - 1)
        elif tag in _NAMES and _NAMES[tag] in self.open:
            self._end(_NAMES[tag])

    def _end(self, name: str) -> None:
        """With what was left open within it."""
        while self.open:
            last = self.open.pop()
            self.html.append(f"</{last}>")
            if last == name:
                break
        if name in _BREAKING:
            self.text.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        if self._unsaid:
            return
        self.text.append(data.replace("\n", " ").replace("\r", ""))
        self.html.append(escape(data, quote=False))
