"""What `show.py` can show of who does it and with whom: given on, merged, ended, asked in a note."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop.domain.agent import AgentState, AgentStatus
from desktop.domain.written import DraftKind
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from tests.ui.scenes_work import busy
from tests.ui.stage import AGENT, Stage

Wait = Callable[[Callable[[], object]], None]

COLLEAGUES = (
    ("Żaneta Wiśniewska-Brzęczyszczykiewicz", AgentState.READY),
    ("李雷 Li Lei", AgentState.BUSY),
    ("Jan Kos", AgentState.NOT_READY),
    (AGENT, AgentState.READY),
    ("Tom Baker", AgentState.LOGGED_OUT),
)


def _open(stage: Stage, window: MainWindow, wait: Wait) -> ConversationPane:
    """The first of five, with colleagues to turn to."""
    for name, state in COLLEAGUES:
        stage.store.record_status(name, AgentStatus(state=state, since=datetime.now(UTC)))
    first, *_ = busy(stage, window, wait)
    window.work_list.choose_interaction(first)
    pane = window.work_pane.conversation
    wait(lambda: pane.interaction_id == first and pane.composer.draft is not None and bool(pane.transcript.cards))
    return pane


def give(stage: Stage, window: MainWindow, wait: Wait) -> None:
    pane = _open(stage, window, wait)
    pane.give()
    finder = pane.orders.finder
    assert finder is not None
    wait(lambda: len(finder.titles) > len(COLLEAGUES) - 1)
    finder.comment.setText("Zna Pani to krzesło?")


def given(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """With the notice that takes it back."""
    give(stage, window, wait)
    pane = window.work_pane.conversation
    assert pane.orders.finder is not None
    pane.orders.finder.take()
    wait(lambda: stage.services.notices.notices)


def until(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Left until any other moment."""
    later = next(menu for menu in _open(stage, window, wait).more_menu().findChildren(QMenu))
    later.actions()[-1].trigger()


def end(stage: Stage, window: MainWindow, wait: Wait) -> None:
    _open(stage, window, wait).end()


def ended(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """By two at once, and opened again before."""
    pane = _open(stage, window, wait)
    solved, other = stage.services.interactions.dispositions[:2]
    stage.store.close_written(pane.interaction_id, solved.code, "Jan Kos")
    stage.store.reopen(pane.interaction_id, AGENT)
    stage.services.feed.look()
    wait(lambda: pane.facts.endings and "Jan Kos" in pane.facts.endings[0].text)
    pane.end()
    finder = pane.orders.finder
    assert finder is not None
    stage.store.close_written(pane.interaction_id, solved.code, COLLEAGUES[0][0])
    QTest.keyClicks(finder.field, other.label[:4])
    finder.take()
    wait(lambda: len(pane.facts.endings) == 3)


def merge(stage: Stage, window: MainWindow, wait: Wait) -> None:
    pane = _open(stage, window, wait)
    pane.merge()
    finder = pane.orders.finder
    assert finder is not None
    QTest.keyClicks(finder.field, "i")
    wait(lambda: len(finder.titles) > 1)


def merge_empty(stage: Stage, window: MainWindow, wait: Wait) -> None:
    _open(stage, window, wait).merge()


def merged(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """And asked in a note."""
    pane = _open(stage, window, wait)
    others = [row.interaction_id for row in stage.services.work_list.rows if row.interaction_id != pane.interaction_id]
    stage.store.merge_written(pane.interaction_id, others[0], "李雷 Li Lei")
    stage.store.add_note(pane.interaction_id, "Jan Kos", f"@{AGENT}, co to za zawias? Proszę dzwonić: 601 234 567.")
    stage.services.feed.look()
    wait(lambda: len(pane.facts.lines) == 2)


def mention(stage: Stage, window: MainWindow, wait: Wait) -> None:
    pane = _open(stage, window, wait)
    pane.composer.kinds._group.button(2).click()
    wait(lambda: pane.composer.draft is not None and pane.composer.draft.kind is DraftKind.NOTE)
    pane.focus_editor()
    QTest.keyClicks(pane.composer.editor, "Please look, @")
    wait(lambda: pane.mentions.list.current is not None)


SCENES = {scene.__name__: scene for scene in (give, given, until, end, ended, merge, merge_empty, merged, mention)}
