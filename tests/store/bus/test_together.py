"""Agents, the server and the sender at once on the same work: each waits for the other, and none for ever."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from desktop.domain.errors import Rejected
from desktop.domain.work import Priority, WorkScope, WorkView
from desktop.domain.written import DraftKind, OutboxState
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import Inbox, mail, opened
from tests.store.bus.written import count, draft, letter, now

TURNS = 25
ALL = WorkView(scope=WorkScope.ALL, agent="maria", snoozed_too=True)


def test_nobody_waits_for_one_who_waits_for_them(store: DatabaseStore) -> None:
    inbox = opened(store)
    works = [one.interaction_id for one in inbox.take(*(mail(f"begin{n}") for n in range(4)))]
    is_over = threading.Event()

    with ThreadPoolExecutor(5) as threads:
        receiver, sender = threads.submit(_receive, inbox), threads.submit(_send_all, inbox, is_over)
        agents = [threads.submit(_work_as, inbox, agent, works) for agent in ("maria", "joanna", "ewa")]
        try:
            for one in (*agents, receiver):
                one.result()
        finally:
            is_over.set()
        sender.result()
    assert count(store, "messages") >= 4 + 3 * TURNS
    left = {one.state for one in store.outbox()}
    assert left <= {OutboxState.FAILED}


def test_of_two_who_close_at_once_one_is_told(store: DatabaseStore) -> None:
    inbox = opened(store)
    works = [one.interaction_id for one in inbox.take(*(mail(f"begin{n}") for n in range(8)))]
    codes = dict(zip(("maria", "jan"), (one.code for one in store.dispositions()), strict=False))
    with ThreadPoolExecutor(2) as threads:
        for work in works:
            both = threading.Barrier(2)

            def close(agent: str, work: int = work, both: threading.Barrier = both) -> bool:
                both.wait(30)
                return store.close_written(work, codes[agent], agent) is not None

            told = dict(zip(codes, threads.map(close, codes), strict=True))
            assert sorted(told.values()) == [False, True]
            assert {one.by: one.is_overtaken for one in store.endings(work)} == told
            kept = store.interaction(work)
            assert kept is not None
            assert kept.disposition == next(codes[agent] for agent, is_told in told.items() if not is_told)


def test_of_two_who_merge_or_part_at_once_one_is_refused(store: DatabaseStore) -> None:
    inbox = opened(store)
    works = [one.interaction_id for one in inbox.take(*(mail(f"begin{n}") for n in range(12)))]
    pairs = list(zip(works[::2], works[1::2], strict=True))
    with ThreadPoolExecutor(2) as threads:
        for one, other in pairs:
            merging = _at_once(
                threads,
                partial(store.merge_written, one, other, "maria"),
                partial(store.merge_written, other, one, "jan"),
            )
            assert sorted(merging) == [False, True]
            assert sum(row.interaction_id in (one, other) for row in store.work(ALL)) == 1
            gone = store.conversation(one).merged[0].interaction_id
            assert sorted(_at_once(threads, *[partial(store.split_written, gone)] * 2)) == [False, True]
            assert sum(row.interaction_id in (one, other) for row in store.work(ALL)) == 2


def test_of_two_who_split_off_the_same_one_is_refused(store: DatabaseStore) -> None:
    inbox = opened(store)
    works = [one.interaction_id for one in inbox.take(*(mail(f"begin{n}") for n in range(8)))]
    with ThreadPoolExecutor(2) as threads:
        for n, work in enumerate(works):
            (later,) = inbox.take(mail(f"later{n}", answers=[f"begin{n}"]))
            assert sorted(_at_once(threads, *[partial(store.split_off, work, later.message_id)] * 2)) == [False, True]
            assert len(store.conversation(work).messages) == 1
    assert count(store, "interactions") == 16


def test_who_takes_what_is_being_merged_has_the_whole_of_it(store: DatabaseStore) -> None:
    inbox = opened(store)
    works = [one.interaction_id for one in inbox.take(*(mail(f"begin{n}") for n in range(16)))]
    with ThreadPoolExecutor(2) as threads:
        for kept, gone in zip(works[::2], works[1::2], strict=True):
            done = _at_once(
                threads,
                partial(store.merge_written, kept, gone, "maria"),
                partial(store.assign, gone, "jan", comment="", by="jan"),
            )
            assert done == [True, True]
            assert [row.interaction_id for row in store.work(ALL) if row.interaction_id in (kept, gone)] == [kept]


def _at_once(threads: ThreadPoolExecutor, *orders: Callable[[], object]) -> list[bool]:
    """Which of them were done; the others were refused."""
    both = threading.Barrier(len(orders))

    def do(order: Callable[[], object]) -> bool:
        both.wait(30)
        try:
            order()
        except (LookupError, ValueError):
            return False
        return True

    return list(threads.map(do, orders))


def _receive(inbox: Inbox) -> None:
    chance = random.Random(1)
    for turn in range(TURNS):
        answered = [f"begin{n}" for n in chance.sample(range(4), 3)]
        inbox.take(*(mail(f"answer {turn} {one}", answers=[one]) for one in answered))


def _send_all(inbox: Inbox, is_over: threading.Event) -> None:
    """Until all is gone."""
    while True:
        is_last = is_over.is_set()
        claimed = inbox.store.claim(inbox.lease, inbox.account_id)
        if claimed is None or claimed.id is None:
            if is_last:
                return
        elif claimed.id % 3:
            inbox.store.delivered(inbox.lease, claimed.id)
        else:
            inbox.store.not_delivered(inbox.lease, claimed.id, "no", None)


def _work_as(inbox: Inbox, agent: str, works: list[int]) -> None:
    chance = random.Random(agent)
    for _ in range(TURNS):
        chance.choice(_DOES)(inbox.store, agent, inbox.account_id, chance.choice(works))


def _send(store: DatabaseStore, agent: str, account_id: int, work: int) -> None:
    store.save_draft(draft(work, "Wait.", agent=agent))
    store.enqueue(letter(work, account_id, author=agent, send_after=now(-1)))


def _send_and_take_back(store: DatabaseStore, agent: str, account_id: int, work: int) -> None:
    queued = store.enqueue(letter(work, account_id, author=agent, send_after=now(-1), kind=DraftKind.FORWARD))
    store.recall(queued.id or 0)


def _mind_one_own(store: DatabaseStore, agent: str, account_id: int, work: int) -> None:
    for one in store.outbox(agent):
        if one.state is OutboxState.FAILED:
            store.recall(one.id or 0)


def _split_off(store: DatabaseStore, agent: str, account_id: int, work: int) -> None:
    last = store.conversation(work, limit=1).messages[-1].message.id
    with suppress(LookupError, ValueError, Rejected):  # a colleague did, it is the only one, or it is being sent
        store.merge_written(work, store.split_off(work, last or 0), agent)


_DOES: list[Callable[[DatabaseStore, str, int, int], object]] = [
    _send,
    _send_and_take_back,
    _mind_one_own,
    _split_off,
    lambda store, agent, _, work: store.take(work, agent),
    lambda store, agent, _, work: store.assign(work, agent, comment="Mine.", by=agent),
    lambda store, agent, _, work: store.mark_read(work),
    lambda store, agent, _, work: store.prioritise(work, Priority.HIGH),
    lambda store, agent, _, work: store.snooze(work, now(60)),
    lambda store, agent, _, work: store.close_written(work, ""),
    lambda store, agent, _, work: store.reopen(work, agent),
]
