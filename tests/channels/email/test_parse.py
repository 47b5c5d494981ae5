"""A mail becomes a value: usual ones exactly, broken ones readably, and none raises."""

import base64
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.channels.email.parse import Headers, attachment, read_mail, read_mail_and_headers
from desktop.domain.channel import Direction
from desktop.domain.written import Incoming, Mark, Participant, Role

HEAD = (
    b"From: Olga Nowak <Olga@Example.PL>\r\nTo: support@firm.example\r\nSubject: Where is it?\r\n"
    b"Date: Mon, 16 Nov 2026 10:00:00 +0100\r\nMessage-ID: <one@example.pl>\r\n"
)


def mail(body: bytes, *header: bytes, head: bytes = HEAD) -> Incoming:
    return read_mail(head + b"".join(line + b"\r\n" for line in header) + b"\r\n" + body)


def multipart(*parts: bytes, kind: bytes = b"mixed", extra: bytes = b"") -> bytes:
    body = b"".join(b"--=edge\r\n" + part + b"\r\n" for part in parts)
    return b"Content-Type: multipart/" + kind + b'; boundary="=edge"' + extra + b"\r\n\r\n" + body + b"--=edge--\r\n"


def whole(content: bytes) -> Incoming:
    return read_mail(HEAD + content)


def marks(incoming: Incoming) -> set[Mark]:
    return {remark.mark for remark in incoming.remarks}


def damage(incoming: Incoming) -> str:
    return " / ".join(remark.words for remark in incoming.remarks if remark.mark is Mark.DAMAGED)


def test_a_usual_mail_is_read_whole_and_without_a_remark() -> None:
    incoming = mail("Dzień dobry\r\n".encode(), b"Content-Type: text/plain; charset=utf-8", b"Cc: a@b.example")
    assert incoming.external_id == "one@example.pl"
    assert incoming.sent_at == datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert incoming.participants == (
        (Role.FROM, Participant(address="olga@example.pl", name="Olga Nowak")),
        (Role.TO, Participant(address="support@firm.example")),
        (Role.CC, Participant(address="a@b.example")),
    )
    assert (incoming.subject, incoming.text, incoming.html) == ("Where is it?", "Dzień dobry", "")
    assert incoming.remarks == ()
    assert incoming.direction is Direction.INBOUND


def test_a_mail_from_an_own_address_is_outbound() -> None:
    own = read_mail(HEAD + b"\r\nhello", own_addresses=("olga@example.pl",))
    assert own.direction is Direction.OUTBOUND


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_either_line_end_is_read(line_end: bytes) -> None:
    raw = (HEAD + multipart(b"\r\none", b"Content-Type: text/html\r\n\r\n<b>two</b>")).replace(b"\r\n", line_end)
    assert read_mail(raw).text == "one\n\ntwo"


def test_the_plain_form_is_the_text_and_the_html_is_kept_as_it_came() -> None:
    incoming = whole(
        multipart(
            b"Content-Type: text/plain\r\n\r\nplain", b"Content-Type: text/html\r\n\r\n<p>rich", kind=b"alternative"
        )
    )
    assert (incoming.text, incoming.html) == ("plain", "<p>rich")


def test_html_alone_gives_its_words() -> None:
    assert mail(b"<p>Hi <b>you</b></p><p>there", b"Content-Type: text/html").text == "Hi you\n\nthere"


def test_a_blank_plain_form_gives_way_to_the_words_of_the_html() -> None:
    incoming = whole(multipart(b"\r\n \r\n", b"Content-Type: text/html\r\n\r\n<p>rich</p>", kind=b"alternative"))
    assert incoming.text == "rich"


def test_text_around_an_attachment_is_all_read() -> None:
    picture = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
    incoming = whole(multipart(b"\r\nabove", picture, b"\r\nbelow"))
    assert incoming.text == "above\n\nbelow"
    assert [(file.position, file.media_type, file.size) for file in incoming.attachments] == [(1, "image/png", 8)]


def test_two_documents_of_html_are_each_closed_by_itself() -> None:
    """What one leaves open, an address that a picture would be fetched from, cannot take in the text of the next."""
    incoming = whole(
        multipart(
            b'Content-Type: text/html\r\n\r\n<img src="http://evil.example/',
            b"Content-Type: text/plain\r\n\r\nthe secret",
            b'Content-Type: text/html\r\n\r\n"><p>after',
        )
    )
    assert "the secret" in incoming.html
    assert not re.search(r'"[^"]*secret[^"]*"', incoming.html)
    assert "evil.example" not in incoming.html


def test_a_file_with_a_name_is_an_attachment_even_if_it_is_text() -> None:
    log = b"Content-Type: text/plain; name=a.log\r\nContent-Disposition: inline; filename=a.log\r\n\r\nlines"
    incoming = whole(multipart(b"\r\nsee log", log))
    assert incoming.text == "see log"
    assert [file.name for file in incoming.attachments] == ["a.log"]


def test_a_picture_is_inline_only_when_the_html_shows_it() -> None:
    page = b'Content-Type: text/html\r\n\r\n<img src="cid:logo@x">'
    shown = b"Content-Type: image/png\r\nContent-ID: <logo@x>\r\n\r\nx"
    hidden = b"Content-Type: image/png\r\nContent-ID: <other@x>\r\n\r\nx"
    incoming = whole(multipart(page, shown, hidden, kind=b"related"))
    assert [(file.content_id, file.is_inline) for file in incoming.attachments] == [
        ("logo@x", True),
        ("other@x", False),
    ]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_an_attachment_is_read_by_its_position(encoding: str) -> None:
    content = "żółw\n".encode() * 30
    made = EmailMessage(policy=SMTP)
    made.set_content("see file")
    made.add_attachment(content.decode(), subtype="csv", filename="żółw.csv", cte=encoding)
    raw = made.as_bytes()
    (file,) = read_mail(raw).attachments
    assert file.name == "żółw.csv"
    assert attachment(raw, file.position).replace(b"\r\n", b"\n") == content
    assert abs(file.size - len(attachment(raw, file.position))) <= 2 + 30 * (encoding != "base64")


@pytest.mark.parametrize(
    ("encoded", "decoded"),
    [
        (b"aGVsbG8gd29ybGQ", b"hello world"),
        (b"aGVs*bG8\r\n gd2!9ybGQ=", b"hello world"),
        (b"aGVsbG8gd29ybGQ= noise", b"hello world"),
        (b"aGVsbG8gd29ybGQ=\r\nYW5kIHRoZSBsaXN0J3MgZm9vdGVy", b"hello worldand the list's footer"),
        (b"a", b""),
        (b"", b""),
        (b"QUJDRA=E", b"ABCD"),
    ],
)
def test_broken_base64_gives_what_can_be_read_of_it(encoded: bytes, decoded: bytes) -> None:
    part = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded
    assert attachment(HEAD + multipart(part), 0) == decoded


def test_no_attachment_is_at_a_position_that_does_not_exist() -> None:
    assert attachment(HEAD + b"\r\nhi", 7) == b""
    assert attachment(b"", -2) == b""


def test_a_mail_within_a_mail_is_an_attachment_called_by_its_subject() -> None:
    inner = b"Content-Type: message/rfc822\r\n\r\nSubject: =?utf-8?q?Pro=C5=9Bba?=\r\nFrom: x@y\r\n\r\ninner text"
    incoming = whole(multipart(b"\r\nforwarded", inner))
    assert incoming.text == "forwarded"
    assert [file.name for file in incoming.attachments] == ["Prośba.eml"]


def test_flowed_lines_are_put_together_and_quotes_stay() -> None:
    incoming = mail(b"one \r\ntwo\r\n> a \r\n> b\r\n-- \r\nme", b"Content-Type: text/plain; format=flowed")
    assert incoming.text == "one two\n> a b\n-- \nme"


# --- identity and threads


@pytest.mark.parametrize(
    "said", [b"", b"<>", b"<a b>", b"<\x00@x>", b"<" + b"a" * 300 + b"@x>", b"<\xff@x>", b"<a@x\r\n\tb>"]
)
def test_a_missing_or_hostile_message_id_is_replaced_by_one_of_the_whole_message(said: bytes) -> None:
    one, other = (read_mail(b"From: a@b\r\nMessage-ID: " + said + b"\r\n\r\n" + body) for body in (b"1", b"2"))
    assert re.fullmatch(r"sha256-[0-9a-f]{64}@missing\.parley", one.external_id)
    assert one.external_id != other.external_id
    assert one.external_id == read_mail(one.raw).external_id


def test_references_are_in_their_order_with_what_is_answered_last() -> None:
    incoming = mail(b"", b"References: <1@x> <2@x>\r\n\t<3@x>", b"In-Reply-To: <2@x>")
    assert incoming.references == ("1@x", "3@x", "2@x")


def test_of_very_many_references_the_nearest_stay() -> None:
    refs = b" ".join(b"<%d@x>" % number for number in range(5_000))
    assert mail(b"", b"References: " + refs).references[-1] == "4999@x"


# --- dates


@pytest.mark.parametrize(
    "date",
    [
        b"Mon, 00 Jan 0000 00:00:00 +0000",
        b"Thu, 1 Jan 1970 00:00:00 +0000",
        b"Mon, 16 Nov 2026 10:00:00 +9999999",
        b"Mon, 32 Foo 2026 99:99:99 XYZ",
        b"never",
        b"Mon, 16 Nov 9999 10:00:00 +0000",
        b"1" * 5_000,
        b"",
    ],
)
def test_a_date_that_cannot_be_gives_way_to_when_it_arrived(date: bytes) -> None:
    raw = b"Received: from a by b; Tue, 17 Nov 2026 08:00:00 +0000\r\nFrom: a@b\r\nDate: " + date + b"\r\n\r\nhi"
    incoming = read_mail(raw)
    assert incoming.sent_at == datetime(2026, 11, 17, 8, tzinfo=UTC)
    assert "date" in damage(incoming)


def test_without_any_date_it_is_now() -> None:
    assert datetime.now(UTC) - read_mail(b"From: a@b\r\n\r\nhi").sent_at < timedelta(minutes=1)


# --- charsets


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("gb2312", "gb18030", "您好，我的订单在哪里？"),
        ("iso-8859-2", "iso8859-2", "Zażółć gęślą jaźń"),
        ("windows-1250", "cp1250", "„Zażółć”"),
        ("iso-8859-1", "cp1252", "“quoted” – €"),
        ("big5", "big5hkscs", "您好"),
        ("shift_jis", "cp932", "こんにちは①"),
        ("iso-2022-jp", "iso2022_jp", "こんにちは"),
        ("ks_c_5601-1987", "cp949", "안녕하세요"),
        ("koi8-r", "koi8-r", "Где мой заказ?"),
        ("utf-16", "utf-16", "wide"),
    ],
)
def test_what_a_charset_says_is_read_by_it(charset: str, codec: str, text: str) -> None:
    body = base64.b64encode(text.encode(codec))
    kind = f"Content-Type: text/plain; charset={charset}".encode()
    incoming = mail(body, kind, b"Content-Transfer-Encoding: base64")
    assert incoming.text == text
    assert incoming.remarks == ()


@pytest.mark.parametrize(
    "charset", ["x-klingon", "punycode", "zlib", "unicode_escape", "idna", "undefined", "../../etc/passwd", "%s", "a\0"]
)
def test_a_charset_that_does_not_exist_is_guessed_and_said(charset: str) -> None:
    incoming = mail("Zażółć".encode(), b'Content-Type: text/plain; charset="' + charset.encode() + b'"')
    assert incoming.text == "Zażółć"
    assert "guessed" in damage(incoming)


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1250", "Dzień dobry, proszę o zwrot płatności za książkę"),
        ("iso8859-2", "Dzień dobry, proszę o zwrot płatności za książkę"),
        ("gb18030", "我的订单在哪里"),
        ("cp1252", "Où est ma commande? Ça dure"),
        ("utf-8", "naïve"),
    ],
)
def test_bytes_without_a_charset_are_guessed_by_how_they_lie(codec: str, text: str) -> None:
    assert mail(text.encode(codec)).text == text


def test_a_charset_that_lies_is_found_out_and_said() -> None:
    incoming = mail("Dzień dobry, książka".encode("cp1250"), b"Content-Type: text/plain; charset=utf-8")
    assert incoming.text == "Dzień dobry, książka"
    assert "charset" in damage(incoming)


def test_one_wrong_byte_does_not_spoil_a_text() -> None:
    incoming = mail("Zażółć gęślą jaźń ".encode() + b"\xff", b"Content-Type: text/plain; charset=utf-8")
    assert incoming.text.startswith("Zażółć gęślą jaźń")


def test_control_characters_are_no_text() -> None:
    assert mail(b"a\x00b\x1b[31mc\r\nd\x07").text == "ab[31mc\nd"


# --- header fields


def test_encoded_words_are_decoded_also_where_a_character_is_cut_in_two() -> None:
    cut = [base64.b64encode(piece).decode() for piece in ("ż".encode()[:1], "ż".encode()[1:] + b"y")]
    subject = f"=?utf-8?b?{cut[0]}?=\r\n =?utf-8?b?{cut[1]}?= and =?iso-8859-2?q?=B1_b?=".encode()
    assert read_mail(b"Subject: " + subject + b"\r\n\r\n").subject == "ży and ą b"


def test_a_letter_left_as_it_is_in_an_encoded_word_is_of_the_words_charset() -> None:
    assert read_mail(b"Subject: =?iso-8859-1?Q?Fr\xf6sche?=\r\n\r\n").subject == "Frösche"


def test_parameters_are_found_also_without_the_first_semicolon_and_before_a_comment() -> None:
    incoming = mail(b"\xbf", b"Content-Type: text/plain\r\n\tcharset=iso-8859-2 (Polish)")
    assert (incoming.text, damage(incoming)) == ("ż", "")


@pytest.mark.parametrize("raw", ["Zażółć".encode(), "Zażółć".encode("cp1250")])
def test_raw_bytes_in_a_subject_are_read(raw: bytes) -> None:
    head = b"Subject: " + raw + b"\r\nContent-Type: text/plain; charset=windows-1250\r\n\r\n"
    assert read_mail(head).subject == "Zażółć"


def test_a_subject_stays_one_line_and_keeps_its_direction() -> None:
    word = base64.b64encode("a\r\nBcc: x@y\u2028b\u202ec\x00".encode()).decode()
    subject = read_mail(f"Subject: =?utf-8?b?{word}?=\r\n\r\n".encode()).subject
    assert subject == "a Bcc: x@y b c"


def test_a_bare_carriage_return_begins_no_new_field() -> None:
    headers = read_mail_and_headers(b"Subject: a\rAuthentication-Results: mx; dmarc=pass\r\n\r\n")[1]
    assert "authentication-results" not in headers


def test_fields_are_found_without_case_and_all_of_them_in_order() -> None:
    headers = Headers(b"Received: 1\r\nRECEIVED: 2\r\nX-A: =?utf-8?q?=C4=85?=\r\n")
    assert headers.is_whole
    assert not Headers(b"Subject: a\r\nReceived\r\n").is_whole  # a name that says nothing
    assert headers.all("received") == ["1", "2"]
    assert (headers.first("x-a"), headers.first("X-None"), headers.all("x-none")) == ("ą", "", [])


def test_file_names_are_read_in_all_their_ways() -> None:
    ways = [
        b"filename*=utf-8''%C5%BC.pdf",
        b"filename*0*=utf-8''%C5; filename*1*=%BC; filename*2=.pdf",
        b'filename="=?utf-8?q?=C5=BC=2Epdf?="',
        'filename="ż.pdf"'.encode(),
        b"filename=x.pdf; filename*=utf-8''%C5%BC.pdf",
    ]
    for way in ways:
        part = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; " + way + b"\r\n\r\n%PDF-"
        assert [file.name for file in whole(multipart(b"\r\nhi", part)).attachments] == ["ż.pdf"], way


# --- marks


def test_pictures_of_other_computers_are_counted() -> None:
    page = b'<img src="https://a.example/1.gif"><IMG width=1 SRC=//b.example/2.gif><img src="cid:x"><a href="http://c">'
    incoming = mail(page, b"Content-Type: text/html")
    assert marks(incoming) == {Mark.REMOTE_PICTURES}


def test_a_dangerous_attachment_is_told_by_its_first_bytes_too() -> None:
    program = base64.b64encode(b"MZ\x90\x00" + bytes(200))
    part = b"Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + program
    assert Mark.DANGEROUS_ATTACHMENT in marks(whole(multipart(b"\r\nhi", part)))


def test_a_file_is_called_by_a_name_that_may_be_saved_under() -> None:
    part = 'Content-Type: application/pdf; name="../../in\u202efdp.exe"\r\n\r\nx'.encode()
    incoming = whole(multipart(b"\r\nhi", part))
    assert [file.name for file in incoming.attachments] == ["in fdp.exe"]
    assert Mark.DANGEROUS_ATTACHMENT in marks(incoming)


# --- damage


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"hello without a header",
        b"\x00" * 100,
        b"From: \r\n\r\n",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary is named",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\nthe boundary is not there",
        b"Content-Type: text\r\n\r\nhalf a type",
        b"Content-Type: ;;;=;=\r\n\r\nx",
        b"Content-Transfer-Encoding: base64\r\n\r\n=====*",
        b"From a@b Mon Nov 16\nSubject: from a mailbox file\n\nhi",
    ],
)
def test_broken_mail_is_still_a_mail(raw: bytes) -> None:
    incoming = read_mail(raw)
    assert incoming.raw == raw
    assert any(role is Role.FROM for role, _ in incoming.participants)
    assert Mark.DAMAGED in marks(incoming)


def test_what_is_no_header_is_shown_as_text() -> None:
    assert read_mail(b"just words\r\n\r\nand more").text == "just words\n\nand more"


def test_a_mail_that_ends_too_early_shows_what_came() -> None:
    incoming = whole(multipart(b"\r\nfirst", b"\r\nsecond half")[:-16])
    assert incoming.text.startswith("first\n\nsecond")
    assert "too early" in damage(incoming)


def test_a_sender_without_an_address_is_known_by_the_envelope() -> None:
    incoming = read_mail(b"Return-Path: <bounce@shop.example>\r\nFrom: The Shop\r\n\r\nhi")
    assert incoming.participants[0] == (Role.FROM, Participant(address="bounce@shop.example", name="The Shop"))


WORDS = st.sampled_from(
    [
        *(b"From: ", b"Subject: ", b"Content-Type: ", b"Content-Disposition: ", b"Date: ", b"References: ", b"To: "),
        *(b"multipart/mixed; boundary=x", b'multipart/alternative; boundary="x"', b"message/rfc822", b"text/html"),
        *(
            b"\r\n",
            b"\n",
            b"\r\n\r\n",
            b"--x\r\n",
            b"--x--\r\n",
            b"\r\n--x\n",
            b"\t",
            b" ",
            b";",
            b'"',
            b"(",
            b"<",
            b">",
        ),
        *(b"=?utf-8?b?", b"=?x?q?", b"?=", b"charset=", b"utf-7", b"punycode", b"filename*0*=", b"''", b"%", b"\\"),
        *(b"base64", b"quoted-printable", b"Content-Transfer-Encoding: ", b"<a@b>", b",", b":", b"\xff", b"\x00"),
        *(b"<img src=http://x>", b"<!--", b"<script>", b"begin 644 x\n", b"Mon, 16 Nov 2026 10:00:00 +0100"),
    ]
)


@given(st.one_of(st.binary(max_size=400), st.lists(WORDS, max_size=40).map(b"".join)))
@example(b"Content-Type: text/plain; charset=\xff\r\n\r\n\xff")
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    """An exception inside would be logged, and a logged error fails a test."""
    incoming = read_mail(raw)
    assert incoming.external_id
    assert "\x00" not in incoming.text + incoming.subject
    incoming.text.encode()
    for file in incoming.attachments:
        attachment(raw, file.position)


@given(st.data())
@settings(max_examples=60)
def test_no_change_of_a_good_mail_makes_it_raise(data: st.DataObject) -> None:
    page = b"Content-Type: text/html; charset=iso-8859-2\r\n\r\n<p>a</p>"
    raw = HEAD + multipart(b"\r\nplain", page, b"Content-Type: application/pdf; name=a\r\n\r\nx")
    at = data.draw(st.integers(0, len(raw)))
    cut = data.draw(st.integers(0, 30))
    assert read_mail(raw[:at] + data.draw(WORDS) + raw[at + cut :]).external_id


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=80), st.text(max_size=300))
def test_what_the_standard_library_writes_is_read_as_it_was(subject: str, text: str) -> None:
    made = EmailMessage(policy=SMTP)
    made["From"] = "a@b.example"
    made["Subject"] = subject
    text = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\r]|[\ud800-\udfff]", "", text)
    made.set_content(text, cte="base64")
    incoming = read_mail(made.as_bytes())
    shown = re.sub("[\u202a-\u202e\u2066-\u2069\u2028\u2029]+", " ", subject)
    assert incoming.subject == " ".join(shown.split())
    assert incoming.text.strip() == text.strip()


def test_what_stands_after_all_parts_is_shown_where_there_is_nothing_else() -> None:
    after = b"\r\n--x--\r\nlost words\r\n"
    head = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n"
    read = read_mail(head + after)
    assert read.text == "lost words"
    assert any("ends too early" in remark.words for remark in read.remarks)
    assert read_mail(head + b"words" + after).text == "words"
    assert read_mail(head + b"\r\n--x--\r\n \r\n").text == ""
