"""A mail as it goes over the wire, from what the agent wrote and what it answers (RFC 5322, RFC 2045). CRLF only."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from desktop.channels.email.own import canonical, own_addresses, without_plus
from desktop.channels.email.parse.mail import external_id as id_in
from desktop.channels.email.parse.mail import references as references_in
from desktop.channels.email.parse.tree import read_tree
from desktop.channels.email.writing.clean import clean_composed
from desktop.channels.email.writing.fields import address_field, id_field, is_id, text_field
from desktop.channels.email.writing.ids import plus_address
from desktop.channels.email.writing.languages import language_of, words_in
from desktop.channels.email.writing.marks import mark_fields
from desktop.channels.email.writing.mime import file_part, is_content_id, multipart, text_part
from desktop.channels.email.writing.plain import text_of
from desktop.channels.email.writing.quoting import Quote, forwarded, quoted, text_as_html
from desktop.channels.email.writing.signatures import signature_of
from desktop.channels.email.writing.subject import with_case
from desktop.channels.email.writing.typed import checked_address
from desktop.domain.channel import Direction
from desktop.domain.errors import Rejected
from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount, Draft, DraftKind, Participant, Role, StoredFile, WrittenMessage
from desktop.services.channel import Writing

_MEGABYTE = 1_000_000
SIZE_LIMIT_MB = 25
TOLD_LIMIT = "size_told"
"""The setting for what the mail server said when the account was saved, in bytes: a warning, for it may take more by
now."""
_BASE64_GROWTH = 78 / 57  # 57 bytes become a line of 76 letters and its end
_PART_OVERHEAD = 600
_MADE_UP = "@missing.parley"  # of a mail that came without an id: nobody else knows it
_NAMED_PICTURE = re.compile(r'src="cid:([^"]+)"')
_TIGHT_LINE = re.compile(r"<p>")
_EMPTY_LINE = re.compile(r"(<p(?: [^>]*)?>)</p>")
_OWN_WORDS = (
    '<div style="font-family:Arial,Helvetica,sans-serif;font-size:14px">{words}</div>'  # else Outlook takes Times
)
_PAGE = (
    '<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>\n'
    "<body>\n{body}\n</body></html>\n"
)


def compose(writing: Writing, *, external_id: str, sent_at: datetime) -> bytes:
    """The whole message. Raises Rejected in words: nobody to send it to, an address that is none, too large."""
    draft = writing.draft
    envelope(draft)
    _check_size(size_of(draft), writing.account)
    quote = _quote(writing)
    signature = signature_of(writing.account, language_for(writing), writing.queue)
    own_html = _tight(clean_composed(draft.html)) if draft.html else text_as_html(draft.text)
    own_text = text_of(own_html) if draft.html else draft.text
    text = "\n".join([own_text.rstrip(), *(["", "-- ", *signature] if signature else []), *_below(quote.text)])
    signed = _OWN_WORDS.format(words=own_html + _signature_html(signature)) + (
        f"<br>{quote.html}" if quote.html else ""
    )
    pictures, files = _sorted(writing.files, own_html + quote.html)
    shown = [file_part(file.name, file.media_type, content, file.content_id) for file, content in pictures]
    taken = {file.content_id for file, _ in pictures}
    shown += [
        file_part(info.name, info.media_type, content, info.content_id)
        for info, content in quote.pictures
        if info.content_id not in taken
    ]
    page = multipart("related", [text_part(_PAGE.format(body=signed), "html"), *shown], ['type="text/html"'])
    body = multipart("alternative", [text_part(text, "plain"), page])
    parts = [body, *(file_part(file.name, file.media_type, content) for file, content in files)]
    whole = _header(writing, external_id, sent_at) + multipart("mixed", parts)
    _check_size(len(whole), writing.account)  # with signature and quote
    return whole


def envelope(draft: Draft) -> tuple[str, ...]:
    """Each recipient once. Raises Rejected when there is none."""
    everybody = (*draft.to, *draft.cc, *draft.bcc)
    if not everybody:
        raise Rejected(tr("It is not said whom this mail is for."), tr("Give at least one recipient."))
    return tuple(dict.fromkeys(checked_address(each.address) for each in everybody))


def author_of(account: ChannelAccount, answered: WrittenMessage | None, queue: str = "") -> Participant:
    """Our address that the customer wrote to, an alias too; else the queue's, else the account's own."""
    own = own_addresses(account)
    of_queue = (canonical(each) for each in account.addresses_of(queue))
    address = next((each for each in of_queue if each in own), canonical(account.address))
    if answered is not None:
        is_ours = answered.message.direction is Direction.OUTBOUND
        roles = (Role.FROM,) if is_ours else (Role.TO, Role.CC)
        named = (canonical(each.address) for role in roles for each in answered.of(role))
        named = (each if each in own else without_plus(each) for each in named)
        address = next((each for each in named if each in own), address)
    return Participant(address=address, name=account.setting("sender_name") or account.name)


def size_of(draft: Draft) -> int:
    """About how many bytes the mail will have: known before its files are read."""
    files = sum(int(file.size * _BASE64_GROWTH) + _PART_OVERHEAD for file in draft.files)
    return files + int((len(draft.text.encode()) + len(draft.html.encode())) * _BASE64_GROWTH)


def size_warning(draft: Draft, account: ChannelAccount) -> str:
    """In words, "" when it is not too large for the account's server."""
    told = account.setting(TOLD_LIMIT)
    return _too_large(size_of(draft), min(int(told), _limit(account)) if told else _limit(account))


def _too_large(size: int, limit: int) -> str:
    if size <= limit:
        return ""
    return tr(
        "This mail would have {size} MB; the mail server takes {limit} MB.",
        size=-(-size // _MEGABYTE),
        limit=f"{limit / _MEGABYTE:.1f}".removesuffix(".0"),
    )


def _limit(account: ChannelAccount) -> int:
    said = account.setting("size_limit_mb")
    return (int(said) if said.isascii() and said.isdigit() else SIZE_LIMIT_MB) * _MEGABYTE


def _check_size(size: int, account: ChannelAccount) -> None:
    words = _too_large(size, _limit(account))
    if words:
        raise Rejected(words, tr("Leave files out, or send them one by one."))


def _quote(writing: Writing) -> Quote:
    answered = writing.answered
    if answered is None or answered.message.direction is Direction.INTERNAL or writing.is_automatic:
        return Quote()  # a robot that sends back what it was sent carries it to whoever is named as its sender
    language = language_for(writing)
    match writing.draft.kind:
        case DraftKind.REPLY:
            return quoted(answered, writing.answered_raw, words_in(language))
        case DraftKind.FORWARD:
            return forwarded(answered, writing.answered_raw, words_in(language))
        case DraftKind.NEW | DraftKind.NOTE:
            return Quote()


def _below(text: str) -> list[str]:
    return ["", text] if text else []


def language_for(writing: Writing) -> str:
    """The customer's, as far as it can be told."""
    said = writing.account.setting("language")
    return said or language_of(writing.answered.message.body if writing.answered is not None else writing.draft.text)


def _signature_html(signature: Sequence[str]) -> str:
    return text_as_html("\n".join(("", "-- ", *signature))) if signature else ""


def _tight(markup: str) -> str:
    """The composer's lines stand close together; a reader's program draws paragraphs apart, and none that is empty."""
    return _EMPTY_LINE.sub(r"\1<br></p>", _TIGHT_LINE.sub('<p style="margin:0">', markup))


_Files = list[tuple[StoredFile, bytes]]


def _sorted(files: Iterable[tuple[StoredFile, bytes]], markup: str) -> tuple[_Files, _Files]:
    """Pictures that the text shows, and files beside it."""
    named = frozenset(_NAMED_PICTURE.findall(markup))
    pictures: _Files = []
    others: _Files = []
    for file, content in files:
        is_shown = file.content_id in named and is_content_id(file.content_id)
        (pictures if is_shown else others).append((file, content))
    return pictures, others


def _header(writing: Writing, external_id: str, sent_at: datetime) -> bytes:
    draft, account = writing.draft, writing.account
    if not is_id(external_id):
        raise ValueError("not a Message-ID")
    has_tag = bool(writing.case_number) and account.setting("subject_tags") == "yes"
    subject = with_case(draft.subject, writing.case_number) if has_tag else draft.subject
    fields = [
        address_field("From", [author_of(account, writing.answered, writing.queue)]),
        address_field("To", draft.to) if draft.to else b"To: undisclosed-recipients:;\r\n",
        address_field("Cc", draft.cc) if draft.cc else b"",
        _reply_to(writing),
        text_field("Subject", subject),
        f"Date: {format_datetime(sent_at.astimezone(UTC))}\r\n".encode("ascii"),
        id_field("Message-ID", [external_id]),
        *_thread_fields(writing),
        *mark_fields(writing),
        b"MIME-Version: 1.0\r\n",
    ]
    return b"".join(fields)


def _reply_to(writing: Writing) -> bytes:
    account, number = writing.account, writing.case_number
    is_wanted = account.setting("plus_addresses") == "yes" and account.setting("case_key")
    if not (is_wanted and number.isascii() and number.isdigit()):
        return b""
    name = account.setting("sender_name") or account.name
    return address_field("Reply-To", [Participant(address=plus_address(account, number), name=name)])


def _thread_fields(writing: Writing) -> tuple[bytes, ...]:
    """RFC 5322 §3.6.4: what is answered, and after all that it refers to, itself. Forwarding answers nothing."""
    if writing.answered is None or writing.draft.kind not in (DraftKind.REPLY, DraftKind.FORWARD):
        return ()
    before: tuple[str, ...] = ()
    answered = writing.answered.message.external_id or ""
    if writing.answered_raw:
        headers = read_tree(writing.answered_raw).headers
        before, answered = references_in(headers), id_in(headers, writing.answered_raw)
    ids = [each for each in (*before, answered) if not each.endswith(_MADE_UP)]
    replied = [answered] if writing.draft.kind is DraftKind.REPLY and not answered.endswith(_MADE_UP) else []
    return id_field("In-Reply-To", replied), id_field("References", ids)
