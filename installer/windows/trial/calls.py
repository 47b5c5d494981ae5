"""The phone engine in Windows takes calls that SIPp places on this side, through a real registrar."""

from contextlib import ExitStack

from installer.windows.trial.process import inside, running
from installer.windows.trial.report import Failed, Report
from installer.windows.wine import Wine
from tests.servers.certificates import Authority, ServerCertificate, authority
from tests.servers.kamailio import Algorithm, Registrar, RegistrarSettings, registrar
from tests.servers.pulse import RATE, SoundServer
from tests.servers.sipp import Caller, Plot, SippProcess, calling
from tests.servers.tones import continuity, peak_frequency

USER, PASSWORD = "agent", "a long secret"
CALLER = Caller(number="+48601234567", name="Z. Zak")
LOG_IN = (Algorithm.SHA256, Algorithm.MD5)  # the PJSIP of the Windows wheel knows MD5 alone: the edge answers

_LISTEN_SECONDS = 6
_NEAR_HERTZ = 2.0


def try_engine(wine: Wine, report: Report) -> None:
    """Over UDP, and over TLS, which this PJSIP does not have and the edge does."""
    name = "a call over UDP to the engine behind a named pipe"
    if report.wants(name):
        with report.trial(name), registrar({USER: PASSWORD}, RegistrarSettings(algorithms=LOG_IN)) as exchange:
            report.saw(_take_call(wine, exchange, exchange.address, ""))
    name = "a call over TLS to the engine behind a named pipe"
    if report.wants(name):
        with report.trial(name), authority() as signer:
            wine.give(signer.ca_file, "ca.pem")
            settings = RegistrarSettings(certificate=_whole_chain(signer), algorithms=LOG_IN)
            with registrar({USER: PASSWORD}, settings) as exchange:
                report.saw(_take_call(wine, exchange, exchange.tls_address, "C:/ca.pem"))


def _whole_chain(signer: Authority) -> ServerCertificate:
    """With its authority's certificate sent along: Wine does not find it among the further ones it is given."""
    made = signer.good()
    chain = made.certificate.with_name("chain.pem")
    chain.write_bytes(made.certificate.read_bytes() + signer.ca_file.read_bytes())
    return ServerCertificate(certificate=chain, key=made.key)


def _take_call(wine: Wine, exchange: Registrar, server: str, ca_file: str) -> str:
    with running(wine, inside("engine", "C:/engine", server, USER, PASSWORD, ca_file, "2", "--null-audio")) as driver:
        driver.wait_for("registered")
        with calling(USER, exchange.trunk_address, CALLER, Plot()) as call:
            printed = driver.wait_for_end()
            _expect_all_well(call)
    return printed


def try_sound(wine: Wine, report: Report, sounds: SoundServer) -> None:
    """Through QtMultimedia's WASAPI, Wine's, and PulseAudio: the caller's tone comes out of the speaker."""
    name = "the caller is heard in the speaker"
    if not report.wants(name):
        return
    with report.trial(name), ExitStack() as stack:
        exchange = stack.enter_context(registrar({USER: PASSWORD}, RegistrarSettings(algorithms=LOG_IN)))
        words = ("C:/engine", exchange.address, USER, PASSWORD, "", str(_LISTEN_SECONDS))
        driver = stack.enter_context(running(wine, inside("engine", *words)))
        driver.wait_for("registered")
        heard = stack.enter_context(sounds.recording("speaker"))
        call = stack.enter_context(calling(USER, exchange.trunk_address, CALLER, Plot(tone_hertz=440)))
        report.saw(driver.wait_for_end())
        _expect_all_well(call)
        found = continuity(heard.samples(), RATE, 440)
        pitch = peak_frequency(heard.samples(), RATE)
        report.saw(
            f"{pitch:.1f} Hz for {found.seconds:.1f} s, {found.missing_fraction:.1%} missing, {found.jumps} jumps"
        )
        if abs(pitch - 440) > _NEAR_HERTZ or found.seconds < _LISTEN_SECONDS / 2:
            raise Failed("the tone was not heard")


def _expect_all_well(call: SippProcess) -> None:
    result = call.finish()
    if result.exit_status != 0:
        raise Failed(f"SIPp saw another call than was planned: {result.exit_status}\n{result.log}")
