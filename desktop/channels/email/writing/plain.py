"""The text part of what was composed: lists keep their marks, links their addresses, quotes their brackets."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr", "pre", "blockquote"}
)
_SPACED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES = re.compile(r"\n{3,}")


def text_of(markup: str) -> str:
    """Of HTML that is clean: nothing in it is hidden or runs."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


@dataclass(slots=True)
class _List:
    is_numbered: bool
    count: int = 0


@dataclass(slots=True)
class _Line:
    words: list[str] = field(default_factory=list)
    quotes: int = 0

    def text(self) -> str:
        said = "".join(self.words).replace("\u00a0", " ").rstrip()
        return f"{'>' * self.quotes} {said}".rstrip() if self.quotes else said


class _Reader(HTMLParser):
    """Collects lines; a block begins a new one when something stands on this one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines = [_Line()]
        self._lists: list[_List] = []
        self._quotes = 0
        self._is_set = 0  # within <pre>
        self._link = ""
        self._link_text: list[str] = []

    def text(self) -> str:
        return _MANY_LINES.sub("\n\n", "\n".join(line.text() for line in self._lines)).strip("\n")

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        match tag:
            case "br":
                self._lines.append(_Line(quotes=self._quotes))
                return
            case "a":
                self._link, self._link_text = values.get("href") or "", []
                return
            case "img":
                self._say(f"[{values['alt']}]" if values.get("alt") else "")
                return
            case "td" | "th":
                self._say("\t" if self._lines[-1].words else "")
                return
        if tag in _BLOCKS:
            self._begin(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _begin(self, tag: str) -> None:
        match tag:
            case "blockquote":
                self._quotes += 1
            case "pre":
                self._is_set += 1
            case "ul" | "ol":
                self._lists.append(_List(is_numbered=tag == "ol"))
        self._break()
        if tag == "li":
            self._say(self._mark())

    def _mark(self) -> str:
        if not self._lists:
            return "- "
        self._lists[-1].count += 1
        indent = "  " * (len(self._lists) - 1)
        return f"{indent}{self._lists[-1].count}. " if self._lists[-1].is_numbered else f"{indent}- "

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        if tag not in _BLOCKS:
            return
        match tag:
            case "blockquote":
                self._quotes = max(0, self._quotes - 1)
            case "pre":
                self._is_set = max(0, self._is_set - 1)
            case "ul" | "ol" if self._lists:
                self._lists.pop()
        self._break()
        if tag in _SPACED:
            self._lines.append(_Line(quotes=self._quotes))

    def _end_link(self) -> None:
        shown, self._link_text = "".join(self._link_text).strip(), []
        where = self._link.removeprefix("mailto:").removeprefix("tel:")
        if where and where.rstrip("/") != shown.rstrip("/"):
            self._say(f" <{where}>")
        self._link = ""

    @override
    def handle_data(self, data: str) -> None:
        if self._is_set:
            first, *rest = data.split("\n")
            self._say(first)
            for line in rest:
                self._lines.append(_Line(quotes=self._quotes))
                self._say(line)
            return
        words = _BLANKS.sub(" ", data)
        words = words if self._lines[-1].words else words.lstrip(" ")
        self._say(words)
        self._link_text.append(words)

    def _say(self, words: str) -> None:
        if words:
            self._lines[-1].words.append(words)

    def _break(self) -> None:
        if self._lines[-1].words:
            self._lines.append(_Line(quotes=self._quotes))
        else:
            self._lines[-1].quotes = self._quotes
