"""The parts of a message (RFC 2046): where they lie in the raw bytes, found without copying and without recursion."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.parse.parameters import read_field

MOST_PARTS = 1_000
DEEPEST = 40
"""Of multiparts in one another. Beyond either the rest stays in the raw message, with a remark."""

MOST_LINES = 20_000  # that begin as a boundary does
_LONGEST_BOUNDARY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A leaf: what is no multipart. Its content is `raw[start:end]`, in its `encoding`.

    `alternative` tells which parts stand for one another: the same number, not 0.
    """

    position: int
    headers: Headers
    media_type: str
    parameters: dict[str, str]
    start: int
    end: int
    alternative: int = 0

    @property
    def encoding(self) -> str:
        return self.headers.raw_first("content-transfer-encoding").strip().strip('"').lower()

    @property
    def charset(self) -> str:
        return self.parameters.get("charset", "")


@dataclass(slots=True, kw_only=True)
class Tree:
    """A message taken apart. `media_types` are those of its multiparts, the outermost first."""

    headers: Headers
    parts: list[Part] = field(default_factory=list)
    media_types: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    is_deep: bool = False
    is_long: bool = False
    is_cut: bool = False
    has_all_headers: bool = True
    epilogue: tuple[int, int] = (0, 0)
    """What comes after the last part of the outermost multipart that has something there: nothing, as a rule."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A region that may be a multipart."""

    headers: Headers
    start: int
    end: int
    depth: int
    default_type: str
    alternative: int


def read_tree(raw: bytes) -> Tree:
    """Any bytes are a message: at worst one of plain text."""
    start = _beginning(raw)
    headers, body = _header(raw, start, len(raw))
    tree = Tree(headers=headers)
    stack = [_Piece(headers, body, len(raw), 0, "text/plain", 0)]
    while stack:
        piece = stack.pop()
        tree.has_all_headers = tree.has_all_headers and piece.headers.is_whole
        if len(tree.parts) >= MOST_PARTS:
            tree.is_long = True
            break
        inner = _visit(raw, piece, tree)
        stack.extend(reversed(inner))
    return tree


def _beginning(raw: bytes) -> int:
    """Past blank lines and the line that a mailbox file puts before a message."""
    start = len(raw) - len(raw.lstrip(b"\r\n")) if raw[:1] in (b"\r", b"\n") else 0
    if raw.startswith((b"From ", b">From "), start):
        end = raw.find(b"\n", start)
        return len(raw) if end < 0 else end + 1
    return start


def _header(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """And where the body begins. A region whose first lines are no header fields is all body."""
    if raw.startswith((b"\n", b"\r\n"), start, end):
        return Headers(b""), raw.index(b"\n", start) + 1
    ends = [at + length for mark, length in ((b"\n\r\n", 3), (b"\n\n", 2)) if (at := raw.find(mark, start, end)) >= 0]
    body = min(ends, default=end)
    headers = Headers(raw[start:body])
    return (headers, body) if headers else (headers, start)


def _visit(raw: bytes, piece: _Piece, tree: Tree) -> list[_Piece]:
    """What is in a multipart; a leaf is put into the tree."""
    said = piece.headers.raw_first("content-type")
    media_type, parameters, is_whole = read_field(said) if said else (piece.default_type, {}, True)
    tree.has_all_headers = tree.has_all_headers and is_whole
    if media_type.startswith("multipart/"):
        tree.media_types.append((media_type, parameters))
        inner = _inner(raw, piece, tree, media_type, parameters.get("boundary", ""))
        if inner:
            return inner
        # without a boundary that occurs it is the text it looks like
        media_type = "text/plain" if piece.depth < DEEPEST else "application/octet-stream"
    tree.parts.append(
        Part(
            position=len(tree.parts),
            headers=piece.headers,
            media_type=media_type if "/" in media_type else "text/plain",
            parameters=parameters,
            start=piece.start,
            end=piece.end,
            alternative=piece.alternative,
        )
    )
    return []


def _inner(raw: bytes, piece: _Piece, tree: Tree, media_type: str, boundary: str) -> list[_Piece]:
    if piece.depth >= DEEPEST:
        tree.is_deep = True
        return []
    default = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
    alternative = piece.alternative
    if media_type == "multipart/alternative" and not alternative:
        alternative = len(tree.media_types)
    pieces: list[_Piece] = []
    for start, end in _regions(raw, piece.start, piece.end, boundary, tree):
        if len(pieces) + len(tree.parts) > MOST_PARTS:
            tree.is_long = True
            break
        headers, body = _header(raw, start, end)
        pieces.append(_Piece(headers, body, end, piece.depth + 1, default, alternative))
    return pieces


def _regions(raw: bytes, start: int, end: int, boundary: str, tree: Tree) -> Iterator[tuple[int, int]]:
    """Between the lines of a boundary. The last line may be missing."""
    mark = b"--" + boundary.encode("utf-8", "replace")
    if not 2 < len(mark) <= _LONGEST_BOUNDARY:
        tree.is_cut = True
        return
    begun = -1
    at = start if raw.startswith(mark, start, end) else _next_line(raw, mark, start, end)
    for _ in range(MOST_LINES):
        if at < 0:
            break
        line_end = raw.find(b"\n", at, end)
        line_end = end if line_end < 0 else line_end
        rest = raw[at + len(mark) : min(line_end, at + len(mark) + 100)]
        if rest.startswith(b"--") or not rest.strip():
            if begun >= 0:
                yield begun, max(begun, _without_line_end(raw, at))
            if rest.startswith(b"--"):
                _note_epilogue(raw, line_end, end, tree)
                return
            begun = min(line_end + 1, end)
        at = _next_line(raw, mark, at + len(mark), end)
    tree.is_cut = True
    if begun >= 0:
        yield begun, end


def _note_epilogue(raw: bytes, start: int, end: int, tree: Tree) -> None:
    if tree.epilogue == (0, 0) and raw[start:end].strip():
        tree.epilogue = start, end


def _next_line(raw: bytes, mark: bytes, start: int, end: int) -> int:
    found = raw.find(b"\n" + mark, start, end)
    return found + 1 if found >= 0 else -1


def _without_line_end(raw: bytes, at: int) -> int:
    """The line end before a boundary belongs to the boundary."""
    if at >= 2 and raw[at - 2 : at] == b"\r\n":
        return at - 2
    return at - 1 if at >= 1 and raw[at - 1] == 0x0A else at
