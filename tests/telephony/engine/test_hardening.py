"""The hardening table, read back a line at a time from what PJSIP is really given."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pjsua2 as pj
import pytest

from desktop.domain.phone import Account, MediaSecurity, Transport
from desktop.telephony.engine.hardening import codec_priorities, endpoint_config, transport_config
from desktop.telephony.engine.line import account_config

ENDPOINT = {
    "uaConfig.threadCnt": 0,
    "uaConfig.mainThreadOnly": True,
    "uaConfig.maxCalls": 4,
    "uaConfig.mwiUnsolicitedEnabled": False,
    "uaConfig.enableUpnp": False,
    "uaConfig.natTypeInSdp": 0,
    "logConfig.level": 0,
    "logConfig.consoleLevel": 0,
    "logConfig.msgLogging": 0,
    "medConfig.sndAutoCloseTime": -1,
    "medConfig.noVad": True,
    "medConfig.ecTailLen": 0,
    "medConfig.clockRate": 16000,
    "medConfig.audioFramePtime": 20,
}
ACCOUNT = {
    "natConfig.iceEnabled": False,
    "natConfig.turnEnabled": False,
    "natConfig.sipStunUse": pj.PJSUA_STUN_USE_DISABLED,
    "natConfig.mediaStunUse": pj.PJSUA_STUN_USE_DISABLED,
    "natConfig.sipUpnpUse": pj.PJSUA_UPNP_USE_DISABLED,
    "natConfig.mediaUpnpUse": pj.PJSUA_UPNP_USE_DISABLED,
    "natConfig.sipOutboundUse": 0,
    "natConfig.contactUseSrcPort": 0,
    "natConfig.contactRewriteUse": 0,
    "natConfig.viaRewriteUse": 0,
    "natConfig.sdpNatRewriteUse": 0,
    "natConfig.udpKaIntervalSec": 0,
    "presConfig.publishEnabled": False,
    "mwiConfig.enabled": False,
    "videoConfig.autoShowIncoming": False,
    "videoConfig.autoTransmitOutgoing": False,
    "mediaConfig.rtcpXrEnabled": False,
    "regConfig.retryIntervalSec": 0,
    "regConfig.firstRetryIntervalSec": 0,
    "regConfig.dropCallsOnFail": False,
    "regConfig.registerOnAdd": False,
    "regConfig.timeoutSec": 120,
}

_PROBE = """
import json, os, sys
from desktop.telephony.engine.stack import Stack
from desktop.domain.phone import Transport
stack = Stack()
stack.start()
udp = stack.open_transport(Transport.UDP)
tcp = stack.open_transport(Transport.TCP)
transports = [stack._endpoint.transportGetInfo(i) for i in stack._endpoint.transportEnum()]
names = [(t.typeName, t.localName) for t in transports]
default = stack.codec_priorities()
stack.use_codecs(("PCMU", "G722", "speex"))
wanted = stack.codec_priorities()
print(json.dumps({"udp": udp, "tcp": tcp, "names": names, "default": default, "wanted": wanted}))
sys.stdout.flush()
os._exit(0)
"""


def _read(config: object, path: str) -> Any:
    section, name = path.split(".")
    part = getattr(config, section)
    return getattr(part, name)


@pytest.mark.parametrize(("path", "value"), ENDPOINT.items())
def test_the_endpoint_is_hardened(path: str, value: object) -> None:
    assert _read(endpoint_config(), path) == value


@pytest.mark.parametrize("path", ["nameserver", "stunServer", "outboundProxies"])
def test_the_endpoint_asks_nobody_on_its_own(path: str) -> None:
    agent = endpoint_config().uaConfig
    assert list(getattr(agent, path)) == []


@pytest.mark.parametrize(("path", "value"), ACCOUNT.items())
def test_the_account_is_hardened(path: str, value: object) -> None:
    config = account_config(Account(user="101", servers=("pbx",)), "pbx", "<sip:127.0.0.1:1;lr>")
    assert _read(config, path) == value


def test_the_system_is_not_asked_for_an_address_at_each_call() -> None:
    config = account_config(Account(user="101", servers=("pbx",)), "pbx", "<sip:127.0.0.1:1;lr>")
    media = config.mediaConfig
    ports = media.transportConfig
    assert (ports.boundAddress, ports.publicAddress) == ("", "127.0.0.1")


def test_everything_leaves_through_the_edge() -> None:
    config = account_config(Account(user="101", servers=("pbx",)), "pbx", "<sip:127.0.0.1:1;lr>")
    sip = config.sipConfig
    assert list(sip.proxies) == ["<sip:127.0.0.1:1;lr>"]


def test_pjsips_sockets_are_bound_to_loopback() -> None:
    config = transport_config()
    assert (config.port, config.boundAddress, config.publicAddress) == (0, "127.0.0.1", "127.0.0.1")


@pytest.mark.parametrize(
    ("transport", "wanted", "used"),
    [
        (Transport.TLS, MediaSecurity.REQUIRED, pj.PJMEDIA_SRTP_MANDATORY),
        (Transport.TLS, MediaSecurity.OPTIONAL, pj.PJMEDIA_SRTP_OPTIONAL),
        (Transport.TLS, MediaSecurity.OFF, pj.PJMEDIA_SRTP_DISABLED),
        (Transport.TCP, MediaSecurity.OPTIONAL, pj.PJMEDIA_SRTP_DISABLED),
        (Transport.UDP, MediaSecurity.REQUIRED, pj.PJMEDIA_SRTP_DISABLED),
    ],
)
def test_keys_are_only_offered_over_tls(transport: Transport, wanted: MediaSecurity, used: int) -> None:
    account = Account(user="101", servers=("pbx",), transport=transport, media_security=wanted)
    config = account_config(account, "pbx", "<sip:127.0.0.1:1;lr>")
    media = config.mediaConfig
    assert media.srtpUse == used
    assert media.srtpSecureSignaling == 0  # what PJSIP itself sees is loopback
    options = media.srtpOpt
    assert list(options.keyings) == [pj.PJMEDIA_SRTP_KEYING_SDES]


def test_a_display_name_cannot_break_out_of_its_quotes() -> None:
    account = Account(user="101", servers=("pbx",), display_name='A" <sip:evil@x> \\')
    config = account_config(account, "pbx", "<sip:127.0.0.1:1;lr>")
    assert config.idUri == '"A <sip:evil@x>" <sip:101@pbx>'


def test_codecs_go_by_the_accounts_order_and_the_dangerous_stay_off() -> None:
    there = ("speex/16000/1", "iLBC/8000/1", "GSM/8000/1", "PCMU/8000/1", "PCMA/8000/1", "G722/16000/1")
    found = codec_priorities(there, ("G722", "pcma", "speex"))
    assert found["G722/16000/1"] > found["PCMA/8000/1"] > 0
    assert {codec for codec, priority in found.items() if priority} == {"G722/16000/1", "PCMA/8000/1"}
    only_g711 = codec_priorities(there, ("opus",))
    assert {codec for codec, priority in only_g711.items() if priority} == {"PCMA/8000/1", "PCMU/8000/1"}


@pytest.fixture(scope="module")
def running() -> Mapping[str, Any]:
    """What a started stack says; in a process of its own, because PJSIP starts once a process."""
    done = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, timeout=60, check=True)
    found: Mapping[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_running_stack_has_one_transport_on_loopback(running: Mapping[str, Any]) -> None:
    assert len(running["names"]) == 1
    kind, name = running["names"][0]
    assert kind.startswith("TCP")
    assert name == f"127.0.0.1:{running['tcp']}"
    assert running["udp"] != 0


@pytest.mark.parametrize("codec", ["speex/16000/1", "speex/8000/1", "speex/32000/1", "iLBC/8000/1", "GSM/8000/1"])
def test_the_running_stack_never_uses_this_codec(running: Mapping[str, Any], codec: str) -> None:
    assert running["default"][codec] == 0
    assert running["wanted"][codec] == 0


def test_the_running_stack_uses_the_accounts_codecs(running: Mapping[str, Any]) -> None:
    wanted = {codec for codec, priority in running["wanted"].items() if priority}
    assert wanted == {"PCMU/8000/1", "G722/16000/1"}
