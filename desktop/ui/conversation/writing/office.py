"""What office programs put on a clipboard beside their words, made into what it means: lists that are drawn with signs
are lists, a row of a table is a line, and what is hidden is not there. Pure text, before anything is read as HTML.
"""

import re

BETWEEN_CELLS = " | "
_TAG = r"[^<>]{0,2000}?"
_HIDDEN = re.compile(
    rf"<(span|div|p)\b{_TAG}(?:display\s{{0,9}}:\s{{0,9}}none|mso-hide\s{{0,9}}:\s{{0,9}}all){_TAG}>[^<]*+</\1>",
    re.IGNORECASE,
)
_SIGN = re.compile(r"<!\[if !supportLists\]>(.{0,1000}?)<!\[endif\]>", re.DOTALL | re.IGNORECASE)
_POINT = re.compile(
    rf"<p\b{_TAG}mso-list:\s{{0,9}}l\d{{1,4}} level(\d)(?: lfo\d{{1,4}})?{_TAG}>((?:(?!<p\b).){{0,20000}}?)</p>",
    re.DOTALL | re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^>]*+>|&nbsp;|\s")
_NUMBERED = re.compile(r"\(?[0-9a-z]{1,4}[.)]", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^>]*+>(.{0,50000}?)(?=</tr>|<tr\b|</table>)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b[^>]*+>(.{0,5000}?)(?=</t[dh]>|<t[dh]\b|\Z)", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|br)\b[^>]*+>", re.IGNORECASE)
_OF_TABLE = re.compile(r"</?(?:table|tbody|thead|tfoot|colgroup|col|tr)\b[^>]*+>", re.IGNORECASE)
_TABLE = re.compile(r"<table\b[^>]*+>((?:(?!<table\b).){0,500000}?)</table>", re.DOTALL | re.IGNORECASE)


def without_office(html: str) -> str:
    """The HTML of a clipboard with lists, lines and words where an office program means them."""
    html = _HIDDEN.sub("", html)
    if "mso-list" in html:
        html = _POINT.sub(_point, html)
    return _TABLE.sub(_table, html) if "<td" in html.lower() else html


def _point(found: re.Match[str]) -> str:
    """The sign before it says which kind of list it is."""
    sign = _SIGN.search(found[2])
    if sign is None:
        return found[0]
    kind = "ol" if _NUMBERED.match(_MARKUP.sub("", sign[1])) else "ul"
    depth = max(1, min(int(found[1]), 4))
    words = found[2].replace(sign[0], "", 1)
    return f"<{kind}>" * depth + f"<li>{words}</li>" + f"</{kind}>" * depth


def _table(found: re.Match[str]) -> str:
    """Each row a line; one that lays out a page, with a single column or whole paragraphs in it, is left as it is."""
    rows = [_CELL.findall(row) for row in _ROW.findall(found[1])]
    if not rows or max(map(len, rows)) < 2 or any(_is_long(cell) for row in rows for cell in row):
        return found[0]
    return f"<p>{'<br>'.join(BETWEEN_CELLS.join(map(_in_a_line, row)).strip() for row in rows if row)}</p>"


def _is_long(cell: str) -> bool:
    return len(_BLOCK.findall(cell)) > 6


def _in_a_line(cell: str) -> str:
    return " ".join(_OF_TABLE.sub("", _BLOCK.sub(" ", cell)).split())
