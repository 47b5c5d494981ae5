"""The work list with ten thousand open interactions: its pages by each filter, and how it scrolls.

python3 dev.py bench work_list [--rounds 40]

Mails of ten thousand customers are received as from a server; a quarter is somebody's, some are urgent, late, asleep or
tagged. The pages are read as the desk's store lane reads them. Then the real window shows the whole list on a screen of
its own and scrolls it from end to end, 480 pixels a frame at 60 frames a second, to the first pages and to the last:
how long the window took for each frame, beside an unadorned Qt list of as many two-line texts, painted by Qt's own
delegate, that is scrolled likewise.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEventLoop, QSize, QStringListModel, QTimer
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate

from benchmarks.common import Samples, parser, report
from benchmarks.our_desk import scratch
from benchmarks.screen import screen
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.work import Priority, WorkOrder, WorkScope, WorkView
from desktop.domain.written import ChannelAccount, Incoming, Participant, Role
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from desktop.store.transfer.bulk import History, load

OPEN = 10_000
_AGENT = "Maria Król"
_BATCH = 500
_FRAME_SECONDS = 1 / 60
_STEP_PIXELS = 480
_PATIENCE = 60  # frames
_WORDS = [
    "order",
    "chair",
    "hinge",
    "delivery",
    "refund",
    "invoice",
    "broken",
    "table",
    "return",
    "label",
    "week",
    "colour",
    "oak",
    "answer",
    "friday",
]
_NAMES = ["Anna", "Joanna", "Marek", "Luis", "Eszter", "Dan", "Olga", "Meiling", "Piotr", "Ewa", "Zofia", "Jan"]
_QUEUES = ("Support", "Billing", "Returns")


def fill(store: DatabaseStore, file: Path) -> None:
    """Ten thousand customers, a mail of each."""
    chance = random.Random(3)
    customers = tuple(_customer(n) for n in range(OPEN))
    load(store.database, History(customers=customers, orders=(), cases=(), interactions=(), messages=()), _NUMBERING)
    account = store.save_account(
        ChannelAccount(channel=Channel.EMAIL, name="Support", address="support@shop.example", queue=_QUEUES[0])
    )
    lease = store.take_lease(f"account.{account.id}", "bench", timedelta(hours=1))
    assert lease is not None
    begun = datetime.now(UTC) - timedelta(minutes=OPEN // 20)
    for first in range(0, OPEN, _BATCH):
        batch = [_mail(n, begun + timedelta(seconds=3 * n), chance) for n in range(first, first + _BATCH)]
        store.receive(lease, account, batch, str(first))
    with closing(sqlite3.connect(file)) as plain, plain:
        _spread(plain, chance)
    for row in store.work(WorkView(scope=WorkScope.ALL, agent=_AGENT), limit=OPEN)[::50]:
        store.tag_written(row.interaction_id, (chance.choice(("warranty", "legal")),))


_NUMBERING = PhoneNumbering("PL")


def _customer(n: int) -> Customer:
    address = Address(kind=AddressKind.EMAIL, value=f"c{n}@mail.example", typed=f"c{n}@mail.example")
    tags = ("wholesale",) if n % 100 == 0 else ("returns often",) if n % 7 == 0 else ()
    return Customer(name=f"{_NAMES[n % len(_NAMES)]} Kowalczyk-{n}", id=n + 1, addresses=(address,), tags=tags)


def _mail(n: int, at: datetime, chance: random.Random) -> Incoming:
    said = " ".join(chance.choices(_WORDS, k=40)) + (" turquoise" if n % 500 == 0 else "")
    sender = Participant(address=f"c{n}@mail.example", name=f"Customer {n}")
    return Incoming(
        external_id=f"<{n}@bench.example>",
        sent_at=at,
        direction=Direction.INBOUND,
        participants=((Role.FROM, sender), (Role.TO, Participant(address="support@shop.example"))),
        subject=" ".join(chance.choices(_WORDS, k=4)),
        text=f"turquoise {said}" if n % 500 == 0 else said,
        place=f"1:{n}:INBOX",
        raw=b"Subject: x\r\n\r\nx",
    )


def _spread(plain: sqlite3.Connection, chance: random.Random) -> None:
    """A quarter is the agent's or a colleague's; some are urgent, asleep or of another queue."""
    soon = int((datetime.now(UTC) + timedelta(hours=3)).timestamp() * 1_000_000)
    for (number,) in plain.execute("SELECT interaction_id FROM work").fetchall():
        owner = chance.choice((_AGENT, "Olga", "", "", "", "", "", ""))
        priority = int(chance.choice((*Priority, *[Priority.NORMAL] * 16)))
        asleep = soon if chance.random() < 0.05 else None
        values = (owner, chance.choice(_QUEUES), priority, asleep, chance.random() < 0.4, number)
        plain.execute(
            "UPDATE work SET agent = ?, queue = ?, priority = ?, snoozed_until = ?, is_unread = ?"
            " WHERE interaction_id = ?",
            values,
        )


# ------------------------------------------------------------------ pages


def _views() -> dict[str, WorkView]:
    def view(scope: WorkScope = WorkScope.ALL, **more: Any) -> WorkView:
        return WorkView(scope=scope, agent=_AGENT, **more)

    return {
        "all, by when they are due": view(),
        "all, newest first": view(order=WorkOrder.NEWEST),
        "mine": view(WorkScope.MINE),
        "nobody's, of two queues": view(WorkScope.UNASSIGNED, queues=_QUEUES[:2]),
        "unread and overdue": view(unread_only=True, overdue_only=True),
        "urgent": view(priorities=(Priority.URGENT,)),
        "a customer's tag, 1 in 100": view(tags=("wholesale",)),
        "a customer's tag, 1 in 7": view(tags=("returns often",)),
        "a conversation's tag, 1 in 100": view(tags=("legal",)),
        "a common word": view(text="chair"),
        "a rare word": view(text="turquoise"),
        "two words, one of them a name": view(text="anna refund"),
        "a word that is nowhere": view(text="zebra"),
    }


def pages(store: DatabaseStore, rounds: int) -> list[dict[str, object]]:
    """The first page of each, read in turn."""
    found: dict[str, list[float]] = {}
    rows: dict[str, int] = {}
    for _ in range(rounds):
        for name, view in _views().items():
            began = time.perf_counter()
            rows[name] = len(store.work(view))
            found.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        for name, ask in (("its end: rows 9,800 on", _end(store)), ("the counts on the tabs", _counts(store))):
            began = time.perf_counter()
            rows[name] = ask()
            found.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return [{**Samples(name=name, values=tuple(values)).row(), "rows": rows[name]} for name, values in found.items()]


def _end(store: DatabaseStore) -> Callable[[], int]:
    view = WorkView(scope=WorkScope.ALL, agent=_AGENT, snoozed_too=True)
    return lambda: len(store.work(view, offset=OPEN - 200))


def _counts(store: DatabaseStore) -> Callable[[], int]:
    return lambda: len(store.work_counts(_AGENT, _QUEUES[:2]).rows)


# ------------------------------------------------------------------ scrolling


def scrolling(folder: Path) -> list[dict[str, object]]:
    """Each frame's time in the GUI thread, from the step to when all of it is painted."""
    from PySide6.QtTest import QTest

    from tests.ui.stage import Stage, new_window

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    stage = Stage(folder)
    window = new_window(stage)
    window.resize(1600, 950)
    window.show()
    stage.open()
    work = stage.services.work_list
    work.show(WorkView(scope=WorkScope.ALL, agent=_AGENT, snoozed_too=True))
    began = time.monotonic()
    while time.monotonic() < began + 5:
        QTest.qWait(50)
    view = window.work_list.view
    first = _scrolled(view)
    loaded = len(work.rows)
    again = _scrolled(view)
    window.hide()
    plain = _plain_list(view.size())
    beside = _scrolled(plain)
    plain.hide()
    window.close()
    stage.close()
    return [
        _frames(f"the list, while it is loaded ({loaded:,} rows)", first),
        _frames("the list, loaded", again),
        _frames("a plain Qt list of as many", beside),
    ]


def _scrolled(view: QListView) -> list[float]:
    """From the top to the end, a second's patience where more rows are on their way."""
    view.verticalScrollBar().setValue(0)
    frames: list[float] = []
    waited = 0
    clock, loop = QElapsedTimer(), QEventLoop()
    while waited < _PATIENCE:
        clock.start()
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + _STEP_PIXELS)
        view.viewport().repaint()
        frames.append(clock.nsecsElapsed() / 1e6)
        waited = waited + 1 if bar.value() >= bar.maximum() else 0
        left = max(1, round(_FRAME_SECONDS * 1000 - frames[-1]))
        held = time.perf_counter()
        QTimer.singleShot(left, loop.quit)
        loop.exec()
        frames[-1] += max(0.0, (time.perf_counter() - held) * 1000 - left)  # what the window did of its own meanwhile
    return frames[:-_PATIENCE]


def _plain_list(size: QSize) -> QListView:
    made = QListView()
    made.setModel(QStringListModel([f"Anna Kowalczyk-{n}\nrefund invoice: {' '.join(_WORDS)}" for n in range(OPEN)]))
    made.setItemDelegate(QStyledItemDelegate(made))
    made.setUniformItemSizes(True)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    made.resize(size)
    made.show()
    return made


def _frames(name: str, frames: list[float]) -> dict[str, object]:
    samples = Samples(name=name, values=tuple(frames))
    return {**samples.row(), "over 16.7 ms": sum(frame > _FRAME_SECONDS * 1000 for frame in frames)}


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--rounds", type=int, default=40)
    chosen = arguments.parse_args()
    with scratch() as folder, screen() as display:
        file = folder / "store.db"
        store = open_store(file, _NUMBERING)
        fill(store, file)
        report(f"Pages of {OPEN:,} open interactions", pages(store, chosen.rounds), chosen.json)
        store.close()
        os.environ.update(DISPLAY=display, QT_QPA_PLATFORM="xcb")
        print()
        report("Frames of a list that scrolls", scrolling(folder))


if __name__ == "__main__":
    main()
