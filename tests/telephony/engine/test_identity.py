"""Who calls: what an INVITE says, made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.call import CallerHints
from desktop.telephony.engine.identity import MAX_NAME, MAX_USER_DATA, harmless, hints_of, number_of, peer_of

_BASE = (
    "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1",
    "To: <sip:+48800100200@pbx.example>",
    "Call-ID: 1@x",
    "CSeq: 1 INVITE",
    "Max-Forwards: 70",
)
_FROM = 'From: "Anna" <sip:+48501501501@pbx.example>;tag=1'


def hints(*lines: str, trusts: bool = True, wanted: tuple[str, ...] = ()) -> CallerHints:
    start = "INVITE sip:agent@127.0.0.1 SIP/2.0"
    has_from = any(line.lower().startswith(("from:", "f:")) for line in lines)
    fields = [*_BASE, *(() if has_from else (_FROM,)), *lines, "Content-Length: 0"]
    return hints_of("\r\n".join([start, *fields, "", ""]), trusts_identity=trusts, wanted=wanted)


def test_from_and_to_are_taken() -> None:
    found = hints()
    assert (found.from_uri, found.display_name) == ("sip:+48501501501@pbx.example", "Anna")
    assert found.dialled == "+48800100200"
    assert not found.is_withheld
    assert peer_of(found) == "+48501501501"


def test_the_asserted_identity_counts_only_from_a_trusted_exchange() -> None:
    line = 'P-Asserted-Identity: "Real" <sip:+48111@pbx>, <tel:+48222>'
    assert hints(line).asserted == "sip:+48111@pbx"
    assert hints(line).asserted_name == "Real"
    assert peer_of(hints(line)) == "+48111"
    assert hints(line, trusts=False).asserted == ""
    assert peer_of(hints(line, trusts=False)) == "+48501501501"


@pytest.mark.parametrize(
    "lines",
    [
        ("Privacy: id",),
        ("Privacy: critical;id",),
        ("Privacy: header;user",),
        ('From: "Anonymous" <sip:anonymous@anonymous.invalid>;tag=1',),
        ("From: <sip:anonymous@pbx.example>;tag=1",),
        ("From: <sip:anything@anonymous.invalid>;tag=1",),
    ],
)
def test_a_withheld_number_is_withheld(lines: tuple[str, ...]) -> None:
    found = hints(*lines, "P-Asserted-Identity: <sip:+48111@pbx>")
    assert found.is_withheld
    assert peer_of(found) == ""


@pytest.mark.parametrize("lines", [("Privacy: none",), ('From: "Anonymous fan" <sip:+48111@pbx>;tag=1',)])
def test_a_number_that_is_not_withheld_is_shown(lines: tuple[str, ...]) -> None:
    assert not hints(*lines).is_withheld


def test_the_number_that_was_dialled_first_is_found() -> None:
    once = "Diversion: <sip:+48222@pbx>;reason=no-answer"
    assert hints(once).diverted_from == "+48222"
    twice = f"{once}, <sip:+48111@pbx>;reason=unconditional"
    assert hints(twice).diverted_from == "+48111"
    assert hints(once, "Diversion: <sip:+48111@pbx>;reason=unconditional").diverted_from == "+48111"
    history = "History-Info: <sip:+48111@pbx>;index=1, <sip:+48333@pbx?Reason=SIP%3Bcause%3D302>;index=1.1"
    assert hints(history, "History-Info: <sip:agent@pbx>;index=1.1.1").diverted_from == "+48111"
    assert hints("History-Info: <sip:agent@pbx>;index=1").diverted_from == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("6f726465723a3137;encoding=hex", "order:17"),
        ("046f726465723a3137;encoding=hex;purpose=isdn-uui", "order:17"),
        ("6f726465723a3137", "order:17"),
        ("order 17", "order 17"),
        ('"order 17";encoding=text', "order 17"),
        ("c582c3b364c5ba;encoding=hex", "łódź"),
        ("ff00ff;encoding=hex", "\ufffd\ufffd"),
    ],
)
def test_user_to_user_is_decoded(value: str, text: str) -> None:
    assert hints(f"User-to-User: {value}").user_data == text


def test_only_the_wanted_headers_are_kept_whatever_their_case() -> None:
    found = hints("x-order: 17", "X-Other: 18", wanted=("X-Order", "X-Absent"))
    assert dict(found.extra) == {"X-Order": "17"}


def test_control_and_direction_characters_are_taken_out() -> None:
    found = hints('From: "Bank\u202egnp.exe\u2066 \u200fx" <sip:1@pbx>;tag=1')
    assert found.display_name == "Bankgnp.exe x"
    assert harmless("a\x00\ufeffb\x1b[31m\tc\u2028d", 100) == "ab[31m cd"
    assert harmless("نام\u200cخانوادگی 👨\u200d👩", 100) == "نام\u200cخانوادگی 👨\u200d👩"


def test_lengths_are_bounded() -> None:
    assert len(hints(f"User-to-User: {'ab' * 900}").user_data) <= MAX_USER_DATA
    assert len(harmless("x" * 10_000, MAX_NAME)) == MAX_NAME


@pytest.mark.parametrize(
    ("uri", "number"),
    [
        ("sip:+48501@pbx.example;user=phone", "+48501"),
        ("sip:%2B48501@pbx", "+48501"),
        ("sip:501;phone-context=+48@pbx", "501"),
        ("tel:+48-501-501;phone-context=x", "+48-501-501"),
        ("sip:anna@shop.example:5080", "anna@shop.example:5080"),
        ("sip:pbx.example", "pbx.example"),
        ("sip:secret:pass@pbx", "secret@pbx"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_the_number_in_a_uri(uri: str, number: str) -> None:
    assert number_of(uri) == number


@given(text=st.text(max_size=300))
def test_no_invite_raises(text: str) -> None:
    hints_of(text, trusts_identity=True, wanted=("X-A",))
    hints(f"From: {text}", f"Diversion: {text}", f"User-to-User: {text}", f"Privacy: {text}", wanted=("X-A",))


@given(text=st.text(max_size=300), limit=st.integers(min_value=0, max_value=100))
def test_harmless_is_harmless_and_stays_so(text: str, limit: int) -> None:
    once = harmless(text, limit)
    assert len(once) <= limit
    assert harmless(once, limit) == once
    assert not any(c < " " or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in once)
