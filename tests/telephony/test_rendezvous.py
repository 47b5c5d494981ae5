"""Where desk and engine meet: the same place each time, for this user alone."""

import os
import sys
from pathlib import Path

import pytest

from desktop.telephony.rendezvous import prepare


def test_the_same_folder_gives_the_same_place_and_token(tmp_path: Path) -> None:
    assert prepare(tmp_path / "engine") == prepare(tmp_path / "engine")
    assert prepare(tmp_path / "other").token != prepare(tmp_path / "engine").token
    assert prepare(tmp_path / "other").socket != prepare(tmp_path / "engine").socket


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; the profile's folder is the user's own there")
def test_the_token_is_readable_by_this_user_alone(tmp_path: Path) -> None:
    meeting = prepare(tmp_path / "engine")
    assert meeting.token_file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "engine").stat().st_mode & 0o777 == 0o700
    assert len(meeting.token) == 64


def test_an_empty_token_left_by_a_killed_desk_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "token").touch()
    assert len(prepare(tmp_path).token) == 64


def test_a_deep_folder_gets_a_short_socket_name(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100) / "engine"
    assert len(os.fsencode(prepare(deep).socket)) <= 100


def test_a_frozen_program_starts_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = prepare(tmp_path)
    program, arguments, _ = meeting.command()
    assert (program, arguments[:2]) == (sys.executable, ["-m", "desktop.telephony.engine"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert meeting.command()[1][0] == "engine"
    assert meeting.token not in " ".join(meeting.command()[1])
