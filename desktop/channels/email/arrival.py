"""What the server hands over, as the store takes it: read, judged and packed."""

import logging
from dataclasses import replace

from desktop.channels.email.origin import annotate
from desktop.channels.email.own import own_addresses
from desktop.channels.email.parse.mail import read_mail_and_headers
from desktop.channels.email.server.dialogue import LARGEST_PART
from desktop.channels.email.server.imap import Fetched
from desktop.channels.email.server.position import Place
from desktop.domain.message import prepared
from desktop.domain.text import told as tr
from desktop.domain.written import ChannelAccount, Incoming, Mark, Remark

logger = logging.getLogger(__name__)


class Arrivals:
    """Reads the mail of one account. Never raises for what a mail says."""

    def __init__(self, account: ChannelAccount) -> None:
        self._account = account
        self._own = own_addresses(account)

    def __call__(self, fetched: Fetched, place: Place, *, is_packed: bool = True) -> Incoming:
        """Without `is_packed` whoever stores it packs it."""
        raw = fetched.raw or b""
        incoming, headers = read_mail_and_headers(raw, own_addresses=self._own)
        try:
            incoming = annotate(incoming, headers, self._account)
        except Exception:  # one mail that nobody foresaw must not stop an account
            logger.exception("A mail of %d bytes could not be judged", len(raw))
        remarks = incoming.remarks
        if fetched.size > LARGEST_PART and len(raw) >= LARGEST_PART:
            words = tr(
                "Only the first {part} MB of {whole} MB were read; the rest is on the server.",
                part=LARGEST_PART >> 20,
                whole=fetched.size >> 20,
            )
            remarks = (*remarks, Remark(mark=Mark.DAMAGED, words=words))
        one = incoming
        packed = prepared(one.subject, one.text, one.searched_files, one.html, one.raw) if is_packed else None
        return replace(one, place=str(place), is_seen=fetched.is_seen, remarks=remarks, packed=packed)
