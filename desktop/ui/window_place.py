"""Where the window was, how large, and how its columns were split: kept in one small file from start to start."""

import json
import logging
from pathlib import Path

from PySide6.QtCore import QByteArray

from desktop.ui.main_window import MainWindow

logger = logging.getLogger(__name__)

_MOST_BYTES = 4096


class WindowPlace:
    """Of no account when it cannot be read or written: the window opens as on the first day."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def restore(self, window: MainWindow) -> None:
        """Before it is shown. A screen that is gone, or smaller now, is Qt's to make up for."""
        try:
            with self._file.open("rb") as opened:
                kept = json.loads(opened.read(_MOST_BYTES))
            geometry, left, right = kept["geometry"], int(kept["left"]), int(kept["right"])
            window.restoreGeometry(QByteArray.fromBase64(QByteArray(geometry.encode("ascii"))))
            window.body.use_widths(left, right)
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            logger.info("The window's place could not be read")

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
