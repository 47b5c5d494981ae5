"""What is ours about an account, and about those beside it."""

from dataclasses import replace

from desktop.channels.email.origin import annotate
from desktop.channels.email.own import beside, own_domains, protected_names
from desktop.channels.email.parse.mail import read_mail_and_headers
from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount, Mark

SUPPORT = ChannelAccount(
    id=1,
    channel=Channel.EMAIL,
    name="Oak Shop",
    address="support@oakshop.example",
    settings=(("own_domains", "oak.example"), ("protected_names", "The Board")),
)
SALES = ChannelAccount(
    id=2,
    channel=Channel.EMAIL,
    name="Sales",
    address="sales@oaktrade.example",
    settings=(("aliases", "b2b@oakpro.example"), ("sender_name", "Oak Trade")),
)
CHAT = replace(SALES, id=3, channel=Channel.CHAT, name="Chat", address="x@chat.example", settings=())
SERVED = beside(SUPPORT, (SUPPORT, SALES, CHAT), ("Olga Nowak", "maria", "Marek Król"))


def remarks(sender: str) -> list[str]:
    raw = f"From: {sender}\r\nTo: support@oakshop.example\r\nSubject: Hello\r\n\r\nPay me.\r\n".encode()
    incoming, headers = read_mail_and_headers(raw, own_addresses=frozenset({"support@oakshop.example"}))
    return [remark.words for remark in annotate(incoming, headers, SERVED).remarks if remark.mark is Mark.IMITATES]


def test_the_domains_of_all_accounts_and_aliases_are_ours_and_what_is_entered_besides() -> None:
    assert own_domains(SERVED) == {"oakshop.example", "oaktrade.example", "oakpro.example", "oak.example"}


def test_accounts_and_agents_with_two_names_are_protected_and_what_is_entered_besides() -> None:
    assert set(protected_names(SERVED)) == {"Oak Shop", "Sales", "Oak Trade", "The Board", "Olga Nowak", "Marek Król"}


def test_who_imitates_an_agent_or_another_account_is_pointed_out() -> None:
    assert remarks("Olga Nowak <olga@post.example>")
    assert remarks("Oak Trade <hello@post.example>")
    assert remarks("Somebody <somebody@0aktrade.example>")
    assert not remarks("maria <maria@post.example>")
    assert not remarks("Olga Nowak <olga@oaktrade.example>")


def test_nothing_is_doubled_when_it_is_said_again() -> None:
    assert beside(SERVED, (SUPPORT, SALES, CHAT), ("Olga Nowak", "maria", "Marek Król")) == SERVED
