"""Importing: good rows go in once, bad ones are told by line and reason, whatever the file looks like."""

import contextlib
import csv
import time
import tracemalloc
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from desktop.domain.call import CallerHints
from desktop.domain.channel import Channel
from desktop.domain.customer import Customer, OrderLine
from desktop.domain.errors import ConfigurationError
from desktop.domain.history import SearchQuery
from desktop.domain.interaction import Resolution
from desktop.store import DatabaseStore
from desktop.store.transfer import ImportOptions, ImportReport, Kind, check_file, import_file, importing
from desktop.store.transfer.items import Item, Outcome
from tests.store.values import email, phone, saved


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def imported(store: DatabaseStore, kind: Kind, folder: Path, content: str | bytes, **more: Any) -> ImportReport:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return import_file(store, kind, path, ImportOptions(rejects=folder / "bad.csv", **more))


def everybody(store: DatabaseStore) -> list[Customer]:
    found = [store.customer(hit.customer_id) for hit in store.list_customers(limit=1000)]
    return [customer for customer in found if customer is not None]


def bad_rows(folder: Path) -> list[list[str]]:
    with (folder / "bad.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_file_as_people_have_it_goes_in(store: DatabaseStore, folder: Path) -> None:
    content = (
        "Id;Imię i nazwisko;Firma;Telefon;Telefon 2;E-mail;VIP;Tags;Whatever;field.Fax\n"
        'K-1;Anna Kowalczyk;"Studio ""K""; Kraków";601 234 567;22 123 45 67 [work];Anna@Studio-K.example;tak;'
        '"oak;hinge";x;none\n\n'
        'K-2;"Jan\nNowak";;n/a;;;;;;\n'
    )
    report = imported(store, Kind.CUSTOMERS, folder, content)
    assert (report.created, report.rejected, report.delimiter, report.encoding) == (2, 0, ";", "utf-8")
    assert report.ignored_columns == ("Whatever",)
    anna, jan = everybody(store)
    assert (anna.name, anna.organisation, anna.is_vip) == ("Anna Kowalczyk", 'Studio "K"; Kraków', True)
    assert anna.tags == ("oak", "hinge")
    assert anna.fields == {"Fax": "none"}
    assert [(a.value, a.label) for a in anna.addresses] == [
        ("+48601234567", ""), ("+48221234567", "work"), ("anna@studio-k.example", ""),
    ]  # fmt: skip
    assert (jan.name, jan.addresses) == ("Jan\nNowak", ())
    assert store.match_caller(CallerHints(from_uri="sip:601234567@pbx")).customer_id == anna.id
    assert [hit.name for hit in store.find_customers("kowal")] == ["Anna Kowalczyk"]


def test_importing_again_changes_nothing_and_more_columns_complete(store: DatabaseStore, folder: Path) -> None:
    first = "id,name,phone,city\n1,Anna,601234567,Kraków\n2,Jan,,\n"
    assert imported(store, Kind.CUSTOMERS, folder, first).created == 2
    again = imported(store, Kind.CUSTOMERS, folder, first)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2)
    more = imported(store, Kind.CUSTOMERS, folder, "id,name,email,phone\n1,Anna Maria,a@b.example,\n2,Jan,,\n")
    assert (more.created, more.changed, more.unchanged) == (0, 1, 1)
    anna = everybody(store)[0]
    assert (anna.name, anna.city, len(anna.addresses)) == ("Anna Maria", "Kraków", 2)


def test_rows_without_a_number_are_known_again_too(store: DatabaseStore, folder: Path) -> None:
    content = "name,phone\nAnna,601234567\nAnna,601234567\nJan,\n"
    report = imported(store, Kind.CUSTOMERS, folder, content)
    assert (report.created, report.changed) == (2, 1)
    assert imported(store, Kind.CUSTOMERS, folder, content).unchanged == 3
    assert len(everybody(store)) == 2


def test_bad_rows_are_told_by_line_and_reason_while_good_ones_go_in(store: DatabaseStore, folder: Path) -> None:
    content = (
        "id,name,phone,email,vip\n"
        "1,Anna,601234567,,\n"
        "2,,,,\n"
        "3,Jan,call me maybe 5,,\n"
        '4,"two\nlines",,no mail,\n'
        "5,Ola,,,perhaps\n"
        "6,Too,many,,,,columns\n"
        '7,"Bad "quote",,,\n'
        "8,Zofia,,,\n"
    )
    report = imported(store, Kind.CUSTOMERS, folder, content)
    assert (report.created, report.rejected) == (2, 6)
    header, *rows = bad_rows(folder)
    assert header == ["line", "reason", "id", "name", "phone", "email", "vip"]
    assert sorted(row[0] for row in rows) == ["3", "4", "5", "7", "8", "9"]
    reasons = {row[0]: row[1] for row in rows}
    assert "no name" in reasons["3"]
    assert "no telephone number" in reasons["4"]
    assert "no mail address" in reasons["5"]
    assert "neither yes nor no" in reasons["7"]
    assert "7 columns instead of 5" in reasons["8"]
    assert "quotation mark" in reasons["9"]
    assert {row[0]: row[2:] for row in rows}["9"] == ["7", '"Bad "quote"', "", "", ""]
    assert [customer.name for customer in everybody(store)] == ["Anna", "Zofia"]
    assert any(remark.startswith("Line 7:") for remark in report.remarks)


def test_a_bad_row_is_kept_as_it_was_in_any_encoding(store: DatabaseStore, folder: Path) -> None:
    content = 'id,name\n1,Żółty\n2,"Gęś "x"\n'
    for encoding in ("utf-16", "cp1250"):
        report = imported(store, Kind.CUSTOMERS, folder, content.encode(encoding))
        assert report.rejected == 1
        assert bad_rows(folder)[1][2:] == ["2", '"Gęś "x"']


def test_a_check_tells_the_same_and_writes_nothing(store: DatabaseStore, folder: Path) -> None:
    path = folder / "file.csv"
    path.write_text("id,name,vip\n1,Anna,\n2,Jan,perhaps\n1,Anna,yes\n")
    report = check_file(store, Kind.CUSTOMERS, path)
    assert (report.created, report.rejected) == (1, 1)
    assert everybody(store) == []


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"),
     ("cp1250", "cp1250")],
)  # fmt: skip
def test_polish_is_read_in_every_usual_encoding(store: DatabaseStore, folder: Path, encoding: str, told: str) -> None:
    content = "id,name,city\n1,Zażółć Gęślą,Łódź\n2,Jaźń,Kraków\n".encode(encoding)
    report = imported(store, Kind.CUSTOMERS, folder, content)
    assert (report.encoding, report.rejected, report.remarks) == (told, 0, ())
    assert [(c.name, c.city) for c in everybody(store)] == [("Jaźń", "Kraków"), ("Zażółć Gęślą", "Łódź")]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Zoë Müller-Nuñez"), ("gb18030", "陈美玲"), ("cp1250", "Jiří Šťastný"), ("cp1252", "Françoise Élodie")],
)
def test_other_encodings_are_told_apart(store: DatabaseStore, folder: Path, encoding: str, name: str) -> None:
    report = imported(store, Kind.CUSTOMERS, folder, f"id,name\n1,{name}\n".encode(encoding))
    assert report.encoding == encoding
    assert [customer.name for customer in everybody(store)] == [name]


def test_rows_in_another_encoding_than_the_others_are_read_and_told(store: DatabaseStore, folder: Path) -> None:
    rows = [f"{n},Zażółć {n}\n".encode() for n in range(5)]
    rows.insert(3, "9,Gęślą Jaźń\n".encode("cp1250"))
    report = imported(store, Kind.CUSTOMERS, folder, b"id,name\n" + b"".join(rows))
    assert report.created == 6
    assert report.remarks == ("Line 5: read as cp1250, unlike the others",)
    assert everybody(store)[0].name == "Gęślą Jaźń"


def test_fields_of_a_megabyte_go_in_and_longer_ones_are_refused(store: DatabaseStore, folder: Path) -> None:
    long, longer, endless = "x y" * 300_000, "z" * 1_100_000, ("e" * 200 + "\n") * 21_000
    content = (
        "external_id,channel,started_at,message\n"
        f'1,email,2026-01-02T10:00Z,"{long}"\n2,email,2026-01-02T10:00Z,{longer}\n'
        f'3,email,2026-01-02T10:00Z,after\n4,email,2026-01-02T10:00Z,"{endless}'
        "\n5,email,2026-01-03T10:00Z,last\n"
    )
    report = imported(store, Kind.INTERACTIONS, folder, content)
    assert report.created == 3
    details = store.details(1)
    assert details is not None
    assert details.messages[0].body == long
    reasons = {int(row[0]): row[1] for row in bad_rows(folder)[1:4]}
    assert "longer than" in reasons[3]
    assert "too long" in reasons[5]


def test_orders_with_lines_go_in_and_are_replaced(store: DatabaseStore, folder: Path) -> None:
    anna = saved(store, "Anna", phone("601 234 567"), external_id="K-1")
    jan = saved(store, "Jan", email("jan@nowak.example"))
    content = (
        "Order number\tCustomer ID\tPhone\tEmail\tDate\tStatus\tTotal\tCurrency\tItem\tQty\tLine amount\n"
        "10-1\tK-1\t\t\t2026-11-01 10:00+01:00\tdelivered\t1 234,50\teur\tOslo chair\t4\t1.000,50\n"
        "10-1\tK-1\t\t\t2026-11-01 10:00+01:00\tdelivered\t1 234,50\teur\tHinge\t\t234,00 zł\n"
        "10-2\t\t0601234567\t\t01.11.2026\tin packing\t12.30\tPLN\t\t\t\n"
        "10-3\t\t\tJAN@nowak.example\t2026-11-02T10:00:00Z\tnew\t-3\t\t\t\t\n"
        "10-4\tK-9\t\t\t2026-11-02\tnew\t3\t\t\t\t\n"
        "10-5\t\t999\t\t2026-11-02\tnew\t3\t\t\t\t\n"
        "10-6\tK-1\t\t\tyesterday\tnew\t3\t\t\t\t\n"
        "10-7\tK-1\t\t\t2026-11-02\tnew\t1,234\t\t\t\t\n"
        "10-8\tK-1\t\t\t2026-11-02\tnew\t1\tpounds\t\t\t\n"
        "10-9\tK-1\t\t\t2026-11-02\tnew\t1\t\tChair\t1.5\t\n"
    )
    report = imported(store, Kind.ORDERS, folder, content)
    assert (report.created, report.rejected) == (3, 6)
    newest, first = store.orders(anna)[1], store.orders(anna)[0]
    by_number = {order.number: order for order in (newest, first)}
    assert by_number["10-1"].lines == (
        OrderLine(item="Oslo chair", quantity=4, amount=Decimal("1000.50")),
        OrderLine(item="Hinge", quantity=1, amount=Decimal("234.00")),
    )
    assert by_number["10-1"].placed_at == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert (by_number["10-1"].amount, by_number["10-1"].currency) == (Decimal("1234.50"), "EUR")
    assert [order.number for order in store.orders(jan)] == ["10-3"]
    again = imported(store, Kind.ORDERS, folder, content.replace("in packing", "delivered"))
    assert (again.created, again.changed, again.unchanged) == (0, 1, 2)
    assert all(not order.is_open for order in store.orders(anna))


def test_interactions_go_in_with_messages_and_are_found(store: DatabaseStore, folder: Path) -> None:
    anna = saved(store, "Anna", phone("601 234 567"), external_id="K-1")
    content = (
        "ticket,customer id,channel,direction,date,subject,note,caller id,talk time,message id,body,author,sent at\n"
        "1,,Voice,,2026-11-01T10:00Z,,Hinge broken,+48 601 234 567,6:42,,,,\n"
        "2,K-1,EMAIL,inbound,2026-11-02T10:00Z,Part?,,,,m1,Where is my zawias?,Anna,2026-11-02T10:00Z\n"
        "2,K-1,EMAIL,inbound,2026-11-02T10:00Z,Part?,,,,m2,On its way.,Maria,2026-11-02T12:00Z\n"
        "3,,pigeon,,2026-11-02T10:00Z,,,,,,,,\n"
        "4,K-404,email,,2026-11-02T10:00Z,,,,,,,,\n"
        "5,,email,,2026-11-02T10:00Z,,,,,,,,\n"
    )
    report = imported(store, Kind.INTERACTIONS, folder, content)
    assert (report.created, report.rejected) == (3, 2)
    newest, oldest = store.timeline(anna).entries
    assert (oldest.channel, oldest.talk_seconds, oldest.resolution) == (Channel.VOICE, 402.0, Resolution.SOLVED)
    details = store.details(newest.id)
    assert details is not None
    assert [message.body for message in details.messages] == ["Where is my zawias?", "On its way."]
    assert store.search(SearchQuery(text="zawias", customer_id=anna)).hits[0].interaction_id == newest.id
    again = imported(store, Kind.INTERACTIONS, folder, content)
    assert (again.created, again.changed, again.unchanged, again.rejected) == (0, 0, 3, 2)
    more = content + "2,K-1,email,,2026-11-02T10:00Z,Part?,,,,m3,Thanks!,Anna,2026-11-03T10:00Z\n"
    assert imported(store, Kind.INTERACTIONS, folder, more).changed == 1
    assert store.unseen_missed() == 0


def test_columns_can_be_told(store: DatabaseStore, folder: Path) -> None:
    content = "Wer?,id,Ort,Notiz\nAnna,1,Kraków,VIP!\n"
    columns = {"wer?": "name", "Notiz": "field.Notiz", "Ort": ""}
    report = imported(store, Kind.CUSTOMERS, folder, content, columns=columns)
    assert report.ignored_columns == ("Ort",)
    (anna,) = everybody(store)
    assert (anna.name, anna.city, anna.fields) == ("Anna", "", {"Notiz": "VIP!"})


@pytest.mark.parametrize(
    ("content", "columns", "words"),
    [
        ("a,b\n1,2\n", {}, "No column"),
        ("", {}, "header"),
        ("id,name\n", {"nom": "name"}, "no column"),
        ("id,name\n", {"id": "colour"}, "no field"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_in_words(
    store: DatabaseStore, folder: Path, content: str, columns: dict[str, str], words: str
) -> None:
    with pytest.raises(ConfigurationError, match=words):
        imported(store, Kind.CUSTOMERS, folder, content, columns=columns)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        import_file(store, Kind.CUSTOMERS, folder / "missing.csv")


def test_progress_is_told_and_may_stop_the_import(store: DatabaseStore, folder: Path) -> None:
    path = folder / "file.csv"
    path.write_text("id,name\n" + "".join(f"{n},Name {n}\n" for n in range(2000)))
    seen: list[tuple[int, int]] = []

    def stop_after_two(done: int, total: int) -> None:
        seen.append((done, total))
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(store, Kind.CUSTOMERS, path, progress=stop_after_two)
    assert 0 < seen[0][0] < seen[1][0] <= seen[1][1] == path.stat().st_size
    report = import_file(store, Kind.CUSTOMERS, path)
    assert 0 < report.unchanged < 2000
    assert report.created == 2000 - report.unchanged


class SlowDisk:
    """An import whose writing takes long, which no real disk can be asked to do."""

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        time.sleep(0.03)
        return []


def test_on_a_slow_disk_fewer_rows_are_written_at_a_time_so_that_others_get_in(
    store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = importing._Pace(store)
    first = pace.rows
    for _ in range(5):
        pace.write(SlowDisk(), [])  # type: ignore[arg-type]  # writes alone are asked of it
    if store.database.is_sqlite:
        assert pace.rows < first / 4
        monkeypatch.setattr(SlowDisk, "write", lambda self, tx, items: [])
        monkeypatch.setattr(importing, "_HELD_SECONDS", 60.0)  # whatever this machine is busy with
        for _ in range(10):
            pace.write(SlowDisk(), [])  # type: ignore[arg-type]  # writes alone are asked of it
    assert pace.rows == 500


def test_memory_does_not_grow_with_the_file(store: DatabaseStore, folder: Path) -> None:
    def peak(rows: int) -> int:
        path = folder / f"{rows}.csv"
        path.write_text("id,name\n" + "".join(f"{rows}-{n},Name {n}\n" for n in range(rows)))
        tracemalloc.reset_peak()
        check_file(store, Kind.CUSTOMERS, path)
        return tracemalloc.get_traced_memory()[1] - base

    tracemalloc.start()
    try:
        base = tracemalloc.get_traced_memory()[0]
        small, large = peak(2_000), peak(8_000)
    finally:
        tracemalloc.stop()
    assert large < 1.5 * small + 200_000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(content=st.one_of(st.binary(max_size=400), st.text(alphabet='a,;"\n\r\t€1', max_size=200).map(str.encode)))
def test_no_file_breaks_the_import(store: DatabaseStore, folder: Path, content: bytes) -> None:
    with contextlib.suppress(ConfigurationError):  # in words: too little tells what it is written in
        report = imported(store, Kind.CUSTOMERS, folder, b"id,name\n" + content)
        assert report.created + report.changed + report.unchanged + report.rejected >= 0


def test_a_file_that_knows_only_dates_is_found_whole_and_beside_what_was_there(
    store: DatabaseStore, folder: Path
) -> None:
    header = "id,channel,date,note\n"
    rows = [f"{n},email,{2024 + n % 2}-03-01T00:00Z,zawias {n}\n" for n in range(700)]
    assert imported(store, Kind.INTERACTIONS, folder, header + "".join(rows[:40])).created == 40
    assert imported(store, Kind.INTERACTIONS, folder, header + "".join(rows)).created == 660
    hits = store.search(SearchQuery(text="zawias ", limit=1000)).hits
    assert len({hit.interaction_id for hit in hits}) == 700
    assert [hit.at for hit in hits] == sorted((hit.at for hit in hits), reverse=True)
    assert len(store.search(SearchQuery(text="zawias 69")).hits) == 11
