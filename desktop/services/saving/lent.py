"""Copies of files that another program may take: below one folder, which goes when the program ends."""

import shutil
import tempfile
from pathlib import Path
from threading import Lock
from weakref import finalize

from desktop.domain.errors import StorageError
from desktop.domain.text import tr
from desktop.services.saving.files import save_foreign


class LentFiles:
    """Nobody else of this computer reads them; each has a folder of its own, so that it keeps its name."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder = ""

    def keep(self, name: str, content: bytes, origin: str) -> str:
        """Its path. `name` is fit for a file, `origin` as in `mark_as_foreign`. Raises StorageError in words."""
        try:
            path = str(Path(tempfile.mkdtemp(dir=self._place())) / name)
        except OSError as error:
            raise StorageError(tr("The file could not be saved: {reason}", reason=error.strerror or "")) from error
        save_foreign(path, content, origin)
        return path

    def _place(self) -> str:
        with self._lock:
            if not self._folder:
                self._folder = tempfile.mkdtemp(prefix="parley-files-")
                finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            return self._folder
