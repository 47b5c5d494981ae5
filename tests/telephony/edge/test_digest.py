"""Log-in: the strongest challenge alone reaches PJSIP, the password goes to one realm, and is tried twice at most."""

import pytest

from desktop.telephony.engine.edge.digest import Challenge, Denied, PasswordGuard, read_challenge
from desktop.telephony.engine.edge.sip.message import SipMessage
from tests.telephony.edge.messages import passed, response
from tests.telephony.edge.relays import EXCHANGE, delivered, phone_request, relay, reply, sent

MD5 = 'Digest realm="r", nonce="m", algorithm=MD5, qop="auth"'
SHA = 'Digest realm="r", nonce="s", algorithm=SHA-256, qop="auth"'
SHA512 = 'Digest realm="r", nonce="t", algorithm=SHA-512-256, qop="auth"'
OTHER = 'Digest realm="r", nonce="u", algorithm=SHA3-256, qop="auth"'
PLAIN = 'Digest realm="r", nonce="p"'
INTEGRITY = 'Digest realm="r", nonce="i", algorithm=SHA-256, qop="auth-int"'


def _asked(*challenges: str, status: int = 401, number: int = 1, call_id: str = "c") -> SipMessage:
    name = "WWW-Authenticate" if status == 401 else "Proxy-Authenticate"
    changed: dict[str, str | None] = {"CSeq": f"{number} REGISTER", "Call-ID": call_id}
    return passed(response(status, "no", changed=changed, more=[(name, value) for value in challenges]))


def _shown(*challenges: str, status: int = 401) -> tuple[str, ...]:
    settled = PasswordGuard().settle(_asked(*challenges, status=status))
    assert isinstance(settled, SipMessage)
    return settled.values("WWW-Authenticate" if status == 401 else "Proxy-Authenticate")


@pytest.mark.parametrize("status", [401, 407])
@pytest.mark.parametrize(
    ("offered", "nonce"),
    [((MD5, SHA), "s"), ((SHA, MD5), "s"), ((SHA512, SHA, MD5), "t"), ((MD5, SHA512), "t"),
     ((SHA512,), "t"), ((INTEGRITY, MD5), "m"),
     ((SHA,), "s"), ((MD5,), "m"), ((PLAIN, SHA), "s"), (("Basic realm=\"r\"", PLAIN), "p"),
     ((OTHER, PLAIN), "p"), ((OTHER, SHA, MD5), "s")],
)  # fmt: skip
def test_of_several_challenges_pjsip_sees_the_strongest_it_can_answer(
    offered: tuple[str, ...], nonce: str, status: int
) -> None:
    (only,) = _shown(*offered, status=status)
    assert f'nonce="{nonce}"' in only


@pytest.mark.parametrize(
    "challenge",
    [OTHER, INTEGRITY, 'Basic realm="r"', "Digest", 'Digest realm="r"', 'Digest nonce="n"', "",
     'Digest realm="r" nonce="n"', 'Digest realm="r", realm="q", nonce="n"',
      'Digest realm="r, nonce="n"', 'Bearer realm="r", nonce="n"'],
)  # fmt: skip
def test_what_pjsip_cannot_answer_is_denied_in_words(challenge: str) -> None:
    settled = PasswordGuard().settle(_asked(challenge))
    assert isinstance(settled, Denied)
    assert (settled.rule, bool(settled.text)) == ("digest_unknown", True)


def test_a_401_that_asks_nothing_is_denied() -> None:
    assert isinstance(PasswordGuard().settle(_asked()), Denied)


def test_what_a_challenge_says_survives() -> None:
    text = 'digest  nonce = "n\\"1" ,realm="a, b",opaque="o",stale=TRUE,algorithm="sha-256",qop="auth-int,auth",x=y'
    challenge = read_challenge(text)
    assert challenge == Challenge(
        realm="a, b", nonce='n\\"1', algorithm="SHA-256", has_qop=True, opaque="o", is_stale=True
    )
    assert read_challenge(str(challenge)) == challenge


def test_the_password_goes_to_the_first_realm_and_no_other() -> None:
    guard = PasswordGuard()
    assert isinstance(guard.settle(_asked(MD5, call_id="a")), SipMessage)
    other = MD5.replace('realm="r"', 'realm="evil"')
    denied = guard.settle(_asked(other, call_id="b"))
    assert isinstance(denied, Denied)
    assert denied.rule == "digest_realm"
    both = guard.settle(_asked(other.replace("MD5", "SHA-256"), MD5, call_id="c"))
    assert isinstance(both, SipMessage)
    assert 'realm="r"' in both.first("WWW-Authenticate")


def test_a_server_that_asks_without_end_gets_two_answers() -> None:
    guard = PasswordGuard()
    verdicts = [guard.settle(_asked(MD5.replace('"m"', f'"{n}"'), number=n)) for n in range(1, 5)]
    assert [isinstance(verdict, Denied) for verdict in verdicts] == [False, False, True, True]


def test_a_repeated_401_counts_once() -> None:
    guard = PasswordGuard()
    assert all(isinstance(guard.settle(_asked(MD5, number=1)), SipMessage) for _ in range(5))


def test_after_a_success_the_tries_begin_anew() -> None:
    guard = PasswordGuard()
    for number in range(1, 20, 2):
        assert isinstance(guard.settle(_asked(MD5, number=number)), SipMessage)
        changed: dict[str, str | None] = {"CSeq": f"{number + 1} REGISTER", "Call-ID": "c"}
        guard.settle(passed(response(200, "OK", changed=changed)))


def test_pjsip_hears_a_denial_as_a_plain_no_with_the_reason() -> None:
    here = relay()
    registration = sent(here.from_phone(phone_request(), 1.0))
    outcome = here.from_exchange(reply(registration, 401, ("WWW-Authenticate", OTHER)), EXCHANGE, 1.1)
    told = delivered(outcome)
    assert (told.status, told.values("WWW-Authenticate"), outcome.is_security) == (403, (), True)
    assert told.reason == outcome.text
