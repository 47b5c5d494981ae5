"""Reports of mail servers: not delivered (RFC 3464), complained about (RFC 5965), opened (RFC 8098).

A report comes from anybody who knows what we sent: it is shown beside that message, and the store believes it only of
whom that message went to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.channels.email.own import own_addresses
from desktop.channels.email.parse.content import content
from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.parse.tree import Part, Tree, read_tree
from desktop.channels.email.writing.ids import is_own_id
from desktop.domain.text import told
from desktop.domain.text import told as tr
from desktop.domain.written import ChannelAccount, Mark, Remark

_MOST_RECIPIENTS = 5
_LONGEST_PART = 262_144
_LONGEST_WORDS = 500
_LONGEST_ID_FIELD = 2_000
_LONGEST_ADDRESS = 320
_LONGEST_KIND = 80
_MOST_ENDINGS = 50
_ID = re.compile(r"<?\s*+([^\s<>@]{1,250}@[^\s<>]{1,250})(?![^\s<>])")
_NAMED_ID = re.compile(rb"^[> \t]*Message-ID:\s*<([^\s<>@]{1,200}@[^\s<>]{1,200})>", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n(?:[ \t]*\r?\n)+")
_GONE = re.compile(r"5\.(?:1\.[012346]|1\.10|2\.1|4\.4|7\.13)\b")
_KINDS = (b"message/delivery-status", b"message/feedback-report", b"message/disposition-notification")
_MAILER = re.compile(r"(?:mailer-?daemon|postmaster)@|^<>$|<\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`about` is the external id of the message it is about; "" when it does not say.

    `failed`: addresses that there are none, for good, in the words of their server. `complainant`: who complains, where
    that was not taken out of it.
    """

    about: str
    remark: Remark
    failed: tuple[tuple[str, str], ...] = ()
    complainant: str = ""


def report_of(raw: bytes, headers: Headers, account: ChannelAccount) -> Report | None:
    """None for what is no report; never raises."""
    if _may_have_parts(raw, headers) and (found := _by_its_parts(read_tree(raw), raw)) is not None:
        return found
    return _by_its_look(raw, headers, account)


def _may_have_parts(raw: bytes, headers: Headers) -> bool:
    """Asked before the message is taken apart: most are none."""
    media_type = headers.raw_first("content-type").lstrip().lower()
    if media_type.startswith(("multipart/report", "message/")):
        return True
    return media_type.startswith("multipart/") and any(kind in raw for kind in _KINDS)


def _by_its_parts(tree: Tree, raw: bytes) -> Report | None:
    """What RFC 6522 lays out: words for people, fields for programs, and the message or its header."""
    for part in tree.parts:
        failed: tuple[tuple[str, str], ...] = ()
        complainant = ""
        match part.media_type:
            case "message/delivery-status" | "message/global-delivery-status":
                remark, failed = _delivery(_content(raw, part)), _failed(_content(raw, part))
            case "message/feedback-report":
                remark, complainant = _complaint(_content(raw, part))
            case "message/disposition-notification" | "message/global-disposition-notification":
                remark = Remark(mark=Mark.AUTOMATIC, words=tr("A receipt: what we sent was opened"))
            case _:
                continue
        return Report(about=_about(tree, raw, part), remark=remark, failed=failed, complainant=complainant)
    return None


def _content(raw: bytes, part: Part) -> bytes:
    return content(raw, part, _LONGEST_PART)


def _groups(said: bytes) -> list[Headers]:
    """The message's fields, then those of each recipient (RFC 3464 §2.1)."""
    return [Headers(block) for block in _BLANK_LINE.split(said.strip()) if block.strip()]


def _delivery(said: bytes) -> Remark:
    recipients = [group for group in _groups(said) if "final-recipient" in group or "action" in group]
    refused = [group for group in recipients if group.first("action").strip().lower() not in ("delivered", "relayed")]
    if recipients and not any(_is_trouble(group) for group in refused):
        return Remark(mark=Mark.AUTOMATIC, words=tr("A receipt: what we sent was delivered"))
    refusals = [_refusal(group) for group in refused[:_MOST_RECIPIENTS]]
    is_late = bool(refused) and all(group.first("action").strip().lower() == "delayed" for group in refused)
    words = "; ".join(refusals) or tr("A mail server could not deliver it")
    return Remark(mark=Mark.BOUNCE, words=tr("Delayed, tried again: {words}", words=words) if is_late else words)


def _failed(said: bytes) -> tuple[tuple[str, str], ...]:
    """Who is not there, and will not be (RFC 3463): a full mailbox or a letter that is too large is another matter."""
    gone = []
    for group in _groups(said):
        address = _typed(group.first("original-recipient")) or _typed(group.first("final-recipient"))
        is_final = group.first("action").strip().lower() == "failed" and _GONE.match(group.first("status").strip())
        if is_final and "@" in address and len(address) <= _LONGEST_ADDRESS:
            gone.append((address.strip("<>").lower(), _refusal(group)))
    return tuple(gone[:_MOST_RECIPIENTS])


def _is_trouble(group: Headers) -> bool:
    return group.first("action").strip().lower() in ("failed", "delayed", "")


def _refusal(group: Headers) -> str:
    """Whom it did not reach, and the server's own words."""
    recipient = _typed(group.first("original-recipient")) or _typed(group.first("final-recipient"))
    words = _typed(group.first("diagnostic-code")) or group.first("status")
    return f"{recipient}: {words}"[:_LONGEST_WORDS]


def _typed(field: str) -> str:
    """`rfc822; anna@shop.example` without its type."""
    return field.partition(";")[2].strip() if ";" in field else field.strip()


def _complaint(said: bytes) -> tuple[Remark, str]:
    """And by whom. Not every feedback is one: some say that a mail is no spam, or failed a check (RFC 6591)."""
    fields = Headers(said.strip())
    kind = fields.first("feedback-type").strip().lower()[:_LONGEST_KIND]
    if kind == "not-spam":
        return Remark(mark=Mark.AUTOMATIC, words=tr("The recipient said that it is no spam")), ""
    if kind in ("auth-failure", "dmarc"):
        return Remark(mark=Mark.AUTOMATIC, words=tr("A report: mail in our name failed a check of who sent it")), ""
    recipient = _typed(fields.first("original-rcpt-to") or fields.first("removal-recipient")).strip("<>")
    recipient = recipient if len(recipient) <= _LONGEST_ADDRESS else ""
    words = tr("The recipient called it spam") if kind == "abuse" else tr("The recipient complained: {kind}", kind=kind)
    words = told("{words} ({recipient})", words=words, recipient=recipient) if recipient else words
    return Remark(mark=Mark.COMPLAINT, words=words), recipient.lower()


def _about(tree: Tree, raw: bytes, report: Part) -> str:
    """The id in the returned message, in what is left of its header, or in a field of the report."""
    for part in tree.parts:
        if part.position > report.position and part.media_type in _RETURNED:
            start = _content(raw, part).lstrip()
            if found := _id_of(Headers(start[: _header_end(start)])):
                return found
    fields = Headers(_content(raw, report).strip())
    return _id_of(fields, "original-message-id") or _id_of(fields, "x-original-message-id")


_RETURNED = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers", "text/rfc822-header")


def _header_end(message: bytes) -> int:
    found = _BLANK_LINE.search(message)
    return found.start() if found else len(message)


def _id_of(headers: Headers, name: str = "message-id") -> str:
    found = _ID.search(headers.raw_first(name)[:_LONGEST_ID_FIELD])
    return found[1] if found else ""


def _by_its_look(raw: bytes, headers: Headers, account: ChannelAccount) -> Report | None:
    """A mail server's own words from before there was a form for them: they quote what we sent, id and all."""
    senders = (*headers.raw("from"), *headers.raw("return-path"))
    if not any(_MAILER.search(sender.strip()) for sender in senders) or not own_addresses(account):
        return None
    own = next((found for found in _named_ids(raw) if is_own_id(found, account)), "")
    if not own:
        return None
    return Report(about=own, remark=Remark(mark=Mark.BOUNCE, words=headers.first("subject")[:_LONGEST_WORDS]))


def _named_ids(raw: bytes) -> Iterator[str]:
    for count, found in enumerate(_NAMED_ID.finditer(raw[:_LONGEST_PART])):
        if count == _MOST_ENDINGS:
            return
        yield found[1].decode("utf-8", "replace")
