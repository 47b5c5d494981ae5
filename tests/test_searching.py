"""`parley search`, as it is typed, over mail that came as a hub takes it."""

import argparse
import contextlib
import functools
import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop import policy
from desktop.channels.email.parse import read_mail
from desktop.commands.arguments import read_arguments
from desktop.commands.at_once import hits_of_file
from desktop.commands.searching import _gathered
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.written import ChannelAccount
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.test_main import HEAVY, ROOT, parley

NOT_FOR_A_SEARCH = ("typing_extensions", "desktop.domain.customer", "desktop.domain.interaction")

MAILS = (b"where is my parcel", b"hello")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Two mails, one of which speaks of a parcel, and a chat with a note that does."""
    store = open_store(tmp_path / "parley.db", PhoneNumbering("GB"))
    account = store.save_account(ChannelAccount(channel=Channel.EMAIL, name="Support", address="s@shop.example"))
    lease = store.take_lease(f"account.{account.id}", "test", timedelta(minutes=1))
    assert lease is not None
    head = b"From: Olga <olga@example.pl>\r\nDate: Mon, 16 Nov 2026 10:0%d:00 +0000\r\nSubject: x%d\r\n\r\n"
    store.receive(lease, account, [read_mail(head % (at, at) + said) for at, said in enumerate(MAILS)], "1")
    chat = Interaction(
        channel=Channel.CHAT,
        direction=Direction.INBOUND,
        state=InteractionState.ACTIVE,
        started_at=datetime(2026, 11, 16, 11, tzinfo=UTC),
    )
    written = store.add_interaction(chat)
    assert written.id is not None
    store.save_notes(written.id, "the parcel\x1b[31m is here")
    store.close()
    return tmp_path


def test_words_are_found_newest_first_a_line_each(profile: Path) -> None:
    done = parley("search", "my", "par", profile=profile)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert "email" in line
    assert "where is my parcel" in line
    chat, mail = parley("search", "parcel", profile=profile).stdout.splitlines()
    assert "chat" in chat
    assert "email" in mail
    assert "\x1b" not in chat


def test_a_channel_and_a_number_bound_what_is_found(profile: Path) -> None:
    done = parley("search", "parcel", "--channel", "email", "--json", profile=profile)
    found = json.loads(done.stdout)
    assert (found["channel"], found["excerpt"]) == ("email", "where is my parcel")
    assert len(parley("search", "parcel", "--limit", "1", profile=profile).stdout.splitlines()) == 1


def test_nothing_found_is_said_and_is_the_exit_code(profile: Path) -> None:
    done = parley("search", "nowhere", profile=profile)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing was found" in done.stderr


def test_a_search_of_a_file_waits_for_neither_qt_nor_sqlalchemy(profile: Path) -> None:
    code = f"""
import sys
from desktop.__main__ import main
main(["search", "parcel"])
print([name for name in {(*HEAVY, *NOT_FOR_A_SEARCH)!r} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PARLEY_PROFILE": str(profile), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=100,
    )
    assert len(done.stdout.splitlines()) == 3
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_store_that_the_settings_name_is_searched(profile: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    named = json.dumps({"store.url": str(profile / "parley.db")})
    (other / "settings.json").write_text(named, "utf-8-sig")  # as an editor of Windows writes it
    assert "my parcel" in parley("search", "parcel", profile=other).stdout
    assert (
        "my parcel"
        in parley(
            "--store", str(profile / "parley.db"), "search", "parcel", profile=tmp_path_factory.mktemp("x")
        ).stdout
    )


@pytest.mark.parametrize("text", ["[", "[" * 100_000], ids=["half", "deep"])
def test_settings_that_cannot_be_understood_are_left_to_the_way_that_mends_them(profile: Path, text: str) -> None:
    (profile / "settings.json").write_text(text, "utf-8")
    assert "my parcel" in parley("search", "parcel", profile=profile).stdout
    assert (profile / "settings.damaged.json").exists()


@pytest.fixture
def options(profile: Path) -> argparse.Namespace:
    return read_arguments(["--profile", str(profile), "search", "parcel"])


def test_what_an_organisation_says_of_the_store_goes_before(
    options: argparse.Namespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gather = functools.partial(_gathered, options)
    assert hits_of_file(options, gather)
    said = tmp_path / "policy.json"
    said.write_text(json.dumps({"locked": {"store.url": "postgresql://db/parley"}}), "utf-8")
    monkeypatch.setattr(policy, "policy_file", lambda: said)
    assert hits_of_file(options, gather) is None


def test_an_older_a_damaged_and_a_missing_store_are_not_read_at_once(
    options: argparse.Namespace, profile: Path
) -> None:
    gather = functools.partial(_gathered, options)
    with contextlib.closing(sqlite3.connect(profile / "parley.db")) as store, store:
        store.execute("UPDATE alembic_version SET version_num = '0001'")
    assert hits_of_file(options, gather) is None
    (profile / "parley.db").write_bytes(b"no store")
    assert hits_of_file(options, gather) is None
    (profile / "parley.db").unlink()
    assert hits_of_file(options, gather) is None
    assert not (profile / "parley.db").exists()
