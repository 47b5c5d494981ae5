"""What the desk asks again and again is found by an index made for it, or a big store would make each call wait."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store


def plan_of(store: DatabaseStore, ask: Callable[[DatabaseStore], object]) -> str:
    """SQLite's plan of the statements that `ask` runs."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        ask(store)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with store.database.reading() as tx:
        plans = [tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all() for sql, values in asked]
    return "\n".join(str(row[-1]) for plan in plans for row in plan)


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda store: store.unseen_missed(), "SEARCH interactions USING INDEX missed_unseen"),
        (lambda store: store.mark_missed_seen(), "SEARCH interactions USING INDEX missed_unseen"),
        (lambda store: store.unfinished("Ewa"), "USING INDEX unfinished_by_agent"),
        (lambda store: store.calls(limit=100), "USING INDEX calls_by_time"),
    ],
)
def test_a_question_of_every_call_is_answered_by_its_index(
    ask: Callable[[DatabaseStore], object], index: str, tmp_path: Path, numbering: PhoneNumbering
) -> None:
    store = open_store(str(tmp_path / "store.db"), numbering)
    assert index in plan_of(store, ask)
    store.close()
