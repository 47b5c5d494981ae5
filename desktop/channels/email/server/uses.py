"""Which folder of an account is for what: the one that is set, the one the server names, one that is called so; or one
that is made, where the server lets users have theirs.
"""

from dataclasses import dataclass

from desktop.channels.email.server.imap import Imap
from desktop.domain.errors import Rejected

_NO_MAIL = frozenset({"noselect", "nonexistent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """`flags` as in RFC 6154, the best first; `names` in lower case, `usual` is how it is called when it is made."""

    flags: tuple[str, ...]
    names: frozenset[str]
    usual: str


SENT = Use(
    flags=("sent",),
    names=frozenset({"sent", "sent items", "sent messages", "sent mail", "inbox.sent", "inbox/sent"}),
    usual="Sent",
)
ARCHIVE = Use(
    flags=("archive", "all"),  # at Google's the archive is the folder of all mail
    names=frozenset({"archive", "archives", "inbox.archive", "inbox/archive"}),
    usual="Archive",
)


def found(imap: Imap, use: Use, named: str = "") -> str:
    """`named`: the one that is set. "" when there is none."""
    if named:
        return named
    folders = [folder for folder in imap.folders() if not folder.flags & _NO_MAIL]
    by_use = [folder.name for flag in use.flags for folder in folders if flag in folder.flags]
    by_name = [folder.name for folder in folders if folder.name.lower() in use.names]
    return next(iter((*by_use, *by_name)), "")


def found_or_new(imap: Imap, use: Use, named: str = "") -> str:
    """What is not there yet is made by whoever puts the first mail into it."""
    return found(imap, use, named) or imap.prefix() + use.usual


def make_if_asked(imap: Imap, folder: str, error: Rejected) -> None:
    """Make the folder, where that is why the server refused (RFC 3501 §7.1); else raise what it said."""
    if "TRYCREATE" not in error.text.upper():
        raise error
    imap.create(folder)
