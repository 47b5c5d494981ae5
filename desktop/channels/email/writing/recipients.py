"""Who an answer goes to: told from the message that is answered, and shown where it differs from the last one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.channels.email.domains import domain_of, site_of
from desktop.channels.email.own import canonical, is_own
from desktop.domain.channel import Direction
from desktop.domain.text import tr
from desktop.domain.written import Draft, DraftKind, Mark, Participant, Role, WrittenMessage

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    to: tuple[Participant, ...]
    cc: tuple[Participant, ...] = ()


def reply(answered: WrittenMessage, own: frozenset[str]) -> Recipients:
    """To whom it came from: Reply-To, else From (RFC 5322 §3.6.2). To a message of our own: to those it went to."""
    if answered.message.direction is Direction.OUTBOUND:
        return Recipients(to=_others(answered.of(Role.TO), own))
    asked = _others(answered.of(Role.REPLY_TO), own)
    return Recipients(to=asked or _others(answered.of(Role.FROM), own))


def reply_all(answered: WrittenMessage, own: frozenset[str]) -> Recipients:
    """To everybody who took part, in the same roles, but ourselves. Who got it as Bcc stays unnamed."""
    to = reply(answered, own).to
    if answered.message.direction is not Direction.OUTBOUND:
        to = _others((*to, *answered.of(Role.TO)), own)
    named = frozenset(each.address for each in to)
    return Recipients(to=to, cc=tuple(each for each in _others(answered.of(Role.CC), own) if each.address not in named))


def _others(people: Iterable[Participant], own: frozenset[str]) -> tuple[Participant, ...]:
    """Each once, without ourselves, and without who has a name but no address."""
    found: dict[str, Participant] = {}
    for person in people:
        if person.address and not is_own(person.address, own):
            known = found.get(canonical(person.address))
            if known is None or (person.name and not known.name):
                found[canonical(person.address)] = person
    return tuple(found.values())


def differences(draft: Draft, last: WrittenMessage | None, own: frozenset[str]) -> tuple[str, ...]:
    """What an agent should see before sending: who was not on the last message, and who was and is left out.

    What is passed on is meant for others.
    """
    if last is None or last.message.direction is Direction.INTERNAL or draft.kind is DraftKind.FORWARD:
        return ()
    new = _others((*draft.to, *draft.cc, *draft.bcc), own)
    before = _others((who for role, who in last.participants if role not in (Role.SENDER, Role.REPLY_TO)), own)
    asked = _others(last.of(Role.REPLY_TO), own)
    known = {canonical(each.address) for each in (*before, *asked)}
    added = [each for each in new if canonical(each.address) not in known]
    there = {canonical(each.address) for each in new}
    # who writes from one address and is answered at another is not left out
    is_answered = bool(there & {canonical(each.address) for each in asked})
    authors = {canonical(each.address) for each in last.of(Role.FROM)} if is_answered else set[str]()
    missing = [each for each in before if canonical(each.address) not in there | authors]
    return tuple(_words(added, missing))


def cautions(draft: Draft, last: WrittenMessage | None) -> tuple[str, ...]:
    """What makes it doubtful whether who gets the answer is who seems to have written."""
    if last is None or last.message.direction is not Direction.INBOUND:
        return ()
    marks = {remark.mark for remark in last.remarks}
    there = {canonical(each.address) for each in (*draft.to, *draft.cc, *draft.bcc)}
    sites = {site_of(domain_of(each.address)) for each in last.of(Role.FROM)}
    asked = (each.address for each in last.of(Role.REPLY_TO) if canonical(each.address) in there)
    away = [address for address in asked if site_of(domain_of(address)) not in sites]
    words = [tr("{address} is not where it came from", address=away[0])] if away else []
    if Mark.IMITATES in marks and there & {
        canonical(each.address) for each in (*last.of(Role.FROM), *last.of(Role.REPLY_TO))
    }:
        words.append(tr("Its author may not be who it seems"))
    return tuple(words)


def _words(added: list[Participant], missing: list[Participant]) -> Iterator[str]:
    if added:
        yield tr("Not on the last mail: {addresses}", addresses=_named(added))
    if missing:
        yield tr("Left out, but on the last mail: {addresses}", addresses=_named(missing))


def _named(people: list[Participant]) -> str:
    shown = ", ".join(each.address for each in people[:_MOST_NAMED])
    more = len(people) - _MOST_NAMED
    return tr("{addresses} and %n more", more, addresses=shown) if more > 0 else shown
