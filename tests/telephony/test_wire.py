"""The frames between desk and engine: what goes in comes out, and nothing else gets through."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.call import Call, CallerHints, CallState
from desktop.domain.channel import Direction
from desktop.domain.phone import Account
from desktop.telephony import protocol, wire

_text = st.text(max_size=20)
st.register_type_strategy(str, _text)
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def anything() -> st.SearchStrategy[protocol.Order | protocol.News]:
    return st.one_of(*(st.builds(cls) for cls in get_args(protocol.Order) + get_args(protocol.News)))


def _frame(document: object) -> bytes:
    body = json.dumps(document).encode()
    return len(body).to_bytes(4, "big") + body


@given(value=anything())
def test_every_order_and_news_comes_back_equal(value: protocol.Order | protocol.News) -> None:
    assert list(wire.FrameReader().feed(wire.encode(value))) == [value]


@given(values=st.lists(anything(), max_size=4), cut=st.integers(min_value=1, max_value=50))
def test_a_stream_torn_anywhere_gives_the_same_values(values: list[protocol.Order | protocol.News], cut: int) -> None:
    stream = b"".join(wire.encode(value) for value in values)
    reader = wire.FrameReader()
    found = [value for at in range(0, len(stream), cut) for value in reader.feed(stream[at : at + cut])]
    assert found == values


@given(body=st.binary(max_size=200))
def test_noise_is_a_protocol_error_and_nothing_else(body: bytes) -> None:
    with pytest.raises(wire.ProtocolError):
        wire.decode(body)


_json = st.recursive(st.none() | st.booleans() | st.integers() | _text, lambda inner: st.lists(inner, max_size=3))


@given(value=anything(), field=st.integers(min_value=0), put=_json)
def test_a_field_of_the_wrong_type_is_refused_or_harmless(
    value: protocol.Order | protocol.News, field: int, put: object
) -> None:
    document = json.loads(wire.encode(value)[4:])
    document[list(document)[field % len(document)]] = put
    try:
        decoded = wire.decode(json.dumps(document).encode())
    except wire.ProtocolError:
        return
    assert json.loads(wire.encode(decoded)[4:]) == document


def test_a_time_of_another_zone_arrives_as_utc() -> None:
    started = datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    call = Call(id="a", direction=Direction.INBOUND, state=CallState.RINGING, peer="", started_at=started)
    decoded = wire.decode(wire.encode(protocol.CallChanged(call=call))[4:])
    assert isinstance(decoded, protocol.CallChanged)
    assert decoded.call.started_at == started
    assert decoded.call.started_at.tzinfo == UTC


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ({"is": "Popen", "args": []}, "unknown class"),
        ({"is": "Call"}, "unknown class"),
        ({"is": ["Dial"]}, "unknown class"),
        ({"call_id": "1"}, "unknown class"),
        ({"is": "Dial", "call_id": "1"}, "target"),
        ({"is": "Dial", "call_id": "1", "target": "2", "more": 1}, "more"),
        ({"is": "Dial", "call_id": 1, "target": "2"}, "not str"),
        ({"is": "Decline", "call_id": "1", "code": True}, "not int"),
        ({"is": "Decline", "call_id": "1", "code": 1.5}, "not int"),
        ({"is": "SetIncomingPolicy", "policy": "loud"}, "may not have"),
        ({"is": "LevelsMeasured", "microphone": "1", "speaker": 0.0}, "not float"),
        ({"is": "UseAccount", "account": None}, "not an object"),
        (["Dial"], "not an object"),
    ],
)
def test_what_is_not_in_the_protocol_is_refused_in_words(document: object, word: str) -> None:
    with pytest.raises(wire.ProtocolError, match=word):
        list(wire.FrameReader().feed(_frame(document)))


def test_an_oversized_frame_is_refused_before_it_is_read() -> None:
    with pytest.raises(wire.ProtocolError, match="more than"):
        list(wire.FrameReader().feed((wire.MAX_FRAME + 1).to_bytes(4, "big")))
    with pytest.raises(wire.ProtocolError, match="more than"):
        wire.encode(protocol.Dial(call_id="1", target="9" * wire.MAX_FRAME))


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"is":"LevelsMeasured","microphone":NaN,"speaker":0}'])
def test_json_made_to_hurt_is_refused(body: bytes) -> None:
    with pytest.raises(wire.ProtocolError):
        wire.decode(body)


def test_a_naive_time_does_not_travel() -> None:
    naive = datetime(2026, 3, 1)  # noqa: DTZ001 - that is the point
    call = Call(id="a", direction=Direction.INBOUND, state=CallState.RINGING, peer="", started_at=naive)
    with pytest.raises(wire.ProtocolError, match="zone"):
        wire.encode(protocol.CallChanged(call=call))


def test_a_value_that_is_not_of_the_protocol_does_not_travel() -> None:
    with pytest.raises(wire.ProtocolError, match="neither"):
        wire.encode(CallerHints())  # type: ignore[arg-type]  # that is the point


def test_the_password_travels_but_is_not_in_the_text_of_the_order() -> None:
    order = protocol.UseAccount(account=Account(user="101", servers=("pbx",), password="geheim"))
    assert b"geheim" in wire.encode(order)
    assert "geheim" not in repr(order)
