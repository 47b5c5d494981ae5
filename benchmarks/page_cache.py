"""What the system holds of a store's file while it is measured: all of it, or nothing. For Linux alone.

Left to itself the system decides: it may put out what nobody touched for half a minute (DAMON does), and the figures
are then now the program's, now the disk's.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
from collections.abc import Iterator
from pathlib import Path

_FAILED = ctypes.c_void_p(-1).value
_AT_A_TIME = 1 << 23


def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
    libc.mlock.argtypes = libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    return libc


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """The whole file is in memory, as that of a store in daily use on a machine with memory to spare.

    Raises OSError where so much may not be locked (`ulimit -l`).
    """
    libc, size = _libc(), path.stat().st_size
    with path.open("rb") as file:
        while file.read(_AT_A_TIME):  # in one go: locking alone would fetch it page by page
            pass
        place = libc.mmap(None, size, mmap.PROT_READ, mmap.MAP_SHARED, file.fileno(), 0)
    if place == _FAILED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
    try:
        if libc.mlock(place, size):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
        yield
    finally:
        libc.munmap(place, size)


def drop(path: Path) -> None:
    """Nothing of the file is in memory: what is touched next comes from the disk, or from what is below it."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
