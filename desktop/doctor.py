"""`parley doctor`: what works here and what does not, each with a verdict in words and a hint.

The engine asked is one of the doctor's own, in a folder of its own: the desk's, and a call in it, are left alone.
"""

import argparse
import contextlib
import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer

from desktop.app import numbering_for, open_settings
from desktop.domain.errors import DesktopError
from desktop.domain.phone import Account, Capabilities, DeviceList, IncomingPolicy, Registration, RegistrationState
from desktop.domain.text import tr
from desktop.instance import Instance
from desktop.paths import find_paths
from desktop.services.line import account_from, vault_name
from desktop.services.notices import Notices
from desktop.services.ports import Vault
from desktop.services.settings import Settings
from desktop.services.trial import Trial
from desktop.telephony.link import EngineLink

ENGINE_MILLISECONDS = 15_000
LITTLE_ROOM_BYTES = 500_000_000


class Health(StrEnum):
    """FAILED makes the exit code 1."""

    FINE = "fine"
    LIMITED = "limited"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    subject: str
    health: Health
    text: str
    hint: str = ""


def run(options: argparse.Namespace, vault: Vault | None = None) -> int:
    """Print the verdicts; 1 if something failed."""
    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    paths, notices = find_paths(options.profile), Notices()
    settings = open_settings(paths, notices)
    verdicts = [_settings_verdict(notices)]
    vault = vault or _system_vault()
    password, keyring = look_at_keyring(vault, settings)
    line = Line(
        account=replace(account_from(settings), password=password or ""),
        is_held=Instance(paths.state).is_running(),
        is_wanted=not options.without_registration,
    )
    verdicts += look_at_engine(line, tuple(options.engine_options))
    verdicts += look_at_store(options.store or settings.text("store.url") or str(paths.store_file), settings)
    verdicts.append(keyring)
    _print(verdicts, is_json=options.json)
    del application
    return 1 if any(verdict.health is Health.FAILED for verdict in verdicts) else 0


def _system_vault() -> Vault:
    from desktop.store.vault import SystemVault

    return SystemVault()


def _settings_verdict(notices: Notices) -> Verdict:
    subject = tr("Settings")
    if not notices.notices:
        return Verdict(subject=subject, health=Health.FINE, text=tr("The settings can be read."))
    first = notices.notices[0]
    return Verdict(subject=subject, health=Health.LIMITED, text=first.text, hint=first.hint)


# ---------------------------------------------------------------- engine, sound, registration


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is to be tried: `is_held` by a desk that is open, then it is left alone."""

    account: Account
    is_held: bool
    is_wanted: bool


class _Examination(QObject):
    """An engine's own word: what it can do, its devices, and how a registration ends."""

    def __init__(self, folder: Path, engine_options: tuple[str, ...]) -> None:
        super().__init__()
        self.capabilities: Capabilities | None = None
        self.devices: DeviceList | None = None
        self.registration: Registration | None = None
        self.lost = ""
        self._loop = QEventLoop()
        self._trial: Trial | None = None
        self.engine = EngineLink(folder, self, options=("--orphan-seconds", "1", *engine_options))
        self.engine.started.connect(self._on_started)
        self.engine.lost.connect(self._on_lost)
        self.engine.devices_changed.connect(self._on_devices_changed)
        self.engine.registration_changed.connect(self._on_registration_changed)

    def ask(self) -> None:
        # a call that the exchange forks to this registration too must not ring or be refused here
        self.engine.set_incoming_policy(IncomingPolicy.SILENT)
        self.engine.start()
        self._wait()

    def register(self, account: Account) -> None:
        self._trial = Trial(account, self)
        self._trial.ended.connect(self._on_verdict)
        self.engine.use_account(account)
        self._wait(ENGINE_MILLISECONDS + 2000)

    def _wait(self, milliseconds: int = ENGINE_MILLISECONDS) -> None:
        QTimer.singleShot(milliseconds, self._loop.quit)
        self._loop.exec()

    def _on_started(self, capabilities: Capabilities) -> None:
        self.capabilities = capabilities

    def _on_lost(self, text: str) -> None:
        self.lost = text
        self._loop.quit()

    def _on_devices_changed(self, devices: DeviceList) -> None:
        self.devices = devices
        self._loop.quit()

    def _on_registration_changed(self, registration: Registration) -> None:
        if self._trial is not None:
            self._trial.hear(registration)

    def _on_verdict(self, registration: Registration) -> None:
        self._trial = None
        self.registration = registration
        self._loop.quit()


def look_at_engine(line: Line, options: tuple[str, ...]) -> list[Verdict]:
    """Engine, sound and registration, asked from one engine."""
    with tempfile.TemporaryDirectory(prefix="parley-doctor-", ignore_cleanup_errors=True) as folder:
        examination = _Examination(Path(folder), options)
        examination.ask()
        verdicts = [*_engine_verdicts(examination), _sound_verdict(examination)]
        if line.is_wanted:
            verdicts.append(_registration_verdict(examination, line))
        examination.engine.stop()
        examination.deleteLater()
    return verdicts


def _engine_verdicts(examination: _Examination) -> list[Verdict]:
    can = examination.capabilities
    if can is None:
        text = examination.lost or tr("The phone engine did not start.")
        return [
            Verdict(
                subject=tr("Phone engine"),
                health=Health.FAILED,
                text=text,
                hint=tr("Reinstall Parley; pjsua2 or one of its libraries may be missing."),
            )
        ]
    text = tr(
        "PJSIP {version} with {codecs}; encrypted sound: {srtp}; {tls}.",
        version=can.pjsip_version,
        codecs=", ".join(can.codecs),
        srtp=tr("yes") if can.has_srtp else tr("no"),
        tls=", ".join(can.edge_tls) or tr("no TLS"),
    )
    first = Verdict(subject=tr("Phone engine"), health=Health.FINE, text=text)
    return [first, *(Verdict(subject=tr("Phone engine"), health=Health.LIMITED, text=what) for what in can.missing)]


def _sound_verdict(examination: _Examination) -> Verdict:
    devices = examination.devices.devices if examination.devices else ()
    inputs = [device.name for device in devices if device.is_input]
    outputs = [device.name for device in devices if not device.is_input]
    subject = tr("Sound")
    if not inputs or not outputs:
        missing = tr("no microphone") if not inputs else ""
        missing = ", ".join(part for part in (missing, tr("no speaker") if not outputs else "") if part)
        text = tr("There is {missing}. Calls can be taken, but not heard or spoken in.", missing=missing)
        return Verdict(subject=subject, health=Health.LIMITED, text=text, hint=tr("Plug in a headset."))
    text = tr("Microphones: {inputs}. Speakers: {outputs}.", inputs=", ".join(inputs), outputs=", ".join(outputs))
    return Verdict(subject=subject, health=Health.FINE, text=text)


def _registration_verdict(examination: _Examination, line: Line) -> Verdict:
    subject, account = tr("Registration"), line.account
    if examination.capabilities is None:
        return Verdict(subject=subject, health=Health.FAILED, text=tr("Not tried: there is no phone engine."))
    if not account.user or not account.servers:
        hint = tr("Start Parley; it asks for server, user and password.")
        return Verdict(subject=subject, health=Health.LIMITED, text=tr("No account is set up."), hint=hint)
    if line.is_held:
        text = tr("Parley is open and holds the line; its window says how it is.")
        return Verdict(subject=subject, health=Health.FINE, text=text)
    if account.registers and not account.password:
        text, hint = tr("There is no password to try."), tr("Start Parley and enter it.")
        return Verdict(subject=subject, health=Health.LIMITED, text=text, hint=hint)
    examination.register(account)
    found = examination.registration
    if found is None:
        return Verdict(subject=subject, health=Health.FAILED, text=tr("The registration did not end in time."))
    health = Health.FINE if found.state is RegistrationState.REGISTERED else Health.FAILED
    return Verdict(subject=subject, health=health, text=found.text, hint=found.hint)


# ---------------------------------------------------------------- store and keyring


def look_at_store(where: str, settings: Settings) -> list[Verdict]:
    """Open it, as the desk would, and look at the room there is. A file that is not there yet is not made."""
    subject = tr("Store")
    is_file = "://" not in where
    if is_file and not Path(where).exists():
        text = tr("There is no store yet; the first start makes it at {file}.", file=where)
        return [Verdict(subject=subject, health=Health.FINE, text=text), _room_verdict(Path(where))]
    damage = _damage(Path(where)) if is_file else ""
    if damage:
        hint = tr("Keep the file, and put back the newest backup beside it.")
        text = tr("The store is damaged: {damage}.", damage=damage)
        return [Verdict(subject=subject, health=Health.FAILED, text=text, hint=hint)]
    from desktop.store import open_store

    try:
        store = open_store(where, numbering_for(settings, Notices()))
        calls = len(store.calls(limit=1))
        store.close()
    except DesktopError as error:
        return [Verdict(subject=subject, health=Health.FAILED, text=error.text, hint=error.hint)]
    text = tr("The store opens and has calls in it.") if calls else tr("The store opens; there are no calls in it yet.")
    verdicts = [Verdict(subject=subject, health=Health.FINE, text=text)]
    return [*verdicts, _room_verdict(Path(where))] if is_file else verdicts


def _damage(file: Path) -> str:
    """SQLite's own check of the file's structure, which changes nothing; what it found first, or ""."""
    try:
        with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return "" if found == "ok" else found


def _room_verdict(file: Path) -> Verdict:
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    free = shutil.disk_usage(folder).free
    text = tr("{gigabytes} GB are free on the store's disk.", gigabytes=f"{free / 1e9:.1f}")
    health = Health.FINE if free > LITTLE_ROOM_BYTES else Health.LIMITED
    hint = "" if health is Health.FINE else tr("Make room: a full disk keeps notes from being saved.")
    return Verdict(subject=tr("Store"), health=health, text=text, hint=hint)


def look_at_keyring(vault: Vault, settings: Settings) -> tuple[str | None, Verdict]:
    """The password of the account that is set, if it is there."""
    subject = tr("Keyring")
    try:
        if not vault.is_available:
            text, hint = tr("There is no keyring, so passwords are asked for at each start."), ""
            return None, Verdict(subject=subject, health=Health.LIMITED, text=text, hint=hint)
        password = vault.password(vault_name(account_from(settings)))
    except DesktopError as error:
        return None, Verdict(subject=subject, health=Health.LIMITED, text=error.text, hint=error.hint)
    text = tr("The keyring works and has the password.") if password else tr("The keyring works; no password is kept.")
    return password, Verdict(subject=subject, health=Health.FINE, text=text)


# ---------------------------------------------------------------- print


def _print(verdicts: list[Verdict], *, is_json: bool) -> None:
    out: Callable[[str], object] = lambda line: sys.stdout.write(line + "\n")  # noqa: E731
    if is_json:
        out(json.dumps([asdict(verdict) for verdict in verdicts], ensure_ascii=False, indent=2))
        return
    words = {Health.FINE: tr("fine"), Health.LIMITED: tr("limited"), Health.FAILED: tr("FAILED")}
    for verdict in verdicts:
        out(f"{verdict.subject:<14} {words[verdict.health]:<8} {verdict.text}")
        if verdict.hint:
            out(f"{'':<23} → {verdict.hint}")
