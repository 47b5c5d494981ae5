"""Where the window was, how large, and how its columns were split: kept in one small file from start to start."""

import json
import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QStyle, QWidget

from desktop.ui.main_window import MainWindow

logger = logging.getLogger(__name__)

_MOST_BYTES = 4096


class WindowPlace:
    """Of no account when it cannot be read or written: the window opens as on the first day."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._was_placed = False

    def restore(self, window: MainWindow) -> None:
        """Before it is shown. A screen that is gone, or smaller now, is Qt's to make up for."""
        leave_room_for_frame(window)
        try:
            with self._file.open("rb") as opened:
                kept = json.loads(opened.read(_MOST_BYTES))
            geometry, left, right = kept["geometry"], int(kept["left"]), int(kept["right"])
            self._was_placed = window.restoreGeometry(QByteArray.fromBase64(QByteArray(geometry.encode("ascii"))))
            window.body.use_widths(left, right)
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            logger.info("The window's place could not be read")

    def settle(self, window: MainWindow) -> None:
        """Once it is shown, and its frame is known: on the first day all of it is on the screen."""
        if not self._was_placed:
            keep_on_screen(window)

    def keep(self, window: MainWindow) -> None:
        left, right = window.body.widths
        geometry = window.saveGeometry().toBase64().toStdString()
        part = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps({"geometry": geometry, "left": left, "right": right}), "utf-8")
            part.replace(self._file)
        except OSError:
            logger.info("The window's place could not be kept")


def leave_room_for_frame(window: QWidget) -> None:
    """Before there is a frame, by what the style supposes of its title bar, as Qt does for a place it restores."""
    bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    room = window.screen().availableGeometry().size() - QSize(2, bar + 2)
    window.resize(window.size().boundedTo(room))


def keep_on_screen(window: QWidget) -> None:
    """With the frame it has, which may be larger than was supposed; where windows place themselves, a smaller size."""
    if window.isMaximized() or window.isFullScreen():
        return
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    over = (frame.size() - room.size()).expandedTo(QSize(0, 0))
    if not over.isNull():
        window.resize(window.size() - over)
        frame.setSize(frame.size() - over)
    x = max(room.left(), min(frame.left(), room.right() + 1 - frame.width()))
    y = max(room.top(), min(frame.top(), room.bottom() + 1 - frame.height()))
    if (x, y) != (frame.left(), frame.top()):
        window.move(x, y)
