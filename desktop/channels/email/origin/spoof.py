"""Who a mail says it is from, and whether that is made to mislead: names, look-alike domains, several authors."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.channels.email.domains import domain_of, is_same_site, to_unicode
from desktop.channels.email.origin.auth_results import Standing, standing, trusted_results, words_of
from desktop.channels.email.origin.lookalike import imitated, is_disguised, mixes_scripts, skeleton
from desktop.channels.email.own import own_domains, protected_names
from desktop.channels.email.parse.addresses import read_addresses
from desktop.channels.email.parse.headers import Headers
from desktop.domain.text import told
from desktop.domain.text import told as tr
from desktop.domain.written import ChannelAccount, Mark, Participant, Remark

_ADDRESS_IN_NAME = re.compile(r"[\w.+-]{1,64}@((?:[\w-]{1,63}\.)+\w{2,63})")
_LONGEST_NAME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """`standing` is that of the one author's domain; UNKNOWN, too, when the account's server said nothing.

    `is_submitted`: whoever sent it logged in to the account's server.
    """

    standing: Standing
    is_checked: bool
    is_submitted: bool
    remarks: tuple[Remark, ...]


def origin_of(headers: Headers, account: ChannelAccount) -> Origin:
    """What is said beside the author's address. Whoever misleads is not called authentic as well."""
    authors = _people(headers, "from")
    results = trusted_results(headers, account.setting("authserv_id"))
    is_one = len(headers.raw("from")) <= 1 and len(authors) <= 1
    author = authors[0] if authors else Participant(address="")
    stands = standing(results or (), domain_of(author.address)) if is_one else Standing.UNAUTHENTIC
    misleading = [*_several(authors, is_one=is_one), *_pretence(author, account), *_sender(headers, author, stands)]
    remarks = [Remark(mark=Mark.IMITATES, words=words) for words in misleading]
    if stands is Standing.AUTHENTIC and not misleading:
        remarks.append(Remark(mark=Mark.AUTHENTIC, words=words_of(results or ())))
    elif stands is Standing.UNAUTHENTIC:
        remarks.append(Remark(mark=Mark.UNAUTHENTIC, words=_doubt(author, words_of(results or ()))))
    remarks += _reply_elsewhere(headers, author)
    is_submitted = any(each.method == "auth" and each.result == "pass" for each in results or ())
    return Origin(standing=stands, is_checked=results is not None, is_submitted=is_submitted, remarks=tuple(remarks))


def unchecked(author: Participant, account: ChannelAccount) -> Origin:
    """Of an author for whom no server was asked."""
    remarks = tuple(Remark(mark=Mark.IMITATES, words=words) for words in _pretence(author, account))
    return Origin(standing=Standing.UNKNOWN, is_checked=False, is_submitted=False, remarks=remarks)


def _people(headers: Headers, name: str) -> list[Participant]:
    return [person for field in headers.raw(name) for person in read_addresses(field)]


def _doubt(author: Participant, found: str) -> str:
    domain = to_unicode(domain_of(author.address))
    words = tr("Nothing shows that this came from {domain}", domain=domain or author.address)
    return told("{words} ({found})", words=words, found=found) if found else words


def _several(authors: list[Participant], *, is_one: bool) -> Iterator[str]:
    if not is_one:
        yield tr("It names several authors: {addresses}", addresses=", ".join(each.address for each in authors[:5]))


def _pretence(author: Participant, account: ChannelAccount) -> Iterator[str]:
    """What the name or the domain of the author pretends."""
    domain, own = domain_of(author.address), own_domains(account)
    if any(is_same_site(domain, each) for each in own):
        return
    name = _seen(author.name)
    shown = _ADDRESS_IN_NAME.search(name)
    if shown is not None and not is_same_site(domain_of(shown[0]), domain):
        yield tr("The name shows {shown}, but it came from {address}", shown=shown[0], address=author.address)
    elif any(skeleton(name) == skeleton(each) for each in protected_names(account) if name):
        yield tr("{name} is one of us, but {address} is not", name=name, address=author.address)
    elif any(mixes_scripts(word) for word in name.split()):
        yield tr("The name is written with look-alike letters of another alphabet")
    yield from _disguise(domain, own)


def _disguise(domain: str, own: frozenset[str]) -> Iterator[str]:
    if (meant := imitated(domain, own)) != "":
        yield tr("{domain} looks like {own}, but is not", domain=to_unicode(domain), own=to_unicode(meant))
    elif is_disguised(domain):
        yield tr(
            "{domain} is written with look-alike letters of another alphabet: it is {ascii}",
            domain=to_unicode(domain),
            ascii=domain,
        )


def _seen(name: str) -> str:
    """As it is seen: without what takes no room, full-width letters as their usual ones."""
    if name.isascii():
        return name[:_LONGEST_NAME].strip()
    plain = unicodedata.normalize("NFKC", name[:_LONGEST_NAME])
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Cf").strip()


def _sender(headers: Headers, author: Participant, stands: Standing) -> Iterator[str]:
    """Somebody else sent it (RFC 5322 §3.6.2), and the author's domain does not stand for it."""
    sender = next(iter(_people(headers, "sender")), None)
    if sender is None or stands is Standing.AUTHENTIC or not domain_of(author.address):
        return
    if not is_same_site(domain_of(sender.address), domain_of(author.address)):
        yield tr("{sender} sent it in the name of {author}", sender=sender.address, author=author.address)


def _reply_elsewhere(headers: Headers, author: Participant) -> list[Remark]:
    domain = domain_of(author.address)
    away = [each.address for each in _people(headers, "reply-to") if not is_same_site(domain_of(each.address), domain)]
    if not away:
        return []
    words = tr("Answers go to {reply_to}, not to {author}", reply_to=", ".join(away[:3]), author=author.address)
    return [Remark(mark=Mark.REPLY_ELSEWHERE, words=words)]
