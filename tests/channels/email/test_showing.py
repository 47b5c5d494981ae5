"""A mail as its card shows it: what is cut or broken says so, and can be had as it came."""

import re
from datetime import UTC, datetime

from desktop.channels.email.letters import EmailLetters
from desktop.channels.email.parse import read_mail
from desktop.channels.email.parse.mail import LONGEST_FILE_WORDS
from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.office.cards import Appointment
from desktop.domain.written import Mark, ShownMessage, WrittenMessage
from tests.channels.email.bombs import HEAD, body


def shown(raw: bytes) -> ShownMessage:
    read = read_mail(raw)
    message = Message(
        interaction_id=1, direction=Direction.INBOUND, author="", body=read.text, sent_at=datetime.now(UTC)
    )
    written = WrittenMessage(
        message=message,
        participants=read.participants,
        html=read.html,
        attachments=read.attachments,
        remarks=read.remarks,
    )
    return EmailLetters().show(written, lambda: raw)


def test_what_is_too_long_says_so_and_can_be_had_whole() -> None:
    for raw in (body(b"words\n" * 100_000, b"text/plain"), body(b"<p>words</p>" * 20_000, b"text/html")):
        made = shown(raw)
        assert len(made.html) < 300_000
        assert [remark.mark for remark in made.remarks] == [Mark.DAMAGED]
        (original,) = made.files
        assert original.size == len(raw)
        letters = EmailLetters()
        assert letters.attachment(raw, original.position) == raw
        assert letters.preview(raw, original).content == raw


def test_a_long_quote_says_so_too() -> None:
    quote = b"> words and words\n" * 30_000
    made = shown(HEAD + b"Date: Mon, 16 Nov 2026 10:00:00 +0100\r\n\r\nanswer\n\n" + quote)
    assert "answer" in made.html
    assert made.remarks
    assert len(made.quoted_html) < 300_000


def test_what_is_broken_can_be_had_as_it_came() -> None:
    raw = b"no header at all, but words"
    made = shown(raw)
    assert made.remarks == ()
    assert [file.size for file in made.files] == [len(raw)]


def test_an_ordinary_mail_has_nothing_beside_it() -> None:
    made = shown(HEAD + b"Date: Mon, 16 Nov 2026 10:00:00 +0100\r\n\r\nwords")
    assert made.remarks == ()
    assert made.files == ()


def test_own_words_cannot_draw_the_quote_into_what_they_open() -> None:
    """What was opened and not closed above a quote would hide it, or send it along as an address."""
    for opened, closed in (
        ('<a href="https://evil.example/?', '">here</a>'),
        ('<a href="https://evil.example/">', "</a>"),
        ('<div style="color:#fff;background:#fff">', "</div>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<blockquote>", "</blockquote>"),
        ("<!-- ", " -->"),
        ('<img src="https://evil.example/?', '">'),
    ):
        markup = f'<p>answer</p>{opened}<div class="gmail_quote">the secret{closed}</div>'
        made = shown(HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + markup.encode())
        assert "answer" in made.html
        assert "secret" not in made.html
        assert "secret" not in " ".join(made.remote_pictures)
        _assert_closed(made.html)
        _assert_closed(made.quoted_html)


INVITATION = (
    b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\ncome\r\n"
    b"--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
    b"SUMMARY:Fitting of the chair\r\nDTSTART:20261116T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n"
)


def test_an_invitation_is_read_and_stays_the_file_it_is() -> None:
    made = shown(HEAD + INVITATION)
    (card,) = made.cards
    assert isinstance(card, Appointment)
    assert card.title == "Fitting of the chair"
    (file,) = made.written.attachments
    assert EmailLetters().preview(HEAD + INVITATION, file).content.startswith(b"BEGIN:VCALENDAR")


def test_the_same_appointment_in_two_parts_is_told_once_and_of_many_files_three() -> None:
    event = INVITATION[INVITATION.index(b"BEGIN:VCALENDAR") : INVITATION.index(b"--b--")]
    begin = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ncome\r\n"
    part = b"--b\r\nContent-Type: text/calendar; name=a.ics\r\n\r\n"
    assert len(shown(HEAD + begin + (part + event) * 2 + b"--b--\r\n").cards) == 1
    several = b"".join(part + event.replace(b"Fitting", b"Fitting %d" % number) for number in range(9))
    made = shown(HEAD + begin + several + b"--b--\r\n")
    assert len(made.cards) == 3
    assert len(made.written.attachments) == 9


def test_the_words_of_text_files_are_searched_at_their_beginning_alone() -> None:
    assert "Fitting of the chair" in read_mail(HEAD + INVITATION).file_words
    for name, is_searched in (("a.csv", True), ("a.TXT", True), ("a.vcf", True), ("a.html", False), ("a.pdf", False)):
        part = f'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'
        mail = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n"
        for words in (b"number 4711," * 100_000, b"number\0 4711"):
            read = read_mail(HEAD + mail + b"--b\r\n" + part.encode() + words + b"\r\n--b--\r\n").file_words
            assert ("4711" in read) is (is_searched and b"\0" not in words)
            assert len(read) <= LONGEST_FILE_WORDS


def _assert_closed(html: str) -> None:
    """Each tag that is opened is closed, and none is closed that was not opened: nothing reaches past its end."""
    opened: list[str] = []
    for is_end, tag in re.findall(r"<(/?)([a-z0-9]+)\b", html):
        if tag in ("br", "hr", "img", "wbr", "col"):
            continue
        if is_end:
            assert opened, html
            assert opened.pop() == tag, html
        else:
            opened.append(tag)
    assert opened == [], html
