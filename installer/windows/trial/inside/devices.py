"""Runs in Windows: gives each sound device of Wine the container id that real ones have, and that Qt asks for."""

import sys
import uuid

from PySide6.QtCore import QCoreApplication
from PySide6.QtMultimedia import QMediaDevices

_DEVICES = r"SOFTWARE\Microsoft\Windows\CurrentVersion\MMDevices\Audio"
_CONTAINER_ID = "{8C7ED206-3F8A-4827-B3AB-AE9E1FAEFC6C},2"  # PKEY_Device_ContainerId


def main() -> None:
    application = QCoreApplication(sys.argv)
    QMediaDevices.audioOutputs()  # Wine writes its devices to the registry when they are first asked for
    if sys.platform == "win32":
        import winreg

        for kind in ("Render", "Capture"):
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{_DEVICES}\{kind}") as devices:
                names = [winreg.EnumKey(devices, index) for index in range(winreg.QueryInfoKey(devices)[0])]
            for name in names:
                path = rf"{_DEVICES}\{kind}\{name}\Properties"
                with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, winreg.KEY_SET_VALUE) as properties:
                    winreg.SetValueEx(properties, _CONTAINER_ID, 0, winreg.REG_SZ, f"{{{uuid.uuid4()}}}")
    application.quit()


if __name__ == "__main__":
    main()
