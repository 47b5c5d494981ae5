"""The whole desk in a process of its own that says when it has painted what: `python -m benchmarks.desk --help`.

It is the desk that `parley` runs, with an account whose one peer is the measuring program. Orders come as lines on
standard input, news go to standard output, one JSON object a line; `at` is CLOCK_MONOTONIC in seconds, the same clock
in every process.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from benchmarks.strain import Strain
from desktop.app import Desk, DeskOptions, open_settings
from desktop.application import make_application, run_desk
from desktop.domain.agent import AgentStatus
from desktop.domain.call import CallState
from desktop.domain.history import Dossier
from desktop.domain.interaction import InteractionState
from desktop.domain.phone import Account, Registration
from desktop.paths import find_paths
from desktop.services.desk import DeskServices
from desktop.services.interactions import WorkItem
from desktop.services.line import settings_of, vault_name
from desktop.services.notices import Notices
from desktop.ui.main_window import MainWindow
from tests.orders import Orders
from tests.vaults import MemoryVault

USER = "bench"


def say(event: str, **facts: object) -> None:
    line = json.dumps({"event": event, "at": time.monotonic()} | facts, default=str)
    os.write(sys.stdout.fileno(), line.encode() + b"\n")


class Later(QObject):
    """Says what happened when it happened, but after what is to be painted meanwhile: saying it takes 0.15 ms."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: list[tuple[str, float, dict[str, object]]] = []
        self._timer = QTimer(self, singleShot=True, interval=1)
        self._timer.timeout.connect(self._say)

    def note(self, event: str, **facts: object) -> None:
        self._notes.append((event, time.monotonic(), facts))
        self._timer.start()

    def _say(self) -> None:
        notes, self._notes = self._notes, []
        for event, at, facts in notes:
            say(event, **{**facts, "at": at})


class Witness(QObject):
    """Says `painted` when the window's contents are on the screen and what is looked for is among them.

    Qt paints all that is to be painted of a window in its handling of one UpdateRequest, which ends by handing the
    picture to the screen; that handling is done here, and the moment after it is what is said.
    """

    def __init__(self, window: MainWindow, later: Later) -> None:
        super().__init__()
        self._window, self._later = window, later
        self._waits: dict[str, tuple[QWidget, str]] = {}
        self._painted: set[str] = set()
        window.installEventFilter(self)
        for widget in (window.call_bar.ring_view, window.sidebar.head, window.sidebar.history.view.viewport()):
            widget.installEventFilter(self)

    def expect_ring(self, key: str) -> None:
        self._waits["ring"] = (self._window.call_bar.ring_view, key)
        self._painted.discard("ring")

    def expect_dossier(self, key: str) -> None:
        """The head and the timeline both."""
        self._waits["head"] = (self._window.sidebar.head, key)
        self._waits["dossier"] = (self._window.sidebar.history.view.viewport(), key)
        self._painted -= {"head", "dossier"}

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted |= {name for name, (widget, _) in self._waits.items() if widget is watched}
        elif event.type() == QEvent.Type.UpdateRequest and watched is self._window:
            self._window.event(event)
            self._tell()
            return True
        return False

    def _tell(self) -> None:
        if "dossier" in self._painted and "head" not in self._painted:
            return
        for name in self._painted & self._waits.keys():
            self._later.note("painted", what=name, key=self._waits.pop(name)[1])
        self._painted.clear()


class Driver(QObject):
    """`auto`: answer whatever rings and finish the wrap-up at once."""

    def __init__(self, desk: Desk, quit_: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._quit = quit_
        self._is_automatic = False
        self._witness: Witness | None = None
        self._strain: Strain | None = None
        self._later = Later()
        orders = Orders(self)
        orders.given.connect(self._obey)
        orders.ended.connect(quit_)
        desk.opened.connect(self._on_opened)
        desk.failed.connect(lambda error: say("failed", text=error.text))

    @property
    def _services(self) -> DeskServices:
        services = self._desk.services
        assert services is not None
        return services

    def _on_opened(self) -> None:
        window = self._desk.window
        assert window is not None
        services = self._services
        self._witness = Witness(window, self._later)
        services.line.registration_changed.connect(self._on_registration)
        services.line.engine_lost.connect(lambda text: say("lost", text=text))
        services.agent.status_changed.connect(self._on_status)
        services.interactions.offered.connect(self._on_offered)
        services.interactions.dossier_ready.connect(self._on_dossier)
        services.interactions.item_changed.connect(self._on_item)
        services.interactions.finished.connect(lambda item: say("finished", key=item.key))
        say("opened", pid=os.getpid())
        self._on_registration(services.line.registration)

    def _on_registration(self, registration: Registration) -> None:
        say("registration", state=registration.state, engine=getattr(self._desk.engine, "pid", 0))

    def _on_status(self, status: AgentStatus) -> None:
        self._later.note("agent", state=status.state)

    def _on_offered(self, item: WorkItem) -> None:
        assert self._witness is not None
        self._witness.expect_ring(item.key)
        self._later.note("offered", key=item.key)
        if self._is_automatic:
            self._services.phone.answer(item.key)

    def _on_dossier(self, key: str, dossier: Dossier) -> None:
        assert self._witness is not None
        self._witness.expect_dossier(key)
        self._later.note("dossier", key=key, entries=len(dossier.timeline.entries))

    def _on_item(self, item: WorkItem) -> None:
        call = item.call
        if call is not None and call.state is CallState.ACTIVE:
            say("active", key=item.key)
        if item.interaction.state is InteractionState.WRAP_UP:
            say("wrap_up", key=item.key)
            if self._is_automatic:
                self._services.interactions.finish(item.key)

    def _obey(self, line: str) -> None:
        order, _, rest = line.partition(" ")
        services = self._services
        orders: dict[str, Callable[[], object]] = {
            "ready": services.agent.go_ready,
            "auto": lambda: setattr(self, "_is_automatic", True),
            "answer": lambda: services.phone.answer(rest),
            "hang_up": lambda: services.phone.hang_up(rest),
            "finish": lambda: services.interactions.finish(rest),
            "strain": lambda: self._begin_strain(json.loads(rest)),
            "relax": self._end_strain,
            "quit": self._quit,
        }
        orders[order]()

    def _begin_strain(self, wanted: dict[str, object]) -> None:
        assert self._desk.window is not None
        assert self._desk.store is not None
        self._strain = Strain(self._desk.window, self._services, self._desk.store, wanted)
        self._strain.written.connect(lambda row, count: say("written", row=row, count=count))
        self._strain.start()
        say("straining")

    def _end_strain(self) -> None:
        assert self._strain is not None
        say("strained", **self._strain.stop())


def _account(chosen: argparse.Namespace) -> Account:
    if chosen.server:
        return Account(
            user=chosen.user,
            servers=(chosen.server,),
            domain=chosen.domain,
            auth_user=chosen.user,
            password=chosen.password,
        )
    return Account(user=USER, servers=(f"127.0.0.1:{chosen.peer}",), registers=False, local_port=chosen.port)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--profile", required=True)
    parser.add_argument("--store", default="")
    parser.add_argument("--peer", type=int, default=0, help="port of the one peer on loopback")
    parser.add_argument("--port", type=int, default=0, help="our own")
    parser.add_argument("--server", default="", help="a registrar instead of the peer")
    for name in ("user", "domain", "password"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--with-sound", action="store_true")
    return parser


def main() -> int:
    chosen = _parser().parse_args()
    paths, notices, vault = find_paths(chosen.profile), Notices(), MemoryVault()
    settings = open_settings(paths, notices)
    account = _account(chosen)
    for key, value in settings_of(account).items():
        settings.set(key, value)
    settings.set("calls.region", "PL")
    settings.set("agent.name", "Bench")
    vault.passwords[vault_name(account)] = account.password
    application = make_application()
    given = () if chosen.with_sound else ("--null-audio",)
    desk = Desk(DeskOptions(paths=paths, store=chosen.store, engine_options=given), vault, settings, notices)
    driver = Driver(desk, application.quit)
    code = run_desk(application, desk)
    del driver
    return code


if __name__ == "__main__":
    sys.exit(main())
