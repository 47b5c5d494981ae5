"""What is inside a signature that wraps its message (S/MIME, RFC 8551 §3.5.2): taken out, and nothing of it checked.

Of CMS (RFC 5652) as much is read as leads to the content of signed-data. The content of a certificate list, of
enveloped-data or of bytes that are none of these is None.
"""

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2

_SEQUENCE, _SET, _INTEGER, _OID, _EXPLICIT = 0x30, 0x31, 0x02, 0x06, 0xA0
_OCTETS, _PIECES = 0x04, 0x24  # an OCTET STRING whole, and one in pieces (BER)
_INDEFINITE = 0x80
_DEEPEST = 6
_MOST_PIECES = 200_000  # programs write pieces of a kilobyte


class _Malformed(ValueError):
    """Not what it should be, or not within our bounds."""


def signed_content(data: bytes) -> bytes | None:
    """The MIME entity that was signed; b"" when the signature is of something that is elsewhere."""
    try:
        return _Reader(data).signed_content()
    except _Malformed:
        return None


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._left = _MOST_PIECES

    def signed_content(self) -> bytes:
        self._enter(_SEQUENCE)
        start, end = self._enter(_OID)
        if self._data[start:end] != SIGNED_DATA:
            raise _Malformed
        self._at = end
        self._enter(_EXPLICIT)
        self._enter(_SEQUENCE)
        for tag in (_INTEGER, _SET):  # the version, the digests
            self._skip(tag)
        self._enter(_SEQUENCE)
        self._skip(_OID)
        if self._data[self._at : self._at + 1] != bytes([_EXPLICIT]):
            return b""
        self._enter(_EXPLICIT)
        pieces: list[bytes] = []
        self._octets(pieces, 0)
        return b"".join(pieces)

    def _head(self) -> tuple[int, int, int]:
        """Tag, where the content begins, where it ends; -1: where it says itself that it does."""
        head = self._data[self._at : self._at + 6]
        if len(head) < 2 or head[0] & 0x1F == 0x1F:
            raise _Malformed
        length, size = head[1], 2
        if length == _INDEFINITE:
            return head[0], self._at + size, -1
        if length > _INDEFINITE:
            size = 2 + length - _INDEFINITE
            if not 2 < size <= len(head):
                raise _Malformed
            length = int.from_bytes(head[2:size], "big")
        start = self._at + size
        if start + length > len(self._data):
            raise _Malformed
        return head[0], start, start + length

    def _enter(self, wanted: int) -> tuple[int, int]:
        tag, start, end = self._head()
        if tag != wanted:
            raise _Malformed
        self._at = start
        return start, end

    def _skip(self, wanted: int, depth: int = 0) -> None:
        tag, start, end = self._head()
        if wanted not in (tag, -1) or depth > _DEEPEST:
            raise _Malformed
        self._at = end if end >= 0 else start
        while end < 0 and not self._ends():
            self._count()
            self._skip(-1, depth + 1)

    def _octets(self, pieces: list[bytes], depth: int) -> None:
        tag, start, end = self._head()
        if tag == _OCTETS and end >= 0:
            pieces.append(self._data[start:end])
            self._at = end
            return
        if tag != _PIECES or depth > _DEEPEST:
            raise _Malformed
        self._at = start
        while self._at < end if end >= 0 else not self._ends():
            self._count()
            self._octets(pieces, depth + 1)

    def _ends(self) -> bool:
        """And passes the mark of it."""
        is_end = self._data[self._at : self._at + 2] == b"\0\0"
        self._at += 2 if is_end else 0
        return is_end

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise _Malformed
