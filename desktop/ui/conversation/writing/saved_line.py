"""When the draft was saved; and, where that takes long, that it is not saved yet."""

from datetime import datetime

from desktop.domain.text import tr
from desktop.ui.clock import Clock
from desktop.ui.widgets.text import TextLine
from desktop.ui.words import clock_time

_PATIENCE_SECONDS = 2.0


class SavedLine(TextLine):
    def __init__(self, clock: Clock) -> None:
        super().__init__("", "small", "text3")
        self.tabular()
        self._clock = clock
        self._typed_at = clock.now()
        self._is_saved = True
        clock.ticked.connect(self._on_ticked)

    def begin(self, saved_at: datetime | None) -> None:
        """Of another draft."""
        self._is_saved = True
        self.set_tone("text3")
        self.set_text("")
        if saved_at is not None:
            self.note_saved(saved_at)

    def note_typed(self) -> None:
        if self._is_saved:
            self._typed_at, self._is_saved = self._clock.now(), False

    def note_saved(self, at: datetime) -> None:
        self._is_saved = True
        self.set_tone("text3")
        self.set_text(
            tr("Draft saved {time}", time=clock_time(at, seconds=True)), tr("Saved {time}", time=clock_time(at))
        )

    def _on_ticked(self) -> None:
        if not self._is_saved and self._clock.seconds_since(self._typed_at) > _PATIENCE_SECONDS:
            self.set_tone("amber")
            self.set_text(tr("Not saved yet"))
