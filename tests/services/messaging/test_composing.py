"""What an agent writes: nothing typed is lost, a letter can be taken back, and what became of it is said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.channel import Channel, Direction
from desktop.domain.errors import DesktopError, Rejected, StorageError
from desktop.domain.written import (
    AttachmentInfo,
    Draft,
    DraftKind,
    Mark,
    OutboxState,
    Outgoing,
    Participant,
    Remark,
    Role,
    StoredFile,
    WrittenMessage,
)
from tests.services.hub.post_office import a_mail
from tests.services.messaging.conftest import AGENT, MailDesk


def answered_message(desk: MailDesk, interaction_id: int) -> WrittenMessage:
    return desk.store.conversation(interaction_id).messages[0]


def begun(desk: MailDesk, interaction_id: int, kind: DraftKind = DraftKind.REPLY) -> Draft:
    drafts: list[Draft] = []
    desk.composing.begin(
        interaction_id, kind, answered=answered_message(desk, interaction_id), owner=desk.notices, done=drafts.append
    )
    desk.qtbot.waitUntil(lambda: bool(drafts))
    return drafts[0]


def sent(desk: MailDesk, draft: Draft) -> Outgoing:
    with desk.qtbot.waitSignal(desk.composing.queued) as queued:
        desk.composing.send(draft)
    assert queued.args is not None
    outgoing: Outgoing = queued.args[0]
    return outgoing


def test_what_is_typed_is_in_the_store_soon_and_restored_by_the_next_desk(
    new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    desk = new_desk()
    interaction_id = desk.receive()
    draft = begun(desk, interaction_id)
    assert draft.subject == "Re: Where is it?"
    assert [one.address for one in draft.to] == ["anna@example.com"]
    with qtbot.waitSignal(desk.composing.saved) as saved:
        for end in range(1, 20):
            desk.composing.write(replace(draft, text="It is on its way."[:end]))
    assert saved.args is not None
    assert saved.args[:2] == [interaction_id, DraftKind.REPLY]
    kept = desk.store.draft(interaction_id, AGENT, DraftKind.REPLY)
    assert kept is not None
    assert kept.text == "It is on its way."
    after = begun(new_desk(), interaction_id)
    assert (after.text, after.to, after.answers) == (kept.text, draft.to, draft.answers)


def test_typing_that_goes_on_is_written_again_and_again_not_only_at_its_end(desk: MailDesk, qtbot: QtBot) -> None:
    draft = desk.draft(desk.receive())
    times: list[object] = []
    desk.composing.saved.connect(lambda *_: times.append(1))
    number = 0

    def type_on() -> bool:
        nonlocal number
        number += 1
        desk.composing.write(replace(draft, text="x" * number))
        return len(times) >= 3

    qtbot.waitUntil(type_on)


def test_closing_the_desk_saves_what_was_typed_a_moment_ago(new_desk: Callable[..., MailDesk]) -> None:
    desk = new_desk()
    interaction_id = desk.receive()
    desk.composing.write(desk.draft(interaction_id, "The last word"))
    desk.composing.close()
    desk.settled()
    kept = desk.store.draft(interaction_id, AGENT, DraftKind.REPLY)
    assert kept is not None
    assert kept.text == "The last word"


def test_a_store_that_cannot_be_written_is_told_of_and_the_draft_saved_when_it_can(
    desk: MailDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    interaction_id = desk.receive()
    whole = desk.store.save_draft

    def refuse(_: Draft) -> datetime:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(desk.store, "save_draft", refuse)
    desk.composing._drafting._retry.setInterval(20)
    desk.composing.write(desk.draft(interaction_id))
    qtbot.waitUntil(lambda: bool(desk.notices.notices))
    monkeypatch.setattr(desk.store, "save_draft", whole)
    with qtbot.waitSignal(desk.composing.saved):
        pass
    assert desk.notices.notices == ()


def test_a_bug_while_a_draft_is_saved_does_not_end_the_saving(
    desk: MailDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    interaction_id = desk.receive()
    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "save_draft", break_)
        desk.composing._drafting._retry.setInterval(20)
        with qtbot.waitSignal(desk.composing.not_saved):
            desk.composing.write(desk.draft(interaction_id))
    with qtbot.waitSignal(desk.composing.saved):
        pass
    assert {str(bug) for bug in desk.bugs} == {"nobody thought of it"}
    desk.bugs.clear()


def test_a_bug_while_a_letter_is_queued_leaves_the_draft_as_it_was_typed_last(
    desk: MailDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    interaction_id = desk.receive()
    desk.composing.write(desk.draft(interaction_id, "Good morn"))
    with monkeypatch.context() as patch, qtbot.waitSignal(desk.composing.not_queued):
        patch.setattr(desk.store, "enqueue", break_)
        desk.composing.send(desk.draft(interaction_id, "Good morning."))
    qtbot.waitUntil(lambda: _kept(desk, interaction_id) == "Good morning.")
    assert {str(bug) for bug in desk.bugs} == {"nobody thought of it"}
    desk.bugs.clear()


def test_a_letter_waits_for_its_undo_time_and_is_a_draft_again_when_it_is_taken_back(
    desk: MailDesk, qtbot: QtBot
) -> None:
    interaction_id = desk.receive()
    draft = replace(begun(desk, interaction_id), text="It is on its way.")
    desk.composing.write(draft)
    outgoing = sent(desk, draft)
    left = (outgoing.send_after - datetime.now(UTC)).total_seconds()
    assert 5 < left <= 10
    assert desk.store.draft(interaction_id, AGENT, DraftKind.REPLY) is None
    qtbot.waitUntil(lambda: [one.id for one in desk.composing.outbox] == [outgoing.id])
    assert outgoing.id is not None
    with qtbot.waitSignal(desk.composing.recalled) as recalled:
        desk.composing.recall(outgoing.id)
    assert recalled.args is not None
    again = recalled.args[0]
    assert (again.text, again.to, again.subject) == (draft.text, draft.to, draft.subject)
    qtbot.waitUntil(lambda: desk.composing.outbox == ())


def test_a_letter_that_is_being_sent_cannot_be_taken_back(desk: MailDesk, qtbot: QtBot) -> None:
    desk.settings.set("messages.undo_seconds", 0)
    outgoing = sent(desk, desk.draft(desk.receive()))
    desk.deliver(outgoing)
    assert outgoing.id is not None
    with qtbot.waitSignal(desk.composing.too_late) as late:
        desk.composing.recall(outgoing.id)
    assert late.args == [outgoing.id]
    qtbot.waitUntil(lambda: desk.composing.outbox == ())


def test_a_letter_the_channel_cannot_write_stays_a_draft_and_the_reason_is_said(desk: MailDesk, qtbot: QtBot) -> None:
    interaction_id = desk.receive()
    draft = replace(desk.draft(interaction_id, "To whom?"), to=())
    with qtbot.waitSignal(desk.composing.not_queued) as failed:
        desk.composing.send(draft)
    assert failed.args is not None
    error: DesktopError = failed.args[1]
    assert error.text == "Nobody to send it to."
    assert [notice.text for notice in desk.notices.notices] == ["Nobody to send it to."]
    kept = desk.store.draft(interaction_id, AGENT, DraftKind.REPLY)
    assert kept is not None
    assert kept.text == "To whom?"


def test_a_failed_letter_is_told_with_the_servers_words_and_sent_again_by_the_notices_button(
    desk: MailDesk, qtbot: QtBot
) -> None:
    desk.settings.set("messages.undo_seconds", 0)
    outgoing = sent(desk, desk.draft(desk.receive()))
    lease = desk.lease()
    assert outgoing.id is not None
    assert desk.store.claim(lease, outgoing.account_id) is not None
    desk.store.not_delivered(lease, outgoing.id, "550 5.1.1 no such user here", None)
    qtbot.waitUntil(lambda: bool(desk.notices.notices))
    (notice,) = desk.notices.notices
    assert "anna@example.com" in notice.text
    assert notice.hint == "550 5.1.1 no such user here"
    desk.notices.act(notice.key)
    qtbot.waitUntil(lambda: [one.state for one in desk.composing.outbox] == [OutboxState.WAITING])
    desk.deliver(outgoing)
    qtbot.waitUntil(lambda: desk.composing.outbox == ())
    assert desk.notices.notices == ()


def test_a_letter_for_later_is_held_and_told_of_when_the_customer_writes_first(desk: MailDesk, qtbot: QtBot) -> None:
    interaction_id = desk.receive()
    draft = begun(desk, interaction_id)
    with qtbot.waitSignal(desk.composing.queued):
        desk.composing.send_later(replace(draft, text="Any news?"), datetime.now(UTC) + timedelta(hours=5))
    desk.receive(a_mail("two@example.com", text="Found it!", references=("one@example.com",)))
    qtbot.waitUntil(lambda: [one.state for one in desk.composing.outbox] == [OutboxState.HELD])
    (notice,) = desk.notices.notices
    assert "wrote before" in notice.text


def test_what_failed_before_is_told_by_the_next_desk(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    desk = new_desk()
    desk.settings.set("messages.undo_seconds", 0)
    outgoing = sent(desk, desk.draft(desk.receive()))
    lease = desk.lease()
    assert outgoing.id is not None
    assert desk.store.claim(lease, outgoing.account_id) is not None
    desk.store.not_delivered(lease, outgoing.id, "554 refused", None)
    after = new_desk()
    qtbot.waitUntil(lambda: any("554 refused" in notice.hint for notice in after.notices.notices))


def test_a_note_is_there_at_once_and_its_draft_is_done(desk: MailDesk, qtbot: QtBot) -> None:
    interaction_id = desk.receive()
    note = desk.draft(interaction_id, "Ask finance.", DraftKind.NOTE)
    desk.composing.write(note)
    with qtbot.waitSignal(desk.composing.noted):
        desk.composing.send(note)
    last = desk.store.conversation(interaction_id).messages[-1].message
    assert (last.direction, last.body, last.author) == (Direction.INTERNAL, "Ask finance.", AGENT)
    assert desk.store.draft(interaction_id, AGENT, DraftKind.NOTE) is None
    assert desk.composing.outbox == ()


def test_a_file_goes_with_the_letter_that_names_it(desk: MailDesk, qtbot: QtBot) -> None:
    interaction_id = desk.receive()
    files: list[StoredFile] = []
    label = StoredFile(name="label.txt", media_type="text/plain", size=8)
    desk.composing.attach(label, b"\nTO ANNA", owner=desk.notices, done=files.append)
    qtbot.waitUntil(lambda: bool(files))
    outgoing = sent(desk, replace(desk.draft(interaction_id), files=(files[0],)))
    assert outgoing.message_id is not None
    assert desk.store.raw_message(outgoing.message_id) == b"It is on its way.\nTO ANNA"


def test_recipients_are_read_and_warned_of_by_the_channel(desk: MailDesk, qtbot: QtBot) -> None:
    interaction_id = desk.receive()
    qtbot.waitUntil(lambda: bool(desk.accounts.accounts))
    with pytest.raises(Rejected):
        desk.composing.addresses(Channel.EMAIL, "nobody")
    (who,) = desk.composing.addresses(Channel.EMAIL, "jan@example.com")
    last = answered_message(desk, interaction_id)
    draft = begun(desk, interaction_id)
    assert desk.composing.warnings(draft, last) == ()
    assert desk.composing.warnings(replace(draft, to=(who,)), last) == ("others",)


def test_the_files_of_a_message_that_is_passed_on_are_the_drafts_and_may_be_taken_out(desk: MailDesk) -> None:
    paper = AttachmentInfo(position=1, name="invoice.pdf", media_type="application/pdf", size=7)
    mail = replace(a_mail("one@example.com", text="See below\nINVOICE"), attachments=(paper,))
    draft = begun(desk, desk.receive(mail), DraftKind.FORWARD)
    (file,) = draft.files
    assert (file.name, file.media_type, file.size) == ("invoice.pdf", "application/pdf", 7)
    assert file.id is not None
    assert desk.store.file(file.id) == b"INVOICE"


def test_what_the_customer_wrote_is_passed_on_although_it_was_answered(desk: MailDesk, qtbot: QtBot) -> None:
    paper = AttachmentInfo(position=1, name="invoice.pdf", media_type="application/pdf", size=7)
    mail = replace(a_mail("one@example.com", text="See below\nINVOICE"), attachments=(paper,))
    interaction_id = desk.receive(mail)
    asked = answered_message(desk, interaction_id)
    report = Remark(mark=Mark.BOUNCE, words="550 5.1.1 no such user")
    assert (
        desk.receive(replace(a_mail("two@example.com", references=("one@example.com",)), remarks=(report,)))
        == interaction_id
    )
    sent(desk, replace(begun(desk, interaction_id), text="We ask the workshop."))
    ours = desk.store.conversation(interaction_id).messages[-1]
    assert ours != asked
    drafts: list[Draft] = []
    desk.composing.begin(interaction_id, DraftKind.FORWARD, answered=ours, owner=desk.notices, done=drafts.append)
    qtbot.waitUntil(lambda: bool(drafts))
    assert drafts[0].answers == asked.message.id
    assert [file.name for file in drafts[0].files] == ["invoice.pdf"]


def test_an_answer_to_all_has_everybodys_addresses(desk: MailDesk, qtbot: QtBot) -> None:
    mail = a_mail("one@example.com")
    jan = Participant(address="jan@example.com", name="Jan")
    interaction_id = desk.receive(replace(mail, participants=(*mail.participants, (Role.CC, jan))))
    draft = begun(desk, interaction_id)
    assert draft.cc == ()
    found: list[Draft] = []
    desk.composing.address_all(
        draft, answered=answered_message(desk, interaction_id), owner=desk.notices, done=found.append
    )
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].cc == (jan,)


def break_(*_: object, **__: object) -> None:
    raise ValueError("nobody thought of it")


def _kept(desk: MailDesk, interaction_id: int) -> str:
    kept = desk.store.draft(interaction_id, AGENT, DraftKind.REPLY)
    return kept.text if kept is not None else ""


def test_what_one_wrote_at_another_desk_is_told_and_can_be_put_above_what_took_its_place(
    new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    here, there = new_desk(), new_desk()
    interaction_id = here.receive()
    mine, other = begun(here, interaction_id), begun(there, interaction_id)
    there.composing.write(replace(other, text="Written over there."))
    qtbot.waitUntil(lambda: _kept(there, interaction_id) == "Written over there.")
    here.composing.write(replace(mine, text="Written here."))
    qtbot.waitUntil(lambda: bool(here.notices.notices))
    (notice,) = here.notices.notices
    assert "Written over there." in notice.text
    assert _kept(here, interaction_id) == "Written here."
    with qtbot.waitSignal(here.composing.recalled):
        here.notices.act(notice.key)
    kept = _kept(here, interaction_id)
    assert kept.startswith("Written over there.")
    assert kept.endswith("Written here.")
    assert here.notices.notices == ()
    here.composing.write(replace(mine, text="Written here, both."))
    here.settled()
    assert here.notices.notices == ()


@pytest.mark.parametrize("kind", [DraftKind.REPLY, DraftKind.NOTE])
def test_what_another_desk_wrote_stays_when_this_one_sends_over_it(
    new_desk: Callable[..., MailDesk], qtbot: QtBot, kind: DraftKind
) -> None:
    here, there = new_desk(), new_desk()
    interaction_id = here.receive()
    mine = begun(here, interaction_id, kind)
    with qtbot.waitSignal(here.composing.saved):
        here.composing.write(replace(mine, text="Dear Anna"))
    other = begun(there, interaction_id, kind)
    with qtbot.waitSignal(there.composing.saved):
        there.composing.write(replace(other, text="Dear Anna, more of it"))
    done = here.composing.noted if kind is DraftKind.NOTE else here.composing.queued
    with qtbot.waitSignal(done):
        here.composing.send(replace(mine, text="Dear Anna"))
    for outgoing in here.store.outbox(AGENT):
        here.store.release(outgoing.id or 0)
        here.deliver(outgoing)
    assert [one.draft.text for one in here.store.earlier_drafts(AGENT)] == ["Dear Anna, more of it"]
    qtbot.waitUntil(lambda: bool(here.notices.notices))
    (notice,) = here.notices.notices
    assert ("more of it" in notice.text, notice.hint) == (
        True,
        "That was not sent. It is kept, and listed under the drafts.",
    )
    with qtbot.waitSignal(here.composing.recalled):
        here.notices.act(notice.key)
    kept = here.store.draft(interaction_id, AGENT, kind)
    assert kept is not None
    assert kept.text == "Dear Anna, more of it"


def test_who_answers_after_a_colleague_whom_nobody_showed_them_is_told(
    new_desk: Callable[..., MailDesk], qtbot: QtBot
) -> None:
    here, there = new_desk(), new_desk("jan")
    interaction_id = here.receive()
    mine, theirs = begun(here, interaction_id), begun(there, interaction_id)
    here.feed.stop()  # the computer sleeps
    sent(there, replace(theirs, text="It left today."))
    sent(here, replace(mine, text="We shall look."))
    qtbot.waitUntil(lambda: bool(here.notices.notices))
    (notice,) = here.notices.notices
    assert notice.text == "jan answered since you began to write, and you answered too."
    assert there.notices.notices == ()
    here.composing.restore()
    qtbot.waitUntil(lambda: bool(here.composing.outbox))
    assert here.notices.notices == (notice,)  # it waits, and can be taken back
    (outgoing,) = here.composing.outbox
    with qtbot.waitSignal(here.composing.recalled):
        here.composing.recall(outgoing.id or 0)
    here.composing.restore()
    qtbot.waitUntil(lambda: here.notices.notices == ())


def test_nothing_is_said_of_a_draft_that_this_desk_knows(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    here = new_desk()
    interaction_id = here.receive()
    draft = begun(here, interaction_id)
    for text in ("One", "Another", "A third"):
        with qtbot.waitSignal(here.composing.saved):
            here.composing.write(replace(draft, text=text))
    outgoing = sent(here, replace(draft, text="A fourth"))
    assert outgoing.id is not None
    with qtbot.waitSignal(here.composing.recalled):
        here.composing.recall(outgoing.id)
    with qtbot.waitSignal(here.composing.saved):
        here.composing.write(replace(draft, text="A fifth"))
    again = new_desk()
    draft = begun(again, interaction_id)
    with qtbot.waitSignal(again.composing.saved):
        again.composing.write(replace(draft, text="A sixth"))
    assert (here.notices.notices, again.notices.notices) == ((), ())
