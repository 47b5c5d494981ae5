"""Where things are kept, and what the organisation says."""

import os
from pathlib import Path

import pytest

from desktop.paths import Paths, find_paths, resources_folder
from desktop.policy import policy_file, read_policy
from tests.conftest import LogWatch


def test_a_profile_keeps_everything_in_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for paths in (find_paths(str(tmp_path)), _by_variable(tmp_path, monkeypatch)):
        files = (paths.settings_file, paths.store_file, paths.log_file, paths.crash_file, paths.engine_folder)
        assert {file.parent for file in files} == {tmp_path.resolve()}


def _by_variable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("PARLEY_PROFILE", str(folder))
    return find_paths()


def test_without_a_profile_the_systems_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_PROFILE", raising=False)
    assert "parley" in str(find_paths().settings_file).lower()


def test_the_resources_are_found_in_the_source_tree() -> None:
    assert resources_folder().name in {"resources", "_resources"}


def test_a_policy_file_locks_and_gives_defaults(tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    file.write_text('﻿{"locked": {"calls.region": "PL"}, "defaults": {"wrap_up.seconds": 60}}', "utf-8")
    policy = read_policy(file)
    assert policy.locked == {"calls.region": "PL"}
    assert policy.defaults == {"wrap_up.seconds": 60}
    assert policy.where == str(file)
    assert not read_policy(tmp_path / "none.json").locked


@pytest.mark.parametrize("content", ["{", "[]", '{"locked": 5}', "[" * 100_000])
def test_a_policy_that_cannot_be_read_is_logged_and_locks_nothing(
    tmp_path: Path, log_watch: LogWatch, content: str
) -> None:
    log_watch.expect("cannot be read")
    file = tmp_path / "policy.json"
    file.write_text(content)
    assert not read_policy(file).locked


def test_no_variable_of_the_users_leads_to_another_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = policy_file()
    for name in (*os.environ, "PARLEY_POLICY", "PROGRAMDATA", "PARLEY_PROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    assert policy_file() == before
