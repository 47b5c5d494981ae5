"""Reading Windows libraries, and noticing one that a bare Windows would not find.

The program read is the launcher that pip carries for its own use, or setuptools: Debian's Python has pip without it,
and Python 3.12 no setuptools.
"""

from pathlib import Path

import pip
import pytest

from installer.windows import bundle, pe
from installer.windows.cache import BuildError

_PACKAGES = Path(pip.__file__).parents[1]


def _launcher(bits: int) -> Path:
    places = (_PACKAGES / "pip/_vendor/distlib" / f"t{bits}.exe", _PACKAGES / "setuptools" / f"cli-{bits}.exe")
    return next(place for place in places if place.exists())


_LAUNCHER = _launcher(64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parley.exe").write_bytes(_LAUNCHER.read_bytes())
    return tmp_path


def _rename_import(folder: Path) -> None:
    program = folder / "parley.exe"
    data = program.read_bytes()
    assert b"KERNEL32.dll" in data
    program.write_bytes(data.replace(b"KERNEL32.dll", b"ELSEWHER.dll"))


def test_the_imports_of_a_program_are_read() -> None:
    image = pe.Image(_LAUNCHER)
    assert "kernel32.dll" in image.imports()
    assert image.exports() == []


def test_what_is_no_windows_program_is_said_to_be_none(tmp_path: Path) -> None:
    other = tmp_path / "other.dll"
    other.write_bytes(b"\x7fELF" + bytes(200))
    with pytest.raises(BuildError, match=r"other\.dll"):
        pe.Image(other)


def test_a_32_bit_library_is_refused() -> None:
    with pytest.raises(BuildError, match="64 bits"):
        pe.Image(_launcher(32))


def test_a_program_that_needs_only_windows_passes(folder: Path) -> None:
    bundle.check_libraries(folder)


def test_a_library_that_is_nowhere_is_told_with_who_needs_it(folder: Path) -> None:
    _rename_import(folder)
    with pytest.raises(BuildError, match=r"parley\.exe needs elsewher\.dll"):
        bundle.check_libraries(folder)


def test_a_library_beside_the_program_is_found(folder: Path) -> None:
    _rename_import(folder)
    (folder / "Elsewher.dll").write_bytes(_LAUNCHER.read_bytes())
    bundle.check_libraries(folder)


def test_a_library_in_a_folder_nobody_looks_in_is_not_found(folder: Path) -> None:
    _rename_import(folder)
    (folder / "data").mkdir()
    (folder / "data" / "elsewher.dll").write_bytes(_LAUNCHER.read_bytes())
    with pytest.raises(BuildError, match="elsewher"):
        bundle.check_libraries(folder)
