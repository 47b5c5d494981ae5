"""What the composer holds becomes HTML that mail programs know, and a text of the same meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.writing.clean import clean_composed, plain_composed

QT = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0//EN" "http://www.w3.org/TR/REC-html40/strict.dtd">
<html><head><meta name="qrichtext" content="1" /><style type="text/css">
p, li { white-space: pre-wrap; }
</style></head><body style=" font-family:'Inter'; font-size:10pt; font-weight:400; font-style:normal;">
<p style=" margin-top:0px; margin-bottom:0px; margin-left:0px; margin-right:0px; -qt-block-indent:0; text-indent:0px;">\
Good  <span style=" font-weight:700;">day</span></p>
<p style="-qt-paragraph-type:empty; margin-top:0px; margin-bottom:0px; -qt-block-indent:0;"><br /></p></body></html>"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml>junk</xml><![endif]-->
<style>p.MsoNormal{mso-style-parent:""}</style></head><body lang=PL><!--StartFragment--><p class=MsoNormal
style='margin-bottom:0cm;mso-line-height-alt:1pt;font-family:"Calibri",sans-serif;color:white'><b>Total<o:p></o:p></b></p>
<script>x()</script><p class=MsoNormal><span style='mso-spacerun:yes'>one</span></p><!--EndFragment--></body></html>"""


def test_the_composers_own_document_leaves_nothing_of_its_styles() -> None:
    clean = clean_composed(QT)
    assert clean == (
        '<p style="margin:0">Good&nbsp; <span style="font-weight:700">day</span></p>\n<p style="margin:0"><br></p>'
    )
    assert plain_composed(QT).strip() == "Good  day"


def test_a_word_processors_leavings_go() -> None:
    clean = clean_composed(WORD)
    for leaving in ("mso", "Mso", "o:p", "xml", "junk", "style", "script", "x()", "white", "<!--"):
        assert leaving not in clean
    assert plain_composed(WORD).split() == ["Total", "one"]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="javascript:x()">a</a>',
        '<a href="file:///etc/passwd">a</a>',
        '<a href="//share.example/x">a</a>',
        '<a href="\\\\share.example\\x">a</a>',
        '<a href="share.example">a</a>',
        '<a href="cid:share.example">a</a>',
        '<img src="file:///etc/passwd">a',
        '<img src="https://track.example/x.gif">a',
        '<p style="background:url(https://track.example/x)">a</p>',
        '<p onclick="x()">a</p>',
        "<iframe src=x></iframe>a",
    ],
)
def test_what_runs_or_loads_or_leads_into_the_house_is_taken_out(markup: str) -> None:
    clean = clean_composed(markup)
    assert "a" in clean
    for word in ("javascript", "file:", "track.example", "share.example", "onclick", "<img", "<iframe", "url"):
        assert word not in clean


def test_plain_markup_of_the_composer_stays_as_it_is() -> None:
    markup = '<p>Dear <b>Anna</b>,<br><i>see</i> <a href="https://a.example/x">here</a></p><ul><li>one</li></ul>'
    assert clean_composed(markup) == markup


def test_a_document_without_words_and_pictures_is_nothing() -> None:
    assert clean_composed("<html><body><p><br></p></body></html>") == ""
    assert clean_composed('<p><img src="cid:a"></p>') != ""


def test_the_text_keeps_what_lists_links_and_quotes_mean() -> None:
    markup = (
        "<h2>Return</h2><ol><li>pack</li><li>send<ul><li>by post</li></ul></li></ol>"
        '<p>See <a href="https://a.example/x">this page</a> or <a href="https://b.example/">https://b.example</a></p>'
        "<blockquote><p>old<br>words</p></blockquote><pre>a  b\n  c</pre><table><tr><td>1</td><td>2</td></tr></table>"
    )
    assert plain_composed(markup) == (
        "Return\n\n1. pack\n2. send\n  - by post\nSee this page <https://a.example/x> or https://b.example\n"
        "> old\n> words\na  b\n  c\n1\t2"
    )


@given(st.text(max_size=80))
def test_text_is_never_taken_for_markup(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain_composed(f"<p>x {escaped}</p>").split() == f"x {text}".replace("\x00", "").split() or "\x00" in text


_MARKUP = """<p>|</p>|<b>|</b>|<span style='font-weight:700'>|<span>|</span>|<ul><li>|</ul>|  |a|&nbsp;|<pre>|</pre>|
<table><tr><td>|<img src='cid:a'>|<a href='https://a.b'>|</a>|<br>|&lt;|<!--|<svg>"""


@given(st.lists(st.sampled_from(_MARKUP.split("|")), max_size=25).map("".join))
def test_cleaning_again_changes_nothing(markup: str) -> None:
    once = clean_composed(markup)
    assert clean_composed(once) == once
