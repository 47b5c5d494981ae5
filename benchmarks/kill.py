"""`kill -9`: of a desk that writes (is what was acknowledged there?), of the engine in a call (who is told when?).

python3 dev.py bench kill --writers 1000 --desks 50 --engines 50 --hangs 10

An engine that hangs is one that is stopped: it lives and does nothing, until the desk ends it.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.common import Samples, parser, report
from benchmarks.our_desk import our_desk, scratch
from benchmarks.sip_client import Caller, Target
from desktop.domain.channel import Channel, Direction
from desktop.domain.interaction import Interaction, InteractionState
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.servers.kamailio import REALM, Registrar, registrar

PASSWORD = "correct horse"
_NOTES = "Zawias pęknięty, obiecano zwrot pieniędzy"
Row = dict[str, object]
_TOLD_SECONDS = 0.3  # that the agent is ready is an order on its way to the engine
_NEWS = (
    "the desk says that the phone stopped",
    "the interaction is closed as interrupted",
    "registered again",
    "INVITE → 180 of the next call, through the registrar",
)


def _open(path: Path) -> DatabaseStore:
    return open_store(str(path), PhoneNumbering("PL"))


# ---------------------------------------------------------------- a process that writes as the desk does


def writers(kills: int) -> list[Row]:
    """Each forked, so that a kill costs no start of Python; each opens the store anew."""
    lost = corrupt = acknowledged = 0
    reopened = []
    rng = random.Random(3)
    with scratch() as folder:
        path = folder / "store.db"
        _open(path).close()
        for kill in range(kills):
            said = _write_until_killed(path, kill, rng.uniform(0.0, 0.06))
            began = time.perf_counter()
            store = _open(path)
            reopened.append((time.perf_counter() - began) * 1000)
            acknowledged += len(said)
            lost += sum(not _is_kept(store, row, notes) for row, notes in said.items())
            store.close()
            corrupt += not _is_sound(path)
            if sys.stderr.isatty():
                print(f"\r{kill + 1} of {kills}", end="", file=sys.stderr)
    samples = Samples(name="reopened after kill -9", values=tuple(reopened)).row()
    return [{**samples, "acknowledged": acknowledged, "lost": lost, "corrupt": corrupt}]


def _write_until_killed(path: Path, kill: int, seconds: float) -> dict[int, int]:
    """What was acknowledged, by row the length of its notes. The kill comes so long after the first word."""
    reading, writing = os.pipe()
    writer = os.fork()
    if not writer:
        try:
            os.close(reading)
            _write(path, kill, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as news:
        text = news.read(1)
        time.sleep(seconds)
        os.kill(writer, signal.SIGKILL)
        while piece := news.read(65536):
            text += piece
    status = os.waitpid(writer, 0)[1]
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, "the writer ended by itself"
    lines = text.decode().split("\n")[:-1]  # the last one may have been cut short
    return {int(row): int(length) for row, length in (line.split() for line in lines)}


def _write(path: Path, kill: int, out: int) -> None:
    """Interactions and their notes, as the ledger writes them; a line for each that the store has acknowledged."""
    store = _open(path)
    for count in range(100_000):
        row = store.add_interaction(_interaction(f"{kill}-{count}")).id
        assert row is not None
        os.write(out, f"{row} 0\n".encode())
        for length in (10, 20, 30):
            store.save_notes(row, _NOTES[:length])
            os.write(out, f"{row} {length}\n".encode())


def _interaction(subject: str) -> Interaction:
    return Interaction(
        channel=Channel.VOICE,
        direction=Direction.INBOUND,
        state=InteractionState.ACTIVE,
        started_at=datetime.now(UTC),
        subject=subject,
    )


def _is_kept(store: DatabaseStore, row: int, length: int) -> bool:
    """A kill may fall between the commit of the next notes and their acknowledgement, so there may be more."""
    kept = store.interaction(row)
    return kept is not None and kept.notes.startswith(_NOTES[:length])


def _is_sound(path: Path) -> bool:
    store = sqlite3.connect(path)
    try:
        found: tuple[str] = store.execute("PRAGMA quick_check").fetchone()
        store.execute("INSERT INTO document_words (document_words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        return False
    finally:
        store.close()
    return found[0] == "ok"


# ---------------------------------------------------------------- the whole desk


def desks(kills: int) -> list[Row]:
    """The desk writes notes 100 times a second and says what is written; it is killed, and the store opened."""
    lost = corrupt = acknowledged = 0
    reopened = []
    rng = random.Random(4)
    with scratch() as folder:
        for _ in range(kills):
            with our_desk(folder) as desk:
                desk.wait("opened")
                desk.tell('strain {"writes": 100, "is_telling": true}')
                first = desk.wait("written")
                time.sleep(rng.uniform(0.05, 0.5))
                os.kill(desk.pid, signal.SIGKILL)
                desk.process.wait()
                last = [first, *desk.rest("written")][-1]
            path = folder / "parley.db"
            began = time.perf_counter()
            store = _open(path)
            reopened.append((time.perf_counter() - began) * 1000)
            kept = store.interaction(last["row"])
            acknowledged += last["count"]
            lost += kept is None or int(kept.notes.rpartition(" ")[2]) < last["count"]
            store.close()
            corrupt += not _is_sound(path)
    samples = Samples(name="reopened after kill -9 of the whole desk", values=tuple(reopened)).row()
    return [{**samples, "acknowledged": acknowledged, "lost": lost, "corrupt": corrupt}]


# ---------------------------------------------------------------- the engine


def engines(kills: int) -> list[Row]:
    """A call through a real registrar is up when its engine is killed."""
    return _engines(kills, signal.SIGKILL)


def hangs(kills: int) -> list[Row]:
    """A call through a real registrar is up when its engine stops to do anything."""
    return _engines(kills, signal.SIGSTOP)


def _engines(kills: int, how: signal.Signals) -> list[Row]:
    found: dict[str, list[float]] = {name: [] for name in _NEWS}
    refused = 0
    with registrar({"agent": PASSWORD}) as exchange:
        while len(found[_NEWS[0]]) < kills:
            with scratch() as folder:
                try:
                    _kill_engines(exchange, folder, found, how)
                except RuntimeError as error:  # a call between the kills was refused
                    print(error, file=sys.stderr)
                    refused += 1
            exchange.unregister("agent")
    rows = [Samples(name=name, values=tuple(values)) for name, values in found.items()]
    return [{**row.row(), "p95": round(row.percentile(0.95), 3), "calls refused": refused} for row in rows]


def _kill_engines(exchange: Registrar, folder: Path, found: dict[str, list[float]], how: signal.Signals) -> None:
    """Twice: before it starts the third engine in a minute the desk waits a second, before the next longer."""
    options = ("--server", exchange.address, "--user", "agent", "--domain", REALM, "--password", PASSWORD)
    with our_desk(folder, options=options) as desk:
        trunk = Caller(Target("127.0.0.1", exchange.trunk_port, "agent"))
        desk.go_ready()
        desk.tell("auto")
        for _ in range(2):
            time.sleep(_TOLD_SECONDS)
            call, _sent = trunk.invite("+48601234567")
            trunk.wait_for(call, 200)
            trunk.acknowledge(call)
            key = desk.wait("active")["key"]
            killed = time.monotonic()
            os.kill(desk.engine_pid, how)
            told = desk.wait("lost")["at"]
            closed = desk.wait("finished", key=key)["at"]
            back = desk.wait("registration", state="registered")["at"]
            time.sleep(_TOLD_SECONDS)
            call, sent = trunk.invite("+48601234567")
            rang = trunk.wait_for(call, 180)
            trunk.wait_for(call, 200)
            trunk.acknowledge(call)
            trunk.hang_up(call)
            desk.wait("finished")
            moments = (told - killed, closed - killed, back - killed, rang - sent)
            for name, seconds in zip(_NEWS, moments, strict=True):
                found[name].append(seconds * 1000)
        trunk.close()


def main() -> None:
    arguments = parser(__doc__)
    for name, usual in (("writers", 1000), ("desks", 50), ("engines", 50), ("hangs", 10)):
        arguments.add_argument(f"--{name}", type=int, default=usual)
    chosen = arguments.parse_args()
    programs: list[tuple[str, Callable[[int], list[Row]], int]] = [
        ("kill -9 of a process that writes as the desk does", writers, chosen.writers),
        ("kill -9 of the desk", desks, chosen.desks),
        ("kill -9 of the engine in a call", engines, chosen.engines),
        ("The engine hangs in a call", hangs, chosen.hangs),
    ]
    for title, program, kills in programs:
        if kills:
            file = chosen.json.with_name(f"{chosen.json.stem}-{program.__name__}.json") if chosen.json else None
            report(title, program(kills), file)
            print()


if __name__ == "__main__":
    main()
