"""Leases: what one program alone may do, until it lets go, or is silent for so long that another takes over.

On PostgreSQL the database's clock counts, so that two hubs need not agree what time it is; on SQLite all are on one
machine. Each new holder has a higher `epoch`: who was paused for too long and still believes itself the holder is
found out in the transaction that would write (`require`).
"""

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text

from desktop.domain.lease import Lease, LeaseLost
from desktop.store.types import to_microseconds

_AHEAD = "ahead"
_AHEAD_SECONDS = 60.0
_LONGEST = 600_000_000  # µs; no lease is as long: the clock was put back, and who held it may be dead
_CLOCK = text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)")
_TAKE = text(
    "INSERT INTO leases (name, holder, epoch, held_until) VALUES (:name, :holder, 1, :until)"
    " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until,"
    " epoch = leases.epoch + CASE WHEN leases.holder = excluded.holder THEN 0 ELSE 1 END"
    " WHERE leases.held_until NOT BETWEEN :now AND :beyond OR leases.holder = excluded.holder RETURNING epoch"
)
_RENEW = text("UPDATE leases SET held_until = :until WHERE name = :name AND holder = :holder AND epoch = :epoch")
_RELEASE = text("UPDATE leases SET held_until = 0 WHERE name = :name AND holder = :holder AND epoch = :epoch")
_HOLDS = "SELECT 1 FROM leases WHERE name = :name AND holder = :holder AND epoch = :epoch"
_REQUIRE = {"sqlite": text(_HOLDS), "postgresql": text(f"{_HOLDS} FOR SHARE")}
_HOLDER = text("SELECT holder FROM leases WHERE name = :name AND held_until BETWEEN :now AND :beyond")


def take(tx: Connection, name: str, holder: str, length: timedelta) -> Lease | None:
    """None while another holds it."""
    now = _now(tx)
    until = now + length // timedelta(microseconds=1)
    values = {"name": name, "holder": holder, "now": now, "until": until, "beyond": now + _LONGEST}
    epoch = tx.execute(_TAKE, values).scalar()
    return None if epoch is None else Lease(name=name, holder=holder, epoch=epoch)


def renew(tx: Connection, lease: Lease, length: timedelta) -> None:
    """Raises LeaseLost when another has it."""
    until = _now(tx) + length // timedelta(microseconds=1)
    if tx.execute(_RENEW, {**_key(lease), "until": until}).rowcount == 0:
        raise LeaseLost(lease.name)


def release(tx: Connection, lease: Lease) -> None:
    """Free at once; nothing happens when it was lost."""
    tx.execute(_RELEASE, _key(lease))


def require(tx: Connection, lease: Lease) -> None:
    """Still the holder, and nobody becomes it before this transaction ends. Raises LeaseLost."""
    if tx.execute(_REQUIRE[tx.dialect.name], _key(lease)).first() is None:
        raise LeaseLost(lease.name)


def holder(tx: Connection, name: str) -> str:
    """Who has it now; "" nobody."""
    now = _now(tx)
    return str(tx.execute(_HOLDER, {"name": name, "now": now, "beyond": now + _LONGEST}).scalar() or "")


def ahead(tx: Connection) -> timedelta:
    """Of this program's clock is the database's, in whole seconds: what programs on several machines agree on.

    Asked for once a minute by each connection.
    """
    if tx.dialect.name == "sqlite":
        return timedelta()
    known = tx.info.get(_AHEAD)
    if known is None or time.monotonic() - known[0] > _AHEAD_SECONDS:
        here = to_microseconds(datetime.now(UTC))
        known = tx.info[_AHEAD] = (time.monotonic(), timedelta(seconds=round((_now(tx) - here) / 1_000_000)))
    found: timedelta = known[1]
    return found


def _now(tx: Connection) -> int:
    if tx.dialect.name == "sqlite":
        return to_microseconds(datetime.now(UTC))
    return int(tx.execute(_CLOCK).scalar_one())


def _key(lease: Lease) -> dict[str, object]:
    return {"name": lease.name, "holder": lease.holder, "epoch": lease.epoch}
