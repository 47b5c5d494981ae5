"""Drafts: as typed, each its author's alone, whatever anybody else does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.change import ChangeKind
from desktop.domain.lease import Lease
from desktop.domain.work import Priority
from desktop.domain.written import Draft, DraftKind, Participant, StoredFile
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from desktop.store.bus import drafts
from tests.store.bus.written import ANNA, Ear, account, arrived, count, draft, lease, letter, now, said_in
from tests.store.values import saved


@pytest.fixture
def account_id(store: DatabaseStore) -> int:
    return account(store)


@pytest.fixture
def work(store: DatabaseStore, account_id: int) -> int:
    return arrived(store, account_id)


def test_a_draft_is_kept_as_typed_and_told(store: DatabaseStore, work: int) -> None:
    file = store.keep_file("a.png", "image/png", b"\0\1", "c1")
    ear = Ear(store)
    for said in ("H", "Hello  ", "Hello \n\n", ""):
        wanted = draft(work, said, bcc=(ANNA,), files=(file,), answers=3, account_id=4)
        at = store.save_draft(wanted)
        kept = store.draft(work, "maria", DraftKind.REPLY)
        assert kept is not None
        assert kept == draft(work, said, bcc=(ANNA,), files=(file,), answers=3, account_id=4, saved_at=at)
        assert ear.heard() == {(ChangeKind.DRAFT, work)}


texts = st.text(max_size=40)
people = st.lists(st.builds(Participant, address=texts, name=texts), max_size=3).map(tuple)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, html=texts, subject=texts, to=people, file_name=texts)
def test_whatever_is_typed_is_read_back(
    store: DatabaseStore, text: str, html: str, subject: str, to: tuple[Participant, ...], file_name: str
) -> None:
    work = arrived(store, account(store))
    file = StoredFile(id=1, name=file_name, media_type="a/b", size=2**40)
    wanted = Draft(
        interaction_id=work,
        agent="maria",
        kind=DraftKind.REPLY,
        text=text,
        html=html,
        subject=subject,
        to=to,
        unfinished=(("cc", subject),),
        files=(file,),
    )
    store.save_draft(wanted)
    kept = store.draft(work, "maria", DraftKind.REPLY)
    assert kept is not None
    assert (kept.text, kept.html, kept.subject, kept.to, kept.files) == (text, html, subject, to, (file,))
    assert kept.unfinished == wanted.unfinished


def test_each_agent_and_kind_has_its_own(store: DatabaseStore, work: int) -> None:
    mine, note = draft(work, "mine"), draft(work, "note", kind=DraftKind.NOTE)
    hers = draft(work, "hers", agent="joanna")
    for one in (mine, note, hers):
        store.save_draft(one)
    assert [one.text for one in store.drafts("maria")] == ["note", "mine"]
    assert {one.text for one in store.drafts_of(work)} == {"mine", "note", "hers"}
    store.drop_draft(work, "maria", DraftKind.REPLY)
    store.drop_draft(work, "maria", DraftKind.FORWARD)
    assert {one.text for one in store.drafts_of(work)} == {"note", "hers"}


def test_the_list_says_whose_draft_it_is(store: DatabaseStore, work: int) -> None:
    store.save_draft(draft(work))
    rows = {agent: store.work_row(work, agent) for agent in ("maria", "joanna")}
    assert {agent: row.has_draft for agent, row in rows.items() if row} == {"maria": True, "joanna": False}


def test_a_file_is_there_until_it_is_asked_for(store: DatabaseStore) -> None:
    content = bytes(range(256)) * 400
    kept = store.keep_file("żółw.bin", "application/octet-stream", content)
    assert (kept.size, store.file(kept.id or 0)) == (len(content), content)
    with pytest.raises(LookupError):
        store.file(99)


def test_a_file_goes_when_nothing_names_it_any_more(store: DatabaseStore, work: int, account_id: int) -> None:
    kept = {
        name: store.keep_file(name, "text/plain", name.encode()) for name in ("draft", "queued", "sent", "taken out")
    }
    held = lease(store)
    store.save_draft(draft(work, files=(kept["sent"],)))
    store.enqueue(letter(work, account_id, send_after=now(-1)))
    claimed = store.claim(held, account_id)
    assert claimed is not None
    store.delivered(held, claimed.id or 0)
    store.save_draft(draft(work, files=(kept["queued"],)))
    queued = store.enqueue(letter(work, account_id))
    store.save_draft(draft(work, files=(kept["draft"], kept["taken out"])))
    store.save_draft(draft(work, files=(kept["draft"],)))
    store.forget_files(now(-60))
    assert count(store, "files") == 4
    store.forget_files(now(1))
    assert count(store, "files") == 2
    back = store.recall(queued.id or 0)
    assert back is not None
    assert [store.file(file.id or 0) for file in back.files] == [b"queued", b"draft"]


Others = Callable[[DatabaseStore, int, int, Lease], object]
_ELSE: dict[str, Others] = {
    "a message comes": lambda store, work, account_id, _: said_in(store, account_id, work, "And another thing."),
    "another writes a draft": lambda store, work, _a, _l: store.save_draft(draft(work, "hers", agent="joanna")),
    "another drops theirs": lambda store, work, _a, _l: store.drop_draft(work, "joanna", DraftKind.REPLY),
    "another sends": lambda store, work, account_id, _: store.enqueue(letter(work, account_id, author="joanna")),
    "another kind is sent": lambda store, work, account_id, _: store.enqueue(
        letter(work, account_id, kind=DraftKind.FORWARD)
    ),
    "a robot answers": lambda store, work, account_id, _: store.enqueue(letter(work, account_id, author="", kind=None)),
    "another note": lambda store, work, _a, _l: store.add_note(work, "joanna", "As typed."),
    "a note of one's own": lambda store, work, _a, _l: store.add_note(work, "maria", "Something else."),
    "it is taken": lambda store, work, _a, _l: store.take(work, "joanna"),
    "it is assigned": lambda store, work, _a, _l: store.assign(work, "joanna", comment="Yours.", by="maria"),
    "it is put back": lambda store, work, _a, _l: store.assign(work, ""),
    "it is read": lambda store, work, _a, _l: store.mark_read(work),
    "it is unread": lambda store, work, _a, _l: store.mark_unread(work),
    "it is snoozed": lambda store, work, _a, _l: store.snooze(work, now(60)),
    "it is urgent": lambda store, work, _a, _l: store.prioritise(work, Priority.URGENT),
    "it is moved": lambda store, work, _a, _l: store.move_to_queue(work, "Sales"),
    "it is closed": lambda store, work, _a, _l: store.close_written(work, "SOLVED"),
    "it is closed and opened again": lambda store, work, _a, _l: _reopened(store, work),
    "its customer is known": lambda store, work, _a, _l: store.change_interaction(
        work, InteractionChange(customer_id=saved(store, "Anna"))
    ),
}


def _reopened(store: DatabaseStore, work: int) -> None:
    store.close_written(work, "")
    store.reopen(work, "joanna")


def _sent(store: DatabaseStore, work: int, account_id: int, held: Lease, *, fails: bool) -> None:
    """Another letter of the same agent's goes all its way."""
    wanted = letter(work, account_id, send_after=now(-1), kind=DraftKind.FORWARD)
    own_id = store.enqueue(wanted).id or 0
    store.claim(held, account_id)
    store.doubt(held, own_id)
    if not fails:
        store.delivered(held, own_id)
        return
    store.undecided(held, own_id, "?", now(-1))
    store.claim(held, account_id)
    store.not_delivered(held, own_id, "550 no", None)
    store.release(own_id)
    store.recall(own_id)


_ELSE["another letter is sent"] = lambda store, work, account_id, held: _sent(
    store, work, account_id, held, fails=False
)
_ELSE["another letter fails and is taken back"] = lambda store, work, account_id, held: _sent(
    store, work, account_id, held, fails=True
)


@pytest.mark.parametrize("happens", _ELSE)
def test_nothing_that_happens_touches_what_an_agent_is_writing(
    store: DatabaseStore, work: int, account_id: int, happens: str
) -> None:
    for kind in (DraftKind.REPLY, DraftKind.NOTE):
        store.save_draft(draft(work, "As typed.", kind=kind))
    before = [store.draft(work, "maria", kind) for kind in (DraftKind.REPLY, DraftKind.NOTE)]
    assert None not in before
    _ELSE[happens](store, work, account_id, lease(store))
    assert [store.draft(work, "maria", kind) for kind in (DraftKind.REPLY, DraftKind.NOTE)] == before
    assert count(store, "drafts") >= 2


def test_a_note_that_is_added_is_no_draft_any_more(store: DatabaseStore, work: int) -> None:
    store.save_draft(draft(work, "Call her back. ", kind=DraftKind.NOTE))
    store.add_note(work, "maria", "Call her back.")
    assert list(store.drafts_of(work)) == []


# ------------------------------------------------------------ one agent at two desks


def overwritten(store: DatabaseStore, work: int, *texts: str, kind: DraftKind = DraftKind.REPLY) -> list[str]:
    """What is kept after each was written by who knew nothing of the one before."""
    for said in texts:
        store.overwrite_draft(draft(work, said, kind=kind, desk="desk 2"), "")
    return [one.draft.text for one in store.earlier_drafts("maria")]


def test_what_another_desk_overwrites_unseen_is_kept_apart(store: DatabaseStore, work: int) -> None:
    at, before = store.overwrite_draft(draft(work, "Dear Anna", desk="desk 1"), "")
    assert before is None
    _, kept = store.overwrite_draft(draft(work, "Hello"), "")
    assert kept is not None
    assert store.earlier_drafts("maria") == [kept]
    assert (kept.draft.text, kept.draft.desk, kept.draft.saved_at) == ("Dear Anna", "desk 1", at)
    assert store.earlier_drafts("jan") == []


def test_what_was_seen_or_stands_in_the_new_text_is_not_kept(store: DatabaseStore, work: int) -> None:
    store.overwrite_draft(draft(work, "Dear Anna"), "")
    assert store.overwrite_draft(draft(work, "Good day"), "Dear Anna")[1] is None
    assert store.overwrite_draft(draft(work, "Good day, Anna"), "")[1] is None
    assert store.earlier_drafts("maria") == []


def test_of_what_is_typed_letter_by_letter_the_longest_is_kept(store: DatabaseStore, work: int) -> None:
    kept = overwritten(store, work, "He", "x", "Hello", "x", "Hello Anna", "x")
    assert sorted(kept) == ["Hello Anna", "x"]


def test_no_more_than_ten_of_a_draft_are_kept_and_the_newest_of_them(store: DatabaseStore, work: int) -> None:
    kept = overwritten(store, work, *(f"{n} text" for n in range(1, 15)))
    assert kept == [f"{n} text" for n in range(13, 3, -1)]


def test_an_earlier_text_is_taken_up_above_the_draft_once(store: DatabaseStore, work: int) -> None:
    overwritten(store, work, "Dear Anna", "Hello")
    (kept,) = store.earlier_drafts("maria")
    ear = Ear(store)
    whole = store.take_up_earlier(kept.id)
    assert whole is not None
    assert whole.text == "Dear Anna\n\nHello"
    assert ear.heard() == {(ChangeKind.DRAFT, work)}
    assert store.earlier_drafts("maria") == []
    assert store.take_up_earlier(kept.id) is None
    now_there = store.draft(work, "maria", DraftKind.REPLY)
    assert now_there is not None
    assert now_there.text == whole.text


def test_an_earlier_text_is_taken_up_where_there_is_no_draft_any_more(store: DatabaseStore, work: int) -> None:
    overwritten(store, work, "Dear Anna", "Hello")
    store.drop_draft(work, "maria", DraftKind.REPLY)
    (kept,) = store.earlier_drafts("maria")
    whole = store.take_up_earlier(kept.id)
    assert whole is not None
    assert whole.text == "Dear Anna"


def test_an_earlier_text_is_thrown_away_and_that_is_told(store: DatabaseStore, work: int) -> None:
    overwritten(store, work, "Dear Anna", "Hello")
    (kept,) = store.earlier_drafts("maria")
    ear = Ear(store)
    store.drop_earlier(kept.id)
    store.drop_earlier(kept.id)
    assert ear.heard() == {(ChangeKind.DRAFT, work)}
    assert store.earlier_drafts("maria") == []


def test_an_earlier_text_goes_when_the_letter_is_sent_and_not_before(
    store: DatabaseStore, work: int, account_id: int
) -> None:
    overwritten(store, work, "Dear Anna", "Hello")
    held = lease(store)
    sent = store.enqueue(letter(work, account_id, send_after=now()))
    assert sent.id is not None
    assert len(store.earlier_drafts("maria")) == 1  # it may be taken back
    assert store.claim(held, account_id) is not None
    store.delivered(held, sent.id)
    assert store.earlier_drafts("maria") == []


def test_what_came_between_the_last_saving_and_the_letter_is_kept_too(
    store: DatabaseStore, work: int, account_id: int
) -> None:
    sent = draft(work, "Dear Anna")
    store.overwrite_draft(sent, "", is_sent=True)
    store.save_draft(draft(work, "Dear Anna, more of it"))
    queued = store.enqueue(replace(letter(work, account_id, send_after=now()), sent=sent))
    assert [one.draft.text for one in store.earlier_drafts("maria")] == ["Dear Anna, more of it"]
    assert store.draft(work, "maria", DraftKind.REPLY) is None
    back = store.recall(queued.id or 0)
    assert back is not None
    assert back.text == "Dear Anna"


def test_an_earlier_text_of_another_draft_stays_when_a_letter_is_sent(
    store: DatabaseStore, work: int, account_id: int
) -> None:
    overwritten(store, work, "A note", "Another", kind=DraftKind.NOTE)
    held = lease(store)
    sent = store.enqueue(letter(work, account_id, send_after=now()))
    assert store.claim(held, account_id) is not None
    store.delivered(held, sent.id or 0)
    assert [one.draft.text for one in store.earlier_drafts("maria")] == ["A note"]
    store.add_note(work, "maria", "Another")
    assert store.earlier_drafts("maria") == []


def test_files_of_an_earlier_text_stay_as_long_as_it_does(store: DatabaseStore, work: int) -> None:
    file = store.keep_file("a.png", "image/png", b"\0\1")
    store.overwrite_draft(draft(work, "With a file", files=(file,)), "")
    overwritten(store, work, "Without")
    store.forget_files(now() + timedelta(days=2))
    assert store.file(file.id or 0) == b"\0\1"
    (kept,) = store.earlier_drafts("maria")
    store.drop_earlier(kept.id)
    store.forget_files(now() + timedelta(days=2))
    with pytest.raises(LookupError):
        store.file(file.id or 0)


def test_who_dies_while_overwriting_has_overwritten_nothing(
    store: DatabaseStore, work: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there is put aside and overwritten at once, or neither."""
    overwritten(store, work, "Dear Anna")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "save", die)
        with pytest.raises(KeyboardInterrupt):
            store.overwrite_draft(draft(work, "Hello"), "")
    assert store.earlier_drafts("maria") == []
    there = store.draft(work, "maria", DraftKind.REPLY)
    assert there is not None
    assert there.text == "Dear Anna"


def test_words_without_html_are_seen_beside_a_text_with_it(store: DatabaseStore, work: int) -> None:
    """The composer shows the HTML alone."""
    store.overwrite_draft(draft(work, "1 < 2\nDear Anna", html=""), "")
    overwritten(store, work, "Hello")
    whole = store.take_up_earlier(store.earlier_drafts("maria")[0].id)
    assert whole is not None
    assert whole.html == "1 &lt; 2<br>Dear Anna<br><br><p>Hello</p>"
