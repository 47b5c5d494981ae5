"""Lays the Windows program out in `dist/windows/Parley`, and checks that a bare Windows 10 could load all of it."""

import shutil
from pathlib import Path

from installer.windows import pe
from installer.windows.cache import BuildError
from installer.windows.tools import ROOT

FOLDER = ROOT / "dist" / "windows" / "Parley"
_PROGRAM_FOLDERS = ("desktop", "resources")
_PROGRAM_FILES = ("LICENSE",)
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")

# Libraries that every Windows 10 has. Wine has builtin twins of much more, Microsoft's C++ library among it, so
# that a missing file would not be noticed there.
_WINDOWS_HAS = """
    advapi32 authz avrt bcrypt bcryptprimitives comdlg32 crypt32 d3d11 d3d12 d3d9 dnsapi dwmapi dwrite dxgi dxva2
    evr gdi32 icuuc imm32 iphlpapi kernel32 mf mfplat mfreadwrite mpr msvcrt ncrypt netapi32 ntdll ole32 oleaut32
    propsys rpcrt4 secur32 setupapi shell32 shlwapi uiautomationcore user32 userenv uxtheme version winhttp winmm
    ws2_32 wtsapi32
"""
_WINDOWS_DRIVERS = {"winspool.drv"}  # what prints
_API_SETS = ("api-ms-win-", "ext-ms-win-")


def lay_out(python: Path, packages: Path) -> Path:
    """The whole program in one folder, made anew beside the old one and put in its place."""
    fresh = FOLDER.with_name("Parley.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(python, fresh)
    shutil.copytree(packages / "msvc", fresh, dirs_exist_ok=True)
    shutil.copytree(packages / "site-packages", fresh / "site-packages")
    for name in _PROGRAM_FOLDERS:
        shutil.copytree(ROOT / name, fresh / name, ignore=_LEFT_OUT)
    for name in _PROGRAM_FILES:
        shutil.copy2(ROOT / name, fresh)
    check_libraries(fresh)
    shutil.rmtree(FOLDER, ignore_errors=True)
    fresh.rename(FOLDER)
    return FOLDER


def check_libraries(folder: Path) -> None:
    """Every library that a shipped one asks for is shipped where it is looked for, or is part of Windows."""
    images = [path for path in folder.rglob("*") if path.suffix.lower() in (".dll", ".pyd", ".exe")]
    # Looked for: beside the program, beside the library that asks, and in the folders that packages name.
    beside_program = {path.name.lower() for path in folder.iterdir()}
    named = {
        path.name.lower()
        for place in ("PySide6", "shiboken6", "*.libs")
        for path in folder.glob(f"site-packages/{place}/*")
    }
    in_windows = {f"{name}.dll" for name in _WINDOWS_HAS.split()} | _WINDOWS_DRIVERS
    problems = []
    for image in images:
        beside = {path.name.lower() for path in image.parent.iterdir()}
        for name in pe.Image(image).imports():
            found = name in beside_program | beside | named
            if not (found or name in in_windows or name.startswith(_API_SETS)):
                problems.append(f"{image.relative_to(folder)} needs {name}")
    if problems:
        raise BuildError("Windows could not load these:\n  " + "\n  ".join(problems))
