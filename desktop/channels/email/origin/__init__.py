"""Where a mail really comes from: what its header shows of its author, of robots, and of what it is about."""

from collections.abc import Iterator
from dataclasses import replace

from desktop.channels.email.origin.answerable import answer_to
from desktop.channels.email.origin.auth_results import Standing
from desktop.channels.email.origin.automatic import sign_of
from desktop.channels.email.origin.reports import report_of
from desktop.channels.email.origin.spoof import Origin, origin_of, unchecked
from desktop.channels.email.own import is_own, own_addresses
from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.writing.ids import case_of_address, is_own_id, unsubscribed_in
from desktop.channels.email.writing.subject import case_of_subject
from desktop.domain.channel import Direction
from desktop.domain.text import told as tr
from desktop.domain.written import ChannelAccount, Incoming, Mark, Participant, Remark, Role


def annotate(incoming: Incoming, headers: Headers, account: ChannelAccount) -> Incoming:
    """With what is said beside it, whether a robot wrote it or may answer it, what a report is about, and the cases it
    names."""
    tags = tuple(dict.fromkeys((*incoming.tags, *_tags(incoming, account))))
    origin = origin_of(headers, account)
    if incoming.direction is Direction.OUTBOUND:
        came = _as_it_came(incoming, origin, account)
        if came is None:
            return replace(incoming, tags=tags)
        incoming, origin = came
    report = report_of(incoming.raw, headers, account)
    sign = sign_of(headers, account, _addresses(incoming, Role.FROM))
    remarks = [*incoming.remarks, *origin.remarks]
    if report is not None:
        remarks.append(report.remark)
    elif sign is not None:
        remarks.append(Remark(mark=Mark.AUTOMATIC, words=sign.words))
    unsubscribed = unsubscribed_in(incoming.subject, account)
    if unsubscribed:
        tags = (*tags, f"u{unsubscribed}")
        remarks.append(Remark(mark=Mark.AUTOMATIC, words=tr("Wants no more mailings; none goes there from now on")))
    is_automatic = bool(incoming.is_automatic or report or unsubscribed or (sign is not None and sign.is_robots))
    return replace(
        incoming,
        tags=tags,
        remarks=tuple(remarks),
        about=report.about if report is not None else incoming.about,
        failed=report.failed if report is not None else (),
        complainant=report.complainant if report is not None else "",
        is_automatic=is_automatic,
        answer_to="" if is_automatic else answer_to(incoming, remarks, headers, account),
    )


def _as_it_came(incoming: Incoming, origin: Origin, account: ChannelAccount) -> tuple[Incoming, Origin] | None:
    """A mail from an address of ours that came to us all the same; None for what we sent."""
    own = own_addresses(account)
    to = (*_addresses(incoming, Role.TO), *_addresses(incoming, Role.CC))
    is_to_us = bool(to) and all(is_own(address, own) for address in to)
    is_to_us = is_to_us and not is_own_id(incoming.external_id, account)
    asked = [who for role, who in incoming.participants if role is Role.REPLY_TO and not is_own(who.address, own)]
    if is_to_us and asked:
        return _by_form(incoming, asked[0]), unchecked(asked[0], account)
    if _is_forged(incoming, origin, account):
        forged = Remark(mark=Mark.IMITATES, words=tr("It says that we wrote it, but it came from elsewhere"))
        return replace(incoming, direction=Direction.INBOUND, remarks=(*incoming.remarks, forged)), origin
    return (replace(incoming, direction=Direction.INBOUND), origin) if is_to_us else None


def _by_form(incoming: Incoming, author: Participant) -> Incoming:
    """What a form of our web site sends in our own name is written by whom its answers go to: no more is believed of it
    than of a mail from there."""
    sender = next(who for role, who in incoming.participants if role is Role.FROM)
    others = ((role, who) for role, who in incoming.participants if role is not Role.FROM)
    words = tr("{sender} sent it in the name of {author}", sender=sender.address, author=author.address)
    return replace(
        incoming,
        direction=Direction.INBOUND,
        participants=((Role.FROM, author), (Role.SENDER, sender), *others),
        remarks=(*incoming.remarks, Remark(mark=Mark.REPLY_ELSEWHERE, words=words)),
    )


def _addresses(incoming: Incoming, role: Role) -> list[str]:
    return [who.address for its, who in incoming.participants if its is role and who.address]


def _is_forged(incoming: Incoming, origin: Origin, account: ChannelAccount) -> bool:
    """Whether a mail in our own name came in from outside: our server looked at it and found nobody to vouch for it."""
    if is_own_id(incoming.external_id, account) or origin.is_submitted:
        return False
    return origin.is_checked and origin.standing is not Standing.AUTHENTIC


def _tags(incoming: Incoming, account: ChannelAccount) -> Iterator[str]:
    """The cases that its addresses and its subject name."""
    numbers = [case_of_address(person.address, account) for _, person in incoming.participants]
    numbers.append(case_of_subject(incoming.subject))
    return (f"c{number}" for number in numbers if number)
