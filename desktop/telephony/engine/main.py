"""`parley engine`: the phone engine's process. The desk starts it and it leaves by itself; people never need to."""

import argparse
import contextlib
import faulthandler
import logging
import logging.handlers
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

# PulseAudio would otherwise buffer two seconds; read when the sound system is first asked
os.environ.setdefault("PULSE_LATENCY_MSEC", "20")

from PySide6.QtCore import QCoreApplication, QLocale, QLockFile, QThread

from desktop.services.translation import use_language
from desktop.telephony.engine.engine import Engine, EngineOptions

logger = logging.getLogger(__name__)

_LOG_BYTES = 1_000_000
# the default of 5 ms lets a busy thread hold up sound frames (20 ms apart) for too long
_SWITCH_SECONDS = 0.0005
_LOCK_MILLISECONDS = 5000
_NICENESS = -11
RUNS_ALREADY = 3


def run(argv: Sequence[str]) -> int:
    """Serve until told to leave, then end the process; returns only where it never served: 3, one runs already."""
    arguments = _parser().parse_args(argv)
    _log_to(arguments.log)
    sys.setswitchinterval(_SWITCH_SECONDS)
    _come_first()
    app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    lock = QLockFile(arguments.token_file + ".lock")
    lock.setStaleLockTime(0)
    _forget_dead_lock(arguments.token_file + ".lock")
    # an engine that is leaving, or was killed a moment ago, may need as long
    if not lock.tryLock(_LOCK_MILLISECONDS):
        logger.info("an engine runs already")
        return RUNS_ALREADY
    code = 1
    try:
        code = _serve(app, arguments)
    except Exception:
        # its standard error goes nowhere
        logger.exception("the engine could not go on")
    lock.unlock()
    logging.shutdown()
    # calls and registration are ended, the devices closed. PJSIP's own end waits a second for nothing, and letting
    # the interpreter take its objects apart in an order of its own aborts the process
    os._exit(code)


def _forget_dead_lock(file: str) -> None:
    """Windows gives a killed engine's process id to the next one, whose lock would then seem to be held.

    There a file that is held cannot be deleted. Elsewhere ids come round slowly, and Qt notices a restart.
    """
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            Path(file).unlink()


def _serve(app: QCoreApplication, arguments: argparse.Namespace) -> int:
    token = Path(arguments.token_file).read_text("ascii").strip()
    if arguments.translations:
        use_language(Path(arguments.translations), QLocale())
    engine = Engine(
        EngineOptions(
            socket=arguments.socket,
            token=token,
            has_sound=not arguments.null_audio,
            orphan_seconds=arguments.orphan_seconds,
            call_seconds=arguments.call_seconds,
        )
    )
    engine.left.connect(app.quit)
    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), lambda *_: engine.leave())
    engine.start()
    logger.info("the engine listens")
    code = app.exec()
    engine.stop()
    logger.info("the engine has left")
    return code


def _come_first() -> None:
    """Before other programs, as far as the system lets us: sound cannot wait. Later threads take after this one."""
    QThread.currentThread().setPriority(QThread.Priority.TimeCriticalPriority)
    if hasattr(os, "nice"):
        # Linux knows no priorities for ordinary threads, but niceness, for those who may
        with contextlib.suppress(OSError):
            os.nice(_NICENESS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parley engine", description="The phone engine; started by the desk.")
    parser.add_argument("--socket", required=True, help="name of the local socket the desk speaks to")
    parser.add_argument("--token-file", required=True, help="file with the token a desk must know")
    parser.add_argument("--log", default="", help="log file; without it the log goes to standard error")
    parser.add_argument("--translations", default="", help="folder of languages; without it the words are English")
    parser.add_argument("--null-audio", action="store_true", help="leave the sound devices alone")
    parser.add_argument("--orphan-seconds", type=float, default=5.0, help="wait for a desk this long without a call")
    parser.add_argument("--call-seconds", type=float, default=600.0, help="and this long with a call up")
    return parser


def _log_to(path: str) -> None:
    """Failures in slots go there too, and, beside it, the stack of a crash in PJSIP."""
    sys.excepthook = _log_failure
    handler: logging.Handler = logging.StreamHandler()
    if path:
        faulthandler.enable(Path(path).with_suffix(".crash").open("a", encoding="utf-8"))
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    logging.basicConfig(
        level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )


def _log_failure(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logger.error("unexpected failure", exc_info=(kind, error, trace))
