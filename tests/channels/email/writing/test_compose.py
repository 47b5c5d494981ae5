"""A composed mail read again: by our own reader, and as bytes by the rules of the wire."""

import re
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.parse.mail import attachment
from desktop.channels.email.parse.tree import read_tree
from desktop.channels.email.writing.compose import author_of, compose, envelope, size_of, size_warning
from desktop.channels.email.writing.ids import is_own_id
from desktop.domain.channel import Direction
from desktop.domain.errors import Rejected
from desktop.domain.written import AttachmentInfo, DraftKind, Participant, Role, StoredFile
from desktop.services.channel import Writing
from tests.channels.email.writing.letters import (
    ANNA,
    AT,
    BILLING,
    BOB,
    US,
    account,
    composed,
    draft,
    people,
    read,
    written,
)

ANSWERED_RAW = (
    b"From: Anna <anna@garden.example>\r\nMessage-ID: <two@garden.example>\r\n"
    b"References: <zero@garden.example>\r\n <one@oakshop.example>\r\nIn-Reply-To: <one@oakshop.example>\r\n\r\nHi\r\n"
)
ANSWERED = written(((Role.FROM, ANNA), (Role.TO, US)))
PICTURE = StoredFile(name="chair.png", media_type="image/png", size=4, content_id="p1.x", id=1)
PAPER = StoredFile(name="Zażółć gęślą 退款.pdf", media_type="application/pdf", size=3, id=2)


def _is_fit_for_the_wire(raw: bytes) -> bool:
    """CRLF only, nothing but ASCII, lines of 998 bytes at most, and no line that ends the message early."""
    lines = raw.split(b"\r\n")
    is_clean = not any(byte in line for line in lines for byte in (b"\r", b"\n", b"\x00"))
    return is_clean and raw.isascii() and all(len(line) <= 998 and line != b"." for line in lines)


def test_an_answer_refers_to_what_it_answers_and_to_all_before() -> None:
    sent = read(composed(draft(), answered=ANSWERED, answered_raw=ANSWERED_RAW))
    assert sent.references == ("zero@garden.example", "one@oakshop.example", "two@garden.example")
    headers = read_tree(sent.raw).headers
    assert headers.first("in-reply-to") == "<two@garden.example>"
    assert is_own_id(sent.external_id, account()) is False  # another account's key
    assert sent.direction is Direction.OUTBOUND


def test_a_mail_that_came_without_an_id_is_answered_without_one() -> None:
    raw = composed(draft(), answered=ANSWERED, answered_raw=b"From: anna@garden.example\r\n\r\nHi\r\n")
    headers = read_tree(raw).headers
    assert headers.first("in-reply-to") == ""
    assert headers.first("references") == ""


def test_a_forwarded_mail_answers_nothing() -> None:
    raw = composed(draft(kind=DraftKind.FORWARD), answered=ANSWERED, answered_raw=ANSWERED_RAW)
    assert "in-reply-to" not in read_tree(raw).headers
    new = composed(draft(kind=DraftKind.NEW), answered=None)
    assert "references" not in read_tree(new).headers


def test_the_answered_mail_stands_below_marked_as_what_it_is() -> None:
    sent = read(composed(draft(), answered=ANSWERED, signature="Oak Shop\nMon to Fri"))
    assert sent.text.startswith("It is on its way.\n\n-- \nOak Shop\nMon to Fri\n\n")
    assert "\n> Where is my chair?\n>> older" in sent.text
    assert '<blockquote class="gmail_quote" type="cite"' in sent.html
    assert "Anna Kowalska &lt;anna@garden.example&gt; wrote:" in sent.html


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Dzień dobry, czy moje krzesło jest już w drodze? Dziękuję i pozdrawiam", "napisał(a):"),
        ("你好，退款什么时候到账？谢谢", "写道："),
        ("Guten Tag, ich habe die Lieferung nicht bekommen, bitte helfen Sie", "schrieb"),
        ("Saluton, ĉu vi povas helpi min? Mi estas en la urbo kaj ne havas la seĝon", "skribis:"),
        ("10-48213", "wrote:"),
    ],
)
def test_the_line_above_a_quote_is_in_the_customers_language(text: str, line: str) -> None:
    assert line in read(composed(draft(), answered=written(ANSWERED.participants, text=text))).text
    assert "wrote:" in read(composed(draft(), answered=written(ANSWERED.participants, text=text), language="en")).text


def test_it_is_signed_in_the_customers_language() -> None:
    signature = "Oak Shop\n[pl]\nSklep Dąb\nCzynne od 9\n[zh]\n橡木店"
    polish = "Dzień dobry, czy moje krzesło jest już w drodze? Dziękuję i pozdrawiam"
    for text, expected in (
        (polish, "Sklep Dąb\nCzynne od 9"),
        ("你好，退款什么时候到账？", "橡木店"),
        ("10-48213", "Oak Shop"),
    ):
        answered = written(ANSWERED.participants, text=text)
        assert f"\n-- \n{expected}\n\n" in read(composed(draft(), answered=answered, signature=signature)).text
    new = composed(draft("Thank you for your order, it is on the way to you.", kind=DraftKind.NEW), signature=signature)
    assert read(new).text.rstrip().endswith("-- \nOak Shop")


def test_a_forwarded_mail_says_whose_it_was() -> None:
    sent = read(composed(draft("See below", kind=DraftKind.FORWARD), answered=ANSWERED))
    for line in ("Forwarded message", "From: Anna Kowalska <anna@garden.example>", "Subject: Chair", "To: Oak Shop"):
        assert line in sent.text
    assert "\nWhere is my chair?" in sent.text


@pytest.mark.parametrize("kind", list(DraftKind))
def test_what_colleagues_noted_never_leaves_the_house(kind: DraftKind) -> None:
    """Whatever stands in the draft as what it answers."""
    note = written((), direction=Direction.INTERNAL, text="He pays late.", html="<p>He pays late.</p>")
    raw = composed(draft(kind=kind, html="<p>It is on its way.</p>"), answered=note)
    sent = read(raw)
    assert "It is on its way." in sent.text
    assert "pays late" not in sent.text + sent.html + sent.subject


def test_what_was_written_goes_out_without_what_runs_or_loads() -> None:
    """What is pasted into an answer comes from anywhere, and a ready text may have been made by anybody."""
    html = (
        '<p onclick="x()">On its way<img src="https://track.example/1.gif"><script>x()</script></p>'
        '<iframe src="https://track.example/"></iframe><a href="javascript:x()">a</a>'
    )
    sent = read(composed(draft("On its way", html=html)))
    assert "On its way" in sent.html
    for taken in ("script", "track.example", "onclick", "iframe", "x()"):
        assert taken not in sent.html
        assert taken not in sent.text


def test_what_is_quoted_loads_nothing_and_runs_nothing() -> None:
    html = '<p>Hi<img src="https://track.example/1.gif"><script>x()</script><a href="javascript:x()">a</a></p>'
    raw = composed(draft(), answered=written(ANSWERED.participants, html=html))
    sent = read(raw)
    assert "track.example" not in sent.html
    assert "script" not in sent.html
    assert "Hi" in sent.html


def test_a_picture_within_a_quote_goes_along_and_no_other() -> None:
    source = composed(
        draft(html='<p>Look <img src="cid:p1.x"></p>', kind=DraftKind.NEW),
        files=[(PICTURE, b"\x89PNG"), (PAPER, b"pdf")],
    )
    came = read(source)
    message = replace(written(ANSWERED.participants, html=came.html), attachments=came.attachments)
    sent = read(composed(draft(), answered=message, answered_raw=source))
    (only,) = sent.attachments
    assert only.content_id == "p1.x"
    assert attachment(sent.raw, only.position) == b"\x89PNG"


def test_the_pictures_of_a_mail_that_is_passed_on_are_in_it_once_where_they_were() -> None:
    files = [(PICTURE, b"\x89PNG"), (PAPER, b"pdf")]
    source = composed(draft(html='<p>Look <img src="cid:p1.x"></p>', kind=DraftKind.NEW), files=files)
    came = read(source)
    message = replace(written(ANSWERED.participants, html=came.html), attachments=came.attachments)
    forward = draft("See below", kind=DraftKind.FORWARD)
    sent = read(composed(forward, answered=message, answered_raw=source, files=files))
    assert [(one.name, one.content_id, one.is_inline) for one in sent.attachments] == [
        ("chair.png", "p1.x", True),
        (PAPER.name, "", False),
    ]


def test_files_keep_their_names_and_bytes() -> None:
    content = bytes(range(256)) * 40
    raw = composed(draft(html='<p><img src="cid:p1.x">x</p>'), files=[(PICTURE, b"\x89PNG"), (PAPER, content)])
    assert _is_fit_for_the_wire(raw)
    sent = read(raw)
    picture, paper = sent.attachments
    assert (picture.content_id, picture.is_inline) == ("p1.x", True)
    assert (paper.name, paper.media_type) == (PAPER.name, "application/pdf")
    assert attachment(raw, paper.position) == content
    # another reader finds the same
    parts = [part for part in message_from_bytes(raw, policy=policy.default).walk() if part.get_filename()]
    assert [part.get_filename() for part in parts] == ["chair.png", PAPER.name]


def test_a_message_as_a_file_stays_bytes() -> None:
    file = StoredFile(name="old.eml", media_type="message/rfc822", size=5)
    (found,) = read(composed(draft(), files=[(file, b"a: b\n")])).attachments
    assert (found.name, found.media_type) == ("old.eml", "application/octet-stream")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\x.txt", "x.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nX: y.txt", "a X_ y.txt"),
        (" .. ", "attachment"),
    ],
)
def test_a_file_name_is_one_that_can_be_saved(name: str, expected: str) -> None:
    raw = composed(draft(), files=[(StoredFile(name=name, media_type="text/plain", size=1), b"x")])
    assert _is_fit_for_the_wire(raw)
    assert read(raw).attachments[0].name == expected


@pytest.mark.parametrize("letter", ["x", "退", "ż "])
def test_a_long_file_name_keeps_its_ending(letter: str) -> None:
    raw = composed(draft(), files=[(StoredFile(name=letter * 300 + ".pdf", media_type="text/plain", size=1), b"x")])
    assert _is_fit_for_the_wire(raw)
    assert re.fullmatch(rf"(?:{letter}){{30,}}{letter.strip()}?\.pdf", read(raw).attachments[0].name)


def test_who_gets_a_blind_copy_is_on_the_envelope_only() -> None:
    letter = draft(to=(ANNA,), cc=(BOB,), bcc=(BILLING, ANNA))
    assert envelope(letter) == (ANNA.address, BOB.address, BILLING.address)
    assert b"billing@" not in composed(letter)


def test_a_mail_to_nobody_and_one_to_no_address_are_refused() -> None:
    with pytest.raises(Rejected):
        composed(draft(to=()))
    with pytest.raises(Rejected):
        composed(draft(to=(Participant(address="anna"),)))


def test_the_size_is_known_before_it_is_written_and_too_much_is_refused() -> None:
    big = StoredFile(name="film.mp4", media_type="video/mp4", size=2_000_000)
    letter = draft(files=(big,))
    raw = composed(letter, files=[(big, bytes(2_000_000))])
    assert abs(len(raw) - size_of(letter)) < 5_000
    assert size_warning(letter, account()) == ""
    assert "3 MB" in size_warning(letter, account(size_limit_mb="2"))
    with pytest.raises(Rejected):
        composed(letter, files=[(big, bytes(2_000_000))], size_limit_mb="2")
    assert "takes 1.5 MB" in size_warning(letter, account(size_told="1500000"))
    assert size_warning(letter, account(size_told="")) == ""
    assert composed(letter, files=[(big, bytes(2_000_000))], size_told="1500000")  # it may take more by now


def test_a_signature_that_is_too_much_is_refused_before_it_is_sent() -> None:
    with pytest.raises(Rejected, match="takes 2 MB"):
        composed(draft(), signature="x" * 2_000_000, size_limit_mb="2")


def test_the_alias_that_was_written_to_answers() -> None:
    returns = Participant(address="returns@oakshop.example")
    assert author_of(account(), written(((Role.FROM, ANNA), (Role.TO, returns)))).address == returns.address
    assert author_of(account(), ANSWERED).address == "support@oakshop.example"
    assert author_of(account(), written(((Role.FROM, ANNA), (Role.TO, BOB)))).address == "support@oakshop.example"


def test_a_queue_writes_from_its_own_address_unless_another_was_written_to() -> None:
    its = account(queues="returns@oakshop.example Returns\nforeign@elsewhere.example Sales")
    assert author_of(its, None, "Returns").address == "returns@oakshop.example"
    assert author_of(its, ANSWERED, "Returns").address == "support@oakshop.example"
    assert author_of(its, written(((Role.FROM, ANNA), (Role.TO, BOB))), "Returns").address == "returns@oakshop.example"
    assert author_of(its, None, "Sales").address == "support@oakshop.example"  # not ours to write from
    assert author_of(its, None, "").address == "support@oakshop.example"
    named = read(composed(draft(), sender_name="Łucja, Oak Shop"))
    assert people(named, Role.FROM) == [Participant(address="support@oakshop.example", name="Łucja, Oak Shop")]


def test_the_case_is_named_where_the_account_wants_it() -> None:
    plain = read(composed(draft()))
    assert plain.subject == "Re: Chair"
    assert people(plain, Role.REPLY_TO) == []
    tagged = read(composed(draft(), subject_tags="yes", plus_addresses="yes"))
    assert tagged.subject == "Re: Chair [#3312]"
    assert people(tagged, Role.REPLY_TO)[0].address.startswith("support+c3312.")


def test_an_address_that_is_not_ascii_is_written_as_it_must_be() -> None:
    raw = composed(draft(to=(Participant(address="łucja@żółw.pl", name="Łucja"),)))
    assert "<łucja@xn--w-uga1v8h.pl>".encode() in raw
    assert read(raw).participants[1][1].address == "łucja@xn--w-uga1v8h.pl"


_BREAKS = ["\r\n", "\n", "\r", "\x00", "\u2028", "\u2029", "\x0b", "\x85", "\r\n\r\n", "=?utf-8?q?=0D=0A?="]
_EVIL = [f"a{mark}Bcc: eve@evil.example" for mark in _BREAKS]


@pytest.mark.parametrize("evil", _EVIL)
@pytest.mark.parametrize("place", ["subject", "name", "file", "sender"])
def test_no_text_becomes_a_field_of_its_own(evil: str, place: str) -> None:
    letter = draft()
    files: list[tuple[StoredFile, bytes]] = []
    sender = "Oak Shop"
    match place:
        case "subject":
            letter = draft(subject=evil)
        case "name":
            letter = draft(to=(replace(ANNA, name=evil),))
        case "file":
            files = [(StoredFile(name=evil, media_type=evil, size=1), b"x")]
        case "sender":
            sender = evil
    raw = composed(letter, files=files, sender_name=sender)
    assert _is_fit_for_the_wire(raw)
    assert people(read(raw), Role.BCC) == []
    for part in message_from_bytes(raw, policy=policy.compat32).walk():
        assert "bcc" not in {name.lower() for name in part}


@pytest.mark.parametrize("mark", _BREAKS)
def test_no_address_and_no_id_becomes_a_field_of_its_own(mark: str) -> None:
    with pytest.raises(Rejected):
        composed(draft(to=(Participant(address=f"anna{mark}x@garden.example\r\nBcc: eve@evil.example"),)))
    writing = Writing(draft=draft(), account=account(), answered=None, send_after=AT)
    with pytest.raises(ValueError, match="Message-ID"):
        compose(writing, external_id=f"a{mark}@b>\r\nBcc: eve@evil.example", sent_at=AT)
    evil = written(ANSWERED.participants)
    evil = replace(evil, message=replace(evil.message, external_id=f"a@b>{mark}Bcc: eve@evil.example"))
    assert "bcc" not in read_tree(composed(draft(), answered=evil)).headers


@pytest.mark.parametrize("evil", _EVIL)
def test_a_picture_with_a_wicked_id_is_a_file_like_any_other(evil: str) -> None:
    file = StoredFile(name="a.png", media_type="image/png", size=1, content_id=evil)
    raw = composed(draft(html=f'<p><img src="cid:{evil}">x</p>'), files=[(file, b"x")])
    assert _is_fit_for_the_wire(raw)
    assert b"Content-ID" not in raw


@pytest.mark.parametrize(
    "body", ["a\n.\nMAIL FROM:<x@y>\n", "a\r.\rb", "From me\n.\n", "x" * 5_000, "退" * 3_000, "a\x00b\x1bc"]
)
def test_no_text_ends_the_message_or_breaks_a_line_of_the_wire(body: str) -> None:
    raw = composed(draft(body))
    assert _is_fit_for_the_wire(raw)
    assert re.search(rb"^(?:\.|From )", raw, re.MULTILINE) is None
    assert b"=00" not in raw
    assert b"=1B" not in raw
    text = read(raw).text
    assert text.split() == body.replace("\r", "\n").replace("\x00", "").replace("\x1b", "").split()


_TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Zl", "Zp")), max_size=200
)
_LINES = st.lists(_TEXT.map(lambda text: " ".join(text.split())), max_size=6).map("\n".join)


@given(_LINES, _TEXT, st.lists(st.tuples(_TEXT, st.binary(max_size=300)), max_size=3))
def test_what_is_composed_is_read_again(text: str, subject: str, files: list[tuple[str, bytes]]) -> None:
    stored = [
        (StoredFile(name=f"{name}.bin", media_type="application/x-data", size=len(content)), content)
        for name, content in files
    ]
    raw = composed(draft(text, subject=subject, to=(ANNA, BOB), cc=(BILLING,)), files=stored)
    assert _is_fit_for_the_wire(raw)
    sent = read(raw)
    assert sent.remarks == () or {remark.mark.value for remark in sent.remarks} == {"dangerous_attachment"}
    assert sent.subject.split() == subject.split()
    assert people(sent, Role.TO) == [ANNA, BOB]
    assert people(sent, Role.CC) == [BILLING]
    assert sent.text.split() == text.split()
    assert [attachment(raw, each.position) for each in sent.attachments] == [content for _, content in files]
    assert all(isinstance(each, AttachmentInfo) for each in sent.attachments)
