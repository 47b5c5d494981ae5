"""HTML of strangers made fit for a text view: no script, no request, no file, nothing but words, their look and links.

What is not named here is not let through. Cleaning is repeated until nothing changes any more, so that what was
cleaned once stays as it is.
"""

import html as entities
import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, unquote, urlsplit

import nh3

from desktop.channels.email.domains import to_ascii
from desktop.channels.email.layout import laid_out
from desktop.channels.email.plain import plain_of
from desktop.channels.email.remote.trackers import https_address, is_tracker, is_unseen

LONGEST_HTML = 1_200_000
"""Characters; longer ones are shown as the text in them."""
DEEPEST = 100
"""Elements in one another; a text view lays them out by recursion."""

_MOST_OPEN = 500
_MOST_ATTRIBUTES = 1_000
_MOST_PASSES = 6


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words(
    """a abbr address b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 h4
    h5 h6 hr i img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u
    ul var"""
)
_SECTIONS = re.compile(
    "<(/?)(?:article|aside|details|dialog|fieldset|figcaption|figure|footer|form|header|hgroup|legend|main|nav|section"
    r"|summary)(?=[\s/>])",
    re.IGNORECASE,
)
_SILENT = _words(
    """applet audio canvas embed frameset iframe math noembed noframes object script style svg template textarea title
    video xmp"""
)
_CELL = frozenset(("align", "valign", "width", "height", "bgcolor", "colspan", "rowspan", "background"))
_ATTRIBUTES = {
    "*": {"style", "align", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "size"},
    "table": {"border", "cellpadding", "cellspacing", "width", "bgcolor", "background"},
    "tr": {"valign", "bgcolor", "background"},
    "td": set(_CELL),
    "th": set(_CELL),
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value"},
}
_STYLES = _words(
    """background-color color font-size font-style font-weight list-style-type margin margin-bottom margin-left
    margin-right margin-top padding padding-bottom padding-left padding-right padding-top text-align text-decoration
    text-indent vertical-align white-space border-left border-left-color border-left-style border-left-width"""
)
# words, numbers and colours; no brackets but those of a colour, no quotes, no escapes
_STYLE_VALUE = re.compile(r"(?:[\w#.,% -]|rgba?\([0-9., %]{1,40}\)){1,100}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,9})?)\s?(px|pt|em|rem|%)?")
_SIZES = {"em": (0.4, 4.0), "rem": (0.4, 4.0), "%": (40.0, 400.0)}
_MOST_NUMBER = {"width": 2_000, "height": 4_000, "colspan": 50, "rowspan": 200, "border": 10, "cellpadding": 50}
_PLAIN_VALUE = re.compile(r"[\w#%. +-]{1,60}", re.ASCII)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_STYLE_REMOTE = re.compile(r"(?:url|image-set|src|image)\s*\(", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\\\\]")
# as the cleaner writes them: each value in double quotes
_IMAGE = re.compile(r'<img((?: [a-z-]+="[^"]*")*)>')
_LINK = re.compile(r'<a((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_OPENS = re.compile(r"<(/?)([a-z][a-z0-9:-]*)", re.IGNORECASE)
_VOID = frozenset(("br", "col", "hr", "img"))
_ENDED_BY_NEXT = _VOID | _words("area base input link meta p li dd dt td th tr tbody thead tfoot option source wbr")
_UNSEEN_IMAGE = "width: 1px"
_MAIL_FIELDS = ("to", "cc", "subject", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeHtml:
    """`blocked_remote`: how many pictures of other computers are not shown; `remote` are the addresses of those that
    may be asked for, `trackers` how many only tell their server that the message was opened. Not `is_whole`: it is
    longer than what is shown of it."""

    html: str
    is_whole: bool = True
    blocked_remote: int = 0
    remote: tuple[str, ...] = ()
    trackers: int = 0


def safe_html(html: str, *, pictures: Collection[str] = (), fetched: Collection[str] = ()) -> SafeHtml:
    """`pictures`: content ids of the message's own; those alone are left as `cid:`. Remote ones are left only where
    their address is among `fetched`, and then under `fetched_id`, so that nothing in it names another computer."""
    run = _Run(frozenset(pictures), frozenset(fetched))
    if is_heavy(html):
        return run.made_of_words(html)
    before = html
    for _ in range(_MOST_PASSES):
        after = run.clean(before)
        if after == before:
            if _depth(after) > DEEPEST:
                break
            return run.made(after)
        before = after
    return run.made_of_words(before)


def is_heavy(html: str) -> bool:
    """Whether the cleaner would take too long for it: the square of what is open at once, or stands in one tag."""
    return len(html) > LONGEST_HTML or _open_at_once(html) > _MOST_OPEN or _has_endless_tag(html)


def fetched_id(url: str) -> str:
    """What stands for a fetched picture in the HTML, as a content id."""
    return f"{sha256(url.encode('utf-8', 'replace')).hexdigest()}@fetched"


class _Run:
    """Cleaning of one document."""

    def __init__(self, pictures: frozenset[str], fetched: frozenset[str]) -> None:
        self._fetched = fetched
        self._pictures = pictures | {fetched_id(url) for url in fetched}
        self._blocked = self._trackers = 0
        self._is_whole = True
        self._remote: dict[str, None] = {}
        self._cleaner = nh3.Cleaner(
            tags=set(_TAGS),
            clean_content_tags=set(_SILENT),
            attributes=_ATTRIBUTES,
            attribute_filter=self._filter,
            link_rel=None,
            url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        )

    def made(self, html: str) -> SafeHtml:
        return SafeHtml(
            html=html,
            is_whole=self._is_whole,
            blocked_remote=self._blocked,
            remote=tuple(self._remote),
            trackers=self._trackers,
        )

    def made_of_words(self, html: str) -> SafeHtml:
        return self.made(self._fitted(as_paragraph(plain_of(html))))

    def _fitted(self, html: str) -> str:
        html, is_whole = laid_out(html)
        self._is_whole = self._is_whole and is_whole
        return html

    def clean(self, html: str) -> str:
        cleaned: str = self._cleaner.clean(_SECTIONS.sub(r"<\1div", html))  # lines of their own, or their words join
        if "<img" in cleaned:
            cleaned = _IMAGE.sub(self._image, cleaned)
        return self._fitted(_LINK.sub(_link, cleaned) if "<a" in cleaned else cleaned)

    def _filter(self, tag: str, name: str, value: str) -> str | None:
        match name:
            case "href":
                return safe_link(value)
            case "src":
                return self._source(value)
            case "style":
                return _UNSEEN_IMAGE if tag == "img" and is_unseen(value) else self._style(value)
            case "background":
                self._count(value)
                return None
            case "alt":
                return value[:500]
            case _:
                return _plain(name, value)

    def _source(self, value: str) -> str | None:
        value = _UNSEEN.sub("", value)
        if value[:4].lower() == "cid:":
            content_id = unquote(value[4:])
            return f"cid:{content_id}" if content_id in self._pictures and '"' not in content_id else None
        url = https_address(value)
        if url:
            return url  # until `_image`, which sees the whole of it
        self._count(value)
        return None

    def _image(self, found: re.Match[str]) -> str:
        """A picture that may not be shown is its words."""
        attributes: dict[str, str] = dict(_ATTRIBUTE.findall(found[1]))
        source = entities.unescape(attributes.get("src", ""))
        if source.startswith("cid:"):
            return found[0]
        if source:
            if attributes.get("style") == _UNSEEN_IMAGE or is_tracker(source, attributes):
                self._trackers += 1
                return ""
            if source in self._fetched:
                return found[0].replace(f'src="{attributes["src"]}"', f'src="cid:{fetched_id(source)}"')
            self._remote[source] = None
            self._blocked += 1
        return attributes.get("alt", "").replace("<", "&lt;").replace(">", "&gt;").replace("&quot;", '"')

    def _style(self, value: str) -> str | None:
        if _STYLE_REMOTE.search(value):
            self._count(value.partition("(")[2].strip(" '\""))
        kept = []
        for declaration in value.lower().split(";")[:50]:
            name, _, said = declaration.partition(":")
            name, said = name.strip(), " ".join(said.split()).removesuffix(" !important")
            is_fit = _is_size if name == "font-size" else _is_moderate
            if name in _STYLES and _STYLE_VALUE.fullmatch(said) and is_fit(said):
                kept.append(f"{name}: {said}")
        return "; ".join(kept) or None

    def _count(self, value: str) -> None:
        if _REMOTE.match(value.strip()):
            self._blocked += 1


def safe_link(value: str) -> str | None:
    """Where a link may go, None for nowhere: the web, a mail address or a phone number. No hidden characters, no
    credentials before the host, and of a mail only whom, about what and what it says (RFC 6068)."""
    value = _UNSEEN.sub("", value)[:4_000]
    scheme, colon, rest = value.partition(":")
    match scheme.lower() if colon else "":
        case "http" | "https":
            return _web_link(value)
        case "mailto":
            return _mail_link(rest)
        case "tel":
            number = re.sub(r"[^0-9+*#,;=a-zA-Z().-]", "", rest)[:60]
            return f"tel:{number}" if number else None
        case _:
            return None


def _web_link(value: str) -> str | None:
    if not _has_host(value):
        return None
    parts = urlsplit(value)
    host = parts.netloc.rpartition("@")[2]
    if not host.isascii():
        name, colon, port = host.partition(":")
        host = to_ascii(name) + colon + port
    if not host or not host.isascii():
        return None
    return parts._replace(scheme=parts.scheme.lower(), netloc=host.lower()).geturl()


def _has_host(value: str) -> bool:
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:
        return False


def _mail_link(rest: str) -> str | None:
    addresses, _, query = rest.partition("?")
    fields = []
    for field in query.split("&")[:20]:
        name, _, said = field.partition("=")
        name = unquote(name).lower()
        text = unquote(said)
        if name in _MAIL_FIELDS and text:
            if name != "body":
                text = " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", text).split())
            fields.append(f"{name}={quote(text, safe='@')}")
    to = quote(" ".join(re.sub(r"[\x00-\x1f\x7f]", " ", unquote(addresses)).split()), safe="@,")
    return f"mailto:{to}" + ("?" + "&".join(fields) if fields else "") if to or fields else None


def _plain(name: str, value: str) -> str | None:
    value = value.strip()
    if not _PLAIN_VALUE.fullmatch(value):
        return None
    most = _MOST_NUMBER.get(name)
    if most is None:
        return value
    number = _NUMBER.match(value)
    if number is None or not 0 <= float(number[0]) <= most or len(number[0]) > 6:
        return None
    return value


def _is_moderate(value: str) -> bool:
    """No length that pushes the rest out of sight."""
    return all(len(number) < 8 and -1 <= float(number) <= 900 for number in _NUMBER.findall(value.partition("#")[0]))


def _is_size(said: str) -> bool:
    """A letter that can be read: none is as large as the window, and none has no size at all."""
    found = _SIZE.fullmatch(said)
    if found is None:
        return said.isascii() and said.replace("-", "").isalpha()
    least, most = _SIZES.get(found[2], (1.0, 100.0))
    return least <= float(found[1]) <= most


def _link(found: re.Match[str]) -> str:
    """Where it goes stands in its title. One that goes nowhere is words."""
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    goal = attributes.pop("href", "")
    if not goal:
        return "<a>"
    others = "".join(f' {name}="{value}"' for name, value in attributes.items() if name != "title")
    return f'<a href="{goal}" title="{goal}"{others}>'


def _depth(html: str) -> int:
    depth = deepest = 0
    for found in _OPENS.finditer(html):
        if found[2] not in _VOID:
            depth += -1 if found[1] else 1
            deepest = max(deepest, depth)
    return deepest


def _open_at_once(html: str) -> int:
    """About how many elements are open at most: the cleaner takes the square of it. An end tag ends its own kind."""
    count: dict[str, int] = {}
    now = most = 0
    for found in _OPENS.finditer(html):
        name = found[2].lower()
        if name in _ENDED_BY_NEXT:
            continue
        if not found[1]:
            count[name] = count.get(name, 0) + 1
            now += 1
            most = max(most, now)
        elif count.get(name):
            count[name] -= 1
            now -= 1
    return most


def _has_endless_tag(html: str) -> bool:
    """Attributes may be parted by a stroke as well."""
    return any(
        len(tag) > _MOST_ATTRIBUTES and len(tag.replace("/", " ").split()) > _MOST_ATTRIBUTES
        for tag in (piece.partition("<")[2] for piece in html.split(">"))
    )


def as_paragraph(text: str) -> str:
    return "<p>" + entities.escape(text, quote=False).replace("\n", "<br>") + "</p>"
