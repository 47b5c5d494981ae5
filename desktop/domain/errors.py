"""Failures that are not ours: each has words for the user.

    DesktopError                text for the user in .text, remedy in .hint (translated)
    ├── ConfigurationError      go to settings
    ├── Refused                 credentials or permission: ask again
    ├── Unreachable             network, server, registrar: retried, shown as a state
    ├── Rejected                the other side said no: busy, declined, unknown number, bad address
    ├── StorageError            disk full, database locked or damaged
    └── Broken                  a bug, told as one already: whoever waited for an answer goes on

Anything else that is raised is a bug.
"""


class DesktopError(Exception):
    """`text` says what happened and what it means; `hint` says what to do."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint


class ConfigurationError(DesktopError):
    """Something set up wrongly, to be mended in the settings."""


class Refused(DesktopError):
    """Credentials or permission were not accepted."""


class Unreachable(DesktopError):
    """A server or network that does not answer; retried."""


class Rejected(DesktopError):
    """The other side answered with no."""


class StorageError(DesktopError):
    """The store cannot be read or written now."""


class Broken(DesktopError):
    """In place of a bug that was told to the program, for whoever waits for an answer."""
