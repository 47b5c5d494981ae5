"""`parley search`, as it is typed, over mail that came as a hub takes it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.channels.email.parse import read_mail
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.written import ChannelAccount
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.test_main import parley

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
