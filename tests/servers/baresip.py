"""baresip as another phone: registers, calls, answers, plays a tone or a file, and keeps what it hears.

Debian's baresip 1.0 knows MD5 only, G.711, UDP and TCP and TLS. One call at a time is recorded.
"""

import contextlib
import json
import select
import socket
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers.ports import HOST, is_tcp_listening, reserved_ports
from tests.servers.process import PATIENCE_SECONDS, ServerFailedError, ServerProcess, program, scratch_folder
from tests.servers.tones import read_wav, sine, write_wav

RATE = 8_000
_TONE_SECONDS = 120
_RTP_PORTS = 20
_WAV_HEAD_BYTES = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneAccount:
    """Who the phone is. Without `registrar` (`host:port`) it registers nowhere and is called at its own address."""

    user: str = "phone"
    password: str = ""
    registrar: str | None = None
    transport: str = "udp"
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneSound:
    """What the phone says: a WAV file of 8 kHz mono, or a tone of two minutes."""

    tone_hertz: int = 880
    file: Path | None = None


class Phone:
    """A running baresip, asked and heard through its control socket."""

    def __init__(self, process: ServerProcess, folder: Path, account: PhoneAccount, ports: tuple[int, ...]) -> None:
        self.process = process
        self.sip_port, self._control_port = ports[0], ports[2]
        self._folder = folder
        self._account = account
        self._socket: socket.socket | None = None
        self._unread = b""
        self._events: list[dict[str, Any]] = []
        self._answers: list[dict[str, Any]] = []

    @property
    def address(self) -> str:
        """The SIP address at which it can be called without a registrar."""
        return f"sip:{self._account.user}@{HOST}:{self.sip_port}"

    def dial(self, address: str) -> None:
        """Call a SIP address, or a user of the registrar."""
        if not address.startswith("sip:"):
            address = f"sip:{address}@{self._account.registrar or HOST};transport={self._account.transport}"
        self.command("dial", address)

    def answer(self) -> None:
        """Answer the call that rings."""
        self.command("accept")

    def hang_up(self) -> None:
        """End, refuse or abandon the current call."""
        self.command("hangup")

    def command(self, name: str, parameters: str = "") -> str:
        """Run one of baresip's long commands; its output."""
        self._read_all()
        self._answers.clear()
        message = json.dumps({"command": name, "params": parameters, "token": "test"}).encode()
        assert self._socket is not None
        self._socket.sendall(b"%d:%s," % (len(message), message))
        self.process.wait_for(lambda: bool(self._read_all() and self._answers), f"an answer to {name}")
        answer = self._answers[0]
        if not answer["ok"]:
            raise ServerFailedError(f"baresip refused {name}: {answer['data']}")
        return str(answer["data"])

    def events(self) -> list[dict[str, Any]]:
        """Everything that happened: `type` is CALL_INCOMING, CALL_ESTABLISHED, CALL_CLOSED, REGISTER_OK and so on."""
        self._read_all()
        return list(self._events)

    def wait_for_event(self, kind: str, *, seconds: float = PATIENCE_SECONDS, after: int = 0) -> Mapping[str, Any]:
        """The first event of that type, leaving out the first `after` events."""
        found: list[dict[str, Any]] = []

        def has_come() -> bool:
            found[:] = [event for event in self.events()[after:] if event["type"] == kind]
            return bool(found)

        self.process.wait_for(has_come, f"event {kind}", seconds=seconds)
        return found[0]

    def heard(self) -> "array[int]":
        """What the phone heard in its last call, `RATE` samples a second. The call has to be over."""
        self.process.wait_for(self._is_recorded, "a recording")
        samples, rate = read_wav(self._recordings()[-1])
        assert rate == RATE, f"recorded at {rate} Hz"
        return samples

    def _is_recorded(self) -> bool:
        """Whether the last recording is closed, a moment after the call's end is told: its head is written then."""
        files = self._recordings()
        return bool(files) and _wav_bytes(files[-1]) == files[-1].stat().st_size > _WAV_HEAD_BYTES

    def heard_seconds(self) -> float:
        """How much sound has been kept of the call that is going on, going by the size of its file."""
        files = self._recordings()
        return files[-1].stat().st_size / 2 / RATE if files else 0.0

    def connect(self) -> None:
        """Open the control socket once the phone listens."""
        self.process.wait_for(lambda: is_tcp_listening(self._control_port), "listening")
        self._socket = socket.create_connection((HOST, self._control_port), timeout=PATIENCE_SECONDS)

    def close(self) -> None:
        """Close the control socket."""
        if self._socket is not None:
            self._socket.close()

    def _recordings(self) -> list[Path]:
        return sorted(self._folder.glob("dump-*-dec.wav"))

    def _read_all(self) -> bool:
        """Take in what has arrived, without waiting."""
        assert self._socket is not None
        while select.select([self._socket], [], [], 0)[0]:
            piece = self._socket.recv(65536)
            if not piece:
                break
            self._unread += piece
        while (message := self._next_message()) is not None:
            (self._events if message.get("event") else self._answers).append(message)
        return True

    def _next_message(self) -> dict[str, Any] | None:
        """One netstring, `length:content,`, or None if it is not complete."""
        length, colon, rest = self._unread.partition(b":")
        if not colon or len(rest) <= int(length):
            return None
        self._unread = rest[int(length) + 1 :]
        message: dict[str, Any] = json.loads(rest[: int(length)].decode(errors="replace"))
        return message


def _wav_bytes(file: Path) -> int:
    """How long a WAV file says it is."""
    head = file.read_bytes()[:_WAV_HEAD_BYTES]
    return _WAV_HEAD_BYTES + int.from_bytes(head[-4:], "little") if len(head) == _WAV_HEAD_BYTES else 0


@contextlib.contextmanager
def phone(account: PhoneAccount | None = None, sound: PhoneSound | None = None) -> Iterator[Phone]:
    """A running phone; with a registrar it is registered when the block begins."""
    account, sound = account or PhoneAccount(), sound or PhoneSound()
    baresip = program("baresip", "baresip-core")
    with scratch_folder() as folder, reserved_ports(4 + _RTP_PORTS) as ports:
        tone = sound.file or folder / "tone.wav"
        if sound.file is None:
            write_wav(tone, sine(sound.tone_hertz, 1.0, RATE) * _TONE_SECONDS, RATE)
        _write_configuration(folder, account, tone, ports)
        process = ServerProcess("baresip", [baresip, "-f", str(folder), "-s"], folder=folder)
        running = Phone(process, folder, account, ports)
        process.start()
        try:
            running.connect()
            if account.registrar:
                # the event may have come before there was anybody on the control socket to hear it
                process.wait_for(lambda: " binding" in process.log_text(), "the registration")
            yield running
        finally:
            running.close()
            process.stop(patience=1.0)


def _write_configuration(folder: Path, account: PhoneAccount, tone: Path, ports: tuple[int, ...]) -> None:
    # baresip takes the port after the SIP port for TLS
    sip_port, control_port, rtp_first, rtp_last = ports[0], ports[2], ports[4], ports[-1]
    modules = ("g711", "aufile", "aubridge", "sndfile", "srtp", "account", "menu", "ctrl_tcp")
    lines = [
        "poll_method epoll",
        f"sip_listen {HOST}:{sip_port}",
        f"net_interface {HOST}",
        f"rtp_ports {rtp_first}-{rtp_last}",
        f"ctrl_tcp_listen {HOST}:{control_port}",
        f"audio_source aufile,{tone}",
        "audio_player aubridge,nobody",
        "audio_alert aubridge,nobody",
        f"ausrc_srate {RATE}",
        "ausrc_channels 1",
        "ringback_disabled yes",
        "menu_bell no",
        "call_max_calls 4",
        "jitter_buffer_delay 2-5",
        f"snd_path {folder}",
        *([f"sip_cafile {account.ca_file}"] if account.ca_file else []),
        "module_path /usr/lib/baresip/modules",
        *(f"module {name}.so" for name in modules[:5]),
        "module_tmp account.so",
        *(f"module_app {name}.so" for name in modules[6:]),
    ]
    (folder / "config").write_text("\n".join([*lines, ""]))
    server = account.registrar or f"{HOST}:{sip_port}"
    registration = 600 if account.registrar else 0
    secret = f';auth_user={account.user};auth_pass="{account.password}"' if account.password else ""
    address = f"<sip:{account.user}@{server};transport={account.transport}>"
    (folder / "accounts").write_text(f"{address};regint={registration}{secret};audio_codecs=pcmu,pcma\n")
    (folder / "contacts").write_text("")
