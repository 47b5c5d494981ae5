"""The whole desk with a mail account, in a process of its own that says what of its mail is on the screen, and when.

Orders come as lines on standard input, news go to standard output, as in `benchmarks.desk`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from typing_extensions import override

from benchmarks.common import ROOT
from benchmarks.desk import Later, say
from benchmarks.our_desk import OurDesk
from benchmarks.sip_client import Caller, Target
from benchmarks.strain import Heart
from desktop.app import Desk, DeskOptions, open_settings
from desktop.application import make_application, run_desk
from desktop.domain.phone import Account
from desktop.domain.work import WorkOrder, WorkScope, WorkView
from desktop.domain.written import Draft, DraftKind, Participant
from desktop.paths import find_paths
from desktop.services.hub.secrets import AccountSecrets
from desktop.services.line import settings_of
from desktop.services.notices import Notices
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from desktop.ui.work.work_model import WorkModel
from tests.orders import Orders
from tests.vaults import MemoryVault

AGENT = "Bench"
_IN_SIGHT = 5


class MailWitness(QObject):
    """Qt paints all that is to be painted of a window in its handling of one UpdateRequest: what is in its widgets by
    then is on the screen when that handling ends, and that moment is said."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._later = Later()
        self.subject = ""  # of a row that is waited for
        self.interaction_id = 0  # whose transcript is waited for
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or watched is not self._window:
            return False
        has_row, has_transcript = self._shows_row(), self._shows_transcript()
        self._window.event(event)
        if has_row:
            self._later.note("row", subject=self.subject)
            self.subject = ""
        if has_transcript:
            self._later.note("transcript", id=self.interaction_id)
            self.interaction_id = 0
        return True

    def _shows_row(self) -> bool:
        """Among those in sight."""
        if not self.subject:
            return False
        view = self._window.work_list.view
        rows = view.model()
        assert isinstance(rows, WorkModel)
        first = max(0, view.indexAt(view.viewport().rect().topLeft()).row())
        shown = (rows.written(number) for number in range(first, first + _IN_SIGHT))
        return any(row is not None and row.subject == self.subject for row in shown)

    def _shows_transcript(self) -> bool:
        pane = self._window.findChild(ConversationPane)
        if not self.interaction_id or pane is None or pane.interaction_id != self.interaction_id:
            return False
        messages = pane.transcript.messages
        newest = messages[-1].written.message if messages else None
        if newest is None or newest.id is None or not pane.transcript.isVisible():
            return False
        card = pane.transcript.card(newest.id)
        return newest.interaction_id == self.interaction_id and card is not None and card.isVisible()


class MailDriver(QObject):
    def __init__(self, desk: Desk, quit_: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._quit = desk, quit_
        self._witness: MailWitness | None = None
        self._heart: Heart | None = None
        orders = Orders(self)
        orders.given.connect(self._obey)
        orders.ended.connect(quit_)
        desk.opened.connect(self._on_opened)
        desk.failed.connect(lambda error: say("failed", text=error.text))

    def _on_opened(self) -> None:
        assert self._desk.window is not None
        assert self._desk.services is not None
        self._witness = MailWitness(self._desk.window)
        self._desk.services.work_list.rows_changed.connect(self._on_rows)
        self._desk.services.work_list.show(WorkView(scope=WorkScope.ALL, agent=AGENT, order=WorkOrder.NEWEST))
        say("opened")

    def _on_rows(self) -> None:
        assert self._desk.services is not None
        rows = self._desk.services.work_list.rows
        say("rows", count=len(rows), newest=rows[0].subject if rows else "")

    def _obey(self, line: str) -> None:
        order, _, rest = line.partition(" ")
        window, services = self._desk.window, self._desk.services
        assert window is not None
        assert services is not None
        assert self._witness is not None
        if order == "expect":
            self._witness.subject = rest
            say("expecting")
        elif order == "open":
            self._witness.interaction_id = int(rest)
            say("opening")
            QTimer.singleShot(0, self, lambda: window.work_list.choose_interaction(int(rest)))
        elif order == "beat":
            self._heart = Heart(self)
            say("beating")
        elif order == "still":
            assert self._heart is not None
            self._heart.stop(Path(rest))
            say("still")
        elif order == "rest":
            QTimer.singleShot(int(rest), self, lambda: say("rested"))
        elif order == "send":
            interaction_id, address = rest.split(" ")
            services.composing.send(
                Draft(
                    interaction_id=int(interaction_id),
                    agent=AGENT,
                    kind=DraftKind.REPLY,
                    subject="Re",
                    text="It is on its way.",
                    to=(Participant(address=address),),
                )
            )
        else:
            self._quit()


@contextlib.contextmanager
def mail_desk(profile: Path, *, display: str, password: str = "", undo_seconds: int = 10) -> Iterator[OurDesk]:
    """Over the store in the profile, whose first account has this password."""
    caller = Caller(Target("127.0.0.1", 1, "bench"))
    command = [sys.executable, "-m", "benchmarks.mail_desk", "--profile", str(profile)]
    command += ["--password", password, "--undo-seconds", str(undo_seconds)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
    )
    try:
        yield OurDesk(process, caller)
    finally:
        caller.close()
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--profile", required=True)
    arguments.add_argument("--password", default="")
    arguments.add_argument("--undo-seconds", type=int, default=10)
    chosen = arguments.parse_args()
    paths, notices, vault = find_paths(chosen.profile), Notices(), MemoryVault()
    settings = open_settings(paths, notices)
    # a line, or the desk would ask for one: to a port that nobody listens at
    for key, value in settings_of(Account(user="bench", servers=("127.0.0.1:9",), registers=False)).items():
        settings.set(key, value)
    settings.set("calls.region", "PL")
    settings.set("agent.name", AGENT)
    settings.set("messages.undo_seconds", chosen.undo_seconds)
    AccountSecrets(vault, 1).keep("password", chosen.password)
    application = make_application()
    desk = Desk(DeskOptions(paths=paths, engine_options=("--null-audio",)), vault, settings, notices)
    driver = MailDriver(desk, application.quit)
    code = run_desk(application, desk)
    del driver
    return code


if __name__ == "__main__":
    sys.exit(main())
