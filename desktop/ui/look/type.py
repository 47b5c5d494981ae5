"""The type scale as fonts: the system's own interface face, Inter on Linux."""

import sys
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from desktop.ui.look.resources import resource
from desktop.ui.look.tokens import FACES

_TABULAR = QFont.Tag("tnum")
_WEIGHTS = ("Regular", "Medium", "SemiBold")


def load_faces() -> None:
    """Make Inter known to Qt where the system brings no interface face of its own. Needs a QGuiApplication."""
    if sys.platform.startswith(("win", "darwin")):
        return
    for weight in _WEIGHTS:
        QFontDatabase.addApplicationFont(str(resource("fonts", "inter", f"Inter-{weight}.ttf")))


def family() -> str:
    """The family named in fonts and style sheets."""
    if sys.platform.startswith("win"):
        return "Segoe UI Variable Text" if _has("Segoe UI Variable Text") else "Segoe UI"
    if sys.platform == "darwin":
        return ".AppleSystemUIFont"
    return "Inter for Parley"  # not the system's Inter, if it has one: see the folder's README


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


def _has(name: str) -> bool:
    return name in _families()


@lru_cache(maxsize=64)
def font(face: str = "body", *, tabular: bool = False) -> QFont:
    """A step of the type scale. `tabular` gives every figure the same width, for numbers that change.

    The same object is handed out again: do not change it.
    """
    step = FACES[face]
    made = QFont(family())
    made.setPixelSize(step.size)
    made.setWeight(QFont.Weight(step.weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if step.is_capitals:
        made.setCapitalization(QFont.Capitalization.AllUppercase)
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
    if tabular:
        made.setFeature(_TABULAR, 1)
    return made


@lru_cache(maxsize=64)
def metrics(face: str = "body", *, tabular: bool = False) -> QFontMetricsF:
    return QFontMetricsF(font(face, tabular=tabular))


# Line ends, other control characters and the marks that turn the reading direction round: a name with these in it
# would be painted over its neighbours, or read as another.
_UNSEEN = dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")


def one_line(text: str) -> str:
    """`text` as it may be painted in a line."""
    return text if text.isprintable() else text.translate(_UNSEEN)


def elided(text: str, face: str, width: float) -> str:
    """`text` on one line, cut with an ellipsis where it is wider than `width`."""
    return metrics(face).elidedText(one_line(text), Qt.TextElideMode.ElideRight, width)
