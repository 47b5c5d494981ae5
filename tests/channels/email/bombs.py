"""Mails that are made to stop whoever reads them, each by another way; each is made anew when it is asked for."""

import base64
from collections.abc import Callable

HEAD = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: bomb\r\nMessage-ID: <bomb@b.example>\r\n"


def nested(depth: int, kind: bytes = b"mixed") -> bytes:
    """Multiparts in one another, each within its own boundary."""
    levels = b"".join(
        b"Content-Type: multipart/%b; boundary=b%d\r\n\r\n--b%d\r\n" % (kind, level, level) for level in range(depth)
    )
    return HEAD + levels + b"\r\nat the bottom"


def same_boundary(depth: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * depth


def mails_in_mails(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"\r\nat the bottom"


def parts(count: int, part: bytes = b"\r\nx\r\n") -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + (b"--x\r\n" + part) * count + b"--x--"


def almost_boundaries(count: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + b"--xy\r\n" * count


def header(line: bytes) -> bytes:
    return HEAD + line + b"\r\nContent-Type: text/plain\r\n\r\nreadable"


def body(content: bytes, kind: bytes, encoding: bytes = b"8bit") -> bytes:
    return HEAD + b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + content


def zeros(megabytes: int) -> bytes:
    return base64.b64encode(bytes(786_432)) * megabytes  # no line ends: 1 MB each


def mixed(kind: bytes, contents: list[bytes]) -> bytes:
    head = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    return head + b"".join(b"--x\r\nContent-Type: " + kind + b"\r\n\r\n" + one + b"\r\n" for one in contents) + b"--x--"


def sections(count: int) -> bytes:
    return b"; ".join(b"name*%d*=%%41" % number for number in range(count))


BOMBS: dict[str, Callable[[], bytes]] = {
    "depth 10,000": lambda: nested(10_000),
    "depth 10,000 of alternatives": lambda: nested(10_000, b"alternative"),
    "depth 100,000 with one boundary": lambda: same_boundary(100_000),
    "10,000 mails in mails": lambda: mails_in_mails(10_000),
    "100,000 parts": lambda: parts(100_000),
    "100,000 parts with a kilobyte of header": lambda: parts(20_000, b"X: y\r\n" * 200 + b"\r\n"),
    "a million lines that begin as a boundary": lambda: almost_boundaries(1_000_000),
    "a boundary of a megabyte": lambda: (
        HEAD + b"Content-Type: multipart/mixed; boundary=" + b"b" * 1_000_000 + b"\r\n\r\n--b"
    ),
    "a header field of 10 MB": lambda: header(b"X-Long: " + b"y" * 10_000_000),
    "a header field of 50 MB": lambda: header(b"X-Long: " + b"y" * 50_000_000),
    "a million header fields": lambda: header(b"X: y\r\n" * 1_000_000 + b"Y: z"),
    "a field folded a million times": lambda: header(b"X: y" + b"\r\n z" * 1_000_000),
    "10,000 sections of a name": lambda: body(b"readable", b"text/plain; " + sections(10_000)),
    "100,000 parameters": lambda: body(b"readable", b"text/plain" + b"; a=b" * 100_000),
    "100,000 addresses": lambda: header(b"Cc: " + b", ".join(b"u%d@x.example" % n for n in range(100_000))),
    "a comment 100,000 deep": lambda: header(b"Cc: " + b"(" * 100_000 + b")" * 100_000 + b" a@b.example"),
    "200,000 blanks in an address": lambda: header(b"Cc: <a" + b" " * 200_000 + b"@b.example>"),
    "separators before a name": lambda: header(b"Cc: a" + b"\x1c" * 200_000),
    "30,000 groups": lambda: header(b"Cc: " + b"b " * 30_000 + b"x@y " + b": " * 30_000),
    "a megabyte of blanks, quoted-printable": lambda: body(b" " * 1_000_000 + b"x", b"text/plain", b"quoted-printable"),
    "a comment after 60,000 blanks": lambda: body(b"readable", b"text/plain; a=b" + b" " * 60_000 + b")"),
    "a tag with 200,000 classes": lambda: body(b"<div " + b"class=x " * 200_000 + b">readable", b"text/html"),
    "quotes that never end": lambda: header(b'Cc: "' + b'\\"' * 100_000),
    "encoded words that never end": lambda: header(b"X: y\r\nSubject: " + b"=?utf-8?q?" * 20_000),
    "100,000 references": lambda: header(b"References: " + b" ".join(b"<%d@x>" % n for n in range(100_000))),
    "64 MB of zeros in base64, as a text": lambda: body(zeros(64), b"text/plain", b"base64"),
    "64 MB of zeros in base64, as a file": lambda: body(zeros(64), b"application/zip; name=a.zip", b"base64"),
    "a megabyte of soft line breaks": lambda: body(
        b"=\r\n" * 400_000 + b"readable", b"text/plain", b"quoted-printable"
    ),
    "a megabyte that lies about its charset": lambda: body(b"\xff\xfe\x80" * 350_000, b"text/plain; charset=utf-7"),
    "a million tags that never end": lambda: body(b"<div <a <b <!- <scrip " * 50_000, b"text/html"),
    "a megabyte of scripts that never end": lambda: body(b"<script><style><!--" * 50_000, b"text/html"),
    "two pages of 100,000 open tags": lambda: mixed(b"text/html", [b"<div>" * 100_000] * 2),
    "30 pages of a megabyte": lambda: mixed(b"text/html", [b"<p>word</p>" * 95_000] * 30),
    "30 texts of a megabyte": lambda: mixed(b"text/plain", [b"word word\n" * 100_000] * 30),
    "a tag with 100,000 attributes": lambda: body(
        b"<p " + b" ".join(b"a%d=1" % number for number in range(100_000)) + b">readable", b"text/html"
    ),
    "ends of nothing within 900 open tags": lambda: body(b"<b>" * 900 + b"</p>" * 240_000, b"text/html"),
}
