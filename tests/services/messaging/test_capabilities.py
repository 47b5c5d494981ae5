"""What a channel does not take never goes out by it, and it is said why: an SMS is no e-mail."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.written import Draft, DraftKind
from desktop.services.channel import Capabilities, Writing
from desktop.services.written_ports import Letter
from tests.services.hub.post_office import PlainLetters, PostOffice, a_mail
from tests.services.messaging.conftest import MailDesk

Able = Callable[..., MailDesk]


class Watched(PlainLetters):
    """Keeps what it was asked to write."""

    asked: ClassVar[list[Draft]] = []

    def write(self, writing: Writing) -> Letter:
        self.asked.append(writing.draft)
        return super().write(writing)


@pytest.fixture
def able(tmp_path: Path, qtbot: QtBot, qapp: object, empty_store: bytes) -> Iterator[Able]:
    """A desk whose channel can do this."""
    (tmp_path / "store.db").write_bytes(empty_store)
    desks: list[MailDesk] = []

    def made(**capabilities: Any) -> MailDesk:
        kind = replace(
            PostOffice(tmp_path / "office").kind(), capabilities=Capabilities(**capabilities), letters=Watched()
        )
        desks.append(MailDesk(tmp_path, qtbot, kinds=(kind,)))
        desks[-1].open()
        return desks[-1]

    yield made
    for desk in desks:
        desk.close()
        assert desk.bugs == []


def sent(desk: MailDesk, draft: Draft) -> str:
    """Why it was not, and is a draft still; "" when it was."""
    before = desk.store.outbox()
    refusals: list[str] = []
    queued: list[object] = []
    desk.composing.not_queued.connect(lambda _, error: refusals.append(error.text))
    desk.composing.queued.connect(queued.append)
    desk.composing.send(draft)
    desk.qtbot.waitUntil(lambda: bool(refusals or queued))
    if refusals:
        assert desk.store.draft(draft.interaction_id, draft.agent, draft.kind) is not None
        assert desk.store.outbox() == before
    return refusals[0] if refusals else ""


def test_emphasis_is_left_out_where_there_is_none(able: Able) -> None:
    desk = able(has_html=False)
    draft = replace(desk.draft(desk.receive()), text="It is on its way.", html="<b>It is on its way.</b>")
    assert sent(desk, draft) == ""
    assert (Watched.asked[-1].text, Watched.asked[-1].html) == ("It is on its way.", "")


def test_a_file_does_not_go_where_none_are_taken(able: Able) -> None:
    desk = able(has_attachments=False)
    file = desk.store.keep_file("plan.pdf", "application/pdf", b"%PDF")
    draft = replace(desk.draft(desk.receive()), files=(file,))
    assert sent(desk, draft) == "This channel takes no files."


def test_a_text_that_is_too_long_is_counted(able: Able) -> None:
    desk = able(longest_text=20)
    work = desk.receive()
    assert sent(desk, desk.draft(work, "x" * 21)) == "Too long for this channel: 21 of 20 characters."
    assert sent(desk, desk.draft(work, "x" * 20)) == ""


def test_after_the_window_to_answer_nothing_goes_whoever_wrote_last(able: Able) -> None:
    desk = able(reply_window=timedelta(hours=24))
    long_ago = datetime.now(UTC) - timedelta(hours=25)
    work = desk.receive(a_mail("one@example.com", sent_at=long_ago))
    words = "The customer wrote too long ago: on this channel one can answer for 24 hours."
    assert sent(desk, desk.draft(work)) == words
    desk.receive(a_mail("two@example.com", references=("one@example.com",)))
    assert sent(desk, desk.draft(work)) == ""


def test_who_may_not_begin_and_who_may_not_answer_is_told(able: Able) -> None:
    desk = able(can_start=False)
    work = desk.receive()
    for kind in (DraftKind.NEW, DraftKind.FORWARD):
        assert sent(desk, desk.draft(work, kind=kind)) == "On this channel only the customer can begin."
    assert sent(desk, desk.draft(work)) == ""
    mute = able(can_reply=False)
    assert sent(mute, mute.draft(work)) == "Nothing can be answered on this channel."


def test_a_note_is_no_concern_of_the_channel(able: Able) -> None:
    desk = able(can_reply=False, can_start=False, longest_text=1)
    work = desk.receive()
    noted: list[int] = []
    desk.composing.noted.connect(noted.append)
    desk.composing.send(desk.draft(work, kind=DraftKind.NOTE))
    desk.qtbot.waitUntil(lambda: noted == [work])
