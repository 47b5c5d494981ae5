"""Ready texts and macros: kept, listed, removed."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Channel
from desktop.domain.office.macros import Macro, Step, StepKind
from desktop.domain.office.texts import ReadyText, TextKind, Wording
from desktop.store.bus import feed
from desktop.store.office.tables import macros, texts
from desktop.store.types import AnyRow

_t = texts.c
_m = macros.c
_TEXTS = select(texts).where(_t.is_removed.is_(False)).order_by(_t.title, _t.id)
_TEMPLATES = _TEXTS.where(_t.kind == TextKind.TEMPLATE)
_MACROS = select(macros).where(_m.is_removed.is_(False)).order_by(_m.title, _m.id)


def read_all(tx: Connection) -> list[ReadyText]:
    return [_text_of(row) for row in tx.execute(_TEXTS)]


def templates(tx: Connection) -> list[ReadyText]:
    return [_text_of(row) for row in tx.execute(_TEMPLATES)]


def titled(tx: Connection, titles: Collection[str]) -> list[ReadyText]:
    """Those that are called so, the oldest first."""
    chosen = select(texts).where(_t.is_removed.is_(False), _t.title.in_(sorted(set(titles)))).order_by(_t.id.desc())
    return [_text_of(row) for row in tx.execute(chosen)][::-1]


def _text_of(row: AnyRow) -> ReadyText:
    return ReadyText(
        id=row.id,
        kind=row.kind,
        title=row.title,
        shortcut=row.shortcut,
        wordings=tuple(Wording(**one) for one in row.wordings),
        queues=tuple(row.queues),
        channels=tuple(Channel(one) for one in row.channels),
    )


def save(tx: Connection, text: ReadyText) -> ReadyText:
    """Raises LookupError for an id that never was."""
    wordings = [{"text": one.text, "html": one.html, "language": one.language} for one in text.wordings]
    values = {
        "kind": text.kind,
        "title": text.title,
        "shortcut": text.shortcut,
        "wordings": wordings,
        "queues": list(text.queues),
        "channels": [str(one) for one in text.channels],
    }
    own_id = _save(tx, texts, text.id, values)
    return _text_of(tx.execute(select(texts).where(_t.id == own_id)).one())


def read_macros(tx: Connection) -> list[Macro]:
    return [_macro_of(row) for row in tx.execute(_MACROS)]


def _macro_of(row: AnyRow) -> Macro:
    return Macro(
        id=row.id,
        title=row.title,
        steps=tuple(Step(kind=StepKind(kind), value=value) for kind, value in row.steps),
        queues=tuple(row.queues),
    )


def save_macro(tx: Connection, macro: Macro) -> Macro:
    """Raises LookupError for an id that never was."""
    steps = [[str(one.kind), one.value] for one in macro.steps]
    values = {"title": macro.title, "steps": steps, "queues": list(macro.queues)}
    own_id = _save(tx, macros, macro.id, values)
    return _macro_of(tx.execute(select(macros).where(_m.id == own_id)).one())


def _save(tx: Connection, table: Table, known: int | None, values: Mapping[str, Any]) -> int:
    if known is None:
        own_id = int(tx.execute(insert(table).returning(table.c.id), values).scalar_one())
    else:
        own_id = known
        _change(tx, table, own_id, {**values, "is_removed": False})
    feed.tell(tx, ChangeKind.TEXT, own_id)
    return own_id


def remove(tx: Connection, text_id: int) -> None:
    _change(tx, texts, text_id, {"is_removed": True})
    feed.tell(tx, ChangeKind.TEXT, text_id)


def remove_macro(tx: Connection, macro_id: int) -> None:
    _change(tx, macros, macro_id, {"is_removed": True})
    feed.tell(tx, ChangeKind.TEXT, macro_id)


def _change(tx: Connection, table: Table, own_id: int, values: Mapping[str, Any]) -> None:
    if tx.execute(update(table).where(table.c.id == own_id).values(values)).rowcount == 0:
        raise LookupError(f"nothing with the number {own_id} in {table.name}")
