"""Reading a mail: bytes from anybody, to a value. Knows no network and no store."""

from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.parse.mail import (
    attachment,
    external_id,
    participants,
    read_mail,
    read_mail_and_headers,
    references,
)
from desktop.channels.email.parse.tree import Part, Tree, read_tree

__all__ = (
    "Headers",
    "Part",
    "Tree",
    "attachment",
    "external_id",
    "participants",
    "read_mail",
    "read_mail_and_headers",
    "read_tree",
    "references",
)
