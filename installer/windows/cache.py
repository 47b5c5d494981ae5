"""Folders that take long to make, kept between runs under a name that says what they were made from."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_FORGET_AFTER_SECONDS = 14 * 24 * 3600


class BuildError(Exception):
    """A step failed; the text says which and what to do."""


def cache_folder() -> Path:
    """`PARLEY_CACHE`, or the user's cache folder."""
    chosen = os.environ.get("PARLEY_CACHE")
    folder = Path(chosen) if chosen else Path.home() / ".cache" / "parley"
    folder = folder / "windows"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def cached(name: str, ingredients: Iterable[str | bytes | Path], make: Callable[[Path], None]) -> Path:
    """The folder `make` filled from these ingredients: an earlier one if there is one, else a new one.

    It is made under a temporary name and renamed when it is whole, so a killed run leaves nothing half made.
    A path among the ingredients stands for the file's contents.
    """
    folder = cache_folder() / f"{name}-{_digest(ingredients)}"
    with alone(cache_folder() / f"{name}.lock"):
        if not folder.exists():
            _forget_unused(name)
            temporary = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=folder.parent))
            try:
                make(temporary)
                temporary.chmod(0o755)
                temporary.rename(folder)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
        os.utime(folder)
    return folder


def _digest(ingredients: Iterable[str | bytes | Path]) -> str:
    whole = hashlib.sha256()
    for ingredient in ingredients:
        if isinstance(ingredient, Path):
            ingredient = ingredient.read_bytes()
        elif isinstance(ingredient, str):
            ingredient = ingredient.encode()
        whole.update(len(ingredient).to_bytes(8, "big") + ingredient)
    return whole.hexdigest()[:16]


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process is in a block with this lock file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _forget_unused(name: str) -> None:
    for folder in cache_folder().glob(f"{name}-*"):
        if folder.stat().st_mtime < time.time() - _FORGET_AFTER_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
    for leftover in cache_folder().glob(f".{name}-*"):  # of a run that was killed: we hold the lock
        shutil.rmtree(leftover, ignore_errors=True)
