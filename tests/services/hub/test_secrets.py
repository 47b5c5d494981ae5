"""Where the secrets of accounts are: the vault under the account's id, or a file that its owner alone may read."""

import json
import os
import sys
from pathlib import Path

import pytest

from desktop.domain.errors import ConfigurationError
from desktop.services.hub.secrets import AccountSecrets, SecretsFile
from tests.vaults import MemoryVault


def a_file(folder: Path, text: str = "{}", mode: int = 0o600) -> Path:
    file = folder / "secrets.json"
    file.write_text(text)
    file.chmod(mode)
    return file


def test_secrets_of_one_account_are_not_those_of_another() -> None:
    vault = MemoryVault()
    AccountSecrets(vault, 1).keep("password", "one")
    AccountSecrets(vault, 2).keep("password", "two")
    assert AccountSecrets(vault, 1).get("password") == "one"
    assert vault.passwords == {"account.1.password": "one", "account.2.password": "two"}
    AccountSecrets(vault, 1).forget("password")
    assert AccountSecrets(vault, 1).get("password") == ""


def test_a_secret_that_is_tried_is_in_no_vault_yet() -> None:
    vault = MemoryVault()
    tried = AccountSecrets(vault, None, {"password": "new"})
    assert tried.get("password") == "new"
    tried.keep("refresh_token", "token")
    assert tried.get("refresh_token") == "token"
    assert vault.passwords == {}


def test_a_new_password_is_tried_before_the_old_one_and_what_is_not_given_is_the_old() -> None:
    vault = MemoryVault()
    AccountSecrets(vault, 1).keep("password", "old")
    AccountSecrets(vault, 1).keep("refresh_token", "kept")
    tried = AccountSecrets(vault, 1, {"password": "new"})
    assert (tried.get("password"), tried.get("refresh_token")) == ("new", "kept")


def test_the_file_keeps_secrets_and_stays_its_owners_alone(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    SecretsFile(file).keep("account.1.password", "zażółć")
    assert SecretsFile(file).password("account.1.password") == "zażółć"
    assert json.loads(file.read_text("utf-8")) == {"account.1.password": "zażółć"}
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    SecretsFile(file).forget("account.1.password")
    assert SecretsFile(file).password("account.1.password") is None
    assert list(tmp_path.iterdir()) == [file]


if sys.platform != "win32":

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
    def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
        file = a_file(tmp_path, mode=mode)
        with pytest.raises(ConfigurationError) as refusal:
            SecretsFile(file)
        assert "Others may read" in refusal.value.text
        assert f"chmod 600 {file}" in refusal.value.hint


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', "{", "[" * 100_000, '{"a": "\0"}'])
def test_a_file_that_is_no_list_of_secrets_is_refused_in_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        SecretsFile(a_file(tmp_path, text))
    assert "no JSON" in refusal.value.text


def test_a_file_that_an_editor_of_windows_wrote_is_read(tmp_path: Path) -> None:
    file = a_file(tmp_path, '\ufeff{"account.1.password": "zażółć"}')
    assert SecretsFile(file).password("account.1.password") == "zażółć"


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        SecretsFile(tmp_path / "none.json")
    assert "cannot be read" in refusal.value.text
    assert "{}" in refusal.value.hint


def test_a_token_that_changes_while_it_is_tried_is_kept_by_whoever_tries() -> None:
    vault = MemoryVault()
    AccountSecrets(vault, 1).keep("refresh_token", "old")
    tried = AccountSecrets(vault, 1, {"refresh_token": "new"})
    tried.keep("refresh_token", "newer")
    assert tried.get("refresh_token") == "newer"
    assert AccountSecrets(vault, 1).get("refresh_token") == "old"
