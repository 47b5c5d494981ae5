"""What PJSIP is told to leave alone: one function a struct, one table for the codecs, read back by a test a line.

PJSIP 2.15.1 has known memory bugs and defaults made for laboratories. Whatever we do not use is off, so that it
cannot be reached; limits are those of one agent's desk. PJSIP's sockets are bound to loopback: the edge alone
speaks with the network.
"""

import random

import pjsua2 as pj

# PJSIP is built for four (PJSUA_MAX_CALLS) and takes no more, whatever it is told
MAX_CALLS = 4
CLOCK_RATE = 16000
FRAME_MILLISECONDS = 20
LOOPBACK = "127.0.0.1"
_RTP_PORTS = range(20000, 56000, 2)
_RTP_SPAN = 4000

# one packet of Speex can overflow the stack (pjproject 6c9024511); iLBC and GSM nobody offers an agent
CODECS_OFF = ("speex/", "iLBC/", "GSM/", "L16/")


def endpoint_config() -> pj.EpConfig:
    """One thread, no resolver, no STUN, no presence, quiet, a sound clock that never stops."""
    config = pj.EpConfig()
    agent = config.uaConfig
    agent.threadCnt = 0
    agent.mainThreadOnly = True
    agent.maxCalls = MAX_CALLS
    agent.userAgent = "Parley"
    agent.mwiUnsolicitedEnabled = False
    agent.enableUpnp = False
    agent.natTypeInSdp = 0
    agent.nameserver = pj.StringVector()
    agent.stunServer = pj.StringVector()
    log = config.logConfig
    log.level = 0
    log.consoleLevel = 0
    log.msgLogging = 0
    media = config.medConfig
    media.clockRate = CLOCK_RATE
    media.sndClockRate = CLOCK_RATE
    media.audioFramePtime = FRAME_MILLISECONDS
    media.noVad = True
    media.ecTailLen = 0
    # the default loses a conference slot a call and stops at 251 calls (pjproject #4253)
    media.sndAutoCloseTime = -1
    return config


def harden_account(config: pj.AccountConfig) -> None:
    """Switch off what an account could do besides registering and calling through the edge."""
    nat = config.natConfig
    nat.iceEnabled = False
    nat.turnEnabled = False
    nat.sipStunUse = pj.PJSUA_STUN_USE_DISABLED
    nat.mediaStunUse = pj.PJSUA_STUN_USE_DISABLED
    nat.sipUpnpUse = pj.PJSUA_UPNP_USE_DISABLED
    nat.mediaUpnpUse = pj.PJSUA_UPNP_USE_DISABLED
    nat.sipOutboundUse = 0
    nat.contactUseSrcPort = 0
    # contact, Via and SDP are the edge's business: PJSIP only ever sees loopback
    nat.contactRewriteUse = 0
    nat.viaRewriteUse = 0
    nat.sdpNatRewriteUse = 0
    nat.udpKaIntervalSec = 0
    config.presConfig.publishEnabled = False
    config.mwiConfig.enabled = False
    config.videoConfig.autoShowIncoming = False
    config.videoConfig.autoTransmitOutgoing = False
    config.mediaConfig.rtcpXrEnabled = False
    registration = config.regConfig
    # retries are ours: PJSIP's default waits 300 s and knows no words
    registration.retryIntervalSec = 0
    registration.firstRetryIntervalSec = 0
    registration.dropCallsOnFail = False
    registration.registerOnAdd = False
    registration.unregWaitMsec = 500
    ports = config.mediaConfig.transportConfig
    ports.port = random.choice(_RTP_PORTS)
    ports.portRange = _RTP_SPAN
    # the edge writes the address that counts; asking the system for one keeps each caller waiting for his ring
    ports.publicAddress = LOOPBACK


def transport_config() -> pj.TransportConfig:
    config = pj.TransportConfig()
    config.port = 0
    config.boundAddress = LOOPBACK
    config.publicAddress = LOOPBACK
    return config


def codec_priorities(available: tuple[str, ...], wanted: tuple[str, ...]) -> dict[str, int]:
    """Priority by codec id (`G722/16000/1`): those wanted, in their order, 0 for all others.

    With none of the wanted ones here, G.711 stays on, because a call without a codec is no call.
    """
    order = [name.upper() for name in wanted]
    usable = {codec: codec.split("/", 1)[0].upper() for codec in available if not codec.startswith(CODECS_OFF)}
    if not any(name in order for name in usable.values()):
        order = ["PCMA", "PCMU"]
    return {
        codec: 250 - order.index(usable[codec]) if codec in usable and usable[codec] in order else 0
        for codec in available
    }
