"""Keyrings for tests: one in memory, because the system's own would ask the developer and keep what a test says."""

from desktop.domain.errors import ConfigurationError


class MemoryVault:
    """`ports.Vault` that forgets with the process."""

    def __init__(self) -> None:
        self.passwords: dict[str, str] = {}

    @property
    def is_available(self) -> bool:
        return True

    def password(self, name: str) -> str | None:
        return self.passwords.get(name)

    def keep(self, name: str, password: str) -> None:
        self.passwords[name] = password

    def forget(self, name: str) -> None:
        self.passwords.pop(name, None)


class NoVault:
    """A system without a keyring."""

    @property
    def is_available(self) -> bool:
        return False

    def password(self, name: str) -> str | None:
        raise ConfigurationError("There is no keyring on this system.", "Install one.")

    def keep(self, name: str, password: str) -> None:
        raise ConfigurationError("There is no keyring on this system.", "Install one.")

    def forget(self, name: str) -> None:
        """Nothing is kept."""
