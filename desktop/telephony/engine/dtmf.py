"""Digits sent into a call (RFC 4733), one by one, with pauses; never written to a log."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from desktop.domain.errors import Rejected
from desktop.domain.text import tr
from desktop.telephony.engine.record import Record
from desktop.telephony.engine.stack import StackError

DIGITS = "0123456789*#ABCD"
PAUSE = ","
MAX_DIGITS = 64
# PJSIP sounds a digit for 100 ms; the gap lets an exchange tell two equal ones apart
DIGIT_MILLISECONDS = 220
PAUSE_MILLISECONDS = 500


def read_digits(text: str) -> Sequence[str]:
    """The digits of what was typed or pasted; Rejected when there is anything else in it."""
    digits = [c for c in text.upper() if not c.isspace() and c != "-"]
    if not digits or len(digits) > MAX_DIGITS or any(c not in DIGITS + PAUSE for c in digits):
        raise Rejected(tr("Only 0–9, *, #, A–D and commas for pauses can be sent as tones."))
    return digits


class DigitSender(QObject):
    """Works off `Record.digits` of any number of calls, each at its own pace."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy: set[str] = set()

    def send(self, record: Record) -> None:
        """Go on with the record's digits, unless that is under way."""
        if record.call.id not in self._busy:
            self._busy.add(record.call.id)
            self._next(record)

    def _next(self, record: Record) -> None:
        if not record.digits:
            self._busy.discard(record.call.id)
            return
        digit = record.digits.popleft()
        wait = PAUSE_MILLISECONDS
        if digit != PAUSE:
            wait = DIGIT_MILLISECONDS
            try:
                record.leg.send_digit(digit)
            except StackError:
                record.digits.clear()
        QTimer.singleShot(wait, self, lambda: self._next(record))
