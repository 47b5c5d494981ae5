"""How mails are shown and written: reading, answering and composing put together behind `channel.Letters`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from desktop.channels.email.own import own_addresses
from desktop.channels.email.parse import attachment, read_mail
from desktop.channels.email.previews import original, preview
from desktop.channels.email.showing import shown
from desktop.channels.email.writing.clean import clean_composed, plain_composed
from desktop.channels.email.writing.compose import compose, envelope, language_for, size_warning
from desktop.channels.email.writing.ids import new_external_id
from desktop.channels.email.writing.recipients import Recipients, cautions, differences, reply, reply_all
from desktop.channels.email.writing.subject import automatic_subject, forward_subject, reply_subject
from desktop.channels.email.writing.typed import participants_typed
from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.office.automatic import in_language
from desktop.domain.office.previews import Preview
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


class EmailLetters:
    """`channel.Letters`."""

    def show(
        self, written: WrittenMessage, raw: Callable[[], bytes], fetched: Mapping[str, bytes] | None = None
    ) -> ShownMessage:
        return shown(written, raw, fetched or {})

    def preview(self, raw: bytes, info: AttachmentInfo) -> Preview:
        return preview(raw, info)

    def original(self, raw: bytes, subject: str) -> Preview:
        return original(raw, subject)

    def attachment(self, raw: bytes, position: int) -> bytes:
        return attachment(raw, position)

    def as_read(self, raw: bytes) -> str:
        return read_mail(raw, own_addresses=frozenset()).text

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
        account = writing.account
        assert account.id is not None
        if writing.is_automatic:
            writing = _automatic(writing)
        draft = writing.draft
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
            is_automatic=writing.is_automatic,
            recipients=recipients,
            raw=raw,
        )
        kind = None if writing.is_automatic else draft.kind
        return Letter(written=_written(draft, account, external_id, sent_at, raw), outgoing=outgoing, draft=kind)


def _automatic(writing: Writing) -> Writing:
    """In the language of what it answers, under a subject that says what it is."""
    draft, answered = writing.draft, writing.answered
    subject = automatic_subject(answered.message.subject if answered is not None else draft.subject)
    text = in_language(draft.text, language_for(writing))
    return replace(writing, draft=replace(draft, subject=subject, text=text), files=())


def _recipients(answered: WrittenMessage, own: frozenset[str], *, to_all: bool) -> Recipients:
    return reply_all(answered, own) if to_all else reply(answered, own)


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
