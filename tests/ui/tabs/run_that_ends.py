"""A run of the desk over a store, as a program of its own: it keeps a tab, and may be killed while it paints one.

No mail is known that kills the viewer, so the kill is put where the painting begins; it is a real one (SIGKILL).
`python -m tests.ui.tabs.run_that_ends FOLDER begin|kill|look` prints what it came to as JSON.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.ui.conversation.transcript import Transcript
from desktop.ui.main_window import MainWindow
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage


def until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit("it did not come to pass")
        QApplication.processEvents()
        time.sleep(0.002)


def main() -> None:
    folder, wish = Path(sys.argv[1]), sys.argv[2]
    app = QApplication(sys.argv[:1])
    stage = Stage(folder)
    window = MainWindow(stage.services)
    window.show()
    if wish == "kill":
        Transcript.show_messages = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]  # what it paints kills it
    stage.open()
    tabs, notices = stage.services.tabs, stage.services.notices
    if wish == "begin":
        number, _ = Mailbox(stage).arrive("Anna Nowak <anna@mail.example>", "Chairs", "Four, please.")
        tabs.show(number)
        tabs.keep(number)
        until(lambda: stage.store.kept_tabs(AGENT).current == number)
        tabs.end()
    elif wish == "look":
        until(lambda: tabs.tabs and notices.notices)
    else:
        until(lambda: False)  # it is killed before
    said = [one.text for one in notices.notices]
    sys.stdout.write(json.dumps({"tabs": len(tabs.tabs), "current": tabs.current, "said": said}))
    window.close()
    stage.close()
    app.quit()


if __name__ == "__main__":
    main()
