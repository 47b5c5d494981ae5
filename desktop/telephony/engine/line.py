"""One SIP account of PJSIP, typed: registering and taking calls, always through the edge."""

from dataclasses import dataclass
from typing import Protocol

import pjsua2 as pj

from desktop.domain.phone import Account, MediaSecurity, Transport
from desktop.telephony.engine import hardening
from desktop.telephony.engine.stack import checked, guarded

_SRTP_USES = {
    MediaSecurity.OFF: pj.PJMEDIA_SRTP_DISABLED,
    MediaSecurity.OPTIONAL: pj.PJMEDIA_SRTP_OPTIONAL,
    MediaSecurity.REQUIRED: pj.PJMEDIA_SRTP_MANDATORY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationAnswer:
    """`code` of the registrar's last answer, or PJSIP's own 408 or 503; `seconds` until it runs out, 0 for none."""

    code: int
    reason: str
    seconds: int


class LineListener(Protocol):
    """Told from within PJSIP."""

    def line_answered(self, answer: RegistrationAnswer) -> None: ...

    def line_called(self, pj_id: int, message: str) -> None:
        """An INVITE: a `Leg` must be made of `pj_id` before this returns."""
        ...

    def line_bypassed(self) -> None:
        """An INVITE that did not come through the edge; PJSIP refuses it, as no `Leg` is made of it."""
        ...


class Line(pj.Account):  # type: ignore[misc]  # pjsua2 has no types
    def __init__(self, listener: LineListener) -> None:
        super().__init__()
        self._listener = listener
        self._proxy = ""

    @checked
    def open(self, account: Account, domain: str, proxy: str, port: int) -> None:
        """`proxy` is the edge's inside URI, in angle brackets; `port` is PJSIP's own."""
        self._proxy = proxy
        config = account_config(account, domain, proxy)
        if not account.registers:
            # without a registrar PJSIP would ask the system for its address at each call, and its caller waits
            stream = "" if account.transport is Transport.UDP else ";transport=tcp"
            sip = config.sipConfig
            sip.contactForced = f"<sip:{account.user}@{hardening.LOOPBACK}:{port}{stream}>"
        self.create(config, True)

    @checked
    def register(self) -> None:
        self.setRegistration(True)

    @checked
    def unregister(self) -> None:
        self.setRegistration(False)

    def close(self) -> None:
        """To be followed by dropping the last reference at once: PJSIP closes it again by number when it goes."""
        self.shutdown()

    @guarded
    def onRegState(self, prm: pj.OnRegStateParam) -> None:
        self._listener.line_answered(
            RegistrationAnswer(code=int(prm.code), reason=str(prm.reason), seconds=int(prm.expiration))
        )

    @guarded
    def onIncomingCall(self, prm: pj.OnIncomingCallParam) -> None:
        received = prm.rdata
        message = str(received.wholeMsg)
        # PJSIP's own port is open to every program, and every user, of this computer; only the edge knows its route
        if f"\r\nRecord-Route: {self._proxy}\r\n" in message:
            self._listener.line_called(int(prm.callId), message)
        else:
            self._listener.line_bypassed()


def account_config(account: Account, domain: str, proxy: str) -> pj.AccountConfig:
    """What PJSIP is told of an account. SDES keys are offered over TLS alone, or everybody could read them."""
    config = pj.AccountConfig()
    hardening.harden_account(config)
    config.idUri = _identity(account, domain)
    if account.registers:
        config.regConfig.registrarUri = f"sip:{domain}"
        config.regConfig.timeoutSec = account.expires_seconds
        config.regConfig.delayBeforeRefreshSec = refresh_lead_seconds(account)
    sip = config.sipConfig
    if account.password:
        user = account.auth_user or account.user
        sip.authCreds.append(pj.AuthCredInfo("digest", "*", user, 0, account.password))
    sip.proxies.append(proxy)
    media = config.mediaConfig
    secured = account.media_security if account.transport is Transport.TLS else MediaSecurity.OFF
    media.srtpUse = _SRTP_USES[secured]
    # PJSIP itself sees loopback TCP; that the outside is TLS was asked above
    media.srtpSecureSignaling = 0
    options = pj.SrtpOpt()
    options.keyings.append(pj.PJMEDIA_SRTP_KEYING_SDES)
    media.srtpOpt = options
    return config


def refresh_lead_seconds(account: Account) -> int:
    """How long before its end a registration is refreshed: time enough to repeat it over UDP."""
    return max(1, account.expires_seconds // 6)


def _identity(account: Account, domain: str) -> str:
    uri = f"sip:{account.user}@{domain}"
    name = account.display_name.replace("\\", "").replace('"', "").strip()
    return f'"{name}" <{uri}>' if name else uri
