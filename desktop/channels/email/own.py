"""What is ours about an account: its addresses, its domains, and the names nobody else should use."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from desktop.channels.email.domains import domain_of, to_ascii
from desktop.domain.written import ChannelAccount


def lines_of(account: ChannelAccount, key: str) -> tuple[str, ...]:
    """A setting of several values: one in each line."""
    return tuple(line.strip() for line in account.setting(key).splitlines() if line.strip())


@lru_cache(maxsize=64)
def own_addresses(account: ChannelAccount) -> frozenset[str]:
    """The account's own and its aliases, as they are compared."""
    return frozenset(canonical(each) for each in (account.address, *lines_of(account, "aliases")))


@lru_cache(maxsize=64)
def own_domains(account: ChannelAccount) -> frozenset[str]:
    """Of the account's own address, of its aliases, and those the organisation names as its own."""
    named = (to_ascii(each) for each in lines_of(account, "own_domains"))
    return frozenset({*named, *(domain_of(address) for address in own_addresses(account))} - {""})


@lru_cache(maxsize=64)
def protected_names(account: ChannelAccount) -> tuple[str, ...]:
    return tuple(name for name in (account.name, *lines_of(account, "protected_names")) if name)


def beside(account: ChannelAccount, accounts: Sequence[ChannelAccount], agents: Sequence[str]) -> ChannelAccount:
    """What the organisation has besides: the domains of its other accounts, and the names of those and of its agents.

    A name of one word protects nobody: too many customers are called Maria.
    """
    mail = [one for one in accounts if one.channel is account.channel]
    addresses = (address for one in mail for address in own_addresses(one))
    domains = (*lines_of(account, "own_domains"), *sorted(filter(None, map(domain_of, addresses))))
    called = (name.strip() for one in mail for name in (one.name, one.setting("sender_name")))
    people = (name for name in agents if len(name.split()) > 1)
    names = (*lines_of(account, "protected_names"), *filter(None, called), *people)
    settings = dict(account.settings)
    settings["own_domains"] = "\n".join(dict.fromkeys(domains))
    settings["protected_names"] = "\n".join(dict.fromkeys(names))
    return replace(account, settings=tuple(settings.items()))


def canonical(address: str) -> str:
    """As addresses are compared: in lower case, the domain in its ASCII form."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local.lower()}@{to_ascii(domain) or domain.lower()}"


def without_plus(address: str) -> str:
    """`support+c3312.k@shop.example` is delivered to `support@shop.example` (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def is_own(address: str, own: frozenset[str]) -> bool:
    address = canonical(address)
    return address in own or without_plus(address) in own
