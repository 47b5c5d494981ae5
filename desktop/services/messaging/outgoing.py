"""From a draft to a letter in the outbox. Store lane only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from desktop.domain.channel import Channel, Direction
from desktop.domain.errors import ConfigurationError, Rejected
from desktop.domain.interaction import Interaction
from desktop.domain.office.texts import template_for
from desktop.domain.office.variables import HERE
from desktop.domain.text import tr
from desktop.domain.written import (
    ChannelAccount,
    Draft,
    DraftKind,
    EarlierDraft,
    Mark,
    Outgoing,
    StoredFile,
    WrittenMessage,
)
from desktop.services.channel import Capabilities, Channels, Letters, Writing
from desktop.services.office.facts import facts_of, put_into_words
from desktop.services.written_ports import WholeStore

_JUST_SAID = 20  # messages, among which a colleague's answer is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is needed to write a letter; made by the composition for `Composing`."""

    store: WholeStore
    channels: Channels

    def letters(self, channel: Channel) -> Letters:
        """Raises ConfigurationError when nothing can be written on this channel."""
        kind = self.channels.of(channel)
        if kind is None:
            raise ConfigurationError(
                tr("Nothing can be written to the customer on this channel."),
                tr("Write on another channel, or add an account of this one in the settings."),
            )
        return kind.letters


def begun_draft(post: Post, empty: Draft, answered: WrittenMessage | None, *, is_chosen: bool) -> Draft:
    """The one that is stored, or `empty` with what follows from the message it answers."""
    kept = post.store.draft(empty.interaction_id, empty.agent, empty.kind)
    if kept is not None:
        return kept
    is_ours = answered is not None and answered.message.direction is Direction.OUTBOUND
    if empty.kind is DraftKind.FORWARD and is_ours and not is_chosen:
        answered = _last_heard(post, empty.interaction_id) or answered  # whom it goes to needs what the customer wrote
        empty = replace(empty, answers=answered.message.id if answered is not None else None)
    return filled(post, empty, answered, to_all=False)


def filled(post: Post, empty: Draft, answered: WrittenMessage | None, *, to_all: bool) -> Draft:
    if empty.kind is DraftKind.NOTE:
        return empty
    interaction = _interaction(post, empty)
    account = _account(post, interaction, empty, answered)
    letters = post.letters(interaction.channel)
    draft = letters.begin(empty, answered, account, to_all=to_all)
    if draft.kind is DraftKind.FORWARD and answered is not None:
        draft = replace(draft, files=(*draft.files, *_files_of(post, letters, answered)))
    return _with_template(post, interaction, account, draft)


def _with_template(post: Post, interaction: Interaction, account: ChannelAccount, draft: Draft) -> Draft:
    """What answers and first messages of its queue begin with, in the customer's language."""
    if draft.kind not in (DraftKind.REPLY, DraftKind.NEW) or draft.text:
        return draft
    queue = interaction.queue or account.queue
    template = template_for(post.store.templates(), queue, interaction.channel)
    if template is None:
        return draft
    facts = facts_of(post.store, draft.interaction_id, draft.agent, queue)
    wording = put_into_words(template, facts, datetime.now().astimezone().date())
    text, html = wording.text, wording.html
    if HERE not in text:  # one goes on below
        text, html = f"{text}\n{HERE}", f"{html}<p>{HERE}</p>" if html else ""
    return replace(draft, text=text, html=html)


def _files_of(post: Post, letters: Letters, passed_on: WrittenMessage) -> Iterator[StoredFile]:
    """The files of a message that is passed on, as the draft's own: any of them may be taken out."""
    assert passed_on.message.id is not None
    raw = post.store.raw_message(passed_on.message.id)
    for one in passed_on.attachments:
        content = letters.attachment(raw, one.position)
        yield post.store.keep_file(one.name, one.media_type, content, one.content_id if one.is_inline else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """`seen`: what the desk knows to stand in the draft's place, None where it does not know."""

    draft: Draft
    seen: str | None
    send_after: datetime
    is_scheduled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """`unsent` was written at another desk and is not in the letter; `other` is a colleague who answered meanwhile."""

    outgoing: Outgoing
    unsent: EarlierDraft | None
    other: str


def queue_letter(post: Post, sending: Sending) -> Queued:
    """Write it and put it into the outbox.

    Raises Rejected or ConfigurationError in words; the draft is kept then.
    """
    sent, send_after, is_scheduled = sending.draft, sending.send_after, sending.is_scheduled
    unsent = _keep_written(post, sent, sending.seen)
    draft = sent
    interaction = _interaction(post, draft)
    draft = _as_it_can_go(post, interaction, draft)
    answered = post.store.written(draft.answers) if draft.answers is not None else None
    details = post.store.details(draft.interaction_id)
    case_number = details.case_number if details is not None else None
    writing = Writing(
        draft=draft,
        account=_account(post, interaction, draft, answered),
        answered=answered,
        send_after=send_after,
        files=tuple((one, post.store.file(one.id)) for one in draft.files if one.id is not None),
        is_scheduled=is_scheduled,
        answered_raw=post.store.raw_message(draft.answers) if draft.answers is not None else b"",
        case_number=str(case_number or ""),
        queue=interaction.queue,
    )
    letter = post.letters(interaction.channel).write(writing)
    outgoing = post.store.enqueue(replace(letter, sent=sent))
    said = post.store.conversation(sent.interaction_id, limit=_JUST_SAID).messages
    return Queued(outgoing=outgoing, unsent=unsent, other=overtaken_by(sent, said))


def overtaken_by(draft: Draft | None, said: Sequence[WrittenMessage]) -> str:
    """The colleague who wrote to the customer since the agent's answer was begun; "" for none."""
    if draft is None or draft.kind is not DraftKind.REPLY or draft.answers is None:
        return ""
    for message in (one.message for one in reversed(said)):
        is_later = message.id is not None and message.id > draft.answers
        if is_later and message.direction is Direction.OUTBOUND and message.author not in ("", draft.agent):
            return message.author
    return ""


def _keep_written(post: Post, draft: Draft, seen: str | None) -> EarlierDraft | None:
    if seen is None:
        post.store.save_draft(draft)
        return None
    return post.store.overwrite_draft(draft, seen, is_sent=True)[1]


def hindrance(can: Capabilities, draft: Draft, heard_at: datetime | None) -> str:
    """Why the channel does not take it, in words; "" for nothing. `heard_at`: when the customer wrote last."""
    if draft.kind is DraftKind.NOTE:
        return ""
    is_answer = draft.kind is DraftKind.REPLY
    if is_answer and not can.can_reply:
        return tr("Nothing can be answered on this channel.")
    if not is_answer and not can.can_start:
        return tr("On this channel only the customer can begin.")
    if draft.files and not can.has_attachments:
        return tr("This channel takes no files.")
    if can.longest_text is not None and len(draft.text) > can.longest_text:
        return tr(
            "Too long for this channel: {count} of {most} characters.", count=len(draft.text), most=can.longest_text
        )
    if is_answer and can.reply_window is not None and _is_over(can.reply_window, heard_at):
        hours = round(can.reply_window.total_seconds() / 3600)
        return tr("The customer wrote too long ago: on this channel one can answer for {hours} hours.", hours=hours)
    return ""


def _is_over(window: timedelta, heard_at: datetime | None) -> bool:
    return heard_at is None or datetime.now(UTC) - heard_at > window


def _as_it_can_go(post: Post, interaction: Interaction, draft: Draft) -> Draft:
    """Raises Rejected in words for what the channel does not take."""
    kind = post.channels.of(interaction.channel)
    if kind is None:
        return draft  # said where it is written
    can = kind.capabilities
    heard = _last_heard(post, draft.interaction_id) if can.reply_window is not None else None
    words = hindrance(can, draft, heard.message.sent_at if heard is not None else None)
    if words:
        raise Rejected(words)
    return draft if can.has_html else replace(draft, html="")


def to_answer(written: Sequence[WrittenMessage]) -> WrittenMessage | None:
    """The newest that is not for colleagues alone. What no person wrote, a mail server's report or an automatic answer
    of ours, counts only where nothing else was said."""
    said = [one for one in reversed(written) if one.message.direction is not Direction.INTERNAL]
    by_people = (one for one in said if not _is_report(one) and not (one.outbox and one.outbox.is_automatic))
    return next(by_people, said[0] if said else None)


def _is_report(one: WrittenMessage) -> bool:
    """Not the letter of ours that bears its mark."""
    marks = {remark.mark for remark in one.remarks}
    return one.message.direction is Direction.INBOUND and bool(marks & {Mark.BOUNCE, Mark.COMPLAINT})


def _last_heard(post: Post, interaction_id: int) -> WrittenMessage | None:
    """What the customer wrote last."""
    page = post.store.conversation(interaction_id)
    while True:
        for one in reversed(page.messages):
            if one.message.direction is Direction.INBOUND and not _is_report(one):
                return one
        if page.earlier is None:
            return None
        page = post.store.conversation(interaction_id, before=page.earlier)


def add_note(post: Post, draft: Draft, seen: str | None) -> EarlierDraft | None:
    """Its draft ends with it; what another desk wrote there is kept."""
    unsent = _keep_written(post, draft, seen)
    post.store.add_note(draft.interaction_id, draft.agent, draft.text)
    return unsent


def _interaction(post: Post, draft: Draft) -> Interaction:
    interaction = post.store.interaction(draft.interaction_id)
    assert interaction is not None
    return interaction


def _account(post: Post, interaction: Interaction, draft: Draft, answered: WrittenMessage | None) -> ChannelAccount:
    """The one the agent chose, else the one the message came by, else that of the queue, else the first."""
    accounts = [one for one in post.store.accounts() if one.channel is interaction.channel and one.is_enabled]
    wanted = draft.account_id or (answered.account_id if answered is not None else None)
    found = first_account(accounts, wanted, interaction.queue)
    if found is None:
        raise ConfigurationError(
            tr("There is no account to send this from."), tr("Add or switch on an account in the settings.")
        )
    return found


def first_account(accounts: Sequence[ChannelAccount], wanted: int | None, queue: str = "") -> ChannelAccount | None:
    """The wanted one, else one of the queue, else the first there is."""
    by_wish = (one for one in accounts if one.id == wanted)
    by_queue = (one for one in accounts if queue and one.queue == queue)
    return next(by_wish, None) or next(by_queue, None) or next(iter(accounts), None)
