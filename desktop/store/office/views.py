"""Saved views: each a filter of the work list, as JSON that leaves out what is as usual."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Channel
from desktop.domain.office.views import SavedView
from desktop.domain.work import Priority, WorkOrder, WorkScope, WorkView
from desktop.store.bus import feed
from desktop.store.office.tables import views

_v = views.c
_SHOWN = select(views).where(_v.owner.in_(("", bindparam("agent")))).order_by(_v.owner == "", _v.place, _v.id)


def shown(tx: Connection, agent: str) -> list[SavedView]:
    """The agent's own, then the team's."""
    return [
        SavedView(id=row.id, name=row.name, owner=row.owner, place=row.place, view=view_of(row.content, agent))
        for row in tx.execute(_SHOWN, {"agent": agent})
    ]


def save(tx: Connection, view: SavedView) -> SavedView:
    place = view.place
    if view.id is None:
        last = tx.execute(select(func.max(_v.place)).where(_v.owner == view.owner)).scalar()
        place = 0 if last is None else last + 1
    values = {"name": view.name, "owner": view.owner, "place": place, "content": content_of(view.view)}
    if view.id is None:
        own_id = int(tx.execute(insert(views).returning(_v.id), values).scalar_one())
    else:
        own_id = view.id
        statement = sqlite.insert(views) if tx.dialect.name == "sqlite" else postgresql.insert(views)
        again = statement.on_conflict_do_update(index_elements=["id"], set_=values)
        tx.execute(again, {**values, "id": own_id})
    feed.tell(tx, ChangeKind.VIEW, own_id)
    return SavedView(id=own_id, name=view.name, owner=view.owner, place=place, view=view.view)


def remove(tx: Connection, view_id: int) -> None:
    if tx.execute(views.delete().where(_v.id == view_id)).rowcount:
        feed.tell(tx, ChangeKind.VIEW, view_id)


def content_of(view: WorkView) -> dict[str, object]:
    """What is not as in a plain view of its scope, for a JSON column."""
    content: dict[str, object] = {
        "queues": list(view.queues),
        "channels": [str(channel) for channel in view.channels],
        "priorities": [int(priority) for priority in view.priorities],
        "tags": list(view.tags),
        "unread_only": view.unread_only,
        "overdue_only": view.overdue_only,
        "snoozed_too": view.snoozed_too,
        "text": view.text,
    }
    said = {name: value for name, value in content.items() if value}
    return {"scope": str(view.scope), "order": str(view.order), **said}


def view_of(content: Mapping[str, Any], agent: str) -> WorkView:
    return WorkView(
        scope=WorkScope(content["scope"]),
        order=WorkOrder(content["order"]),
        agent=agent,
        queues=tuple(content.get("queues", ())),
        channels=tuple(Channel(one) for one in content.get("channels", ())),
        priorities=tuple(Priority(one) for one in content.get("priorities", ())),
        tags=tuple(content.get("tags", ())),
        unread_only=bool(content.get("unread_only")),
        overdue_only=bool(content.get("overdue_only")),
        snoozed_too=bool(content.get("snoozed_too")),
        text=str(content.get("text", "")),
    )
