"""A piece of written work as a row of the list: who, about what, and until when an answer is owed."""

from datetime import datetime

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Customer
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.text import tr
from desktop.domain.work import Priority, WorkRow
from desktop.ui.conversation.words import due_side, due_words, gone_share, priority_words
from desktop.ui.lists.rows import Row
from desktop.ui.sidebar.customer_head import mail_address
from desktop.ui.words import ago, clock_time, day_and_time


def written_row(work: WorkRow, now: datetime) -> Row:
    side, tone = _side(work, now)
    gone = gone_share(work, now)
    return Row(
        title=work.customer_name or work.address or tr("Sender unknown"),
        detail=" · ".join(part for part in (work.subject, work.preview) if part) or _nothing(work),
        side=side,
        side_tone=tone,
        gone=gone,
        gone_words=due_words(work.due_at, now)[0] if gone is not None and tone == "text3" else "",
        person=work.customer_name,
        channel=work.channel,
        chip=priority_words(work.priority) if work.priority > Priority.NORMAL else "",
        badge=tr("asks you") if work.is_mentioned else tr("draft") if work.has_draft else _tags(work),
        badge_tone="amber" if work.is_mentioned else "neutral",
        is_unread=work.is_unread,
    )


def _nothing(work: WorkRow) -> str:
    """A picture alone, say: only letters can lack a subject."""
    return tr("No subject") if work.channel is Channel.EMAIL else tr("No words")


def _tags(work: WorkRow) -> str:
    """The first, and how many more."""
    more = f" +{len(work.tags) - 1}" if len(work.tags) > 1 else ""
    return f"{work.tags[0]}{more}" if work.tags else ""


def _side(work: WorkRow, now: datetime) -> tuple[str, str]:
    """The one time that matters, and its tone."""
    if work.snoozed_until is not None and work.snoozed_until > now:
        is_today = work.snoozed_until.astimezone().date() == now.astimezone().date()
        shown = clock_time(work.snoozed_until) if is_today else day_and_time(work.snoozed_until, now)
        return tr("until {time}", time=shown), "text3"
    if work.due_at is not None:
        words, tone = due_side(work.due_at, now)
        if tone != "neutral":
            return words, tone
    return ago(work.last_at, now), "text3"


def as_interaction(work: WorkRow) -> Interaction:
    """As far as a row knows it: whose it is."""
    return Interaction(
        channel=work.channel,
        direction=Direction.INBOUND,
        state=work.state,
        started_at=work.last_at,
        id=work.interaction_id,
        customer_id=work.customer_id,
        customer_name=work.customer_name,
        address=work.address,
        subject=work.subject,
        queue=work.queue,
        agent=work.agent,
    )


def new_work(customer: Customer, agent: str, now: datetime) -> WorkRow | None:
    """To be begun with a customer; None when no mail address of theirs is known."""
    address = mail_address(customer)
    if address is None:
        return None
    return WorkRow(
        interaction_id=0,
        channel=Channel.EMAIL,
        state=InteractionState.ACTIVE,
        last_at=now,
        last_direction=Direction.OUTBOUND,
        customer_id=customer.id,
        customer_name=customer.name,
        address=address.value or address.typed,
        agent=agent,
    )
