"""What goes out without a person's writing it, whole: a real Dovecot and Postfix, the hub's role, the store."""

from dataclasses import replace
from email.message import Message as Mail

from pytestqt.qtbot import QtBot

from desktop.domain.office.mailing import Mailing, Selection, Standing
from desktop.domain.work import WorkScope, WorkView
from desktop.domain.written import ChannelAccount
from tests.services.messaging.conftest import AGENT
from tests.test_mail_way import Way, empty_store, way, world

__all__ = ["empty_store", "way", "world"]


def _served(way: Way, **settings: str) -> ChannelAccount:
    way.shop = replace(way.shop, settings=(*way.shop.settings, *settings.items()))
    saved = way.set_up()
    assert isinstance(saved, ChannelAccount)
    way.serve()
    assert saved.id is not None
    number = saved.id
    way.desk.qtbot.waitUntil(lambda: bool(way.desk.store.inbox_position(number)))
    return saved


def _came(way: Way, count: int = 1) -> list[Mail]:
    way.desk.qtbot.waitUntil(lambda: len(way.mails_of(way.customer)) >= count, timeout=20_000)
    return way.mails_of(way.customer)


def test_a_first_mail_is_confirmed_once_and_waits_for_a_person_all_the_same(way: Way, qtbot: QtBot) -> None:
    _served(way, confirmation_text="Your case is {case.number}.\nWe answer by {answer.by}.")
    desk = way.desk
    way.write_in("Where is the chair that I have ordered from you?")
    (answer,) = _came(way)
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer["Return-Path"] == "<>"
    assert answer["Subject"] == "Auto: Where is my chair?"
    assert answer["In-Reply-To"] == f"<1.{way.customer}>"
    (case,) = _cases(way)
    assert f"Your case is {case}." in answer.as_string()
    way.write_in("And where is the table?", subject="Table", number=2)
    desk.work_list.show(WorkView(scope=WorkScope.UNASSIGNED, agent=AGENT))
    qtbot.waitUntil(lambda: len(desk.work_list.rows) == 2)
    assert all(row.due_at is not None and row.is_unread for row in desk.work_list.rows)
    assert {row.preview.split()[0] for row in desk.work_list.rows} == {"Where", "And"}
    assert way.role is not None
    assert way.role.stop()  # whatever it still had to do is done
    assert len(way.mails_of(way.customer)) == 1


def test_who_unsubscribes_from_a_mailing_gets_no_other(way: Way, qtbot: QtBot) -> None:
    saved = _served(way)
    store = way.desk.store
    assert saved.id is not None
    mailing = Mailing(subject="News", text="Dear {customer.name}", account_id=saved.id, author=AGENT, per_minute=600)
    to_her = Selection(pasted=((way.customer, "Meiling"),))
    store.ask_mailing(mailing, to_her)
    (letter,) = _came(way)
    assert "Dear Meiling" in letter.as_string()
    asked = letter["List-Unsubscribe"].partition("subject=")[2].rstrip(">").replace("%20", " ")
    way.write_in("", subject=asked)
    qtbot.waitUntil(lambda: bool(store.address_standings()), timeout=20_000)
    (standing,) = store.address_standings()
    assert (standing.address, standing.standing) == (way.customer, Standing.UNSUBSCRIBED)
    assert store.plan_mailing(to_her, AGENT).recipients == ()


def _cases(way: Way) -> list[int]:
    with way.desk.store.database.reading() as tx:
        return [row[0] for row in tx.exec_driver_sql("SELECT number FROM cases")]
