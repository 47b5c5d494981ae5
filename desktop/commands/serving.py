"""`parley hub`: the written channels served without a window, until it is asked to end."""

import argparse
import gc
import getpass
import logging
import signal
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from desktop.app import numbering_for, open_settings
from desktop.commands.updating import update_told
from desktop.domain.errors import ConfigurationError, DesktopError
from desktop.domain.text import tr
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.hub import built_in_channels, headless_role, log_to_terminal, serve
from desktop.paths import find_paths
from desktop.services.channel import ChannelKind, Channels, SignInCode, SignInPage, Visitor
from desktop.services.hub.secrets import AccountSecrets, SecretsFile
from desktop.services.notices import Notices
from desktop.services.ports import Vault
from desktop.store import DatabaseStore, open_store
from desktop.store.vault import SystemVault

logger = logging.getLogger(__name__)

_MANY_VALUES = 100_000  # those of a batch of a full mailbox, which go as they came


def hub(options: argparse.Namespace) -> int:
    """1 when it cannot begin, or when something hung at its end; the words say what."""
    try:
        vault = _vault(options.secrets_file)
        store = _store(options)
    except DesktopError as error:
        return _fail(error)
    try:
        if options.set_secret:
            return _set_secret(store, vault, options.set_secret)
        return _serve(store, vault)
    except DesktopError as error:
        return _fail(error)
    finally:
        store.close()


def _serve(store: DatabaseStore, vault: Vault) -> int:
    log_to_terminal()
    collect_seldom()
    stop = threading.Event()
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: stop.set())
    return 0 if serve(headless_role(store, built_in_channels(), vault), stop) else 1


def collect_seldom() -> None:
    """Garbage among what stays is looked for no more, among what comes seldom: it takes a twentieth of a first sync."""
    gc.freeze()
    gc.set_threshold(_MANY_VALUES)


def _set_secret(store: DatabaseStore, vault: Vault, wanted: str) -> int:
    """Asked for where nobody sees it; a program may write it to the standard input."""
    account = _account(store, wanted)
    kind = Channels(built_in_channels).of(account.channel)
    if kind is None or account.id is None or not kind.secrets():
        raise ConfigurationError(tr("“{name}” has no password.", name=account.name))
    for name, value in (_signed_in(kind, account, vault) or _typed(kind, account)).items():
        AccountSecrets(vault, account.id).keep(name, value)
    # a hub that was refused tries again now
    now = datetime.now(UTC)
    store.set_account_state(AccountState(account_id=account.id, health=AccountHealth.STARTING, since=now))
    return 0


def _signed_in(kind: ChannelKind, account: ChannelAccount, vault: Vault) -> Mapping[str, str]:
    """Where nobody types a password: with a browser, whose address or code is shown here. Empty where one is typed."""
    anew = {secret.key: "" for secret in kind.secrets() if not secret.label}
    return kind.authorise(account, AccountSecrets(vault, account.id, anew), Visitor(_show_where))


def _show_where(where: SignInCode | SignInPage) -> None:
    if isinstance(where, SignInCode):
        said = tr("Open {address} and type the code {code}.", address=where.address, code=where.code)
    else:
        said = tr("If no browser opens, open {address} on this computer.", address=where.address)
    sys.stdout.write(said + "\n")
    sys.stdout.flush()


def _typed(kind: ChannelKind, account: ChannelAccount) -> Mapping[str, str]:
    secret = kind.secrets()[0]
    question = tr("{label} of {name}: ", label=secret.label, name=account.name)
    typed = getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    return {secret.key: typed}


def _account(store: DatabaseStore, wanted: str) -> ChannelAccount:
    accounts = store.accounts()
    found = [one for one in accounts if wanted.casefold() in (one.name.casefold(), one.address.casefold())]
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.address or one.name for one in accounts)
    raise ConfigurationError(
        tr("There is no account “{name}”.", name=wanted) if not found else tr("“{name}” are several.", name=wanted),
        tr("Those in the store: {names}.", names=names) if names else tr("Set one up at a desk first."),
    )


def _vault(file: str | None) -> Vault:
    if file:
        return SecretsFile(Path(file))
    vault = SystemVault()
    if not vault.is_available:
        raise ConfigurationError(
            tr("This system has no keyring that keeps passwords safe."),
            tr("Name a file that only you may read: --secrets-file FILE"),
        )
    return vault


def _store(options: argparse.Namespace) -> DatabaseStore:
    """The one that the desk of this profile would open."""
    paths, notices = find_paths(options.profile), Notices()
    settings = open_settings(paths, notices)
    where = options.store or settings.text("store.url") or str(paths.store_file)
    if "://" not in where:
        Path(where).absolute().parent.mkdir(parents=True, exist_ok=True)
    with update_told() as told:
        return open_store(where, numbering_for(settings, notices), told)


def _fail(error: DesktopError) -> int:
    sys.stderr.write(f"{error.text} {error.hint}".strip() + "\n")
    return 1
