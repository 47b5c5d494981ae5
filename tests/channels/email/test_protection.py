"""Encryption and signatures are named as what they are: of the whole or of a part, and never as checked."""

import pytest

from desktop.domain.written import Mark
from tests.channels.email.test_parse import marks, multipart, whole


@pytest.mark.parametrize(
    ("content", "mark"),
    [
        (multipart(b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", kind=b"encrypted"), Mark.ENCRYPTED),
        (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIIB", Mark.ENCRYPTED),
        (b"Content-Type: application/x-pkcs7-mime; smime-type=signed-data\r\n\r\nMIIB", Mark.SIGNED_UNCHECKED),
        (
            multipart(b"\r\nhi", b"Content-Type: application/pgp-signature\r\n\r\nx", kind=b"signed"),
            Mark.SIGNED_UNCHECKED,
        ),
        (b"\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----", Mark.ENCRYPTED),
        (b"\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nhi", Mark.SIGNED_UNCHECKED),
    ],
)
def test_what_is_encrypted_or_signed_is_said_and_never_said_to_be_checked(content: bytes, mark: Mark) -> None:
    incoming = whole(content)
    assert marks(incoming) >= {mark}
    assert not marks(incoming) & {Mark.AUTHENTIC}
    if mark is Mark.SIGNED_UNCHECKED:
        assert any("not checked" in remark.words for remark in incoming.remarks)


SIGNATURE = b"Content-Type: application/pgp-signature\r\n\r\nx"
OPAQUE = b"Content-Type: application/x-pkcs7-mime; smime-type=signed-data\r\n\r\nMIIB"
SIGNED = multipart(b"\r\nquoted", SIGNATURE, kind=b"signed").replace(b"=edge", b"=inner")


@pytest.mark.parametrize(
    "content",
    [
        multipart(b"\r\npay him", SIGNED),
        multipart(SIGNED, b"\r\npay him"),
        multipart(b"\r\npay him", OPAQUE),
        multipart(b"\r\nhi", SIGNATURE, b"\r\npay him", kind=b"signed"),
        multipart(b"\r\nhi", b"\r\npay him", SIGNATURE, kind=b"signed"),
        multipart(SIGNED, SIGNATURE, b"\r\npay him", kind=b"signed"),
        multipart(b"\r\npay him", kind=b"signed"),
        multipart(b"\r\npay him", SIGNATURE),
        b"\r\npay him\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nhi",
    ],
)
def test_a_signature_over_a_part_is_not_said_of_the_whole(content: bytes) -> None:
    words = [remark.words for remark in whole(content).remarks if remark.mark is Mark.SIGNED_UNCHECKED]
    assert words == ["A part of it is signed; not checked"]


@pytest.mark.parametrize(
    "content", [SIGNED, SIGNED.replace(b"pgp", b"x-pkcs7"), OPAQUE, multipart(SIGNED, SIGNATURE, kind=b"signed")]
)
def test_a_signature_over_all_of_it_is_said_so(content: bytes) -> None:
    words = [remark.words for remark in whole(content).remarks if remark.mark is Mark.SIGNED_UNCHECKED]
    assert words == ["Signed; the signature was not checked"]


def test_what_is_encrypted_below_what_is_signed_is_said_too() -> None:
    text = b"\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nhi\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc"
    assert marks(whole(text)) == {Mark.SIGNED_UNCHECKED, Mark.ENCRYPTED}
