"""What is new in a mail and what is quoted, as the mail programs of several languages write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.quotes import split_html, split_quotes

OLD = "> Is it\n>> sent?\n>\n> Olga"
ATTRIBUTIONS = [
    "On Mon, 16 Nov 2026 at 10:00, Olga Nowak <olga@example.pl> wrote:",
    "On Mon, 16 Nov 2026 at 10:00, Olga Nowak\n<olga@example.pl> wrote:",
    "On 16/11/2026 10:00, Olga Nowak wrote:",
    "W dniu 16.11.2026 o 10:00, Olga Nowak pisze:",
    "W dniu 2026-11-16 10:00:12 użytkownik Olga Nowak <olga@example.pl> napisał:",
    "pon., 16 lis 2026 o 10:00 Olga Nowak <olga@example.pl> napisał(a):",
    "pon., 16 lis 2026 o 10:00 Olga Nowak <olga.nowak@a-long-domain.example.pl>\nnapisał(a):",
    "Dnia 16 listopada 2026 10:00 Olga Nowak <olga@example.pl> napisał(a):",
    "Am 16.11.2026 um 10:00 schrieb Olga Nowak <olga@example.pl>:",
    "Am Mo., 16. Nov. 2026 um 10:00 Uhr schrieb Olga Nowak <olga@example.pl>:",
    "Le lun. 16 nov. 2026 à 10:00, Olga Nowak <olga@example.pl> a écrit :",
    "El lun, 16 nov 2026 a las 10:00, Olga Nowak (<olga@example.pl>) escribió:",
    "Il giorno lun 16 nov 2026 alle ore 10:00 Olga Nowak <olga@example.pl> ha scritto:",
    "Em seg., 16 de nov. de 2026 às 10:00, Olga Nowak <olga@example.pl> escreveu:",
    "Op ma 16 nov 2026 om 10:00 schreef Olga Nowak <olga@example.pl>:",
    "пн, 16 нояб. 2026 г. в 10:00, Olga Nowak <olga@example.pl>:\n",
    "16.11.2026 10:00, Olga Nowak пишет:",
    "于2026年11月16日周一 10:00写道：",
    "Olga Nowak <olga@example.pl> 于2026年11月16日周一 10:00写道：",
    '在 2026-11-16 10:00:00，"Olga" <olga@example.pl> 写道：',
    "2026年11月16日(月) 10:00 Olga Nowak <olga@example.pl>:",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_a_quote_with_its_introduction_is_told_apart(attribution: str) -> None:
    own, quoted = split_quotes(f"Dziękuję!\n\n-- \nJan\n\n{attribution}\n\n{OLD}\n")
    assert own.startswith("Dziękuję!\n\n-- \nJan")
    assert quoted.endswith(OLD)


@pytest.mark.parametrize("attribution", [text for text in ATTRIBUTIONS if "нояб" not in text])
def test_the_introduction_belongs_to_the_quote(attribution: str) -> None:
    assert split_quotes(f"Yes.\n\n{attribution}\n{OLD}") == ("Yes.", f"{attribution}\n{OLD}")


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----",
        "-----Wiadomość oryginalna-----\nOd: Olga",
        "________________________________\nFrom: Olga Nowak <o@x>\nSent: Monday\nTo: Jan\nSubject: RE: x",
        "From: Olga\nDate: Monday\nTo: Jan",
        "Od: Olga Nowak\nWysłano: poniedziałek\nDo: Jan\nTemat: x",
        "*Von:* Olga\n*Gesendet:* Montag\n*An:* Jan\n*Betreff:* x",
        "发件人: Olga\n发送时间: 2026年11月16日\n收件人: Jan\n主题: x",
        "------------------ 原始邮件 ------------------",
        "De : Olga\nEnvoyé : lundi\nÀ : Jan\nObjet : x",
    ],
)
def test_what_stands_below_a_copied_header_is_quoted_to_the_end(head: str) -> None:
    assert split_quotes(f"See below.\n\n{head}\n\nold words\nmore") == ("See below.", f"{head}\n\nold words\nmore")


def test_answers_between_the_lines_are_all_kept() -> None:
    text = "On Mon, 16 Nov 2026 at 10:00, Olga <o@x> wrote:\n> one?\nYes.\n> two?\nNo.\n"
    assert split_quotes(text) == (text, "")


def test_an_answer_below_its_quote_is_found() -> None:
    assert split_quotes("On Mon, 16 Nov 2026 at 10:00, Olga <o@x> wrote:\n> one?\n\nYes.") == (
        "Yes.",
        "On Mon, 16 Nov 2026 at 10:00, Olga <o@x> wrote:\n> one?",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing is quoted here.",
        "> only a quote\n> of others",
        "From: here to there\nit is far.",
        "He wrote: come at 10:00.",
        "My list of what I wrote:\n- one\n- two",
        "Order:\n2026\nNotes:\nx",
        "On the phone you said at 10:00 this:\nnothing",
    ],
)
def test_ordinary_words_are_never_folded(text: str) -> None:
    assert split_quotes(text) == (text, "")


LINES = st.sampled_from(
    [
        "> a",
        ">> b",
        ">",
        "",
        "words",
        "On 16/11/2026 10:00, O wrote:",
        "wrote:",
        "From: a",
        "Sent: b",
        "To: c",
        "____________",
    ]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=14))
def test_no_line_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    own, quoted = split_quotes(text)
    assert sorted("".join((own + quoted).split())) == sorted("".join(text.split()))
    assert own.strip() or not text.strip() or own == text


PAGES = [
    '<div class="gmail_quote"><div class="gmail_attr">On Mon, Olga wrote:</div><blockquote>old</blockquote></div>',
    '<div class="moz-cite-prefix">On 16/11 Olga wrote:</div><blockquote type="cite"><p>old</p></blockquote>',
    '<blockquote type="cite"><div>On Mon, Olga wrote:</div>old</blockquote>',
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Olga</div><div>old</div>',
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in"><p><b>From:</b> Olga</p></div>old',
    '<div name="quote" style="margin:10px"><div>Gesendet: Montag</div>old</div>',
    '<div class="yahoo_quoted"><div>On Monday</div><div>old</div></div>',
    '<div class="protonmail_quote">On Monday<blockquote>old</blockquote></div>',
]


@pytest.mark.parametrize("page", PAGES)
def test_a_quote_of_html_is_told_apart(page: str) -> None:
    own = "<html><body><div>Thank you!</div><br>"
    assert split_html(f"{own}{page}") == (own, page)


def test_a_bare_blockquote_is_a_quote_when_it_is_introduced() -> None:
    own = "<p>Yes</p><p>On Mon, 16 Nov 2026 at 10:00, Olga &lt;o@x&gt; wrote:</p>"
    assert split_html(own + "<blockquote>old</blockquote>") == (own, "<blockquote>old</blockquote>")
    poem = "<p>A poem:</p><blockquote>roses</blockquote>"
    assert split_html(poem) == (poem, "")


@pytest.mark.parametrize(
    "page",
    [
        '<p>Hi</p><blockquote type="cite">one?</blockquote><p>Yes.</p><blockquote type="cite">two?</blockquote>',
        '<p>Hi</p><blockquote type="cite">one?</blockquote><p>Yes.</p>',
        '<div class="gmail_quote"><blockquote>all of it is a quote</blockquote></div>',
        "<p>nothing is quoted</p>",
        "",
    ],
)
def test_html_that_cannot_be_told_apart_stays_whole(page: str) -> None:
    assert split_html(page) == (page, "")
