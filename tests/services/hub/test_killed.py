"""`kill -9` at each point of receiving and sending: nothing lost, nothing twice. What went over the wire is counted."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.domain.written import AccountHealth, OutboxState
from desktop.services.hub.terms import Terms
from tests.services.hub.conftest import Hubs, wait_for

ROOT = Path(__file__).parents[3]
MAILS = ["one@example.com", "two@example.com", "three@example.com"]
LETTERS = ["a@shop", "b@shop", "c@shop"]

TAKEN_OVER_SECONDS = 10.0  # what is promised; the lease is shorter, with some room for a busy machine

RECEIVING = ["connected", "before receive", "after receive", "before inbox_position"]
SENDING = [
    "before claim",
    "after claim",  # it is SENDING, and nobody sends it
    "sending",  # the server knows the envelope
    "before doubt",  # it has all but the last byte
    "after doubt",
    "taken",  # the server took it, its answer is on the way
    "before delivered",  # the answer is here
    "after delivered",
]
COPYING = ["after delivered", "copied", "before copy_filed"]
MARKING = ["marked", "before marks_pushed"]


def program(hubs: Hubs, *more: str) -> list[str]:
    return [sys.executable, "-m", "tests.services.hub.killed_program", hubs.where, str(hubs.office.folder), *more]


def kill_at(hubs: Hubs, point: str) -> None:
    done = subprocess.run(program(hubs, point), cwd=ROOT, timeout=100, check=False)
    assert done.returncode == -signal.SIGKILL, f"it was never {point}"


def letters(hubs: Hubs) -> dict[str, str]:
    with hubs.store.database.reading() as tx:
        return {row[0]: row[1] for row in tx.exec_driver_sql("SELECT external_id, state FROM outbox")}


def external_ids(hubs: Hubs) -> list[str]:
    with hubs.store.database.reading() as tx:
        return sorted(row[0] for row in tx.exec_driver_sql("SELECT external_id FROM letters"))


@pytest.mark.parametrize("point", [*RECEIVING, *SENDING])
def test_a_program_killed_there_loses_nothing_and_does_nothing_twice(hubs: Hubs, point: str) -> None:
    interaction_id = given_work(hubs)
    for letter in LETTERS:
        hubs.send(letter, interaction_id)
    for mail in MAILS:
        hubs.office.put(mail, text=mail)
    kill_at(hubs, point)
    hubs.start("the next")
    wait_for(lambda: set(letters(hubs).values()) == {OutboxState.SENT}, f"all letters: {letters(hubs)}")
    wait_for(lambda: len(hubs.bodies()) >= 1 + len(MAILS) + len(LETTERS), f"all mails: {hubs.bodies()}")
    assert sorted(hubs.office.wire()) == LETTERS
    assert external_ids(hubs) == sorted([*LETTERS, *MAILS, "first@example.com"])
    assert len(hubs.bodies()) == 1 + len(MAILS) + len(LETTERS)


@pytest.mark.parametrize("point", MARKING)
def test_a_program_killed_while_it_tells_what_was_read_tells_it_again(hubs: Hubs, point: str) -> None:
    interaction_id = given_work(hubs)
    hubs.store.mark_read(interaction_id)
    kill_at(hubs, point)
    hubs.start("the next")
    wait_for(lambda: not hubs.store.marks_to_push(hubs.account_id), "the marks")
    assert set(hubs.office.marks()) == {"1 seen"}


@pytest.mark.parametrize("point", COPYING)
def test_a_copy_that_a_killed_program_left_is_filed_by_the_next(hubs: Hubs, point: str) -> None:
    interaction_id = given_work(hubs)
    hubs.office.set("copyless")
    for letter in LETTERS[:2]:
        hubs.send(letter, interaction_id)
    kill_at(hubs, point)
    hubs.start("the next")
    wait_for(lambda: sorted(hubs.office.copies()) == LETTERS[:2], "the copies")
    wait_for(lambda: hubs.store.without_copy(hubs.account_id) is None, "that it is known")
    assert sorted(hubs.office.wire()) == LETTERS[:2]


def test_a_letter_killed_while_it_is_rejected_has_failed_once(hubs: Hubs) -> None:
    interaction_id = given_work(hubs)
    hubs.office.set("rejecting")
    outgoing = hubs.send("a@shop", interaction_id)
    kill_at(hubs, "before not_delivered")
    hubs.start("the next")
    hubs.wait_for_letter(outgoing, OutboxState.FAILED)
    assert hubs.office.wire() == []


def test_the_account_of_a_killed_holder_is_with_another_program_within_ten_seconds(any_hubs: Hubs) -> None:
    process = subprocess.Popen(program(any_hubs, "nowhere", "in earnest"), cwd=ROOT)
    wait_for(lambda: any_hubs.health() is AccountHealth.CONNECTED, "the first holder")
    any_hubs.start("the next", terms=Terms())
    process.kill()
    process.wait(30)
    killed_at = time.monotonic()
    any_hubs.office.put("after@example.com")
    wait_for(any_hubs.received, "the mail that came when nobody held the account")
    assert time.monotonic() - killed_at < TAKEN_OVER_SECONDS
    assert any_hubs.store.lease_holder(f"account.{any_hubs.account_id}") == "the next"


def given_work(hubs: Hubs) -> int:
    """Anna has written; nobody serves the account now."""
    first = hubs.start("before")
    interaction_id = hubs.interaction()
    assert first.stop()
    return interaction_id
