"""Exporting gives what importing takes: into an empty store the same comes back, into the same one nothing new."""

from decimal import Decimal
from pathlib import Path

import pytest

from desktop.domain.call import CallFacts
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Customer, Order, OrderLine
from desktop.domain.errors import ConfigurationError
from desktop.domain.interaction import InteractionState, Resolution
from desktop.domain.message import Message
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from desktop.store.transfer import Kind, export_file, import_file
from desktop.store.transfer.writing import add_message, save_order
from tests.store.values import added, ago, call, email, handle, mail, phone, saved


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
    added(store, call(customer_id=jan, call=facts, queue="Billing", state=InteractionState.CLOSED, notes="Zażółć",
                      answered_at=ago(minutes=2)))  # fmt: skip
    return store


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


def exported(store: DatabaseStore, folder: Path) -> dict[Kind, Path]:
    paths = {kind: folder / f"{kind}.csv" for kind in Kind}
    for kind, path in paths.items():
        assert export_file(store, kind, path) == 2
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return paths


def test_what_was_exported_comes_back_in_an_empty_store(filled: DatabaseStore, tmp_path: Path) -> None:
    paths = exported(filled, tmp_path)
    other = open_store(tmp_path / "other.db", PhoneNumbering("DE"))
    for kind in Kind:
        report = import_file(other, kind, paths[kind])
        assert (report.created, report.rejected, report.remarks) == (2, 0, ())
    assert contents(other) == contents(filled)
    other.close()


def test_what_was_exported_is_known_again_in_the_same_store(filled: DatabaseStore, tmp_path: Path) -> None:
    before = contents(filled)
    for kind, path in exported(filled, tmp_path).items():
        report = import_file(filled, kind, path)
        assert (report.created, report.changed, report.unchanged, report.rejected) == (0, 0, 2, 0), kind
    assert contents(filled) == before


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
