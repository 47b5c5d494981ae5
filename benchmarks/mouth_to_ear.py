"""One way from mouth to ear over a call on loopback, two phones of a kind, in turn with baresip.

python3 dev.py bench mouth_to_ear --clicks 60 --rounds 3

A sound server's null sink has two channels: the left one is what is said (one phone's microphone), the right one what
is heard (the other phone's speaker). Both are recorded as one stream, so no clock stands between them. What is said
are short chirps; each is looked for in what is heard by correlation.
"""

from __future__ import annotations

import contextlib
import math
import os
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from benchmarks.common import Samples, parser, report
from benchmarks.phones import free_port
from desktop.domain.call import CallState
from desktop.domain.phone import Account, DeviceRole
from tests.servers.process import ServerProcess, program, scratch_folder, wait_until
from tests.servers.pulse import RATE, SoundDevices, SoundServer, sound_server
from tests.servers.tones import write_wav
from tests.telephony.desks import TestDesk, desk, wait_for

_SLOW = 6  # correlated at 8 kHz, which is what a telephone carries
_CHIRP_SECONDS = 0.02
_EVERY_SECONDS = 0.607  # no multiple of a frame of 20 ms: the chirps fall everywhere in it
_SEARCH_SECONDS = 0.55
_SETTLE_SECONDS = 4.0
_LEAST_LIKENESS = 0.5


def _chirp() -> list[float]:
    """600 to 3,000 Hz, faded in and out, at 8 kHz."""
    rate, count = RATE // _SLOW, int(_CHIRP_SECONDS * RATE / _SLOW)
    times = [n / rate for n in range(count)]
    sweep = [math.sin(2 * math.pi * (600 * t + (3000 - 600) * t * t / (2 * _CHIRP_SECONDS))) for t in times]
    return [wave * math.sin(math.pi * n / count) ** 2 for n, wave in enumerate(sweep)]


def _said(clicks: int) -> array[int]:
    slow, total = _chirp(), int((clicks + 2) * _EVERY_SECONDS * RATE)
    sound = array("h", [0]) * total
    for n in range(clicks):
        begin = int((n + 1) * _EVERY_SECONDS * RATE)
        for place in range((len(slow) - 1) * _SLOW):
            left, share = divmod(place, _SLOW)
            value = slow[left] + (slow[left + 1] - slow[left]) * share / _SLOW
            sound[begin + place] = int(value * 20_000)
    return sound


def _slowed(samples: array[int]) -> list[float]:
    return [sum(samples[n : n + _SLOW]) / _SLOW for n in range(0, len(samples) - _SLOW, _SLOW)]


def _best(sound: list[float], begin: int, end: int, wanted: list[float]) -> tuple[int, float]:
    """Where in `sound` from `begin` to `end` it is most like `wanted`, and how like (1 at most)."""
    energy = math.sqrt(sum(value * value for value in wanted))
    found, likeness = begin, 0.0
    for place in range(begin, min(end, len(sound) - len(wanted))):
        piece = sound[place : place + len(wanted)]
        if max(piece, default=0) < 500:
            continue
        own = math.sqrt(sum(value * value for value in piece))
        like = sum(map(lambda a, b: a * b, piece, wanted)) / (own * energy)
        if like > likeness:
            found, likeness = place, like
    return found, likeness


def delays(stereo: array[int]) -> tuple[list[float], int]:
    """Milliseconds from each chirp on the left to it on the right, and how many were said."""
    said, heard, wanted = _slowed(stereo[0::2]), _slowed(stereo[1::2]), _chirp()
    per_second = RATE // _SLOW
    found, count, place = [], 0, 0
    while place < len(said) - int(_SEARCH_SECONDS * per_second) - len(wanted):
        if abs(said[place]) < 1000:
            place += 1
            continue
        begin, _ = _best(said, max(0, place - 40), place + 80, wanted)
        there, likeness = _best(heard, begin, begin + int(_SEARCH_SECONDS * per_second), wanted)
        count += 1
        if likeness > _LEAST_LIKENESS:
            found.append((there - begin) * 1000 / per_second)
        place = begin + int(0.5 * _EVERY_SECONDS * per_second)
    return found, count


@contextlib.contextmanager
def mouth_and_ear() -> Iterator[SoundServer]:
    with sound_server(SoundDevices(speakers=("idle",), microphones=("silent",))) as sounds:
        sounds.control("load-module", "module-null-sink", "sink_name=both", f"rate={RATE}", "channels=2")
        mono = ("channels=1", "channel_map=mono", "remix=no")
        left, right = "master_channel_map=front-left", "master_channel_map=front-right"
        for module, name, master, side in (
            ("remap-source", "source_name=mouth", "both.monitor", left),
            ("remap-sink", "sink_name=feed", "both", left),
            ("remap-sink", "sink_name=ear", "both", right),
        ):
            label = name.partition("=")[2]
            kind = module.partition("-")[2]
            described = f"{kind}_properties=device.description={label}"
            sounds.control("load-module", f"module-{module}", name, f"master={master}", side, *mono, described)
        yield sounds


def heard(sounds: SoundServer, clicks: int) -> array[int]:
    """Say the chirps; both channels, interleaved."""
    sound = _said(clicks)
    with scratch_folder() as folder:
        write_wav(folder / "said.wav", sound, RATE)
        record = [program("parec", "pulseaudio-utils"), "--device=both.monitor", "--raw", "--format=s16le"]
        record += [f"--rate={RATE}", "--channels=2", "--latency-msec=10", str(folder / "both.raw")]
        play = [program("paplay", "pulseaudio-utils"), "--device=feed", "--latency-msec=20", str(folder / "said.wav")]
        recorder = ServerProcess("parec", record, folder=folder, environment=sounds.environment)
        player = ServerProcess("paplay", play, folder=folder, environment=sounds.environment)
        recorder.start()
        time.sleep(_SETTLE_SECONDS)  # the null sink works in short blocks now, and the phones have got used to it
        player.start()
        wait_until(lambda: not player.is_running(), "the chirps", seconds=len(sound) / RATE + 10)
        time.sleep(1)
        recorder.stop(patience=1.0)
        player.stop(patience=1.0)
        return array("h", (folder / "both.raw").read_bytes()[: (folder / "both.raw").stat().st_size // 4 * 4])


def parley(sounds: SoundServer, clicks: int) -> array[int]:
    ports = free_port(), free_port()
    with desk(sounds=sounds) as mouth, desk(sounds=sounds) as ear:
        mouth.register(_account("mouth", ports[0], ports[1]))
        ear.register(_account("ear", ports[1], ports[0]))
        _choose(mouth, "mouth", "idle")
        _choose(ear, "silent", "ear")
        mouth.link.dial("measured", "ear")
        wait_for(lambda: bool(ear.calls), "the ring")
        ear.link.answer(ear.calls[-1].id)
        mouth.wait_for_call(CallState.ACTIVE)
        return heard(sounds, clicks)


def _account(user: str, port: int, peer: int) -> Account:
    return Account(user=user, servers=(f"127.0.0.1:{peer}",), registers=False, local_port=port)


def _choose(one: TestDesk, microphone: str, speaker: str) -> None:
    one.link.choose_device(DeviceRole.MICROPHONE, microphone)
    one.link.choose_device(DeviceRole.SPEAKER, speaker)
    one.link.choose_device(DeviceRole.RINGER, "idle")
    wait_for(lambda: bool(one.devices) and one.devices[-1].speaker == speaker, "the devices")


def baresip(sounds: SoundServer, clicks: int, buffer: str = "5-10") -> array[int]:
    """Two of them, through ALSA's way to the sound server: Debian's baresip has no other. Its own defaults else."""
    ports = free_port(), free_port()
    with scratch_folder() as one, scratch_folder() as two, contextlib.ExitStack() as stack:
        ear = _baresip(two, "silent", "ear", ports[1], buffer, sounds)
        mouth = _baresip(one, "mouth", "idle", ports[0], buffer, sounds)
        for process in (ear, mouth):
            process.start()
            stack.callback(process.stop, patience=1.0)
        time.sleep(2)
        _type(mouth, f"/dial sip:bench@127.0.0.1:{ports[1]}\n")
        ear.wait_for(lambda: "Incoming call" in ear.log_text(), "the ring")
        _type(ear, "/accept\n")
        mouth.wait_for(lambda: "Call established" in mouth.log_text(), "the call")
        return heard(sounds, clicks)


def _type(process: ServerProcess, text: str) -> None:
    os.write(process.stdin, text.encode())


def _baresip(folder: Path, source: str, player: str, port: int, buffer: str, sounds: SoundServer) -> ServerProcess:
    (folder / "accounts").write_text(f"<sip:bench@127.0.0.1:{port}>;regint=0;audio_codecs=pcmu\n")
    (folder / "contacts").write_text("")
    (folder / "config").write_text(
        f"poll_method epoll\nsip_listen 127.0.0.1:{port}\nnet_interface 127.0.0.1\ncall_max_calls 2\n"
        f"audio_player alsa,{player}\naudio_source alsa,{source}\naudio_alert alsa,idle\n"
        f"jitter_buffer_delay {buffer}\nmodule_path /usr/lib/baresip/modules\n"
        "module stdio.so\nmodule g711.so\nmodule alsa.so\nmodule_tmp account.so\nmodule_app menu.so\n"
    )
    names = "".join(f"pcm.{name} {{ type pulse device {name} }}\n" for name in ("mouth", "ear", "idle", "silent"))
    (folder / "asound.conf").write_text(f"</usr/share/alsa/alsa.conf>\n{names}")
    environment = {**sounds.environment, "ALSA_CONFIG_PATH": str(folder / "asound.conf")}
    return ServerProcess("baresip", ["baresip", "-f", str(folder)], folder=folder, environment=environment)


PHONES: dict[str, Callable[[SoundServer, int], array[int]]] = {
    "parley": parley,
    "baresip": baresip,
    "baresip, buffer 2-5": lambda sounds, clicks: baresip(sounds, clicks, "2-5"),
}


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--clicks", type=int, default=40, help="a round")
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    app = QCoreApplication([])
    found: dict[str, list[float]] = {name: [] for name in PHONES}
    lost = dict.fromkeys(PHONES, 0)
    for _ in range(options.rounds):
        for name, phone in PHONES.items():
            with mouth_and_ear() as sounds:
                values, said = delays(phone(sounds, options.clicks))
            found[name] += values
            lost[name] += said - len(values)
    del app
    ours = Samples(name="", values=tuple(found["parley"])).median
    rows = []
    for name, values in found.items():
        samples = Samples(name=name, values=tuple(values))
        rows.append({**samples.row(), "min": round(min(values), 1), "unheard": lost[name]})
        rows[-1]["peer ÷ ours"] = round(samples.median / ours, 2)
    report("Mouth to ear", rows, options.json)


if __name__ == "__main__":
    main()
