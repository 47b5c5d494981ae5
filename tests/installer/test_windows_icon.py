"""The icon that the Windows programs carry, read back with Qt's own reader of such files."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImageReader

from installer.windows.icon import SIZES, make_icon

DRAWING = Path(__file__).parents[2] / "resources" / "icons" / "parley.svg"


def test_the_icon_has_every_size_that_windows_shows_and_is_drawn_in_each(tmp_path: Path) -> None:
    file = tmp_path / "parley.ico"
    make_icon(DRAWING, file)
    reader = QImageReader(str(file))
    assert reader.format().data() == b"ico"
    assert reader.imageCount() == len(SIZES)
    for number, size in enumerate(SIZES):
        reader.jumpToImage(number)
        picture = reader.read()
        assert picture.size() == QSize(size, size)
        assert picture.pixelColor(0, 0).alpha() == 0
        assert picture.pixelColor(round(size * 0.39), size // 2).lightness() > 200
        assert picture.pixelColor(size // 2, size // 8) == QColor("#3b5bdb")
