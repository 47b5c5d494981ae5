"""What an attachment is and what of it may be looked at: judged by its whole content, shown by plain readers alone."""

from dataclasses import replace
from typing import Any

from desktop.channels.email.attachments import extension, safe_name, verdict
from desktop.channels.email.parse import attachment, read_mail
from desktop.channels.email.parse.charsets import clean_text, decode
from desktop.channels.email.remote.fetching import is_picture
from desktop.channels.email.showing import shown
from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.office.previews import Preview, PreviewKind
from desktop.domain.text import tr
from desktop.domain.written import AttachmentInfo, WrittenMessage

LONGEST_TEXT = 200_000  # bytes
LARGEST_PICTURE = 30_000_000
_TEXTS = frozenset(
    ("txt", "text", "csv", "tsv", "log", "md", "ics", "vcf", "json", "yaml", "yml", "ini", "srt", "diff", "patch")
)
_TEXT_TYPES = frozenset(("application/json", "application/csv", "application/x-yaml"))
_LETTERS = frozenset(("message/rfc822", "message/global"))


def preview(raw: bytes, info: AttachmentInfo) -> Preview:
    """Never raises for what a file holds."""
    content = attachment(raw, info.position)
    judged = verdict(info.name, info.media_type, content)
    plain = Preview(
        name=judged.safe_name, media_type=info.media_type, size=len(content), danger=judged.words, content=content
    )
    kind = _kind(judged.safe_name, info.media_type.lower(), content)
    match kind:
        case PreviewKind.TEXT:
            return _text(plain, content)
        case PreviewKind.LETTER:
            return _letter(plain, content)
        case PreviewKind.PICTURE | PreviewKind.NOTHING:
            return _with(plain, kind=kind)


def original(raw: bytes, subject: str) -> Preview:
    """The mail as RFC 5322 has it, under its subject."""
    name = safe_name(f"{subject or tr('Message')}.eml")
    return Preview(name=name, media_type="message/rfc822", size=len(raw), content=raw)


def _kind(name: str, media_type: str, content: bytes) -> PreviewKind:
    """A page or a drawing with scripts is text, whatever it calls itself: shown by its source, not by its look."""
    ending = extension(name)
    if (is_picture(content) or content.startswith(b"BM")) and len(content) <= LARGEST_PICTURE:
        return PreviewKind.PICTURE
    if media_type in _LETTERS or ending == "eml":
        return PreviewKind.LETTER
    is_text = media_type.startswith("text/") or media_type in _TEXT_TYPES or ending in _TEXTS
    is_marked_up = media_type == "image/svg+xml" or ending in ("svg", "xml", "html", "htm", "xhtml")
    return PreviewKind.TEXT if (is_text or is_marked_up) and b"\0" not in content[:2_000] else PreviewKind.NOTHING


def _text(plain: Preview, content: bytes) -> Preview:
    text, _ = decode(content[:LONGEST_TEXT], "", "")
    return _with(plain, kind=PreviewKind.TEXT, text=clean_text(text), is_cut=len(content) > LONGEST_TEXT)


def _letter(plain: Preview, content: bytes) -> Preview:
    """As it would be shown if it had come by itself: no remote pictures, and nobody vouches for it."""
    read = read_mail(content)
    author = next((who.name or who.address for role, who in read.participants if role == "from"), "")
    message = Message(
        interaction_id=0,
        direction=Direction.INBOUND,
        author=author,
        body=read.text,
        sent_at=read.sent_at,
        subject=read.subject,
    )
    written = WrittenMessage(
        message=message, participants=read.participants, html=read.html, attachments=read.attachments
    )
    return _with(plain, kind=PreviewKind.LETTER, letter=shown(written, lambda: content, {}))


def _with(plain: Preview, **values: Any) -> Preview:
    return replace(plain, **values)
