"""The doctor's verdicts, with a real engine and a real exchange."""

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop.app import open_settings
from desktop.doctor import Health, look_at_keyring, look_at_store, run
from desktop.instance import Instance
from desktop.numbering import PhoneNumbering
from desktop.paths import find_paths
from desktop.services.line import account_from, vault_name
from desktop.services.notices import Notices
from desktop.store import open_store
from tests.servers.kamailio import REALM, Registrar, registrar
from tests.vaults import MemoryVault, NoVault

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def exchange() -> Iterator[Registrar]:
    with registrar({"agent": PASSWORD}) as running:
        yield running


@pytest.fixture
def profile(tmp_path: Path, exchange: Registrar) -> Path:
    settings = {"account.servers": [exchange.address], "account.user": "agent", "account.domain": REALM}
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    return tmp_path


def examined(profile: Path, password: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, str]]]:
    """Exit code, and the last verdict by subject."""
    vault = MemoryVault()
    settings = open_settings(find_paths(str(profile)), Notices())
    vault.passwords[vault_name(account_from(settings))] = password
    options = argparse.Namespace(
        profile=str(profile), store=None, json=True, without_registration=False, engine_options=["--null-audio"]
    )
    code = run(options, vault)
    return code, {verdict["subject"]: verdict for verdict in json.loads(capsys.readouterr().out)}


@pytest.mark.sip
def test_a_registration_that_works_is_said_and_given_back(
    qapp: QObject, profile: Path, exchange: Registrar, capsys: pytest.CaptureFixture[str]
) -> None:
    code, verdicts = examined(profile, PASSWORD, capsys)
    assert (code, verdicts["Registration"]["health"]) == (0, "fine"), verdicts
    assert verdicts["Phone engine"]["text"]
    deadline = time.monotonic() + 10
    while exchange.is_registered("agent") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not exchange.is_registered("agent"), "the doctor stayed registered"


@pytest.mark.sip
def test_a_wrong_password_is_a_failure_in_words(
    qapp: QObject, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, verdicts = examined(profile, "wrong", capsys)
    assert (code, verdicts["Registration"]["health"]) == (1, "failed")
    assert verdicts["Registration"]["text"]


@pytest.mark.sip
def test_a_desk_that_is_open_keeps_its_line(
    qapp: QObject, profile: Path, exchange: Registrar, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Instance(find_paths(str(profile)).state)
    assert desk.claim()
    _, verdicts = examined(profile, PASSWORD, capsys)
    desk.release()
    assert "is open" in verdicts["Registration"]["text"]


def test_a_damaged_store_is_found_and_left_as_it_is(tmp_path: Path) -> None:
    settings = open_settings(find_paths(str(tmp_path)), Notices())
    file = tmp_path / "parley.db"
    open_store(file, PhoneNumbering("GB")).close()
    assert [verdict.health for verdict in look_at_store(str(file), settings)] == [Health.FINE, Health.FINE]
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\x55" * 4096 * 3
    file.write_bytes(content)
    verdicts = look_at_store(str(file), settings)
    assert [verdict.health for verdict in verdicts] == [Health.FAILED]
    assert "damaged" in verdicts[0].text
    assert file.read_bytes() == bytes(content)


def test_no_keyring_is_a_limit_with_words(tmp_path: Path) -> None:
    settings = open_settings(find_paths(str(tmp_path)), Notices())
    password, verdict = look_at_keyring(NoVault(), settings)
    assert password is None
    assert verdict.health is Health.LIMITED
    assert verdict.text
