"""Messages out of a stream, torn wherever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.telephony.engine.edge.transports.framing import BrokenStream, Framer
from tests.telephony.edge.messages import request, response

MESSAGES = [request(), response(), request("BYE", body=b""), request("INFO", body=b"\r\n\r\n", content_type="a/b")]
STREAM = b"".join(MESSAGES)


def test_a_stream_torn_at_each_byte_gives_the_same_messages() -> None:
    for cut in range(len(STREAM)):
        framer = Framer(8192)
        assert framer.feed(STREAM[:cut]) + framer.feed(STREAM[cut:]) == MESSAGES


def test_a_stream_of_single_bytes_gives_the_same_messages() -> None:
    framer = Framer(8192)
    assert [message for byte in STREAM for message in framer.feed(bytes([byte]))] == MESSAGES


@given(st.lists(st.integers(1, 900), max_size=30), st.lists(st.sampled_from([b"", b"\r\n", b"\r\n\r\n"]), min_size=5))
def test_keep_alives_between_messages_and_any_pieces_change_nothing(sizes: list[int], fillers: list[bytes]) -> None:
    stream = b"".join(filler + message for filler, message in zip(fillers, MESSAGES, strict=False)) + fillers[4]
    framer, found = Framer(8192), []
    for size in [*sizes, len(stream)]:
        found += framer.feed(stream[:size])
        stream = stream[size:]
    assert found == MESSAGES


def test_pings_and_pongs_are_told_apart() -> None:
    framer = Framer(8192)
    framer.feed(b"\r\n\r\n")
    framer.feed(b"\r\n")
    assert (framer.pings, framer.pongs) == (1, 1)


@pytest.mark.parametrize(
    "data",
    [
        request().replace(b"Content-Length", b"X-Length"),
        request().replace(b"Content-Length: ", b"Content-Length: -"),
        request().replace(b"Content-Length: ", b"Content-Length: x"),
        request().replace(b"Content-Length: ", b"Content-Length: 9999999999"),
        request(more=[("Content-Length", "0")]),
        request(more=[("l", "0")]),
        request().replace(b"Content-Length: ", b"Content-Length: 99"),
        b"x" * 9000,
        b"\x00" * 9000,
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_where_the_next_message_begins_must_be_certain(data: bytes) -> None:
    framer = Framer(8192)
    with pytest.raises(BrokenStream):
        framer.feed(data)


@given(st.binary(max_size=3000))
def test_bytes_of_any_kind_are_framed_or_refused(data: bytes) -> None:
    try:
        Framer(1024).feed(data)
    except BrokenStream:
        return
