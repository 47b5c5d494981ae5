"""The grammar of IMAP as far as it is needed: responses with literals into values, names of folders, sets of UIDs.

RFC 3501 §9. What a server says is bounded: literals by the caller, lists by their depth.
"""

import base64
import re
from collections.abc import Iterable, Iterator

Token = bytes | None | list["Token"]

_DEEPEST = 20
# a section's brackets hold what would end an atom elsewhere: BODY[HEADER.FIELDS (MESSAGE-ID)]<0>
_TOKENS = re.compile(
    rb'(?P<blank>[ \t]+)|(?P<open>\()|(?P<close>\))|"(?P<quoted>(?:[^"\\]|\\.)*)"'
    rb"|(?P<atom>(?:BODY|BINARY)\[[^\]\x00]*\](?:<\d+>)?|[^\s()\"]+)",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
LITERAL = re.compile(rb"~?\{(\d+)\+?\}$")


class Nonsense(Exception):
    """What a server sent is not IMAP."""


def tokens(pieces: Iterable[bytes | bytearray]) -> list[Token]:
    """A response: texts and, as bytearray, the literals between them. NIL is None; a list is a list."""
    stack: list[list[Token]] = [[]]
    for piece in pieces:
        if isinstance(piece, bytearray):
            stack[-1].append(bytes(piece))
        else:
            _read(piece, stack)
    if len(stack) != 1:
        raise Nonsense("a list without an end")
    return stack[0]


def _read(text: bytes, stack: list[list[Token]]) -> None:
    at = 0
    while at < len(text):
        found = _TOKENS.match(text, at)
        if found is None:
            raise Nonsense(f"unreadable at byte {at}")
        at = found.end()
        match found.lastgroup:
            case "open":
                _open(stack)
            case "close":
                _close(stack)
            case "quoted":
                stack[-1].append(_ESCAPED.sub(rb"\1", found["quoted"]))
            case "atom":
                stack[-1].append(None if found["atom"].upper() == b"NIL" else found["atom"])


def _open(stack: list[list[Token]]) -> None:
    if len(stack) > _DEEPEST:
        raise Nonsense("lists too deep")
    inner: list[Token] = []
    stack[-1].append(inner)
    stack.append(inner)


def _close(stack: list[list[Token]]) -> None:
    if len(stack) == 1:
        raise Nonsense("the end of a list that did not begin")
    stack.pop()


def pairs(items: Token) -> dict[bytes, Token]:
    """`(UID 3 FLAGS (\\Seen))` by its upper-case names."""
    if not isinstance(items, list) or len(items) % 2:
        raise Nonsense("names without values")
    found: dict[bytes, Token] = {}
    for name, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(name, bytes):
            raise Nonsense("a value without a name")
        found[name.upper()] = value
    return found


def number(token: Token) -> int:
    """At most 63 bits, as UIDs and MODSEQs are."""
    if not isinstance(token, bytes) or not token.isdigit() or len(token) > 19:
        raise Nonsense("not a number")
    return int(token)


def sets_of(uids: Iterable[int]) -> str:
    """`1:3,7` of ascending numbers."""
    return ",".join(f"{first}:{last}" if last > first else f"{first}" for first, last in _runs(uids))


_RANGE = re.compile(rb"(\d{1,10})(?::(\d{1,10}))?")


def ranges(text: bytes) -> list[tuple[int, int]]:
    """`1:3,7` as pairs of the first and the last, as they stand there."""
    found = [_RANGE.fullmatch(part) for part in text.split(b",")]
    if not all(found):
        raise Nonsense("no set of UIDs")
    pairs_of = ((int(one[1]), int(one[2] or one[1])) for one in found if one)
    return [(min(pair), max(pair)) for pair in pairs_of]


def _runs(uids: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -1
    for uid in uids:
        if uid == last + 1 and first >= 0:
            last = uid
            continue
        if first >= 0:
            yield first, last
        first = last = uid
    if first >= 0:
        yield first, last


def quoted(text: str | bytes) -> bytes:
    """As a quoted string; whoever sends something that cannot be one uses a literal."""
    data = text.encode() if isinstance(text, str) else text
    return b'"' + data.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def can_be_quoted(data: bytes) -> bool:
    return all(31 < byte < 127 for byte in data)


_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*+)-")
_NOT_ASCII = re.compile(r"&|[^\x20-\x7e]+")


def folder_name(coded: bytes) -> str:
    """Modified UTF-7 (RFC 3501 §5.1.3) read; what is none stays as it is."""

    def read(found: re.Match[str]) -> str:
        if not found[1]:
            return "&"
        data = found[1].replace(",", "/")
        try:
            return base64.b64decode(data + "=" * (-len(data) % 4), validate=True).decode("utf-16-be")
        except ValueError:
            return found[0]

    return _SHIFTED.sub(read, coded.decode("utf-8", "replace"))


def coded_name(folder: str) -> bytes:
    """The other way round."""

    def write(found: re.Match[str]) -> str:
        if found[0] == "&":
            return "&-"
        coded = base64.b64encode(found[0].encode("utf-16-be", "surrogatepass")).decode().rstrip("=")
        return f"&{coded.replace('/', ',')}-"

    return _NOT_ASCII.sub(write, folder).encode("ascii")
