"""What the databases say when something fails, in words for the user."""

from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from desktop.domain.errors import StorageError
from desktop.domain.text import tr

_DISK_FULL = ("database or disk is full", "No space left on device", "disk full")
_LOCKED = ("database is locked", "database table is locked", "canceling statement due to lock timeout")
_DAMAGED = ("malformed", "not a database", "invalid page in block")
_READ_ONLY = ("readonly database", "read-only transaction", "permission denied")
_UNOPENABLE = ("unable to open database file",)
_INPUT_OUTPUT = ("disk I/O error", "could not read block", "could not write")
_NOT_LET_IN = ("authentication failed", "no password supplied", "does not exist", "no pg_hba.conf entry")
_NO_ROOM = ("too many clients", "too many connections", "remaining connection slots")
_AWAY = (
    "connection failed",
    "connection refused",
    "could not connect",
    "server closed the connection",
    "the connection is closed",
    "terminating connection",
    "connection timeout",
    "the database system is",
    "consuming input failed",
    "EOF detected",
    "failed to resolve host",
)


def in_words(error: DBAPIError, place: str) -> StorageError | None:
    """The sentence for `error`, or None when it is our own mistake. `place` is the file or server, as shown."""
    said = str(error.orig)
    if known := _by_state(getattr(error.orig, "sqlstate", None) or ""):
        return known(place)
    for needles, words in (
        (_DISK_FULL, disk_full),
        (_LOCKED, locked),
        (_DAMAGED, damaged),
        (_READ_ONLY, read_only),
        (_UNOPENABLE, unopenable),
        (_INPUT_OUTPUT, unreadable),
        (_NO_ROOM if error.statement is None else (), no_room),
        (_NOT_LET_IN if error.statement is None else (), not_let_in),
        (_AWAY, away),
    ):
        if any(needle.casefold() in said.casefold() for needle in needles):
            return words(place)
    return away(place) if error.connection_invalidated else None


def _by_state(state: str) -> Callable[[str], StorageError] | None:
    """PostgreSQL's own codes: its words are in the language of whoever set the server up."""
    match state:
        case "53100":
            return disk_full
        case "53300":
            return no_room
        case "55P03":
            return locked
        case "25006" | "42501":
            return read_only
        case "58030":
            return unreadable
        case "XX001" | "XX002":
            return damaged
        case "28000" | "28P01" | "3D000":
            return not_let_in
        case _:
            return away if state.startswith(("08", "57P0")) else None


def disk_full(place: str) -> StorageError:
    return StorageError(
        tr("The disk is full: {place} could not take the last change.", place=place),
        tr("Free some space; what was confirmed before is safe, and the change can be saved again."),
    )


def locked(place: str) -> StorageError:
    return StorageError(
        tr("Another program keeps {place} locked.", place=place),
        tr("Close other copies of the program or a running backup, then try again."),
    )


def damaged(place: str) -> StorageError:
    return StorageError(
        tr("{place} is damaged or is not a Parley store. It was left as it is.", place=place),
        tr("Restore it from a backup, or choose another place for the store."),
    )


def newer(place: str) -> StorageError:
    return StorageError(
        tr("{place} was written by a newer version of Parley. It was left as it is.", place=place),
        tr("Update this program, or choose another store."),
    )


def read_only(place: str) -> StorageError:
    return StorageError(
        tr("{place} cannot be written: it is read-only for this user.", place=place),
        tr("Ask for permission to write there, or choose another place for the store."),
    )


def unopenable(place: str) -> StorageError:
    return StorageError(
        tr("{place} cannot be opened or created.", place=place),
        tr("Check that the folder exists and may be written, or choose another place for the store."),
    )


def unreadable(place: str) -> StorageError:
    return StorageError(
        tr("The disk reported an error while reading or writing {place}.", place=place),
        tr("Check the disk; until then nothing more is saved."),
    )


def not_let_in(place: str) -> StorageError:
    return StorageError(
        tr("The database server at {place} did not let this user in.", place=place),
        tr("Check the user, the password and the name of the database in the settings."),
    )


def no_room(place: str) -> StorageError:
    return StorageError(
        tr("The database server at {place} has no room for another desk.", place=place),
        tr("Ask your administrator to raise its number of connections; the program tries again by itself."),
    )


def away(place: str) -> StorageError:
    return StorageError(
        tr("The database server at {place} does not answer.", place=place),
        tr("Check the network; the program tries again by itself."),
    )
