"""The settings, generated from their declaration."""

from PySide6.QtCore import QModelIndex, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.domain.text import tr
from desktop.domain.written import ChannelAccount
from desktop.services.desk import DeskServices
from desktop.services.settings import SettingGroup
from desktop.ui.lists.rows import Index
from desktop.ui.lists.views import list_view
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import RADIUS_BUTTON, XL, L, M
from desktop.ui.look.type import elided, font
from desktop.ui.pages.accounts_page import AccountsPage
from desktop.ui.pages.parts import page_head
from desktop.ui.pages.picture_senders_box import PictureSendersBox
from desktop.ui.pages.setting_editors import SettingEditor
from desktop.ui.pages.sound_check import SoundCheck
from desktop.ui.pages.texts.page import TextsPage
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.widgets.paint import rounded

_FORM = 560
ACCOUNTS = "accounts"
TEXTS = "texts"
"""What is set there is in the store, for every desk."""


class _GroupDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 36)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = tokens()
        box = QRectF(option.rect).adjusted(4, 2, -8, -2)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            has_ring = option.state & QStyle.StateFlag.State_HasFocus and (
                option.state & QStyle.StateFlag.State_KeyboardFocusChange
            )
            fill = now.accent_soft if is_chosen else now.hover
            rounded(painter, box, RADIUS_BUTTON, fill, now.accent if has_ring else None)
        painter.setFont(font("medium"))
        painter.setPen(QColor(now.accent if is_chosen else now.text2))
        room = box.adjusted(12, 0, -8, 0)
        words = elided(str(index.data()), "medium", room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class SettingsPage(QWidget):
    """A group on the left, its settings on the right; every change counts at once."""

    password_asked = Signal()
    set_up_asked = Signal()
    keys_asked = Signal()

    def __init__(self, services: DeskServices) -> None:
        super().__init__()
        self._services = services
        accounts = SettingGroup(key=ACCOUNTS, label=tr("Mail accounts"), settings=())
        texts = SettingGroup(key=TEXTS, label=tr("Texts"), settings=())
        self._groups = (*services.settings.groups, accounts, texts)
        self._built: dict[int, QWidget] = {}
        self._build()
        self.groups.selectionModel().currentChanged.connect(self._on_current_changed)
        self.groups.setCurrentIndex(self.groups.model().index(0, 0))

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head_box, head = page_head(tr("Settings"))
        head.addStretch(1)
        self.groups: QListView = list_view(tr("Groups of settings"))
        self.groups.setModel(QStringListModel([group.label for group in self._groups], self))
        self.groups.setItemDelegate(_GroupDelegate(self.groups))
        self.groups.setFixedWidth(172)
        self._pages = QStackedWidget()
        line = row(spacing=0)
        side = column(margins=(0, M, 0, M))
        side.addWidget(self.groups)
        line.addLayout(side)
        line.addWidget(rule("ruleUpright"))
        line.addWidget(self._pages, 1)
        outer = column(self)
        outer.addWidget(head_box)
        outer.addWidget(rule("ruleQuiet"))
        outer.addLayout(line, 1)

    def choose(self, key: str) -> None:
        """Show the group with this key."""
        number = next((place for place, group in enumerate(self._groups) if group.key == key), 0)
        self.groups.setCurrentIndex(self.groups.model().index(number, 0))

    def sign_in_again(self, account: ChannelAccount) -> None:
        self.choose(ACCOUNTS)
        page = self.findChild(AccountsPage)
        assert page is not None
        page.sign_in_again(account)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        number = current.row()
        if number < 0:
            return
        if number not in self._built:  # built when first looked at
            self._built[number] = self._build_group(self._groups[number])
            self._pages.addWidget(self._built[number])
        self._pages.setCurrentWidget(self._built[number])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.groups.scrollTo(self.groups.currentIndex())  # a notice below takes room from it

    def _build_group(self, group: SettingGroup) -> QWidget:
        if group.key == TEXTS:
            return TextsPage(self._services.texts, self._services.interactions)
        form = QWidget()
        form.setObjectName("plain")
        form.setMaximumWidth(_FORM)
        inner = column(form, (XL, L, XL, XL), XL)
        for setting in group.settings:
            inner.addWidget(SettingEditor(setting, self._services.settings, self._services.sound))
        if group.key == ACCOUNTS:
            inner.addWidget(AccountsPage(self._services.accounts, self._services.sound))
        if group.key == "privacy":
            inner.addWidget(rule("ruleQuiet"))
            inner.addWidget(PictureSendersBox(self._services.picture_senders))
        if group.key == "sound":
            inner.addWidget(rule("ruleQuiet"))
            inner.addWidget(SoundCheck(self._services.sound))
        extra = self._extra(group.key)
        if extra is not None:
            inner.addLayout(extra)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(form)
        return scroll

    def _extra(self, key: str) -> QHBoxLayout | None:
        """What belongs to a group and is no setting."""
        buttons = {
            "account": ((tr("Change the password…"), self.password_asked), (tr("Set up again…"), self.set_up_asked)),
            "keys": ((tr("All keys…"), self.keys_asked),),
        }.get(key, ())
        if not buttons:
            return None
        line = row()
        for words, signal in buttons:
            button = Button(words, small=True)
            button.clicked.connect(signal)
            line.addWidget(button)
        line.addStretch(1)
        return line
