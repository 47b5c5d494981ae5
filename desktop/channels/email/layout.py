"""HTML that a text view lays out in the time of a glance.

The view works in the thread that paints. Tables in one another cost twice as much with each level, spans the size of
the grid they open, items and pictures the square of their number, and so does a word without an end. What is over
these bounds is shown simpler (a table as paragraphs) or not to its end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST_SHOWN = 120_000
"""Characters of one document."""
MOST_ELEMENTS = 6_000
MOST_ITEMS = 2_000
MOST_PICTURES = 400
LONGEST_WORD = 2_000
HEAVIEST_TABLES = 4_000
"""Cells, each counted as often as it is laid out."""

# as the cleaner writes it: each value in double quotes
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+|<)')
_SPAN = re.compile(r' (?:col|row)span="(\d+)"')
_BLOCK_ATTRIBUTE = re.compile(r' (?:style|align|dir)="[^"]*"')
_VOID = frozenset(("br", "col", "hr", "img"))
_TABLE = frozenset(("table", "caption", "tr", "td", "th"))
_WITHIN_TABLE = frozenset(("tbody", "thead", "tfoot", "colgroup", "col"))
_INLINE_TAGS = "a abbr b big cite code del dfn em font i img ins kbd q s samp small span strike strong sub sup tt u var"
_INLINE = frozenset(_INLINE_TAGS.split())
_PIECE = re.compile(r"[\s\u200b]+|&[a-zA-Z0-9#]{1,31};|[^\s\u200b&]+|&")
_BLANK = re.compile(r"[\s\u200b]")
_HALF_ENTITY = re.compile(r"&[^;]{0,31}\Z")
_BREAK = "\u200b"  # where a line may end, and nothing is seen


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    attributes: str
    is_end: bool
    table: int  # the table it belongs to, -1 for none

    def __str__(self) -> str:
        return f"<{'/' if self.is_end else ''}{self.name}{self.attributes}>"


_Token = _Tag | str


@dataclass(slots=True)
class _Table:
    """`above` is the table it stands in, -1 for none; `area` counts its cells with what they span."""

    above: int
    cells: int = 0
    area: int = 0
    in_row: int = 0
    widest: int = 0
    is_kept: bool = True


def laid_out(html: str) -> tuple[str, bool]:
    """What may be shown of cleaned HTML, and whether that is all of it. Doing it again changes nothing."""
    cutting, document = _Cutting(html), _Document()
    for token in cutting.tokens():
        document.take(token)
    document.simplify()
    return "".join(document.written()), not cutting.is_cut


@dataclass(slots=True)
class _Document:
    tokens: list[_Token] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    _open: list[int] = field(default_factory=list)
    _has_spans: bool = True

    def take(self, token: _Token) -> None:
        if isinstance(token, _Tag) and token.name in _TABLE | _WITHIN_TABLE:
            token = self._within_table(token)
        self.tokens.append(token)

    def _within_table(self, tag: _Tag) -> _Tag:
        if tag.name == "table" and not tag.is_end:
            self.tables.append(_Table(above=self._open[-1] if self._open else -1))
            self._open.append(len(self.tables) - 1)
        number = self._open[-1] if self._open else -1
        if tag.name == "table" and tag.is_end and self._open:
            self._open.pop()
        if number >= 0 and not tag.is_end:
            _count(self.tables[number], tag)
        return _Tag(tag.name, tag.attributes, tag.is_end, number)

    def simplify(self) -> None:
        """Until it is light enough: first without spans, then without the tables that only wrap, then the innermost."""
        if self._weight() <= HEAVIEST_TABLES:
            return
        self._has_spans = False
        if self._weight() <= HEAVIEST_TABLES:
            return
        for table in self.tables:
            table.is_kept = table.widest > 1
        deepest = max(self._levels(), default=0)
        while self._weight() > HEAVIEST_TABLES and deepest > 0:
            for table, level in zip(self.tables, self._levels(), strict=True):
                table.is_kept = table.is_kept and level < deepest
            deepest -= 1

    def _levels(self) -> list[int]:
        """How many tables that are kept each one stands in, with itself."""
        levels: list[int] = []
        for table in self.tables:
            levels.append((levels[table.above] if table.above >= 0 else 0) + table.is_kept)
        return levels

    def _weight(self) -> int:
        return sum(
            (table.area if self._has_spans else table.cells) << level
            for table, level in zip(self.tables, self._levels(), strict=True)
            if table.is_kept
        )

    def written(self) -> Iterator[str]:
        for token in self.tokens:
            if isinstance(token, str):
                yield token
            elif token.table >= 0 and not self.tables[token.table].is_kept:
                yield from _as_block(token)
            elif self._has_spans or "span=" not in token.attributes:
                yield str(token)
            else:
                yield str(_Tag(token.name, _SPAN.sub("", token.attributes), token.is_end, token.table))


def _count(table: _Table, tag: _Tag) -> None:
    if tag.name == "tr":
        table.in_row = 0
    elif tag.name in ("td", "th"):
        area = 1
        for span in _SPAN.findall(tag.attributes):
            area *= max(1, int(span))
        table.cells += 1
        table.area += area
        table.in_row += 1
        table.widest = max(table.widest, table.in_row)


def _as_block(tag: _Tag) -> Iterator[str]:
    if tag.name in _TABLE:
        kept = "".join(_BLOCK_ATTRIBUTE.findall(tag.attributes))
        yield str(_Tag("div", kept, tag.is_end, -1))


class _Cutting:
    """One document's pieces as far as they are shown; what is open there is closed."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._left = {"": MOST_ELEMENTS, "li": MOST_ITEMS, "img": MOST_PICTURES}
        self._characters = LONGEST_SHOWN
        self._open: list[str] = []
        self._word = _Word()
        self.is_cut = False

    def tokens(self) -> Iterator[_Token]:
        for found in _TOKEN.finditer(self._html):
            end, name, attributes, text = found.groups()
            token = self._text(text) if text is not None else self._tag(name, attributes, is_end=bool(end))
            if token is not None:
                yield token
            if self.is_cut:
                break
        yield from (_Tag(name, "", True, -1) for name in reversed(self._open))

    def _text(self, text: str) -> str:
        text = self._word.broken(text)
        self._characters -= len(text)
        if self._characters >= 0:
            return text
        self.is_cut = True
        return _HALF_ENTITY.sub("", text[: self._characters])

    def _tag(self, name: str, attributes: str, *, is_end: bool) -> _Tag | None:
        """None for what is past the end of what is shown."""
        if name not in _INLINE:
            self._word.length = 0
        if is_end:
            if self._open[-1:] == [name]:
                self._open.pop()
            return _Tag(name, "", True, -1)
        for kind in {"", name} & self._left.keys():
            self._left[kind] -= 1
        self.is_cut = min(self._left.values()) < 0
        if self.is_cut:
            return None
        if name not in _VOID:
            self._open.append(name)
        return _Tag(name, attributes, False, -1)


@dataclass(slots=True)
class _Word:
    """What stands together without a blank, over the borders of elements within a line."""

    length: int = 0

    def broken(self, text: str) -> str:
        if self.length + len(text) <= LONGEST_WORD:
            blanks = [found.end() for found in _BLANK.finditer(text)]
            self.length = len(text) - blanks[-1] if blanks else self.length + len(text)
            return text
        return "".join(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[str]:
        for piece in _PIECE.findall(text):
            if _BLANK.match(piece):
                self.length = 0
                yield piece
            elif piece[0] == "&":
                yield self._placed(piece)
            else:
                at = 0
                while at < len(piece):
                    room = LONGEST_WORD - self.length or LONGEST_WORD
                    yield self._placed(piece[at : at + room])
                    at += room

    def _placed(self, piece: str) -> str:
        """With a break before it where the word is long enough."""
        if self.length + len(piece) <= LONGEST_WORD:
            self.length += len(piece)
            return piece
        self.length = len(piece)
        return _BREAK + piece
