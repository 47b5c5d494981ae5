"""The addresses of a header field (RFC 5322 §3.4), as mail programs write them and not only as they should.

Names are decoded after the field is taken apart, so that an encoded comma or angle bracket is a part of a name.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from desktop.channels.email.domains import to_ascii
from desktop.channels.email.parse.charsets import clean_line
from desktop.channels.email.parse.words import decode_words
from desktop.domain.written import Participant

MOST_ADDRESSES = 1_000
LONGEST_FIELD = 131_072
_LONGEST_NAME = 300
_LONGEST_REMEMBERED = 300
_LONGEST_FIELD_PART = 2_000
_LONGEST_ADDRESS = 320

_USUAL = re.compile(r'\s*+(?:"?([^"<>,;:()\\@]*+)"?\s*)?<([^\s<>@,;:()"\\]++@[A-Za-z0-9.-]++)>\s*')
_TOKEN = re.compile(
    r'(?P<quoted>"(?:[^"\\]|\\.)*+"?)|(?P<open>\()|<(?P<angle>[^<>]*+)>?|(?P<end>[,;])|(?P<colon>:)'
    r'|(?P<blank>[\s>)]++)|(?P<atom>[^\s"(<>),;:]++)',
    re.DOTALL,
)
_COMMENT_END = re.compile(r"[()]|\\.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_AROUND_AT = re.compile(r"(?<!\s)\s*+([@.])\s*+")
_QUOTED_LOCAL = re.compile(r'"(?:[^"\\]|\\.)*+"(?=@)')
_VOUCHING = re.compile(r"\s*+[\u2611\u2705\u2713\u2714\U0001f50f-\U0001f512\U0001f5f8\U0001f5f9\U0001f6e1]\ufe0f?")
_ENDS_ADDRESS = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029<>,;]")


def read_addresses(text: str) -> tuple[Participant, ...]:
    """Those of one field, in their order; what has no address is left out. At most 1,000."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _read(text)


def _read(text: str) -> tuple[Participant, ...]:
    usual = _USUAL.fullmatch(text)
    if usual is not None:
        return (Participant(address=_compared(usual[2]), name=_name(usual[1] or "")),)
    return tuple(_Reader(text[:LONGEST_FIELD]).read())


# a mail's sender is asked for by six who judge it, and writes again
_remembered = lru_cache(maxsize=512)(_read)


def read_name(text: str) -> str:
    """How a sender is called whose field has no address."""
    return _name(text.replace('"', " "))


def _name(text: str) -> str:
    """Without a tick or a lock, by which programs say that somebody was looked at: that is not the sender's to say."""
    name = decode_words(text)[:_LONGEST_NAME]
    return name if name.isascii() else _VOUCHING.sub("", name).strip()


def clean_address(text: str) -> str:
    """An addr-spec as it is compared, "" when it is none: nothing after a blank, a line end or a NUL is part of it."""
    if len(text) > _LONGEST_FIELD_PART:
        return ""
    text = _AROUND_AT.sub(r"\1", text.strip())
    if text.startswith("@") and ":" in text:
        text = text.partition(":")[2]  # a route (RFC 5322 §4.4)
    if text[:7].lower() == "mailto:":
        text = text[7:]
    quoted = _QUOTED_LOCAL.match(text)
    after_quotes = quoted.end() if quoted is not None else 0
    end = _ENDS_ADDRESS.search(text, after_quotes)
    if end is not None:
        text = text[: end.start()]
    text = clean_line(text)
    local, _, domain = text.rpartition("@")
    domain = domain.strip(".")
    if not (local and domain) or len(text) > _LONGEST_ADDRESS or "@" in local[after_quotes:]:
        return ""
    # as it is looked up, which also shows a look-alike for what it is
    return _compared(f"{local}@{domain if domain.isascii() else to_ascii(domain) or domain}")


def _compared(address: str) -> str:
    return address.lower().rstrip(".")


@dataclass(slots=True)
class _Word:
    """What stands between blanks. A quoted one is an address only when an @ and more follow it."""

    text: str
    is_quoted: bool
    is_open: bool = True  # what follows without a blank belongs to it


@dataclass(slots=True)
class _Reader:
    """One pass over a field; what belongs to one address is collected until a comma."""

    text: str
    found: list[Participant] = field(default_factory=list)
    words: list[_Word] = field(default_factory=list)
    comment: str = ""
    angle: str | None = None
    has_at: bool = False  # in one of the words
    before: str = ""  # a name's first half, whose comma nobody quoted

    def read(self) -> list[Participant]:
        at = 0
        while at < len(self.text) and len(self.found) < MOST_ADDRESSES:
            token = _TOKEN.match(self.text, at)
            if token is None:
                break
            at = token.end()
            if token.lastgroup == "open":
                at = self._skip_comment(at)
            else:
                self._take(token.lastgroup or "", token[0], token["angle"])
        self._finish(",")
        return self.found[:MOST_ADDRESSES]

    def _skip_comment(self, start: int) -> int:
        depth, at = 1, start
        while depth and (found := _COMMENT_END.search(self.text, at)) is not None:
            at = found.end()
            depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth:
            at = len(self.text)
        self.comment = self.comment or self.text[start : at - 1]
        self._close_word()
        return at

    def _take(self, kind: str, text: str, angle: str | None) -> None:
        match kind:
            case "quoted":
                self._add_word(_ESCAPED.sub(r"\1", text[1:].removesuffix('"')), is_quoted=True)
            case "atom":
                self._add_word(text, is_quoted=False)
            case "blank":
                self._close_word()
            case "angle":
                self._close_word()
                self.angle = angle if self.angle is None else self.angle
            case "colon":
                self._begin_group()
            case _:
                self._finish(text)

    def _add_word(self, text: str, *, is_quoted: bool) -> None:
        self.has_at = self.has_at or "@" in text
        last = self.words[-1] if self.words else None
        if last is not None and last.is_open and not is_quoted:
            if last.is_quoted and text.startswith("@"):
                text = f'"{last.text}"{text}'
                self.words[-1] = _Word(text, is_quoted=False)
                return
            last.text += text
        else:
            self.words.append(_Word(text, is_quoted))

    def _close_word(self) -> None:
        if self.words:
            self.words[-1].is_open = False

    def _begin_group(self) -> None:
        """What stood before a colon is a group's name, or `mailto`."""
        if self.angle is None and not self.has_at:
            self.words.clear()
            self.before = ""

    def _finish(self, end: str) -> None:
        name, address = self._name_and_address()
        if address:
            name = f"{self.before}, {name}" if self.before and name else self.before or name
            self.found.append(Participant(address=address, name=_name(name)))
            self.before = ""
        else:
            self.before = name if end == "," and self.angle is None else ""
        self.words, self.comment, self.angle, self.has_at = [], "", None, False

    def _name_and_address(self) -> tuple[str, str]:
        if self.angle is not None:
            return " ".join(word.text for word in self.words) or self.comment, clean_address(self.angle)
        plain = [word for word in self.words if "@" in word.text and not word.is_quoted]
        if len(plain) == 1 and len(plain[0].text) > 1 and plain[0].text[0] != "@" and plain[0].text[-1] != "@":
            name = " ".join(word.text for word in self.words if word is not plain[0])
            return name or self.comment, clean_address(plain[0].text)
        text = " ".join(word.text for word in self.words)
        return (self.comment, clean_address(text)) if "@" in text and plain else (text, "")
