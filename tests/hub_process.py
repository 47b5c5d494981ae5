"""A hub in a process of its own as `parley hub` is, but quicker to try again: `python -m tests.hub_process STORE`."""

import signal
import sys
import threading

from desktop.hub import log_to_terminal, serve
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.mail_kills import hub_role


def main() -> int:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    log_to_terminal()
    store = open_store(sys.argv[1], PhoneNumbering("PL"))
    is_clean = serve(hub_role(store, "hub"), stop)
    store.close()
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
