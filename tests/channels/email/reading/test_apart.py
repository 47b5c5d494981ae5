"""A mail that ends whatever reads it ends no program twice: it is kept as it came, and what came with it is read.

No such mail is known: a `sitecustomize` of the reading process aborts, or stands still, at a word.
"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.channels.email.reading import apart
from desktop.channels.email.reading.aside import MOST_APART, Reading
from desktop.domain.written import Mark
from desktop.services.channel import WARY
from tests.channels.email.reading.test_aside import ACCOUNT, HTML, ROOT, batch_of, begun
from tests.conftest import LogWatch

CUSTOM = """
import os, time
import desktop.channels.email.arrival as arrival
read = arrival.read_mail_and_headers

def reading(raw, **more):
    if b"KILLER" in raw:
        os.abort()
    while b"ENDLESS" in raw:
        time.sleep(60)
    return read(raw, **more)

arrival.read_mail_and_headers = reading
"""
KILLER = b"\r\nKILLER"


@pytest.fixture(autouse=True)
def vulnerable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(CUSTOM)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), str(ROOT))))


@pytest.fixture
def reading() -> Iterator[Reading]:
    it = Reading(replace(ACCOUNT, settings=(*ACCOUNT.settings, (WARY, "yes"))))
    yield it
    it.end_aside()


def test_with_care_what_ends_its_reader_is_kept_as_it_came_and_the_rest_is_read(
    reading: Reading, log_watch: LogWatch
) -> None:
    log_watch.expect("kept as it came")
    batch = batch_of(HTML, KILLER, b"\r\nafter")
    first, killer, after = reading.read(batch)
    assert "za" in first.text
    assert after.text == "after"
    assert killer.text == ""
    assert killer.raw == batch[1][0].raw
    assert killer.place == str(batch[1][1])
    assert killer.is_seen == batch[1][0].is_seen
    assert [remark.mark for remark in killer.remarks] == [Mark.DAMAGED]


def test_what_never_ends_is_kept_as_it_came(
    reading: Reading, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_watch.expect("kept as it came")
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 2.0)
    endless, after = reading.read(batch_of(b"\r\nENDLESS", b"\r\nafter"))
    assert endless.text == ""
    assert after.text == "after"


def test_what_ended_the_reading_process_is_not_read_by_the_program(log_watch: LogWatch) -> None:
    """In which nothing keeps it from being read: were it, here would be no text but the end."""
    log_watch.expect("Mail is read without a process of its own")
    log_watch.expect("kept as it came")
    reading = Reading(ACCOUNT)
    try:
        begun(reading)
        reading.give(batch_of(HTML, KILLER))
        reading.give(batch_of(b"\r\nafter", KILLER))
        assert [bool(one.text) for one in reading.take()] == [True, False]
        assert [bool(one.text) for one in reading.take()] == [True, False]
    finally:
        reading.end_aside()


def test_care_is_taken_for_a_while(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    real = apart.started

    def noted() -> "subprocess.Popen[bytes]":
        started.append(1)
        return real()

    monkeypatch.setattr(apart, "started", noted)
    reading.read(batch_of(*[b"\r\nwords"] * (MOST_APART + 5)))
    assert started == [1]
    assert reading.read(batch_of(KILLER))[0].text == "KILLER"  # the program is none that it ends, here
    assert started == [1]


def test_without_a_process_mail_is_read_all_the_same(
    reading: Reading, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_watch.expect("Mail is read without a process of its own")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert reading.read(batch_of(b"\r\nwords"))[0].text == "words"
