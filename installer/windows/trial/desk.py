"""The whole desk in Windows: a call rings, its history is shown, notes outlive a kill, everything ends in order."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from installer.windows.trial.calls import CALLER, LOG_IN, PASSWORD, USER
from installer.windows.trial.process import CONSOLE, WINDOWED, inside, running
from installer.windows.trial.report import Failed, Report
from installer.windows.trial.screen import Screen
from installer.windows.wine import Wine
from tests.servers.kamailio import RegistrarSettings, registrar
from tests.servers.sipp import Plot, SippProcess, calling

_PICTURES = Path("dist/windows/pictures")
_PROFILE = "C:/users/Public/Parley trial"
_FEWEST_COLOURS = 50  # a window with text in it has hundreds, an empty one a handful
_LEAVE_SECONDS = 90.0
_LAST_LINES = 40


class DeskTrial:
    """The trials in their order; each picture lands in `dist/windows/pictures`."""

    def __init__(self, wine: Wine, report: Report, screen: Screen) -> None:
        self._wine, self._report, self._screen = wine, report, screen

    def run(self) -> None:
        for name, trial in (
            ("parley doctor", self._doctor),
            ("the desk offscreen, and a second start of it", self._offscreen),
            ("parley.exe in a real window, until it is closed", self._window),
            ("the main job: call, history, notes over a kill, wrap-up, vault, clean exit", self._main_job),
        ):
            if self._report.wants(name):
                with self._report.trial(name):
                    try:
                        trial()
                    except Failed as failed:
                        failed.add_note(self._logs())
                        raise

    def _logs(self) -> str:
        """What desk and engine wrote last: a picture and a caller's messages do not say why nothing rang."""
        profile = self._wine.drive / _PROFILE.removeprefix("C:/")
        told: list[str] = []
        for log in (profile / "parley.log", profile / "engine" / "engine.log"):
            if log.exists():
                lines = log.read_text("utf-8", errors="replace").splitlines()
                told += [f"--- {log.name}", *[line for line in lines if "qt.qpa.fonts" not in line][-_LAST_LINES:]]
        return "\n".join(told)

    def _doctor(self) -> None:
        with running(self._wine, [CONSOLE, "--profile", "C:/doctor", "doctor", "--without-registration"]) as program:
            self._report.saw(program.wait_for_end())

    def _offscreen(self) -> None:
        """It opens; what it wrote says so. A second start finds it and ends."""
        words = [CONSOLE, "--offscreen", "--profile", "C:/offscreen"]
        with running(self._wine, words) as first:
            log = self._wine.drive / "offscreen" / "parley.log"
            wait_for(log.exists, "the log of the desk", first.text)
            store = self._wine.drive / "offscreen" / "parley.db"
            wait_for(store.exists, "the store of the desk", first.text)
            with running(self._wine, words) as second:
                self._report.saw(second.wait_for_end())
            if first.process.poll() is not None:
                raise Failed(f"it ended by itself\n{first.text()}")
        self._wait_until_alone()

    def _window(self) -> None:
        """The program people start, without a console; asked to close as the task manager asks."""
        with running(self._wine, [WINDOWED, "--profile", "C:/windowed"]) as program:
            log = self._wine.drive / "windowed" / "engine" / "engine.log"
            wait_for(log.exists, "the log of the engine", program.text)
            wait_for(lambda: self._colours("window") >= _FEWEST_COLOURS, "a window with something in it", program.text)
            self._picture("window")
            with running(self._wine, ["C:/windows/system32/taskkill.exe", "/IM", "parley.exe"]) as closing:
                closing.wait_for_end()
            program.wait_for_end()
        self._wait_until_alone()

    def _main_job(self) -> None:
        with running(self._wine, inside("desk", "seed", _PROFILE, CALLER.number)) as seeding:
            seeding.wait_for_end()
        with registrar({USER: PASSWORD}, RegistrarSettings(algorithms=LOG_IN)) as exchange:
            words = (_PROFILE, exchange.address, USER, PASSWORD)
            with running(self._wine, inside("desk", "first", *words)) as first:
                first.wait_for("asked")
                self._picture("first run")
                first.wait_for("registered")
                with calling(USER, exchange.trunk_address, CALLER, Plot()) as call:
                    first.wait_for("ringing")
                    self._picture("ringing")
                    first.wait_for("talking")
                    self._picture("talking")
                    first.kill()
                    self._report.saw(first.text())
                    self._second(words, call)
        self._wait_until_alone()

    def _second(self, words: tuple[str, ...], call: SippProcess) -> None:
        with running(self._wine, inside("desk", "second", *words)) as second:
            second.wait_for("found")
            if any(message.first_line.startswith("BYE") for message in call.messages()):
                raise Failed("the call did not outlive the desk")
            self._picture("found again")
            second.wait_for("closed")
            self._picture("closed")
            self._report.saw(second.wait_for_end())
        result = call.finish()
        if result.exit_status != 0:
            raise Failed(f"SIPp saw another call than was planned: {result.exit_status}\n{result.log}")

    def _colours(self, name: str) -> int:
        return self._screen.picture(_PICTURES / f"{name}.png")

    def _picture(self, name: str) -> None:
        """As soon as there is something on the screen."""
        seen: list[int] = []

        def is_painted() -> bool:
            seen.append(self._colours(name))
            return seen[-1] >= _FEWEST_COLOURS

        wait_for(is_painted, "something on the screen", lambda: f"{_PICTURES}/{name}.png has {seen[-1]} colours")
        self._report.saw(f"{_PICTURES}/{name}.png: {seen[-1]} colours")

    def _wait_until_alone(self) -> None:
        """The engine leaves by itself soon after the desk."""

        def is_alone() -> bool:
            return not list(programs())

        wait_for(is_alone, "every process of the program to end", lambda: "\n".join(programs()), _LEAVE_SECONDS)


def programs() -> Iterator[str]:
    """The command lines of the program's processes that live, in this namespace."""
    yield from (line for line in windows_processes() if "parley" in line.lower() or "python" in line.lower())


def windows_processes() -> Iterator[str]:
    """The command lines of everything Wine runs, its own services included."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue  # it has ended meanwhile
        if line.startswith(("C:", "/usr/lib/x86_64-linux-gnu/wine", "wine")):
            yield f"{process.name} {line}"


def wait_for(condition: Callable[[], bool], what: str, story: Callable[[], str], seconds: float = 180.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise Failed(f"waited {seconds:g} s for {what}\n{story()}")
        time.sleep(0.05)
