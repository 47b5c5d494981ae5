"""A private PulseAudio with named null sinks and microphones: sound is played into and recorded from it by name.

No hardware, no autospawn, no part in anybody's session. A microphone is a null sink and a source remapped from its
monitor, because Qt does not list monitors as inputs.
"""

import contextlib
import os
import shlex
import socket
import subprocess
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import (
    PATIENCE_SECONDS,
    ServerFailedError,
    ServerProcess,
    program,
    scratch_folder,
    wait_until,
)
from tests.servers.tones import from_bytes, write_wav

RATE = 48_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundDevices:
    """The names of the devices there are at the start."""

    speakers: tuple[str, ...] = ("speaker", "ringer")
    microphones: tuple[str, ...] = ("microphone",)


class Recording:
    """What is being recorded; grows until its block ends."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._finished: array[int] | None = None

    def samples(self) -> "array[int]":
        """The samples so far, mono, `RATE` a second."""
        if self._finished is not None:
            return self._finished
        return from_bytes(self._file.read_bytes())

    def wait_for(self, seconds_of_sound: float, *, seconds: float = PATIENCE_SECONDS) -> "array[int]":
        """The samples, as soon as there are that many seconds of them."""
        needed = round(seconds_of_sound * RATE) * 2
        wait_until(lambda: self._file.stat().st_size >= needed, f"{seconds_of_sound} s of sound", seconds=seconds)
        return self.samples()

    def finish(self) -> None:
        """Keep the samples: the file is about to go."""
        self._finished = self.samples()


class SoundServer:
    """A running PulseAudio."""

    def __init__(self, process: ServerProcess, folder: Path) -> None:
        self.process = process
        self._folder = folder
        self._modules: dict[str, list[str]] = {}
        self._keepers: dict[str, ServerProcess] = {}

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs in its environment to find this server and no other."""
        return {"PULSE_SERVER": f"unix:{self._folder}/native", **_private_folders(self._folder)}

    def plug_in_speaker(self, name: str) -> None:
        """A new output called `name`, as if a headset had been plugged in."""
        self._load_speaker(name)
        self._keep_awake(name)

    def plug_in_microphone(self, name: str) -> None:
        """A new input called `name`; what is played to it is heard on it."""
        self._load_microphone(name)
        self._keep_awake(f"{name}_feed")

    def unplug(self, name: str) -> None:
        """Take the speaker or microphone away, whoever is using it."""
        for keeper in (name, f"{name}_feed"):
            if keeper in self._keepers:
                self._keepers.pop(keeper).stop()
        for module in self._modules.pop(name):
            self.control("unload-module", module)

    def stop(self) -> None:
        """End the server and everything it keeps."""
        for keeper in self._keepers.values():
            keeper.stop()
        self.process.stop(patience=2.0)

    def control(self, *arguments: str) -> str:
        """Run pactl; its output."""
        command = [program("pactl", "pulseaudio-utils"), *arguments]
        done = subprocess.run(
            command,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode:
            raise ServerFailedError(f"{shlex.join(command)}\n{done.stderr}{self.process.log_tail()}")
        return done.stdout.strip()

    @contextlib.contextmanager
    def playing(self, microphone: str, samples: "array[int]") -> Iterator[None]:
        """Speak the samples (`RATE` a second) into the microphone; the block's end cuts them short."""
        with self._playing(f"{microphone}_feed", samples):
            yield

    @contextlib.contextmanager
    def playing_on_speaker(self, speaker: str, samples: "array[int]") -> Iterator[None]:
        """Play the samples on a speaker, as another program would."""
        with self._playing(speaker, samples):
            yield

    @contextlib.contextmanager
    def _playing(self, sink: str, samples: "array[int]") -> Iterator[None]:
        with scratch_folder() as folder:
            write_wav(folder / "sound.wav", samples, RATE)
            command = [program("paplay", "pulseaudio-utils"), f"--device={sink}", "--latency-msec=50"]
            with self._client("paplay", [*command, str(folder / "sound.wav")], folder):
                yield

    @contextlib.contextmanager
    def recording(self, speaker: str) -> Iterator[Recording]:
        """Record what the speaker plays, silence included."""
        with self._recording(f"{speaker}.monitor") as recording:
            yield recording

    @contextlib.contextmanager
    def recording_microphone(self, microphone: str) -> Iterator[Recording]:
        """Record what a program would hear on the microphone."""
        with self._recording(microphone) as recording:
            yield recording

    @contextlib.contextmanager
    def _recording(self, source: str) -> Iterator[Recording]:
        with scratch_folder() as folder:
            file = folder / "sound.raw"
            recording = Recording(file)
            with self._client("parec", [*_listen(source), str(file)], folder) as client:
                client.wait_for(lambda: file.exists() and file.stat().st_size > 0, "the first sound")
                yield recording
                recording.finish()

    @contextlib.contextmanager
    def _client(self, name: str, command: list[str], folder: Path) -> Iterator[ServerProcess]:
        client = ServerProcess(name, command, folder=folder, environment=self.environment)
        client.start()
        try:
            yield client
        finally:
            client.stop(patience=1.0)

    def set_up(self, devices: SoundDevices) -> None:
        """Load the first devices. Streams follow a default that changes, so the defaults are chosen first."""
        for name in devices.speakers:
            self._load_speaker(name)
        for name in devices.microphones:
            self._load_microphone(name)
        speaker = next(iter(devices.speakers), None)
        if speaker:
            self.control("set-default-sink", speaker)
        source = next(iter(devices.microphones), f"{speaker}.monitor" if speaker else None)
        if source:
            self.control("set-default-source", source)
        for name in (*devices.speakers, *(f"{microphone}_feed" for microphone in devices.microphones)):
            self._keep_awake(name)

    def _load_speaker(self, name: str) -> None:
        self._modules[name] = [self._load_sink(name)]

    def _load_microphone(self, name: str) -> None:
        sink = self._load_sink(f"{name}_feed")
        remap = (f"source_name={name}", f"master={name}_feed.monitor", _described("source", name))
        self._modules[name] = [self._load("module-remap-source", *remap), sink]

    def _load_sink(self, name: str) -> str:
        return self._load("module-null-sink", f"sink_name={name}", f"rate={RATE}", _described("sink", name))

    def _keep_awake(self, sink: str) -> None:
        """Listen to a sink all the time, 20 ms at a time.

        Left alone, a null sink works in blocks of 2 s: what comes then is heard late, or is missing on its monitor. A
        suspended sink begins its next block when it is resumed, so that happens once the listener is there.
        """
        self.control("suspend-sink", sink, "1")
        command = [*_listen(f"{sink}.monitor"), f"--stream-name={sink} keeper", "/dev/null"]
        keeper = ServerProcess(f"keeper-{sink}", command, folder=self._folder, environment=self.environment)
        keeper.start()
        self._keepers[sink] = keeper
        stream = f'media.name = "{sink} keeper"'
        keeper.wait_for(lambda: stream in self.control("list", "source-outputs"), "its stream")
        self.control("suspend-sink", sink, "0")

    def _load(self, module: str, *arguments: str) -> str:
        return self.control("load-module", module, *arguments)


@contextlib.contextmanager
def sound_server(devices: SoundDevices | None = None) -> Iterator[SoundServer]:
    """A running PulseAudio with the devices; the first speaker and the first microphone are its defaults."""
    devices = devices or SoundDevices()
    pulseaudio = program("pulseaudio", "pulseaudio pulseaudio-utils")
    with scratch_folder() as folder:
        (folder / "start.pa").write_text(
            f"load-module module-native-protocol-unix socket={folder}/native auth-anonymous=1\n"
        )
        command = [
            pulseaudio,
            "-n",
            "-F",
            str(folder / "start.pa"),
            "--daemonize=no",
            "--system=no",
            "--use-pid-file=no",
        ]
        command += ["--exit-idle-time=-1", "--disallow-exit=yes", "--log-target=stderr", "--realtime=no"]
        # A session bus that is not there, or libdbus would launch one that outlives us.
        environment = {**_private_folders(folder), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/no-bus"}
        process = ServerProcess("pulseaudio", command, folder=folder, environment=environment)
        server = SoundServer(process, folder)
        process.start()
        try:
            process.wait_for(lambda: _takes_connections(folder / "native"), "its socket")
            server.set_up(devices)
            yield server
        finally:
            server.stop()


def _takes_connections(path: Path) -> bool:
    """The socket's name is there a moment before anybody listens at it."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _listen(source: str) -> list[str]:
    """The command that records from a source; the file's name comes last."""
    command = [program("parec", "pulseaudio-utils"), f"--device={source}", "--raw", "--format=s16le"]
    return [*command, f"--rate={RATE}", "--channels=1", "--latency-msec=20"]


def _described(kind: str, name: str) -> str:
    """The property that Qt and people read as the device's name."""
    return f"{kind}_properties=device.description={name}"


def _private_folders(folder: Path) -> dict[str, str]:
    # The cookie and the client's own state would otherwise be looked for, and made, in the user's home.
    return {
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
        "PULSE_COOKIE": str(folder / "cookie"),
    }
