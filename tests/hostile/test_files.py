"""CSV files as people really have them, given to `parley import` on the command line: good rows in, bad ones told."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.__main__ import main
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.test_main import parley

HEAD = "id,name,phone,tags\n"
MEGABYTE = "x" * 1_000_000
TAKEN = {
    "BOM": (HEAD + "1,Michał Wójcik,601234567,\n").encode("utf-8-sig"),
    "UTF-16": (HEAD + "1,Michał Wójcik,601234567,\n").encode("utf-16"),
    "Windows-1250": (HEAD + "1,Michał Wójcik,601234567,\n").encode("cp1250"),
    "Mac line ends": (HEAD + "1,Michał Wójcik,601234567,\n").replace("\n", "\r").encode(),
    "quoted newlines": (HEAD + '1,"Michał\nWójcik","601234567",\n').encode(),
    "turned letters": (HEAD + "1,Michał\u202e Wójcik,601234567,\n").encode(),
    "a megabyte in a field": (HEAD + f'1,Michał Wójcik,601234567,"{MEGABYTE}"\n').encode(),
}


class Said(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """`parley …` without a process of its own, of which there would be many."""
    monkeypatch.setenv("PARLEY_PROFILE", str(tmp_path))

    def run(*arguments: str) -> Said:
        code = main(list(arguments))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def _names(profile: Path) -> list[str]:
    store = open_store(profile / "parley.db", PhoneNumbering("GB"))
    try:
        return [hit.name for hit in store.list_customers()]
    finally:
        store.close()


def _rejected(file: Path) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    with file.with_suffix(".errors.csv").open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.reader(rows))


@pytest.mark.parametrize("kind", TAKEN)
def test_an_odd_file_goes_in(tmp_path: Path, typed: Callable[..., Said], kind: str) -> None:
    file = tmp_path / "customers.csv"
    file.write_bytes(TAKEN[kind])
    done = typed("import", "customers", str(file))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "1 were created" in done.stdout
    assert "0 rejected" in done.stdout
    (name,) = _names(tmp_path)
    assert name.startswith("Michał")
    assert name.endswith("Wójcik")


def test_of_a_file_with_everything_wrong_the_good_rows_go_in_and_the_others_are_told_by_line(tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_bytes(
        "id,name,phone,email\n1,Michał Wójcik,601234567,\n".encode()
        + "2,Małgorzata Kędzior,601234568,\n".encode("cp1250")  # another encoding from here on
        + b"3,,,\n"  # nobody
        + b"4,Eva,601234569,a@b.example,too,many,fields\n"
        + b"5,Nul\x00,601234570,\n"
        + f'6,"{"x" * 3_000_000}",601234571,\n'.encode()
        + b'7,"Ola\nNowak",601234572,\n'
        + b'8,"never closed,601234573,\n9,Piotr,601234574,\n'
    )
    done = parley("import", "customers", str(file), profile=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    names = _names(tmp_path)
    assert {"Michał Wójcik", "Małgorzata Kędzior", "Ola\nNowak"} <= set(names), names
    _, *rejected = _rejected(file)
    assert len(rejected) >= 3
    reasons = [row for row in rejected if any(row)]
    assert all(any(len(cell) > 5 for cell in row) for row in reasons)
    assert "The rejected rows are in" in done.stdout
    again = parley("import", "customers", str(file), profile=tmp_path)
    assert "0 were created" in again.stdout
    assert _names(tmp_path) == names


NO_LISTS = {
    "empty": b"",
    "blank lines": b"\n\n\n",
    "NULs": b"\x00" * 5000,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "a workbook": b"PK\x03\x04" + b"\xff" * 4000,
    "CR alone": b"\r" * 100,
    "a quote and no end": b'"id,name' + b"x" * 5000,
    "columns nobody knows": b"a,b,c\n1,2,3\n",
}


@pytest.mark.parametrize("content", NO_LISTS.values(), ids=NO_LISTS.keys())
def test_what_is_no_list_of_customers_is_refused_in_words_and_nothing_goes_in(
    tmp_path: Path, typed: Callable[..., Said], content: bytes
) -> None:
    file = tmp_path / "customers.csv"
    file.write_bytes(content)
    done = typed("import", "customers", str(file))
    assert done.returncode == 1, done.stdout
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "parley.db").exists() or _names(tmp_path) == []


def test_a_folder_in_place_of_a_file_is_refused_in_words(tmp_path: Path, typed: Callable[..., Said]) -> None:
    done = typed("import", "orders", str(tmp_path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_rejects_that_cannot_be_written_are_said_in_words(tmp_path: Path, typed: Callable[..., Said]) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(HEAD + "1,,,\n", "utf-8")
    done = typed("import", "customers", str(file), "--errors", str(tmp_path / "no" / "such.csv"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
