"""Mail found by its words: Parley beside notmuch and mu, over the same mails, on the command line and in process.

python3 dev.py bench mail_search --mails 20000 --rounds 20

Each reads the mails from one Maildir and makes its index; then each is asked in turn for the newest fifty that say
something. The start of the process is in a call from the command line; `notmuch --version` and Python's own start
say how much of it that is. In process our store is open as the desk holds it.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.common import ROOT, Samples, parser, report
from benchmarks.mails import COMMON, MIDDLING, RARE, fill_maildir
from benchmarks.our_desk import scratch
from benchmarks.world import REGION
from desktop.channels.email.reading.aside import Reading
from desktop.channels.email.server.imap import Fetched
from desktop.channels.email.server.position import Place
from desktop.commands.serving import collect_seldom
from desktop.domain.channel import Channel
from desktop.domain.history import SearchQuery
from desktop.domain.written import ChannelAccount, Incoming
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store

_SCREENFUL = 50
_BATCH = 200  # mails in one transaction, as the hub takes them
_AHEAD = 2
_PATIENCE_SECONDS = 600
ASKED = {"rare word": RARE, "middling word": MIDDLING, "commonest word": COMMON, "two words": f"{MIDDLING} {COMMON}"}


class Ours:
    """Our store with these mails, as a hub takes them: matched, threaded, and on the disk when it says so."""

    def __init__(self, folder: Path, maildir: Path) -> None:
        self._folder, self._maildir = folder, maildir

    def index(self) -> None:
        store = open_store(self._folder / "parley.db", PhoneNumbering(REGION))
        account = store.save_account(
            ChannelAccount(channel=Channel.EMAIL, name="Support", address="support@shop.example")
        )
        lease = store.take_lease(f"account.{account.id}", "bench", timedelta(hours=1))
        assert lease is not None
        for batch in _read(account, self._fetched()):
            store.receive(lease, account, batch, "1")
        store.close()

    def _fetched(self) -> Iterator[tuple[Fetched, Place]]:
        for uid, file in enumerate(sorted((self._maildir / "cur").iterdir()), 1):
            raw = file.read_bytes()
            yield Fetched(uid=uid, is_seen=False, size=len(raw), raw=raw), Place(folder="INBOX", validity=1, uid=uid)

    def ask(self, words: str) -> list[str]:
        return _run([sys.executable, "-m", "desktop", "--profile", str(self._folder), "search", *words.split()])

    def size(self) -> int:
        return _size(self._folder)


def _read(account: ChannelAccount, fetched: Iterator[tuple[Fetched, Place]]) -> Iterator[list[Incoming]]:
    """Batches, read in a process of its own, as a hub has a full mailbox read."""
    reading = Reading(account)
    reading.begin_aside()
    given = 0
    while batch := list(itertools.islice(fetched, _BATCH)):
        if not reading.is_aside:
            yield reading.read(batch)
            continue
        reading.give(batch)
        given += 1
        if given > _AHEAD:
            given -= 1
            yield reading.take()
    for _ in range(given):
        yield reading.take()
    reading.end_aside()


class Notmuch:
    def __init__(self, folder: Path, maildir: Path) -> None:
        self._folder = folder
        config = folder / "config"
        config.write_text(f"[database]\npath={maildir}\n[user]\nname=B\nprimary_email=b@shop.example\n", "utf-8")
        self._environment = {**os.environ, "NOTMUCH_CONFIG": str(config), "NOTMUCH_DATABASE": str(maildir)}
        self._index = maildir / ".notmuch"

    def index(self) -> None:
        _run(["notmuch", "new", "--quiet"], self._environment)

    def ask(self, words: str) -> list[str]:
        return _run(["notmuch", "search", "--output=messages", f"--limit={_SCREENFUL}", words], self._environment)

    def size(self) -> int:
        return _size(self._index)


class Mu:
    def __init__(self, folder: Path, maildir: Path) -> None:
        self._folder, self._maildir = folder, maildir

    def index(self) -> None:
        _run(["mu", "init", "--quiet", f"--muhome={self._folder}", f"--maildir={self._maildir}"])
        _run(["mu", "index", "--quiet", f"--muhome={self._folder}"])

    def ask(self, words: str) -> list[str]:
        newest = ["--sortfield=date", "--reverse", f"--maxnum={_SCREENFUL}"]
        return _run(["mu", "find", f"--muhome={self._folder}", *newest, *words.split()])

    def size(self) -> int:
        return _size(self._folder)


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> list[str]:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=_PATIENCE_SECONDS
    )
    return done.stdout.splitlines()


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def commands(programs: Mapping[str, Ours | Notmuch | Mu], rounds: int) -> list[dict[str, object]]:
    """Newest fifty, each program in turn."""
    rows: list[dict[str, object]] = []
    for kind, words in ASKED.items():
        found = {name: len(program.ask(words)) for name, program in programs.items()}  # and warm
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(rounds):
            for name, program in programs.items():
                times[name].append(_milliseconds(partial(program.ask, words)))
        for name, values in times.items():
            rows.append(Samples(name=f"{kind}: {name}", values=tuple(values)).row() | {"found": found[name]})
    starts = {"notmuch --version": ["notmuch", "--version"], "python, nothing": [sys.executable, "-c", "pass"]}
    for name, command in starts.items():
        began = tuple(_milliseconds(partial(_run, command)) for _ in range(rounds))
        rows.append(Samples(name=name, values=began).row() | {"found": ""})
    return rows


def in_process(folder: Path, rounds: int) -> list[dict[str, object]]:
    store: DatabaseStore = open_store(folder / "parley.db", PhoneNumbering(REGION))
    rows = []
    for kind, words in (*ASKED.items(), ("prefix of 3", MIDDLING[:3])):
        query = SearchQuery(text=words, limit=_SCREENFUL)
        values = tuple(_milliseconds(partial(store.search, query)) for _ in range(rounds * 10))
        found = len(store.search(query).hits)
        rows.append(Samples(name=f"{kind}: parley, in process", values=values).row() | {"found": found})
    store.close()
    return rows


def main() -> None:
    collect_seldom()  # as the hub does
    arguments = parser(__doc__)
    arguments.add_argument("--mails", type=int, default=20_000)
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--without-peers", action="store_true")
    chosen = arguments.parse_args()
    with scratch() as folder:
        raw = fill_maildir(folder / "mail", chosen.mails)
        programs: dict[str, Ours | Notmuch | Mu] = {"parley": Ours(_made(folder / "parley"), folder / "mail")}
        if not chosen.without_peers:
            programs["notmuch"] = Notmuch(_made(folder / "notmuch"), folder / "mail")
            programs["mu"] = Mu(_made(folder / "mu"), folder / "mail")
        built = []
        for name, program in programs.items():
            seconds = _milliseconds(program.index) / 1000
            kept = program.size() + (0 if name == "parley" else raw)
            built.append(
                {
                    "program": name,
                    "s": round(seconds, 1),
                    "mails a second": round(chosen.mails / seconds),
                    "MB": round(program.size() / 1e6, 1),
                    "x raw, mails included": round(kept / raw, 2),
                }
            )
        report(f"The index of {chosen.mails} mails of {raw / 1e6:.1f} MB", built)
        asked = commands(programs, chosen.rounds) + in_process(folder / "parley", chosen.rounds)
        report(f"The newest {_SCREENFUL} that say something", asked, chosen.json)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
