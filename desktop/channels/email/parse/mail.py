"""A mail as a value: never raises, whatever the bytes are. What could not be read as it was meant becomes a remark.

Attachments are not decoded here, nor is anything verified: a signature is said to be there, not to be right.
"""

import hashlib
import logging
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import nh3

from desktop.channels.email.attachments import verdict
from desktop.channels.email.html import as_paragraph, is_heavy
from desktop.channels.email.parse.addresses import read_addresses, read_name
from desktop.channels.email.parse.charsets import clean_line, clean_text, decode
from desktop.channels.email.parse.content import LONGEST_TEXT, beginning, content, decoded_size, text_of
from desktop.channels.email.parse.dates import sent_at
from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.parse.parameters import read_field
from desktop.channels.email.parse.protection import protection_of
from desktop.channels.email.parse.tree import Part
from desktop.channels.email.parse.words import has_unknown_charset
from desktop.channels.email.parse.wrapping import unwrapped
from desktop.channels.email.plain import plain_of
from desktop.domain.channel import Direction
from desktop.domain.text import told
from desktop.domain.text import told as tr
from desktop.domain.written import AttachmentInfo, Incoming, Mark, Participant, Participants, Remark, Role

log = logging.getLogger(__name__)

MOST_REFERENCES = 100
LONGEST_SUBJECT = 1_000
ORIGINAL = -1
"""The position of the mail as it came."""
LONGEST_TOGETHER = 1_500_000
"""Characters of all texts of a mail; those that come after them are files."""
LONGEST_FILE_WORDS = 16_384
"""Of all text files of a mail together, in bytes."""
_SEARCHED_TYPES = frozenset(("text/plain", "text/csv", "text/calendar", "text/vcard", "text/x-vcard"))
_SEARCHED_ENDINGS = (".txt", ".csv", ".ics", ".vcf")
_ID = re.compile(r"<([^<>\s]{1,250})>")
_GOOD_ID = re.compile(r"[!-;=?-~]{1,250}")
_ROLES = (
    (Role.FROM, "from"),
    (Role.SENDER, "sender"),
    (Role.REPLY_TO, "reply-to"),
    (Role.TO, "to"),
    (Role.CC, "cc"),
    (Role.BCC, "bcc"),
)
_BODY_TYPES = ("text/plain", "text/html")
_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "application/pdf": ".pdf",
}
_PICTURE = re.compile(r"<img\b([^<>]*+)", re.IGNORECASE)
_REMOTE_SOURCE = re.compile(r"\bsrc\s*+=\s*+[\"']?\s*+(?:https?:)?//", re.IGNORECASE)


def read_mail(raw: bytes, *, own_addresses: Collection[str] = ()) -> Incoming:
    """The message; `place` and `is_seen` are its server's to say. `own_addresses` in lower case."""
    return read_mail_and_headers(raw, own_addresses=own_addresses)[0]


def read_mail_and_headers(raw: bytes, *, own_addresses: Collection[str] = ()) -> tuple[Incoming, Headers]:
    """And its header, for who asks it for more: it is read once."""
    try:
        reading = _Reading(raw)
        return reading.incoming(own_addresses), reading.headers
    except Exception:  # one message that nobody foresaw must not stop an account
        log.exception("a mail of %d bytes could not be taken apart", len(raw))
        return unreadable(raw), Headers(b"")


def attachment(raw: bytes, position: int) -> bytes:
    """The decoded content of the attachment at a position that `read_mail` gave; b"" when there is none."""
    if position == ORIGINAL:
        return raw
    raw, tree, _ = unwrapped(raw)
    return content(raw, tree.parts[position]) if 0 <= position < len(tree.parts) else b""


def names_given() -> dict[str, str]:
    """What a file is called that has no name: in English, and in the language of who runs the program."""
    return {one.source: str(one) for one in (tr("Message"), tr("Picture"), tr("Attachment"))}


def external_id(headers: Headers, raw: bytes) -> str:
    """The Message-ID without its brackets; one made of the whole message when it has none that can be used."""
    said = headers.raw_first("message-id").strip()
    found = _ID.search(said)
    name = found[1] if found else said
    if _GOOD_ID.fullmatch(name):
        return name
    return f"sha256-{hashlib.sha256(raw).hexdigest()}@missing.parley"


def references(headers: Headers) -> tuple[str, ...]:
    """Message-IDs of what it answers, the nearest last."""
    ids = _ID.findall(headers.raw_first("references")[-65_536:])
    answered = _ID.findall(headers.raw_first("in-reply-to")[:2_000])[:1]
    ordered = dict.fromkeys(reversed([*ids, *answered]))
    return tuple(name for name in ordered if _GOOD_ID.fullmatch(name))[:MOST_REFERENCES][::-1]


def participants(headers: Headers) -> Participants:
    """Everybody whom the header names, each role's in the order they stand there."""
    found: list[tuple[Role, Participant]] = []
    for role, name in _ROLES:
        for line in headers.raw(name):
            found += ((role, who) for who in read_addresses(line))
    if not any(role is Role.FROM for role, _ in found):
        found.insert(0, (Role.FROM, _unnamed_sender(headers)))
    return tuple(found)


def _unnamed_sender(headers: Headers) -> Participant:
    """Who it is from when `From` has no address: by the envelope, else by name alone."""
    name = read_name(headers.raw_first("from"))
    for field_name in ("sender", "return-path", "x-envelope-from"):
        for who in read_addresses(headers.raw_first(field_name)):
            return Participant(address=who.address, name=name or who.name)
    return Participant(address="", name=name)


def unreadable(raw: bytes) -> Incoming:
    """What stands for a mail that nothing is known of but its bytes."""
    digest = hashlib.sha256(raw).hexdigest()
    return Incoming(
        external_id=f"sha256-{digest}@missing.parley",
        sent_at=datetime.now(UTC),
        direction=Direction.INBOUND,
        participants=((Role.FROM, Participant(address="")),),
        remarks=(Remark(mark=Mark.DAMAGED, words=tr("This mail could not be read; the original is kept")),),
        raw=raw,
    )


@dataclass(slots=True)
class _Body:
    """What stands for one text: the plain form, the HTML, or both."""

    plain: list[str] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)


class _Reading:
    """One message being read; collects what was wrong with it."""

    def __init__(self, raw: bytes) -> None:
        self._original = raw
        self._raw, self._tree, self._is_wrapped = unwrapped(raw)
        self._remarks: dict[tuple[Mark, str], None] = {}
        self._room = LONGEST_TOGETHER

    @property
    def headers(self) -> Headers:
        return self._tree.headers

    def incoming(self, own_addresses: Collection[str]) -> Incoming:
        headers = self.headers
        who = participants(headers)
        author = next(who for role, who in who if role is Role.FROM)
        at, is_said = sent_at(headers.raw("date"), headers.raw("received"), datetime.now(UTC))
        if not is_said and headers:
            self._damaged(tr("Its date cannot be right; shown is when it arrived"))
        text, markup, files = self._contents()
        if not (text.strip() or markup or files):
            text = self._after_all_parts()
        for remark in protection_of(self._tree, text, is_wrapped=self._is_wrapped):
            self._remarks[(remark.mark, remark.words)] = None
        self._look_at_damage(author)
        return Incoming(
            external_id=external_id(headers, self._original),
            sent_at=at,
            direction=Direction.OUTBOUND if author.address in own_addresses else Direction.INBOUND,
            participants=who,
            subject=headers.first("subject")[:LONGEST_SUBJECT],
            text=text,
            html=markup,
            references=references(headers),
            attachments=self._attachments(files, markup),
            file_words=self._file_words(files),
            remarks=tuple(Remark(mark=mark, words=words) for mark, words in self._remarks),
            raw=self._original,
        )

    def _damaged(self, words: str) -> None:
        self._remarks[(Mark.DAMAGED, words)] = None

    def _contents(self) -> tuple[str, str, list[Part]]:
        bodies: dict[tuple[int, int], _Body] = {}
        files: list[Part] = []
        for part in self._tree.parts:
            if part.media_type == "text/x-amp-html":
                continue  # the same once more, for one company's program
            if not _is_body(part, is_first=not bodies) or not self._has_room():
                files.append(part)
                continue
            # a body of its own, or one of several that stand for one another
            place = (part.alternative, 0 if part.alternative else part.position + 1)
            body = bodies.setdefault(place, _Body())
            (body.markup if part.media_type == "text/html" else body.plain).append(self._text(part))
        markup = _joined_markup(list(bodies.values()))
        self._count_remote(markup)
        return "\n\n".join(filter(None, map(_as_text, bodies.values()))), markup, files

    def _after_all_parts(self) -> str:
        """What stands where nobody looks, of a mail that says nothing anywhere else."""
        start, end = self._tree.epilogue
        if start < end:
            self._tree.is_cut = True
        return clean_text(decode(self._raw[start : min(end, start + LONGEST_TEXT)])[0]).strip()

    def _text(self, part: Part) -> str:
        text, is_right, is_whole = text_of(self._raw, part)
        if not is_right and part.charset:
            charset = clean_line(part.charset)[:40]
            self._damaged(
                tr("Its text is not in the charset that it names ({charset}); it was guessed", charset=charset)
            )
        elif not is_right:
            self._damaged(tr("It does not say in which charset its text is; guessed"))
        if not is_whole:
            self._damaged(tr("Its text is too long to be shown whole; the original is kept"))
        self._room -= len(text)
        return text

    def _has_room(self) -> bool:
        """Whether one more text belongs to those that are read."""
        if self._room <= 0:
            self._damaged(tr("It has more parts than can be shown; the original is kept"))
        return self._room > 0

    def _count_remote(self, markup: str) -> None:
        if not markup:
            return
        count = sum(1 for found in _PICTURE.finditer(markup) if _REMOTE_SOURCE.search(found[1]))
        if count:
            words = tr("%n remote picture(s) not fetched", count)
            self._remarks[(Mark.REMOTE_PICTURES, words)] = None

    def _attachments(self, files: Sequence[Part], markup: str) -> tuple[AttachmentInfo, ...]:
        found = []
        for part in files:
            name = _name_of(self._raw, part)
            content_id = clean_line(part.headers.raw_first("content-id")).strip("<> ")[:250]
            judged = verdict(name, part.media_type, beginning(self._raw, part))
            if judged.is_dangerous:
                words = told("{name}: {words}", name=judged.safe_name, words=judged.words)
                self._remarks[(Mark.DANGEROUS_ATTACHMENT, words)] = None
            found.append(
                AttachmentInfo(
                    position=part.position,
                    name=judged.safe_name,
                    media_type=part.media_type[:100],
                    size=decoded_size(self._raw, part),
                    content_id=content_id,
                    is_inline=bool(content_id) and f"cid:{content_id}" in markup,
                )
            )
        return tuple(found)

    def _file_words(self, files: Sequence[Part]) -> str:
        """Of files that are text, such as a table or an appointment: what is searched, not all that they say."""
        found: list[str] = []
        room = LONGEST_FILE_WORDS
        for part in files:
            is_text = part.media_type in _SEARCHED_TYPES or _said_name(part).lower().endswith(_SEARCHED_ENDINGS)
            if is_text and room > 0:
                data = content(self._raw, part, room * 4)[:room]
                text = "" if b"\0" in data else clean_text(decode(data, part.charset, "")[0]).strip()
                found.append(text)
                room -= len(data)
        return "\n".join(filter(None, found))[:LONGEST_FILE_WORDS]

    def _look_at_damage(self, author: Participant) -> None:
        tree = self._tree
        headers = tree.headers
        if not headers:
            self._damaged(tr("It has no header: all of it is shown as text"))
        elif not author.address:
            self._damaged(tr("Its sender has no address"))
        if len(headers.raw("from")) > 1:
            self._damaged(tr("It names several senders; the first is shown"))
        if not tree.has_all_headers:
            self._damaged(tr("Some lines of its header could not be read"))
        if tree.is_deep or tree.is_long:
            self._damaged(tr("It has more parts than can be shown; the original is kept"))
        if tree.is_cut:
            self._damaged(tr("It ends too early, or its parts are not marked as they should be"))
        if any(has_unknown_charset(headers.raw_first(name)) for name in ("subject", "from")):
            self._damaged(tr("Its subject or sender is in a charset that does not exist"))


# each document by itself, whole and closed: nothing that one opens can go on in the next
_CLOSER = nh3.Cleaner(
    tags=nh3.ALLOWED_TAGS | {"font", "u", "big"},
    attributes={
        **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
        "*": {"style", "dir", "align"},
        "font": {"color", "size"},
    },
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    link_rel=None,
)


def _is_body(part: Part, *, is_first: bool) -> bool:
    if part.media_type not in _BODY_TYPES or _disposition(part)[0] == "attachment":
        return False
    return is_first or part.alternative > 0 or not _said_name(part)


def _disposition(part: Part) -> tuple[str, dict[str, str]]:
    said = part.headers.raw_first("content-disposition")
    value, parameters, _ = read_field(said) if said else ("", {}, True)
    return value, parameters


def _said_name(part: Part) -> str:
    return (_disposition(part)[1].get("filename") or part.parameters.get("name") or "").strip()


def _name_of(raw: bytes, part: Part) -> str:
    """As the message says it, in one line, else what it is with an ending that fits."""
    said = _said_name(part)
    if said:
        return said[:500]
    if part.media_type == "message/rfc822":
        head = content(raw, part, 16_384).replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        subject = Headers(head).first("subject")[:80]
        return (subject or tr("Message")) + ".eml"
    kind = part.media_type.partition("/")[0]
    name = tr("Picture") if kind == "image" else tr("Attachment")
    return f"{name} {part.position + 1}{_ENDINGS.get(part.media_type, '')}"


def _as_text(body: _Body) -> str:
    plain = "\n\n".join(text.strip("\n") for text in body.plain if text.strip())
    return plain or "\n\n".join(map(plain_of, body.markup))


def _joined_markup(bodies: list[_Body]) -> str:
    """As it came when there is one document; several are closed each by itself. "" when nothing is HTML."""
    documents = [document for body in bodies for document in body.markup]
    if not documents or len(bodies) == len(documents) == 1:
        return documents[0] if documents else ""
    pieces: list[str] = []
    for body in bodies:
        if body.markup:
            pieces += map(_closed, body.markup)
        else:
            pieces.append(as_paragraph(_as_text(body)))
    return "<hr>".join(pieces)


def _closed(document: str) -> str:
    return as_paragraph(plain_of(document)) if is_heavy(document) else _CLOSER.clean(document)
