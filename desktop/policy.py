"""What the organisation sets for all its desks: a JSON file of the machine, on Windows the registry before it.

{"locked": {"account.transport": "tls"}, "defaults": {"wrap_up.seconds": 60}}
"""

import json
import logging
import os
import sys
from pathlib import Path

from desktop.services.settings import Policy

logger = logging.getLogger(__name__)

POLICY_VARIABLE = "PARLEY_POLICY"


def policy_file() -> Path:
    """Writable by administrators only; PARLEY_POLICY names another one (for tests and packagers)."""
    if named := os.environ.get(POLICY_VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Parley" / "policy.json"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Parley/policy.json")
    return Path("/etc/parley/policy.json")


def read_policy(file: Path | None = None) -> Policy:
    """A policy that cannot be read is logged and locks nothing: the desk must start."""
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
    except (OSError, ValueError, TypeError, AttributeError):
        logger.exception("The policy in %s cannot be read and is left out", file)
        return Policy()
