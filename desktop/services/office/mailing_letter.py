"""One letter of a mailing, as its recipient gets it."""

from dataclasses import replace
from datetime import UTC, datetime

from desktop.domain.office.mailing import Mailing, Recipient
from desktop.domain.office.variables import filled, filled_html
from desktop.domain.written import ChannelAccount, Draft, DraftKind, Participant
from desktop.services.channel import Letters, Writing
from desktop.services.written_ports import Letter


def mailing_letter(letters: Letters, mailing: Mailing, recipient: Recipient, account: ChannelAccount) -> Letter:
    """As `recipient` gets it. Raises Rejected."""
    version = mailing.version_for(recipient)
    draft = Draft(
        interaction_id=0,
        agent=mailing.author,
        kind=DraftKind.NEW,
        subject=filled(version.subject, recipient.values),
        text=filled(version.text, recipient.values),
        html=filled_html(version.html, recipient.values),
        to=(Participant(address=recipient.address, name=recipient.name),),
        account_id=account.id,
    )
    writing = Writing(
        draft=draft,
        account=account,
        answered=None,
        send_after=datetime.now(UTC),
        unsubscribe=str(recipient.id or ""),
    )
    return replace(letters.write(writing), draft=None)
