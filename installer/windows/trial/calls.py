"""The phone engine in Windows takes calls that SIPp places on this side, through a real registrar."""

import re
import subprocess
from pathlib import Path

from installer.windows.trial.parts import PYTHON
from installer.windows.trial.report import Failed, Report
from installer.windows.wine import Wine
from tests.servers.certificates import Authority, ServerCertificate, authority
from tests.servers.kamailio import Algorithm, Registrar, RegistrarSettings, registrar
from tests.servers.sipp import Caller, Plot, calling

USER, PASSWORD = "agent", "a long secret"
CALLER = Caller(number="+48601234567", name="Zofia Żak")
_SECONDS = 60
_LOG_IN = (Algorithm.MD5,)  # this PJSIP was built without OpenSSL and knows no other


def try_engine(wine: Wine, report: Report) -> None:
    """Over UDP, and over TLS, which this PJSIP does not have and the edge does."""
    name = "a call over UDP to the engine behind a named pipe"
    if report.wants(name):
        with report.trial(name), registrar({USER: PASSWORD}, RegistrarSettings(algorithms=_LOG_IN)) as exchange:
            report.saw(_take_call(wine, exchange, exchange.address, ""))
    name = "a call over TLS to the engine behind a named pipe"
    if report.wants(name):
        with report.trial(name), authority() as signer:
            wine.give(signer.ca_file, "ca.pem")
            settings = RegistrarSettings(certificate=_whole_chain(signer), algorithms=_LOG_IN)
            with registrar({USER: PASSWORD}, settings) as exchange:
                report.saw(_take_call(wine, exchange, exchange.tls_address, "C:/ca.pem"))


def _whole_chain(signer: Authority) -> ServerCertificate:
    """With its authority's certificate sent along: Wine does not find it among the further ones it is given."""
    made = signer.good()
    chain = made.certificate.with_name("chain.pem")
    chain.write_bytes(made.certificate.read_bytes() + signer.ca_file.read_bytes())
    return ServerCertificate(certificate=chain, key=made.key)


def _take_call(wine: Wine, exchange: Registrar, server: str, ca_file: str) -> str:
    log_file = wine.drive / "engine-trial.log"
    words = [PYTHON, "-X", "utf8", "C:/Trial/engine.py", "C:/engine", server, USER, PASSWORD]
    with log_file.open("wb") as log:
        driver = wine.start([*words, ca_file] if ca_file else words, log)
    try:
        exchange.wait_until_registered(USER, seconds=_SECONDS)
        with calling(USER, exchange.trunk_address, CALLER, Plot()) as call:
            call.wait_for_message("BYE", seconds=_SECONDS)
            result = call.finish()
        status = driver.wait(_SECONDS)
    except Exception as error:
        driver.kill()
        raise Failed(f"{error}\n{_read(log_file)}") from error
    finally:
        _end(driver)
    if status != 0 or result.exit_status != 0:
        raise Failed(f"exit status {status}, SIPp {result.exit_status}\n{_read(log_file)}\n{result.log}")
    return _read(log_file)


def _end(driver: subprocess.Popen[bytes]) -> None:
    if driver.poll() is None:
        driver.kill()
        driver.wait()


def _read(file: Path) -> str:
    """Without what PJSIP says before it is told to be quiet."""
    lines = file.read_text(errors="replace").strip().splitlines()
    return "\n".join(line for line in lines if not re.match(r"\d\d:\d\d:\d\d\.\d{3} ", line))
