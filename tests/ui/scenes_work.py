"""What `show.py` can show of the work list: its filter, saved views, drafts, the outbox and tabs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication

from desktop.domain.office.views import SavedView
from desktop.domain.work import Priority, WorkScope, WorkView
from desktop.domain.written import AccountHealth, AccountState, Draft, DraftKind, Participant
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.settings_page import ACCOUNTS
from desktop.ui.rail import Page
from desktop.ui.work.lists.unsent_line import UnsentKind
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, ANNA, Stage

Wait = Callable[[Callable[[], object]], None]

LETTERS = (
    ("Anna Kowalczyk <anna@mail.example>", "Replacement hinge", "You said it would ship on Friday. It is Tuesday."),
    ("陈美玲 <meiling@mail.example>", "退款什么时候到账？订单 10-48213", "已经超过三天了，还是没有收到。"),
    ("Grzegorz Brzęczyszczykiewicz <g@mail.example>", "Żółta kanapa – reklamacja", "Proszę o pilną odpowiedź."),
    ("Northwind Office Ltd <office@northwind.example>", "Re: Invoice 2231 – second reminder", "Please pay by Friday."),
    ("Luis Barros <luis@mail.example>", "Picture of the label", "Here it is."),
)


def busy(stage: Stage, window: MainWindow, wait: Wait) -> list[int]:
    """Five of the agent's own, two overdue, one urgent."""
    stage.services.agent.go_ready()
    box = Mailbox(stage)
    numbers = [
        box.arrive(sender, subject, text, minutes_ago=60 * 3 * (n + 1))[0]
        for n, (sender, subject, text) in enumerate(LETTERS)
    ]
    box.take(*numbers)
    stage.store.prioritise(numbers[4], Priority.URGENT)
    box.arrive("Dan Popescu <dan@mail.example>", "Price for 40 chairs", "How much?")
    wait(lambda: len(stage.services.work_list.rows) == len(numbers))
    return numbers


def work_filter(stage: Stage, window: MainWindow, wait: Wait) -> None:
    busy(stage, window, wait)
    window.work_list.head.open_filter()
    strip = window.work_list.head.filter
    wait(lambda: not strip.queue_menu().isEmpty())
    strip.view_asked.emit(replace(stage.services.work_list.view, overdue_only=True, queues=("Support",)))
    wait(lambda: stage.services.work_list.total is not None)


def work_filter_empty(stage: Stage, window: MainWindow, wait: Wait) -> None:
    work_filter(stage, window, wait)
    window.work_list.head.filter.field.setText("hinge tomorrow")
    window.work_list.head.filter.field.textEdited.emit("hinge tomorrow")
    wait(lambda: stage.services.work_list.total == 0)


def work_lists(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """The menu of all lists."""
    busy(stage, window, wait)
    narrow = WorkView(scope=WorkScope.ALL, agent=AGENT, overdue_only=True)
    stage.store.save_view(SavedView(name="Overdue, all queues", view=narrow, owner=AGENT))
    stage.store.save_view(SavedView(name="Urgent", view=replace(narrow, priorities=(Priority.URGENT,))))
    stage.services.feed.look()
    menu = window.work_list.head.lists_menu()
    wait(lambda: any(action.text().endswith("\t1") for action in menu.actions()))
    menu.popup(window.work_list.head.title.mapToGlobal(window.work_list.head.title.rect().bottomLeft()))


def views_dialog(stage: Stage, window: MainWindow, wait: Wait) -> None:
    work_lists(stage, window, wait)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    window.work_list.head.edit_views()


def name_view(stage: Stage, window: MainWindow, wait: Wait) -> None:
    work_filter(stage, window, wait)
    window.work_list.head.name_view().field.setText("Support, overdue")


def _begun(stage: Stage, window: MainWindow, wait: Wait) -> list[int]:
    numbers = busy(stage, window, wait)
    texts = ("Dear Anna, the hinge left our warehouse today and", "您好，非常抱歉让您久等。", "Szanowny Panie, ")
    for number, text in zip(numbers, texts, strict=False):
        to = (Participant(address="anna@mail.example", name="Anna Kowalczyk"),)
        stage.store.save_draft(
            Draft(interaction_id=number, agent=AGENT, kind=DraftKind.REPLY, text=text, subject="Re: chair", to=to)
        )
    note = Draft(interaction_id=numbers[0], agent=AGENT, kind=DraftKind.NOTE, text="Ask the warehouse first.")
    stage.store.save_draft(note)
    stage.services.feed.look()
    return numbers


def drafts(stage: Stage, window: MainWindow, wait: Wait) -> None:
    _begun(stage, window, wait)
    wait(lambda: len(stage.services.unsent.drafts) == 4)
    window.work_list.show_unsent(UnsentKind.DRAFTS)
    wait(lambda: window.work_pane.shows_conversation and window.work_pane.conversation.composer.draft)


def two_desks(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A draft that another desk of the agent's changed, and this one overwrote."""
    drafts(stage, window, wait)
    (number,) = {row.draft.interaction_id for row in stage.services.unsent.drafts if row.draft.kind is DraftKind.NOTE}
    composer = window.work_pane.conversation.composer
    wait(lambda: composer.editor.toPlainText() == "Ask the warehouse first.")
    there = stage.store.draft(number, AGENT, DraftKind.NOTE)
    assert there is not None
    words = "The warehouse says that the hinge left on Tuesday. Please do not send another one before Friday. " * 3
    stage.store.save_draft(replace(there, text=words, html="", desk="SUPPORT-PC-07"))
    composer.editor.append("Then write to her.")
    wait(lambda: len(stage.services.unsent.drafts) == 5)
    view = window.work_list.unsent.view
    view.setCurrentIndex(view.model().index(1, 0))


def first_sync(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A mailbox that is read for the first time, with work at hand already."""
    busy(stage, window, wait)
    account = stage.store.accounts()[0]
    state = AccountState(
        account_id=account.id or 0,
        health=AccountHealth.CONNECTED,
        since=datetime.now(UTC),
        fetched=3_200,
        to_fetch=20_000,
    )
    stage.store.set_account_state(state)
    stage.services.feed.look()
    wait(lambda: window.work_list.fetching)


def first_sync_settings(stage: Stage, window: MainWindow, wait: Wait) -> None:
    first_sync(stage, window, wait)
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(ACCOUNTS)


def outbox(stage: Stage, window: MainWindow, wait: Wait) -> None:
    numbers = _begun(stage, window, wait)
    composing = stage.services.composing
    later = datetime.now(UTC) + timedelta(hours=15)
    queued: list[object] = []
    composing.queued.connect(queued.append)
    for n, number in enumerate(numbers[:4]):
        to = (Participant(address=f"c{n}@mail.example"),)
        draft = Draft(
            interaction_id=number, agent=AGENT, kind=DraftKind.REPLY, text="It is on its way.", subject="Re: x", to=to
        )
        if n == 1:
            composing.send_later(draft, later)
        else:
            composing.send(draft)
    wait(lambda: len(queued) == 4)
    wait(lambda: len(stage.services.unsent.letters) == 4)
    _fail(stage)
    wait(lambda: any(row.outgoing.needs_agent for row in stage.services.unsent.letters))
    window.work_list.show_unsent(UnsentKind.OUTBOX)
    wait(lambda: window.work_pane.shows_conversation and window.work_pane.conversation.composer.draft)


def _fail(stage: Stage) -> None:
    """The server refuses the first."""
    account_id = stage.services.unsent.letters[0].outgoing.account_id
    lease = stage.store.take_lease(f"account.{account_id}", "stage", timedelta(minutes=10))
    assert lease is not None
    first = stage.services.unsent.letters[-1].outgoing.id
    assert first is not None
    stage.store.release(first)
    claimed = stage.store.claim(lease, account_id)
    assert claimed is not None
    assert claimed.id is not None
    words = "550 5.1.1 <c0@mail.example>: Recipient address rejected: User unknown in virtual mailbox table"
    stage.store.not_delivered(lease, claimed.id, words, None)
    stage.services.feed.look()


def nothing_unsent(stage: Stage, window: MainWindow, wait: Wait) -> None:
    busy(stage, window, wait)
    window.work_list.show_unsent(UnsentKind.OUTBOX)


def tabs(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Three kept, one only looked at, one of them with news, one with a letter that failed, and a call that rings."""
    outbox(stage, window, wait)
    window.work_list.head.return_to_work()
    numbers = [row.interaction_id for row in stage.services.work_list.rows]
    for number in numbers:
        window.work_list.choose_interaction(number)
        wait(lambda number=number: window.work_pane.conversation_id == number)  # type: ignore[misc]  # a default has no type
        if number != numbers[-1]:
            stage.services.tabs.keep(number)
    stage.services.conversations.several.mark_unread((numbers[1],))
    wait(lambda: any(tab.is_unread for tab in stage.services.tabs.tabs))
    window.activateWindow()
    window.work_pane.conversation.focus_editor()
    stage.engine.ring("c1", ANNA, seconds_ago=3, dialled="+44800100200")
    wait(lambda: stage.services.interactions.items())


def tabs_many(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Thirty of them, with long names."""
    stage.services.agent.go_ready()
    box = Mailbox(stage)
    numbers = [
        box.arrive(f"Żółcień-Brzęczyszczykiewicz 陈美玲 {n} <g{n}@mail.example>", f"Subject {n}", "Text")[0]
        for n in range(30)
    ]
    box.take(*numbers)
    wait(lambda: len(stage.services.work_list.rows) == len(numbers))
    for number in numbers:
        stage.services.tabs.show(number)
        stage.services.tabs.keep(number)
    wait(lambda: all(tab.name for tab in stage.services.tabs.tabs))


def chosen(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Three rows, two of them tagged, one of those open."""
    numbers = busy(stage, window, wait)
    stage.store.tag_written(numbers[1], ("warranty", "Gewährleistung Osteuropa", "返品"))
    stage.store.tag_written(numbers[2], ("legal",))
    stage.services.feed.look()
    wait(lambda: any(row.tags for row in stage.services.work_list.rows))
    window.work_list.choose_interaction(numbers[1])
    wait(lambda: window.work_pane.conversation_id == numbers[1] and window.work_pane.conversation.tags.chips)
    view = window.work_list.view
    for row in (2, 3):
        view.selectionModel().select(view.model().index(row, 0), QItemSelectionModel.SelectionFlag.Select)


def tagging(stage: Stage, window: MainWindow, wait: Wait) -> None:
    chosen(stage, window, wait)
    window.work_list.leave_several()
    window.keys.action("tag").trigger()
    finder = window.work_pane.conversation.orders.finder
    wait(lambda: finder is not None and len(finder.titles) > 3)


def row_menu(stage: Stage, window: MainWindow, wait: Wait) -> None:
    chosen(stage, window, wait)
    window.work_list.leave_several()
    view = window.work_list.view
    place = view.viewport().mapToGlobal(view.visualRect(view.model().index(1, 0)).center())
    window.work_list.row_orders.open_menu(1, place)


WORK_SCENES = (
    chosen,
    tagging,
    row_menu,
    work_filter,
    work_filter_empty,
    work_lists,
    views_dialog,
    name_view,
    drafts,
    two_desks,
    first_sync,
    first_sync_settings,
    outbox,
    nothing_unsent,
    tabs,
    tabs_many,
)
