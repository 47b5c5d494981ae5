"""The accounts of the written channels: what there are, how each is served, and setting one up with a real try."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain import targets
from desktop.domain.change import Change, ChangeKind
from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError, Refused
from desktop.domain.office import automatic
from desktop.domain.text import tr
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.services.channel import Capabilities, ChannelKind, Channels, Visitor
from desktop.services.hub.secrets import AccountSecrets
from desktop.services.messaging.feed import Feed
from desktop.services.notices import Level, Notice, Notices
from desktop.services.ports import Vault
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WrittenStore

AWAY = timedelta(minutes=2)  # a server that restarts is back by then
_CONCERNED = frozenset({ChangeKind.ACCOUNT, ChangeKind.EVERYTHING})


class Accounts(QObject):
    """Follows the feed: whoever serves an account, its state is seen on every desk."""

    changed = Signal()
    sign_in_asked = Signal(object)  # ChannelAccount: by the notice that it was refused
    sign_in_begun = Signal(object)  # SignInCode or SignInPage: the user signs in there, and a save waits for it

    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: WrittenStore,
        feed: Feed,
        channels: Channels,
        vault: Vault,
        tasks: Tasks,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._channels = channels
        self._vault = vault
        self._tasks = tasks
        self._notices = notices
        self._accounts: tuple[ChannelAccount, ...] = ()
        self._states: dict[int, AccountState] = {}
        self._visitor: Visitor | None = None
        self._away: dict[int, datetime] = {}  # since when an account is not reached
        self._away_told: set[int] = set()
        self._away_timer = QTimer(self)
        self._away_timer.setSingleShot(True)
        self._away_timer.timeout.connect(self._tell_away)
        feed.changed.connect(self._on_changes)
        notices.acted.connect(self._on_acted)

    @property
    def kinds(self) -> tuple[ChannelKind, ...]:
        """The channels an account can be of."""
        return self._channels.kinds

    def capabilities(self, channel: Channel) -> Capabilities:
        """What can be written there; of a channel that is not there any more, words alone."""
        kind = self._channels.of(channel)
        return kind.capabilities if kind is not None else Capabilities()

    @property
    def accounts(self) -> tuple[ChannelAccount, ...]:
        return self._accounts

    def state(self, account_id: int) -> AccountState | None:
        """None while nobody has served it."""
        return self._states.get(account_id)

    def restore(self) -> None:
        """When the store is open, and again whenever the feed says so."""
        self._tasks.run(
            Lane.STORE,
            lambda: (tuple(self._store.accounts()), tuple(self._store.account_states())),
            owner=self,
            done=lambda read: self._on_read(*read),
        )

    def save(
        self,
        account: ChannelAccount,
        secrets: Mapping[str, str],
        *,
        owner: QObject,
        done: Callable[[ChannelAccount], None],
        failed: Callable[[DesktopError], None],
    ) -> None:
        """Sign in with it; only when that works keep its secrets in the vault and the account in the store.

        A secret that is empty or not named stays as it was.
        """
        kind = next(one for one in self.kinds if one.channel is account.channel)
        given = {name: value for name, value in secrets.items() if value}
        self.call_off()
        visitor = self._visitor = Visitor(self.sign_in_begun.emit)
        self._tasks.run(
            Lane.NET,
            lambda: self._try_and_save(kind, account, given, visitor),
            owner=owner,
            done=lambda saved: self._on_saved(saved, done),
            failed=failed,
        )

    def call_off(self) -> None:
        """Nobody waits any more until the user has signed in elsewhere."""
        if self._visitor is not None:
            self._visitor.leave()

    def remove(self, account_id: int) -> None:
        """No longer served; its messages stay, its secrets go."""
        names = [secret.key for kind in self.kinds for secret in kind.secrets()]
        self._tasks.run(
            Lane.STORE,
            lambda: self._store.remove_account(account_id),
            owner=self,
            done=lambda _: self._on_removed(account_id, names),
        )

    def _try_and_save(
        self, kind: ChannelKind, account: ChannelAccount, given: Mapping[str, str], visitor: Visitor
    ) -> ChannelAccount:
        """On the net lane: a server is asked, and the keyring, which may ask the user."""
        targets.check(account)
        automatic.check(account)
        account = kind.complete(account)
        if account.is_enabled:
            given, told = self._signed_in(kind, account, given, visitor)
            account = replace(account, settings=tuple({**dict(account.settings), **told}.items()))
        # a hub that follows the feed must not sign in before the secrets are there
        saved = self._store.save_account(replace(account, is_enabled=False) if account.id is None else account)
        kept = AccountSecrets(self._vault, saved.id)
        for name, value in given.items():
            kept.keep(name, value)
        if saved.is_enabled is not account.is_enabled:
            saved = self._store.save_account(replace(saved, is_enabled=account.is_enabled))
        assert saved.id is not None
        # one that was refused before is tried again now
        now = datetime.now(UTC)
        self._store.set_account_state(AccountState(account_id=saved.id, health=AccountHealth.STARTING, since=now))
        return saved

    def _signed_in(
        self, kind: ChannelKind, account: ChannelAccount, given: Mapping[str, str], visitor: Visitor
    ) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The secrets as they are once it worked, and what the server said of itself. What was kept and is worth
        nothing any more is asked for anew."""
        new = self._authorised(kind, account, given, visitor)
        try:
            return self._tried(kind, account, {**given, **new})
        except Refused:
            unnamed = {secret.key: "" for secret in kind.secrets() if not secret.label}
            anew = {} if new else self._authorised(kind, account, {**given, **unnamed}, visitor)
            if not anew:
                raise
        return self._tried(kind, account, {**given, **anew})

    def _authorised(
        self, kind: ChannelKind, account: ChannelAccount, given: Mapping[str, str], visitor: Visitor
    ) -> Mapping[str, str]:
        return kind.authorise(account, AccountSecrets(self._vault, account.id, given), visitor)

    def _tried(
        self, kind: ChannelKind, account: ChannelAccount, given: Mapping[str, str]
    ) -> tuple[Mapping[str, str], Mapping[str, str]]:
        trial = AccountSecrets(self._vault, account.id, given)
        connector = kind.connect(account, trial)
        try:
            told = connector.check()
        finally:
            connector.close()
        return {name: trial.get(name) for name in given}, told  # a token may have become another by its use

    def _on_saved(self, saved: ChannelAccount, done: Callable[[ChannelAccount], None]) -> None:
        self._feed.look()
        done(saved)

    def _on_removed(self, account_id: int, names: Sequence[str]) -> None:
        secrets = AccountSecrets(self._vault, account_id)

        def forget() -> None:
            for name in names:
                secrets.forget(name)

        self._tasks.run(Lane.NET, forget, owner=self)
        self._feed.look()

    def _on_changes(self, changes: tuple[Change, ...]) -> None:
        if any(change.kind in _CONCERNED for change in changes):
            self.restore()

    def _on_read(self, accounts: tuple[ChannelAccount, ...], states: tuple[AccountState, ...]) -> None:
        by_id = {state.account_id: state for state in states}
        if (accounts, by_id) == (self._accounts, self._states):
            return
        for removed in {_key(one) for one in self._accounts} - {_key(one) for one in accounts}:
            self._notices.clear(removed)
        self._accounts, self._states = accounts, by_id
        for account in accounts:
            self._tell(account)
        self._follow_away()
        self.changed.emit()

    def _tell(self, account: ChannelAccount) -> None:
        """What is mended by nobody but a person: a log-in that is refused, and what the server would not do."""
        state = self._states.get(account.id or 0)
        notice = _notice(account, state) if account.is_enabled and state is not None else None
        if notice is not None:
            self._notices.post(notice)
        elif account.id not in self._away_told or not self._is_away(account):
            self._notices.clear(_key(account))

    def _is_away(self, account: ChannelAccount) -> bool:
        """Not reached; who takes it up anew has not reached it yet."""
        state = self._states.get(account.id or 0)
        if state is None or not account.is_enabled:
            return False
        was_away = account.id in self._away
        return state.health is AccountHealth.TROUBLED or (was_away and state.health is AccountHealth.STARTING)

    def _follow_away(self) -> None:
        """An empty list of work must not be taken for a quiet day: what is not reached for long is said, once."""
        now = datetime.now(UTC)
        away = {one.id: self._states[one.id].since for one in self._accounts if one.id and self._is_away(one)}
        self._away = {key: self._away.get(key, min(since, now)) for key, since in away.items()}
        self._away_told &= self._away.keys()
        self._tell_away()

    def _tell_away(self) -> None:
        due = {key: since + AWAY for key, since in self._away.items() if key not in self._away_told}
        now = datetime.now(UTC)
        for account in self._accounts:
            if account.id in due and due[account.id] <= now:
                self._away_told.add(account.id)
                self._notices.post(_away_notice(account, self._states[account.id]))
        later = [moment for moment in due.values() if moment > now]
        if later:
            self._away_timer.start(int((min(later) - now).total_seconds() * 1000) + 1)
        else:
            self._away_timer.stop()

    def _on_acted(self, key: str) -> None:
        account = next((one for one in self._accounts if _key(one) == key), None)
        if account is not None:
            self.sign_in_asked.emit(account)


def _key(account: ChannelAccount) -> str:
    return f"account.{account.id}"


def _away_notice(account: ChannelAccount, state: AccountState) -> Notice:
    return Notice(
        key=_key(account),
        text=tr("“{name}” cannot be reached: {words}", name=account.name, words=state.words),
        hint=tr("New mail comes, and letters leave, when it can. It is tried again by itself."),
    )


def _notice(account: ChannelAccount, state: AccountState) -> Notice | None:
    if state.health is AccountHealth.REFUSED:
        return Notice(
            key=_key(account),
            text=tr("“{name}” cannot sign in: {words}", name=account.name, words=state.words),
            level=Level.TROUBLE,
            action_label=tr("Sign in again"),
        )
    if state.health is AccountHealth.CONNECTED and state.words:
        return Notice(key=_key(account), text=tr("“{name}”: {words}", name=account.name, words=state.words))
    return None
