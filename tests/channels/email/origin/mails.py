"""Mails as these tests make them, and the account they come to."""

from desktop.channels.email.origin import annotate
from desktop.channels.email.own import own_addresses
from desktop.channels.email.parse.mail import read_mail
from desktop.channels.email.parse.tree import read_tree
from desktop.channels.email.writing.ids import with_key
from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount, Incoming, Mark

SERVER = "mx.oakshop.example"
ACCOUNT = with_key(
    ChannelAccount(
        channel=Channel.EMAIL,
        name="Oak Shop",
        address="support@oakshop.example",
        settings=(
            ("authserv_id", SERVER),
            ("aliases", "billing@oakshop.example"),
            ("protected_names", "Olga Nowak\nMarek Król"),
        ),
        id=1,
    )
)
PASSED = (
    f"{SERVER}; spf=pass smtp.mailfrom=anna@garden.example; dkim=pass header.d=garden.example; "
    "dmarc=pass header.from=garden.example"
)


def mail(*fields: str, body: str = "Where is my chair?", author: str = "Anna <anna@garden.example>") -> bytes:
    """`fields` stand at the top, the first of them topmost."""
    usual = [
        *([f"From: {author}"] if author else []),
        "To: support@oakshop.example",
        "Subject: Chair",
        "Date: Mon, 16 Nov 2026 21:14:00 +0100",
        "Message-ID: <one@garden.example>",
    ]
    named = {field.partition(":")[0].lower() for field in fields} - {"from"}
    kept = [line for line in usual if line.partition(":")[0].lower() not in named]
    return "\r\n".join([*fields, *kept, "", body, ""]).encode()


def noted(raw: bytes, account: ChannelAccount = ACCOUNT) -> Incoming:
    incoming = read_mail(raw, own_addresses=own_addresses(account))
    return annotate(incoming, read_tree(raw).headers, account)


def marks(incoming: Incoming) -> set[Mark]:
    return {remark.mark for remark in incoming.remarks}


def words(incoming: Incoming, mark: Mark) -> str:
    return "\n".join(remark.words for remark in incoming.remarks if remark.mark is mark)
