"""Files of strangers on this computer's disk: whole, never runnable, and marked."""

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from desktop.domain.errors import StorageError
from desktop.services.saving import mark_linux, mark_macos, mark_windows
from desktop.services.saving.files import save_foreign
from desktop.services.saving.lent import LentFiles
from desktop.services.saving.origin_mark import mark_as_foreign

ORIGIN = "mailto:anna@mail.example"


def test_a_file_is_saved_as_it_came_and_cannot_be_run(tmp_path: Path) -> None:
    file = tmp_path / "run.sh"
    save_foreign(str(file), b"#!/bin/sh\n", ORIGIN)
    assert file.read_bytes() == b"#!/bin/sh\n"
    assert not file.stat().st_mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def test_one_that_is_there_is_replaced_and_loses_its_right_to_run(tmp_path: Path) -> None:
    file = tmp_path / "run.sh"
    file.write_bytes(b"old")
    file.chmod(0o755)
    save_foreign(str(file), b"new", ORIGIN)
    assert file.read_bytes() == b"new"
    assert not file.stat().st_mode & stat.S_IXUSR


def test_what_cannot_be_saved_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="could not be saved"):
        save_foreign(str(tmp_path / "nowhere" / "a.txt"), b"x", ORIGIN)


@pytest.mark.skipif(sys.platform != "linux", reason="the attribute is that of Linux")
def test_linux_keeps_where_it_came_from(tmp_path: Path) -> None:
    file = tmp_path / "chair.png"
    save_foreign(str(file), b"png", ORIGIN)
    try:
        assert os.getxattr(file, "user.xdg.origin.url") == ORIGIN.encode()
    except OSError:
        with pytest.raises(OSError):  # noqa: PT011  then the disk keeps none at all
            os.setxattr(file, "user.parley.test", b"1")


def test_a_disk_that_keeps_no_marks_is_no_failure(tmp_path: Path) -> None:
    assert not mark_as_foreign(str(tmp_path / "gone"), ORIGIN)
    with pytest.raises(OSError):  # noqa: PT011
        mark_linux.mark(str(tmp_path / "gone"), ORIGIN)


def test_windows_is_told_the_zone_of_the_internet(tmp_path: Path) -> None:
    """Where there are no streams the name is that of a file beside it: what is written can be read."""
    file = tmp_path / "a.exe"
    mark_windows.mark(str(file), "mailto:a@b.example\r\nZoneId=0")
    written = Path(f"{file}:Zone.Identifier").read_bytes()
    assert written == b"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=mailto:a@b.exampleZoneId=0\r\n"


def test_a_long_or_foreign_address_does_not_keep_the_mark_away(tmp_path: Path) -> None:
    origin = "mailto:zażółć@mail.example/" + "x" * 100_000
    assert mark_windows.zone(origin).startswith("[ZoneTransfer]\nZoneId=3\nHostUrl=mailto:za@mail.example/xxx")
    assert len(mark_windows.zone(origin)) < 1_100
    mark_windows.mark(str(tmp_path / "a"), origin)
    file = tmp_path / "b"
    file.write_bytes(b"b")
    if mark_as_foreign(str(file), ORIGIN):  # else the disk keeps none
        assert mark_as_foreign(str(file), origin)


def test_macos_is_told_that_a_mail_program_brought_it() -> None:
    assert mark_macos.quarantine(0x65000000) == b"0081;65000000;Parley;"


def test_a_file_that_is_lent_keeps_its_name_is_read_by_nobody_else_and_goes_in_the_end() -> None:
    lent = LentFiles()
    paths = [Path(lent.keep("plan.txt", content, ORIGIN)) for content in (b"one", b"two")]
    assert [path.name for path in paths] == ["plan.txt", "plan.txt"]
    assert [path.read_bytes() for path in paths] == [b"one", b"two"]
    folder = paths[0].parent.parent
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
    del lent
    assert not folder.exists()


def test_a_file_that_cannot_be_lent_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(StorageError, match="could not be saved"):
        LentFiles().keep("plan.txt", b"one", ORIGIN)
