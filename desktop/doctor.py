"""`parley doctor`: what works here and what does not, each with a verdict in words and a hint.

The engine asked is one of the doctor's own, in a folder of its own: the desk's, and a call in it, are left alone.
"""

import argparse
import contextlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QStorageInfo, QTimer

from desktop.app import numbering_for, open_settings
from desktop.commands.updating import update_told
from desktop.domain.errors import DesktopError
from desktop.domain.phone import Account, Capabilities, DeviceList, IncomingPolicy, Registration, RegistrationState
from desktop.domain.text import tr
from desktop.instance import Instance
from desktop.paths import find_paths, resources_folder
from desktop.services.line import account_from, vault_name
from desktop.services.notices import Notices
from desktop.services.ports import Vault
from desktop.services.settings import Settings
from desktop.services.trial import Trial
from desktop.telephony.link import EngineLink
from desktop.telephony.rendezvous import prepare

ENGINE_MILLISECONDS = 15_000
LITTLE_ROOM_BYTES = 500_000_000
_LAST_WORDS_SECONDS = 20.0
_WORDS = 300
_NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "afp", "webdav", "davfs", "9p", "fuse.sshfs", "ncp", "ceph", "glusterfs")


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
        self._loop = QEventLoop()
        self._trial: Trial | None = None
        spoken = ("--translations", str(resources_folder() / "translations"))  # what it says is shown
        self.engine = EngineLink(folder, self, options=(*spoken, "--orphan-seconds", "1", *engine_options))
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

    def _on_lost(self, _text: str) -> None:
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
        verdicts = [*_engine_verdicts(examination, Path(folder), options), _sound_verdict(examination)]
        if line.is_wanted:
            verdicts.append(_registration_verdict(examination, line))
        examination.engine.stop()
        examination.deleteLater()
    return verdicts


def _engine_verdicts(examination: _Examination, folder: Path, options: tuple[str, ...]) -> list[Verdict]:
    subject, can = tr("Phone engine"), examination.capabilities
    if can is None:
        text = tr("The phone engine cannot be started. {words}", words=_last_words(folder, options))
        hint = tr("Reinstall Parley; pjsua2 or one of its libraries may be missing. Until then there are no calls.")
        return [Verdict(subject=subject, health=Health.FAILED, text=text, hint=hint)]
    text = tr(
        "PJSIP {version} with {codecs}; encrypted sound: {srtp}; {tls}.",
        version=can.pjsip_version,
        codecs=", ".join(can.codecs),
        srtp=tr("yes") if can.has_srtp else tr("no"),
        tls=", ".join(can.edge_tls) or tr("no TLS"),
    )
    return [Verdict(subject=subject, health=Health.FINE, text=text), *_limits(can)]


def _limits(can: Capabilities) -> list[Verdict]:
    """What this engine cannot do, and what becomes of that."""
    found = []
    if "opus" not in (codec.lower() for codec in can.codecs):
        hint = tr("Nothing needs to be done, unless the exchange speaks Opus alone: let it offer G.722 or G.711.")
        found.append((tr("Opus is missing: calls use G.722 or G.711."), hint))
    if not can.has_srtp:
        hint = tr("Install a pjsua2 that is built with SRTP, or do not ask for encrypted sound in the account.")
        found.append((tr("The sound of calls cannot be encrypted."), hint))
    if not can.edge_tls:
        hint = tr("Install OpenSSL, or choose UDP or TCP in a network you trust.")
        found.append((tr("The connection to the exchange cannot be encrypted."), hint))
    return [Verdict(subject=tr("Phone engine"), health=Health.LIMITED, text=text, hint=hint) for text, hint in found]


def _last_words(folder: Path, options: tuple[str, ...]) -> str:
    """Start the engine once more, this time listening to it, and say why it ends: the desk itself never looks."""
    try:
        meeting = prepare(folder / "again")
        program, arguments, where = meeting.command()
        ended = subprocess.run(
            [program, *arguments, "--orphan-seconds", "0", *options],
            cwd=where,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LAST_WORDS_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return tr("It starts, and does not answer.")
    except OSError as error:
        return tr("It cannot be run: {why}.", why=error.strerror or str(error))
    if ended.returncode == 0:
        return tr("Started once more, it worked.")
    with contextlib.suppress(OSError):
        ended.stderr = ended.stderr or meeting.log_file.read_text("utf-8", "replace")
    lines = ended.stderr.strip().splitlines() or [""]
    return tr("It ended with code {code}: {words}", code=ended.returncode, words=lines[-1][:_WORDS]).rstrip(": ")


def _sound_verdict(examination: _Examination) -> Verdict:
    if examination.capabilities is None:
        return Verdict(subject=tr("Sound"), health=Health.FAILED, text=tr("Not tried: there is no phone engine."))
    devices = examination.devices.devices if examination.devices else ()
    inputs = [device.name for device in devices if device.is_input]
    outputs = [device.name for device in devices if not device.is_input]
    subject = tr("Sound")
    if inputs and outputs:
        text = tr("Microphones: {inputs}. Speakers: {outputs}.", inputs=", ".join(inputs), outputs=", ".join(outputs))
        return Verdict(subject=subject, health=Health.FINE, text=text)
    hint = tr("Plug in a headset.")
    if outputs:
        text = tr("There is no microphone: callers cannot hear you.")
    elif inputs:
        text = tr("There is no speaker: you cannot hear callers.")
    else:
        text = tr("There is no sound device: calls can be taken, but nothing is heard or said.")
        hint = tr("Plug in a headset. On Linux, see that PulseAudio or PipeWire runs for this user.")
    return Verdict(subject=subject, health=Health.LIMITED, text=text, hint=hint)


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
        return [Verdict(subject=subject, health=Health.FINE, text=text), *_disk_verdicts(Path(where))]
    damage = _damage(Path(where)) if is_file else ""
    if damage:
        hint = tr("Keep the file, and put back the newest backup beside it.")
        text = tr("The store is damaged: {damage}.", damage=damage)
        return [Verdict(subject=subject, health=Health.FAILED, text=text, hint=hint)]
    from desktop.store import open_store

    try:
        with update_told() as told:
            store = open_store(where, numbering_for(settings, Notices()), told)
        calls = len(store.calls(limit=1))
        store.close()
    except DesktopError as error:
        return [Verdict(subject=subject, health=Health.FAILED, text=error.text, hint=error.hint)]
    text = tr("The store opens and has calls in it.") if calls else tr("The store opens; there are no calls in it yet.")
    verdicts = [Verdict(subject=subject, health=Health.FINE, text=text)]
    return [*verdicts, *_disk_verdicts(Path(where))] if is_file else verdicts


def _damage(file: Path) -> str:
    """SQLite's own check of the file's structure, which changes nothing; what it found first, or ""."""
    try:
        with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return "" if found == "ok" else found


def _disk_verdicts(file: Path) -> list[Verdict]:
    """Of the disk the store is on, or will be."""
    subject = tr("Store")
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    free = shutil.disk_usage(folder).free
    text = tr("{gigabytes} GB are free on the store's disk.", gigabytes=f"{free / 1e9:.1f}")
    health = Health.FINE if free > LITTLE_ROOM_BYTES else Health.LIMITED
    hint = "" if health is Health.FINE else tr("Make room: a full disk keeps notes from being saved.")
    verdicts = [Verdict(subject=subject, health=health, text=text, hint=hint)]
    disk = QStorageInfo(str(folder))
    if is_network_drive(bytes(disk.fileSystemType().data()).decode(), bytes(disk.device().data()).decode()):
        text = tr("The store is on a network drive: when the network falters, it can be damaged.")
        hint = tr("Move the store to a disk of this computer, or let the team share a PostgreSQL database.")
        verdicts.append(Verdict(subject=subject, health=Health.LIMITED, text=text, hint=hint))
    return verdicts


def is_network_drive(file_system: str, device: str) -> bool:
    """By what Qt says of a volume: its file system, or on Windows (NTFS either way) a device on another computer."""
    is_share = device.startswith(("//", "\\\\")) and not device.startswith(("//?/", "\\\\?\\"))
    return is_share or file_system.lower().startswith(_NETWORK_FILE_SYSTEMS)


def look_at_keyring(vault: Vault, settings: Settings) -> tuple[str | None, Verdict]:
    """The password of the account that is set, if it is there."""
    subject = tr("Keyring")
    try:
        if not vault.is_available:
            text = tr("There is no keyring, so passwords are asked for at each start.")
            hint = tr("On Linux, install gnome-keyring or KWallet, and log in again.")
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
    subject = max(len(verdict.subject) for verdict in verdicts)
    health = max(map(len, words.values()))
    for verdict in verdicts:
        out(f"{verdict.subject:<{subject}}  {words[verdict.health]:<{health}}  {verdict.text}")
        if verdict.hint:
            out(f"{'':<{subject + health + 3}} → {verdict.hint}")
