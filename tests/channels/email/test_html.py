"""HTML of strangers: no script, no request, no file is left in it, and what is left stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.channels.email.html import safe_html, safe_link
from desktop.channels.email.plain import plain_of

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a><a href="data:text/html,<script>alert(1)</script>">y</a>',
    '<a href="file:///etc/passwd">x</a><a href="//evil.example/x">y</a><a href="\\\\evil\\share">z</a>',
    '<a href="/etc/passwd">x</a><a href="ms-msdt:/id">y</a><a href="search-ms:query=x">z</a>',
    '<iframe src="http://evil.example/"></iframe><object data="http://evil.example/"></object>',
    '<form action="http://evil.example/"><input name=q><button formaction=http://evil.example>go</button></form>',
    '<link rel=stylesheet href="http://evil.example/x.css"><style>@import "file:///etc/hostname";</style>',
    "<style>p{background:url(http://evil.example/x)}</style><p>x</p>",
    '<meta http-equiv=refresh content="0;url=http://evil.example/"><base href="http://evil.example/">',
    '<p style="background:url(http://evil.example/x)">x</p>',
    "<p style=\"background-image:u\\72l('http://evil.example/x')\">x</p>",
    '<p style="color:expression(alert(1));width:calc(100% * 2)">x</p>',
    "<p style=\"list-style-type:image-set('http://evil.example/x' 1x)\">x</p>",
    '<ul style="list-style-image:url(file:///etc/passwd)"><li>x</ul>',
    '<table background="http://evil.example/x"><td background="file:///etc/passwd">x</table>',
    '<img src="file:///etc/passwd"><img src="/etc/passwd"><img src="etc/passwd"><img src="\\\\evil\\x">',
    '<img src="http://evil.example/x" srcset="http://evil.example/y 2x" lowsrc="http://evil.example/z">',
    '<image src="http://evil.example/x"><input type=image src="http://evil.example/y">',
    '<video poster="http://evil.example/x" src="http://evil.example/y"></video><audio src=http://evil.example>',
    '<picture><source srcset="http://evil.example/x"><img src=cid:no></picture>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<!--><img src=x onerror=alert(1)>--><![CDATA[<script>alert(1)</script>]]>",
    '<!--[if gte mso 9]><img src="http://evil.example/x"><![endif]-->',
    "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp>",
    '<a href="http://x.example" onclick="alert(1)" ping="http://evil.example" target=_top>x</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>"><img src="data:image/png;base64,AAAA">',
    '<p id=location name=cookie class="x">clobber</p>',
    '<isindex action="http://evil.example"><keygen autofocus onfocus=alert(1)>',
    '<img alt="<script>alert(1)</script>"><img alt="&lt;img src=http://evil.example/x&gt;">',
    '<a title="&quot;><img src=http://evil.example/x>" href="http://x.example/&quot;><script>">x</a>',
    '<b style="--x:url(http://evil.example/x);color:var(--x)">x</b>',
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<plaintext><script>alert(1)</script>",
    '<div style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:99999">over all</div>',
]
FORBIDDEN = re.compile(
    r"<(?:script|iframe|object|embed|form|input|style|link|meta|base|svg|math|video|audio|image|template)\b"
    r"|<[^<>]*\s(?:on\w+|srcset|background|ping|class|id|name|formaction|poster|data)\s*="
    r"|<[^<>]*(?:javascript|vbscript|file|data)\s*:"
    r"|url\s*\(|expression|@import|position\s*:|\\\\|<!",
    re.IGNORECASE,
)


def safe(html: str, *pictures: str) -> str:
    return safe_html(html, shows_remote=False, pictures=pictures).html


@pytest.mark.parametrize("html", ATTACKS)
def test_nothing_that_acts_is_left(html: str) -> None:
    cleaned = safe(html)
    assert not FORBIDDEN.search(re.sub(r'title="[^"]*"', "", cleaned)), cleaned
    assert "<img" not in cleaned


@pytest.mark.parametrize("html", ATTACKS)
def test_with_remote_pictures_nothing_else_is_let_through(html: str) -> None:
    cleaned = safe_html(html, shows_remote=True).html
    without = re.sub(r'<img(?: [a-z]+="[^"]*")*>', "", re.sub(r'title="[^"]*"', "", cleaned))
    assert not FORBIDDEN.search(without), cleaned
    assert all(source.startswith(("http://", "https://")) for source in re.findall(r'<img[^>]* src="([^"]*)"', cleaned))


class Watching(QTextBrowser):
    """The view agents read in, asked for what it would have fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        self.asked.append(QUrl(name).toString())
        return None


def test_a_text_view_asks_for_nothing_but_the_mails_own_pictures(qtbot: QtBot) -> None:
    view = Watching()
    qtbot.addWidget(view)
    view.resize(600, 400)
    for html in ATTACKS:
        view.setHtml(safe(html + '<img src="cid:own">', "own"))
        view.document().size()
        view.grab()
    assert set(view.asked) == {"cid:own"}


def test_the_view_would_have_asked_for_more(qtbot: QtBot) -> None:
    """Or the test before this one says nothing."""
    view = Watching()
    qtbot.addWidget(view)
    view.setHtml("".join(ATTACKS[12:]) + '<img src="file:///etc/passwd">')
    view.document().size()
    view.grab()
    assert any("passwd" in asked for asked in view.asked)


WEB = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</table>", "<a href=http://x.example/?a&b>"),
            *("</a>", "<pre>\n", "</pre>", "<li>", "<ul>", "<svg>", "<math>", "<mtext>", "<style>", "</style>", "<!--"),
            *("-->", "<img src=cid:own alt='<b>'>", '<img src="http://x.example/1" alt="a&amp;b">', "<font color=red>"),
            *('<p style="color:red;background:url(x)">', "<select>", "<form>", "<noscript>", "<template>", "&lt;", "&"),
            *("<script>", "</script>", '"', "'", ">", "<", "text", "\n", "<blockquote type=cite>", "<h1>", "<title>"),
            *("<a href='mailto:a@b?cc=c&bcc=d'>", "<a style='color:red' href=tel:+48123>", "\x00", "<plaintext>", "é"),
        ]
    ),
    max_size=25,
).map("".join)


@given(WEB)
def test_what_was_made_safe_stays_as_it_is(html: str) -> None:
    for shows_remote in (False, True):
        once = safe_html(html, shows_remote=shows_remote, pictures=("own",)).html
        assert safe_html(once, shows_remote=shows_remote, pictures=("own",)).html == once


@pytest.mark.parametrize("html", ATTACKS)
def test_attacks_made_safe_stay_as_they_are(html: str) -> None:
    assert safe(safe(html)) == safe(html)


@given(WEB)
def test_words_of_any_html_are_found(html: str) -> None:
    assert "\r" not in plain_of(html)


def test_the_look_of_a_letter_stays() -> None:
    html = '<p style="color: #333333; text-align: center"><b>Hi</b> <i>you</i></p><ul><li>one</li></ul>'
    assert safe(html) == html
    assert safe('<p style="COLOR:Red !important;font-family:Evil">x</p>') == '<p style="color: red">x</p>'


def test_own_pictures_are_left_and_those_that_are_not_there_are_their_words() -> None:
    assert safe('<img src="cid:a%40b"> <img src="cid:no" alt="a map">', "a@b") == '<img src="cid:a@b"> a map'


def test_remote_pictures_are_counted_and_shown_only_when_asked_for() -> None:
    html = '<img src="https://x.example/1.gif" alt="logo"><p style="background:url(//x.example/2)">t</p>'
    blocked = safe_html(html, shows_remote=False)
    assert (blocked.html, blocked.blocked_remote) == ("logo<p>t</p>", 2)
    assert '<img src="https://x.example/1.gif" alt="logo">' in safe_html(html, shows_remote=True).html


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        ("https://shop.example/a?b=1", "https://shop.example/a?b=1"),
        ("HTTPS://SHOP.example/A", "https://shop.example/A"),
        ("https://bank.example@evil.example/x", "https://evil.example/x"),
        ("https://bаnk.example/", "https://xn--bnk-6cd.example/"),  # the а is Cyrillic
        ("http://", None),
        ("https:evil.example", None),
        ("https:\\\\evil.example", None),
        ("mailto:a@b.example?attach=/etc/passwd&bcc=c@d&subject=x", "mailto:a@b.example?subject=x"),
        ("mailto:a@b.example?subject=x%0D%0ABcc:%20c@d", "mailto:a@b.example?subject=x%20Bcc%3A%20c@d"),
        ("mailto:?attachment=/etc/passwd", None),
        ("tel:+48 123-456", "tel:+48123-456"),
        ("sms:123", None),
        ("smb://evil.example/x", None),
        ("view-source:http://x.example", None),
        ("java\tscript:alert(1)", None),
    ],
)
def test_a_link_goes_to_the_web_to_a_mail_or_to_a_number(said: str, goes: str | None) -> None:
    assert safe_link(said) == goes


def test_a_link_says_where_it_goes() -> None:
    html = '<a title="https://bank.example/" href="https://evil.example/">https://bank.example/</a>'
    assert safe(html) == '<a href="https://evil.example/" title="https://evil.example/">https://bank.example/</a>'


def test_sizes_that_would_exhaust_a_view_are_dropped() -> None:
    assert safe('<table width="99999999"><tr><td colspan="1000000" width="50%">x</td></tr></table>') == (
        '<table><tbody><tr><td width="50%">x</td></tr></tbody></table>'
    )
    assert safe('<p style="font-size: 99999px; margin-left: -500px">x</p>') == "<p>x</p>"


def test_html_that_is_too_long_is_shown_as_its_words() -> None:
    assert safe("<p>words</p>" * 200_000).startswith("<p>words<br><br>words")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>one</p><p>two", "one\n\ntwo"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<head><title>t</title><style>p{}</style></head>x<script>y</script>", "x"),
        ("a<!-- hidden -->b<![if x]>c<?xml y?>d", "a bcd"),
        ("&lt;b&gt; &amp; &#x17c;&nbsp;x", "<b> & ż x"),
        ('<img alt="map" src=x> here', "map here"),
        ("<a title='x>y' href=z>link</a>", "link"),
        ("one\n   two", "one two"),
        ("<prefix>x</prefix><br2>y", "xy"),
        ("before<script>never ends", "before"),
        ("İ<STYLE>x</style>y", "İ y"),
        ("<\u200bp>x\u200b\u202ey", "<p>xy"),
        ("", ""),
    ],
)
def test_words_are_found_without_the_markup(html: str, words: str) -> None:
    assert plain_of(html) == words
