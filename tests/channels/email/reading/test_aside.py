"""The reading process: it reads as the program itself does, and goes when the program goes or does not want it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from desktop.channels.email.parse import mail as parsing
from desktop.channels.email.reading import aside
from desktop.channels.email.reading.apart import no_longer_than
from desktop.channels.email.reading.aside import Reading
from desktop.channels.email.server.imap import Fetched
from desktop.channels.email.server.position import Place
from desktop.domain.channel import Channel
from desktop.domain.message import unpacked
from desktop.domain.text import install_translator, meant
from desktop.domain.written import ChannelAccount
from tests.conftest import LogWatch
from tests.servers.process import wait_until

ROOT = Path(__file__).parents[4]
ACCOUNT = ChannelAccount(id=1, channel=Channel.EMAIL, name="Support", address="support@shop.example")
LETTER = (
    b"From: Ewa <ewa@mail.example>\r\nTo: support@shop.example\r\nMessage-ID: <%d@mail.example>\r\n"
    b"Date: Sun, 22 Nov 2026 10:00:00 +0100\r\nSubject: Chair %d\r\n"
)
HTML = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87</p>"
FILE = (
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nSee there\r\n--b\r\nContent-Type: image/png\r\n'
    b"Content-Disposition: attachment\r\n\r\n\x89PNG\r\n--b--\r\n"
)


def batch_of(*bodies: bytes) -> list[tuple[Fetched, Place]]:
    raws = [LETTER % (number, number) + body for number, body in enumerate(bodies)]
    return [
        (Fetched(uid=uid, is_seen=bool(uid % 2), size=len(raw), raw=raw), Place(folder="INBOX", validity=1, uid=uid))
        for uid, raw in enumerate(raws, 1)
    ]


@pytest.fixture
def reading() -> Iterator[Reading]:
    it = Reading(ACCOUNT)
    yield it
    it.end_aside()


def begun(reading: Reading) -> subprocess.Popen[bytes]:
    reading.begin_aside()
    wait_until(lambda: reading.is_aside, "the reading process")
    return cast("subprocess.Popen[bytes]", cast(Any, reading)._process)


def test_what_is_read_aside_is_what_would_be_read_here(reading: Reading) -> None:
    batch = batch_of(HTML, FILE, b"\r\n", b"Subject: \xff\x00\r\n\r\nx")
    begun(reading)
    reading.give(batch)
    reading.give(batch[:1])
    here, there = reading.read(batch), reading.take()
    assert there == here
    assert [[meant(remark.words) for remark in one.remarks] for one in there] == [
        [meant(remark.words) for remark in one.remarks] for one in here
    ]
    assert reading.take() == here[:1]


def test_it_brings_packed_what_the_store_packs(reading: Reading) -> None:
    begun(reading)
    reading.give(batch_of(HTML, b"\r\nplain"))
    rich, plain = reading.take()
    assert rich.packed is not None
    assert plain.packed is not None
    assert unpacked(rich.packed.html or b"").decode() == rich.html != ""
    assert unpacked(rich.packed.raw or b"") == rich.raw
    assert plain.packed.html is None
    assert (rich.packed.words, plain.packed.words) == ("chair 0 zazolc", "chair 1 plain")


def test_it_reads_on_while_nobody_takes_what_it_answered(reading: Reading) -> None:
    """A pipe holds less than one answer: the process would stand still until the batch before is stored."""
    begun(reading)
    long = b"\r\n" + b"chair " * 100_000
    for _ in range(3):
        reading.give(batch_of(long))
    answers = cast(Any, reading)._answers
    wait_until(lambda: answers.qsize() == 3, "all the answers")
    assert [len(reading.take()) for _ in range(3)] == [1, 1, 1]


def test_what_it_is_too_late_with_is_left_to_be_packed_here(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to half of a batch, and less again once its answers wait to be taken."""
    batch, process, patience = batch_of(*[HTML] * 20), begun(reading), no_longer_than

    @contextmanager
    def goes_on(seconds: float, process: "subprocess.Popen[bytes]") -> Iterator[None]:
        os.kill(process.pid, signal.SIGCONT)
        with patience(seconds, process):
            yield

    def given_and_taken(*, late: bool) -> int:
        os.kill(process.pid, signal.SIGSTOP if late else signal.SIGCONT)
        reading.give(batch)
        if not late:
            wait_until(lambda: not cast(Any, reading)._answers.empty(), "the answer")
        return sum(one.packed is not None for one in reading.take())

    monkeypatch.setattr(aside, "no_longer_than", goes_on)
    assert [given_and_taken(late=True) for _ in range(12)] == [20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 10]
    assert [given_and_taken(late=False) for _ in range(3)] == [10, 11, 12]


def test_a_file_without_a_name_is_called_in_the_language_of_who_runs_the_program(reading: Reading) -> None:
    install_translator(lambda source, n: {"Picture": "Obraz"}.get(source, source))
    begun(reading)
    reading.give(batch_of(FILE))
    (one,) = reading.take()
    assert [file.name for file in one.attachments] == ["Obraz 2.png"]


def test_every_name_that_is_given_is_known_to_the_process() -> None:
    assert parsing.names_given() == {name: name for name in ("Message", "Picture", "Attachment")}


def test_what_fails_there_is_in_the_log_here(log_watch: LogWatch) -> None:
    account = ChannelAccount(
        id=1, channel=Channel.EMAIL, name="S", address="s@x.example", settings=(("own_domains", cast(str, 5)),)
    )
    reading = Reading(account)
    try:
        begun(reading)
        log_watch.expect("could not be judged")
        reading.give(batch_of(HTML))
        assert reading.take()[0].subject == "Chair 0"
    finally:
        reading.end_aside()


def test_what_a_killed_process_was_given_is_read_all_the_same(reading: Reading, log_watch: LogWatch) -> None:
    batch = batch_of(HTML, FILE)
    process = begun(reading)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    log_watch.expect("without a process of its own")
    reading.give(batch)
    reading.give(batch[1:])
    assert reading.take() == reading.read(batch)
    assert not reading.is_aside
    assert reading.take() == reading.read(batch[1:])


def test_what_a_process_was_given_that_stands_still_is_read_all_the_same(
    reading: Reading, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = batch_of(HTML, FILE)
    process = begun(reading)
    os.kill(process.pid, signal.SIGSTOP)
    monkeypatch.setattr(aside, "BATCH_SECONDS", 0.5)
    log_watch.expect("without a process of its own")
    reading.give(batch)
    assert reading.take() == reading.read(batch)
    assert process.wait(10) == -signal.SIGKILL
    assert not reading.is_aside


def test_where_no_process_can_be_had_mail_is_read_here(
    reading: Reading, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(ROOT / "nothing"))
    log_watch.expect("without a process of its own")
    reading.begin_aside()
    assert not reading.is_aside
    assert len(reading.read(batch_of(HTML))) == 1


def test_it_ends_when_it_is_not_wanted_and_may_begin_again(reading: Reading) -> None:
    process = begun(reading)
    reading.give(batch_of(HTML))
    reading.end_aside()
    assert process.poll() is not None
    assert not reading.is_aside
    begun(reading)
    reading.give(batch_of(FILE))
    assert reading.take()[0].attachments


_PROGRAM = """
import sys, threading
from tests.channels.email.reading.test_aside import ACCOUNT, Reading, begun
print(begun(Reading(ACCOUNT)).pid, flush=True)
threading.Event().wait(60)
"""


def test_it_ends_with_the_program_however_that_ends() -> None:
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM], cwd=ROOT, stdout=subprocess.PIPE)
    assert program.stdout is not None
    with program.stdout:
        pid = int(program.stdout.readline())
    program.kill()
    program.wait(10)
    wait_until(lambda: not _runs(pid), "the end of the reading process")


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
