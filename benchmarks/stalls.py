"""How long the window ever holds still, and the gaps in speech, in a call under load.

python3 dev.py bench stalls --minutes 10 --world 1m.db

A call is up, notes are written 100 times a second on the store lane, an import of contacts runs in another process
on the same store, and two lists are scrolled by turns, 24 pixels 60 times a second. A timer of 5 ms in the GUI thread
is the heartbeat; the packets of the call are kept with the kernel's times by an instrument at the caller's end.

Two bystanders run meanwhile that only sleep, one as often as the window's heart beats, one as often as the engine
speaks and with its priority: what they came late, the machine took from us too.
"""

from __future__ import annotations

import contextlib
import csv
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, Samples, made_worlds, report, world_parser
from benchmarks.our_desk import OurDesk, our_desk, scratch
from benchmarks.screen import screen
from benchmarks.screen_pop import copied
from benchmarks.strain import BEAT_MILLISECONDS
from benchmarks.world import number_of
from tests.servers.bystander import bystander
from tests.servers.rtp import RtpPeer, rtp_peer

_LATE_BEAT = 16.0
_LATE_GAP = 40.0
_FRAME_MILLISECONDS = 20
_ENGINE_NICENESS = -11  # `desktop.telephony.engine.main`
_SETTLE_SECONDS = 2.0
_ROWS = 200_000
WRITES = 100


def _rows_file(path: Path) -> None:
    header = ("id", "channel", "started_at", "phone", "subject", "notes", "message")
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for n in range(_ROWS):
            at = (begin + timedelta(seconds=n)).isoformat()
            words = f"kontakt {n} zwrot sprawa dostawa {n % 977}"
            writer.writerow((f"import-{n}", "email", at, number_of(1 + n % 900), f"Sprawa {n}", "", words))


@contextlib.contextmanager
def importing(profile: Path, store: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`parley import` as an administrator runs it, at the same time, for as long as the block."""
    file = profile / "contacts.csv"
    _rows_file(file)
    command = [sys.executable, "-m", "desktop", "import", "interactions", str(file), "--store", str(store)]
    process = subprocess.Popen(
        [*command, "--profile", str(profile / "import")],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def run(desk: OurDesk, peer: RtpPeer, folder: Path, store: Path, seconds: float) -> dict[str, Any]:
    """What was done meanwhile; the heart's beats are in `folder`."""
    call, _sent = desk.caller.invite(number_of(7), peer.port)
    desk.caller.wait_for(call, 180)
    desk.tell(f"answer {desk.wait('offered')['key']}")
    desk.caller.wait_for(call, 200)
    desk.caller.acknowledge(call)
    desk.wait("active")
    peer.wait_for_packets(50)
    with importing(folder, store) as process:
        time.sleep(_SETTLE_SECONDS)
        desk.tell("strain " + json.dumps({"writes": WRITES, "scroll": True, "beats": str(folder / "beats")}))
        desk.wait("straining")
        with (
            bystander(step_seconds=BEAT_MILLISECONDS / 1000, work_seconds=0) as like_window,
            bystander(
                step_seconds=_FRAME_MILLISECONDS / 1000, work_seconds=0, niceness=_ENGINE_NICENESS
            ) as like_engine,
        ):
            began = time.time_ns()
            time.sleep(seconds)
            is_importing = process.poll() is None
            ended = time.time_ns()
            beside = {
                "like_window": [late * 1000 + BEAT_MILLISECONDS for late in like_window.lateness()],
                "like_engine": [late * 1000 + _FRAME_MILLISECONDS for late in like_engine.lateness()],
            }
        desk.tell("relax")
        done = desk.wait("strained", seconds=60)
    desk.caller.hang_up(call)
    gaps = [
        (later.arrival_nanoseconds - earlier.arrival_nanoseconds) / 1e6
        for earlier, later in zip(peer.sound_packets(), peer.sound_packets()[1:], strict=False)
        if began < later.arrival_nanoseconds < ended
    ]
    return {**done, **beside, "gaps": gaps, "import": "still running" if is_importing else "ended"}


def main() -> None:
    arguments = world_parser(__doc__)
    arguments.add_argument("--minutes", type=float, default=10.0)
    chosen = arguments.parse_args()
    with (
        screen() as display,
        scratch() as folder,
        copied(chosen.size, made_worlds(chosen), folder) as store,
        rtp_peer() as peer,
    ):
        with our_desk(folder / "profile", display=display, store=str(store)) as desk:
            desk.go_ready()
            done = run(desk, peer, folder, store, chosen.minutes * 60)
        beats = [float(line) for line in (folder / "beats").read_text().split()]
    rows = [
        _row("GUI heartbeat, beat to beat", beats, _LATE_BEAT),
        _row("a bystander, step to step", done["like_window"], _LATE_BEAT),
        _row("RTP packet to packet", done["gaps"], _LATE_GAP),
        _row("a bystander of the engine's priority", done["like_engine"], _LATE_GAP),
    ]
    report("GUI stalls and gaps in speech under load", rows, chosen.json)
    print(
        f"\nHeartbeat every {BEAT_MILLISECONDS} ms, {chosen.minutes:g} minutes; {done['written']} of {done['asked']}"
        f" notes written, {done['scrolled']} scrolls, the import {done['import']}."
    )


def _row(name: str, values: list[float], limit: float) -> dict[str, object]:
    samples = Samples(name=name, values=tuple(values))
    more = {"p99.9": round(samples.percentile(0.999), 3), "over limit": sum(value > limit for value in values)}
    return {**samples.row(), **more, "limit": limit}


if __name__ == "__main__":
    main()
