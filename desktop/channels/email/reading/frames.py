"""What goes over the pipes between the program and its reading process: values, each with its length before it."""

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct("!I")


class Ended(Exception):
    """The other side is gone."""


def put(pipe: IO[bytes], value: object) -> None:
    """Raises OSError."""
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def take(pipe: IO[bytes]) -> Any:
    """Raises Ended, and OSError."""
    return value_of(take_bytes(pipe))


def take_bytes(pipe: IO[bytes]) -> bytes:
    """A value as it came, for `value_of`. Raises Ended, and OSError."""
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def value_of(content: bytes) -> Any:
    return pickle.loads(content)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    content = pipe.read(count)
    if len(content) < count:
        raise Ended
    return content
