"""A desk in a process of its own, to be killed: answers the first call, then lives until killed.

Run as `python -m tests.telephony.second_desk FOLDER SERVER PASSWORD [engine options]`; prints the call's id.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.domain.call import Call, CallState
from desktop.domain.phone import Account
from desktop.telephony.link import EngineLink


def main(folder: str, server: str, password: str, *options: str) -> int:
    app = QCoreApplication([])
    link = EngineLink(Path(folder), options=options)

    def on_call(call: Call) -> None:
        if call.state is CallState.RINGING:
            link.answer(call.id)
        elif call.state is CallState.ACTIVE:
            print(call.id, call.answered_at, link.pid, flush=True)  # noqa: T201 - the test reads it

    link.call_changed.connect(on_call)
    link.start()
    link.use_account(Account(user="agent", password=password, servers=(server,)))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
