"""The phone engine in Windows takes calls that SIPp places on this side, through a real registrar."""

import contextlib
import re
import socket
from array import array
from pathlib import Path

from installer.windows.trial.process import inside, running
from installer.windows.trial.report import Failed, Report
from installer.windows.wine import Wine
from tests.servers.baresip import RATE as PHONE_RATE
from tests.servers.baresip import PhoneAccount, PhoneSound, phone
from tests.servers.certificates import Authority, ServerCertificate, authority
from tests.servers.kamailio import Algorithm, Registrar, RegistrarSettings, registrar
from tests.servers.pulse import RATE, SoundServer
from tests.servers.sipp import Caller, Plot, SippProcess, calling
from tests.servers.tones import continuity, peak_frequency, sine
from tests.servers.tries import within_tries
from tests.telephony.edge.messages import request

USER, PASSWORD = "agent", "a long secret"
CALLER = Caller(number="+48601234567", name="Z. Zak")
LOG_IN = (Algorithm.SHA256, Algorithm.MD5)  # the PJSIP of the Windows wheel knows MD5 alone: the edge answers

_LOOPBACK = "0100007F"
_LISTEN_SECONDS = 6
_NEAR_HERTZ = 2.0
_PATIENCE_SECONDS = 180.0


def try_engine(wine: Wine, report: Report) -> None:
    """Over UDP, and over TLS, which this PJSIP does not have and the edge does."""
    name = "a call over UDP to the engine behind a named pipe"
    if report.wants(name):
        with report.trial(name), registrar({USER: PASSWORD}, RegistrarSettings(algorithms=LOG_IN)) as exchange:
            report.saw(_take_call(wine, exchange, exchange.address, ""))
    name = "a call over TLS to the engine behind a named pipe; no other authority will do"
    if report.wants(name):
        with report.trial(name), authority() as signer, authority() as stranger:
            wine.give(signer.ca_file, "ca.pem")
            wine.give(stranger.ca_file, "stranger.pem")
            settings = RegistrarSettings(certificate=_whole_chain(signer), algorithms=LOG_IN)
            with registrar({USER: PASSWORD}, settings) as exchange:
                report.saw(_take_call(wine, exchange, exchange.tls_address, "C:/ca.pem"))
                report.saw(_expect_distrust(wine, exchange.tls_address, "C:/stranger.pem"))


def _expect_distrust(wine: Wine, server: str, ca_file: str) -> str:
    with running(wine, inside("engine", "C:/engine", server, USER, PASSWORD, ca_file, "0", "--null-audio")) as driver:
        status = driver.process.wait(_PATIENCE_SECONDS)
    words = re.search(r"text='([^']*authority[^']*)'", driver.text())
    if status == 0 or words is None:
        raise Failed(f"a server of an unknown authority was not refused in words\n{driver.text()}")
    return f"with another authority: {words[1]}"


def _whole_chain(signer: Authority) -> ServerCertificate:
    """With its authority's certificate sent along: Wine does not find it among the further ones it is given."""
    made = signer.good()
    chain = made.certificate.with_name("chain.pem")
    chain.write_bytes(made.certificate.read_bytes() + signer.ca_file.read_bytes())
    return ServerCertificate(certificate=chain, key=made.key)


def _take_call(wine: Wine, exchange: Registrar, server: str, ca_file: str) -> str:
    before = _loopback_ports()
    with running(wine, inside("engine", "C:/engine", server, USER, PASSWORD, ca_file, "2", "--null-audio")) as driver:
        driver.wait_for("registered")
        if not ca_file:
            _expect_deaf(_loopback_ports() - before)
        with calling(USER, exchange.trunk_address, CALLER, Plot()) as call:
            printed = driver.wait_for_end()
            _expect_all_well(call)
    return printed


def _loopback_ports() -> set[int]:
    """Where programs of this computer can send datagrams to, on either side."""
    rows = [row.split()[1].split(":") for row in Path("/proc/net/udp").read_text().splitlines()[1:]]
    return {int(port, 16) for address, port in rows if address == _LOOPBACK}


def _expect_deaf(ports: set[int]) -> None:
    """PJSIP's own port and the edge's beside it say nothing to other programs."""
    if len(ports) < 2:
        raise Failed(f"the engine's ports on loopback were not found: {ports}")
    for port in ports:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.1", 0))
            stranger.settimeout(1)
            via = f"SIP/2.0/UDP 127.0.0.1:{stranger.getsockname()[1]};branch=z9hG4bKtrial;rport"
            stranger.sendto(request("OPTIONS", changed={"Via": via}), ("127.0.0.1", port))
            with contextlib.suppress(TimeoutError):
                raise Failed(
                    f"another program got an answer inside:\n{stranger.recv(65_535).decode('ascii', 'replace')}"
                )


def try_sound(wine: Wine, report: Report, sounds: SoundServer) -> None:
    """Through QtMultimedia, Wine's WASAPI and PulseAudio: 440 Hz of the caller's, 880 Hz of the agent's."""
    name = "the caller is heard in the speaker, and the microphone by the caller"
    if not report.wants(name):
        return
    users = {USER: PASSWORD, "caller": PASSWORD}
    with report.trial(name), registrar(users, RegistrarSettings(algorithms=(Algorithm.MD5,))) as exchange:
        within_tries(lambda: _expect_sound(wine, report, sounds, exchange), Failed)


def _expect_sound(wine: Wine, report: Report, sounds: SoundServer, exchange: Registrar) -> None:
    words = ("C:/engine", exchange.address, USER, PASSWORD, "", str(_LISTEN_SECONDS))
    caller = PhoneAccount(user="caller", password=PASSWORD, registrar=exchange.address)
    with running(wine, inside("engine", *words)) as driver, phone(caller, PhoneSound(tone_hertz=440)) as other:
        driver.wait_for("registered")
        with sounds.recording("speaker") as speaker, sounds.playing("microphone", sine(880, 1.0) * 300):
            other.dial(USER)
            report.saw(driver.wait_for_end())
        report.saw(_expect_tone("in the speaker", speaker.samples(), RATE, 440))
        report.saw(_expect_tone("by the caller", other.heard(), PHONE_RATE, 880))


def _expect_tone(where: str, samples: "array[int]", rate: int, hertz: int) -> str:
    sound = _sounding(samples)
    found, pitch = continuity(sound, rate, hertz), peak_frequency(sound, rate) if sound else 0.0
    said = f"{where}: {pitch:.1f} Hz for {found.seconds:.1f} s, {found.missing_fraction:.1%} missing"
    if abs(pitch - hertz) > _NEAR_HERTZ or found.seconds < _LISTEN_SECONDS / 2:
        raise Failed(f"{hertz} Hz were not heard {said}")
    return said


def _sounding(samples: "array[int]") -> "array[int]":
    """From the first loud sample to the last: the call may have taken its time to begin."""
    least = max(map(abs, samples), default=0) / 4
    loud = [place for place, sample in enumerate(samples) if abs(sample) > least]
    return samples[loud[0] : loud[-1] + 1] if loud else samples[:0]


def _expect_all_well(call: SippProcess) -> None:
    result = call.finish()
    if result.exit_status != 0:
        raise Failed(f"SIPp saw another call than was planned: {result.exit_status}\n{result.log}")
