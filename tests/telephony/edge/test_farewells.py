"""A BYE that nobody answers: PJSIP is told so in time, and the exchange hears it again."""

from tests.telephony.edge.messages import passed
from tests.telephony.edge.relays import EXCHANGE, delivered, phone_request, relay, reply, sent


def _bye(branch: str = "bye") -> bytes:
    via = f"SIP/2.0/UDP 127.0.0.1:5070;rport;branch=z9hG4bK{branch}"
    return phone_request("BYE", changed={"Via": via, "To": "<sip:caller@example.com>;tag=theirs"})


def test_pjsip_is_told_once_and_the_exchange_until_half_a_minute_is_over() -> None:
    here = relay()
    first = sent(here.from_phone(_bye(), 100.0))
    here.from_phone(_bye(), 103.5)  # it says it again
    assert not list(here.late_farewells(103.9))
    (late,) = here.late_farewells(104.1)
    told = delivered(late)
    assert (told.status, told.sequence[1], told.first("Via")) == (408, "BYE", passed(_bye()).first("Via"))
    assert sent(late) == first
    again = [outcome for second in range(105, 200) for outcome in here.late_farewells(float(second))]
    assert [outcome.to_phone for outcome in again] == [b""] * len(again)
    assert [sent(outcome) for outcome in again] == [first] * len(again)
    assert 5 <= len(again) <= 8
    assert not here.farewells.are_waiting


def test_an_answered_one_is_done_with() -> None:
    here = relay()
    out = sent(here.from_phone(_bye(), 100.0))
    here.from_exchange(reply(out, 100), EXCHANGE, 100.1)
    unanswered = here.farewells.are_waiting
    here.from_exchange(reply(out, 481), EXCHANGE, 100.2)
    assert (unanswered, here.farewells.are_waiting) == (True, False)
    assert not list(here.late_farewells(110.0))


def test_over_a_stream_nothing_is_sent_again() -> None:
    here = relay(transport="TLS")
    here.from_phone(_bye(), 100.0)
    (late,) = here.late_farewells(104.1)
    assert late.to_phone
    assert not late.to_exchange


def test_other_requests_wait_as_long_as_they_like() -> None:
    here = relay()
    here.from_phone(phone_request("INVITE"), 100.0)
    assert not here.farewells.are_waiting


def test_no_more_of_them_are_kept_than_there_can_be() -> None:
    here = relay()
    for number in range(40):
        here.from_phone(_bye(f"bye{number}"), 100.0)
    assert len(list(here.late_farewells(105.0))) == 16
