"""HTML whose lines stay apart in Qt's documents.

Qt begins no new line for words or a picture that follow a block without a block of their own: of
`<div>2 chairs</div>3 tables` it makes "2 chairs3 tables", and a picture after a paragraph or a list stands in its last
line. An empty block in between begins the line and is not seen itself.
"""

import re
from collections.abc import Iterator

_PIECE = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*+)(?:[^<>"]++|"[^"<]*+")*+>|<![^<>]*+>|[^<]++|<')
_BLOCK_TAGS = "address blockquote center dd div dl dt h1 h2 h3 h4 h5 h6 li ol p pre ul"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_TABLE_TAGS = "caption col colgroup table tbody td tfoot th thead tr"
_LINES_OF_THEIR_OWN = frozenset(_TABLE_TAGS.split()) | {"br", "hr"}
_BLANKS = " \t\r\n\f"
_BEGIN = "<div></div>"


def lines_apart(html: str) -> str:
    """Linear whatever the input; doing it again changes nothing."""
    return "".join(_pieces(html)) if "</" in html else html


def _pieces(html: str) -> Iterator[str]:
    has_ended = is_opened = False  # a block, by the piece before
    for piece in _PIECE.finditer(html):
        is_end, name = bool(piece[1]), (piece[2] or "").lower()
        if name in _BLOCKS:
            has_ended, is_opened = is_end and not is_opened, not is_end
        elif name in _LINES_OF_THEIR_OWN:
            has_ended = is_opened = False
        elif not is_end and piece[0].strip(_BLANKS) and not piece[0].startswith("<!"):
            if has_ended:
                yield _BEGIN
            has_ended = is_opened = False
        yield piece[0]
