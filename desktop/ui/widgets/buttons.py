"""Buttons: of one height, in words, with the key that presses them; disabled, never hidden."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from desktop.ui.look.icons import paint_icon
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import (
    BUTTON,
    BUTTON_SMALL,
    CALL_BUTTON_HEIGHT,
    CALL_BUTTON_WIDTH,
    ICON,
    RADIUS_BUTTON,
    S,
    Tokens,
)
from desktop.ui.look.type import metrics
from desktop.ui.look.writing import MIDDLE, fitting, put, uncut
from desktop.ui.widgets.paint import key_width, paint_key, rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    fill: str | None
    ink: str
    line: str | None


def _look(kind: str, now: Tokens) -> _Look:
    match kind:
        case "primary":
            return _Look(fill=now.accent, ink=now.on_accent, line=None)
        case "success":
            return _Look(fill=now.green, ink=now.on_green, line=None)
        case "danger":
            return _Look(fill=now.red, ink=now.on_red, line=None)
        case "quiet":
            return _Look(fill=None, ink=now.text2, line=None)
        case "link":
            return _Look(fill=None, ink=now.accent, line=None)
        case _:
            return _Look(fill=now.panel, ink=now.text, line=now.line)


def _veiled(colour: str, is_down: bool) -> str:
    """A filled button under the pointer or pressed."""
    return QColor(colour).darker(114 if is_down else 106).name()


class PlainButton(QAbstractButton):
    """What the buttons share: looks by kind and state; Enter presses as Space does."""

    def __init__(self, kind: str = "plain") -> None:
        super().__init__()
        self._kind = kind
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)

    def set_kind(self, kind: str) -> None:
        if kind != self._kind:
            self._kind = kind
            self.update()

    @property
    def kind(self) -> str:
        return self._kind

    def look_now(self) -> _Look:
        now = tokens()
        look = _look(self._kind, now)
        if not self.isEnabled():
            fill = now.panel if look.line else None
            return _Look(fill=fill, ink=_faded(now), line=now.line_quiet if look.line or look.fill else None)
        if self.isDown() or self.underMouse():
            if look.fill is None or look.line is not None:
                veil = now.pressed if self.isDown() else now.hover
                return _Look(fill=veil if self._kind != "link" else None, ink=look.ink, line=look.line)
            return _Look(fill=_veiled(look.fill, self.isDown()), ink=look.ink, line=look.line)
        return look

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def _faded(now: Tokens) -> str:
    return "#59616d" if now.is_dark else "#a3abb8"


class Button(PlainButton):
    """Icon, words and the key, in one line."""

    def __init__(
        self,
        text: str,
        kind: str = "plain",
        *,
        icon: str = "",
        key: str = "",
        small: bool = False,
        face: str = "medium",
    ) -> None:
        super().__init__(kind)
        self._face = face
        self._icon, self._key = icon, key
        self._height = BUTTON_SMALL if small else BUTTON
        self._side = 16 if small else ICON
        self._is_stacked = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def _words(self) -> str:
        return self.text().replace("&", "")

    @property
    def key(self) -> str:
        return self._key

    def set_key(self, key: str) -> None:
        self._key = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def stack(self) -> None:
        """Where there is little room: the icon above the words, as in a `CallButton`, and no key."""
        self._set_stacked(stacked=True)

    def unstack(self) -> None:
        self._set_stacked(stacked=False)

    @property
    def is_stacked(self) -> bool:
        return self._is_stacked

    def _set_stacked(self, *, stacked: bool) -> None:
        if stacked != self._is_stacked:
            self._is_stacked = stacked
            self.updateGeometry()
            self.update()

    def _parts(self) -> list[tuple[str, float]]:
        parts = [("icon", float(self._side))] if self._icon else []
        if self._words:
            parts.append(("text", uncut(self._words, self._face).width + 1))
        if self._key:
            parts.append(("key", key_width(self._key)))
        return parts

    @override
    def sizeHint(self) -> QSize:
        if self._is_stacked:
            return QSize(_stacked_width(self._words), CALL_BUTTON_HEIGHT)
        parts = self._parts()
        inside = sum(width for _, width in parts) + S * (len(parts) - 1)
        padding = 0 if self._kind == "link" else 2 * (12 if self._height == BUTTON_SMALL else 14)
        return QSize(round(inside) + padding + 1, 20 if self._kind == "link" else self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self.look_now()
        box = QRectF(self.rect())
        if self._is_stacked:
            _paint_stacked(painter, box, self._icon, self._words, look)
            return
        if look.fill or look.line:
            rounded(painter, box, RADIUS_BUTTON, look.fill, look.line)
        parts = self._parts()
        x = (box.width() - sum(width for _, width in parts) - S * (len(parts) - 1)) / 2
        middle = box.height() / 2
        for part, width in parts:
            if part == "icon":
                paint_icon(
                    painter,
                    self._icon,
                    QRectF(round(x), round(middle - self._side / 2), self._side, self._side),
                    look.ink,
                )
            elif part == "text":
                put(painter, QRectF(x, 0, width + 1, box.height()), uncut(self._words, self._face), look.ink)
                if self._kind == "link" and self.underMouse():
                    foot = middle + metrics(self._face).ascent() / 2 + 3
                    painter.drawLine(round(x), round(foot), round(x + width - 1), round(foot))
            else:
                frame = look.ink if look.line is None else tokens().line
                paint_key(painter, QRectF(round(x), middle - 9, width, 18), self._key, look.ink, frame)
            x += width + S


class IconButton(PlainButton):
    """A square with one icon; its words are its tooltip and accessible name."""

    def __init__(self, icon: str, words: str, *, side: int = BUTTON_SMALL, size: int = ICON) -> None:
        super().__init__("quiet")
        self._icon, self._size = icon, size
        self.setFixedSize(side, side)
        self.setToolTip(tip(words))
        self.setAccessibleName(words)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self.look_now()
        if look.fill:
            rounded(painter, QRectF(self.rect()), RADIUS_BUTTON, look.fill)
        place = (self.width() - self._size) / 2
        ink = tokens().accent if self.isChecked() else look.ink
        paint_icon(painter, self._icon, QRectF(place, place, self._size, self._size), ink)


class CallButton(PlainButton):
    """58 × 48: the icon above its label. `set_on` shows that what it does is in force (held, muted)."""

    def __init__(self, icon: str, label: str, kind: str = "plain") -> None:
        super().__init__(kind)
        self._icon = self._label = self._key = ""
        self._is_on = False
        self.setFixedSize(CALL_BUTTON_WIDTH, CALL_BUTTON_HEIGHT)
        self.set_label(icon, label)

    def set_label(self, icon: str, label: str, key: str = "") -> None:
        if (icon, label, key) == (self._icon, self._label, self._key):
            return
        self._icon, self._label, self._key = icon, label, key
        self.setAccessibleName(label)
        self.setAccessibleDescription(key)  # or it would be the tooltip, with the label once more
        self.setToolTip(tip(f"{label}  {key}".strip()))
        self.update()

    @property
    def label(self) -> str:
        return self._label

    def set_on(self, on: bool) -> None:
        if on != self._is_on:
            self._is_on = on
            self.update()

    def widen(self) -> None:
        """Fit a longer label of another language, once, when the bar is built."""
        self.setFixedWidth(_stacked_width(self._label))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        look = self.look_now()
        if self._is_on and self.isEnabled():
            look = _Look(fill=now.accent_soft, ink=now.accent, line=now.accent)
        _paint_stacked(painter, QRectF(self.rect()), self._icon, self._label, look)


def _stacked_width(label: str) -> int:
    return max(CALL_BUTTON_WIDTH, round(uncut(label, "caption").width + 12))


def _paint_stacked(painter: QPainter, box: QRectF, icon: str, label: str, look: _Look) -> None:
    """The icon above the label; the label alone stands in the middle."""
    rounded(painter, box, RADIUS_BUTTON, look.fill, look.line)
    words = fitting(label, "caption", box.width() - 6)
    if icon:
        paint_icon(painter, icon, QRectF((box.width() - 18) / 2, 8, 18, 18), look.ink)
        put(painter, QRectF(0, 27, box.width(), 16), words, look.ink, MIDDLE)
    else:
        put(painter, box, words, look.ink, MIDDLE)
