"""One text to many customers, each in a letter of their own: who gets it, who is left out and why, and who looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.domain.office.texts import Version, in_language

MOST_ALONE = 10  # customers whom an agent writes to without a second pair of eyes, in a day
ALONE_IN = timedelta(days=1)
SAMPLES = 3
MOST_RECIPIENTS = 20_000


class MailingState(StrEnum):
    ASKED = "asked"  # waits for a second pair of eyes
    DECLINED = "declined"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


class Left(StrEnum):
    """Why somebody is left out."""

    NO_ADDRESS = "no_address"
    NO_NAME = "no_name"  # which the text calls them by
    BAD_ADDRESS = "bad_address"
    ROBOT = "robot"  # nobody reads what is sent there
    TWICE = "twice"  # the address stands for somebody before them
    UNSUBSCRIBED = "unsubscribed"
    EXCLUDED = "excluded"
    FAILING = "failing"  # letters came back
    COMPLAINED = "complained"  # about a letter of ours


class Standing(StrEnum):
    """What is known of an address, each with words of its own."""

    UNSUBSCRIBED = "unsubscribed"  # by who has it
    EXCLUDED = "excluded"  # by an agent
    FAILING = "failing"  # by a mail server
    COMPLAINED = "complained"  # by who has it, to their mail server

    @property
    def is_refusal(self) -> bool:
        """What a person wants, whichever of their addresses it was said of."""
        return self is not Standing.FAILING


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressStanding:
    """`by` is an agent, "" for what came by mail."""

    address: str
    standing: Standing
    since: datetime
    words: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """`id` is None until the mailing is in the store. `values` fill in what the text leaves open."""

    address: str
    name: str = ""
    language: str = ""
    customer_id: int | None = None
    left: Left | None = None
    interaction_id: int | None = None  # once it was written
    id: int | None = None

    @property
    def values(self) -> Mapping[str, str]:
        return {"customer.name": self.name, "customer.first_name": self.name.split()[0] if self.name else ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """`decided_by` is the second pair of eyes, with its `words`; "" while nobody looked, or nobody had to.

    `others` say it in more languages; whoever reads none of them gets the first.
    """

    subject: str
    text: str
    account_id: int
    author: str
    per_minute: int = 30
    state: MailingState = MailingState.ASKED
    asked_at: datetime | None = None
    decided_by: str = ""
    words: str = ""
    html: str = ""
    language: str = ""
    others: tuple[Version, ...] = ()
    id: int | None = None

    @property
    def versions(self) -> tuple[Version, ...]:
        first = Version(subject=self.subject, text=self.text, html=self.html, language=self.language)
        return first, *self.others

    def version_for(self, recipient: Recipient) -> Version:
        wanted = recipient.language
        return (in_language(self.versions, wanted) if wanted else None) or self.versions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingProgress:
    """`recipients` get it, or are to; `written` are in the outbox, of which `sent` are sent and `failed` did not go."""

    mailing: Mailing
    recipients: int
    left_out: int
    written: int = 0
    sent: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Who is meant: customers by what they are found by, or by a tag, or addresses as somebody pasted them.

    `needs_name`: the text calls everybody by their name.
    """

    text: str = ""
    tag: str = ""
    pasted: tuple[tuple[str, str], ...] = ()  # address, name
    is_everybody: bool = False
    needs_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingPlan:
    """In the order of the selection. `is_alone`: the agent may send it without anybody else."""

    recipients: tuple[Recipient, ...]
    left_out: tuple[Recipient, ...]
    is_alone: bool
    is_cut: bool = False  # more were meant than one mailing may have


def samples(recipients: Sequence[Recipient], mailing: Mailing) -> tuple[Recipient, ...]:
    """The first, one from the middle and the last: what is wrong with some shows soonest there. Where it is said in
    several languages, the first who gets it in each, as far as they go.
    """
    firsts: dict[str, int] = {}
    if mailing.others:
        for place, one in enumerate(recipients):
            firsts.setdefault(mailing.version_for(one).language, place)
    wanted = dict.fromkeys((0, *firsts.values(), len(recipients) // 2, len(recipients) - 1))
    places = [place for place in wanted if 0 <= place < len(recipients)][:SAMPLES]
    return tuple(recipients[place] for place in sorted(places))


def may_decide(mailing: Mailing, agent: str) -> bool:
    """Whoever wrote it has seen it with one pair of eyes already."""
    return mailing.state is MailingState.ASKED and bool(agent.strip()) and not is_by(mailing, agent)


def is_by(mailing: Mailing, agent: str) -> bool:
    return _who(agent) == _who(mailing.author)


def _who(agent: str) -> str:
    return " ".join(agent.split()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is to be written next of a mailing."""

    mailing: Mailing
    recipients: tuple[Recipient, ...]
