"""Mails that arrive on a stage: built, read and stored as a hub does it; only the server is not asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from desktop.channels.email.letters import EmailLetters
from desktop.channels.email.parse import read_mail
from desktop.domain.channel import Channel, Direction
from desktop.domain.written import ChannelAccount, Incoming, Remark
from desktop.services.hub.duties import Duties
from tests.ui.stage import AGENT, Stage

SHOP = "support@shop.example"
_LEASE = timedelta(minutes=10)

File = tuple[str, str, bytes]  # name, media type, content


class Mailbox:
    """An account of the shop's, and the right to deliver into it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        settings = (("imap_host", "mail.shop.example"), ("smtp_host", "mail.shop.example"), ("user", SHOP))
        account = ChannelAccount(
            channel=Channel.EMAIL, name="Support", address=SHOP, settings=settings, queue="Support"
        )
        self.account = stage.store.save_account(account)
        lease = stage.store.take_lease(f"account.{self.account.id}", "stage", _LEASE)
        assert lease is not None
        self._lease = lease
        self._number = 0

    def arrive(
        self,
        sender: str,
        subject: str,
        text: str,
        *,
        minutes_ago: float = 5,
        html: str = "",
        answers: str = "",
        cc: str = "",
        files: Sequence[File] = (),
        remarks: Sequence[Remark] = (),
    ) -> tuple[int, str]:
        """The interaction it went to, and its Message-ID."""
        incoming = self._mail(sender, subject, text, minutes_ago, html, answers, cc, files)
        return self.deliver(replace(incoming, remarks=(*incoming.remarks, *remarks))), incoming.external_id

    def deliver(self, incoming: Incoming) -> int:
        self._number += 1
        (received,) = self._stage.store.receive(self._lease, self.account, [incoming], str(self._number))
        self._stage.services.feed.look()
        return received.interaction_id

    def write_mailing(self, batches: int) -> None:
        """As a hub does it."""
        duties = Duties(self._stage.store, self.account, self._lease, EmailLetters())
        for _ in range(batches):
            duties.do()

    def take(self, *interactions: int) -> None:
        """They are the agent's."""
        for interaction_id in interactions:
            self._stage.store.assign(interaction_id, AGENT, by=AGENT)
        self._stage.services.feed.look()

    def _mail(
        self,
        sender: str,
        subject: str,
        text: str,
        minutes_ago: float,
        html: str,
        answers: str,
        cc: str,
        files: Sequence[File],
    ) -> Incoming:
        self._number += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, f"Oslo Chairs <{SHOP}>", subject
        if cc:
            mail["Cc"] = cc
        at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<m{self._number}.{id(self)}@mail.example>"
        if answers:
            mail["In-Reply-To"] = mail["References"] = f"<{answers.strip('<>')}>"
        mail.set_content(text)
        if html:
            mail.add_alternative(html, subtype="html")
        for name, media_type, content in files:
            main, _, sub = media_type.partition("/")
            mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
        read = read_mail(mail.as_bytes(), own_addresses=(SHOP,))
        assert read.direction is Direction.INBOUND
        return read
