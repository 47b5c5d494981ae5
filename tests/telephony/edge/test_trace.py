"""The SIP trace helps whoever looks for a fault, and tells them nobody's secrets."""

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.telephony.engine.edge import trace as trace_module
from desktop.telephony.engine.edge.trace import Trace, mask, mask_user
from tests.telephony.edge.messages import request, response, with_sdp

SECRET = 'Digest username="ada", realm="r", nonce="deadbeef", response="0123456789abcdef", cnonce="c0ffee"'
KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"


@pytest.mark.parametrize(
    ("data", "planted"),
    [
        (request(more=[("Authorization", SECRET)]), "0123456789abcdef"),
        (request(more=[("Proxy-Authorization", SECRET)]), "ada"),
        (request(more=[("AUTHORIZATION", SECRET)]), "c0ffee"),
        (response(401, more=[("WWW-Authenticate", 'Digest realm="r", nonce="deadbeef", opaque="feed"')]), "deadbeef"),
        (response(401, more=[("WWW-Authenticate", 'Digest realm="r", nonce="deadbeef", opaque="feed"')]), "feed"),
        (with_sdp(more=[f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{KEY}"]), KEY),
        (with_sdp(more=["a=ice-pwd:hunter2hunter2"]), "hunter2"),
        (request(uri="sip:+49301234567@192.0.2.20"), "1234"),
        (request(changed={"From": '"Ada Lovelace" <sip:+49301234567@example.com>;tag=1'}), "Lovelace"),
        (request(changed={"From": "Ada Lovelace <sip:+49301234567@example.com>;tag=1"}), "Lovelace"),
        (request(changed={"From": '"Ada" <sip:+49301234567@example.com>;tag=1'}), "01234"),
        (request(changed={"To": "<tel:+49301234567>"}), "01234"),
        (request(changed={"To": "<sip:ada.lovelace@example.com>"}), "lovelace"),
        (request(more=[("P-Asserted-Identity", "<sip:+49301234567@example.com>")]), "01234"),
        (request(more=[("Diversion", "<sip:+49301234567@example.com>")]), "01234"),
        (request(more=[("User-to-User", "416461204c6f76656c616365")]), "4164"),
        (request(more=[("X-Customer", "Ada")]), "Ada\n"),
        (request("INFO", body=b"Signal=7\r\nDuration=100\r\n", content_type="application/dtmf-relay"), "Signal"),
        (request(changed={"From": '"A\r\n B" <sip:ada.lovelace@x>;tag=1'}), "lovelace"),
        (b"garbage with Ada in it\r\nAda\r\n\r\n", "\nAda"),
    ],
)
def test_what_was_planted_is_not_in_the_trace(data: bytes, planted: str) -> None:
    assert planted.encode() in data.replace(b"\r\n", b"\n")
    assert planted not in mask(data)


def test_what_helps_to_find_a_fault_is_in_it() -> None:
    text = mask(request())
    for part in (
        "INVITE sip:t…@192.0.2.20 SIP/2.0",
        "z9hG4bKabc",
        "call-1@192.0.2.1",
        "+49…567",
        "m=audio 40000",
        "CSeq: 1",
    ):
        assert part in text


def test_numbers_keep_their_ends_and_short_ones_less() -> None:
    assert [mask_user(user) for user in ("+49301234567", "12345", "ada", "")] == ["+49…567", "…45", "a…", ""]


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_can_be_masked_and_printed(data: bytes) -> None:
    assert all(
        character.isprintable() or ord(character) > 0x9F or character == "\n" or character == "\t"
        for character in mask(data)
    )


def test_the_ring_keeps_the_last_messages_and_their_direction() -> None:
    ring = Trace()
    for number in range(500):
        ring.note(request(changed={"Call-ID": f"call-{number}"}), is_sent=number % 2 == 0)
    entries = ring.entries()
    assert len(entries) == 400
    assert "call-499" in entries[-1].text
    assert [entry.is_sent for entry in entries[-2:]] == [True, False]


def test_the_file_is_for_the_user_alone_and_as_masked_as_the_ring(tmp_path: Path) -> None:
    path = tmp_path / "sip.log"
    trace = Trace(str(path))
    trace.note(request(more=[("Authorization", SECRET)]), is_sent=True)
    trace.close()
    text = path.read_text("utf-8")
    assert "-->" in text
    assert "0123456789abcdef" not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_the_file_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace_module, "_FILE_BYTES", 10_000)
    path = tmp_path / "sip.log"
    trace = Trace(str(path))
    for _ in range(100):
        trace.note(request(), is_sent=False)
    trace.close()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 30_000


def test_a_file_that_cannot_be_written_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"."):
        Trace(str(tmp_path / "missing" / "sip.log"))
