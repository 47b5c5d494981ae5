"""The runtime packages for Windows: resolved, fetched and checked on Debian, and trimmed of what is never loaded."""

import shutil
from pathlib import Path

from installer.windows import pe
from installer.windows.cache import cached
from installer.windows.runtime import compile_modules, python311
from installer.windows.tools import ROOT, pip, run

_REQUIREMENTS = ROOT / "requirements" / "runtime.txt"
_UV_REQUIREMENT = ROOT / "requirements" / "windows-build.txt"

# Qt's modules that the program imports; the libraries they load are found by reading them.
QT_MODULES = (
    "QtCore",
    "QtGui",
    "QtMultimedia",
    "QtNetwork",
    "QtPrintSupport",
    "QtSvg",
    "QtSvgWidgets",
    "QtTest",
    "QtWidgets",
)
# Qt's plug-ins, which it loads by itself; the other folders belong to modules that are left out.
QT_PLUGINS = ("iconengines", "imageformats", "multimedia", "networkinformation", "platforms", "styles", "tls")
# qopensslbackend loads whatever OpenSSL lies in a folder of the PATH; Windows' own TLS is used instead.
_QT_PLUGINS_LEFT_OUT = ("qpdf.dll", "qdirect2d.dll", "qminimal.dll", "qopensslbackend.dll")
_QT_PYTHON = ("__init__.py", "_config.py", "_git_pyside_version.py", "support")
_QT_TEXTS = "qtbase_*.qm"  # of the translations, those of the standard dialogs
# Microsoft's C and C++ library comes with every package that needs it. One process can hold one of each
# name, so the newest stands beside the program and the others go.
MSVC = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll")
_NEVER_LOADED = ("*.pyi", "*.lib", "*.h", "*.hpp", "*.pyx", "*.pxd", "*.exe", "py.typed")


def windows_packages() -> Path:
    """Folder with `site-packages` and, beside it, `msvc`: the C and C++ library they all share."""
    recipe = [Path(__file__), Path(pe.__file__), _REQUIREMENTS, _UV_REQUIREMENT]
    return cached("packages", recipe, _make)


def _make(folder: Path) -> None:
    site = folder / "site-packages"
    command: list[str | Path] = [_uv(), "pip", "install", "--quiet", "--no-config", "--target", site]
    command += ["--python", python311(), "--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"]
    command += ["--only-binary", ":all:", "--require-hashes", "--link-mode", "hardlink"]
    command += ["--cache-dir", folder / "downloads", "--requirement", _REQUIREMENTS]
    run("Fetching the packages for Windows", command, seconds=400)
    shutil.rmtree(folder / "downloads")
    _share_msvc(site, folder / "msvc")
    _trim_qt(site / "PySide6")
    _trim_everywhere(site)
    compile_modules(site, "-s", str(folder))


def _uv() -> Path:
    """The one tool that resolves for another system than its own."""

    def make(folder: Path) -> None:
        pip("Installing uv", "install", "--require-hashes", "--requirement", _UV_REQUIREMENT, "--target", folder)

    return cached("uv", [_UV_REQUIREMENT], make) / "bin" / "uv"


def _share_msvc(site: Path, target: Path) -> None:
    target.mkdir()
    for name in MSVC:
        shutil.copy2(site / "shiboken6" / name, target)
    for pattern in ("msvcp140*.dll", "vcruntime140*.dll", "concrt140.dll", "vc*140.dll"):
        for copy in [*site.glob(f"PySide6/{pattern}"), *site.glob(f"shiboken6/{pattern}")]:
            copy.unlink()


def _trim_qt(qt: Path) -> None:
    """Keep the modules and plug-ins named above and every library they lead to."""
    modules = [qt / f"{name}.pyd" for name in QT_MODULES]
    plugins = [path for folder in QT_PLUGINS for path in (qt / "plugins" / folder).glob("*.dll")]
    plugins = [path for path in plugins if path.name not in _QT_PLUGINS_LEFT_OUT]
    kept = {*modules, *plugins, *_libraries_of([*modules, *plugins], qt), *qt.glob(f"translations/{_QT_TEXTS}")}
    for name in _QT_PYTHON:
        kept.update([qt / name, *(qt / name).rglob("*")])
    for path in sorted(qt.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()


def _libraries_of(images: list[Path], folder: Path) -> set[Path]:
    """The libraries in `folder` that these load, and those that they load in turn."""
    here = {path.name.lower(): path for path in folder.glob("*.dll")}
    found: set[Path] = set()
    while images:
        for name in pe.Image(images.pop()).imports():
            library = here.get(name)
            if library is not None and library not in found:
                found.add(library)
                images.append(library)
    return found


def _trim_everywhere(site: Path) -> None:
    for folder in (site / "bin", *site.glob("*/include"), *site.glob("*/lib")):
        shutil.rmtree(folder, ignore_errors=True)
    for pattern in _NEVER_LOADED:
        for path in site.rglob(pattern):
            path.unlink()
