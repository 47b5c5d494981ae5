"""The window as a whole: nothing clipped, everything named, a drawer when it is narrow, nothing left behind."""

import gc
import weakref
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from typing_extensions import override

from desktop.domain.channel import Channel
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.history import EntryKind, TimelineEntry
from desktop.domain.phone import Registration, RegistrationState
from desktop.services.interactions import WorkItem
from desktop.services.notices import Level, Notice
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line
from desktop.ui.look.theme import tokens
from desktop.ui.main_window import MainWindow
from desktop.ui.notice_stack import NoticeCard
from desktop.ui.rail import Page
from desktop.ui.top.top_bar import _Words
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.floating import SHADOW, card_region
from tests.ui.conftest import put_away, settle
from tests.ui.scenes import SCENES
from tests.ui.stage import STRANGER, Stage

Ring = Callable[..., WorkItem]

NAMES = (
    "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Anastasia Konstantinopolitanska",
    "陈美玲陈美玲陈美玲 Chen Meiling 退款什么时候到账",
    "Żółcień-Brzęczyszczykiewicz Grzegorz Łękołody, powiat Chrząszczyżewoszyce",
)
CONTROLS = (QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


def shown(window: QWidget) -> Iterator[QWidget]:
    return (widget for widget in window.findChildren(QWidget) if widget.isVisible())


def controls(window: QWidget) -> list[QWidget]:
    """What can be used, leaving out the parts Qt makes controls of."""
    inner = ("qt_spinbox_lineedit", "qt_keysequenceedit_lineedit")
    return [w for w in shown(window) if isinstance(w, CONTROLS) and w.objectName() not in inner]


def go_everywhere(window: MainWindow) -> Iterator[Page]:
    for page in Page:
        window.rail.choose(page)
        QApplication.processEvents()
        yield page


class Shown(QObject):
    """The top-level windows that come on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def test_building_the_window_and_its_pages_lets_no_other_window_flash_up(stage: Stage, qapp: QApplication) -> None:
    shown = Shown()
    qapp.installEventFilter(shown)
    window = MainWindow(stage.services)
    window.show()
    for page in Page:
        window.rail.choose(page)
    qapp.removeEventFilter(shown)
    put_away(window)
    assert shown.names == ["MainWindow"]


@pytest.mark.parametrize("scene", ["text_form", "macro_form", "accounts_troubled", "mail_preview", "password"])
def test_what_is_built_later_is_no_window_of_its_own_for_a_moment(
    scene: str, window: MainWindow, stage: Stage, qapp: QApplication, qtbot: QtBot
) -> None:
    """It would flash up, and take the keyboard."""
    shown = Shown()
    qapp.installEventFilter(shown)
    SCENES[scene](stage, window, lambda is_so: qtbot.waitUntil(lambda: bool(is_so())))
    qapp.removeEventFilter(shown)
    assert set(shown.names) <= {"PasswordDialog"}


def test_every_control_on_every_page_has_a_name_for_screen_readers(window: MainWindow, ring: Ring) -> None:
    ring()
    for page in go_everywhere(window):
        unnamed = [widget for widget in controls(window) if not widget.accessibleName()]
        assert not unnamed, (page, unnamed)
    for number in range(window.pages.settings.groups.model().rowCount()):
        window.pages.settings.groups.setCurrentIndex(window.pages.settings.groups.model().index(number, 0))
        QApplication.processEvents()
        unnamed = [widget for widget in controls(window) if not widget.accessibleName()]
        assert not unnamed, (number, unnamed)


def test_every_button_that_is_shown_is_reached_by_the_keyboard(window: MainWindow, stage: Stage, ring: Ring) -> None:
    ring()
    stage.engine.pick_up("c1")
    QApplication.processEvents()
    reachable = set()
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        reachable.add(widget)
        widget = widget.nextInFocusChain()
    for control in controls(window):
        if control.isEnabled() and isinstance(control, QAbstractButton):
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.accessibleName()
            assert control in reachable, control.accessibleName()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_clipped_with_long_names_at_1280(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot, name: str
) -> None:
    numbers = (Address(kind=AddressKind.PHONE, value="", typed=STRANGER),)
    stage.store.save_customer(Customer(name=name, organisation=name, city=name, addresses=numbers, is_vip=True))
    ring("c1", STRANGER, extra={"X-Queue": "Reklamationsbearbeitungszentrale"})
    assert_nothing_is_clipped(window)
    steps: tuple[Callable[[], object], ...] = (
        lambda: stage.engine.pick_up("c1", seconds_ago=5000),
        stage.engine.put_on_hold,
        stage.engine.end,
    )
    for happens in steps:
        happens()
        settle(stage, qtbot)
        assert_nothing_is_clipped(window)


def assert_nothing_is_clipped(window: MainWindow) -> None:
    QApplication.processEvents()
    assert window.width() == 1280
    whole = window.rect()
    for widget in shown(window):
        if isinstance(widget, (Button, Chip)):
            place = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
            assert whole.contains(place), widget.accessibleName()
        if isinstance(widget, Button):
            assert widget.width() >= widget.sizeHint().width(), widget.text()


def test_the_window_fits_1280_by_800_with_everything_it_shows(window: MainWindow, ring: Ring) -> None:
    ring()
    for _page in go_everywhere(window):
        assert window.minimumSizeHint().width() <= 1280
        assert window.minimumSizeHint().height() <= 800
        assert (window.width(), window.height()) == (1280, 800)


REGISTERED = "Połączenia idą przez centralę pbx.example · TLS"


def test_the_search_gives_way_before_the_registration_is_cut(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    bar = window.top_bar
    line = bar.findChild(_Words)
    assert line is not None
    ring()  # the state has a long word, too
    for length, least, most in ((12, 460, 460), (85, 281, 459), (300, 280, 280)):
        words = (REGISTERED * 7)[:length]
        stage.engine.registration_changed.emit(Registration(state=RegistrationState.REGISTERED, text=words))
        is_cut = length == 300
        qtbot.waitUntil(lambda: line.is_cut == is_cut and least <= bar.search.width() <= most)  # noqa: B023  waited for here
        window.grab()
        assert line.accessibleName() == words
        assert (words in line.toolTip()) == is_cut
        assert bar.rect().contains(QRect(line.mapTo(bar, QPoint()), line.size()))
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: line.is_cut and bar.rect().contains(QRect(line.mapTo(bar, QPoint()), line.size())))
    assert line.width() >= 40


def test_a_narrow_window_keeps_the_customer_in_a_drawer_off_the_call_bar(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    assert not window.top_bar.drawer_button.isVisible()
    window.resize(1100, 760)
    qtbot.waitUntil(window.top_bar.drawer_button.isVisible)
    assert not window.sidebar.isVisible()
    ring()
    assert window.sidebar.isVisible()  # the pop opens it
    below = window.sidebar.mapTo(window, window.sidebar.rect().topLeft()).y()
    bar = window.call_bar.mapTo(window, window.call_bar.rect().bottomLeft()).y()
    assert below > bar
    window.sidebar.history.view.setFocus()
    QTest.keyClick(window.sidebar.history.view, Qt.Key.Key_Escape)
    assert not window.sidebar.isVisible()
    window.body.open_drawer()
    QTest.keyClicks(window.work_pane.notes.editor, "a")
    assert not window.sidebar.isVisible()  # it lay over what is typed
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.sidebar.isVisible()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not window.top_bar.drawer_button.isVisible())
    assert window.sidebar.isVisible()
    assert window.sidebar.width() >= 320


def test_ten_thousand_rows_make_no_widget(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    window.rail.choose(Page.CUSTOMERS)
    settle(stage, qtbot)
    before = len(window.findChildren(QWidget))
    lines = [Line(row=Row(title=f"Customer {n}", person=f"C {n}"), value=n) for n in range(10_000)]
    window.pages.customers.model.replace(lines)
    model = window.sidebar.history.model
    now = datetime.now(UTC)
    entries = [
        TimelineEntry(kind=EntryKind.INTERACTION, id=n, at=now, title=f"Contact {n}", channel=Channel.CHAT)
        for n in range(10_000)
    ]
    model.replace(entries, has_more=False)
    model.show_rest()
    QApplication.processEvents()
    window.pages.customers.view.scrollToBottom()
    QApplication.processEvents()
    assert len(window.findChildren(QWidget)) == before


def test_a_call_that_is_offered_is_shown_unless_the_agent_is_in_another(
    window: MainWindow, stage: Stage, ring: Ring
) -> None:
    window.rail.choose(Page.SETTINGS)
    first = ring()
    assert window.pages.currentWidget() is window.work_pane
    assert window.work_pane.key == first.key
    stage.engine.pick_up("c1")
    ring("c2", STRANGER)
    assert window.work_pane.key == first.key
    assert window.call_bar.ring_view.isVisible()


def test_where_nobody_mixes_windows_the_toast_is_cut_to_its_card() -> None:
    region = card_region(QRectF(0, 0, 392, 200))
    assert region.contains(QPoint(196, 100))
    assert not region.contains(QPoint(4, 100))  # the shadow's room
    assert not region.contains(QPoint(16, 12))  # the round corner
    assert region.boundingRect().width() in (360, 361)


def test_the_toast_shows_over_other_windows_and_takes_no_focus(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring()
    assert not window.toast.isVisible()  # the window is in front: the call bar says it all
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    qtbot.waitUntil(window.toast.isVisible)
    assert other.hasFocus()
    assert window.toast.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert window.toast.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    for button in window.toast.findChildren(QAbstractButton):
        assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(other, key)
    assert not [order for order in stage.engine.orders if order[0] == "answer"]
    window.toast.answer_button.click()
    assert ("answer", "c1") in stage.engine.orders
    stage.engine.pick_up("c1")
    qtbot.waitUntil(lambda: not window.toast.isVisible())


def test_the_theme_is_switched_while_the_window_is_open(window: MainWindow, stage: Stage) -> None:
    assert not tokens().is_dark
    stage.services.settings.set("appearance.theme", "dark")
    assert tokens().is_dark
    colour = window.grab().toImage().pixelColor(700, 300)
    assert colour.lightness() < 60
    stage.services.settings.set("appearance.theme", "light")
    assert window.grab().toImage().pixelColor(700, 300).lightness() > 200


def test_notices_say_what_happened_and_their_button_is_told(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    notices = stage.services.notices
    notices.post(
        Notice(key="x", text="The disk is full.", hint="Make room.", level=Level.TROUBLE, action_label="Retry")
    )
    notices.post(Notice(key="x", text="The disk is still full.", level=Level.TROUBLE, action_label="Retry"))
    assert list(window.notice_stack.texts) == ["The disk is still full."]
    acted: list[str] = []
    notices.acted.connect(acted.append)
    button = next(b for b in window.notice_stack.findChildren(Button) if b.isVisible())
    button.click()
    assert acted == ["x"]
    assert not window.notice_stack.texts
    assert not window.notice_stack.isVisible()


def test_f1_lists_the_keys_and_the_dialog_is_freed(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.accept()
    del dialog
    qtbot.waitUntil(lambda: bool(gone))


def test_a_closed_window_is_freed(stage: Stage, qtbot: QtBot) -> None:
    window = MainWindow(stage.services)
    window.show()
    seen = weakref.ref(window)
    gone: list[bool] = []
    window.destroyed.connect(lambda: gone.append(True))
    window.close()
    window.deleteLater()
    del window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert seen() is None or gone


def test_tab_follows_reading_order_in_the_middle_and_on_the_right(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring()
    stage.engine.pick_up("c1")
    settle(stage, qtbot)
    window.call_bar.hold_button.setFocus()
    names = []
    for _ in range(19):
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    options = [option.text() for option in window.work_pane.disposition.options]
    expected = [
        "Hold",
        "Mute",
        "Keys",
        "Hang up",
        "Notes",
        "Open a case",
        *options,
        "Call",
        "Write an e-mail",
        "Edit this customer",
        "not this person",
    ]
    assert names[: len(expected)] == expected
    assert names[len(expected) : len(expected) + 3] == [
        "Search everything this customer ever said",
        "All",  # which of it the list below shows
        "Everything so far",
    ]


def test_the_ring_goes_where_the_keyboard_goes(window: MainWindow, stage: Stage, ring: Ring) -> None:
    ring()
    stage.engine.pick_up("c1")
    QTest.keyClick(window, Qt.Key.Key_Tab)
    window.call_bar.hold_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.focus_ring.ringed is window.call_bar.hold_button
    window.call_bar.mute_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.focus_ring.ringed is window.call_bar.mute_button
    window.work_pane.notes.editor.setFocus()
    assert window.focus_ring.ringed is None


def test_a_click_on_nothing_draws_no_ring_and_only_controls_take_the_keyboard(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    for _page in go_everywhere(window):
        assert_only_controls_take_the_keyboard(window)
        for place in (QPoint(4, 790), QPoint(640, 760), QPoint(1270, 790)):
            target = window.childAt(place) or window
            QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(window, place))
            ringed = window.focus_ring.ringed
            assert ringed is None or isinstance(ringed, CONTROLS), ringed
        window.clearFocus()
        window.activateWindow()
        ringed = window.focus_ring.ringed
        assert ringed is None or isinstance(ringed, CONTROLS), ringed
    window.rail.choose(Page.WORK)
    ring()
    assert_only_controls_take_the_keyboard(window)


def assert_only_controls_take_the_keyboard(window: MainWindow) -> None:
    others = [
        widget
        for widget in shown(window)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, (*CONTROLS, QScrollBar))
    ]
    assert not others


def test_missed_calls_are_counted_on_the_rail(window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot) -> None:
    button = window.rail.button(Page.CALLS)
    assert button.accessibleName() == "Calls"
    ring()
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: button.accessibleName() == "Calls, 1")


def test_the_state_says_why_callers_hear_busy(window: MainWindow, stage: Stage) -> None:
    agent = stage.services.agent
    agent.go_not_ready(next(reason.code for reason in agent.reasons if not reason.is_system))
    assert window.top_bar.next_chip.words == "Callers hear busy"
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert agent.status.state == "ready"
    assert window.top_bar.next_chip.words == ""


def test_the_ready_key_during_work_is_about_what_comes_after(
    window: MainWindow, stage: Stage, talk: Ring, qtbot: QtBot
) -> None:
    talk()
    agent = stage.services.agent
    qtbot.waitUntil(lambda: agent.status.state == "busy")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_R, both)
    assert agent.status.next_state == "not_ready"
    assert window.top_bar.next_chip.words.startswith("then ")
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: agent.status.state == "wrap_up")
    QTest.keyClick(window, Qt.Key.Key_R, both)
    assert agent.status.next_state == "ready"
    qtbot.waitUntil(window.work_pane.disposition.finish_button.isEnabled)
    window.work_pane.finish()
    qtbot.waitUntil(lambda: agent.status.state == "ready")


def test_what_is_chosen_during_a_call_is_said_as_what_comes_after(window: MainWindow, stage: Stage, ring: Ring) -> None:
    ring()
    stage.engine.pick_up("c1")
    button = window.top_bar.state_button
    button.fill_menu()
    texts = [action.text() for action in button.menu.actions()]
    assert texts[0] == "After this call"
    reason = next(reason for reason in stage.services.agent.reasons if not reason.is_system)
    next(action for action in button.menu.actions() if action.text() == reason.label).trigger()
    assert window.top_bar.next_chip.words == f"then {reason.label}"
    button.fill_menu()
    ticked = [action.text() for action in button.menu.actions() if action.text().endswith("✓")]
    assert ticked == [f"{reason.label}\t✓"]


def test_the_ring_lets_go_of_a_button_that_was_deleted(window: MainWindow) -> None:
    box = QWidget(window)
    gone, left = Button("Gone"), Button("Left")
    for button in (gone, left):
        button.setParent(box)
    box.show()
    gone.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.focus_ring.ringed is gone
    delete(gone)
    left.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.focus_ring.ringed is left
    box.deleteLater()


@pytest.mark.parametrize("page", [Page.WORK, Page.CALLS, Page.CUSTOMERS, Page.SETTINGS])
def test_notices_cover_nothing(window: MainWindow, stage: Stage, ring: Callable[..., WorkItem], page: Page) -> None:
    ring()
    window.rail.choose(page)
    for number in range(3):
        text = "The exchange does not answer. No calls reach you, and nobody knows when it will again."
        stage.services.notices.post(Notice(key=f"n{number}", text=text, hint="Is the network there?"))
    QApplication.processEvents()
    shown = window.pages.currentWidget()
    assert shown is not None
    covered = window.work_list.view if page is Page.WORK else shown
    for card in window.notice_stack.findChildren(NoticeCard):
        inside = card.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        there = QRect(card.mapTo(window, inside.topLeft()), inside.size())
        assert not there.intersects(QRect(covered.mapTo(window, QPoint()), covered.size()))
        assert not there.intersects(QRect(window.sidebar.mapTo(window, QPoint()), window.sidebar.size()))
        assert window.rect().contains(there)
    for number in range(3):
        stage.services.notices.clear(f"n{number}")
    QApplication.processEvents()
    assert covered.mapTo(window, covered.rect().bottomLeft()).y() == window.height() - 1
