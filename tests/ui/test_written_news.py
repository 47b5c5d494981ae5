"""What a screen reader says of written work by itself: what Qt hands to it, and nothing is read without one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from pytestqt.qtbot import QtBot

from desktop.domain.written import Outgoing
from desktop.services.interactions import WorkItem
from desktop.ui.main_window import MainWindow
from desktop.ui.written_news import arrived_words
from tests.store.bus.written import letter
from tests.ui.conftest import settle
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

Heard = list[str]


@pytest.fixture
def heard(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    """Each announcement that waits for its turn, as it is given to the platform."""
    found: Heard = []
    give = QAccessible.updateAccessibility

    def note(event: QAccessibleEvent) -> None:
        polite = QAccessible.AnnouncementPoliteness.Polite  # a ring is not
        if isinstance(event, QAccessibleAnnouncementEvent) and event.politeness() is polite:
            found.append(event.message())
        give(event)

    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    yield found
    QAccessible.setActive(was_active)


def test_who_wrote_is_said_and_never_what(heard: Heard, stage: Stage, qtbot: QtBot) -> None:
    Mailbox(stage).arrive("Anna Kowalczyk <anna@studio.example>", "Armrest", "It is broken.")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["New message from Anna Kowalczyk: Armrest"]


def test_a_mail_that_comes_in_a_call_is_said_and_listed_and_moves_nothing(
    heard: Heard, window: MainWindow, stage: Stage, talk: Callable[..., WorkItem], qtbot: QtBot
) -> None:
    box = Mailbox(stage)
    number, first = box.arrive("Jan Lis <jan@lis.example>", "Chair", "Hello.", minutes_ago=60 * 24 * 2)
    stage.store.assign(number, AGENT, by=AGENT)
    stage.store.mark_read(number)
    talk("c1")
    qtbot.waitUntil(lambda: window.work_pane.key == "c1" and window.sidebar.customer_id is not None)
    customer_id, keyboard = window.sidebar.customer_id, window.focusWidget()
    box.arrive("Jan Lis <jan@lis.example>", "Chair", "Hello?", answers=first)
    qtbot.waitUntil(lambda: "New message from Jan Lis: Chair" in heard)
    assert (window.work_pane.key, window.sidebar.customer_id) == ("c1", customer_id)
    assert window.focusWidget() is keyboard
    rows = stage.services.work_list
    qtbot.waitUntil(lambda: number in {row.interaction_id for row in rows.rows if row.is_unread})


def test_several_at_once_are_one_sentence(heard: Heard, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    for name in ("Jan", "Olga", "Piotr", "Zofia"):
        box.arrive(f"{name} Lis <{name}@lis.example>", "Chair", "Hello.")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["4 new messages, from Jan Lis, Olga Lis, Piotr Lis and others"]


def test_a_mailbox_that_is_read_for_the_first_time_is_silent(heard: Heard, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    box.arrive("Jan Lis <jan@lis.example>", "Chair", "Long ago.", minutes_ago=60 * 24 * 3)
    mails = [box._mail(f"n{n}@lis.example", f"Chair {n}", "Hi.", 5, "", "", "", ()) for n in range(21)]
    stage.store.receive(box._lease, box.account, mails, "many")
    box.arrive("Olga Lis <olga@lis.example>", "Table", "Now.")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["New message from Olga Lis: Table"]


def test_what_a_colleague_has_or_another_queue_is_not_said(heard: Heard, stage: Stage, qtbot: QtBot) -> None:
    stage.services.settings.set("agent.queues", ("Sales",))
    box = Mailbox(stage)
    box.arrive("Jan Lis <jan@lis.example>", "Of support", "Hello.")
    theirs, first = box.arrive("Olga Lis <olga@lis.example>", "A colleague's", "Hello.")
    stage.store.assign(theirs, "Jan", by="Jan")
    box.arrive("Olga Lis <olga@lis.example>", "A colleague's", "Hello?", answers=first)
    mine, second = box.arrive("Anna <anna@lis.example>", "Mine", "Hello.")
    stage.store.assign(mine, AGENT, by=AGENT)
    box.arrive("Anna <anna@lis.example>", "Mine", "Hello?", answers=second)
    qtbot.waitUntil(lambda: bool(heard))
    assert len(heard) == 1
    assert heard[0].endswith(": Mine")


def test_what_somebody_gives_the_agent_is_said(heard: Heard, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    one, _ = box.arrive("Jan Lis <jan@lis.example>", "Chair", "Hello.", minutes_ago=60 * 24 * 2)
    own, _ = box.arrive("Olga Lis <olga@lis.example>", "Table", "Hello.", minutes_ago=60 * 24 * 2)
    stage.store.assign(own, AGENT, by=AGENT)
    stage.store.assign(one, AGENT, comment="You know him.", by="Jan")
    stage.services.feed.look()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["Given to you: Jan Lis, Chair"]


def _queued(stage: Stage, box: Mailbox, interaction_id: int) -> Outgoing:
    wanted = letter(interaction_id, box.account.id or 0, send_after=datetime.now(UTC) - timedelta(seconds=1))
    written = replace(wanted.written, message=replace(wanted.written.message, author=AGENT))
    return stage.store.enqueue(replace(wanted, written=written))


def test_a_letter_that_went_is_said(heard: Heard, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    mine, _ = box.arrive("Jan Lis <jan@lis.example>", "Chair", "Hello.", minutes_ago=60 * 24 * 2)
    sent = _queued(stage, box, mine)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: bool(stage.services.composing.outbox))
    assert sent.id is not None
    assert stage.store.claim(box._lease, box.account.id or 0) is not None
    stage.store.delivered(box._lease, sent.id)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [f"Your message to {', '.join(sent.recipients)} was sent"]


def test_a_letter_that_was_taken_back_is_not_said_to_be_sent(heard: Heard, stage: Stage, qtbot: QtBot) -> None:
    box = Mailbox(stage)
    mine, _ = box.arrive("Jan Lis <jan@lis.example>", "Chair", "Hello.", minutes_ago=60 * 24 * 2)
    sent = _queued(stage, box, mine)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: bool(stage.services.composing.outbox))
    stage.services.composing.recall(sent.id or 0)
    qtbot.waitUntil(lambda: not stage.services.composing.outbox)
    box.arrive("Olga Lis <olga@lis.example>", "Table", "Now.")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["New message from Olga Lis: Table"]


def test_a_letter_that_failed_is_said_with_the_servers_words(
    window: MainWindow, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(window.announcements, "say", lambda text, _how: said.append(text))
    box = Mailbox(stage)
    mine, _ = box.arrive("Jan Lis <jan@lis.example>", "Chair", "Hello.")
    sent = _queued(stage, box, mine)
    assert stage.store.claim(box._lease, box.account.id or 0) is not None
    stage.store.not_delivered(box._lease, sent.id or 0, "550 no such user", None)
    stage.services.feed.look()
    qtbot.waitUntil(lambda: any("550 no such user" in text for text in said))


def test_without_a_screen_reader_no_row_is_read(
    window: MainWindow, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(stage.services.work_list, "of_concern", lambda *_args, **_named: asked.append(1))
    QAccessible.setActive(False)
    Mailbox(stage).arrive("Jan Lis <jan@lis.example>", "Chair", "Hello.")
    settle(stage, qtbot)
    qtbot.waitUntil(lambda: not window.announcements._news._soon.isActive())
    assert asked == []


def test_nothing_new_has_no_words() -> None:
    assert arrived_words([]) == ""
