"""The keys of where one writes: the editor obeys them, its buttons name them, and the list under F1 shows them."""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from desktop.domain.text import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKey:
    """`is_first`: the editor's while one writes, whatever else the window means by it."""

    name: str
    keys: str
    label: str
    is_first: bool = False

    @property
    def words(self) -> str:
        """As a button says it."""
        return f"{self.label}  {self.cap}"

    @property
    def cap(self) -> str:
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


def text_keys() -> tuple[TextKey, ...]:
    """In the order of the list under F1. By what is printed on the key, with whichever others it takes to type that."""
    return (
        TextKey(name="bold", keys="Ctrl+B", label=tr("Bold"), is_first=True),
        TextKey(name="italic", keys="Ctrl+I", label=tr("Italic"), is_first=True),
        TextKey(name="underline", keys="Ctrl+U", label=tr("Underline"), is_first=True),
        TextKey(name="bullets", keys="Ctrl+Shift+8", label=tr("List")),
        TextKey(name="numbers", keys="Ctrl+Shift+7", label=tr("Numbered list")),
        TextKey(name="link", keys="Ctrl+Shift+L", label=tr("Link")),
        TextKey(name="paste_plain", keys="Ctrl+Shift+V", label=tr("Paste the words alone")),
    )


def text_key(name: str) -> TextKey:
    return next(one for one in text_keys() if one.name == name)
