"""How far the first reading of a mailbox is: a thin bar, and how many messages of how many."""

from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.text import tr
from desktop.domain.written import AccountHealth, AccountState
from desktop.services.messaging.accounts import Accounts
from desktop.ui.look.theme import tokens
from desktop.ui.look.tokens import M, S
from desktop.ui.widgets.layout import Margins, column
from desktop.ui.widgets.paint import rounded
from desktop.ui.widgets.text import TextLine

_HIGH = 4
_WAITS = (AccountHealth.TROUBLED, AccountHealth.REFUSED, AccountHealth.STOPPED)


class FetchingBar(QWidget):
    """The bar and its words; hidden where nothing is fetched. A screen reader is told the words, and of no change."""

    def __init__(self, margins: Margins) -> None:
        super().__init__()
        self._words = TextLine("", "small", "text2").running()
        self._bar = _Bar()
        inner = column(self, margins, S // 2)
        inner.addWidget(self._words)
        inner.addWidget(self._bar)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text

    def show_states(self, states: list[AccountState], name: str = "") -> None:
        """Of one account (`name`), or of several together."""
        to_fetch = sum(one.to_fetch for one in states)
        self.setVisible(bool(to_fetch))
        if not to_fetch:
            return
        fetched = sum(one.fetched for one in states)
        waits = all(one.health in _WAITS for one in states)
        self._words.set_text(*_words(fetched, to_fetch, waits=waits))
        self.setAccessibleName(f"{name}: {self.words}" if name else self.words)
        self._bar.show_share(fetched / to_fetch, "amber" if waits else "accent")


def under_way(accounts: Accounts) -> list[AccountState]:
    """Of the accounts that are served and read for the first time."""
    states = [accounts.state(one.id or 0) for one in accounts.accounts if one.is_enabled]
    return [state for state in states if state is not None and state.to_fetch]


class FetchingLine(FetchingBar):
    """At the foot of the work list, while any mailbox is read for the first time: more work is to come."""

    def __init__(self, accounts: Accounts) -> None:
        super().__init__((M, S, M, M))
        self._accounts = accounts
        accounts.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Once it has its place: before, it would be a window of its own."""
        self.show_states(under_way(self._accounts))


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._share, self._tone = 0.0, "accent"
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, tone: str) -> None:
        if (share, tone) != (self._share, self._tone):
            self._share, self._tone = share, tone
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole = QPainter(self), QRectF(self.rect())
        rounded(painter, whole, _HIGH / 2, tokens().tone("line"))
        done = max(_HIGH, whole.width() * min(1.0, self._share))
        rounded(painter, QRectF(0, 0, done, _HIGH), _HIGH / 2, tokens().tone(self._tone))


def _words(fetched: int, to_fetch: int, *, waits: bool) -> tuple[str, str]:
    """`3,200 of 20,000 messages fetched`, and what is said where there is no room for that."""
    locale = QLocale()
    done, all_of_them = locale.toString(fetched), locale.toString(to_fetch)
    if waits:
        short = tr("Stopped at {done} of {all}", done=done, all=all_of_them)
        return tr("Stopped at {done} of {all} messages, goes on by itself", done=done, all=all_of_them), short
    return tr("{done} of {all} messages fetched", done=done, all=all_of_them), ""
