"""A message that its signature wraps, read as what was signed: the same header, what is inside as its body.

Only that a program may show what everybody can read. Nothing is checked, and nothing that is encrypted is opened.
"""

import re

from desktop.channels.email.parse.cms import signed_content
from desktop.channels.email.parse.content import content
from desktop.channels.email.parse.tree import Tree, read_tree

_WRAPPED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_MOST_WRAPPINGS = 3  # signed, encrypted and signed again is the most that is usual (RFC 2634)
_FIELD = re.compile(rb"[^\r\n]*+\r?\n(?:[ \t][^\r\n]*+\r?\n)*+")
_OF_CONTENT = (b"content-", b"mime-version:")


def unwrapped(raw: bytes) -> tuple[bytes, Tree, bool]:
    """The bytes to read, their parts, and whether a signature was around them."""
    tree = read_tree(raw)
    for number in range(_MOST_WRAPPINGS):
        inner = _inner(raw, tree)
        if inner is None:
            return raw, tree, number > 0
        raw = inner
        tree = read_tree(raw)
    return raw, tree, True


def _inner(raw: bytes, tree: Tree) -> bytes | None:
    if len(tree.parts) != 1 or tree.media_types or tree.parts[0].media_type not in _WRAPPED:
        return None
    part = tree.parts[0]
    signed = signed_content(content(raw, part))
    if not signed:
        return None
    envelope = raw[: part.start]
    kept = [
        one[0] for one in _FIELD.finditer(envelope) if not one[0].lower().startswith((*_OF_CONTENT, b"\r\n", b"\n"))
    ]
    inside, body = _header_of(signed)
    kept += [one[0] for one in _FIELD.finditer(inside) if one[0].lower().startswith(_OF_CONTENT)]
    return b"".join(kept) + b"\r\n" + body


def _header_of(entity: bytes) -> tuple[bytes, bytes]:
    """And what comes after the blank line."""
    found = re.search(rb"(?:\A|\n)\r?\n", entity)
    return (entity[: found.end()], entity[found.end() :]) if found else (b"", entity)
