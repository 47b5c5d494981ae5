"""SHA-256 log-in by the edge: PJSIP is asked for MD5 and its answer is made anew; MD5 never goes out in its place."""

import re

import pytest

from desktop.telephony.engine.edge.relay import Relay
from desktop.telephony.engine.edge.responses import Responses
from tests.telephony.edge.messages import passed
from tests.telephony.edge.relays import EXCHANGE, delivered, phone_request, relay, reply, sent

# The worked example of RFC 7616 §3.9.1: an HTTP request, whose response is made in the same way.
_EXAMPLE = (
    'Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, '
    'cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, algorithm=MD5, '
    'response="8ca523f5e9506fed4657c9700eebdbec", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
_EXAMPLE_CHALLENGE = (
    'Digest realm="http-auth@example.org", qop="auth", algorithm=SHA-256, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
_EXAMPLE_RESPONSE = "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
_BY_HAND = "67aa1bb69e99fb184c4f68be30c546bffb0e316762db31840837f93a9f0b1201"
SHA = 'Digest realm="r", nonce="s", algorithm=SHA-256, qop="auth"'
MD5 = 'Digest realm="r", nonce="m", algorithm=MD5, qop="auth"'


def _answer_to(nonce: str) -> str:
    return (
        f'Digest username="agent", realm="r", nonce="{nonce}", uri="sip:example.com", '
        'response="0123456789abcdef0123456789abcdef", algorithm=MD5, cnonce="c", qop=auth, nc=00000001'
    )


def _asked(here: Relay, *challenges: str) -> str:
    """What PJSIP is asked after its REGISTER met these challenges."""
    request = sent(here.from_phone(phone_request(), 1.0))
    more = [("WWW-Authenticate", challenge) for challenge in challenges]
    return delivered(here.from_exchange(reply(request, 401, *more), EXCHANGE, 1.1)).first("WWW-Authenticate")


def _sent_with(here: Relay, authorization: str, name: str = "Authorization") -> str:
    again = {"CSeq": "2 REGISTER", name: authorization}
    return sent(here.from_phone(phone_request(changed=again), 1.2)).first(name)


def test_the_example_of_the_rfc_comes_out() -> None:
    responses = Responses("Circle of Life")
    responses.show(passed(b"SIP/2.0 401 no\r\n" + _FIELDS + f"WWW-Authenticate: {_EXAMPLE_CHALLENGE}\r\n\r\n".encode()))
    request = passed(b"GET sip:x SIP/2.0\r\n" + _FIELDS + f"Authorization: {_EXAMPLE}\r\n\r\n".encode())
    settled = responses.settle(request).first("Authorization")
    assert f'response="{_EXAMPLE_RESPONSE}"' in settled
    assert "algorithm=SHA-256" in settled


_FIELDS = (
    b"Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n"
    b"Call-ID: x\r\nCSeq: 1 GET\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n"
)


def test_pjsip_is_asked_for_md5_and_sha_256_goes_out() -> None:
    here = relay()
    shown = _asked(here, MD5, SHA)
    assert 'nonce="s"' in shown
    assert "algorithm=MD5" in shown
    answered = _sent_with(here, _answer_to("s"))
    assert "algorithm=SHA-256" in answered
    assert re.search(r'response="[0-9a-f]{64}"', answered)


def test_a_response_of_sha_512_256_is_made_too() -> None:
    here = relay()
    here._responses = Responses("secret")
    assert 'nonce="t"' in _asked(here, SHA, SHA.replace("SHA-256", "SHA-512-256").replace('"s"', '"t"'))
    answered = _sent_with(here, _answer_to("t"))
    assert "algorithm=SHA-512-256" in answered
    # openssl dgst -sha512-256 of the three parts of RFC 7616 §3.4.1, done by hand
    assert f'response="{_BY_HAND}"' in answered


def test_an_md5_challenge_is_answered_by_pjsip_itself() -> None:
    here = relay()
    _asked(here, MD5)
    assert _sent_with(here, _answer_to("m")) == _answer_to("m")


@pytest.mark.parametrize("name", ["Authorization", "Proxy-Authorization"])
def test_an_answer_nobody_asked_for_does_not_leave(name: str) -> None:
    here = relay()
    _asked(here, SHA)
    assert _sent_with(here, _answer_to("another"), name) == ""


def test_each_log_in_of_a_long_day_is_known_while_it_is_used() -> None:
    here = relay()
    _asked(here, SHA)
    for number in range(200):
        _asked(here, SHA.replace('"s"', f'"other{number}"'))
        assert "SHA-256" in _sent_with(here, _answer_to("s"))
