"""Drafts as typed, each its author's alone, and the files they hold. Nothing but what is here writes a draft."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, null, select, text
from sqlalchemy.dialects import postgresql, sqlite

from desktop.domain.change import ChangeKind
from desktop.domain.written import Draft, DraftKind, Participant, StoredFile
from desktop.store.bus import feed
from desktop.store.bus.families import family_of
from desktop.store.bus.tables import drafts, earlier_drafts, files, outbox
from desktop.store.schema import customers, interactions
from desktop.store.types import AnyRow, many

_d = drafts.c
_f = files.c
_MINE = (_d.interaction_id == bindparam("interaction_id"), _d.agent == bindparam("agent"), _d.kind == bindparam("kind"))
_ONE = select(drafts).where(*_MINE)
_DROP = drafts.delete().where(
    _d.interaction_id == bindparam("of"), _d.agent == bindparam("by"), _d.kind == bindparam("such")
)
_OF_AGENT = select(drafts).where(_d.agent == bindparam("agent")).order_by(_d.saved_at.desc(), _d.interaction_id)
_OF_INTERACTION = select(drafts).where(_d.interaction_id.in_(many("ids"))).order_by(_d.saved_at.desc(), _d.agent)
_BEING_WRITTEN = timedelta(minutes=15)  # what lies longer is nobody's at work
_i, _c = interactions.c, customers.c
_ROOT = func.coalesce(_c.root_id, _c.id)
_CUSTOMER = select(_ROOT).join(interactions, _i.customer_id == _c.id).where(_i.id == bindparam("id"))
# from the drafts, which are few, to their customer: who has thousands of interactions has a draft or two
_TO_CUSTOMER = (
    select(drafts)
    .join(interactions, _i.id == _d.interaction_id)
    .join(customers, _c.id == _i.customer_id)
    .where(bindparam("root") == _ROOT, _d.kind != DraftKind.NOTE, _d.saved_at >= bindparam("since"))
    .order_by(_d.saved_at.desc(), _d.agent)
)
_KEPT = (
    select(_d.content),
    select(earlier_drafts.c.content),
    select(outbox.c.draft["content"]).where(text("state <> 'sent'"), outbox.c.draft.is_not(null())),
)
_CONTENT = select(_f.content).where(_f.id == bindparam("id"))


def save(tx: Connection, draft: Draft) -> datetime:
    """The whole of it, in place of what was there."""
    saved_at = datetime.now(UTC)
    put(tx, draft, saved_at)
    feed.tell(tx, ChangeKind.DRAFT, draft.interaction_id)
    return saved_at


def put(tx: Connection, draft: Draft, saved_at: datetime) -> None:
    """Not told: who calls it tells."""
    statement = sqlite.insert(drafts) if tx.dialect.name == "sqlite" else postgresql.insert(drafts)
    written = {"content": statement.excluded.content, "saved_at": statement.excluded.saved_at}
    key = {"interaction_id": draft.interaction_id, "agent": draft.agent, "kind": draft.kind}
    tx.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=written),
        {**key, "content": content_of(draft), "saved_at": saved_at},
    )


def read(tx: Connection, interaction_id: int, agent: str, kind: DraftKind) -> Draft | None:
    return _read(tx, _ONE, interaction_id, agent, kind)


def read_for_change(tx: Connection, draft: Draft) -> Draft | None:
    """What stands in its place, and who else would write it waits until the transaction ends."""
    return _read(tx, _ONE.with_for_update(), draft.interaction_id, draft.agent, draft.kind)


def _read(
    tx: Connection, asked: Select[*tuple[Any, ...]], interaction_id: int, agent: str, kind: DraftKind
) -> Draft | None:
    row = tx.execute(asked, {"interaction_id": interaction_id, "agent": agent, "kind": kind}).first()
    return _of(row) if row is not None else None


def find(tx: Connection, interaction_id: int, agent: str, kind: DraftKind) -> Draft | None:
    """Also one that was begun in an interaction which was merged with this one since."""
    return read(tx, interaction_id, agent, kind) or next(
        (one for one in of_interaction(tx, interaction_id) if one.agent == agent and one.kind is kind), None
    )


def of_agent(tx: Connection, agent: str) -> list[Draft]:
    """Newest first."""
    return [_of(row) for row in tx.execute(_OF_AGENT, {"agent": agent})]


def of_interaction(tx: Connection, interaction_id: int) -> list[Draft]:
    """Everybody's, newest first."""
    return [_of(row) for row in tx.execute(_OF_INTERACTION, {"ids": family_of(tx, interaction_id)})]


def to_customer_of(tx: Connection, interaction_id: int) -> list[Draft]:
    """Everybody's in this interaction, and what is being written to the same customer in others of theirs."""
    here = of_interaction(tx, interaction_id)
    root = tx.execute(_CUSTOMER, {"id": interaction_id}).scalar()
    if root is None:
        return here
    found = tx.execute(_TO_CUSTOMER, {"root": root, "since": datetime.now(UTC) - _BEING_WRITTEN})
    keys = {(one.interaction_id, one.agent, one.kind) for one in here}
    elsewhere = [one for one in map(_of, found) if (one.interaction_id, one.agent, one.kind) not in keys]
    return [*here, *elsewhere]


def drop(tx: Connection, interaction_id: int, agent: str, kind: DraftKind) -> None:
    """Nothing happens when there is none."""
    if tx.execute(_DROP, {"of": interaction_id, "by": agent, "such": kind}).rowcount:
        feed.tell(tx, ChangeKind.DRAFT, interaction_id)


def _of(row: AnyRow) -> Draft:
    return of_content(row.content, row.interaction_id, row.agent, row.kind, row.saved_at)


def content_of(draft: Draft) -> dict[str, object]:
    """What the key does not say, for a JSON column."""
    return {
        "text": draft.text,
        "html": draft.html,
        "subject": draft.subject,
        "to": _people(draft.to),
        "cc": _people(draft.cc),
        "bcc": _people(draft.bcc),
        "unfinished": [list(one) for one in draft.unfinished],
        "answers": draft.answers,
        "account_id": draft.account_id,
        "desk": draft.desk,
        "files": [[file.id, file.name, file.media_type, file.size, file.content_id] for file in draft.files],
    }


def of_content(
    content: Mapping[str, Any], interaction_id: int, agent: str, kind: DraftKind, saved_at: datetime | None
) -> Draft:
    return Draft(
        interaction_id=interaction_id,
        agent=agent,
        kind=kind,
        text=content["text"],
        html=content["html"],
        subject=content["subject"],
        to=_participants(content["to"]),
        cc=_participants(content["cc"]),
        bcc=_participants(content["bcc"]),
        unfinished=tuple((name, typed) for name, typed in content.get("unfinished", ())),
        answers=content["answers"],
        account_id=content["account_id"],
        files=tuple(
            StoredFile(id=own_id, name=name, media_type=media_type, size=size, content_id=content_id)
            for own_id, name, media_type, size, content_id in content["files"]
        ),
        saved_at=saved_at,
        desk=content.get("desk", ""),
    )


def _people(people: Sequence[Participant]) -> list[list[str]]:
    return [[who.address, who.name] for who in people]


def _participants(stored: Sequence[Sequence[str]]) -> tuple[Participant, ...]:
    return tuple(Participant(address=address, name=name) for address, name in stored)


def keep_file(tx: Connection, file: StoredFile, content: bytes) -> StoredFile:
    """For a draft that will name it. Nothing is told, for nobody sees it before."""
    values = {
        "name": file.name,
        "media_type": file.media_type,
        "size": len(content),
        "content_id": file.content_id,
        "content": content,
        "kept_at": datetime.now(UTC),
    }
    own_id = int(tx.execute(insert(files).returning(_f.id), values).scalar_one())
    return StoredFile(
        id=own_id, name=file.name, media_type=file.media_type, size=len(content), content_id=file.content_id
    )


def file(tx: Connection, file_id: int) -> bytes:
    """Raises LookupError."""
    content = tx.execute(_CONTENT, {"id": file_id}).scalar()
    if content is None:
        raise LookupError(f"no file {file_id}")
    return bytes(content)


def forget_files(tx: Connection, before: datetime) -> None:
    """Those kept before then that no draft names, nor a letter that can still be taken back."""
    named = {file[0] for kept in _KEPT for content in tx.execute(kept).scalars() for file in content["files"]}
    old = tx.execute(select(_f.id).where(_f.kept_at < before)).scalars()
    unnamed = [{"gone": own_id} for own_id in old if own_id not in named]
    if unnamed:
        tx.execute(files.delete().where(_f.id == bindparam("gone")), unnamed)
