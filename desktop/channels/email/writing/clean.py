"""What the composer holds, as mail programs know it: no word processor's leavings, no fonts of ours, nothing that runs.

The composer writes a document with styles of its own about it; what is pasted into it comes from anywhere.
"""

import re
from collections.abc import Callable

import nh3

from desktop.channels.email.writing.plain import text_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words(
    """a b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s span strong sub sup table tbody td tfoot
    th thead tr u ul"""
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "style"},
    "table": {"border", "cellpadding", "cellspacing", "style"},
    "p": {"style", "align"},
    "div": {"style", "align"},
    "li": {"style"},
    "span": {"style"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid"})
_CONTENT_ID_LINK = re.compile(r"cid:[A-Za-z0-9._@+=-]{1,200}")
_WHOLE_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)  # a share of the house's own says who opens it
_SIZE = re.compile(r"\d{1,4}%?")
_COLOUR = r"(?:#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]{3,20}|rgb\(\d{1,3}, ?\d{1,3}, ?\d{1,3}\))"
_STYLES = {
    "font-weight": re.compile(r"(?:bold|[1-9]00)"),
    "font-style": re.compile(r"italic"),
    "text-decoration": re.compile(r"(?:underline|line-through|underline line-through)"),
    "text-align": re.compile(r"(?:left|right|center|justify)"),
    "vertical-align": re.compile(r"(?:sub|super|top|middle|bottom)"),
    "color": re.compile(_COLOUR),
    "background-color": re.compile(_COLOUR),
}
_PLAIN = {("font-weight", "400"), ("vertical-align", "middle")}
_MOST_PASSES = 6
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_BETWEEN_TAGS = re.compile(r"(<[^>]*>)")
_PREFORMATTED = re.compile(r"</?pre\b")
_NO_PICTURE = re.compile(r"<img(?![^>]* src=)[^>]*>")
_EMPTY_SPAN = re.compile(r"<span>((?:[^<]|<br>)*)</span>")


def clean_composed(markup: str) -> str:
    """A fragment of HTML; "" when nothing is in it. Cleaning it again changes nothing."""
    found = _BODY.search(markup)
    clean = markup[found.end() :] if found is not None else markup
    for _ in range(_MOST_PASSES):  # what is badly nested is moved about by the first
        before, clean = clean, _cleaned(clean)
        if clean == before:
            break
    return clean if "<img" in clean or text_of(clean).strip() else ""


def _cleaned(markup: str) -> str:
    clean = _NO_PICTURE.sub("", _CLEANER.clean(markup)).strip()
    while (fewer := _EMPTY_SPAN.sub(r"\1", clean)) != clean:
        clean = fewer
    return _with_blanks(clean)


def plain_composed(markup: str) -> str:
    """Its text part."""
    return text_of(clean_composed(markup))


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The attribute as it may stay; None takes it out."""
    value = value.strip()
    match name:
        case "style":
            return _style(tag, value)
        case "src":
            return value if _CONTENT_ID_LINK.fullmatch(value) else None
        case "href":
            return value if _WHOLE_LINK.match(value) else None
        case "width" | "height" | "border" | "cellpadding" | "cellspacing" | "colspan" | "rowspan" | "start":
            return value if _SIZE.fullmatch(value) else None
        case "align":
            return value if value in ("left", "right", "center", "justify") else None
        case "type":
            return value if value in ("1", "a", "A", "i", "I") else None
        case _:
            return value


def _style(tag: str, value: str) -> str | None:
    kept = {}
    for declaration in value.split(";"):
        name, _, said = declaration.partition(":")
        name, said = name.strip().lower(), " ".join(said.lower().split())
        allowed = _STYLES.get(name)
        if allowed is not None and allowed.fullmatch(said) and (name, said) not in _PLAIN:
            kept[name] = said
    if "background-color" not in kept:
        kept.pop("color", None)  # a light colour of a dark page would be read by nobody
    if tag == "p" and _is_tight(value):
        kept["margin"] = "0"  # else each line of the composer would stand apart in the reader's program
    return ";".join(f"{name}:{said}" for name, said in kept.items()) or None


_TIGHT = re.compile(
    r"(?:^|[; ])(?:margin:\s*0(?:[a-z]{2})?\s*(?:;|$)|margin-top:\s*0[a-z]{0,2}\s*;\s*margin-bottom:\s*0)"
)


def _is_tight(style: str) -> bool:
    return _TIGHT.search(style) is not None


def _with_blanks(markup: str) -> str:
    """Several blanks in a row stay as many; a reader's program would draw them together."""
    pieces = _BETWEEN_TAGS.split(markup)
    depth = 0
    for at, piece in enumerate(pieces):
        if at % 2:
            if _PREFORMATTED.match(piece):
                depth += -1 if piece.startswith("</") else 1
        elif not depth and "  " in piece:
            pieces[at] = _RUN.sub(lambda found: "&nbsp;" * (len(found[0]) - 1) + " ", piece)
    return "".join(pieces)


_RUN = re.compile(r"(?<=\S) {2,}(?! *\n)")
_Filter = Callable[[str, str, str], str | None]
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags={"script", "style", "title", "xml", "svg", "math"},
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    link_rel=None,
    url_schemes=set(_SCHEMES),
)
