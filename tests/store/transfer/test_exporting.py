"""Exporting gives what importing takes: into an empty store the same comes back, into the same one nothing new."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert

from desktop.domain.agent import AgentState, AgentStatus, StateSource
from desktop.domain.call import CallEnd, CallerHints, CallFacts
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Customer, Order, OrderLine
from desktop.domain.errors import ConfigurationError
from desktop.domain.history import MatchReason
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.message import Message
from desktop.numbering import PhoneNumbering
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore, open_store
from desktop.store.bus.handover.tables import endings
from desktop.store.transfer import Kind, export_file, import_file
from desktop.store.transfer.writing import add_message, save_order
from tests.servers.postgres import PostgresServer
from tests.store.values import NOW, added, ago, call, email, handle, mail, phone, saved


@pytest.fixture
def other_place(where: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where another store of the same kind can be."""
    if "://" not in where:
        yield str(tmp_path / "other.db")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.fresh_database() as url:
            yield url


@pytest.fixture
def filled(store: DatabaseStore) -> DatabaseStore:
    anna = store.save_customer(
        Customer(
            name='Anna "K";\nKowalczyk', organisation="=1+1", language="pl", city="Łódź", is_vip=True,
            tags=("a;b", "c,d"), fields={"Größe": "4;2\n"}, external_id="K-1",
            addresses=(phone("601 234 567", "mobile"), phone("204"), email("a@k.example"), handle("@anna")),
        )
    )  # fmt: skip
    jan = saved(store, "Jan")
    line = OrderLine(item="Oslo; chair", quantity=4, amount=Decimal("0.10"))
    order = Order(
        number="10-1", customer_id=anna.id or 0, placed_at=ago(days=3), status="in packing", amount=Decimal("516.00"),
        currency="EUR", lines=(line, line),
    )  # fmt: skip
    work = added(store, mail(customer_id=anna.id, subject="Part?", external_id="<1@x>", resolution=Resolution.PROMISED))
    with store.database.writing() as tx:
        save_order(tx, order)
        save_order(tx, Order(number="10-2", customer_id=jan, placed_at=ago(days=4), status="delivered",
                             amount=Decimal("-1.50"), currency="PLN"))  # fmt: skip
        for n in range(2):
            message = Message(interaction_id=work, direction=Direction.INBOUND, author="Anna", body=f" said\n{n} ",
                              sent_at=ago(hours=n), external_id=f"<{n}@m>" if n else None)  # fmt: skip
            add_message(tx, message)
    facts = CallFacts(call_id="c", caller="601234567", dialled="204", queue="Billing", ring_seconds=3.5,
                      talk_seconds=61, end_words="Hung up.")  # fmt: skip
    added(store, call(customer_id=jan, call=facts, address="601234567", queue="Billing", notes="Zażółć",
                      state=InteractionState.CLOSED, answered_at=ago(minutes=2)))  # fmt: skip
    case = store.open_case(anna.id, "The hinge; again")
    store.change_interaction(work, InteractionChange(case_id=case.id))
    store.link_address(jan, phone("601 234 567"))
    store.merge_customers(jan, saved(store, "Johann"))
    missed = call(
        "m",
        address="601 234 567",
        state=InteractionState.MISSED,
        is_interrupted=True,
        started_at=ago(days=5),
        customer_id=jan,
    )
    added(store, replace(missed, call=replace(facts, call_id="m", end=CallEnd.GAVE_UP, queue="Sales")))
    solved = {"interaction_id": work, "disposition": "solved", "closed_by": "maria", "closed_at": ago(days=1)}
    again = {"opened_by": "jan", "opened_at": ago(hours=9)}
    with store.database.writing() as tx:
        tx.execute(insert(endings), {**solved, **again})
        tx.execute(insert(endings), {**solved, "closed_at": NOW, "is_overtaken": True})
    since = ago(hours=1)
    store.record_status("maria", AgentStatus(state=AgentState.READY, since=since))
    store.record_status("maria", AgentStatus(state=AgentState.NOT_READY, since=NOW, reason="lunch",
                        source=StateSource.SYSTEM, next_state=AgentState.READY, next_reason="x"))  # fmt: skip
    return store


_ROUND_TRIP = (
    ("SELECT a.name, b.name, a.root_id IS NULL FROM customers a LEFT JOIN customers b"
     " ON b.id = a.merged_into ORDER BY a.name"),
    ("SELECT c.name, a.kind, a.value, a.label, a.chosen_at FROM addresses a JOIN customers c"
     " ON c.id = a.customer_id ORDER BY c.name, a.kind, a.value"),
    ("SELECT i.started_at, i.call_id, i.call_end, i.call_queue, i.is_interrupted, i.is_seen, i.hold_seconds,"
     " c.number, i.agent, i.disposition, i.address FROM interactions i LEFT JOIN cases c ON c.id = i.case_id"
     " ORDER BY i.started_at"),
    ("SELECT k.number, k.title, k.is_solved, k.opened_at, c.name FROM cases k LEFT JOIN customers c"
     " ON c.id = k.customer_id"),
    ("SELECT i.started_at, e.disposition, e.closed_by, e.closed_at, e.is_overtaken, e.opened_by, e.opened_at"
     " FROM endings e JOIN interactions i ON i.id = e.interaction_id"),
    "SELECT agent, since, state, reason, source, next_state, next_reason FROM agent_log ORDER BY id",
    ("SELECT c.name, t.started_at, t.title, t.snippet FROM timeline t JOIN customers c"
     " ON c.id = t.customer_id ORDER BY c.name, t.started_at"),
)  # fmt: skip


def tables(store: DatabaseStore) -> list[object]:
    """What the values do not show, by names instead of ids."""
    with store.database.reading() as tx:
        return [sorted((tuple(row) for row in tx.exec_driver_sql(sql)), key=repr) for sql in _ROUND_TRIP]


def contents(store: DatabaseStore) -> list[object]:
    """All there is, without the ids."""
    found: list[object] = []
    for hit in store.list_customers(limit=100):
        customer = store.customer(hit.customer_id)
        assert customer is not None
        found.append((customer.name, customer.organisation, customer.language, customer.city, customer.is_vip,
                      customer.tags, customer.fields,
                      [(a.kind, a.value, a.label) for a in customer.addresses]))  # fmt: skip
        found += [
            (o.number, o.placed_at, o.status, str(o.amount), o.currency, o.lines) for o in store.orders(hit.customer_id)
        ]
        for entry in store.timeline(hit.customer_id, channels=tuple(Channel)).entries:
            details = store.details(entry.id)
            assert details is not None
            i = details.interaction
            facts = (i.call.caller, i.call.dialled, i.call.talk_seconds, i.call.end_words) if i.call else None
            found.append((i.channel, i.state, i.resolution, i.started_at, i.answered_at, i.subject, i.notes, i.queue,
                          facts, [(m.body, m.sent_at, m.author, m.direction) for m in details.messages]))  # fmt: skip
    return found


COUNTS = {Kind.CUSTOMERS: 3, Kind.CASES: 1, Kind.ORDERS: 2, Kind.INTERACTIONS: 3, Kind.ENDINGS: 2, Kind.AGENT_STATES: 2}
"""In the order in which they go in again."""


def exported(store: DatabaseStore, folder: Path) -> dict[Kind, Path]:
    paths = {kind: folder / f"{kind}.csv" for kind in COUNTS}
    for kind, path in paths.items():
        assert export_file(store, kind, path) == COUNTS[kind]
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return paths


def test_what_was_exported_comes_back_in_an_empty_store(
    filled: DatabaseStore, other_place: str, tmp_path: Path
) -> None:
    paths = exported(filled, tmp_path)
    other = open_store(other_place, PhoneNumbering("DE"))
    for kind, path in paths.items():
        report = import_file(other, kind, path)
        assert (report.created, report.rejected, report.remarks) == (COUNTS[kind], 0, ())
    assert contents(other) == contents(filled)
    assert tables(other) == tables(filled)
    assert other.match_caller(CallerHints(from_uri="+48601234567")).reason is MatchReason.CHOSEN
    assert other.last_status("maria") == filled.last_status("maria")
    other.close()


def test_what_was_exported_is_known_again_in_the_same_store(filled: DatabaseStore, tmp_path: Path) -> None:
    before = contents(filled), tables(filled)
    for kind, path in exported(filled, tmp_path).items():
        report = import_file(filled, kind, path)
        counts = (report.created, report.changed, report.unchanged, report.rejected)
        assert counts == (0, 0, COUNTS[kind], 0), kind
    assert (contents(filled), tables(filled)) == before


def test_a_split_after_a_move_stays_a_split(filled: DatabaseStore, tmp_path: Path) -> None:
    path = exported(filled, tmp_path)[Kind.CUSTOMERS]
    other = open_store(tmp_path / "other.db", PhoneNumbering("DE"))
    import_file(other, Kind.CUSTOMERS, path)
    (jan,) = other.find_customers("Jan")
    (johann,) = other.merged_customers(jan.customer_id)
    other.split_customer(johann.customer_id)
    assert {hit.name for hit in other.find_customers("Jo")} == {"Johann"}
    other.close()


def test_what_cannot_be_joined_is_told(store: DatabaseStore, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("id,name,merged into\n1,Anna,2\n2,Ania,1\n3,Jan,99\n")
    report = import_file(store, Kind.CUSTOMERS, path)
    assert report.created == 3
    assert len(report.remarks) == 2
    assert "3 could not be merged into 99" in report.remarks


def test_old_states_never_become_an_agents_last(store: DatabaseStore, tmp_path: Path) -> None:
    store.record_status("maria", AgentStatus(state=AgentState.READY, since=NOW))
    path = tmp_path / "file.csv"
    path.write_text(f"agent,since,state\nmaria,{ago(days=1).isoformat()},not_ready\njan,2026-01-02T10:00Z,ready\n")
    report = import_file(store, Kind.AGENT_STATES, path)
    assert (report.created, report.rejected) == (1, 1)
    assert "later states of maria" in report.remarks[0]
    last = store.last_status("maria")
    assert last is not None
    assert last.state is AgentState.READY


def test_a_number_is_one_cases_for_ever(store: DatabaseStore, tmp_path: Path) -> None:
    store.open_case(None, "The first")
    path = tmp_path / "file.csv"
    path.write_text("number,title,opened\n1001,Another,2026-01-02\n1001,The first,2026-01-02\n1007,New,2026-01-02\n")
    report = import_file(store, Kind.CASES, path)
    assert (report.created, report.unchanged, report.rejected) == (1, 1, 1)
    assert store.open_case(None, "Next").number == 1008
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("id,channel,date,case\n1,email,2026-01-02,1007\n2,email,2026-01-02,4711\n")
    report = import_file(store, Kind.INTERACTIONS, contacts)
    assert (report.created, report.rejected) == (1, 1)
    assert "no case 4711" in report.remarks[0]


def test_a_call_that_the_store_holds_already_is_kept_beside_it(store: DatabaseStore, tmp_path: Path) -> None:
    added(store, call("the one"))
    path = tmp_path / "file.csv"
    path.write_text(
        "id,channel,date,call reference\n1,voice,2026-01-02,the one\n2,voice,2026-01-02,two\n3,voice,2026-01-02,two\n"
    )
    assert import_file(store, Kind.INTERACTIONS, path).created == 3


def test_a_name_that_another_store_gave_is_no_id_of_this_one(filled: DatabaseStore, tmp_path: Path) -> None:
    path = tmp_path / "foreign.csv"
    path.write_text("id,name\nparley:000000000000:1,Somebody else\nparley:x:y,Odd\n")
    assert import_file(filled, Kind.CUSTOMERS, path).created == 2


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(filled: DatabaseStore, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be written"):
        export_file(filled, Kind.CUSTOMERS, tmp_path / "missing" / "file.csv")

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_file(filled, Kind.CUSTOMERS, tmp_path / "file.csv", stop)
    assert not list(tmp_path.glob("file.csv*"))
