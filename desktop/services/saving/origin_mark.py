"""Says to the system that a file came from outside: Windows and macOS ask before they run it, Linux keeps whence.

Best effort: not every disk can keep it, and a file without it is a file all the same.
"""

import logging
import sys

logger = logging.getLogger(__name__)


def mark_as_foreign(path: str, origin: str) -> bool:
    """`origin` is an address such as `mailto:anna@mail.example`. False where the disk keeps no such marks."""
    try:
        if sys.platform == "win32":
            from desktop.services.saving.mark_windows import mark
        elif sys.platform == "darwin":
            from desktop.services.saving.mark_macos import mark
        else:
            from desktop.services.saving.mark_linux import mark
        mark(path, origin)
    except OSError as error:
        logger.info("The mark of where a file comes from was not kept: %s", error.strerror)
        return False
    return True
