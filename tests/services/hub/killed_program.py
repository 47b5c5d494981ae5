"""A hub in a process of its own that is killed at a point: `killed_program STORE FOLDER POINT`.

The points are those of the connector, and "before" or "after" a method of the store. With one more word its leases are
as long as in earnest.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from desktop.numbering import PhoneNumbering
from desktop.services.hub.role import HubRole
from desktop.services.hub.secrets import AccountSecrets
from desktop.services.hub.terms import Terms
from desktop.store import open_store
from tests.services.hub.conftest import QUICK
from tests.services.hub.post_office import PASSWORD, PostOffice
from tests.vaults import MemoryVault


class Killing:
    """The store, and a process that is gone before or after one of its methods."""

    def __init__(self, store: Any, point: str) -> None:
        self._store = store
        self._point = point

    def hear(self, point: str) -> None:
        """As `kill -9`: no last word, nothing flushed."""
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        def asked(*arguments: Any, **named: Any) -> Any:
            self.hear(f"before {name}")
            answer = method(*arguments, **named)
            if answer or name != "claim":  # with nothing to send it is asked again and again
                self.hear(f"after {name}")
            return answer

        return asked


def main() -> None:
    where, folder, point = sys.argv[1:4]
    terms = Terms() if sys.argv[4:] else QUICK
    store = Killing(open_store(where, PhoneNumbering("PL")), point)
    vault = MemoryVault()
    for account in store.accounts():
        AccountSecrets(vault, account.id).keep("password", PASSWORD)
    kind = PostOffice(Path(folder)).kind(store.hear)
    HubRole(
        store, (kind,), lambda account: AccountSecrets(vault, account.id), f"killed {os.getpid()}", terms=terms
    ).start()
    threading.Event().wait(60)  # its own thread does the work; nobody is left behind should the test die first


if __name__ == "__main__":
    main()
