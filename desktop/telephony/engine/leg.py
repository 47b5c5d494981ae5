"""One call leg of PJSIP, typed. Whoever holds it must hold it until it has ended: a leg collected early hangs up."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import pjsua2 as pj

from desktop.telephony.engine.line import Line
from desktop.telephony.engine.port import FramePort
from desktop.telephony.engine.stack import checked, guarded

_SRTP_IN_USE = "SRTP status: Active"


class LegState(StrEnum):
    """PJSIP's states of an INVITE, fewer."""

    EARLY = "early"
    CONFIRMED = "confirmed"
    ENDED = "ended"


class MediaState(StrEnum):
    NONE = "none"
    ACTIVE = "active"
    HELD_HERE = "held_here"
    HELD_THERE = "held_there"


_STATES = {
    pj.PJSIP_INV_STATE_CONFIRMED: LegState.CONFIRMED,
    pj.PJSIP_INV_STATE_DISCONNECTED: LegState.ENDED,
}
_MEDIA_STATES = {
    pj.PJSUA_CALL_MEDIA_ACTIVE: MediaState.ACTIVE,
    pj.PJSUA_CALL_MEDIA_LOCAL_HOLD: MediaState.HELD_HERE,
    pj.PJSUA_CALL_MEDIA_REMOTE_HOLD: MediaState.HELD_THERE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LegFacts:
    """What PJSIP says of a leg now; `code` and `reason` of the last answer."""

    state: LegState
    media: MediaState
    code: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFacts:
    codec: str
    is_encrypted: bool


class LegListener(Protocol):
    """Told from within PJSIP: may look at the leg, must not drop it."""

    def leg_changed(self, call_id: str) -> None: ...

    def leg_media_changed(self, call_id: str) -> None: ...

    def leg_heard(self, call_id: str, message: str) -> None:
        """A whole SIP message of this leg's dialog."""
        ...


class Leg(pj.Call):  # type: ignore[misc]  # pjsua2 has no types
    """`pj_id` is PJSIP's number of an incoming call; without it the leg is one to dial with.

    It keeps no reference to the line: a line collected later than it was closed would close whichever line has its
    number by then.
    """

    def __init__(self, line: Line, call_id: str, listener: LegListener, pj_id: int = pj.PJSUA_INVALID_ID) -> None:
        super().__init__(line, pj_id)
        self._call_id = call_id
        self._listener = listener
        self._player: pj.AudioMediaPlayer | None = None
        self._is_fresh = pj_id != pj.PJSUA_INVALID_ID

    @property
    def call_id(self) -> str:
        return self._call_id

    @property
    def number(self) -> int:
        """PJSIP's, still when the leg has ended: by then it may be another's too."""
        return int(self.getId())

    # ------------------------------------------------------------ orders

    @checked
    def dial(self, uri: str, fields: tuple[tuple[str, str], ...] = ()) -> None:
        """With these header fields besides PJSIP's own."""
        parameters = _parameters()
        options = parameters.txOption
        for name, value in fields:
            field = pj.SipHeader()
            field.hName = name
            field.hValue = value
            options.headers.append(field)
        self.makeCall(uri, parameters)

    @checked
    def respond(self, code: int) -> None:
        """180, 200, or a refusal."""
        self.answer(_answer_parameters(code))

    @checked
    def end(self, code: int = 0) -> None:
        """BYE, CANCEL or a refusal, whichever it is time for."""
        parameters = _parameters()
        parameters.statusCode = code
        self.hangup(parameters)

    @checked
    def hold(self) -> None:
        self.setHold(_parameters())

    @checked
    def retrieve(self) -> None:
        parameters = _parameters()
        parameters.opt.flag = pj.PJSUA_CALL_UNHOLD
        self.reinvite(parameters)

    @checked
    def send_digit(self, digit: str) -> None:
        parameters = pj.CallSendDtmfParam()
        parameters.method = pj.PJSUA_DTMF_METHOD_RFC2833
        parameters.digits = digit
        self.sendDtmf(parameters)

    # ------------------------------------------------------------ media

    @checked
    def connect_sound(self, port: FramePort) -> None:
        port.wake()
        media = self.getAudioMedia(-1)
        media.startTransmit(port)
        port.startTransmit(media)

    @checked
    def disconnect_sound(self, port: FramePort) -> None:
        media = self.getAudioMedia(-1)
        media.stopTransmit(port)
        port.stopTransmit(media)

    @checked
    def play(self, path: str) -> None:
        """A WAV file to the other side, once; what was played before is cut off. The player lives with the leg."""
        self._player = None
        player = pj.AudioMediaPlayer()
        player.createPlayer(path, pj.PJMEDIA_FILE_NO_LOOP)
        media = self.getAudioMedia(-1)
        player.startTransmit(media)
        self._player = player

    # ------------------------------------------------------------ facts

    def facts(self) -> LegFacts:
        info = self.getInfo()
        return LegFacts(
            state=_STATES.get(info.state, LegState.EARLY),
            media=_media_state(info),
            code=int(info.lastStatusCode),
            reason=str(info.lastReason),
        )

    def stream(self) -> StreamFacts:
        """Of the first audio stream; to be asked while media flows."""
        info = self.getStreamInfo(0)
        # the profile would not tell: keys that were only offered (RTP/AVP) and taken encrypt as well
        return StreamFacts(codec=str(info.codecName), is_encrypted=_SRTP_IN_USE in str(self.dump(True, "")))

    def listen(self) -> None:
        """The caller hears that it rings: from now on everything is told, and not only the leg's end."""
        self._is_fresh = False

    # ------------------------------------------------------------ called by PJSIP

    @guarded
    def onCallState(self, prm: pj.OnCallStateParam) -> None:
        # between the INVITE and its 180 nothing changes that is not known, and looking costs the caller time
        if self._is_fresh and self.isActive():
            return
        self._hear(prm.e)
        self._listener.leg_changed(self._call_id)

    @guarded
    def onCallMediaState(self, prm: pj.OnCallMediaStateParam) -> None:
        self._listener.leg_media_changed(self._call_id)

    @guarded
    def onCallTsxState(self, prm: pj.OnCallTsxStateParam) -> None:
        if not self._is_fresh:
            self._hear(prm.e)
            self._listener.leg_changed(self._call_id)

    def _leave(self, prm: object) -> None:
        """As PJSIP wants it; said here, or SWIG would go back to ask for it."""

    onCreateMediaTransport = onCallSdpCreated = _leave

    @guarded
    def onCallTransferRequest(self, prm: pj.OnCallTransferRequestParam) -> None:
        # PJSIP's default would place the call the other side asks for
        prm.statusCode = pj.PJSIP_SC_DECLINE

    def onCallRedirected(self, prm: pj.OnCallRedirectedParam) -> int:
        # a 302 to a number that costs is not followed unseen; the call ends with the exchange's own 302
        return int(pj.PJSIP_REDIRECT_REJECT)

    @guarded
    def onCallReplaceRequest(self, prm: pj.OnCallReplaceRequestParam) -> None:
        prm.statusCode = pj.PJSIP_SC_DECLINE

    def _hear(self, event: pj.SipEvent) -> None:
        if event.type != pj.PJSIP_EVENT_TSX_STATE:
            return
        body = event.body
        change = body.tsxState
        if change.type == pj.PJSIP_EVENT_RX_MSG:
            source = change.src
            received = source.rdata
            message = str(received.wholeMsg)
            if message:
                self._listener.leg_heard(self._call_id, message)


class SpentLegs:
    """Legs that have ended, each kept as long as another one has its number.

    PJSIP gives an ended call's number to the next that comes, if need be before it returns. A leg that goes hangs up
    whichever call has its number, and nothing more is told of that one.
    """

    def __init__(self) -> None:
        self._legs: list[Leg] = []

    def keep(self, leg: Leg) -> None:
        self._legs.append(leg)

    def let_go(self, others: Iterable[Leg]) -> None:
        """Of those no other has the number of."""
        taken = {leg.number for leg in others}
        self._legs = [leg for leg in self._legs if leg.number in taken]


def _parameters() -> pj.CallOpParam:
    parameters = pj.CallOpParam(True)
    settings = parameters.opt
    settings.audioCount = 1
    settings.videoCount = 0
    return parameters


@functools.cache
def _answer_parameters(code: int) -> pj.CallOpParam:
    """Made once for each answer: PJSIP only reads them, and making them keeps a caller waiting for his ring."""
    parameters = _parameters()
    parameters.statusCode = code
    return parameters


def _media_state(info: pj.CallInfo) -> MediaState:
    for media in info.media:
        if media.type == pj.PJMEDIA_TYPE_AUDIO:
            return _MEDIA_STATES.get(media.status, MediaState.NONE)
    return MediaState.NONE
