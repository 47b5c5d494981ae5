r"""Group policy on Windows only: HKLM\Software\Policies\Parley with the keys Locked and Defaults.

A value's name is a setting's key. REG_SZ is a text, REG_MULTI_SZ several, REG_DWORD a number, or 0 and 1 of a
switch: the registry has no booleans.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `is_in_registry` is asked before Qt is loaded
    from desktop.services.settings import Policy

KEY = r"Software\Policies\Parley"

if sys.platform == "win32":
    import ctypes
    import winreg
    from pathlib import Path

    def program_data() -> Path:
        """Asked of the system: the variable of that name is the user's to change."""
        common_application_data, longest = 0x23, 260
        buffer = ctypes.create_unicode_buffer(longest)
        if ctypes.windll.shell32.SHGetFolderPathW(None, common_application_data, None, 0, buffer) != 0:
            return Path(r"C:\ProgramData")
        return Path(buffer.value)

    def is_in_registry() -> bool:
        return any(map(_opened, ("Locked", "Defaults")))

    def read_registry() -> "Policy | None":
        """None when there is no such key."""
        from desktop.services.settings import Policy

        locked, defaults = _values("Locked"), _values("Defaults")
        if locked is None and defaults is None:
            return None
        return Policy(locked=locked or {}, defaults=defaults or {}, where="HKLM\\" + KEY)

    def _values(name: str) -> dict[str, object] | None:
        from desktop.services.settings import Kind
        from desktop.services.settings_declared import declared_settings

        key = _opened(name)
        if key is None:
            return None
        switches = {s.key for group in declared_settings() for s in group.settings if s.kind is Kind.SWITCH}
        with key:
            count = winreg.QueryInfoKey(key)[1]
            values = [winreg.EnumValue(key, index)[:2] for index in range(count)]
        return {name: bool(value) if name in switches else value for name, value in values}

    def _opened(name: str) -> winreg.HKEYType | None:
        try:
            return winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, f"{KEY}\\{name}")
        except OSError:
            return None
