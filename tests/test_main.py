"""The command line, each word in a process of its own, as it is typed."""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import __version__, commands
from desktop.__main__ import main
from desktop.numbering import PhoneNumbering
from desktop.store import open_store, opening

ROOT = Path(__file__).parents[1]
HEAVY = ("PySide6", "sqlalchemy", "pjsua2", "keyring", "phonenumbers")
NOT_FOR_A_WINDOW = ("sqlalchemy", "zoneinfo", "html.parser")
NOT_FOR_A_START = (
    "psycopg",
    "nh3",
    "desktop.channels",
    "desktop.services.hub.role",
    "desktop.ui.conversation.pane",
)


def parley(*arguments: str, profile: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", **more}
    if profile is not None:
        environment["PARLEY_PROFILE"] = str(profile)
    command = [sys.executable, "-m", "desktop", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=100, check=False
    )


def test_the_version_is_said_without_loading_anything() -> None:
    assert parley("--version").stdout.strip() == f"Parley {__version__}"
    code = f"""
import sys
from desktop.__main__ import main
try:
    main(["--version"])
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=100
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_desk_with_its_own_store_starts_without_what_only_others_need(tmp_path: Path) -> None:
    code = f"""
import sys
import desktop.app, desktop.ui.main_window
too_soon = [name for name in {NOT_FOR_A_WINDOW!r} if name in sys.modules]
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
store = open_store({str(tmp_path / "desk.db")!r}, PhoneNumbering("GB"))
store.listen().close()
store.close()
print(too_soon + [name for name in {NOT_FOR_A_START!r} if name in sys.modules])
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=100
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments", [["engine", "--help"], ["doctor", "--help"], ["import", "--help"]])
def test_each_word_explains_itself(arguments: list[str]) -> None:
    done = parley(*arguments)
    assert done.returncode == 0, done.stderr
    assert f"parley {arguments[0]}" in done.stdout


def test_an_unknown_word_is_refused_with_the_known_ones() -> None:
    done = parley("answer")
    assert done.returncode == 2
    assert "doctor" in done.stderr


@pytest.mark.parametrize(
    "word", [(), ("doctor",), ("import",), ("export",), ("demo",), ("demo-data",)], ids=lambda word: "".join(word)
)
def test_help_is_in_the_users_language_to_the_last_word(word: tuple[str, ...]) -> None:
    english = set(parley(*word, "--help", COLUMNS="200").stdout.splitlines())
    done = parley(*word, "--help", COLUMNS="200", LC_ALL="pl_PL.UTF-8")
    assert done.returncode == 0, done.stderr
    assert "sposób użycia" in done.stdout
    sentences = {line for line in english if " " in line.strip()}  # what is typed has no translation
    assert sentences.isdisjoint(done.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("answer",), "niewłaściwa wartość"),
        (("import",), "brakuje argumentów: RODZAJ, PLIK"),
        (("export", "customers", "a.csv", "b.csv"), "nieznane argumenty: b.csv"),
        (("--store",), "wymaga wartości"),
        (("doctor", "--json=1"), "nie przyjmuje wartości"),
        (("import", "customers", "a.csv", "--d"), "może oznaczać"),
        (("demo-data", "--size", "many"), "„many” nie jest liczbą całkowitą"),
        (("demo-data", "--size", "0"), "co najmniej 1"),
    ],
)
def test_words_that_cannot_be_understood_are_refused_in_the_users_language(
    arguments: tuple[str, ...], words: str
) -> None:
    done = parley(*arguments, LC_ALL="pl_PL.UTF-8")
    assert done.returncode == 2
    assert words in done.stderr
    assert "błąd" in done.stderr
    assert "error:" not in done.stderr


def test_breaking_off_is_said_in_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def break_off(_options: argparse.Namespace) -> int:
        raise KeyboardInterrupt  # Ctrl C

    monkeypatch.setattr(commands, "export_rows", break_off)
    assert main(["export", "customers", "a.csv"]) == 130
    assert "Broken off" in capsys.readouterr().err


@pytest.mark.parametrize(
    "word", [("import", "customers", "people.csv"), ("doctor", "--json", "--without-registration")]
)
def test_the_update_of_an_older_store_is_told_while_it_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: tuple[str, ...]
) -> None:
    (tmp_path / "people.csv").write_text("external_id,name\nA1,Anna Nowak\n", "utf-8")
    known = opening.known_revisions()
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "known_revisions", lambda: known[:1])
        open_store(tmp_path / "parley.db", PhoneNumbering("GB")).close()
    arguments = [str(tmp_path / part) if part.endswith(".csv") else part for part in word]
    done = parley(*arguments, "--engine-option=--null-audio", profile=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "earlier version is brought up to date" in done.stderr
    assert "A copy is made first" in done.stderr
    assert "earlier version" not in done.stdout
    again = parley(*arguments, "--engine-option=--null-audio", profile=tmp_path)
    assert "earlier version" not in again.stderr


def test_customers_are_imported_with_their_bad_rows_told_and_exported_again(tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("external_id,Who,phone\nA1,Anna Nowak,+48601234567\nA2,,\n", "utf-8")
    dry = parley("import", "customers", str(file), "--dry-run", "--map", "Who=name", profile=tmp_path)
    assert dry.returncode == 0, dry.stderr
    done = parley("import", "customers", str(file), "--map", "Who=name", profile=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 were created" in done.stdout
    assert "1 rejected" in done.stdout
    rejected = tmp_path / "customers.errors.csv"
    assert "A2" in rejected.read_text("utf-8-sig")
    store = open_store(tmp_path / "parley.db", PhoneNumbering("GB"))
    assert [hit.name for hit in store.list_customers()] == ["Anna Nowak"]
    store.close()
    out = tmp_path / "out.csv"
    assert parley("export", "customers", str(out), profile=tmp_path).returncode == 0
    assert "Anna Nowak" in out.read_text("utf-8-sig")


def test_who_looks_sees_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "customers.csv"
    rows = "".join(f"A{number},Anna {number}\n" for number in range(300))
    file.write_text("external_id,name\n" + rows, "utf-8")
    with monkeypatch.context() as earlier:
        earlier.setattr(opening, "known_revisions", lambda: ("0001",))
        open_store(tmp_path / "parley.db", PhoneNumbering("GB")).close()
    monkeypatch.setenv("PARLEY_PROFILE", str(tmp_path))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(argparse, "_", vars(argparse)["_"])
    assert main(["import", "customers", str(file)]) == 0
    seen = capsys.readouterr().err
    assert "earlier version" in seen
    assert re.search(r"\r  A copy is made first", seen)
    bars = re.findall(r"\rReading (█*)(·*) +(\d+)%", seen)
    assert len(bars) > 1
    assert all(len(full + rest) == 30 for full, rest, _ in bars)
    shares = [int(share) for _, _, share in bars]
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert main(["export", "customers", str(tmp_path / "out.csv")]) == 0
    assert "\rWriting" in capsys.readouterr().err


def test_the_command_line_speaks_the_users_language(tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("external_id,name,phone\nA1,Anna Nowak,+48601234567\nA2,,\n", "utf-8")
    tried = parley("import", "customers", str(file), "--dry-run", profile=tmp_path, LC_ALL="pl_PL.UTF-8")
    assert "Nic nie zapisano" in tried.stdout, tried.stderr
    assert "rejected" not in tried.stdout
    out = parley("export", "customers", str(tmp_path / "out.csv"), profile=tmp_path, LC_ALL="pl_PL.UTF-8")
    assert "out.csv" in out.stdout
    assert " are in " not in out.stdout
    doctor = parley("doctor", "--without-registration", profile=tmp_path, LC_ALL="pl_PL.UTF-8")
    assert "Ustawienia" in doctor.stdout, doctor.stderr


def test_months_are_in_the_language_of_the_window_where_the_system_speaks_another() -> None:
    code = """
from datetime import UTC, datetime
from desktop.application import make_application
application = make_application()
from desktop.ui.words import month_and_year
print(ascii(month_and_year(datetime(2025, 2, 14, tzinfo=UTC))))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "zh_CN.UTF-8"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=100)
    assert done.stdout.strip() == "'February 2025'"


def test_qts_own_words_are_in_the_language_of_the_window() -> None:
    code = """
from PySide6.QtCore import QCoreApplication
from desktop.application import make_application
application = make_application()
print(ascii(QCoreApplication.translate("QKeySequenceEdit", "Press shortcut")))
"""

    def said(language: str) -> str:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": language}
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=100
        )
        return done.stdout.strip()

    assert said("en_GB.UTF-8") == "'Press shortcut'"
    assert said("hu_HU.UTF-8") == "'Press shortcut'"  # as the rest of the window, which does not speak it
    assert said("pl_PL.UTF-8") != "'Press shortcut'"


def test_what_a_file_says_neither_steers_the_terminal_nor_fails_at_its_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    file = tmp_path / "orders.csv"
    file.write_text("number,customer,date,amount,\x1b]0;x\x07订单\nO1,\x1b[31mC1 订单,2026-01-01,1,y\n", "utf-8")
    done = parley("import", "orders", str(file), profile=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 rejected" in done.stdout
    assert "Columns left out" in done.stdout
    failed = parley("import", "customers", str(file), profile=tmp_path)
    assert failed.returncode == 1
    assert "No column" in failed.stderr
    assert "\x1b" not in done.stdout + failed.stderr


@pytest.mark.parametrize(
    "arguments",
    [("import", "customers", "nowhere.csv"), ("import", "customers", __file__, "--map", "nonsense")],
)
def test_what_cannot_be_imported_is_said_in_words(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = parley(*arguments, profile=tmp_path)
    assert done.returncode == 1
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_gives_a_verdict_on_each_part(tmp_path: Path) -> None:
    done = parley("doctor", "--json", "--engine-option=--null-audio", profile=tmp_path)
    verdicts = json.loads(done.stdout)
    assert {verdict["subject"] for verdict in verdicts} == {
        "Settings",
        "Phone engine",
        "Sound",
        "Registration",
        "Store",
        "Keyring",
    }
    assert all(verdict["text"] for verdict in verdicts)
    assert not (tmp_path / "parley.db").exists()
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("word", [(), ("demo", "--size", "30")])
def test_without_a_screen_that_is_said_instead_of_an_abort(tmp_path: Path, word: tuple[str, ...]) -> None:
    screens = ("DISPLAY", "WAYLAND", "QT_QPA")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(screens)}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *word, "--profile", str(tmp_path)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "no screen" in done.stderr
    assert "xcb" not in done.stderr


def test_a_store_that_cannot_be_opened_is_said_in_words_and_ends_the_start(tmp_path: Path) -> None:
    (tmp_path / "parley.db").write_bytes(b"this is no database, and it is longer than a header of one: " * 40)
    done = parley(profile=tmp_path)
    assert done.returncode == 1
    assert done.stderr
    assert "Traceback" not in done.stderr
