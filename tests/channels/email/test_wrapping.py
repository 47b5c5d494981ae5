"""Mail that its signature wraps (S/MIME): made by OpenSSL, read without it, never called verified."""

import base64
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.channels.email.parse import attachment, read_mail
from desktop.channels.email.parse.cms import SIGNED_DATA, signed_content
from desktop.domain.written import Mark, Role
from tests.servers.process import program

_INNER = (
    b"From: Mallory <mallory@evil.example>\r\nSubject: Another\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"Krzes\xc5\x82o jest ca\xc5\x82e.\r\n--in\r\nContent-Type: application/pdf; name=faktura.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--in--\r\n"
)
_HEAD = (
    b"From: Anna <anna@post.example>\r\nSubject: Chair\r\n"
    b"Date: Mon, 16 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
)
_TEXT = "Krzesło jest całe."


class Signer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._openssl = program("openssl", "openssl")
        self._run(
            *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Anna", "-days", "2"),
            *("-keyout", "key.pem", "-out", "cert.pem"),
        )

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        done = subprocess.run(
            [self._openssl, *arguments], cwd=self._folder, input=given, capture_output=True, check=True, timeout=60
        )
        return done.stdout

    def sign(self, entity: bytes, *more: str) -> bytes:
        """CMS, DER or, with `-stream`, BER in pieces."""
        signing = (
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-outform",
            "DER",
            "-signer",
            "cert.pem",
            "-inkey",
            "key.pem",
        )
        return self._run(*signing, *more, given=entity)

    def encrypt(self, entity: bytes) -> bytes:
        return self._run("cms", "-encrypt", "-binary", "-outform", "DER", "-recip", "cert.pem", given=entity)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer(tmp_path_factory.mktemp("signer"))


def wrapped(cms: bytes, kind: str = "; smime-type=signed-data", head: bytes = _HEAD) -> bytes:
    said = f'Content-Type: application/pkcs7-mime{kind}; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head + said.encode() + base64.encodebytes(cms)


@pytest.mark.parametrize("more", [(), ("-stream",)])
@pytest.mark.parametrize("kind", ["; smime-type=signed-data", ""])
def test_what_a_signature_wraps_is_shown_as_signed_and_not_checked(
    signer: Signer, more: tuple[str, ...], kind: str
) -> None:
    raw = wrapped(signer.sign(_INNER, *more), kind)
    read = read_mail(raw)
    assert read.text == _TEXT
    assert [(one.name, one.media_type) for one in read.attachments] == [("faktura.pdf", "application/pdf")]
    assert attachment(raw, read.attachments[0].position) == b"%PDF-1.4\n"
    assert read.raw == raw
    assert [(remark.mark, remark.words) for remark in read.remarks] == [
        (Mark.SIGNED_UNCHECKED, "Signed; the signature was not checked")
    ]


def test_the_header_inside_takes_nobodys_place(signer: Signer) -> None:
    read = read_mail(wrapped(signer.sign(_INNER)))
    assert read.subject == "Chair"
    assert [who.address for role, who in read.participants if role is Role.FROM] == ["anna@post.example"]


def test_what_is_encrypted_within_a_signature_stays_closed(signer: Signer) -> None:
    inner = wrapped(signer.encrypt(_INNER), "; smime-type=enveloped-data", head=b"")
    read = read_mail(wrapped(signer.sign(inner)))
    assert "Krzes" not in read.text
    assert {remark.mark for remark in read.remarks} >= {Mark.ENCRYPTED, Mark.SIGNED_UNCHECKED}


def test_a_signature_around_a_signature_is_taken_off_too(signer: Signer) -> None:
    inner = wrapped(signer.sign(_INNER), head=b"")
    assert read_mail(wrapped(signer.sign(inner))).text == _TEXT


def test_wrappings_without_end_end(signer: Signer) -> None:
    entity = _INNER
    for _ in range(8):
        entity = wrapped(signer.sign(entity), head=b"")
    read = read_mail(_HEAD + entity)
    assert [one.name for one in read.attachments] == ["smime.p7m"]


def test_html_inside_is_as_any_other(signer: Signer) -> None:
    inner = b"Content-Type: text/html\r\n\r\n<p>Hi</p><img src=http://t.example/x.png><script>x</script>"
    read = read_mail(wrapped(signer.sign(inner)))
    assert read.text == "Hi"
    assert Mark.REMOTE_PICTURES in {remark.mark for remark in read.remarks}


@pytest.mark.parametrize(
    "cms",
    [b"", b"0", b"no CMS", b"0\x80" * 5000, b"\x30\x84\xff\xff\xff\xff", bytes.fromhex("300b06092a864886f70d010702")],
)
def test_what_is_no_signature_stays_a_file(cms: bytes) -> None:
    read = read_mail(wrapped(cms))
    assert [one.name for one in read.attachments] == ["smime.p7m"]
    assert Mark.SIGNED_UNCHECKED in {remark.mark for remark in read.remarks}


def test_pieces_without_number_are_given_up() -> None:
    oid = bytes.fromhex("06092a864886f70d010702")
    begin = b"\x30\x80" + oid + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80\x06\x01\x2a\xa0\x80\x24\x80"
    assert signed_content(begin + b"\x04\x01a" * 3 + b"\0\0") == b"aaa"
    assert signed_content(begin + b"\x04\x00" * 300_000) is None
    assert signed_content(begin + b"\x24\x80" * 100_000) is None


@pytest.fixture(scope="module")
def signed(signer: Signer) -> bytes:
    return signer.sign(_INNER, "-stream")


@settings(max_examples=300)
@given(data=st.data())
def test_no_damage_is_too_much(signed: bytes, data: st.DataObject) -> None:
    cms = bytearray(signed)
    for place in data.draw(st.lists(st.integers(0, 200), max_size=4)):
        cms[place] = data.draw(st.integers(0, 255))
    damaged = bytes(cms[: data.draw(st.integers(0, len(cms)))])
    found = signed_content(damaged)
    assert found is None or found in damaged or len(found) < len(damaged)
    read_mail(wrapped(damaged))


@pytest.mark.parametrize(("pieces", "content"), [(10, b"abc"), (200_001, None)])
def test_a_signature_of_very_many_pieces_is_not_taken_apart(pieces: int, content: bytes | None) -> None:
    named = bytes([6, len(SIGNED_DATA)]) + SIGNED_DATA
    digests = b"\x31\x80" + b"\x05\x00" * pieces + b"\0\0"
    inside = b"\x30\x80\x06\x01\x00\xa0\x80\x04\x03abc"
    assert signed_content(b"\x30\x80" + named + b"\xa0\x80\x30\x80\x02\x01\x01" + digests + inside) == content
