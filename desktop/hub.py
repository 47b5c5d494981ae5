"""The hub put together: a store, the built-in channels, the vault, and the role that serves the accounts. No window."""

import logging
import os
import secrets
import socket
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.crash import Redacted
from desktop.services.channel import ChannelKind
from desktop.services.hub.secrets import AccountSecrets
from desktop.services.ports import Vault

if TYPE_CHECKING:
    from desktop.services.hub.role import HubRole
    from desktop.services.hub.terms import HubStore

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0  # Windows hears Ctrl+C only between two waits
_PATIENCE_SECONDS = 15.0


def built_in_channels() -> Sequence[ChannelKind]:
    """Loaded when asked for: whoever only opens the window does not wait for their libraries."""
    from desktop.channels import BUILT_IN

    return BUILT_IN


def desk_role(store: "HubStore", kinds: Sequence[ChannelKind], vault: Vault, agent: str) -> "HubRole":
    """A desk's: it lets go while a headless hub is there."""
    return _role(store, kinds, vault, agent)


def headless_role(store: "HubStore", kinds: Sequence[ChannelKind], vault: Vault) -> "HubRole":
    return _role(store, kinds, vault, "hub", is_headless=True)


def _role(
    store: "HubStore", kinds: Sequence[ChannelKind], vault: Vault, who: str, *, is_headless: bool = False
) -> "HubRole":
    from desktop.services.hub.role import HubRole  # when the window is there

    return HubRole(
        store, kinds, lambda account: AccountSecrets(vault, account.id), _holder(who), is_headless=is_headless
    )


def serve(role: "HubRole", stop: threading.Event) -> bool:
    """Until `stop` is set; whether everything was let go in time."""
    role.start()
    logger.info("The hub serves the channels")
    while not stop.wait(_LOOK_SECONDS):
        pass
    logger.info("The hub lets go of the channels")
    is_clean = role.stop(_PATIENCE_SECONDS)
    logger.info("The hub ended" if is_clean else "The hub ended with something still at work")
    return is_clean


def log_to_terminal() -> None:
    """In words, with secrets and numbers masked, for the journal of whatever started the hub."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacted())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("desktop").setLevel(logging.INFO)


def _holder(who: str) -> str:
    """Which program it is, for colleagues and for the leases: another one at each start."""
    return f"{who}@{socket.gethostname()} {os.getpid()}-{secrets.token_hex(4)}"
