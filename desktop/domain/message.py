"""One thing said on a written channel, and how what is long of it lies in the store: packed."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desktop.domain.channel import Direction
from desktop.domain.folding import words_of

_FAST = 1  # zlib's level: mail is text, and little is won by the others
_SMALL, _SMALL_WINDOW, _WINDOW = 1 << 13, 13, 15  # it clears its whole window first, for two lines, too
# Thai to Khmer, kana, Han
_SCRIPTS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WITHOUT_BLANKS, _LETTER = f"[{_SCRIPTS}]", rf"[^\W{_SCRIPTS}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`body` is plain text; INTERNAL messages are notes between colleagues. `external_id` e.g. a Message-ID."""

    interaction_id: int
    direction: Direction
    author: str
    body: str
    sent_at: datetime
    subject: str = ""
    external_id: str | None = None
    id: int | None = None


def mentioned(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that stand in a text after @, as they are written or in other case, each once.

    Where words are written without blanks, a name may stand right beside others; an address has letters before its @.
    """
    folded = {name.casefold(): name for name in names if name.strip()}
    if not folded or "@" not in text:
        return ()
    longest_first = sorted(folded, key=len, reverse=True)
    wanted = re.compile(rf"(?<!{_LETTER})@({'|'.join(map(_whole, longest_first))})")
    return tuple(dict.fromkeys(folded[found.group(1)] for found in wanted.finditer(text.casefold())))


def _whole(name: str) -> str:
    """A pattern: no longer word begins so."""
    return re.escape(name) + ("" if re.fullmatch(_WITHOUT_BLANKS, name[-1]) else rf"(?!{_LETTER})")


class Packed(NamedTuple):
    """Of a message what takes as long to make as its rows to write: who has the time does it beforehand."""

    html: bytes | None
    raw: bytes | None
    words: str  # by which it is found


def prepared(subject: str, text: str, files: str, html: str, raw: bytes) -> Packed:
    """`files`: their names (`written.Incoming.searched_files`)."""
    return Packed(packed_text(html) if html else None, packed(raw) if raw else None, words_of(subject, text, files))


def packed(content: bytes) -> bytes:
    return zlib.compress(content, _FAST, _SMALL_WINDOW if len(content) <= _SMALL else _WINDOW)


def packed_text(text: str) -> bytes:
    return packed(text.encode("utf-8", "replace"))


def unpacked(stored: bytes) -> bytes:
    return zlib.decompress(stored)
