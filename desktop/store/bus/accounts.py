"""The accounts of channels, and how each is served just now."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from desktop.domain.change import ChangeKind
from desktop.domain.office.automatic import is_set
from desktop.domain.written import AccountState, ChannelAccount
from desktop.store.bus import feed
from desktop.store.bus.tables import account_states, accounts
from desktop.store.types import AnyRow

_a = accounts.c
_s = account_states.c
_TOLD = ("health", "words", "holder", "fetched", "to_fetch")
_SERVED = select(accounts).where(_a.is_removed.is_(False)).order_by(_a.id)
_ONE = select(accounts).where(_a.id == bindparam("id"))
_POSITION = select(_a.position).where(_a.id == bindparam("id"))
_SET_POSITION = update(accounts).where(_a.id == bindparam("of")).values(position=bindparam("position"))
_STATES = select(account_states).join(accounts, _a.id == _s.account_id).where(_a.is_removed.is_(False))


def read_all(tx: Connection) -> list[ChannelAccount]:
    """Removed ones left out."""
    return [_of_row(row) for row in tx.execute(_SERVED)]


def one(tx: Connection, account_id: int) -> ChannelAccount | None:
    """Also one that was removed since."""
    row = tx.execute(_ONE, {"id": account_id}).first()
    return _of_row(row) if row is not None else None


def _of_row(row: AnyRow) -> ChannelAccount:
    settings: Mapping[str, str] = row.settings
    return ChannelAccount(
        id=row.id,
        channel=row.channel,
        name=row.name,
        address=row.address,
        settings=tuple(settings.items()),
        queue=row.queue,
        is_enabled=row.is_enabled,
    )


def save(tx: Connection, account: ChannelAccount) -> ChannelAccount:
    """Create (id None) or replace; how far it has read stays. Raises LookupError."""
    values: dict[str, Any] = {
        "channel": account.channel,
        "name": account.name,
        "address": account.address,
        "settings": dict(account.settings),
        "queue": account.queue,
        "is_enabled": account.is_enabled,
    }
    if account.id is None:
        values["answers_since"] = datetime.now(UTC)
        own_id = int(tx.execute(insert(accounts).returning(_a.id), values).scalar_one())
    else:
        own_id = account.id
        _change(tx, own_id, {**values, **_answering(tx, account)})
    feed.tell(tx, ChangeKind.ACCOUNT, own_id)
    return _of_row(tx.execute(select(accounts).where(_a.id == own_id)).one())


def _answering(tx: Connection, account: ChannelAccount) -> dict[str, datetime]:
    """What came before somebody wished for automatic answers, or while nobody served the account, gets none."""
    before = one(tx, account.id or 0)
    has_answered = before is not None and before.is_enabled and is_set(before) and before.address == account.address
    return {} if has_answered and account.is_enabled else {"answers_since": datetime.now(UTC)}


def remove(tx: Connection, account_id: int) -> None:
    """Raises LookupError."""
    _change(tx, account_id, {"is_enabled": False, "is_removed": True})
    feed.tell(tx, ChangeKind.ACCOUNT, account_id)


def _change(tx: Connection, account_id: int, values: Mapping[str, Any]) -> None:
    mine = (_a.id == account_id, _a.is_removed.is_(False))
    if tx.execute(update(accounts).where(*mine).values(values)).rowcount == 0:
        raise LookupError(f"no account {account_id}")


def states(tx: Connection) -> list[AccountState]:
    return [
        AccountState(
            account_id=row.account_id,
            health=row.health,
            since=row.since,
            words=row.words,
            holder=row.holder,
            fetched=row.fetched,
            to_fetch=row.to_fetch,
        )
        for row in tx.execute(_STATES)
    ]


def set_state(tx: Connection, state: AccountState) -> None:
    """Told when it is another one; the same again keeps its `since`."""
    told = {name: getattr(state, name) for name in _TOLD}
    values = {**told, "since": state.since}
    statement = sqlite.insert(account_states) if tx.dialect.name == "sqlite" else postgresql.insert(account_states)
    is_other = or_(*(_s[name] != value for name, value in told.items()))
    written = statement.values(account_id=state.account_id, **values).on_conflict_do_update(
        index_elements=[_s.account_id], set_=values, where=is_other
    )
    if tx.execute(written.returning(_s.account_id)).first() is not None:
        feed.tell(tx, ChangeKind.ACCOUNT, state.account_id)


def position(tx: Connection, account_id: int) -> str:
    """How far its connector has read; "" at the beginning."""
    return str(tx.execute(_POSITION, {"id": account_id}).scalar() or "")


def set_position(tx: Connection, account_id: int, position: str) -> None:
    tx.execute(_SET_POSITION, {"of": account_id, "position": position})
