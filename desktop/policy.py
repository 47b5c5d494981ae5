"""What the organisation sets for all its desks: a JSON file of the machine, on Windows the registry before it.

{"locked": {"account.transport": "tls"}, "defaults": {"wrap_up.seconds": 60}}
"""

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `is_there` is asked before Qt is loaded
    from desktop.services.settings import Policy

logger = logging.getLogger(__name__)


def policy_file() -> Path:
    """Writable by administrators only. No variable names another one: what is locked would be so no longer."""
    if sys.platform == "win32":
        from desktop.policy_windows import program_data

        return program_data() / "Parley" / "policy.json"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Parley/policy.json")
    return Path("/etc/parley/policy.json")


def is_there() -> bool:
    """Whether the organisation says anything at all."""
    if sys.platform == "win32":
        from desktop.policy_windows import is_in_registry

        if is_in_registry():
            return True
    return policy_file().exists()


def read_policy(file: Path | None = None) -> "Policy":
    """A policy that cannot be read is logged and locks nothing: the desk must start."""
    from desktop.services.settings import Policy

    if sys.platform == "win32" and file is None:
        from desktop.policy_windows import read_registry

        if policy := read_registry():
            return policy
    file = file or policy_file()
    try:
        content = json.loads(file.read_text("utf-8-sig"))
        return Policy(
            defaults=dict(content.get("defaults", {})), locked=dict(content.get("locked", {})), where=str(file)
        )
    except FileNotFoundError:
        return Policy()
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        logger.exception("The policy in %s cannot be read and is left out", file)
        return Policy()
