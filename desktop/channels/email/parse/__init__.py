"""Reading a mail: bytes from anybody, to a value. Knows no network and no store."""

from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.parse.mail import ORIGINAL, attachment, read_mail, read_mail_and_headers
from desktop.channels.email.parse.tree import read_tree

__all__ = ("ORIGINAL", "Headers", "attachment", "read_mail", "read_mail_and_headers", "read_tree")
