"""Automatic answers and mailings as the services see them (`mailing_ports`): each method is one transaction."""

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.lease import Lease
from desktop.domain.office.automatic import WantedAnswer
from desktop.domain.office.mailing import (
    AddressStanding,
    Batch,
    Mailing,
    MailingPlan,
    MailingProgress,
    MailingState,
    Recipient,
    Selection,
    Standing,
)
from desktop.domain.written import Outgoing
from desktop.services.written_ports import Letter
from desktop.store.bus.part import Part
from desktop.store.office.mailing import answers, planning, sending, standings


class Answers(Part):
    """`mailing_ports.AnswerStore`."""

    def wanted_answer(self, account_id: int) -> WantedAnswer | None:
        with self._database.reading() as tx:
            return answers.next_wanted(tx, account_id)

    def enqueue_answer(self, lease: Lease, wanted_id: int, letter: Letter | None) -> Outgoing | None:
        with self._database.writing() as tx:
            return answers.enqueue(tx, lease, wanted_id, letter)

    def mailing_batch(self, lease: Lease, account_id: int) -> Batch | None:
        with self._database.writing() as tx:
            return sending.batch(tx, lease, account_id)

    def enqueue_batch(self, lease: Lease, batch: Batch, letters: Sequence[Letter | None]) -> None:
        with self._database.writing() as tx:
            sending.enqueue(tx, lease, batch, letters)

    def next_mailing(self, account_id: int) -> datetime | None:
        with self._database.reading() as tx:
            return sending.next_at(tx, account_id)


class Mailings(Part):
    """`mailing_ports.MailingStore`."""

    def plan_mailing(self, selection: Selection, author: str) -> MailingPlan:
        with self._database.reading() as tx:
            return planning.plan(tx, selection, author, self._numbering)

    def ask_mailing(self, mailing: Mailing, selection: Selection) -> Mailing:
        with self._database.writing() as tx:
            return sending.ask(tx, mailing, selection, self._numbering)

    def decide_mailing(self, mailing_id: int, agent: str, words: str, *, approves: bool) -> Mailing:
        with self._database.writing() as tx:
            return sending.decide(tx, mailing_id, agent, words, approves=approves)

    def pause_mailing(self, mailing_id: int) -> None:
        with self._database.writing() as tx:
            sending.turn(tx, mailing_id, MailingState.PAUSED)

    def resume_mailing(self, mailing_id: int) -> None:
        with self._database.writing() as tx:
            sending.turn(tx, mailing_id, MailingState.RUNNING)

    def stop_mailing(self, mailing_id: int) -> None:
        with self._database.writing() as tx:
            sending.turn(tx, mailing_id, MailingState.STOPPED)

    def mailings(self, limit: int = 200) -> Sequence[MailingProgress]:
        with self._database.reading() as tx:
            return sending.progress(tx, limit)

    def declined_mailings(self, since: datetime) -> Sequence[Mailing]:
        with self._database.reading() as tx:
            return sending.declined(tx, since)

    def mailing_count(self) -> int:
        with self._database.reading() as tx:
            return sending.count(tx)

    def mailing_recipients(
        self, mailing_id: int, text: str = "", *, left_out: bool = False, offset: int = 0, limit: int = 200
    ) -> Sequence[Recipient]:
        with self._database.reading() as tx:
            return sending.recipients(tx, mailing_id, text, left_out=left_out, offset=offset, limit=limit)

    def address_standings(self) -> Sequence[AddressStanding]:
        with self._database.reading() as tx:
            return standings.read_all(tx)

    def set_standing(self, standing: AddressStanding) -> None:
        with self._database.writing() as tx:
            standings.put(tx, standing)

    def drop_standing(self, address: str, standing: Standing) -> None:
        with self._database.writing() as tx:
            standings.drop(tx, address, standing)
