"""RFC 4475's 49 messages, read when that folder is beside the project; what becomes of each one sent to our address.

A number is the answer given, `rings` reaches PJSIP, `nothing` is dropped without a word (responses to nothing we sent).
"""

import re
from pathlib import Path

from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.edge.sip.reader import read
from tests.telephony.edge.messages import request, with_sdp
from tests.telephony.edge.relays import EXCHANGE, relay

FOLDER = Path(__file__).parents[4] / "shared" / "corpora" / "rfc4475"

# RFC 4475 §3.1.1: valid, however odd.
VALID = {
    "WSINV": "481",  # in a dialog that is not ours
    "ESC01_V": "rings",
    "ESCNULL_V": "405",
    "ESC02_V": "501",
    "LWSDISP_V": "200",
    "DBLREQ": "405",  # the first of the two
    "SEMIURI_V": "200",
    "TRANSPORTS_V": "200",
    "MPART01": "405",
    "UNREASON_V": "nothing",
    "NOREASON_V": "nothing",
}
# Valid too, and refused on purpose: control characters in a name, and 34 Vias.
VALID_AND_REFUSED = {"INTMETH": "nothing", "LONGREQ_V": "400"}
# §3.1.2: invalid.
INVALID = {
    **dict.fromkeys(["BADINV01_I", "CLERR_I", "NCL_I", "SCALAR02_V", "QUOTBAL_I", "LTGTRURI_I", "LWSRURI_I"], "400"),
    **dict.fromkeys(["LWSSTART_V", "TRWS_I", "REGBADCT_I", "BADASPEC_I", "BADDN_I", "MISMATCH01_V"], "400"),
    **dict.fromkeys(["ESCRURI_V", "MISMATCH02_V"], "400"),
    "BADVERS_V": "505",
    "SCALARLG_V": "nothing",
    "BIGCODE_V": "nothing",
}
# Its Date is none, which nobody reads.
INVALID_AND_HARMLESS = {"BADDATE_V": "rings"}
# §3.2 to §3.4: for the transaction and the application to refuse.
APPLICATION = {
    "BADBRANCH_V": "200",
    "INSUF_I": "nothing",  # no From and no Call-ID: nothing an answer could be made of
    **dict.fromkeys(["UNKSCM_V", "NOVELSC_V"], "416"),
    "UNKSM2_V": "400",
    "BEXT01_V": "420",
    "INVUT_V": "415",
    **dict.fromkeys(["REGAUT01_V", "CPARAM01_V", "CPARAM02_V", "REGESCRT_V"], "405"),
    **dict.fromkeys(["MULTI01_I", "MCL01_I"], "400"),
    "BCAST_V": "nothing",
    "ZEROMF_V": "200",
    "SDP01_V": "406",
    "INV2543_I": "rings",
}
ALL = {**VALID, **VALID_AND_REFUSED, **INVALID, **INVALID_AND_HARMLESS, **APPLICATION}
# Where the request's address is itself the trouble, it must not be replaced by ours.
OWN_ADDRESS = ("ESCRURI_V", "LTGTRURI_I", "LWSRURI_I")


def _to_us(data: bytes) -> bytes:
    return re.sub(rb"^(\S+) sips?:\S+ SIP", rb"\1 sip:token@192.0.2.20 SIP", data)


def _what_became_of(data: bytes) -> str:
    outcome = relay().from_exchange(data, EXCHANGE, 1.0)
    if outcome.to_phone:
        return "rings"
    return outcome.to_exchange[8:11].decode() or "nothing"


def test_each_message_gets_what_the_rfc_asks_for() -> None:
    files = {path.stem.removeprefix("TC_"): path.read_bytes() for path in FOLDER.glob("*.dat")}
    found = {name: _what_became_of(data if name in OWN_ADDRESS else _to_us(data)) for name, data in files.items()}
    assert found == {name: ALL[name] for name in files}


def test_sent_as_they_are_none_of_them_rings() -> None:
    assert all(_what_became_of(path.read_bytes()) != "rings" for path in FOLDER.glob("*.dat"))


def test_all_49_have_a_verdict_here() -> None:
    assert (len(ALL), len(VALID) + len(VALID_AND_REFUSED), len(INVALID) + len(INVALID_AND_HARMLESS)) == (49, 13, 19)


def test_odd_but_valid_cases_of_our_own_ring() -> None:
    odd = {
        "folded": request().replace(b"Max-Forwards: 70", b"Max-Forwards:\r\n  0070"),
        "escaped": request(changed={"To": "<sip:%74oken@192.0.2.20>"}),
        "unknown header": request(more=[("NewFangledHeader", ";;,,;;,;")]),
        "semicolons in the user": request(changed={"From": "<sip:a;b=c,d@example.com>;tag=1"}),
        "no space before the name's address": request(changed={"From": "caller<sip:a@b>;tag=1"}),
        "unknown transports": request(more=[("Via", "SIP/2.0/SCTP a.b;branch=z9hG4bK1, SIP/2.0/UNKNOWN c.d")]),
        "no branch": request(changed={"Via": "SIP/2.0/UDP 192.0.2.1"}),
    }  # fmt: skip
    assert {name: _what_became_of(data) for name, data in odd.items()} == dict.fromkeys(odd, "rings")
    assert all(isinstance(read(data), SipMessage) for data in odd.values())


# RFC 5118: addresses of IPv6 wherever they may stand.
_IPV6 = {
    "a reference": ("rings", request(uri="sip:token@[2001:db8::10]", changed={"Via": "SIP/2.0/UDP [2001:db8::9:1]"})),
    "no brackets": ("400", request(uri="sip:token@2001:db8::10")),
    "a port that is none": ("rings", request(uri="sip:token@[2001:db8::10:5070]")),
    "a port that is one": ("rings", request(uri="sip:token@[2001:db8::10]:5070")),
    "received in brackets": ("rings", request(changed={"Via": "SIP/2.0/UDP [2001:db8::9];received=[2001:db8::9:255]"})),
    "received bare": ("rings", request(changed={"Via": "SIP/2.0/UDP [2001:db8::9];received=2001:db8::9:255"})),
    "in the description": ("rings", with_sdp(instead={"c=": "c=IN IP6 2001:db8::2", "o=": "o=- 1 1 IN IP6 ::1"})),
    "both kinds in the fields": ("rings", request(more=[("Via", "SIP/2.0/UDP [2001:db8::9]:6050, SIP/2.0/TCP a.b")])),
    "both kinds in the description": ("rings", with_sdp(more=["m=video 0 RTP/AVP 96", "c=IN IP6 2001:db8::1"])),
    "IPv4 mapped": ("rings", with_sdp(instead={"c=": "c=IN IP6 ::ffff:192.0.2.10"})),
    "two colons before IPv4": ("rings", request(changed={"Contact": "<sip:a@[2001:db8::192.0.2.1]>"})),
    "three colons before IPv4": ("400", request(changed={"Contact": "<sip:a@[2001:db8:::192.0.2.1]>"})),
}  # fmt: skip


def test_addresses_of_ipv6_are_read_as_rfc_5118_has_them() -> None:
    found = {name: _what_became_of(data) for name, (_, data) in _IPV6.items()}
    assert found == {name: wanted for name, (wanted, _) in _IPV6.items()}
