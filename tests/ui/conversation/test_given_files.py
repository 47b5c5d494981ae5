"""What is dropped and cannot be sent is said, each in its own words, and keeps nothing else away."""

import os
import sys
import tracemalloc
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has neither of the two")
def test_what_would_be_read_for_ever_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for endless in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(Rejected, match="is no file"):
            _read(endless, MOST)


def test_a_file_too_large_is_not_read_at_all(tmp_path: Path) -> None:
    """On the disk it takes no room."""
    large = tmp_path / "film.mp4"
    large.write_bytes(b"")
    os.truncate(large, 50_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(Rejected, match=r"“film\.mp4” is 50.0 MB: more than the 1 kB that can be sent"):
            _read(large, MOST)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="a file that nobody may read, whoever runs the tests, is Linux's")
def test_what_the_system_does_not_hand_out_is_said_in_its_words() -> None:
    with pytest.raises(Rejected, match="could not be read") as raised:
        _read(Path("/proc/self/mem"), MOST)
    assert raised.value.hint == "Input/output error"
