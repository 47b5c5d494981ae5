"""Writes a file whole or not at all, readable, never runnable, and marked as foreign."""

from PySide6.QtCore import QFileDevice, QIODevice, QSaveFile

from desktop.domain.errors import StorageError
from desktop.domain.text import tr
from desktop.services.saving.origin_mark import mark_as_foreign

_P = QFileDevice.Permission
_RUN = _P.ExeOwner | _P.ExeUser | _P.ExeGroup | _P.ExeOther


def save_foreign(path: str, content: bytes, origin: str) -> None:
    """Blocks: it may lie on a slow share. Raises StorageError in words."""
    file = QSaveFile(path)
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(content) == len(content) and _finish(file)):
        raise StorageError(tr("The file could not be saved: {reason}", reason=file.errorString()))
    mark_as_foreign(path, origin)


def _finish(file: QSaveFile) -> bool:
    """One that was there before leaves its permissions; the right to run is not among what is kept."""
    file.setPermissions(file.permissions() & ~_RUN)
    return file.commit()
