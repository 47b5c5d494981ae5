"""Frames between desk and engine: four bytes of length, then a JSON object with the class's name under `is`.

Only the classes named in `protocol.Order` and `protocol.News` travel, and what they hold. Decoding is strict: an
unknown class or field, a missing one, a wrong type or an oversized frame raises ProtocolError, and whoever reads
closes the connection. Nothing is guessed, because the other side is a program of the same version.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum

from desktop.telephony import protocol

MAX_FRAME = 256 * 1024
_LENGTH_BYTES = 4
_NAME = "is"


class ProtocolError(Exception):
    """The other side said something it may not say; the connection is to be closed. The text says what."""


def encode(value: protocol.Order | protocol.News) -> bytes:
    """One frame. A class that may not travel, or a value too large, raises ProtocolError."""
    name = type(value).__name__
    if CLASSES.get(name) is not type(value):
        raise ProtocolError(f"{name} is neither an order nor news")
    document = {_NAME: name, **_plain_fields(value)}
    body = json.dumps(document, separators=(",", ":"), allow_nan=False).encode("ascii")
    if len(body) > MAX_FRAME:
        raise ProtocolError(f"{name} takes {len(body)} bytes, more than {MAX_FRAME}")
    return len(body).to_bytes(_LENGTH_BYTES, "big") + body


def decode(body: bytes) -> protocol.Order | protocol.News:
    """The value in a frame's body (without its length)."""
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"a frame that is not JSON: {type(error).__name__}") from error
    if not isinstance(document, dict):
        raise ProtocolError("a frame that is not an object")
    name = document.pop(_NAME, None)
    cls = CLASSES.get(name) if isinstance(name, str) else None
    if cls is None:
        raise ProtocolError(f"an unknown class, {str(name)[:40]!r}")
    return typing.cast("protocol.Order | protocol.News", _build(cls, document, cls.__name__))


class FrameReader:
    """Cuts a stream of bytes into values; keeps at most one unfinished frame."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[protocol.Order | protocol.News]:
        """The values completed by `data`, in order. After a ProtocolError the reader is of no more use."""
        self._buffer += data
        while len(self._buffer) >= _LENGTH_BYTES:
            length = int.from_bytes(self._buffer[:_LENGTH_BYTES], "big")
            if length > MAX_FRAME:
                raise ProtocolError(f"a frame of {length} bytes, more than {MAX_FRAME}")
            if len(self._buffer) < _LENGTH_BYTES + length:
                return
            body = bytes(self._buffer[_LENGTH_BYTES : _LENGTH_BYTES + length])
            del self._buffer[: _LENGTH_BYTES + length]
            yield decode(body)


def _named(union: object) -> dict[str, type]:
    return {cls.__name__: cls for cls in typing.get_args(union)}


CLASSES: Mapping[str, type] = types.MappingProxyType(_named(protocol.Order) | _named(protocol.News))


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


_HINTS: dict[type, Mapping[str, object]] = {}


def _hints(cls: type) -> Mapping[str, object]:
    # working the annotations out takes far longer than the frame itself
    if cls not in _HINTS:
        _HINTS[cls] = typing.get_type_hints(cls)
    return _HINTS[cls]


def _plain_fields(value: object) -> dict[str, object]:
    # not dataclasses.asdict: that copies deeply and would turn enums and datetimes into nothing JSON knows
    return {name: _plain(getattr(value, name)) for name in _hints(type(value))}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return _moment(value)
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case _ if dataclasses.is_dataclass(value):
            return _plain_fields(value)
        case _:
            raise ProtocolError(f"{type(value).__name__} cannot travel")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ProtocolError("a time without its zone")
    return value.astimezone(UTC).isoformat()


def _build(cls: type, document: object, where: str) -> object:
    if not isinstance(document, dict):
        raise ProtocolError(f"{where} is not an object")
    hints = _hints(cls)
    if document.keys() != hints.keys():
        odd = sorted(str(name)[:40] for name in document.keys() ^ hints.keys())
        raise ProtocolError(f"{where} has missing or unknown fields: {', '.join(odd[:5])}")
    return cls(**{name: _value(hints[name], document[name], f"{where}.{name}") for name in hints})


def _value(wanted: object, found: object, where: str) -> object:
    origin = typing.get_origin(wanted)
    if origin is types.UnionType or origin is typing.Union:
        return _optional(wanted, found, where)
    if origin is tuple:
        if not isinstance(found, list):
            raise ProtocolError(f"{where} is not a list")
        item = typing.get_args(wanted)[0]
        return tuple(_value(item, each, f"{where}[{index}]") for index, each in enumerate(found))
    if origin is not None:
        return _mapping(wanted, found, where)
    if not isinstance(wanted, type):
        raise ProtocolError(f"{where} cannot travel")
    if dataclasses.is_dataclass(wanted):
        return _build(wanted, found, where)
    return _scalar(wanted, found, where)


def _optional(wanted: object, found: object, where: str) -> object:
    kinds = [kind for kind in typing.get_args(wanted) if kind is not types.NoneType]
    if len(kinds) != 1:
        raise ProtocolError(f"{where} cannot travel")
    return None if found is None else _value(kinds[0], found, where)


def _mapping(wanted: object, found: object, where: str) -> Mapping[str, object]:
    if not isinstance(found, dict):
        raise ProtocolError(f"{where} is not a mapping")
    item = typing.get_args(wanted)[1]
    return {key: _value(item, each, f"{where}[{key[:40]}]") for key, each in found.items()}


def _scalar(wanted: type, found: object, where: str) -> object:
    if wanted is float and type(found) is int:
        found = float(found)
    if type(found) is wanted:
        return found
    if isinstance(found, str) and issubclass(wanted, Enum | datetime):
        try:
            value = datetime.fromisoformat(found) if issubclass(wanted, datetime) else wanted(found)
        except ValueError as error:
            raise ProtocolError(f"{where} has a value it may not have") from error
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ProtocolError(f"{where} is a time without its zone")
        return value
    raise ProtocolError(f"{where} is {type(found).__name__}, not {wanted.__name__}")
