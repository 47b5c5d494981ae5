"""What of a file may be looked at: judged by what is in it, shown by plain readers, and never more than has a bound."""

from base64 import encodebytes
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.channels.email import previews
from desktop.channels.email.parse import read_mail
from desktop.channels.email.previews import LONGEST_TEXT, preview
from desktop.domain.office.previews import Preview, PreviewKind
from desktop.domain.written import AttachmentInfo

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
LETTER = (
    b"From: Olga <olga@shop.example>\r\nSubject: Oak\r\nContent-Type: text/html\r\n\r\n"
    b'<p>inside</p><img src="https://track.example/x.png"><script>x()</script>'
)


def mailed(name: str, media_type: str, content: bytes) -> tuple[bytes, AttachmentInfo]:
    raw = (
        b"From: anna@post.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n"
        + f'--b\r\nContent-Type: {media_type}\r\nContent-Disposition: attachment; filename="{name}"\r\n'.encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + encodebytes(content)
        + b"--b--\r\n"
    )
    (file,) = read_mail(raw).attachments
    return raw, file


def look(name: str, media_type: str, content: bytes) -> Preview:
    return preview(*mailed(name, media_type, content))


@pytest.mark.parametrize(
    ("name", "media_type", "content", "kind"),
    [
        ("a.png", "image/png", PNG, PreviewKind.PICTURE),
        ("a.bin", "application/octet-stream", PNG, PreviewKind.PICTURE),
        ("a.bmp", "image/bmp", b"BM" + b"\0" * 60, PreviewKind.PICTURE),
        ("a.png", "image/png", b"no picture", PreviewKind.NOTHING),
        ("a.png", "image/svg+xml", b"<svg onload='x()'/>", PreviewKind.TEXT),
        ("a.svg", "image/png", b"<svg onload='x()'/>", PreviewKind.TEXT),
        ("a.html", "application/octet-stream", b"<script>x()</script>", PreviewKind.TEXT),
        ("a.XHTML", "application/xhtml+xml", b"<p>", PreviewKind.TEXT),
        ("a.csv", "application/octet-stream", b"a;b", PreviewKind.TEXT),
        ("noname", "text/plain", b"a", PreviewKind.TEXT),
        ("noname", "application/json", b"{}", PreviewKind.TEXT),
        ("a.txt", "text/plain", b"a\0b", PreviewKind.NOTHING),
        ("a.svg", "image/svg+xml", b"\0<svg>", PreviewKind.NOTHING),
        ("a.pdf", "application/pdf", b"%PDF-1.7", PreviewKind.NOTHING),
        ("a.exe", "application/octet-stream", b"MZ", PreviewKind.NOTHING),
        ("a.docx", "application/zip", b"PK\3\4", PreviewKind.NOTHING),
        ("a.eml", "application/octet-stream", LETTER, PreviewKind.LETTER),
        ("letter", "message/global", LETTER, PreviewKind.LETTER),
        ("a.eml", "application/octet-stream", PNG, PreviewKind.PICTURE),
    ],
)
def test_a_file_is_shown_as_what_it_is(name: str, media_type: str, content: bytes, kind: PreviewKind) -> None:
    shown = look(name, media_type, content)
    assert shown.kind is kind
    assert (shown.content, shown.size) == (content, len(content))


def test_a_type_may_be_written_in_capitals() -> None:
    raw, file = mailed("noname", "text/plain", b"a")
    assert preview(raw, replace(file, media_type="TEXT/Plain")).kind is PreviewKind.TEXT


def test_a_page_is_its_source_and_nothing_of_it_is_laid_out() -> None:
    shown = look("a.html", "text/html", b"<p>Hi</p><script>x()</script>\x07")
    assert shown.text == "<p>Hi</p><script>x()</script>"
    assert shown.letter is None
    assert shown.danger


def test_a_text_without_an_end_is_shown_at_its_beginning() -> None:
    shown = look("a.log", "text/plain", b"x" * (LONGEST_TEXT + 1))
    assert (len(shown.text), shown.is_cut) == (LONGEST_TEXT, True)
    assert shown.size == LONGEST_TEXT + 1
    whole = look("a.log", "text/plain", b"x" * LONGEST_TEXT)
    assert (len(whole.text), whole.is_cut) == (LONGEST_TEXT, False)


def test_a_text_is_read_in_the_letters_of_its_writer() -> None:
    assert look("a.txt", "text/plain", "Zażółć gęślą jaźń, proszę".encode("cp1250")).text == "Zażółć gęślą jaźń, proszę"
    assert look("a.csv", "text/csv", "\ufeff退款;1".encode()).text.endswith("退款;1")


def test_a_picture_that_is_too_large_is_a_name_and_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "LARGEST_PICTURE", len(PNG) - 1)
    shown = look("a.png", "image/png", PNG)
    assert (shown.kind, shown.size) == (PreviewKind.NOTHING, len(PNG))


def test_a_letter_in_a_letter_asks_for_nothing_and_runs_nothing() -> None:
    shown = look("a.eml", "message/rfc822", LETTER)
    assert shown.letter is not None
    assert shown.letter.written.message.author == "Olga"
    assert shown.letter.written.message.subject == "Oak"
    assert "inside" in shown.letter.html
    assert "track.example" not in shown.letter.html
    assert "x()" not in shown.letter.html
    assert shown.letter.remote_pictures == ("https://track.example/x.png",)


def test_what_calls_itself_harmless_is_warned_of_all_the_same() -> None:
    assert look("bill.txt", "text/plain", b"MZ\x90\0" + b"\0" * 60).danger
    assert look("bill\u202efdp.exe", "application/pdf", b"MZ").danger
    assert not look("bill.txt", "text/plain", b"42 EUR").danger


def test_a_file_that_is_not_there_is_an_empty_one() -> None:
    raw, file = mailed("a.txt", "text/plain", b"hi")
    gone = preview(raw[:60], file)
    assert (gone.size, gone.content) == (0, b"")


NAMES = ["a.txt", "a.eml", "a.html", "a.png", "a.svg", "winmail.dat", ""]
TYPES = ["text/plain", "message/rfc822", "image/png", "application/octet-stream"]


@given(st.sampled_from(NAMES), st.sampled_from(TYPES), st.binary(max_size=300))
@example("a.eml", "message/rfc822", b"Content-Type: message/rfc822\r\n\r\n" * 500)
@example("a.png", "image/png", PNG[:9])
def test_nothing_in_a_file_stops_the_look(name: str, media_type: str, content: bytes) -> None:
    raw = mailed("x", "application/octet-stream", content)[0]
    for file in read_mail(raw).attachments:
        renamed = AttachmentInfo(position=file.position, name=name, media_type=media_type, size=file.size)
        assert preview(raw, renamed).size == len(preview(raw, renamed).content)
