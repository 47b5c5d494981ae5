"""The senders whose remote pictures are shown."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from desktop.domain.change import ChangeKind
from desktop.domain.office.pictures import PictureSender
from desktop.store.bus import feed
from desktop.store.office.tables import picture_senders

_p = picture_senders.c
_ALL = select(picture_senders).order_by(_p.address)


def read_all(tx: Connection) -> list[PictureSender]:
    return [
        PictureSender(address=row.address, allowed_by=row.allowed_by, allowed_at=row.allowed_at)
        for row in tx.execute(_ALL)
    ]


def among(tx: Connection, addresses: Iterable[str]) -> frozenset[str]:
    """Those of `addresses` (compared as they are) that are allowed."""
    return frozenset(tx.execute(select(_p.address).where(_p.address.in_(tuple(addresses)))).scalars())


def allow(tx: Connection, address: str, agent: str) -> None:
    """Once more changes nothing."""
    statement = sqlite.insert(picture_senders) if tx.dialect.name == "sqlite" else postgresql.insert(picture_senders)
    values = {"address": address, "allowed_by": agent, "allowed_at": datetime.now(UTC)}
    made = statement.values(values).on_conflict_do_nothing(index_elements=["address"]).returning(_p.id)
    own_id = tx.execute(made).scalar()
    if own_id is not None:
        feed.tell(tx, ChangeKind.PICTURES, own_id)


def forbid(tx: Connection, address: str) -> None:
    gone = tx.execute(delete(picture_senders).where(_p.address == address).returning(_p.id)).scalar()
    if gone is not None:
        feed.tell(tx, ChangeKind.PICTURES, gone)
