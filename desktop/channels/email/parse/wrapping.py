"""What is within something else, read as if it lay in the message itself: what an S/MIME signature wraps, under the
same header, and the files and the text in an Outlook's `winmail.dat`.

Only that a program may show what everybody can read. Nothing is checked, and nothing that is encrypted is opened.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from desktop.channels.email.parse.cms import signed_content
from desktop.channels.email.parse.content import content
from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.parse.rtf import words_of_rich_text
from desktop.channels.email.parse.tnef import Tnef, read_tnef
from desktop.channels.email.parse.tree import MOST_PARTS, Part, Tree, read_tree

_WRAPPED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_MOST_TNEF = 5
_TEXTS = ("text/plain", "text/html")
_LOOKED_AT = 4_000  # bytes of a text, to see whether anything is in it
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}", re.ASCII)
_MOST_WRAPPINGS = 3  # signed, encrypted and signed again is the most that is usual (RFC 2634)
_FIELD = re.compile(rb"[^\r\n]*+\r?\n(?:[ \t][^\r\n]*+\r?\n)*+")
_OF_CONTENT = (b"content-", b"mime-version:")


def unwrapped(raw: bytes) -> tuple[bytes, Tree, bool]:
    """The bytes to read, their parts, and whether a signature was around them."""
    tree, is_signed = read_tree(raw), False
    for _ in range(_MOST_WRAPPINGS):
        inner = _inner(raw, tree)
        if inner is None:
            break
        raw, tree, is_signed = inner, read_tree(inner), True
    return _without_tnef(raw, tree), tree, is_signed


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


def _without_tnef(raw: bytes, tree: Tree) -> bytes:
    """What is in a `winmail.dat` becomes parts, the first in its place, whose bytes stand behind the message's own."""
    wrappings = [part for part in tree.parts if part.media_type in _TNEF][:_MOST_TNEF]
    if not wrappings:
        return raw
    behind: list[bytes] = []
    end = len(raw)
    has_text = any(_says_something(raw, part) for part in tree.parts)
    for part in wrappings:
        found = read_tnef(content(raw, part))
        inside = list(_entities(found, with_text=not has_text)) if found is not None else []
        has_text = has_text or any(media_type in _TEXTS for media_type, header, _ in inside if not header)
        for number, (media_type, header, data) in enumerate(inside[: max(0, MOST_PARTS - len(tree.parts))]):
            start, end = end, end + len(data)
            position = len(tree.parts) if number else part.position
            made = Part(
                position=position, headers=Headers(header), media_type=media_type, parameters={}, start=start, end=end
            )
            tree.parts[position : position + 1] = [made]
            behind.append(data)
    return b"".join((raw, *behind)) if behind else raw


def _says_something(raw: bytes, part: Part) -> bool:
    """A text, but no file that is one; Outlook may send an empty one beside what it packs."""
    is_file = part.headers.raw_first("content-disposition").strip().lower().startswith("attachment")
    return part.media_type in _TEXTS and not is_file and bool(content(raw, part, _LOOKED_AT).strip())


def _entities(found: Tnef, *, with_text: bool) -> Iterator[tuple[str, bytes, bytes]]:
    """Media type, header and content of each."""
    if with_text and found.html:
        yield "text/html", b"", found.html
    elif with_text and found.text:
        yield "text/plain", b"", found.text.encode("utf-8", "replace")
    elif with_text and found.rich:
        words = words_of_rich_text(found.rich)
        if words:
            yield "text/plain", b"", words.encode("utf-8", "replace")
    for file in found.files:
        kind = file.media_type.lower() if _MEDIA_TYPE.fullmatch(file.media_type) else "application/octet-stream"
        header = f"Content-Disposition: attachment; filename*=utf-8''{quote(file.name[:250], safe='')}\r\n"
        if file.content_id:
            header += f"Content-ID: <{quote(file.content_id[:250], safe='@.')}>\r\n"
        yield kind, header.encode(), file.content
