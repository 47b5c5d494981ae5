"""A whole desk in a process of its own that a test drives by lines: `python -m tests.desk_process PROFILE PASSWORD`.

Orders come on standard input (`ready`, `answer KEY`, `notes KEY TEXT`, `hang_up KEY`, `finish KEY`, `tell`, `quit`),
news go to standard output, one JSON object a line. It uses what the window uses: the services.
"""

import json
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.app import Desk, DeskOptions, open_settings
from desktop.application import make_application, run_desk
from desktop.domain.agent import AgentStatus
from desktop.domain.phone import Registration
from desktop.paths import find_paths
from desktop.services.interactions import WorkItem
from desktop.services.line import account_from, vault_name
from desktop.services.notices import Notices
from tests.orders import Orders
from tests.vaults import MemoryVault


def say(event: str, **facts: object) -> None:
    print(json.dumps({"event": event, **facts}, default=str), flush=True)  # noqa: T201


def told(item: WorkItem) -> dict[str, object]:
    call = item.call
    return {
        "key": item.key,
        "state": item.interaction.state,
        "row": item.interaction.id,
        "notes": item.interaction.notes,
        "call": call.state if call else None,
        "answered_at": call.answered_at if call else None,
        "customer": item.dossier.customer.name if item.dossier and item.dossier.customer else None,
    }


class Driver(QObject):
    def __init__(self, desk: Desk, quit_: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._quit = quit_
        orders = Orders(self)
        orders.given.connect(self._obey)
        orders.ended.connect(quit_)
        desk.opened.connect(self._on_opened)
        desk.failed.connect(lambda error: say("failed", text=error.text))
        desk.notices.posted.connect(lambda notice: say("notice", key=notice.key, text=notice.text))

    def _on_opened(self) -> None:
        services = self._desk.services
        assert services is not None
        services.line.registration_changed.connect(self._on_registration)
        services.agent.status_changed.connect(self._on_status)
        services.interactions.offered.connect(lambda item: say("offered", **told(item)))
        services.interactions.item_changed.connect(lambda item: say("item", **told(item)))
        services.interactions.finished.connect(lambda item: say("finished", **told(item)))
        services.interactions.notes_saved.connect(lambda key, at: say("saved", key=key, at=at))
        say("opened", title=self._desk.window.windowTitle() if self._desk.window else "")
        self._on_registration(services.line.registration)

    def _on_registration(self, registration: Registration) -> None:
        say("registration", state=registration.state, text=registration.text)

    def _on_status(self, status: AgentStatus) -> None:
        say("agent", state=status.state, reason=status.reason)

    def _obey(self, line: str) -> None:
        services = self._desk.services
        assert services is not None
        order, _, rest = line.partition(" ")
        key, _, text = rest.partition(" ")
        if order == "tell":
            say(
                "items", items=[told(item) for item in services.interactions.items()], agent=services.agent.status.state
            )
            return
        orders: dict[str, Callable[[], object]] = {
            "ready": services.agent.go_ready,
            "answer": lambda: services.phone.answer(key),
            "hang_up": lambda: services.phone.hang_up(key),
            "notes": lambda: services.interactions.write_notes(key, text),
            "finish": lambda: services.interactions.finish(key),
            "quit": self._quit,
        }
        orders[order]()


def main() -> int:
    profile, password = sys.argv[1:3]
    paths, notices, vault = find_paths(profile), Notices(), MemoryVault()
    settings = open_settings(paths, notices)
    vault.passwords[vault_name(account_from(settings))] = password
    application = make_application()
    desk = Desk(DeskOptions(paths=paths, engine_options=("--null-audio",)), vault, settings, notices)
    driver = Driver(desk, application.quit)
    code = run_desk(application, desk)
    del driver
    say("ended", code=code)
    return code


if __name__ == "__main__":
    sys.exit(main())
