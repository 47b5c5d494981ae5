"""What Outlook puts into a `winmail.dat`: its files, and its text where the mail has no other."""

import base64
from struct import pack

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.channels.email.parse import attachment, read_mail
from desktop.channels.email.parse.tnef import read_tnef
from desktop.domain.written import Mark

_HEAD = b"From: Anna <anna@post.example>\r\nSubject: Chair\r\nDate: Mon, 16 Nov 2026 10:00:00 +0000\r\n"
_FILE_NAME, _MEDIA_TYPE, _CONTENT_ID, _FILE_DATA = 0x3707, 0x370E, 0x3712, 0x3701


def attribute(own_id: int, content: bytes, level: int = 1) -> bytes:
    return pack("<BII", level, own_id, len(content)) + content + pack("<H", sum(content) & 0xFFFF)


def text_property(own_id: int, value: str | bytes) -> bytes:
    """In UTF-16, or bytes; after a named one that is to be passed over."""
    data = value.encode("utf-16-le") + b"\0\0" if isinstance(value, str) else value
    kind = 0x1F if isinstance(value, str) else 0x102
    return pack("<HHII", kind, own_id, 1, len(data)) + data + b"\0" * (-len(data) % 4)


_NAMED = pack("<HH", 3, 0x8001) + b"g" * 16 + pack("<II", 1, 6) + b"a\0b\0\0\0\0\0" + pack("<I", 7)


def properties(*some: bytes) -> bytes:
    return pack("<I", len(some) + 1) + _NAMED + b"".join(some)


def file(name: str, content: bytes, *more: bytes) -> bytes:
    return (
        attribute(0x00069002, b"\1" * 14, 2)
        + attribute(0x00018010, b"SHORT~1.PDF\0", 2)
        + attribute(0x0006800F, content, 2)
        + attribute(0x00069005, properties(text_property(_FILE_NAME, name), *more), 2)
    )


def tnef(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22" + b"\1\0" + attribute(0x00069007, pack("<II", 1250, 0)) + b"".join(attributes)


def mail(content: bytes, text: bytes = b"It is broken.") -> bytes:
    body = b"Content-Type: text/plain\r\n\r\n" + text + b"\r\n--b\r\n" if text else b""
    said = b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    begin = _HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    return begin + body + said + base64.encodebytes(content) + b"--b--\r\n"


def files_of(raw: bytes) -> list[tuple[str, str, int, bytes]]:
    return [(one.name, one.media_type, one.size, attachment(raw, one.position)) for one in read_mail(raw).attachments]


def test_the_files_in_it_are_files_of_the_mail() -> None:
    kind = text_property(_MEDIA_TYPE, "application/pdf")
    raw = mail(tnef(file("łóżko – rachunek.pdf", b"%PDF-1.4", kind), file("b.txt", b"x" * 5000)))
    assert files_of(raw) == [
        ("łóżko – rachunek.pdf", "application/pdf", 8, b"%PDF-1.4"),
        ("b.txt", "application/octet-stream", 5000, b"x" * 5000),
    ]
    assert read_mail(raw).text == "It is broken."
    assert read_mail(raw).raw == raw


def test_a_short_name_and_the_data_may_stand_where_older_programs_put_them() -> None:
    data = properties(text_property(_FILE_DATA, b"inside"))
    raw = mail(
        tnef(
            attribute(0x00069002, b"", 2),
            attribute(0x00018010, b"za\xbf\xf3\xb3\xe6.txt\0"),
            attribute(0x00069005, data),
        )
    )
    assert files_of(raw) == [("zażółć.txt", "application/octet-stream", 6, b"inside")]


def test_an_object_is_a_file_and_not_its_icon() -> None:
    thing = pack("<HHII", 0x0D, _FILE_DATA, 1, 24) + b"i" * 16 + b"\xd0\xcf\x11\xe0" * 2
    raw = mail(tnef(file("drawing", b"icon", thing)))
    assert files_of(raw) == [("drawing", "application/octet-stream", 8, b"\xd0\xcf\x11\xe0" * 2)]


def test_its_text_is_read_where_the_mail_has_no_other() -> None:
    plain = tnef(attribute(0x0002800C, "Krzesło".encode("cp1250") + b"\0"))
    assert read_mail(mail(plain, b"")).text == "Krzesło"
    assert read_mail(mail(plain)).text == "It is broken."
    html = tnef(attribute(0x00069003, properties(text_property(0x1013, b"<p>Hi <b>you</b><script>x</script>"))))
    assert read_mail(mail(html, b"")).text == "Hi you"


def test_a_program_in_it_is_warned_of() -> None:
    remarks = read_mail(mail(tnef(file("bill.pdf.exe", b"MZ")))).remarks
    assert [remark.mark for remark in remarks] == [Mark.DANGEROUS_ATTACHMENT]


def test_what_is_none_or_has_nothing_to_show_stays_the_file_that_came() -> None:
    for content in (b"", b"no TNEF", tnef(), tnef(attribute(0x00069003, b"\xff" * 40))):
        assert [name for name, *_ in files_of(mail(content))] == ["winmail.dat"]


def test_files_without_number_are_bounded() -> None:
    found = read_tnef(tnef(*(attribute(0x00069002, b"", 2) for _ in range(20_000))))
    assert found is not None
    assert len(found.files) == 500
    assert len(read_mail(mail(tnef(*(file("a", b"x") for _ in range(3_000))))).attachments) == 500
    assert read_tnef(tnef(attribute(0x00069003, pack("<I", 0xFFFFFFFF) + pack("<HHI", 0x101E, 1, 0xFFFFFFFF) * 100)))


_WHOLE = tnef(file("a.pdf", b"%PDF", text_property(_CONTENT_ID, "x@y")), attribute(0x00069003, properties()))


@settings(max_examples=300)
@given(data=st.data())
def test_no_damage_is_too_much(data: st.DataObject) -> None:
    broken = bytearray(_WHOLE)
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), max_size=4)):
        broken[place] = data.draw(st.integers(0, 255))
    cut = bytes(broken[: data.draw(st.integers(0, len(broken)))])
    read = read_mail(mail(cut))
    assert read.text == "It is broken."
    for one in read.attachments:
        attachment(read.raw, one.position)
