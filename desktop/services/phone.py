"""The desk's calls: orders to the engine, news from it, and what a typed number will dial."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.domain.call import Call
from desktop.services.notices import Notices
from desktop.services.ports import Numbering, PhoneEngine
from desktop.services.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class DialPreview:
    """What Enter would dial: `target` is sent ("" cannot be dialled), `shown` is said, `reason` why not."""

    target: str
    shown: str = ""
    reason: str = ""


class Phone(QObject):
    """All calls of this desk, whatever their state. One active at a time: the engine holds the others."""

    call_changed = Signal(object)  # Call
    order_failed = Signal(str, str, str)  # call id or "", text, hint

    def __init__(
        self,
        engine: PhoneEngine,
        settings: Settings,
        notices: Notices,
        numbering: Numbering,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Those that are up, oldest first."""
        raise NotImplementedError

    def call(self, call_id: str) -> Call | None:
        raise NotImplementedError

    def dial_preview(self, typed: str) -> DialPreview:
        raise NotImplementedError

    def dial(self, typed: str) -> str:
        """Dial what `dial_preview` says and return the new call's id; "" (and a notice) if it cannot be."""
        raise NotImplementedError

    def answer(self, call_id: str) -> None:
        raise NotImplementedError

    def decline(self, call_id: str) -> None:
        raise NotImplementedError

    def hang_up(self, call_id: str) -> None:
        """End or cancel it. Within the first 1.5 s after the answer this is ignored (setting `calls.guard`)."""
        raise NotImplementedError

    def hold(self, call_id: str) -> None:
        raise NotImplementedError

    def retrieve(self, call_id: str) -> None:
        raise NotImplementedError

    def mute(self, call_id: str) -> None:
        raise NotImplementedError

    def unmute(self, call_id: str) -> None:
        raise NotImplementedError

    def send_dtmf(self, call_id: str, digits: str) -> None:
        raise NotImplementedError
