"""The one window: composes the panes and connects them; decides nothing."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

from desktop.domain.agent import AgentState
from desktop.domain.customer import Customer, OrderHit
from desktop.domain.work import WorkRow
from desktop.domain.written import ChannelAccount, DraftKind
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.ui.announcements import Announcements
from desktop.ui.body import Body, Centre
from desktop.ui.call_bar import CallBar
from desktop.ui.clock import Clock
from desktop.ui.dialogs import PasswordDialog
from desktop.ui.keys_dialog import KeysDialog
from desktop.ui.leaving import Leaving
from desktop.ui.look.icons import program_icon
from desktop.ui.look.theme import Theme
from desktop.ui.look.tokens import DRAWER_BELOW
from desktop.ui.notice_stack import NoticeStack
from desktop.ui.pages.pages import Pages
from desktop.ui.rail import Page, Rail
from desktop.ui.shortcuts import DISPOSITIONS, WORK_TABS, Shortcuts
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.tabs.found import Found
from desktop.ui.tabs.front import Front
from desktop.ui.toast import CallToast
from desktop.ui.top.top_bar import TopBar
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.words import recent_words
from desktop.ui.work.crossing import Crossing
from desktop.ui.work.work_list import WorkList
from desktop.ui.work.work_pane import WorkPane

_NOTES_AFTER_MS = 40  # when no dossier comes
_PAINT_MS = 1  # a timer's turn comes after what is to be painted by then


class MainWindow(QMainWindow):
    """What is my work, what am I doing, who is this."""

    def __init__(self, services: DeskServices, clock: Clock | None = None) -> None:
        super().__init__()
        self._services = services
        self._was_shown = False
        self._notes_later = QTimer(self, singleShot=True)
        self._clock = clock or Clock(self)
        self._theme = Theme(services.settings.text("appearance.theme"), self)
        self._build()
        self._theme.apply()
        self._build_keys()
        self._connect()
        self._choose(self.work_list.key)

    def _build(self) -> None:
        self.setWindowTitle("Parley")
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(800, 500)  # 1280 × 800 at 150 %
        services, clock = self._services, self._clock
        self.top_bar = TopBar(services, clock)
        self.rail = Rail(services.call_log)
        self.work_list = WorkList(services, clock)
        self.call_bar = CallBar(services, clock)
        self.work_pane = WorkPane(services, clock)
        self.sidebar = Sidebar(services, clock)
        self._front = Front(services, self.work_list, self.work_pane, self.call_bar, self.sidebar, self)
        self.pages = Pages(self.work_pane, services, clock)
        self.body = Body(self.work_list, Centre(self.call_bar, self.pages), self.sidebar)
        self._found = Found(services.history, self.sidebar, self)
        self._found.person_shown.connect(self.body.open_drawer)
        self._found.words_found.connect(self.work_pane.show_found)
        whole = QWidget()
        whole.setObjectName("background")
        outer = column(whole)
        outer.addWidget(self.top_bar)
        outer.addWidget(rule())
        line = row(spacing=0)
        line.addWidget(self.rail)
        line.addWidget(rule("ruleUpright"))
        line.addWidget(self.body, 1)
        outer.addLayout(line, 1)
        self.setCentralWidget(whole)
        self.notice_stack = NoticeStack(services.notices, whole)
        self.toast = CallToast()
        self.focus_ring = FocusRing(self)
        self.announcements = Announcements(services, self)
        self._crossing = Crossing(services, clock, self)
        self._leaving = Leaving(services.interactions, self.pages, self.rail, self.work_pane, self)

    def _build_keys(self) -> None:
        self.keys = Shortcuts(self, self._services.settings)
        self.top_bar.search.use_keys(self.keys)
        for name, order in (
            ("answer", self.call_bar.answer),
            ("decline", self.call_bar.decline),
            ("hang_up", self.call_bar.hang_up),
            ("hold", self.call_bar.toggle_hold),
            ("mute", self.call_bar.toggle_mute),
            ("keypad", self.call_bar.toggle_keypad),
            ("finish", self._finish),
            ("help", self._show_keys),
            ("search_customer", self._search_customer),
            ("ready", self._toggle_ready),
            ("sidebar", self.body.toggle_drawer),
            ("dial", self.call_bar.dial_field.setFocus),
            ("notes", self._write),
            ("write", self.sidebar.ask_to_write),
            ("call", self.sidebar.ask_to_call),
            ("filter", self._filter),
        ):
            self.keys.action(name).triggered.connect(order)
        for names, slot in ((WORK_TABS, self._on_work_key), (DISPOSITIONS, self._on_disposition_key)):
            for number, name in enumerate(names, 1):
                self.keys.action(name).setData(number)
                self.keys.action(name).triggered.connect(slot)
        self.work_pane.use_keys(self.keys)
        self._front.use_keys(self.keys)
        self.work_list.use_keys(self.keys)
        self.keys.changed.connect(self._show_caps)
        self._show_caps()

    def _show_caps(self) -> None:
        """What is drawn on buttons and fields is what is pressed."""
        cap = self.keys.cap
        names = ("answer", "decline", "hang_up", "hold", "mute", "keypad")
        self.call_bar.show_keys({name: cap(name) for name in names})
        self.sidebar.history.search.set_key(cap("search_customer"))
        self.work_pane.show_key(cap("finish"))
        self.work_list.head.show_key(cap("filter"))

    def _connect(self) -> None:
        interactions = self._services.interactions
        interactions.offered.connect(self._on_offered)
        interactions.placed.connect(self._on_placed)
        interactions.item_changed.connect(self._on_item_changed)
        interactions.dossier_ready.connect(self._on_dossier_ready)
        self._notes_later.timeout.connect(self._show_notes)
        interactions.items_changed.connect(self._show_toast)
        self.work_list.chosen.connect(self._choose)
        self.work_list.entered.connect(self._write)
        self._front.opening.connect(self._notes_later.stop)
        self.call_bar.answered.connect(self._on_answered)
        self.work_pane.notes.typed.connect(self._on_typed)
        self.work_pane.written.connect(self.body.close_drawer)
        self.work_pane.mail_begun.connect(self._on_mail_begun)
        self.rail.chosen.connect(self._on_page_chosen)
        self.pages.customer_chosen.connect(self._look_at)
        self.pages.password_asked.connect(self._ask_password)
        self.pages.set_up_asked.connect(self.show_first_run)
        self.pages.keys_asked.connect(self._show_keys)
        self._services.accounts.sign_in_asked.connect(self._sign_in_again)
        self._leaving.agreed.connect(self.close)
        self.top_bar.drawer_asked.connect(self.body.toggle_drawer)
        self.top_bar.search.customer_chosen.connect(self._look_at)
        self.top_bar.search.interaction_chosen.connect(self._found.open)
        self.top_bar.search.order_chosen.connect(self._look_at_order)
        self.toast.answer_button.clicked.connect(self.call_bar.answer)
        self.toast.decline_button.clicked.connect(self.call_bar.decline)
        self._found.conversation_found.connect(self._go_on)
        self.sidebar.conversation_asked.connect(self._go_on)
        self.sidebar.edit_asked.connect(self._edit)
        self.sidebar.write_asked.connect(self._write_to)
        self.sidebar.call_asked.connect(self._call)
        self.sidebar.number_chosen.connect(self._put_number)
        self._crossing.begun.connect(self._on_begun)
        self.work_pane.number_chosen.connect(self._put_number)
        self.notice_stack.height_changed.connect(self.body.keep_free)
        self.body.keep_free(self.notice_stack.height_taken)
        self.body.foot_changed.connect(self._place_notices)
        self._services.line.password_needed.connect(self._ask_password)
        self._services.settings.changed.connect(self._on_setting_changed)

    # ---------------------------------------------------------------- what is chosen

    def _choose(self, key: str) -> None:
        self.call_bar.choose(key)
        if not key and self._front.stays():
            return
        if key or self.sidebar.customer_id is None:
            self.sidebar.show_work(key)
        if key and self.sidebar.is_waiting:  # first who it is, then where to write
            self._notes_later.start(_NOTES_AFTER_MS)
        elif self.call_bar.is_ringing(key) and not self.work_pane.key:
            self._notes_later.start(_PAINT_MS)
        else:
            self._show_notes()

    def _sign_in_again(self, account: ChannelAccount) -> None:
        self.rail.choose(Page.SETTINGS)
        self.pages.settings.sign_in_again(account)

    def _write_to(self, customer: Customer) -> None:
        """A new e-mail, also in the middle of a call."""
        self._crossing.write_to(customer, self.sidebar.item)

    def _call(self, customer: Customer) -> None:
        self._crossing.call(customer, self.sidebar.written, self.call_bar)

    def _put_number(self, number: str) -> None:
        """Into the field that dials; in a call that is the one on top. It is dialled by a person alone."""
        field = self.call_bar.dial_field
        (field if field.isVisible() else self.top_bar.search).put(number)

    def _on_begun(self, row: WorkRow) -> None:
        self.rail.choose(Page.WORK)
        self.work_list.choose_interaction(row.interaction_id)
        self._front.show_row(row)
        self.work_pane.conversation.write_subject()

    def _show_notes(self) -> None:
        """A ring takes the keyboard from nobody: who is writing goes on, until they answer."""
        self._notes_later.stop()
        key = self.work_list.key
        if not (self.work_pane.is_writing and self.call_bar.is_ringing(key)):
            self.work_pane.choose(key)

    def _on_offered(self, item: WorkItem) -> None:
        """The pop: unless the agent is in the middle of something else, it is on the screen at once."""
        if self._services.agent.status.state not in (AgentState.BUSY, AgentState.WRAP_UP):
            self.rail.choose(Page.WORK)
            self.work_list.choose(item.key)
            self.body.open_drawer()
        self._show_toast()

    def _on_placed(self, item: WorkItem) -> None:
        """Dialled, from wherever: its notes are in front before anybody answers."""
        self._on_answered(item.key)
        self.body.open_drawer()

    def _on_answered(self, key: str) -> None:
        """Talking begins: its notes are in front, with the keyboard in them."""
        self.rail.choose(Page.WORK)
        self.work_list.choose(key)
        self._notes_later.stop()
        self.work_pane.choose(self.work_list.key)
        self.work_pane.notes.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, _text: str) -> None:
        self.body.close_drawer()  # it lies over what is typed

    def _on_item_changed(self, item: WorkItem) -> None:
        self._show_toast()

    def _on_dossier_ready(self, _key: str, _dossier: object) -> None:
        self._show_toast()
        if self._notes_later.isActive():
            self._notes_later.start(_PAINT_MS)

    def _show_toast(self) -> None:
        """Only over other windows: in front, the call bar says it all; none is left of a window that was closed."""
        item = self.call_bar.ringing
        if item is None or self.isActiveWindow() or not self.isVisible():
            self.toast.hide()
            return
        recent = item.dossier.recent if item.dossier is not None else None
        self.toast.show_item(item, *(recent_words(recent) if recent is not None else ()))

    def _look_at(self, customer_id: int) -> None:
        self.sidebar.look_at(customer_id)
        self.body.open_drawer()

    def _go_on(self, interaction_id: int) -> None:
        """With a conversation that was found, or stands in the history."""
        self.body.close_drawer()
        self.rail.choose(Page.WORK)
        self._front.go_on(interaction_id)

    def _look_at_order(self, hit: OrderHit) -> None:
        self.sidebar.history.open_order_later(hit.order)
        self._look_at(hit.customer_id)

    def _edit(self, customer_id: int) -> None:
        self.rail.choose(Page.CUSTOMERS)
        self.pages.customers.edit(customer_id)

    def _on_page_chosen(self, page: Page) -> None:
        self.body.show_work_list() if page is Page.WORK else self.body.hide_work_list()
        self.pages.turn_to(page)

    # ---------------------------------------------------------------- keys and settings

    def _on_mail_begun(self, interaction_id: int) -> None:
        self.rail.choose(Page.WORK)
        self._front.open(interaction_id, DraftKind.NEW)

    def _filter(self) -> None:
        self.rail.choose(Page.WORK)
        self.work_list.head.open_filter()

    def _search_customer(self) -> None:
        self.body.open_drawer()
        self.sidebar.search()

    def _toggle_ready(self) -> None:
        """During work it is about what comes after it."""
        agent, status = self._services.agent, self._services.agent.status
        is_working = status.state in (AgentState.RESERVED, AgentState.BUSY, AgentState.WRAP_UP)
        now = status.next_state or AgentState.READY if is_working else status.state
        if now is AgentState.READY:
            reason = next((reason.code for reason in agent.reasons if not reason.is_system), "")
            agent.go_not_ready(reason)
        else:
            agent.go_ready()

    def _finish(self) -> None:
        if self.rail.button(Page.CUSTOMERS).isChecked() and self.pages.customers.editor.isVisible():
            self.pages.customers.editor.save()
        else:
            self.work_pane.finish()

    def _write(self) -> None:
        """Into whatever is in front."""
        if self.work_pane.shows_conversation:
            self.work_pane.conversation.focus_editor()
        else:
            self.work_pane.notes.editor.setFocus()

    def _on_work_key(self) -> None:
        self.rail.choose(Page.WORK)
        self.work_list.choose_row(_number(self.sender()) - 1)

    def _on_disposition_key(self) -> None:
        self.work_pane.disposition.choose_hot_key(_number(self.sender()))

    def _on_setting_changed(self, key: str) -> None:
        if key == "appearance.theme":
            self._theme.choose(self._services.settings.text(key))

    # ---------------------------------------------------------------- dialogs

    def show_first_run(self) -> None:
        from desktop.ui.first_run import FirstRun

        if self.findChild(FirstRun) is None:
            FirstRun(self._services.line, self._services.sound, self).open()

    def _ask_password(self, whose: str = "") -> None:
        if self.findChild(PasswordDialog) is None:
            PasswordDialog(self._services.line, whose, self).open()

    def _show_keys(self) -> None:
        KeysDialog(self.keys, self).open()

    # ---------------------------------------------------------------- the window

    def wear_icon(self) -> None:
        """When the window is there: nobody waits for its icon."""
        self.setWindowIcon(program_icon())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._services.line.is_set_up and not self._was_shown:
            QTimer.singleShot(0, self, self.show_first_run)
        if not self._was_shown:
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)  # what is typed goes nowhere by itself
        self._was_shown = True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < DRAWER_BELOW
        self.body.set_narrow(is_narrow)
        self.top_bar.drawer_button.setVisible(is_narrow)
        self._place_notices()

    def _place_notices(self) -> None:
        self.notice_stack.place(self.body.foot_width)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._show_toast()
            if self.isActiveWindow():
                self.sidebar.renew()  # the agent may have been in the shop's own program

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """With somebody on the line, or a customer half edited, only after the agent said so; who ends the session
        hears no question."""
        app = QGuiApplication.instance()
        is_forced = not event.spontaneous() or (isinstance(app, QGuiApplication) and app.isSavingSession())
        if not is_forced and self._leaving.ask():
            event.ignore()
        else:
            self.toast.close()
            super().closeEvent(event)


def _number(sender: object) -> int:
    data = sender.data() if hasattr(sender, "data") else 0
    return data if isinstance(data, int) else 0
