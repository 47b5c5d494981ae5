"""Open conversations: newest first, earlier ones when asked, and what happens to them elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.history import Dossier, MatchReason
from desktop.domain.interaction import InteractionState
from desktop.domain.work import Priority, WorkScope, WorkView
from desktop.domain.written import Draft, DraftKind
from desktop.services.messaging import conversation
from desktop.services.messaging.conversation import Conversation
from desktop.services.tasks import Lane
from desktop.store.bus.inbox import reading
from tests.services.hub.post_office import a_mail
from tests.services.messaging.conftest import AGENT, MailDesk


def opened(desk: MailDesk, interaction_id: int) -> Conversation:
    found = desk.conversations.open(interaction_id)
    desk.qtbot.waitUntil(lambda: found.is_loaded)
    return found


def bodies(found: Conversation) -> list[str]:
    return [shown.written.message.body for shown in found.messages]


def a_thread(desk: MailDesk, count: int) -> int:
    begun = datetime.now(UTC) - timedelta(days=1)
    return desk.receive(
        *(
            a_mail(
                f"{n}@example.com",
                text=f"Message {n}",
                sent_at=begun + timedelta(minutes=n),
                references=("0@example.com",) if n else (),
            )
            for n in range(count)
        )
    )


def test_a_conversation_is_opened_at_its_end_and_read_upwards(desk: MailDesk, qtbot: QtBot) -> None:
    count = conversation.PAGE * 2 + 5
    found = opened(desk, a_thread(desk, count))
    assert bodies(found) == [f"Message {n}" for n in range(count - conversation.PAGE, count)]
    assert found.total == count
    while found.has_earlier:
        with qtbot.waitSignal(found.changed):
            found.load_earlier()
    assert bodies(found) == [f"Message {n}" for n in range(count)]


def test_what_was_read_upwards_stays_when_a_message_comes(desk: MailDesk, qtbot: QtBot) -> None:
    count = conversation.PAGE + 5
    found = opened(desk, a_thread(desk, count))
    with qtbot.waitSignal(found.changed):
        found.load_earlier()
    desk.receive(a_mail("new@example.com", text="Hello?", references=("0@example.com",)))
    qtbot.waitUntil(lambda: bodies(found)[-1] == "Hello?")
    assert bodies(found) == [*(f"Message {n}" for n in range(count)), "Hello?"]


def test_what_is_read_again_and_is_the_same_is_not_painted_again(desk: MailDesk) -> None:
    found = opened(desk, desk.receive())
    told: list[bool] = []
    found.changed.connect(lambda: told.append(True))
    found.refresh()
    desk.settled()
    assert told == []


def test_a_conversation_that_went_on_by_more_than_a_page_is_read_anew(desk: MailDesk, qtbot: QtBot) -> None:
    found = opened(desk, a_thread(desk, 3))
    count = conversation.PAGE + 10
    begun = datetime.now(UTC) - timedelta(hours=1)
    desk.receive(
        *(
            a_mail(
                f"later{n}@example.com",
                text=f"Later {n}",
                sent_at=begun + timedelta(seconds=n),
                references=("0@example.com",),
            )
            for n in range(count)
        )
    )
    qtbot.waitUntil(lambda: bodies(found)[-1] == f"Later {count - 1}")
    assert bodies(found) == [f"Later {n}" for n in range(10, count)]
    with qtbot.waitSignal(found.changed):
        found.load_earlier()
    assert bodies(found)[:4] == ["Message 0", "Message 1", "Message 2", "Later 0"]


def test_a_note_of_a_colleague_appears_and_who_writes_is_seen(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    desk, olga = new_desk(), new_desk("olga")
    found = opened(desk, desk.receive())
    olga.store.add_note(found.interaction_id, "olga", "Finance pays on Thursdays.")
    qtbot.waitUntil(lambda: bodies(found)[-1:] == ["Finance pays on Thursdays."])
    olga.composing.write(replace(olga.draft(found.interaction_id), agent="olga"))
    qtbot.waitUntil(lambda: [draft.agent for draft in found.writers] == ["olga"])
    desk.composing.write(desk.draft(found.interaction_id))
    desk.settled()
    assert [draft.agent for draft in found.writers] == ["olga"]


def test_of_two_who_read_the_same_the_second_sees_who_took_it_and_takes_it_from_nobody(
    new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    desk, olga = new_desk(), new_desk("olga")
    number = desk.receive()
    found, other = opened(desk, number), opened(olga, number)
    olga.conversations.take(number)
    for one in (found, other):
        qtbot.waitUntil(lambda one=one: one.row is not None and one.row.agent == "olga")  # type: ignore[misc]  # a default has no type
    desk.conversations.take(number)
    desk.settled()
    row = desk.store.work_row(number, AGENT)
    assert row is not None
    assert row.agent == "olga"


def test_it_is_the_same_conversation_until_it_is_closed(desk: MailDesk) -> None:
    interaction_id = desk.receive()
    first = opened(desk, interaction_id)
    assert desk.conversations.open(interaction_id) is first
    desk.conversations.close(interaction_id)
    assert desk.conversations.open(interaction_id) is first  # somebody looks at it still
    for _ in range(2):
        desk.conversations.close(interaction_id)
    assert desk.conversations.open(interaction_id) is not first


def test_what_is_done_with_it_is_in_the_store_and_shown(desk: MailDesk, qtbot: QtBot) -> None:
    found = opened(desk, desk.receive())
    one = found.interaction_id
    conversations = desk.conversations
    conversations.mark_read(one)
    qtbot.waitUntil(lambda: found.row is not None and not found.row.is_unread)
    conversations.several.mark_unread((one,))
    qtbot.waitUntil(lambda: found.row is not None and found.row.is_unread)
    conversations.take(one)
    qtbot.waitUntil(lambda: found.row is not None and found.row.agent == AGENT)
    conversations.several.give((one,), "", "I am off.")
    qtbot.waitUntil(lambda: found.row is not None and found.row.agent == "" and bodies(found)[-1] == "I am off.")
    conversations.several.give((one,), "olga")
    qtbot.waitUntil(lambda: found.row is not None and found.row.agent == "olga")
    conversations.several.prioritise((one,), Priority.URGENT)
    qtbot.waitUntil(lambda: found.row is not None and found.row.priority is Priority.URGENT)
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    conversations.several.snooze((one,), until)
    qtbot.waitUntil(lambda: found.row is not None and found.row.snoozed_until == until)
    conversations.several.wake((one,))
    qtbot.waitUntil(lambda: found.row is not None and found.row.snoozed_until is None)
    conversations.several.close((one,), "")
    qtbot.waitUntil(lambda: found.row is None)
    assert found.interaction is not None
    assert found.interaction.state is InteractionState.CLOSED
    conversations.reopen(one)
    qtbot.waitUntil(lambda: found.row is not None and found.row.agent == AGENT)


def test_a_comment_says_to_whom_it_was_and_goes_to_colleagues_alone(desk: MailDesk, qtbot: QtBot) -> None:
    found = opened(desk, desk.receive())
    several = desk.conversations.several
    several.give((found.interaction_id,), "olga", "You know her.")
    several.move((found.interaction_id,), "Complaints", "She is angry.")
    several.give((found.interaction_id,), "", "I am off.")
    several.give((found.interaction_id,), "olga", " ")
    qtbot.waitUntil(lambda: found.row is not None and found.row.agent == "olga" and len(found.messages) == 4)
    notes = [one.written.message for one in found.messages[1:]]
    assert [note.body for note in notes] == ["To olga: You know her.", "To Complaints: She is angry.", "I am off."]
    assert {(note.direction, note.author) for note in notes} == {(Direction.INTERNAL, AGENT)}
    assert desk.store.outbox() == []


def test_a_stranger_becomes_a_customer_and_is_known_the_next_time(desk: MailDesk, qtbot: QtBot) -> None:
    found = opened(desk, desk.receive())
    dossiers: list[Dossier] = []
    assert found.interaction is not None
    desk.conversations.dossier(found.interaction, owner=desk.notices, done=dossiers.append)
    desk.conversations.create_and_link(found.interaction_id, Customer(name="Anna Nowak"))
    qtbot.waitUntil(lambda: found.interaction is not None and found.interaction.customer_id is not None)
    desk.conversations.dossier(found.interaction, owner=desk.notices, done=dossiers.append)
    qtbot.waitUntil(lambda: len(dossiers) == 2)
    assert dossiers[0].match.reason is MatchReason.UNKNOWN
    assert dossiers[0].match.address == "anna@example.com"
    assert dossiers[1].match.reason is MatchReason.ADDRESS
    assert dossiers[1].customer is not None
    assert dossiers[1].customer.name == "Anna Nowak"
    assert dossiers[1].recent is not None
    assert dossiers[1].recent.contacts == 1  # this one, not this one and a call
    another = desk.store.interaction(desk.receive(a_mail("two@example.com")))
    assert another is not None
    assert another.customer_id == found.interaction.customer_id


def test_who_a_stranger_may_be_is_offered_and_never_taken(desk: MailDesk, qtbot: QtBot) -> None:
    number = Address(kind=AddressKind.PHONE, value="", typed="+48 601 234 567")
    anna = desk.store.save_customer(Customer(name="Anna Nowak", addresses=(number,)))
    found = opened(desk, desk.receive(a_mail("one@example.com", text="Where is it?\n\nAnna, 601 234 567")))
    dossiers: list[Dossier] = []
    assert found.interaction is not None
    desk.conversations.dossier(found.interaction, owner=desk.notices, done=dossiers.append)
    qtbot.waitUntil(lambda: bool(dossiers))
    assert (dossiers[0].match.reason, dossiers[0].customer) == (MatchReason.MAYBE, None)
    assert [hit.customer_id for hit in dossiers[0].match.candidates] == [anna.id]


def test_the_wrong_person_is_unlinked_and_the_right_one_linked(desk: MailDesk, qtbot: QtBot) -> None:
    address = Address(kind=AddressKind.EMAIL, value="anna@example.com", typed="anna@example.com")
    anna = desk.store.save_customer(Customer(name="Anna Nowak", addresses=(address,)))
    jan = desk.store.save_customer(Customer(name="Jan Kowalski"))
    found = opened(desk, desk.receive())
    assert found.interaction is not None
    assert found.interaction.customer_id == anna.id
    desk.conversations.unlink_customer(found.interaction_id)
    qtbot.waitUntil(lambda: found.interaction is not None and found.interaction.customer_id is None)
    assert jan.id is not None
    desk.conversations.link_customer(found.interaction_id, jan.id)
    qtbot.waitUntil(lambda: found.interaction is not None and found.interaction.customer_id == jan.id)


def test_others_are_heard_while_a_long_conversation_is_marked_as_read(
    desk: MailDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_A_TIME", 2)
    account_id = desk.account().id or 0
    work = a_thread(desk, 9)
    desk.conversations.mark_read(work)
    among: list[int] = []
    desk.tasks.run(
        Lane.STORE, lambda: len(desk.store.marks_to_push(account_id, 100)), owner=desk.notices, done=among.append
    )
    desk.qtbot.waitUntil(lambda: len(desk.store.marks_to_push(account_id, 100)) == 9)
    assert among == [2]


def test_a_conversation_that_is_marked_as_read_again_is_marked_once(
    desk: MailDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message that comes meanwhile begins it anew, not beside it."""
    monkeypatch.setattr(reading, "AT_A_TIME", 2)
    work = a_thread(desk, 9)
    asked: list[object] = []
    whole = desk.store.mark_read

    def counted(interaction_id: int, before: tuple[datetime, int] | None = None) -> tuple[datetime, int] | None:
        asked.append(before)
        return whole(interaction_id, before)

    monkeypatch.setattr(desk.store, "mark_read", counted)
    for _ in range(3):
        desk.conversations.mark_read(work)
    desk.qtbot.waitUntil(lambda: len(desk.store.marks_to_push(desk.account().id or 0, 100)) == 9)
    desk.settled()
    assert len(asked) == 3 + 4


def test_who_merges_or_parts_what_a_colleague_merged_or_parted_is_told(
    new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    here, there = new_desk(), new_desk("jan")
    here.receive(a_mail("one@example.com"), a_mail("two@example.com"))
    told: list[str] = []
    here.tasks.failure_unheard.connect(lambda error: told.append(error.text))
    view = WorkView(scope=WorkScope.ALL, agent=AGENT)
    first, second = here.store.work(view)
    there.store.merge_written(first.interaction_id, second.interaction_id, "jan")
    here.conversations.handing.merge(second.interaction_id, first)  # as its list had them
    here.conversations.handing.merge(first.interaction_id, second)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1] == f"“{second.subject}” was merged by a colleague a moment before you."
    there.store.split_written(second.interaction_id)
    here.conversations.handing.part(first.interaction_id, second.interaction_id, second.subject)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[2] == f"“{second.subject}” was parted by a colleague a moment before you."
    here.conversations.handing.merge(first.interaction_id, second)
    qtbot.waitUntil(lambda: "work.undo" in [one.key for one in here.notices.notices])
    there.store.split_written(second.interaction_id)
    here.notices.act("work.undo")
    qtbot.waitUntil(lambda: "work.undo_late" in [one.key for one in here.notices.notices])
    gone = here.store.conversation(second.interaction_id).messages[0].message.id
    assert gone is not None
    here.conversations.handing.split_off(first.interaction_id, gone, second.subject)
    qtbot.waitUntil(lambda: len(told) == 4)
    assert told[3] == f"“{second.subject}” was parted by a colleague a moment before you."
    here.conversations.handing.split_off(second.interaction_id, gone, second.subject)
    qtbot.waitUntil(lambda: len(told) == 5)
    assert told[4] == "It begins with this message: nothing would be left."


def test_who_writes_to_the_same_customer_elsewhere_is_known(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    here, there = new_desk(), new_desk("jan")
    anna = (Address(kind=AddressKind.EMAIL, value="anna@mail.example", typed="anna@mail.example"),)
    here.store.save_customer(Customer(name="Anna", addresses=anna))
    first = here.receive(a_mail("one@example.com", author="anna@mail.example"))
    other = here.receive(a_mail("two@example.com", author="anna@mail.example"))
    stranger = here.receive(a_mail("three@example.com"))
    found = opened(here, first)
    for number, kind in ((stranger, DraftKind.REPLY), (other, DraftKind.NOTE)):
        there.store.save_draft(Draft(interaction_id=number, agent="jan", kind=kind, text="Hm."))
    here.feed.look()
    here.settled()
    assert found.writers == ()
    there.composing.write(Draft(interaction_id=other, agent="jan", kind=DraftKind.REPLY, text="Dear Anna"))
    qtbot.waitUntil(lambda: [draft.agent for draft in found.writers] == ["jan"])
    there.store.drop_draft(other, "jan", DraftKind.REPLY)
    here.feed.look()
    qtbot.waitUntil(lambda: found.writers == ())
