"""The strict reader: bytes from the network to a `SipMessage`, or to a `Refusal` that says why. It never raises."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from desktop.telephony.engine.edge.sip import bodies, headers
from desktop.telephony.engine.edge.sip.limits import LIMITS, Limits, OverLimit
from desktop.telephony.engine.edge.sip.message import SipMessage, long_name
from desktop.telephony.engine.edge.sip.syntax import BadSyntax, check_uri, split_list

_REQUEST_LINE = re.compile(r"([A-Za-z0-9\-.!%*_+`'~]++) (\S++) SIP/([0-9]++\.[0-9]++)\Z", re.IGNORECASE)
_STATUS_LINE = re.compile(r"SIP/([0-9]++\.[0-9]++) ([0-9]{3})(?: (.*))?\Z", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z0-9\-.!%*_+`'~]++)[ \t]*+:[ \t]*+(.*)\Z", re.DOTALL)
_FOLD = re.compile(r"[ \t]*+\r\n[ \t]++")
# C0 without TAB, DEL and C1: nothing that may stand in a header; the line ends are gone by then.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ufeff\u2028\u2029]")
# letters, digits and points whose place no rule tells from others of their kind: a tag, a branch, a Call-ID, a number
_VARYING = re.compile(
    r"(?:(?<=;tag=)|(?<=;branch=)|(?<=\ACall-ID: ))[A-Za-z0-9.\-]{1,64}+(?=[;@]|\Z)|(?<=<sip:)\+?[0-9]{1,64}+(?=@)"
)
_LONGEST = "0" * 65
_REMEMBERED = 512
_REMEMBERED_STARTS = 64
_NOTHING = SipMessage()
_SALVAGED = 500
"""Lines, and characters in a line, of a broken message that are looked at for its answer."""
# Marks that turn the reading direction: one name could be made to look like another.
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A message that was not let in: the `rule` it broke, `text` in words, and what could be read of it.

    `code` is the SIP answer such a request gets when `partial` has what an answer needs.
    """

    rule: str
    text: str
    code: int = 400
    partial: SipMessage = field(default_factory=SipMessage)


def read(data: bytes, *, limits: Limits = LIMITS) -> SipMessage | Refusal:
    """One whole message. A stream's framing has cut `data` to it; what follows it in a datagram is cut off here."""
    message = _NOTHING
    fields: tuple[tuple[str, str], ...] = ()
    head, separator, rest = data.lstrip(b"\r\n").partition(b"\r\n\r\n")
    lines = _read_lines(head)
    try:
        limits.check("message_bytes", len(data), "bytes in a message", 413)
        fields, doubtful = _read_fields(lines[1:], limits)
        method, uri, status, reason = _read_start(lines[0], limits)
        message = SipMessage(method=method, uri=uri, status=status, reason=reason, headers=fields, body=rest)
        if not separator:
            raise BadSyntax("the header fields do not end")
        headers.check(message, doubtful, limits)
        return bodies.settle(_with_cut_body(message, limits), limits)
    except (OverLimit, BadSyntax) as error:
        partial = message if message.headers else SipMessage(headers=fields) if fields else _salvage(lines)
        return Refusal(rule=error.rule, text=str(error), code=error.code, partial=partial)


def _read_lines(head: bytes) -> list[str]:
    """The lines of the head, folded ones joined. Not UTF-8 is taken for Latin-1, as old exchanges send names."""
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    if "\r\n " in text or "\r\n\t" in text:
        text = _FOLD.sub(" ", text)
    if not text.isascii():
        text = _TURNING.sub("", text)
    return text.split("\r\n")


def _read_fields(lines: list[str], limits: Limits) -> tuple[tuple[tuple[str, str], ...], list[tuple[str, str]]]:
    """All fields, and those among them whose values are not as they must be."""
    limits.check("header_fields", len(lines), "header fields")
    fields: list[tuple[str, str]] = []
    doubtful: list[tuple[str, str]] = []
    for line in lines:
        found, is_sound = _read_field(line, limits)
        fields += found
        if not is_sound:
            doubtful += found
    return tuple(fields), doubtful


@lru_cache(maxsize=_REMEMBERED)
def _read_field(line: str, limits: Limits) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Most lines of a message stood in the one before: remembered, so that a caller hears sooner that it rings.

    And what was found of a line holds with another number, tag, branch or Call-ID that is no longer and no stranger.
    """
    like = _VARYING.sub(_LONGEST, line)
    if like != line and (name := _name_if_sound(like, limits)):
        return ((name, line.partition(":")[2].strip()),), True
    return _judge_field(line, limits)


@lru_cache(maxsize=_REMEMBERED)
def _name_if_sound(line: str, limits: Limits) -> str:
    """The field's name, if there is nothing to be said against the line and it holds one value."""
    try:
        found, is_sound = _judge_field(line, limits)
    except (OverLimit, BadSyntax):
        return ""
    return found[0][0] if is_sound and len(found) == 1 else ""


def _judge_field(line: str, limits: Limits) -> tuple[tuple[tuple[str, str], ...], bool]:
    """A value that breaks a rule is told later: an answer needs the other fields, and the first line."""
    limits.check("line_bytes", len(line.encode()), "bytes in a header field")
    if _CONTROL.search(line):
        raise BadSyntax("a control character", rule="control_characters")
    match = _FIELD.match(line)
    if match is None:
        raise BadSyntax("a header field that is none")
    name = long_name(match[1])
    value = match[2].strip()
    found = tuple((name, element) for element in (split_list(value) if name in headers.LISTS else (value,)))
    try:
        headers.check_values(found, limits)
    except (OverLimit, BadSyntax):
        return found, False
    return found, True


def _salvage(lines: list[str]) -> SipMessage:
    """What an answer has to repeat, of a message whose fields cannot all be read: no element taken apart."""
    found = (_FIELD.match(line) for line in lines[1:_SALVAGED] if len(line) < _SALVAGED and not _CONTROL.search(line))
    fields = [(long_name(match[1]), match[2].strip()) for match in found if match is not None]
    counts = Counter(name for name, _ in fields)
    return SipMessage(headers=tuple(item for item in fields if item[0] == "Via" or counts[item[0]] == 1))


@lru_cache(maxsize=_REMEMBERED_STARTS)
def _read_start(line: str, limits: Limits) -> tuple[str, str, int, str]:
    """Method and URI, or status and reason. The exchange calls us by the same name each time."""
    limits.check("line_bytes", len(line.encode()), "bytes in the first line")
    if _CONTROL.search(line):
        raise BadSyntax("a control character", rule="control_characters")
    match = _STATUS_LINE.match(line)
    if match is not None:
        version, status = match[1], int(match[2])
        if not 100 <= status <= 699:
            raise BadSyntax("a status that is none")
        start = ("", "", status, match[3] or "")
    else:
        match = _REQUEST_LINE.match(line)
        if match is None:
            # An answer needs no more than the header fields; the method is in CSeq.
            raise BadSyntax("a first line that is none")
        version = match[3]
        start = (match[1], match[2], 0, "")
        limits.check("token_bytes", len(match[1]), "bytes in the method")
        limits.check("uri_bytes", len(match[2].encode()), "bytes in the request's address", 414)
    if version != "2.0":
        raise BadSyntax(f"SIP version {version[:8]}", rule="version", code=505)
    if start[0]:
        scheme = check_uri(start[1])
        if scheme in ("sip", "sips") and "?" in start[1].partition("@")[2]:
            raise BadSyntax("header fields in the request's address")
    return start


def _with_cut_body(message: SipMessage, limits: Limits) -> SipMessage:
    text = message.first("Content-Length")
    if not text:
        return message
    length, rest = int(text), message.body
    limits.check("content_length", length, "Content-Length")
    if length > len(rest):
        raise BadSyntax("a body shorter than its Content-Length", rule="body_length")
    return message if length == len(rest) else message.with_body(rest[:length])
