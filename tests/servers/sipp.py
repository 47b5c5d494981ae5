"""SIPp as callers and as a called phone: scripted SIP with a G.711 tone, and every message kept for the test to read.

Debian's SIPp speaks UDP and TCP, and MD5 only; it takes sound in but does not keep it (`baresip.py` does). A square
bracket in a caller's name or header is SIPp's own syntax and cannot be sent.
"""

import contextlib
import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.servers.ports import HOST, is_tcp_listening, is_udp_open, reserved_ports
from tests.servers.process import PATIENCE_SECONDS, ServerProcess, program, scratch_folder, wait_until
from tests.servers.tones import alaw, sine, ulaw

_SCENARIOS = Path(__file__).with_name("scenarios")
_RULER = re.compile(r"^-{20,} (\d{4}-\d\d-\d\d)[ \t]+([\d:.]+).*$", re.MULTILINE)
_SIZE = re.compile(rb"[(\[](\d+)(?: bytes\)|\] bytes )")
_CODECS = {"PCMU": (0, ulaw), "PCMA": (8, alaw)}
NEVER_SECONDS = 3600.0
_LOOK_FOR_KEYS = '<ereg regexp="a=crypto" search_in="msg" assign_to="keys"/>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, as the INVITE says it. `headers` are whole lines: `Diversion: <sip:+48…@…>;reason=unknown`."""

    number: str = "+48221234567"
    name: str = ""
    domain: str = HOST
    headers: tuple[str, ...] = ()

    @property
    def from_header(self) -> str:
        """The value of the From header without its tag."""
        name = self.name.replace("\\", "\\\\").replace('"', '\\"')
        return (f'"{name}" ' if name else "") + f"<sip:{self.number}@{self.domain}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What happens: give up after `ring_seconds` (a callee: answer then), hang up after `talk_seconds`.

    With `media_port` the sound goes there (`rtp.py`, PCMU) and SIPp plays none. `refuses_keys`: a call that offers
    keys for its sound gets 488.
    """

    ring_seconds: float = NEVER_SECONDS
    talk_seconds: float = NEVER_SECONDS
    tone_hertz: int = 440
    codec: str = "PCMU"
    transport: str = "UDP"
    calls: int = 1
    calls_at_once: int = 1000
    calls_per_second: float = 10.0
    answer: str = "200 OK"
    media_port: int | None = None
    refuses_keys: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SipMessage:
    """One message as SIPp sent or received it, and when, to the microsecond."""

    moment: datetime
    is_sent: bool
    text: str

    @property
    def first_line(self) -> str:
        """The request line or the status line."""
        return self.text.partition("\n")[0].strip()

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        found = re.search(rf"^{re.escape(name)}\s*:\s*(.*?)\s*$", self.text, re.MULTILINE | re.IGNORECASE)
        return found[1] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How the calls ended. `exit_status` 0: every call followed the scenario."""

    exit_status: int
    successful: int
    failed: int
    ring_milliseconds: tuple[float, ...]
    messages: tuple[SipMessage, ...] = field(repr=False)
    log: str = field(repr=False)


class SippProcess:
    """A running SIPp."""

    def __init__(self, process: ServerProcess, folder: Path, port: int) -> None:
        self.process = process
        self.port = port
        self._folder = folder

    @property
    def address(self) -> str:
        """`host:port` where it sends from and listens."""
        return f"{HOST}:{self.port}"

    def messages(self) -> tuple[SipMessage, ...]:
        """All messages so far."""
        file = self._folder / "messages.log"
        written = _whole_messages(file.read_bytes()) if file.exists() else b""
        pieces = _RULER.split(written.decode(errors="replace").replace("\r\n", "\n"))[1:]
        found = []
        for date, time, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
            head, _, text = body.strip("\n").partition("\n\n")
            is_sent = " sent " in f" {head} "
            found.append(
                SipMessage(moment=datetime.fromisoformat(f"{date} {time}").astimezone(), is_sent=is_sent, text=text)
            )
        return tuple(found)

    def requests(self, method: str) -> tuple[SipMessage, ...]:
        """Those received, each once however often it was sent again (RFC 3261 §17.1.1.2)."""
        found: dict[str | None, SipMessage] = {}
        for message in self.messages():
            if not message.is_sent and message.first_line.startswith(f"{method} "):
                found.setdefault(message.header("Via"), message)
        return tuple(found.values())

    def wait_for_message(
        self,
        first_line: str,
        *,
        containing: str = "",
        after: SipMessage | None = None,
        seconds: float = PATIENCE_SECONDS,
    ) -> SipMessage:
        """The first message whose first line starts so (`SIP/2.0 180`, `BYE`), as soon as it is there."""

        def matching() -> list[SipMessage]:
            return [
                message
                for message in self.messages()
                if message.first_line.startswith(first_line)
                and containing in message.text
                and (after is None or message.moment > after.moment)
            ]

        wait_until(lambda: bool(matching()), f"{first_line} at SIPp", seconds=seconds, detail=self.story)
        return matching()[0]

    def finish(self, *, seconds: float = 60.0) -> Result:
        """Wait until all calls are over."""
        status = self.process.wait_for_exit(seconds=seconds)
        if status:
            print(self.story())  # noqa: T201 - it stands below the traceback of a test that fails over it
        statistics, messages = self._statistics(), self.messages()
        return Result(
            exit_status=status,
            successful=int(statistics["SuccessfulCall(C)"]),
            failed=int(statistics["FailedCall(C)"]),
            ring_milliseconds=_ring_milliseconds(messages),
            messages=messages,
            log=self.process.log_text() + self._errors(),
        )

    def story(self) -> str:
        """What was said so far, a line for a message, and what SIPp itself complained of."""
        lines = [f"{'→' if m.is_sent else '←'} {m.moment:%H:%M:%S.%f} {m.first_line}" for m in self.messages()]
        ended = "" if self.process.is_running() else f"SIPp has ended\n{self.process.log_tail()}"
        return "\n".join([*lines, self._errors(), ended])

    def _errors(self) -> str:
        file = self._folder / "errors.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def _statistics(self) -> dict[str, str]:
        with (self._folder / "statistics.csv").open(newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))[-1]


def _whole_messages(log: bytes) -> bytes:
    """The log without a last message that is still being written."""
    start = log.rfind(b"\n" + b"-" * 20) + 1
    head, _, message = log[start:].partition(b":\n\n")
    size = _SIZE.search(head)
    return log if size is not None and len(message) >= int(size[1]) else log[:start]


def _ring_milliseconds(messages: tuple[SipMessage, ...]) -> tuple[float, ...]:
    """From each INVITE to its first 180, by SIPp's own clock."""
    sent: dict[str | None, datetime] = {}
    times = []
    for message in messages:
        call = message.header("Call-ID")
        if message.is_sent and message.first_line.startswith("INVITE "):
            sent.setdefault(call, message.moment)
        elif message.first_line.startswith("SIP/2.0 180") and call in sent:
            times.append((message.moment - sent.pop(call)).total_seconds() * 1000)
    return tuple(times)


@contextlib.contextmanager
def calling(user: str, address: str, caller: Caller | None = None, plot: Plot | None = None) -> Iterator[SippProcess]:
    """Call `user` at `address` (`host:port`, a registrar's trunk door or a phone). The block's end cuts it short."""
    caller, plot = caller or Caller(), plot or Plot()
    words = {
        "WHO": "caller",
        "FROM": caller.from_header,
        "HEADERS": "\n      ".join(caller.headers) or "Subject: call",
        "RING_MS": str(round(plot.ring_seconds * 1000)),
        "TALK_MS": str(round(plot.talk_seconds * 1000)),
    }
    arguments = [address, "-s", user, "-r", "1", "-rp", str(max(1, round(1000 / plot.calls_per_second)))]
    with _sipp(
        "caller.xml", words, plot, [*arguments, "-l", str(min(plot.calls, plot.calls_at_once)), "-m", str(plot.calls)]
    ) as process:
        yield process


@contextlib.contextmanager
def answering(plot: Plot | None = None) -> Iterator[SippProcess]:
    """A phone at `process.address` that answers as the plot says (`ring_seconds` defaults to at once here)."""
    plot = plot or Plot()
    ring = 0.0 if plot.ring_seconds == NEVER_SECONDS else plot.ring_seconds
    is_accepted = plot.answer.startswith("200")
    words = {
        "WHO": "callee",
        "ALL_VIAS": "Via:[^\n]*(\nVia:[^\n]*)*[^[:space:]]",  # SIPp's XML reader keeps a line feed, no escapes
        "FINAL_ANSWER": _final_answer(plot.answer, is_accepted),
        "LOOK_FOR_KEYS": _LOOK_FOR_KEYS if plot.refuses_keys else "",
        "REFUSE_KEYS": _refuse_keys() if plot.refuses_keys else "",
        "AFTER_REFUSAL": "" if is_accepted else '<nop next="end"/>',
        "ANSWER": plot.answer,
        "RING_MS": str(max(1, round(ring * 1000))),  # 0 would mean for ever
        "TALK_MS": str(round(plot.talk_seconds * 1000)),
    }
    with _sipp("callee.xml", words, plot, ["-m", str(plot.calls)]) as process:
        is_open = is_tcp_listening if plot.transport == "TCP" else is_udp_open
        process.process.wait_for(lambda: is_open(process.port), "listening")
        yield process


def _shared() -> dict[str, str]:
    """The words of both scenarios."""
    return {
        "TALK": (_SCENARIOS / "talk.xml").read_text(),
        "SDP": _sdp(1, "sendrecv"),
        "SDP_ON_HOLD": _sdp(2, "recvonly"),
        "SDP_RETRIEVED": _sdp(3, "sendrecv"),
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    """The text with `%WORD%`s replaced, also those within a replacement."""
    return re.sub(r"%([A-Z_]+)%", lambda m: _filled(words[m[1]], words) if m[1] in words else m[0], text)


def _sdp(version: int, direction: str) -> str:
    lines = (
        "v=0",
        f"o=%WHO% 1 {version} IN IP[local_ip_type] [local_ip]",
        "s=-",
        "c=IN IP[media_ip_type] [media_ip]",
        "t=0 0",
        "m=audio %AUDIO_PORT% RTP/AVP %PAYLOAD_TYPE% 101",
        "a=rtpmap:%PAYLOAD_TYPE% %CODEC%/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=fmtp:101 0-16",
        "a=ptime:20",
        f"a={direction}",
    )
    return "\n      ".join(lines)


def _final_answer(answer: str, is_accepted: bool) -> str:
    content = "Content-Type: application/sdp\n      Content-Length: [len]\n\n      %SDP%\n"
    return f"""<send retrans="500">
    <![CDATA[

      SIP/2.0 {answer}
      [last_Via:]
      [last_Record-Route:]
      [last_From:]
      [last_To:];tag=callee-[pid]-[call_number]
      [last_Call-ID:]
      [last_CSeq:]
      Contact: <sip:callee@[local_ip]:[local_port];transport=[transport]>
      {content if is_accepted else "Content-Length: 0"}
    ]]>
  </send>"""


def _refuse_keys() -> str:
    refusal = _final_answer("488 Not Acceptable Here", is_accepted=False)
    return f"""<nop test="keys" next="refuse"/>
  <nop next="ring"/>
  <label id="refuse"/>
  {refusal}
  <recv request="ACK" next="end"/>
  <label id="ring"/>"""


@contextlib.contextmanager
def _sipp(scenario: str, words: dict[str, str], plot: Plot, arguments: list[str]) -> Iterator[SippProcess]:
    sipp = program("sipp", "sip-tester")
    payload_type, encode = _CODECS[plot.codec]
    with scratch_folder() as folder, reserved_ports(6) as (media_port, _rtcp, _video, _rtcp2, port, control_port):
        (folder / "tone.raw").write_bytes(encode(sine(plot.tone_hertz, 1.0, 8000)))
        codec = {"PAYLOAD_TYPE": str(payload_type), "CODEC": plot.codec, "AUDIO_PORT": "[rtpstream_audio_port]"}
        codec["PLAY"] = f'<exec rtp_stream="{folder}/tone.raw,-1,{payload_type}"/>'
        if plot.media_port:
            codec |= {"AUDIO_PORT": str(plot.media_port), "PLAY": ""}
        (folder / scenario).write_text(_filled((_SCENARIOS / scenario).read_text(), {**words, **codec, **_shared()}))
        command = [sipp, *arguments, "-sf", str(folder / scenario), "-i", HOST, "-p", str(port), "-mi", HOST]
        command += ["-mp", str(media_port), "-cp", str(control_port), "-nostdin", "-t", f"{plot.transport[0].lower()}1"]
        command += ["-trace_msg", "-message_file", str(folder / "messages.log"), "-trace_err", "-error_file"]
        command += [str(folder / "errors.log"), "-trace_stat", "-stf", str(folder / "statistics.csv"), "-fd", "1"]
        process = ServerProcess("sipp", command, folder=folder, environment={"TERM": "dumb"})
        process.start()
        running = SippProcess(process, folder, port)
        try:
            yield running
        except BaseException:
            print(running.story())  # noqa: T201 - it stands below the traceback of the test that fails over it
            raise
        finally:
            process.stop(patience=0.5)
