"""For those who hear the window: all has a name and a role, the ring is said aloud, Tab follows reading order."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.call import CallEnd
from desktop.domain.phone import Registration, RegistrationState
from desktop.services.interactions import WorkItem
from desktop.services.notices import Level, Notice
from desktop.services.tasks import Lane
from desktop.ui.lists import suggestions
from desktop.ui.main_window import MainWindow
from desktop.ui.rail import Page
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.spoken import Politeness
from desktop.ui.widgets.text import TextLine
from tests.ui.callers import keep_away
from tests.ui.conftest import settle
from tests.ui.scenes import SCENES
from tests.ui.scenes_handing import SCENES as HANDING
from tests.ui.scenes_mailing import SCENES as MAILING
from tests.ui.stage import ANNA, STRANGER, Stage

Ring = Callable[..., WorkItem]
Said = list[tuple[str, Politeness]]


def _seen(item: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if item is None or not item.isValid() or item.state().invisible:
        return
    yield item
    for number in range(min(item.childCount(), 12)):
        yield from _seen(item.child(number))


def _tree(window: QWidget) -> list[tuple[QAccessible.Role, str]]:
    items = _seen(QAccessible.queryAccessibleInterface(window))
    return [(item.role(), item.text(QAccessible.Text.Name)) for item in items]


def nameless(window: QWidget) -> list[str]:
    """What the keyboard reaches and has nothing to say."""
    reached = [child for child in window.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    found = []
    for widget in reached:
        made = QAccessible.queryAccessibleInterface(widget)
        is_inner = widget.focusProxy() is not None
        if widget.isVisible() and not is_inner and not made.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


@pytest.fixture
def said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Said:
    heard: Said = []
    monkeypatch.setattr(window.announcements, "say", lambda text, how: heard.append((text, how)))
    return heard


def test_whatever_the_keyboard_reaches_has_a_name(window: MainWindow, stage: Stage, ring: Ring) -> None:
    ring()
    assert nameless(window) == []
    stage.engine.pick_up("c1")
    assert nameless(window) == []
    for page in Page:
        window.rail.choose(page)
        assert nameless(window) == []


@pytest.mark.parametrize("group", ["account", "sound", "calls", "wrap_up", "appearance", "keys", "agent"])
def test_each_setting_has_a_name(window: MainWindow, group: str) -> None:
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(group)
    assert nameless(window) == []


def test_the_editor_of_a_customer_has_names(window: MainWindow) -> None:
    window.rail.choose(Page.CUSTOMERS)
    window.pages.customers.new_button.click()
    assert nameless(window) == []


def test_what_is_painted_is_said_as_text_and_panes_by_their_names(window: MainWindow, ring: Ring) -> None:
    ring()
    tree = _tree(window)
    roles = QAccessible.Role
    for expected in (
        (roles.StaticText, "Anna Kowalczyk is calling"),
        (roles.StaticText, "VIP"),
        (roles.ToolBar, "Call"),
        (roles.Grouping, "Customer"),
        (roles.Grouping, "Work in hand"),
        (roles.Button, "Answer"),
        (roles.ListItem, "Anna Kowalczyk, dialled 8000, ringing"),
    ):
        assert expected in tree
    assert not [name for role, name in tree if role is roles.Client and name not in ("", "Parley")]


@pytest.mark.parametrize(
    "scene",
    ["work_filter", "chosen", "end", "mail_preview", "keypad", "search", "keys", "mailing_going", "call_prompt"],
)
def test_panels_have_roles_and_what_is_in_them_names(
    scene: str, window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    {**SCENES, **MAILING, **HANDING}[scene](stage, window, lambda is_so: qtbot.waitUntil(lambda: bool(is_so())))
    shown = QApplication.activeModalWidget() or window
    tree = _tree(shown)
    roles = QAccessible.Role
    assert not [name for role, name in tree if role is roles.Client and name not in ("", "Parley")]
    used = (roles.Button, roles.CheckBox, roles.EditableText, roles.ComboBox, roles.List, roles.ListItem, roles.PageTab)
    assert not [role for role, name in tree if role in used and not name]
    assert nameless(shown) == []
    if shown is not window:
        shown.close()


def test_a_ring_is_said_once_with_who_it_is(said: Said, ring: Ring, qtbot: QtBot) -> None:
    def rings() -> Said:
        return [(text, how) for text, how in said if "is calling" in text]

    ring()
    qtbot.waitUntil(lambda: bool(rings()))
    qtbot.wait(450)
    ((text, how),) = rings()
    assert text.startswith("Anna Kowalczyk is calling. VIP. Studio Kowalczyk, Kraków · Polish. 4th contact in")
    assert how is Politeness.Assertive


def test_who_gives_up_at_once_is_not_said_to_be_calling(said: Said, stage: Stage, qtbot: QtBot) -> None:
    stage.engine.ring("c1", STRANGER)
    stage.engine.end("c1")
    settle(stage, qtbot)
    assert not [text for text, _ in said if "is calling" in text]


def test_states_and_notices_are_said(said: Said, stage: Stage, ring: Ring) -> None:
    ring()
    stage.engine.pick_up("c1")
    assert ("Your state: On a call", Politeness.Polite) in said
    stage.services.notices.post(Notice(key="x", text="The disk is full.", hint="Make room.", level=Level.TROUBLE))
    assert said[-1] == ("The disk is full. Make room.", Politeness.Assertive)


@pytest.mark.parametrize(
    ("end", "seconds", "words"),
    [
        (CallEnd.GAVE_UP, 60, "Call missed: Anna Kowalczyk"),
        (CallEnd.GAVE_UP, 0, "Gave up before an answer: Anna Kowalczyk"),
        (CallEnd.ANSWERED_ELSEWHERE, 0, "Answered elsewhere: Anna Kowalczyk"),
        (CallEnd.DECLINED_HERE, 0, ""),
    ],
)
def test_a_ring_that_ends_by_itself_is_said(
    said: Said, stage: Stage, qtbot: QtBot, end: CallEnd, seconds: int, words: str
) -> None:
    stage.engine.ring("c1", ANNA, seconds)
    settle(stage, qtbot)
    said.clear()
    stage.engine.end("c1", end)
    qtbot.waitUntil(lambda: not stage.services.interactions.items())
    states = [text for text, _ in said if text.startswith("Your state: ")]
    assert [text for text, _ in said if text not in states] == ([words] if words else [])


def test_a_call_that_was_kept_away_is_not_said(window: MainWindow, said: Said, stage: Stage, qtbot: QtBot) -> None:
    finished: list[object] = []
    stage.services.interactions.finished.connect(finished.append)
    keep_away(stage)
    qtbot.waitUntil(lambda: bool(finished))
    assert said == []


def test_a_call_without_a_number_is_missed_by_its_lack(said: Said, stage: Stage, qtbot: QtBot) -> None:
    stage.engine.ring("c1", "anonymous@anonymous.invalid", 60, is_withheld=True)
    settle(stage, qtbot)
    stage.engine.end("c1", CallEnd.GAVE_UP)
    qtbot.waitUntil(lambda: ("Call missed: Number withheld", Politeness.Polite) in said)


def test_the_keyboard_begins_where_there_is_a_name(window: MainWindow) -> None:
    assert QApplication.focusWidget() is window.body
    assert (QAccessible.Role.Grouping, "Desk") in _tree(window)


def test_a_notice_is_read_once_and_its_colour_too(window: MainWindow, stage: Stage) -> None:
    for level, name in ((Level.INFORMATION, "Notice"), (Level.WARNING, "Warning"), (Level.TROUBLE, "Trouble")):
        stage.services.notices.post(Notice(key="x", text="The disk is full.", hint="Make room.", level=level))
        tree = _tree(window.notice_stack)
        assert (QAccessible.Role.AlertMessage, name) in tree
        assert sum("The disk is full." in words for _, words in tree) == 1
        assert sum("Make room." in words for _, words in tree) == 1


def test_tab_follows_reading_order(window: MainWindow, ring: Ring, stage: Stage) -> None:
    ring()
    stage.engine.pick_up("c1")
    stage.engine.registration_changed.emit(Registration(state=RegistrationState.REGISTERED, text="Line 1001"))
    window.top_bar.state_button.setFocus(Qt.FocusReason.TabFocusReason)
    panes = (window.top_bar, window.rail, window.work_list, window.call_bar, window.work_pane, window.sidebar)
    order: list[QWidget] = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        pane = next(pane for pane in panes if pane.isAncestorOf(focus))
        if order and pane is panes[0] and len(order) > 1:
            break
        if not order or order[-1] is not pane:
            order.append(pane)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert order == list(panes)


def test_what_becomes_of_a_call_is_said_to_who_types_notes(said: Said, stage: Stage, talk: Ring) -> None:
    talk()
    said.clear()
    stage.engine.put_on_hold("c1")
    stage.engine.take_back("c1")
    stage.engine.say(replace(stage.engine.calls["c1"], is_muted=True))
    stage.engine.say(replace(stage.engine.calls["c1"], is_muted=False))
    assert [text for text, _ in said] == ["On hold", "Talking", "You are muted", "You are heard again"]


def test_an_answer_there_is_said_however_slow_the_store_is(said: Said, stage: Stage) -> None:
    hangs = threading.Event()
    stage.services.tasks.run(Lane.STORE, hangs.wait, owner=stage.services.notices)
    try:
        stage.engine.place("c1", STRANGER)
        said.clear()
        stage.engine.pick_up("c1")
        assert [text for text, _ in said] == ["Talking"]
    finally:
        hangs.set()


def test_how_it_ended_is_said_as_its_key_chooses_it(window: MainWindow, said: Said, talk: Ring, qtbot: QtBot) -> None:
    item = talk()
    qtbot.waitUntil(lambda: window.work_pane.key == item.key)
    said.clear()
    window.keys.action("disposition_2").trigger()
    qtbot.waitUntil(lambda: said == [("Chosen: Follow-up", Politeness.Polite)])
    window.keys.action("disposition_2").trigger()
    qtbot.waitUntil(lambda: said[1:] == [("Nothing is chosen", Politeness.Polite)])


def test_a_missing_disposition_is_said(window: MainWindow, said: Said, stage: Stage, talk: Ring, qtbot: QtBot) -> None:
    stage.services.settings.set("wrap_up.required", True)
    item = talk()
    qtbot.waitUntil(lambda: window.work_pane.key == item.key)
    stage.engine.end("c1")
    qtbot.waitUntil(window.work_pane.disposition.finish_button.isEnabled)
    window.work_pane.finish()
    qtbot.waitUntil(lambda: ("Choose how it ended, then finish", Politeness.Assertive) in said)


def test_what_was_found_is_said_while_the_keyboard_stays_in_the_field(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(suggestions, "say", lambda _where, text: heard.append(text))
    field = window.top_bar.search
    field.begin()
    QTest.keyClicks(field, "kowalcz")
    qtbot.waitUntil(lambda: any(" found. Anna Kowalczyk, VIP, " in text for text in heard))
    qtbot.waitUntil(lambda: field.suggestions._model.rowCount() > 1)
    heard.clear()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert len(heard) == 1
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert heard[1].startswith("Anna Kowalczyk, VIP, ")


def test_a_running_time_is_read_but_no_news(window: MainWindow, stage: Stage, ring: Ring, talk: Ring) -> None:
    ring()
    roles = QAccessible.Role
    assert [name for role, name in _tree(window) if role is roles.StaticText and _is_time(name)]
    stage.engine.pick_up("c1", seconds_ago=65)
    assert (roles.StaticText, "1:05") in _tree(window)
    running = [line for line in window.findChildren(TextLine) if line.is_running]
    assert running
    assert not [line.text for line in running if line.accessibleName()]  # which would be told at each change


def _is_time(text: str) -> bool:
    return text.replace(":", "").isdigit() and ":" in text


def test_panes_are_read_from_left_to_right(window: MainWindow, ring: Ring) -> None:
    ring()
    for width in (1280, 1000, 1280):  # and still when the drawer was there in between
        window.resize(width, 800)
        named = [name for role, name in _tree(window) if role in (QAccessible.Role.Grouping, QAccessible.Role.ToolBar)]
        wanted = ["Work", "Call", "Work in hand", *(["Customer"] if width == 1280 else [])]
        assert [name for name in named if name in wanted] == wanted


def test_tabs_are_said_to_be_one_of_several_and_keys_are_not_said_twice(window: MainWindow, ring: Ring) -> None:
    ring()
    tabs = [*window.rail.findChildren(PlainButton), *window.sidebar.history.kinds.findChildren(PlainButton)]
    assert len(tabs) == 8
    for tab in tabs:
        assert QAccessible.queryAccessibleInterface(tab).role() is QAccessible.Role.RadioButton
    hold = QAccessible.queryAccessibleInterface(window.call_bar.hold_button)
    assert hold.text(QAccessible.Text.Description) == "F5"


def test_the_orders_above_the_timeline_are_read_in_it(window: MainWindow, ring: Ring) -> None:
    ring()
    lists = [line for role, line in _tree(window.sidebar) if role is QAccessible.Role.ListItem]
    assert lists[0].startswith("Orders, 2 open · 14 in all: 10-48377 Replacement hinge in packing; ")
