"""HTML of strangers: no script, no request, no file is left in it, and what is left stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.channels.email.html import fetched_id, safe_html, safe_link
from desktop.channels.email.plain import plain_of
from tests.channels.email.attacks import ATTACKS, FORBIDDEN


def safe(html: str, *pictures: str) -> str:
    return safe_html(html, pictures=pictures).html


@pytest.mark.parametrize("html", ATTACKS)
def test_nothing_that_acts_is_left(html: str) -> None:
    cleaned = safe(html)
    assert not FORBIDDEN.search(re.sub(r'title="[^"]*"', "", cleaned)), cleaned
    assert "<img" not in cleaned


@pytest.mark.parametrize("html", ATTACKS)
def test_with_remote_pictures_nothing_else_is_let_through(html: str) -> None:
    fetched = safe_html(html).remote
    assert all(url.startswith("https://") for url in fetched)
    cleaned = safe_html(html, fetched=fetched).html
    without = re.sub(r'<img(?: [a-z]+="[^"]*")*>', "", re.sub(r'title="[^"]*"', "", cleaned))
    assert not FORBIDDEN.search(without), cleaned
    sources = re.findall(r'<img[^>]* src="([^"]*)"', cleaned)
    assert set(sources) <= {f"cid:{fetched_id(url)}" for url in fetched}


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
    for fetched in ((), ("https://x.example/1",)):
        once = safe_html(html, pictures=("own",), fetched=fetched).html
        assert safe_html(once, pictures=("own",), fetched=fetched).html == once


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
    blocked = safe_html(html)
    assert (blocked.html, blocked.blocked_remote) == ("logo<p>t</p>", 2)
    assert blocked.remote == ("https://x.example/1.gif",)
    shown = safe_html(html, fetched=blocked.remote)
    assert shown.html == f'<img src="cid:{fetched_id(blocked.remote[0])}" alt="logo"><p>t</p>'
    assert (shown.blocked_remote, shown.remote) == (1, ())


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<img src="http://x.example/1.png">', "https://x.example/1.png"),
        ('<img src="//x.example/1.png">', "https://x.example/1.png"),
        ('<img src=" HTTPS://x.example/a?b=1&amp;c=2">', "https://x.example/a?b=1&c=2"),
    ],
)
def test_a_remote_picture_is_asked_for_over_https_whatever_was_written(html: str, url: str) -> None:
    assert safe_html(html).remote == (url,)
    assert "cid:" in safe_html(html, fetched=(url,)).html


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="https://x.example/a.png" width="1" height="1">',
        '<img width=0 src="https://x.example/a.png">',
        '<img src="https://x.example/a.png" style="width:1px;height:1px">',
        '<img src="https://x.example/a.png" style="border:0; display: none !important">',
        '<img style="MAX-HEIGHT:0" src="https://x.example/a.png">',
        '<img src="https://x.example/a.png" style="opacity:0">',
        '<img src="https://click.example/wf/open?upn=abc">',
        '<img src="https://click.example/track/open.php?u=1">',
        '<img src="https://x.example/o.gif?id=7">',
        '<img src="https://mailtrack.io/trace/mail/1.png">',
    ],
)
def test_what_only_tells_who_reads_is_never_asked_for(picture: str) -> None:
    for fetched in ((), re.findall(r'src="([^"]*)"', picture)):
        cleaned = safe_html(f"<p>Hi</p>{picture}", fetched=fetched)
        assert (cleaned.html, cleaned.remote, cleaned.trackers) == ("<p>Hi</p>", (), 1)


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="https://x.example/chair.png" width="100%">',
        '<img src="https://x.example/opening-hours.png" style="width:12px; height: 30px">',
        '<img src="https://x.example/trackpad.jpg" style="max-width:100%;display:block">',
        '<img src="https://x.example/open/chair.png/large.png" width="300">',
    ],
)
def test_pictures_that_are_to_be_seen_are_no_trackers(picture: str) -> None:
    cleaned = safe_html(picture)
    assert (len(cleaned.remote), cleaned.trackers) == (1, 0)


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
        ("https://shop.example/a\u202eb\u200b\x00c", "https://shop.example/abc"),
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


def test_the_sections_of_a_page_stay_lines_of_their_own() -> None:
    html = "<p>one</p><section class='x'>two</section><FOOTER>three</FOOTER><sectional>four</sectional>"
    assert safe_html(html).html == "<p>one</p><div>two</div><div>three</div>four"
