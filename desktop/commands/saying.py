"""What a command says on the terminal."""

import sys

from desktop.domain.errors import DesktopError


def fail(error: DesktopError) -> int:
    sys.stderr.write(harmless(f"{error.text} {error.hint}".strip()) + "\n")
    return 1


def tell(text: str) -> None:
    sys.stdout.write(harmless(text) + "\n")


def harmless(text: str) -> str:
    """What others wrote may not steer the terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
