"""What a team sets up once or does with many, as protocols of the store. Each method is one transaction, durable when
it returns; each that changes something leaves its line in the change feed in the same transaction.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from desktop.domain.office.macros import Macro, MacroRun, Step
from desktop.domain.office.pictures import PictureSender
from desktop.domain.office.tabs import KeptTabs
from desktop.domain.office.texts import ReadyText, TextsRead
from desktop.domain.office.views import SavedView


class TextStore(Protocol):
    def texts(self) -> Sequence[ReadyText]:
        """Replies and templates, by title."""
        ...

    def templates(self) -> Sequence[ReadyText]: ...

    def save_text(self, text: ReadyText) -> ReadyText:
        """Create (id None) or replace; one that was removed is there again."""
        ...

    def remove_text(self, text_id: int) -> None: ...

    def check_texts(self, path: Path) -> TextsRead:
        """What `read_texts` would do. Raises ConfigurationError in words."""
        ...

    def read_texts(self, path: Path) -> TextsRead:
        """Of a CSV file, in many transactions: all rows that are right. Raises ConfigurationError in words."""
        ...

    def write_texts(self, path: Path) -> int:
        """All of them into a CSV file; how many. Raises ConfigurationError in words."""
        ...


class MacroStore(Protocol):
    def macros(self) -> Sequence[Macro]:
        """By title."""
        ...

    def save_macro(self, macro: Macro) -> Macro:
        """As `save_text`."""
        ...

    def remove_macro(self, macro_id: int) -> None: ...

    def carry_out(self, interaction_id: int, steps: Sequence[Step], agent: str) -> MacroRun:
        """All of the steps or none, but for texts, which are the composer's. Raises LookupError for what is closed."""
        ...

    def take_back(self, run: MacroRun) -> bool:
        """Whose it was, its queue, priority, snooze and due time, as they were; open again. Notes stay.

        False, and nothing, when somebody went on with it meanwhile.
        """
        ...


class ViewStore(Protocol):
    def views(self, agent: str) -> Sequence[SavedView]:
        """The agent's own, then the team's."""
        ...

    def save_view(self, view: SavedView) -> SavedView:
        """Create (id None) at the end, or replace."""
        ...

    def remove_view(self, view_id: int) -> None: ...

    def kept_tabs(self, agent: str) -> KeptTabs: ...

    def keep_tabs(self, agent: str, kept: KeptTabs) -> None: ...


class PictureStore(Protocol):
    def picture_senders(self) -> Sequence[PictureSender]:
        """Whose remote pictures are shown, by address."""
        ...

    def shows_pictures_of(self, addresses: Collection[str]) -> frozenset[str]:
        """Those of them, in lower case."""
        ...

    def allow_pictures(self, address: str, agent: str) -> None: ...

    def forbid_pictures(self, address: str) -> None: ...


class OfficeStore(TextStore, MacroStore, ViewStore, PictureStore, Protocol):
    """Everything of this kind."""
