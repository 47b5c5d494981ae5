"""The ready texts that a slash at the beginning of a word opens a list of."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from desktop.domain.office.texts import ReadyText
from desktop.domain.text import tr
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line
from desktop.ui.texts.caret_list import CaretList

Find = Callable[[str], Sequence[ReadyText]]


class SlashList(CaretList):
    """`wanted`: whoever has the texts reads them, and calls `refresh`."""

    def __init__(self, editor: QTextEdit, find: Find) -> None:
        super().__init__(editor, lambda typed: [text_line(ready) for ready in find(typed)])

    @override
    def _title(self) -> str:
        return tr("Ready texts")

    @property
    @override
    def current(self) -> ReadyText | None:
        value = super().current
        return value if isinstance(value, ReadyText) else None


def text_line(ready: ReadyText) -> Line:
    return Line(row=text_row(ready), value=ready)


def text_row(ready: ReadyText) -> Row:
    """Its title, its shortcut, and how it begins."""
    begins = " ".join(ready.wordings[0].text[:300].split()) if ready.wordings else ""
    return Row(title=ready.title, detail=begins, side=f"/{ready.shortcut}" if ready.shortcut else "", icon="file-text")
