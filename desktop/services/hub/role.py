"""The hub's role: see to it that each account is served by one program, by this one where it may be."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from desktop.domain.change import Change, ChangeKind, Cursor
from desktop.domain.errors import DesktopError, StorageError
from desktop.domain.lease import LeaseLost
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.services.channel import ChannelKind, Secrets
from desktop.services.hub.keeper import Charge, Keeper
from desktop.services.hub.terms import HubStore, Terms
from desktop.services.written_ports import Listener

logger = logging.getLogger(__name__)

HUB = "hub"  # the lease that says: a headless hub is there
REMEMBERED = timedelta(days=7)  # how long the feed keeps what a desk that slept has missed
UNNAMED = timedelta(days=1)  # how long a file is kept that no draft names
_FORGET_SECONDS = 6 * 3600.0
_LEAST_WAIT_SECONDS = 0.02
_GATHER_SECONDS = 0.05  # what is written together is read together, and not while a ring is painted

_NUDGING = frozenset({ChangeKind.OUTBOX, ChangeKind.INTERACTION, ChangeKind.MAILING, ChangeKind.EVERYTHING})
_SERVING = frozenset({AccountHealth.STARTING, AccountHealth.CONNECTED, AccountHealth.TROUBLED})
_OF_ACCOUNTS = frozenset({ChangeKind.ACCOUNT, ChangeKind.EVERYTHING})


class HubRole:
    """One thread looks after the leases; each account it holds has two of its own.

    With `is_headless` it says that a hub is there. Otherwise it is a desk's, which lets go of every account while a
    headless hub is, and takes them up when that one is gone.
    """

    def __init__(
        self,
        store: HubStore,
        kinds: Sequence[ChannelKind],
        secrets_for: Callable[[ChannelAccount], Secrets],
        holder: str,
        *,
        is_headless: bool = False,
        terms: Terms | None = None,
    ) -> None:
        """`holder` is another for each program and each start of it."""
        self._store = store
        self._kinds = {kind.channel: kind for kind in kinds}
        self._secrets_for = secrets_for
        self._holder = holder
        self._is_headless = is_headless
        self._terms = terms or Terms()
        self._stop = threading.Event()
        self._keepers: dict[int, Keeper] = {}
        self._others: tuple[ChannelAccount, ...] = ()
        self._unable: dict[int, ChannelAccount] = {}  # their secrets are not known here
        self._listener: Listener | None = None
        self._cursor: Cursor | None = None
        self._forget_at = 0.0
        self._is_yielding = False
        self._has_trouble = False
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Begin to let go; `stop` waits for it."""
        self._stop.set()
        listener = self._listener
        if listener is not None:
            listener.close()

    def stop(self, seconds: float = 10.0) -> bool:
        """Everything is let go; False if something hung longer than that, and is left to the end of its lease."""
        self.ask_to_stop()
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    # ------------------------------------------------------------ the hub's thread

    def _run(self) -> None:
        next_round = 0.0
        while not self._stop.is_set():
            try:
                if time.monotonic() >= next_round:
                    next_round = time.monotonic() + self._terms.renew
                    self._look_round()
                if self._follow():
                    next_round = 0.0  # an account is another
                    continue
                self._recovered()
            except StorageError as error:
                self._in_trouble(error)
                self._stop.wait(min(1.0, self._terms.renew))
                continue
            self._wait(next_round - time.monotonic())
        self._end()

    def _wait(self, seconds: float) -> None:
        if self._listener is not None and seconds > _LEAST_WAIT_SECONDS:
            if self._listener.wait(seconds):
                self._stop.wait(_GATHER_SECONDS)
        else:
            self._stop.wait(_LEAST_WAIT_SECONDS)

    def _follow(self) -> bool:
        """Read the feed; True when accounts are to be looked at now."""
        if self._listener is None:
            self._cursor = self._store.feed_end()
            self._listener = self._store.listen()
            return True
        assert self._cursor is not None
        changes: Sequence[Change] = (Change(kind=ChangeKind.EVERYTHING),)
        is_concerned = False
        while changes and not self._stop.is_set():
            changes, self._cursor = self._store.changes(self._cursor)
            if any(change.kind in _NUDGING for change in changes):
                for keeper in self._keepers.values():
                    keeper.nudge()
            is_concerned = is_concerned or any(change.kind in _OF_ACCOUNTS for change in changes)
        return is_concerned and self._are_accounts_others()

    def _are_accounts_others(self) -> bool:
        """Our own word on how an account does comes back by the feed too."""
        wanted = self._wanted()
        self._forgive(wanted)
        held = {account_id: keeper.charge.account for account_id, keeper in self._keepers.items()}
        known = {account_id: account for account_id, account in wanted.items() if account_id not in self._unable}
        return held != known

    def _look_round(self) -> None:
        self._see_the_hub()
        wanted = self._wanted()
        self._see_the_others()
        for account_id, keeper in tuple(self._keepers.items()):
            if keeper.is_over and not keeper.is_refused:
                self._let_go(keeper)
                continue
            if wanted.get(account_id) != keeper.charge.account:
                self._take_away(keeper)
            self._renew(keeper)
        for account_id, account in wanted.items():
            if account_id not in self._keepers and self._unable.get(account_id) != account:
                self._take(account)
        if time.monotonic() >= self._forget_at:
            self._forget_at = time.monotonic() + _FORGET_SECONDS
            self._store.forget_changes(datetime.now(UTC) - REMEMBERED)
            self._store.forget_files(datetime.now(UTC) - UNNAMED)

    def _see_the_hub(self) -> None:
        if self._is_headless:
            # a second hub waits for this lease and serves accounts all the same
            self._store.take_lease(HUB, self._holder, self._terms.lease_length)
            return
        is_there = bool(self._store.lease_holder(HUB))
        if is_there is not self._is_yielding:
            self._is_yielding = is_there
            logger.info(
                "A hub serves the channels now" if is_there else "No hub is there: the desk serves the channels"
            )

    def _see_the_others(self) -> None:
        """An account that is served beside others than before is taken up anew."""
        accounts = tuple(self._store.accounts())
        if accounts == self._others:
            return
        self._others = accounts
        for keeper in self._keepers.values():
            if self._served(keeper.charge.account, accounts) != keeper.charge.served and not keeper.is_refused:
                keeper.stop()

    def _wanted(self) -> dict[int, ChannelAccount]:
        if self._is_yielding:
            return {}
        return {
            account.id: account
            for account in self._store.accounts()
            if account.id is not None and account.is_enabled and account.channel in self._kinds
        }

    def _take(self, account: ChannelAccount) -> None:
        lease = self._store.take_lease(f"account.{account.id}", self._holder, self._terms.lease_length)
        if lease is None:
            return
        assert account.id is not None
        charge = Charge(
            account=account,
            served=self._served(account, self._store.accounts()),
            lease=lease,
            kind=self._kinds[account.channel],
            secrets=self._secrets_for(account),
            holder=self._holder,
            is_wary=self._ended_without_a_word(account.id),
        )
        keeper = self._keepers[account.id] = Keeper(self._store, charge, self._terms)
        keeper.start()

    def _ended_without_a_word(self, account_id: int) -> bool:
        """Its last holder, if it had one: nobody took the account from it, and it did not let go."""
        state = next((state for state in self._store.account_states() if state.account_id == account_id), None)
        return state is not None and bool(state.holder) and state.health in _SERVING

    def _served(self, account: ChannelAccount, accounts: Sequence[ChannelAccount]) -> ChannelAccount:
        agents = [colleague.name for colleague in self._store.colleagues()]
        return self._kinds[account.channel].beside(account, accounts, agents)

    def _renew(self, keeper: Keeper) -> None:
        keeper.press()
        try:
            self._store.renew_lease(keeper.charge.lease, self._terms.lease_length)
        except LeaseLost:
            keeper.lose()
            if keeper.is_refused:
                self._keepers.pop(keeper.charge.account_id)

    def _take_away(self, keeper: Keeper) -> None:
        keeper.is_refused = False
        keeper.stop()

    def _forgive(self, wanted: dict[int, ChannelAccount]) -> None:
        """Whoever changes an account, or its password, says STARTING: then what was refused is tried again."""
        waiting = {account_id for account_id, keeper in self._keepers.items() if keeper.is_refused}
        if not waiting and not self._unable:
            return
        refused = {state.account_id for state in self._store.account_states() if state.health is AccountHealth.REFUSED}
        for account_id in waiting - refused:
            if self._keepers[account_id].is_over:
                self._let_go(self._keepers[account_id])
        for account_id in self._unable.keys() - refused:
            del self._unable[account_id]

    def _let_go(self, keeper: Keeper) -> None:
        """Nothing of it runs any more."""
        charge = keeper.charge
        del self._keepers[charge.account_id]
        if keeper.is_lost:
            return
        if keeper.has_no_secrets:
            self._unable[charge.account_id] = charge.account
        elif not keeper.is_refused:
            self._say_stopped(charge.account_id)
        self._store.release_lease(charge.lease)

    def _say_stopped(self, account_id: int) -> None:
        self._store.set_account_state(
            AccountState(
                account_id=account_id, health=AccountHealth.STOPPED, since=datetime.now(UTC), holder=self._holder
            )
        )

    def _in_trouble(self, error: DesktopError) -> None:
        if not self._has_trouble:
            self._has_trouble = True
            logger.info("The store cannot be used: %s", error.text)

    def _recovered(self) -> None:
        if self._has_trouble:
            self._has_trouble = False
            logger.info("The store can be used again")

    def _end(self) -> None:
        """Let go of everything, so that another need not wait for the leases to run out."""
        keepers = tuple(self._keepers.values())
        self._end_all(keepers)
        try:
            for keeper in keepers:
                if keeper.is_over:
                    self._let_go(keeper)
            if self._is_headless:
                self._give_up_the_hub()
        except StorageError as error:
            logger.info("The leases are left to run out: %s", error.text)
        if self._listener is not None:
            self._listener.close()

    def _end_all(self, keepers: Sequence[Keeper]) -> None:
        for keeper in keepers:
            keeper.stop()
        deadline = time.monotonic() + self._terms.grace
        for keeper in keepers:
            keeper.join(deadline - time.monotonic())
        for keeper in keepers:
            if not keeper.is_over:
                keeper.hang_up()
                keeper.join(self._terms.grace)

    def _give_up_the_hub(self) -> None:
        lease = self._store.take_lease(HUB, self._holder, self._terms.lease_length)
        if lease is not None:
            self._store.release_lease(lease)
