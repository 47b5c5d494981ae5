"""The account, its password and its registration; sound devices."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.phone import (
    Account,
    Device,
    DeviceList,
    DeviceRole,
    Registration,
    RegistrationState,
    Transport,
)
from desktop.services import trial
from desktop.services.line import Line, account_from, settings_of, vault_name
from desktop.services.notices import Notices
from desktop.services.settings import Settings
from desktop.services.settings_declared import declared_settings
from desktop.services.sound import Sound
from desktop.services.tasks import Tasks
from tests.services.scripted_engine import CAPABILITIES, ScriptedEngine
from tests.vaults import MemoryVault, NoVault

ACCOUNT = Account(user="8014", servers=("pbx.example",), password="correct horse", transport=Transport.TLS)


class Bench:
    def __init__(self, folder: Path, vault: MemoryVault | NoVault, engine: ScriptedEngine) -> None:
        self.notices = Notices()
        self.settings = Settings(folder / "settings.json", declared_settings(), self.notices)
        self.tasks = Tasks()
        self.engine = engine
        self.line = Line(engine, self.settings, vault, self.tasks, self.notices)
        self.asked: list[str] = []
        self.line.password_needed.connect(self.asked.append)

    def set_account(self) -> None:
        self.settings.set("account.servers", ("pbx.example",))
        self.settings.set("account.user", "8014")

    def used(self) -> list[Account]:
        return [order[1] for order in self.engine.orders if order[0] == "use_account"]  # type: ignore[misc]  # what an order has is its own

    def told(self) -> set[str]:
        return {notice.key for notice in self.notices.notices}


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def bench(tmp_path: Path, vault: MemoryVault, engine: ScriptedEngine) -> Iterator[Bench]:
    made = Bench(tmp_path, vault, engine)
    yield made
    made.tasks.shut_down()


@pytest.fixture
def keyless(tmp_path: Path, engine: ScriptedEngine) -> Iterator[Bench]:
    made = Bench(tmp_path, NoVault(), engine)
    yield made
    made.tasks.shut_down()


def test_the_account_is_used_with_its_password_from_the_keyring(bench: Bench, vault: MemoryVault, qtbot: QtBot) -> None:
    bench.set_account()
    vault.passwords["sip:8014@pbx.example"] = "correct horse"
    bench.line.open()
    qtbot.waitUntil(lambda: bool(bench.used()))
    assert bench.used()[0].password == "correct horse"
    assert bench.used()[0].servers == ("pbx.example",)
    assert bench.asked == []


def test_nothing_is_registered_before_an_account_is_set_up(bench: Bench) -> None:
    bench.line.open()
    assert not bench.line.is_set_up
    assert bench.used() == []
    assert bench.line.registration.state is RegistrationState.NONE


def test_a_password_that_is_not_kept_is_asked_for(bench: Bench, vault: MemoryVault, qtbot: QtBot) -> None:
    bench.set_account()
    with qtbot.waitSignal(bench.line.password_needed):
        bench.line.open()
    assert bench.asked == ["8014 at pbx.example"]
    assert "password" in bench.told()
    with qtbot.waitSignal(bench.line.password_needed):
        bench.notices.act("password")
    bench.line.keep_password("correct horse")
    qtbot.waitUntil(lambda: bool(vault.passwords))
    assert bench.used()[-1].password == "correct horse"


def test_without_a_keyring_it_is_said_and_the_password_lasts_until_the_end(keyless: Bench, qtbot: QtBot) -> None:
    keyless.set_account()
    with qtbot.waitSignal(keyless.line.password_needed):
        keyless.line.open()
    assert "keyring" in keyless.told()
    keyless.line.keep_password("correct horse")
    assert keyless.used()[-1].password == "correct horse"
    qtbot.waitUntil(lambda: "until the program ends" in keyless.notices.notices[0].text)
    keyless.settings.set("account.display_name", "Maria")
    qtbot.waitUntil(lambda: keyless.used()[-1].display_name == "Maria")
    assert keyless.used()[-1].password == "correct horse"


def test_that_there_is_no_keyring_is_known_when_the_password_is_asked_for(
    bench: Bench, keyless: Bench, qtbot: QtBot
) -> None:
    for one in (bench, keyless):
        one.set_account()
        one.line.open()
    qtbot.waitUntil(lambda: bool(bench.asked and keyless.asked))
    assert (bench.line.has_keyring, keyless.line.has_keyring) == (True, False)


def test_settings_changed_together_make_one_new_account(bench: Bench, vault: MemoryVault, qtbot: QtBot) -> None:
    vault.passwords["sip:8014@pbx.example"] = "correct horse"
    bench.set_account()
    bench.line.open()
    qtbot.waitUntil(lambda: len(bench.used()) == 1)
    bench.settings.set("account.transport", "tcp")
    bench.settings.set("account.expires_seconds", 60)
    qtbot.waitUntil(lambda: len(bench.used()) == 2)
    assert (bench.used()[-1].transport, bench.used()[-1].expires_seconds) == (Transport.TCP, 60)


def test_an_account_without_registration_needs_no_password(bench: Bench) -> None:
    bench.set_account()
    bench.settings.set("account.registers", False)
    bench.line.open()
    assert [account.registers for account in bench.used()] == [False]


def test_how_the_registration_is_becomes_words_and_notices(bench: Bench) -> None:
    said: list[Registration] = []
    bench.line.registration_changed.connect(said.append)
    refused = Registration(state=RegistrationState.REFUSED, text="Wrong password.", hint="Type it again.", code=403)
    bench.engine.registration_changed.emit(refused)
    assert "password" in bench.told()
    wrong = Registration(state=RegistrationState.MISCONFIGURED, text="No such server.")
    bench.engine.registration_changed.emit(wrong)
    assert "line" in bench.told()
    bench.engine.registration_changed.emit(Registration(state=RegistrationState.REGISTERED, text="Registered"))
    assert bench.told() == set()
    assert [registration.state for registration in said] == ["refused", "misconfigured", "registered"]


def test_the_engines_loss_is_said_until_it_is_back(bench: Bench) -> None:
    bench.engine.lost.emit("The phone stopped.")
    assert [notice.text for notice in bench.notices.notices] == ["The phone stopped."]
    assert bench.line.registration.state is RegistrationState.UNREACHABLE
    bench.engine.started.emit(CAPABILITIES)
    assert bench.told() == set()
    assert bench.line.capabilities == CAPABILITIES


def test_an_account_is_tried_for_real_and_the_old_news_is_not_taken_for_its_own(bench: Bench) -> None:
    verdicts: list[Registration] = []
    bench.line.try_account(ACCOUNT, owner=bench.notices, done=verdicts.append)
    assert [(used.user, used.servers, used.password) for used in bench.used()] == [
        (ACCOUNT.user, ACCOUNT.servers, ACCOUNT.password)
    ]
    state = RegistrationState
    for stale in (
        Registration(state=state.REGISTERED, user="old"),
        Registration(state=state.REGISTERED, user="8014"),
        Registration(state=state.NONE),
    ):
        bench.engine.registration_changed.emit(stale)
    assert verdicts == []
    bench.engine.registration_changed.emit(Registration(state=state.REGISTERING, user="8014"))
    bench.engine.registration_changed.emit(Registration(state=state.REFUSED, user="8014", text="Wrong password."))
    assert [verdict.text for verdict in verdicts] == ["Wrong password."]
    bench.engine.registration_changed.emit(Registration(state=state.REGISTERED, user="8014"))
    assert len(verdicts) == 1


def test_a_server_that_never_answers_gets_a_verdict_too(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "PATIENCE_MILLISECONDS", 30)
    verdicts: list[Registration] = []
    bench.line.try_account(ACCOUNT, owner=bench.notices, done=verdicts.append)
    qtbot.waitUntil(lambda: bool(verdicts))
    assert verdicts[0].state is RegistrationState.UNREACHABLE
    assert verdicts[0].text
    assert verdicts[0].hint


def test_a_trial_whose_asker_is_gone_tells_nobody(bench: Bench, qtbot: QtBot) -> None:
    owner, verdicts = QObject(), list[Registration]()
    bench.line.try_account(ACCOUNT, owner=owner, done=verdicts.append)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    bench.engine.registration_changed.emit(Registration(state=RegistrationState.REFUSED, user="8014"))
    assert verdicts == []


def test_an_account_tried_before_the_line_is_open_is_not_dropped_by_its_opening(bench: Bench) -> None:
    verdicts = list[Registration]()
    bench.line.try_account(ACCOUNT, owner=bench.line, done=verdicts.append)
    bench.line.open()
    assert "drop_account" not in [order[0] for order in bench.engine.orders]
    bench.engine.registration_changed.emit(Registration(state=RegistrationState.REFUSED, user="8014"))
    assert [verdict.state for verdict in verdicts] == [RegistrationState.REFUSED]
    assert "drop_account" in [order[0] for order in bench.engine.orders]


def test_an_account_that_was_tried_and_set_up_is_the_one_in_use(bench: Bench, vault: MemoryVault, qtbot: QtBot) -> None:
    """Else the line signs off and on again, and who calls in that moment is turned away."""
    bench.line.open()
    bench.settings.set("account.expires_seconds", 90)
    bench.settings.set("account.trusts_identity", False)
    bench.line.try_account(ACCOUNT, owner=bench.line, done=lambda _: bench.line.set_up(ACCOUNT))
    tried = bench.used()[-1]
    for state in (RegistrationState.REGISTERING, RegistrationState.REGISTERED):
        bench.engine.registration_changed.emit(Registration(state=state, user="8014"))
    qtbot.waitUntil(lambda: bool(vault.passwords))
    assert len(bench.used()) > 1
    assert bench.used()[-1] == tried


def test_setting_up_writes_the_settings_and_keeps_the_password(bench: Bench, vault: MemoryVault, qtbot: QtBot) -> None:
    bench.line.open()
    bench.line.set_up(ACCOUNT)
    qtbot.waitUntil(lambda: bool(vault.passwords))
    assert vault.passwords == {vault_name(ACCOUNT): "correct horse"}
    assert bench.line.is_set_up
    assert bench.used()[-1].password == "correct horse"
    assert "correct horse" not in bench.settings._file.read_text()
    back = account_from(bench.settings)
    assert settings_of(back) == settings_of(ACCOUNT)


def test_a_device_that_is_chosen_is_used_and_kept(bench: Bench, qtbot: QtBot) -> None:
    sound = Sound(bench.engine, bench.settings, bench.notices)
    sound.choose(DeviceRole.SPEAKER, "headset-1")
    assert ("choose_device", DeviceRole.SPEAKER, "headset-1") in bench.engine.orders
    assert bench.settings.text("sound.speaker") == "headset-1"
    bench.engine.orders.clear()
    sound.use_chosen()
    assert bench.engine.orders == [("choose_device", DeviceRole.SPEAKER, "headset-1")]
    devices = DeviceList(devices=(Device(id="d", name="Desk", is_input=False),), text="Your headset is gone.")
    with qtbot.waitSignal(sound.devices_changed):
        bench.engine.devices_changed.emit(devices)
    assert sound.devices == devices
    assert [notice.text for notice in bench.notices.notices] == ["Your headset is gone."]
    bench.engine.devices_changed.emit(DeviceList(devices=()))
    assert bench.notices.notices == ()


def test_levels_are_measured_while_somebody_looks(bench: Bench) -> None:
    sound = Sound(bench.engine, bench.settings, bench.notices)
    for order in (sound.watch_levels, sound.watch_levels, sound.ignore_levels):
        order()
    assert bench.engine.orders == [("watch_levels",)]
    sound.ignore_levels()
    assert bench.engine.orders == [("watch_levels",), ("ignore_levels",)]
    sound.play_test_tone(DeviceRole.RINGER)
    assert bench.engine.orders[-1] == ("play_test_tone", DeviceRole.RINGER)
