"""SRV records, asked through Qt: it knows each system's name servers, and is here already. May block for some seconds.

Called where Qt is: by the desk, which sets accounts up, and never by a hub. Loaded only when it is asked.
"""

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtNetwork import QDnsLookup, QHostAddress

SECONDS = 5.0
NAME_SERVER: tuple[str, int] | None = None  # the system's own

Record = tuple[int, int, str, int]
"""Priority, weight, target, port."""


def service_records(name: str) -> list[Record]:
    """As they came; none when there are none, or nobody answers in time."""
    if QCoreApplication.instance() is None:
        return []
    lookup = QDnsLookup(QDnsLookup.Type.SRV, name)
    if NAME_SERVER is not None:
        lookup.setNameserver(QHostAddress(NAME_SERVER[0]), NAME_SERVER[1])
    loop, patience = QEventLoop(), QTimer()
    patience.setSingleShot(True)
    lookup.finished.connect(loop.quit)
    patience.timeout.connect(loop.quit)
    patience.start(round(SECONDS * 1000))
    lookup.lookup()
    if not lookup.isFinished():
        loop.exec()
    if not lookup.isFinished():
        lookup.abort()
        return []
    return [(one.priority(), one.weight(), one.target(), one.port()) for one in lookup.serviceRecords()]
