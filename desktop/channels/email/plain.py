"""HTML as plain text: what is searched, previewed and quoted. Linear whatever the input; shows nothing."""

import html
import re

_SILENT = ("script", "style", "title", "svg", "math", "template", "noembed", "noframes", "iframe", "object")
_BEGINS_SILENCE = re.compile(rf"<(?:!--|({'|'.join(_SILENT)})(?![a-z0-9]))", re.IGNORECASE)
_ENDS_SILENCE = {name: re.compile(rf"</{name}(?![a-z0-9])[^>]*+>?", re.IGNORECASE) for name in _SILENT}
_ENDS_COMMENT = re.compile(r"--!?>")

# quotes in a tag hold what they hold, unless a tag begins within
_REST = r"(?![a-z0-9])(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+>?"
_PARAGRAPH = re.compile(rf"</?(?:p|blockquote|pre|h[1-6]){_REST}", re.IGNORECASE)
_LINE = re.compile(
    r"<(?:br|/?(?:address|article|aside|center|dd|div|dl|dt|fieldset|footer|form|header|hr|li|main|ol|section|table|tr|ul))"
    + _REST,
    re.IGNORECASE,
)
_CELL = re.compile(rf"<t[dh]{_REST}", re.IGNORECASE)
_IMAGE = re.compile(rf"<img(?P<rest>{_REST})", re.IGNORECASE)
_IMAGE_TEXT = re.compile(r"\balt\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')", re.IGNORECASE)
_TAG = re.compile(rf"<(?:/?[a-z][a-z0-9:]*+{_REST}|[!?/][^<>]*+>?)", re.IGNORECASE)
_BLANKS = re.compile(" {2,}")
_MANY_LINES = re.compile(r"\n{3,}")
_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f]+")


def plain_of(markup: str) -> str:
    """The words, a line for each block. Entities are resolved; styles, scripts and comments are left out."""
    text = " ".join(_without_silent(markup).split())
    if "alt=" in text:
        text = _IMAGE.sub(_image_text, text)
    text = _LINE.sub("\n", _PARAGRAPH.sub("\n\n", text))
    if "<t" in text or "<T" in text:
        text = _CELL.sub(" ", text)
    return _tidied(_TAG.sub("", text))


def _without_silent(markup: str) -> str:
    """Without what is no text of the page, each from its beginning to its end or to the end of all."""
    begin = _BEGINS_SILENCE.search(markup)
    if begin is None:
        return markup
    pieces: list[str] = []
    at = 0
    while begin is not None:
        pieces.append(markup[at : begin.start()])
        name = begin[1]
        end = (_ENDS_SILENCE[name.lower()] if name else _ENDS_COMMENT).search(markup, begin.end())
        if end is None:
            return " ".join(pieces)
        at = end.end()
        begin = _BEGINS_SILENCE.search(markup, at)
    pieces.append(markup[at:])
    return " ".join(pieces)


def _image_text(found: re.Match[str]) -> str:
    text = _IMAGE_TEXT.search(found["rest"])
    return (text[1] or text[2] or "") if text is not None else ""


def _tidied(text: str) -> str:
    text = html.unescape(text) if "&" in text else text
    if not text.isascii():
        text = _INVISIBLE.sub("", text.replace("\u00a0", " "))
    text = text.replace("\r", " ").replace("\t", " ").replace("\f", " ")
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    text = "\n".join([line.strip() for line in text.split("\n")])
    return (_MANY_LINES.sub("\n\n", text) if "\n\n\n" in text else text).strip()
