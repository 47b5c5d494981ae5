"""The doctor's verdicts, with a real engine and a real exchange."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop.app import open_settings
from desktop.doctor import Health, Line, is_network_drive, look_at_engine, look_at_keyring, look_at_store, run
from desktop.domain.phone import Account
from desktop.instance import Instance
from desktop.numbering import PhoneNumbering
from desktop.paths import find_paths
from desktop.services.line import account_from, vault_name
from desktop.services.notices import Notices
from desktop.store import open_store
from tests.conftest import LogWatch
from tests.servers.kamailio import REALM, Registrar, registrar
from tests.servers.pulse import SoundDevices, sound_server
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
    deadline = time.monotonic() + 30
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
    assert "keyring" in verdict.hint


NOWHERE = Line(account=Account(user="", servers=()), is_held=False, is_wanted=True)


def test_each_limit_comes_with_what_to_do_about_it(qapp: QObject) -> None:
    verdicts = look_at_engine(NOWHERE, ("--null-audio",))
    limits = {verdict.subject: verdict for verdict in verdicts if verdict.health is Health.LIMITED}
    assert all(verdict.hint for verdict in limits.values()), limits
    assert "Opus" in limits["Phone engine"].text
    assert "headset" in limits["Sound"].hint
    assert sum("sound device" in verdict.text for verdict in verdicts) == 1, "said once"


@pytest.mark.sound
def test_a_speaker_without_a_microphone_is_half_a_phone(qapp: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    with sound_server(SoundDevices(microphones=())) as sounds:
        for name, value in sounds.environment.items():
            monkeypatch.setenv(name, value)
        verdicts = look_at_engine(NOWHERE, ())
    [sound] = [verdict for verdict in verdicts if verdict.subject == "Sound"]
    assert (sound.health, "no microphone" in sound.text) == (Health.LIMITED, True)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("raise ImportError('DLL load failed while importing _pjsua2')", "code 1: ImportError: DLL load failed"),
        ("import os; os.abort()", "code -6"),
        ("import sys; sys.exit(2)", "code 2"),
    ],
)
def test_an_engine_that_cannot_start_is_said_with_its_last_words(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch, tmp_path: Path, program: str, words: str
) -> None:
    log_watch.expect("no engine answers")
    monkeypatch.setattr("desktop.telephony.link._START_SECONDS", 0.5)
    # as on a computer where a part of it is missing
    broken = sys.executable, ["-c", program], str(tmp_path)
    monkeypatch.setattr("desktop.telephony.rendezvous.Rendezvous.command", lambda self: broken)
    engine, sound, registration = look_at_engine(NOWHERE, ())
    assert (engine.health, sound.health, registration.health) == (Health.FAILED,) * 3
    assert words in engine.text
    assert "Reinstall" in engine.hint
    assert "Not tried" in sound.text


@pytest.mark.parametrize(
    ("file_system", "device", "is_network"),
    [
        ("ext4", "/dev/sda1", False),
        ("overlay", "overlay", False),
        ("nfs4", "files:/home", True),
        ("cifs", "//files/home", True),
        ("smbfs", "//maria@files/home", True),
        ("fuse.sshfs", "files:", True),
        ("NTFS", "\\\\files\\home", True),
        ("NTFS", "\\\\?\\Volume{4c1b02c1-d990-11dc-99ae-806e6f6e6963}\\", False),
        ("apfs", "/dev/disk3s5", False),
    ],
)
def test_a_network_drive_is_told_from_a_disk(file_system: str, device: str, is_network: bool) -> None:
    assert is_network_drive(file_system, device) is is_network


def test_a_store_on_a_network_drive_and_a_disk_that_is_nearly_full_are_limits_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = open_settings(find_paths(str(tmp_path)), Notices())
    # neither can be had here: what the system says is tried above, and there is more room than this
    monkeypatch.setattr("desktop.doctor.is_network_drive", lambda *_: True)
    monkeypatch.setattr("desktop.doctor.LITTLE_ROOM_BYTES", 10**18)
    verdicts = look_at_store(str(tmp_path / "parley.db"), settings)
    assert [verdict.health for verdict in verdicts] == [Health.FINE, Health.LIMITED, Health.LIMITED]
    assert "Make room" in verdicts[1].hint
    assert "PostgreSQL" in verdicts[2].hint
