"""The list of written work: it follows the store, whoever writes there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.customer import Customer
from desktop.domain.errors import StorageError
from desktop.domain.work import Priority, WorkOrder, WorkRow, WorkScope, WorkView
from desktop.domain.written import DraftKind
from desktop.services.messaging import work_list
from tests.services.hub.post_office import a_mail
from tests.services.messaging.conftest import AGENT, MailDesk


def subjects(desk: MailDesk) -> list[str]:
    return [row.address for row in desk.work_list.rows]


def test_a_mail_that_arrives_is_in_the_list_and_counted(desk: MailDesk, qtbot: QtBot) -> None:
    desk.work_list.show(WorkView(scope=WorkScope.UNASSIGNED, agent=AGENT))
    interaction_id = desk.receive()
    qtbot.waitUntil(lambda: bool(desk.work_list.rows))
    (row,) = desk.work_list.rows
    assert (row.interaction_id, row.is_unread, row.preview) == (interaction_id, True, "Where is it?")
    qtbot.waitUntil(lambda: desk.work_list.counts.rows.get(WorkScope.UNASSIGNED) == 1)
    assert desk.work_list.counts.unread[WorkScope.UNASSIGNED] == 1


def test_what_a_colleague_takes_leaves_the_list_of_what_is_nobodys(
    new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    desk, olga = new_desk(), new_desk("olga")
    desk.work_list.show(WorkView(scope=WorkScope.UNASSIGNED, agent=AGENT))
    interaction_id = desk.receive()
    qtbot.waitUntil(lambda: bool(desk.work_list.rows))
    olga.conversations.take(interaction_id)
    qtbot.waitUntil(lambda: not desk.work_list.rows)
    qtbot.waitUntil(lambda: [row.interaction_id for row in olga.work_list.rows] == [interaction_id])


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (lambda desk, one: desk.conversations.take(one), "olga took it a moment before you."),
        (lambda desk, one: desk.conversations.reopen(one), "olga took it a moment before you."),
        (lambda desk, one: desk.conversations.several.take((one,)), "olga has it already."),
    ],
)
def test_of_two_who_take_at_once_one_is_told_who_was_faster(
    order: Callable[[MailDesk, int], None], words: str, new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    desk, olga = new_desk(), new_desk("olga")
    interaction_id = desk.receive()
    olga.store.take(interaction_id, "olga")
    order(desk, interaction_id)
    qtbot.waitUntil(lambda: bool(desk.notices.notices))
    (notice,) = desk.notices.notices
    assert notice.text == words
    row = desk.store.work_row(interaction_id, AGENT)
    assert row is not None
    assert row.agent == "olga"


def test_the_list_is_loaded_page_by_page_and_each_row_once(desk: MailDesk, qtbot: QtBot) -> None:
    begun = datetime.now(UTC) - timedelta(hours=5)
    count = work_list.PAGE * 2 + 50
    desk.receive(
        *(
            a_mail(f"{n}@example.com", author=f"c{n}@example.com", sent_at=begun + timedelta(seconds=n))
            for n in range(count)
        )
    )
    desk.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT, order=WorkOrder.OLDEST))
    qtbot.waitUntil(lambda: len(desk.work_list.rows) == work_list.PAGE)
    for loaded in (work_list.PAGE * 2, count):
        assert desk.work_list.has_more
        desk.work_list.load_more()
        qtbot.waitUntil(lambda loaded=loaded: len(desk.work_list.rows) == loaded)  # type: ignore[misc]  # a default has no type
    assert not desk.work_list.has_more
    assert subjects(desk) == [f"c{n}@example.com" for n in range(count)]
    desk.receive(a_mail("last@example.com", author="late@example.com"))
    qtbot.waitUntil(lambda: subjects(desk)[-1] == "late@example.com")
    assert len(desk.work_list.rows) == count + 1
    desk.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT))
    qtbot.waitUntil(lambda: desk.work_list.is_loaded)
    told: list[int] = []
    desk.work_list.rows_changed.connect(lambda: told.append(len(desk.work_list.rows)))
    desk.work_list.load_more()
    desk.work_list.show(WorkView(scope=WorkScope.MINE, agent=AGENT))  # the rest of the other comes too late
    desk.settled()
    qtbot.waitUntil(lambda: desk.work_list.is_loaded)
    assert set(told) <= {0}
    assert not desk.work_list.has_more


def test_another_view_shows_its_own_rows_even_when_it_is_chosen_in_haste(desk: MailDesk, qtbot: QtBot) -> None:
    interaction_id = desk.receive()
    for scope in (WorkScope.ALL, WorkScope.MINE, WorkScope.UNASSIGNED):
        desk.work_list.show(WorkView(scope=scope, agent=AGENT))
    qtbot.waitUntil(lambda: [row.interaction_id for row in desk.work_list.rows] == [interaction_id])
    assert desk.work_list.view.scope is WorkScope.UNASSIGNED
    desk.work_list.show(WorkView(scope=WorkScope.MINE, agent=AGENT))
    qtbot.waitUntil(lambda: desk.work_list.is_loaded)
    assert desk.work_list.rows == ()


def test_a_draft_is_marked_in_the_row(desk: MailDesk, qtbot: QtBot) -> None:
    interaction_id = desk.receive()
    desk.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT))
    qtbot.waitUntil(lambda: bool(desk.work_list.rows))
    desk.composing.write(desk.draft(interaction_id))
    qtbot.waitUntil(lambda: desk.work_list.rows[0].has_draft)
    desk.composing.discard(interaction_id, DraftKind.REPLY)
    qtbot.waitUntil(lambda: not desk.work_list.rows[0].has_draft)


def test_one_row_can_be_asked_for_and_is_none_when_it_is_closed(desk: MailDesk, qtbot: QtBot) -> None:
    interaction_id = desk.receive()
    found: list[WorkRow | None] = []
    desk.work_list.row(interaction_id, owner=desk.notices, done=found.append)
    desk.conversations.several.close((interaction_id,), "")
    desk.settled()
    desk.work_list.row(interaction_id, owner=desk.notices, done=found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found[0] is not None
    assert found[1] is None


def test_only_the_agents_queues_are_their_teams_work(desk: MailDesk, qtbot: QtBot) -> None:
    desk.settings.set("agent.queues", ("returns",))
    desk.receive()
    desk.work_list.show(WorkView(scope=WorkScope.TEAM, agent=AGENT))
    qtbot.waitUntil(lambda: desk.work_list.is_loaded)
    assert desk.work_list.rows == ()
    desk.settings.set("agent.queues", ("orders",))
    desk.work_list.show(WorkView(scope=WorkScope.TEAM, agent=AGENT))
    qtbot.waitUntil(lambda: len(desk.work_list.rows) == 1)


def test_what_wakes_and_what_is_due_changes_the_list_by_the_time_alone(desk: MailDesk, qtbot: QtBot) -> None:
    begun = datetime.now(UTC)
    due_soon = desk.receive(a_mail("a@example.com", sent_at=begun - timedelta(hours=6) + timedelta(seconds=1.5)))
    asleep = desk.receive(a_mail("b@example.com", author="b@example.com", sent_at=begun))
    desk.conversations.several.snooze((asleep,), begun + timedelta(seconds=1))
    late = WorkView(scope=WorkScope.ALL, agent=AGENT, overdue_only=True)
    desk.work_list.show(late)
    qtbot.waitUntil(lambda: desk.work_list.is_loaded and desk.work_list.counts.rows.get(WorkScope.ALL) == 1)
    assert desk.work_list.rows == ()
    qtbot.waitUntil(lambda: desk.work_list.counts.rows[WorkScope.ALL] == 2, timeout=8_000)
    qtbot.waitUntil(lambda: [row.interaction_id for row in desk.work_list.rows] == [due_soon], timeout=8_000)
    assert desk.work_list.total == 1


def test_ones_own_work_is_listed_whichever_queue_it_came_by(desk: MailDesk, qtbot: QtBot) -> None:
    desk.settings.set("agent.queues", ("returns",))
    number = desk.receive()
    desk.conversations.take(number)
    desk.work_list.show(WorkView(scope=WorkScope.MINE, agent=AGENT))
    qtbot.waitUntil(lambda: [row.interaction_id for row in desk.work_list.rows] == [number])


def test_what_did_not_change_is_not_read_again_and_what_did_is(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    desk, olga = new_desk(), new_desk("olga")
    desk.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT))
    for n in range(3):
        desk.receive(a_mail(f"{n}@example.com", author=f"c{n}@example.com"))
    qtbot.waitUntil(lambda: len(desk.work_list.rows) == 3)
    before = {row.interaction_id: row for row in desk.work_list.rows}
    one, other, third = before
    olga.conversations.several.prioritise((one,), Priority.URGENT)

    def after() -> dict[int, WorkRow]:
        return {row.interaction_id: row for row in desk.work_list.rows}

    qtbot.waitUntil(lambda: after()[one].priority is Priority.URGENT)
    assert after()[other] is before[other]
    assert after()[third] is before[third]
    olga.conversations.create_and_link(third, Customer(name="Anna Nowak"))
    qtbot.waitUntil(lambda: after()[third].customer_name == "Anna Nowak")
    (customer,) = desk.store.find_customers("Anna Nowak")
    saved = desk.store.customer(customer.customer_id)
    assert saved is not None
    desk.store.save_customer(replace(saved, name="Anna Kowalska"))
    desk.feed.look()
    qtbot.waitUntil(lambda: after()[third].customer_name == "Anna Kowalska")


def test_what_changed_while_the_store_did_not_answer_is_seen_when_it_does(desk: MailDesk, qtbot: QtBot) -> None:
    desk.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT))
    interaction_id = desk.receive()
    qtbot.waitUntil(lambda: bool(desk.work_list.rows))
    failed: list[object] = []
    desk.work_list.failed.connect(failed.append)
    desk.store.prioritise(interaction_id, Priority.HIGH)
    with pytest.MonkeyPatch.context() as patch:  # a store that fails once, at that very read
        patch.setattr(type(desk.store), "work", _broken)
        desk.feed.look()
        qtbot.waitUntil(lambda: bool(failed))
    desk.work_list.refresh()
    qtbot.waitUntil(lambda: desk.work_list.rows[0].priority is Priority.HIGH)


def _broken(*_: object, **__: object) -> None:
    raise StorageError("the disk is full")
