"""Frames between desk and engine: four bytes of length, then a JSON object with the class's name under `is`.

Only the classes named in `protocol.Order` and `protocol.News` travel, and what they hold. Decoding is strict: an
unknown class or field, a missing one, a wrong type or an oversized frame raises ProtocolError, and whoever reads
closes the connection. Nothing is guessed, because the other side is a program of the same version.

What a class is made of is worked out once, into a `_Shape`: a ring is told in the time this takes.
"""

import dataclasses
import json
import operator
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from desktop.telephony import protocol

MAX_FRAME = 256 * 1024
_LENGTH_BYTES = 4
_NAME = "is"
_ABSENT = object()

_Read = Callable[[object], object]
_Write = Callable[[Any], object]


class ProtocolError(Exception):
    """The other side said something it may not say; the connection is to be closed. The text says what."""


def encode(value: protocol.Order | protocol.News) -> bytes:
    """One frame. A class that may not travel, or a value too large, raises ProtocolError."""
    name = type(value).__name__
    if CLASSES.get(name) is not type(value):
        raise ProtocolError(f"{name} is neither an order nor news")
    body = _write({_NAME: name, **_plain_fields(value)}).encode("ascii")
    if len(body) > MAX_FRAME:
        raise ProtocolError(f"{name} takes {len(body)} bytes, more than {MAX_FRAME}")
    return len(body).to_bytes(_LENGTH_BYTES, "big") + body


def decode(body: bytes) -> protocol.Order | protocol.News:
    """The value in a frame's body (without its length)."""
    try:
        document = _read(body.decode())
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"a frame that is not JSON: {type(error).__name__}") from error
    if not isinstance(document, dict):
        raise ProtocolError("a frame that is not an object")
    name = document.pop(_NAME, None)
    cls = CLASSES.get(name) if isinstance(name, str) else None
    if cls is None:
        raise ProtocolError(f"an unknown class, {str(name)[:40]!r}")
    return typing.cast("protocol.Order | protocol.News", _SHAPES[cls].build(document))


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


_write = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_read = json.JSONDecoder(parse_constant=_refuse_constant).decode

# ---------------------------------------------------------------- writing


def _plain_fields(value: object) -> dict[str, object]:
    # not dataclasses.asdict: that copies deeply and would turn enums and datetimes into nothing JSON knows
    plain = {}
    for name in _SHAPES[type(value)].names:
        item = getattr(value, name)
        write = _WRITERS[type(item)]
        plain[name] = item if write is None else write(item)
    return plain


def _plain(value: object) -> object:
    write = _WRITERS[type(value)]
    return value if write is None else write(value)


class _Writers(dict[type, _Write | None]):
    """What makes of a value of a class what JSON knows; None: it is that already."""

    def __missing__(self, cls: type) -> _Write | None:
        self[cls] = write = _written_as(cls)
        return write


_WRITERS = _Writers()


def _written_as(cls: type) -> _Write | None:
    if issubclass(cls, Enum):
        return operator.attrgetter("value")
    if issubclass(cls, types.NoneType | bool | int | float | str):
        return None
    if issubclass(cls, datetime):
        return _moment
    if issubclass(cls, tuple):
        return lambda value: [_plain(item) for item in value]
    if issubclass(cls, Mapping):
        return lambda value: {str(key): _plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(cls):
        return _plain_fields
    raise ProtocolError(f"{cls.__name__} cannot travel")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ProtocolError("a time without its zone")
    return value.astimezone(UTC).isoformat()


# ---------------------------------------------------------------- reading


class _Shape:
    """What a class has: its fields in order, and for each the type that is taken as it is, or how it is read."""

    def __init__(self, cls: type) -> None:
        hints = typing.get_type_hints(cls)
        self.names = tuple(hints)
        self._cls = cls
        self._fields = tuple((name, *_read_as(wanted)) for name, wanted in hints.items())

    def build(self, document: object) -> object:
        """Takes the document for its own."""
        if not isinstance(document, dict):
            raise ProtocolError("is not an object")
        if len(document) != len(self.names):
            raise self._odd(document)
        name = ""
        try:
            for name, as_it_is, read in self._fields:
                found = document.get(name, _ABSENT)
                if type(found) is not as_it_is:
                    document[name] = read(found)
        except ProtocolError as error:
            if name not in document:
                raise self._odd(document) from None
            raise ProtocolError(f"{self._cls.__name__}.{name} {error}") from error
        return self._cls(**document)

    def _odd(self, document: Mapping[str, object]) -> ProtocolError:
        odd = sorted(name[:40] for name in document.keys() ^ set(self.names))
        return ProtocolError(f"{self._cls.__name__} has missing or unknown fields: {', '.join(odd[:5])}")


class _Shapes(dict[type, _Shape]):
    def __missing__(self, cls: type) -> _Shape:
        self[cls] = shape = _Shape(cls)
        return shape


_SHAPES = _Shapes()


def _read_as(wanted: object) -> tuple[type | None, _Read]:
    """The type that is taken as it is, None if there is none, and what makes a value of all else, or refuses it."""
    origin = typing.get_origin(wanted)
    if origin is types.UnionType or origin is typing.Union:
        return _optional(wanted)
    if origin is tuple:
        return None, _tuple_of(*_read_as(typing.get_args(wanted)[0]))
    if origin is not None:
        return None, _mapping_of(*_read_as(typing.get_args(wanted)[1]))
    if not isinstance(wanted, type):
        raise ProtocolError(f"{wanted} cannot travel")
    if dataclasses.is_dataclass(wanted):
        return None, _SHAPES[wanted].build
    if issubclass(wanted, Enum):
        return None, _one_of(wanted)
    if issubclass(wanted, datetime):
        return None, _read_moment
    return wanted, _read_float if wanted is float else _refusal(wanted)


def _optional(wanted: object) -> tuple[type | None, _Read]:
    kinds = [kind for kind in typing.get_args(wanted) if kind is not types.NoneType]
    if len(kinds) != 1:
        raise ProtocolError(f"{wanted} cannot travel")
    as_it_is, read = _read_as(kinds[0])
    return as_it_is, lambda found: None if found is None else read(found)


def _tuple_of(as_it_is: type | None, read: _Read) -> _Read:
    def read_tuple(found: object) -> object:
        if not isinstance(found, list):
            raise ProtocolError("is not a list")
        return tuple([item if type(item) is as_it_is else read(item) for item in found])

    return read_tuple


def _mapping_of(as_it_is: type | None, read: _Read) -> _Read:
    def read_mapping(found: object) -> object:
        if not isinstance(found, dict):
            raise ProtocolError("is not a mapping")
        return {key: item if type(item) is as_it_is else read(item) for key, item in found.items()}

    return read_mapping


def _one_of(wanted: type[Enum]) -> _Read:
    members = {member.value: member for member in wanted}

    def read_member(found: object) -> object:
        member = members.get(found) if isinstance(found, str) else None
        if member is None:
            raise ProtocolError(f"has a value it may not have, or {type(found).__name__}")
        return member

    return read_member


def _read_moment(found: object) -> object:
    if not isinstance(found, str):
        raise _wrong(found, datetime)
    try:
        moment = datetime.fromisoformat(found)
    except ValueError as error:
        raise ProtocolError("is no time") from error
    if moment.tzinfo is None:
        raise ProtocolError("is a time without its zone")
    return moment


def _read_float(found: object) -> object:
    """JSON writes a whole one as an integer."""
    if type(found) is int:
        return float(found)
    raise _wrong(found, float)


def _refusal(wanted: type) -> _Read:
    def refuse(found: object) -> object:
        raise _wrong(found, wanted)

    return refuse


def _wrong(found: object, wanted: type) -> ProtocolError:
    return ProtocolError(f"is {type(found).__name__}, not {wanted.__name__}")


_SHAPES[protocol.CallChanged]  # worked out before the first ring is to be told
