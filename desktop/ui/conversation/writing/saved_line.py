"""When the draft was saved; where that takes long, that it is not saved yet; before all, why it cannot be sent."""

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
        self._hindrance = ""
        self._said: tuple[str, tuple[str, ...]] = ("text3", ("",))  # tone, and the words in several lengths
        clock.ticked.connect(self._on_ticked)

    def begin(self, saved_at: datetime | None) -> None:
        """Of another draft."""
        self._is_saved = True
        self._say("text3", "")
        if saved_at is not None:
            self.note_saved(saved_at)

    def note_typed(self) -> None:
        if self._is_saved:
            self._typed_at, self._is_saved = self._clock.now(), False

    def note_saved(self, at: datetime) -> None:
        self._is_saved = True
        self._say(
            "text3",
            tr("Draft saved {time}", time=clock_time(at, seconds=True)),
            tr("Saved {time}", time=clock_time(at)),
        )

    def hinder(self, words: str) -> None:
        """Why the channel does not take it; "" that it does."""
        if words != self._hindrance:
            self._hindrance = words
            self._show()

    def _on_ticked(self) -> None:
        if not self._is_saved and self._clock.seconds_since(self._typed_at) > _PATIENCE_SECONDS:
            self._say("amber", tr("Not saved yet"))

    def _say(self, tone: str, *words: str) -> None:
        self._said = tone, words
        self._show()

    def _show(self) -> None:
        tone, words = ("amber", (self._hindrance,)) if self._hindrance else self._said
        self.set_tone(tone)
        self.set_text(*words)
