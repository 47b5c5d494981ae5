"""PJSIP's endpoint, typed: started and polled by the engine's one thread, asked what it can do.

pjsua2 has no type stubs. This module, `line`, `leg` and `port` are the only ones that say `pj`; what they give out
is plain Python. Every struct PJSIP returns is kept in a variable before its members are read: reading a member of
a temporary reads freed memory.
"""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

import pjsua2 as pj

from desktop.domain.errors import Rejected
from desktop.domain.phone import Transport
from desktop.telephony.engine import hardening, peer

logger = logging.getLogger(__name__)

_TRANSPORTS = {Transport.UDP: pj.PJSIP_TRANSPORT_UDP, Transport.TCP: pj.PJSIP_TRANSPORT_TCP}

_Self = TypeVar("_Self")
_Arguments = ParamSpec("_Arguments")


class StackError(Rejected):
    """PJSIP refused an order; the text is its own, short."""


def checked(
    method: Callable[Concatenate[_Self, _Arguments], None],
) -> Callable[Concatenate[_Self, _Arguments], None]:
    """For orders to PJSIP: its exception becomes a StackError."""

    @functools.wraps(method)
    def wrapper(self: _Self, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        try:
            method(self, *args, **kwargs)
        except pj.Error as error:
            raise StackError(str(error.reason)[:200]) from error

    return wrapper


def guarded(
    method: Callable[Concatenate[_Self, _Arguments], None],
) -> Callable[Concatenate[_Self, _Arguments], None]:
    """For callbacks: nothing may be raised into PJSIP, so a failure is logged here and goes no further."""

    @functools.wraps(method)
    def wrapper(self: _Self, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        try:
            method(self, *args, **kwargs)
        except Exception:
            logger.exception("a callback of PJSIP failed: %s", method.__name__)

    return wrapper


@dataclass(frozen=True, slots=True, kw_only=True)
class StackAbilities:
    version: str
    codecs: tuple[str, ...]
    has_native_devices: bool
    has_srtp: bool


class Stack:
    """The endpoint. `start`, then `poll` at least ten times a second, all in one thread; it ends with the process."""

    def __init__(self) -> None:
        self._endpoint = pj.Endpoint()
        self._transport: tuple[Transport, int] | None = None

    def start(self) -> None:
        self._endpoint.libCreate()
        self._endpoint.libInit(hardening.endpoint_config())
        self._endpoint.libStart()
        manager = self._endpoint.audDevManager()
        # no sound device and no clock yet: `port.FramePort` starts it when there is something to hear
        manager.setNoDev()
        self.use_codecs(())

    def open_transport(self, kind: Transport) -> int:
        """PJSIP's own port on loopback, UDP or TCP, as the edge wants it for an account; the only one there is."""
        if self._transport is not None and self._transport[0] is not kind:
            self._endpoint.transportClose(self._transport[1])
            self._transport = None
        if self._transport is None:
            made = self._endpoint.transportCreate(_TRANSPORTS[kind], hardening.transport_config())
            self._transport = (kind, int(made))
        return self._port()

    def hear_only(self, edge: tuple[str, int]) -> None:
        """Nobody but the edge is to reach PJSIP's port, where the system can see to that."""
        if self._transport is None:
            return
        port = self._port()
        is_kept = peer.hear_only(port, edge) if self._transport[0] is Transport.UDP else peer.take_only(port, 0)
        if not is_kept:
            logger.info("the system does not keep other programs from PJSIP's port")

    def let_in(self, edge_port: int) -> None:
        """The edge is about to connect to PJSIP's port from this one; 0: nobody is."""
        if self._transport is not None and self._transport[0] is Transport.TCP:
            peer.take_only(self._port(), edge_port)

    def poll(self) -> None:
        """Let PJSIP work off what is due, without waiting."""
        self._endpoint.libHandleEvents(0)

    def use_codecs(self, wanted: tuple[str, ...]) -> None:
        for codec, priority in hardening.codec_priorities(self._codec_ids(), wanted).items():
            self._endpoint.codecSetPriority(codec, priority)

    def codec_priorities(self) -> dict[str, int]:
        codecs = self._endpoint.codecEnum2()
        return {str(codec.codecId): int(codec.priority) for codec in codecs}

    def abilities(self) -> StackAbilities:
        version = self._endpoint.libVersion()
        manager = self._endpoint.audDevManager()
        devices = manager.enumDev2()
        suites = self._endpoint.srtpCryptoEnum()
        names = [codec.split("/", 1)[0] for codec in self._codec_ids() if not codec.startswith(hardening.CODECS_OFF)]
        return StackAbilities(
            version=str(version.full),
            codecs=tuple(dict.fromkeys(names)),
            has_native_devices=len(devices) > 0,
            has_srtp=len(suites) > 0,
        )

    def _port(self) -> int:
        assert self._transport is not None
        info = self._endpoint.transportGetInfo(self._transport[1])
        return int(str(info.localName).rsplit(":", 1)[1])

    def _codec_ids(self) -> tuple[str, ...]:
        codecs = self._endpoint.codecEnum2()
        return tuple(str(codec.codecId) for codec in codecs)
