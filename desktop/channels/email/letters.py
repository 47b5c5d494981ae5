"""How mails are shown and written: reading, answering and composing put together behind `channel.Letters`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from desktop.channels.email.html import SafeHtml, safe_html
from desktop.channels.email.own import own_addresses
from desktop.channels.email.parse import attachment, read_mail
from desktop.channels.email.quotes import split_html, split_quotes
from desktop.channels.email.writing.clean import clean_composed, plain_composed
from desktop.channels.email.writing.compose import compose, envelope, size_warning
from desktop.channels.email.writing.ids import new_external_id
from desktop.channels.email.writing.quoting import text_as_html
from desktop.channels.email.writing.recipients import Recipients, cautions, differences, reply, reply_all
from desktop.channels.email.writing.subject import forward_subject, reply_subject
from desktop.channels.email.writing.typed import participants_typed
from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.written import (
    AttachmentInfo,
    ChannelAccount,
    Draft,
    DraftKind,
    Outgoing,
    Participant,
    Role,
    ShownMessage,
    WrittenMessage,
)
from desktop.services.channel import Writing
from desktop.services.written_ports import Letter

MOST_PICTURE_BYTES = 8_000_000  # of one message together
_NAMED_PICTURE = re.compile(r'src="cid:([^"]+)"')


class EmailLetters:
    """`channel.Letters`."""

    def show(self, written: WrittenMessage, raw: Callable[[], bytes]) -> ShownMessage:
        message = written.message
        if message.direction is Direction.INTERNAL:
            return ShownMessage(written=written, html=text_as_html(message.body))
        if not written.html:
            own, quoted = split_quotes(message.body)
            return ShownMessage(
                written=written,
                html=text_as_html(own),
                quoted_html=text_as_html(quoted) if quoted else "",
                quoted_lines=_lines(quoted),
            )
        return _shown_html(written, raw)

    def attachment(self, raw: bytes, position: int) -> bytes:
        return attachment(raw, position)

    def begin(self, draft: Draft, answered: WrittenMessage | None, account: ChannelAccount, *, to_all: bool) -> Draft:
        draft = replace(draft, account_id=account.id)
        if answered is None:
            return draft
        subject = answered.message.subject
        match draft.kind:
            case DraftKind.REPLY:
                asked = _recipients(answered, own_addresses(account), to_all=to_all)
                return replace(draft, to=asked.to, cc=asked.cc, subject=reply_subject(subject))
            case DraftKind.FORWARD:
                return replace(draft, subject=forward_subject(subject))
            case DraftKind.NEW | DraftKind.NOTE:
                return draft

    def addresses(self, typed: str) -> tuple[Participant, ...]:
        return participants_typed(typed)

    def warnings(self, draft: Draft, last: WrittenMessage | None, account: ChannelAccount) -> tuple[str, ...]:
        size = size_warning(draft, account)
        warned = (*cautions(draft, last), *differences(draft, last, own_addresses(account)))
        return (*warned, size) if size else warned

    def write(self, writing: Writing) -> Letter:
        draft, account = writing.draft, writing.account
        assert account.id is not None
        external_id = new_external_id(account)
        sent_at = writing.send_after if writing.is_scheduled else datetime.now(UTC)
        recipients = envelope(draft)
        raw = compose(writing, external_id=external_id, sent_at=sent_at)
        outgoing = Outgoing(
            account_id=account.id,
            interaction_id=draft.interaction_id,
            external_id=external_id,
            send_after=writing.send_after,
            is_scheduled=writing.is_scheduled,
            recipients=recipients,
            raw=raw,
        )
        return Letter(written=_written(draft, account, external_id, sent_at, raw), outgoing=outgoing, draft=draft.kind)


def _recipients(answered: WrittenMessage, own: frozenset[str], *, to_all: bool) -> Recipients:
    return reply_all(answered, own) if to_all else reply(answered, own)


def _shown_html(written: WrittenMessage, raw: Callable[[], bytes]) -> ShownMessage:
    """What its author wrote and what they quote are two documents: neither can reach into the other."""
    known = {one.content_id for one in written.attachments if one.content_id}
    own, quoted = (
        safe_html(part, shows_remote=False, pictures=known) if part else SafeHtml(html="")
        for part in split_html(written.html)
    )
    named = dict.fromkeys(_NAMED_PICTURE.findall(own.html + quoted.html))
    return ShownMessage(
        written=written,
        html=own.html,
        quoted_html=quoted.html,
        quoted_lines=_lines(split_quotes(written.message.body)[1]) or (1 if quoted.html else 0),
        blocked_pictures=own.blocked_remote + quoted.blocked_remote,
        pictures=_pictures(named, written.attachments, raw),
    )


def _pictures(
    named: Iterable[str], attachments: tuple[AttachmentInfo, ...], raw: Callable[[], bytes]
) -> tuple[tuple[str, bytes], ...]:
    wanted = [one for name in named for one in attachments if one.content_id == name]
    if not wanted:
        return ()
    mail, found, room = raw(), {}, MOST_PICTURE_BYTES
    for one in wanted:
        if one.size <= room:
            found[one.content_id] = attachment(mail, one.position)
            room -= len(found[one.content_id])
    return tuple(found.items())


def _written(draft: Draft, account: ChannelAccount, external_id: str, sent_at: datetime, raw: bytes) -> WrittenMessage:
    """As the transcript shows it: what the agent wrote; the quote below it is in the message as it went."""
    sent = read_mail(raw, own_addresses=own_addresses(account))
    html = clean_composed(draft.html) if draft.html else ""
    message = Message(
        interaction_id=draft.interaction_id,
        direction=Direction.OUTBOUND,
        author=draft.agent,
        body=plain_composed(draft.html) if draft.html else draft.text,
        sent_at=sent_at,
        subject=sent.subject,
        external_id=external_id,
    )
    return WrittenMessage(
        message=message,
        participants=(*sent.participants, *((Role.BCC, who) for who in draft.bcc)),
        html=html,
        attachments=sent.attachments,
        account_id=account.id,
    )


def _lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())
