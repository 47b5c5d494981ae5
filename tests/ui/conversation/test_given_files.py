"""What is dropped and cannot be sent is said, each in its own words, and keeps nothing else away."""

import os
from pathlib import Path

import pytest

from desktop.domain.errors import Rejected
from desktop.ui.conversation.writing.given_files import _read

MOST = 1_000


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="is no file"):
        _read(tmp_path, MOST)


def test_what_vanished_meanwhile_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match=r"“gone\.pdf” is no file"):
        _read(tmp_path / "gone.pdf", MOST)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has none")
def test_what_would_be_read_for_ever_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for endless in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(Rejected, match="is no file"):
            _read(endless, MOST)


def test_a_file_too_large_is_not_read_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "film.mp4"
    large.write_bytes(b"")
    os.truncate(large, 5_000_000_000)  # it takes no room

    def read(_: Path) -> bytes:
        raise AssertionError("it was read")

    monkeypatch.setattr(Path, "read_bytes", read)
    with pytest.raises(Rejected, match=r"“film\.mp4” is 5000.0 MB: more than the 1 kB that can be sent"):
        _read(large, MOST)


def test_what_the_system_does_not_hand_out_is_said_in_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as somebody who may read all: so the system's refusal is made."""
    (tmp_path / "a.pdf").write_bytes(b"x")

    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(Rejected, match="could not be read") as raised:
        _read(tmp_path / "a.pdf", MOST)
    assert raised.value.hint == "Permission denied"
