"""What a file leaves open is decided by all that stands in it, or asked for in words: never guessed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import ConfigurationError
from desktop.store import DatabaseStore
from desktop.store.transfer import ImportOptions, ImportReport, Kind, import_file
from desktop.store.transfer.dates import DateOrder
from desktop.store.transfer.encodings import Evidence
from desktop.store.transfer.values import instant
from tests.store.values import saved


def imported(store: DatabaseStore, kind: Kind, folder: Path, content: str | bytes, **more: Any) -> ImportReport:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return import_file(store, kind, path, ImportOptions(rejects=folder / "bad.csv", **more))


def orders(*dates: str) -> str:
    rows = (f"10-{n},K-1,{date},1.00,EUR\n" for n, date in enumerate(dates))
    return "number,customer,date,amount,currency\n" + "".join(rows)


def days(store: DatabaseStore, customer_id: int) -> dict[str, str]:
    """By number, in this machine's time, as the file has it."""
    found = store.orders(customer_id, limit=5000)
    return {order.number: order.placed_at.astimezone().strftime("%d %b %H:%M") for order in found}


@pytest.fixture
def anna(store: DatabaseStore) -> int:
    return saved(store, "Anna", external_id="K-1")


@pytest.mark.parametrize(
    ("told", "expected"), [("25/12/2025", "04 Mar"), ("12/25/2025", "03 Apr"), ("25-12-2025 09:30", "04 Mar")]
)
def test_a_day_after_the_twelfth_tells_for_its_whole_column(
    store: DatabaseStore, anna: int, tmp_path: Path, told: str, expected: str
) -> None:
    report = imported(store, Kind.ORDERS, tmp_path, orders("04/03/2026 10:15", *["2026-01-02"] * 1500, told))
    assert (report.created, report.rejected) == (1502, 0)
    found = days(store, anna)
    assert found["10-0"] == f"{expected} 10:15"
    assert found["10-1501"].startswith("25 Dec")


def test_a_column_that_tells_nothing_is_refused_until_it_is_told(
    store: DatabaseStore, anna: int, tmp_path: Path
) -> None:
    content = orders("04/03/2026", "05/06/2026", "07.08.2026")
    with pytest.raises(ConfigurationError, match="04/03/2026") as caught:
        imported(store, Kind.ORDERS, tmp_path, content)
    assert "--dates dmy" in caught.value.hint
    assert store.orders(anna) == []
    report = imported(store, Kind.ORDERS, tmp_path, content, dates=DateOrder.MONTH_FIRST)
    assert report.rejected == 0
    assert sorted(day[:6] for day in days(store, anna).values()) == ["03 Apr", "06 May", "07 Aug"]


def test_a_column_with_both_orders_takes_only_the_dates_that_tell_theirs(
    store: DatabaseStore, anna: int, tmp_path: Path
) -> None:
    report = imported(store, Kind.ORDERS, tmp_path, orders("25/12/2025", "12/26/2025", "04/03/2026", "06/06/2026"))
    assert (report.created, report.rejected) == (3, 1)
    assert "day/month or month/day" in report.remarks[0]
    assert {number: day[:6] for number, day in days(store, anna).items()} == {
        "10-0": "25 Dec",
        "10-1": "26 Dec",
        "10-3": "06 Jun",
    }


def test_each_column_has_an_order_of_its_own(store: DatabaseStore, tmp_path: Path) -> None:
    content = "id,channel,start,end\n1,email,25/12/2025,12/26/2025\n2,email,04/03/2026,03/04/2026\n"
    assert imported(store, Kind.INTERACTIONS, tmp_path, content).rejected == 0
    with store.database.reading() as tx:
        spans = tx.exec_driver_sql(
            "SELECT ended_at - started_at FROM interactions WHERE external_id = '2'"
        ).scalar_one()
    assert spans == 0


def test_a_date_against_the_order_of_its_column_is_told(store: DatabaseStore, anna: int, tmp_path: Path) -> None:
    report = imported(store, Kind.ORDERS, tmp_path, orders("25/12/2025", "13/13/2026", "31/02/2026", "1/2/26"))
    assert (report.created, report.rejected) == (1, 3)


@given(day=st.integers(1, 28), month=st.integers(1, 12), hour=st.integers(0, 23), sign=st.sampled_from("/-"))
def test_dates_are_read_in_the_order_that_is_told(day: int, month: int, hour: int, sign: str) -> None:
    at = datetime(2024, month, day, hour, 7).astimezone().astimezone(UTC)
    clock = f"{hour:02}:07"
    half = f"{(hour - 1) % 12 + 1}:07 {'PM' if hour > 11 else 'am'}"
    assert instant(f"{day}{sign}{month:02}{sign}2024 {clock}", "dmy") == at
    assert instant(f"{month}{sign}{day:02}{sign}2024, {half}", "mdy") == at


POLISH = ("Żółć", "Kość", "Łódź", "Święty Krzyż", "Gżegżółka", "Miś", "źdźbło", "Wąchock", "Jarosław Żak")
CHINESE = ("张伟", "王芳", "李娜", "陈美玲", "退款,订单", "上海市", "发货地址 5 号")


def named(names: tuple[str, ...], encoding: str) -> bytes:
    rows = "".join(f'{n},"{name}"\n' for n, name in enumerate(names))
    return ("id,name\n" + rows).encode(encoding)


@pytest.mark.parametrize(("names", "encoding"), [(POLISH, "cp1250"), (CHINESE, "gb18030")])
def test_the_whole_file_tells_polish_from_chinese(
    store: DatabaseStore, tmp_path: Path, names: tuple[str, ...], encoding: str
) -> None:
    report = imported(store, Kind.CUSTOMERS, tmp_path, named(names, encoding))
    assert report.encoding == encoding
    assert {hit.name for hit in store.list_customers()} == set(names)


def test_evidence_after_the_first_megabytes_counts_too(store: DatabaseStore, tmp_path: Path) -> None:
    rows = ["id,name,remark\n", "1,Żółć,\n", *(f"{n},Name,{'x' * 300_000}\n" for n in range(2, 18)), "99,Kość,\n"]
    assert imported(store, Kind.CUSTOMERS, tmp_path, "".join(rows).encode("cp1250")).encoding == "cp1250"
    assert "Żółć" in {hit.name for hit in store.list_customers()}


@pytest.mark.parametrize("name", ["żółć", "张伟"])
def test_a_file_that_may_be_either_is_refused_until_it_is_told(store: DatabaseStore, tmp_path: Path, name: str) -> None:
    encoding = "cp1250" if name == "żółć" else "gb18030"
    with pytest.raises(ConfigurationError, match="Windows-1250 or in GB 18030") as caught:
        imported(store, Kind.CUSTOMERS, tmp_path, named((name,), encoding))
    assert f"--encoding {encoding}" in caught.value.hint
    assert imported(store, Kind.CUSTOMERS, tmp_path, named((name,), encoding), encoding=encoding).created == 1
    (hit,) = store.list_customers()
    assert hit.name == name


def test_a_row_among_others_that_may_be_either_is_told(store: DatabaseStore, tmp_path: Path) -> None:
    content = named(("Zażółć", "Gęślą", "Jaźń"), "utf-8") + '9,"żółć"\n'.encode("cp1250")
    report = imported(store, Kind.CUSTOMERS, tmp_path, content)
    assert (report.created, report.rejected, report.encoding) == (3, 1, "utf-8")
    assert "not in the encoding utf-8" in report.remarks[0]


@given(st.lists(st.binary(max_size=60), max_size=20))
def test_any_bytes_are_some_evidence(lines: list[bytes]) -> None:
    evidence = Evidence()
    for line in lines:
        evidence.add(line)
    assert evidence.encoding in ("", "cp1250", "cp1252", "gb18030")
