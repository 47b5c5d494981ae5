"""Reads what a Windows DLL or program exports and imports (Microsoft's PE format, 64 bit)."""

import struct
from dataclasses import dataclass
from pathlib import Path

from installer.windows.cache import BuildError

_PE32_PLUS = 0x20B
_EXPORTS, _IMPORTS = 0, 1  # numbers of the data directories
_IMPORT_ROW = 20
_HEADER_OF_DIRECTORIES = 112


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    address: int
    size: int
    offset: int


class Image:
    """One file, read whole."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        header = self._number("<I", 0x3C)
        if self._data[:2] != b"MZ" or self._data[header : header + 4] != b"PE\0\0":
            raise BuildError(f"{path.name} is not a Windows program or library")
        optional = header + 24
        if self._number("<H", optional) != _PE32_PLUS:
            raise BuildError(f"{path.name} is not made for 64 bits")
        self._directories = optional + _HEADER_OF_DIRECTORIES
        table = optional + self._number("<H", header + 20)
        count = self._number("<H", header + 6)
        self._sections = [self._section(table + 40 * index) for index in range(count)]

    def exports(self) -> list[str]:
        """The names it exports, sorted."""
        address = self._number("<I", self._directories + 8 * _EXPORTS)
        if address == 0:
            return []
        table = self._offset(address)
        count = self._number("<I", table + 24)
        names = self._offset(self._number("<I", table + 32))
        return sorted(self._text(self._number("<I", names + 4 * index)) for index in range(count))

    def imports(self) -> list[str]:
        """The libraries that must be there for it to load, in lower case."""
        address = self._number("<I", self._directories + 8 * _IMPORTS)
        if address == 0:
            return []
        row = self._offset(address)
        found = []
        while name := self._number("<I", row + 12):
            found.append(self._text(name).lower())
            row += _IMPORT_ROW
        return sorted(found)

    def _section(self, at: int) -> _Section:
        virtual_size, address, raw_size, offset = struct.unpack_from("<4I", self._data, at + 8)
        return _Section(address=address, size=max(virtual_size, raw_size), offset=offset)

    def _offset(self, address: int) -> int:
        for section in self._sections:
            if section.address <= address < section.address + section.size:
                return address - section.address + section.offset
        raise BuildError(f"address {address:#x} lies outside every section")

    def _text(self, address: int) -> str:
        start = self._offset(address)
        return self._data[start : self._data.index(b"\0", start)].decode("ascii")

    def _number(self, form: str, at: int) -> int:
        number: int = struct.unpack_from(form, self._data, at)[0]
        return number
