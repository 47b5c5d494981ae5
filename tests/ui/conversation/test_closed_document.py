"""What strangers wrote is shown without a look at the disk or the network."""

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.closed_document import ClosedDocument, read_picture
from desktop.ui.conversation.message_text import MessageText
from desktop.ui.conversation.writing.editor import Editor

WIDE = 300
_IN_OPEN = 0x20
_NON_BLOCKING = 0x800


def picture(kind: str = "PNG", width: int = WIDE, folder: Path | None = None) -> bytes:
    made = QImage(width, 20, QImage.Format.Format_RGB32)
    made.fill(0xFF336699)
    file = (folder or Path(os.environ.get("TMPDIR", "/tmp"))) / f"parley-{os.getpid()}.{kind.lower()}"
    made.save(str(file))
    content = file.read_bytes()
    file.unlink()
    return content


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.png"
    file.write_bytes(picture(folder=tmp_path))
    return file


def shapes(file: Path) -> dict[str, str]:
    """Each way in which a letter may name what lies on the disk."""
    url = file.as_uri()
    return {
        "url": f'<img src="{url}">',
        "path": f'<img src="{file}">',
        "relative": f'<img src="{file.name}">',
        "doubled": f'<img src="file:{file}">',
        "capitals": f'<img src="FILE://{file}">',
        "host": f'<img src="file://localhost{file}">',
        "ground": f'<body background="{url}">x</body>',
        "table": f'<table background="{url}"><tr><td>x</td></tr></table>',
        "style": f'<p style="background-image: url({url})">x</p>',
        "sheet": f'<link rel="stylesheet" href="{url}">x',
        "import": f"<style>@import url({url});</style>x",
        "list": f'<ul style="list-style-image: url({url})"><li>x</li></ul>',
        "cid": f'<img src="cid:{file}">',
    }


NAMES = tuple(shapes(Path("/x")))


@pytest.fixture
def opened(secret: Path) -> Iterator[Callable[[], bool]]:
    """Whether anybody opened the file since, as the kernel says."""
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(_NON_BLOCKING)
    assert libc.inotify_add_watch(watch, os.fsencode(secret), _IN_OPEN) >= 0

    def was_opened() -> bool:
        try:
            return bool(os.read(watch, 4096))
        except BlockingIOError:
            return False

    yield was_opened
    os.close(watch)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux is asked")
@pytest.mark.parametrize("name", NAMES)
def test_no_file_is_opened_whatever_a_letter_names(
    name: str, secret: Path, opened: Callable[[], bool], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(secret.parent)
    view = MessageText("Message")
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show_html(shapes(secret)[name])
    view.show()
    view.height_for(600)
    QApplication.processEvents()
    view.grab()
    assert not opened()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux is asked")
def test_the_watch_sees_what_qt_opens_by_itself(secret: Path, opened: Callable[[], bool], qtbot: QtBot) -> None:
    document = QTextDocument()
    document.setHtml(shapes(secret)["url"])
    document.size()
    assert opened()


@pytest.mark.parametrize("name", NAMES)
def test_no_picture_from_the_disk_takes_room(
    name: str, secret: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(secret.parent)
    document = ClosedDocument()
    document.setHtml(shapes(secret)[name])
    assert document.idealWidth() < WIDE / 2


def test_a_picture_that_came_with_the_letter_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    document = ClosedDocument()
    document.give_pictures([("chair@1", picture(folder=tmp_path))])
    document.setHtml('<img src="cid:chair@1">')
    assert document.idealWidth() >= WIDE


@pytest.mark.parametrize("kind", ["PNG", "JPG", "BMP"])
def test_plain_kinds_of_pictures_are_read_and_others_are_not(kind: str, qtbot: QtBot, tmp_path: Path) -> None:
    assert read_picture(picture(kind, folder=tmp_path)) is not None
    for other in (b"", b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>", b"\x89PNG"):
        assert read_picture(other) is None


def test_a_huge_picture_is_not_unpacked(qtbot: QtBot, tmp_path: Path) -> None:
    small = picture("BMP", folder=tmp_path)
    huge = small[:18] + (60_000).to_bytes(4, "little") + (60_000).to_bytes(4, "little") + small[26:]
    assert read_picture(huge) is None


def test_a_link_is_told_and_never_followed_and_only_of_the_kinds_that_are_known(qtbot: QtBot) -> None:
    view = MessageText("Message")
    qtbot.addWidget(view)
    asked: list[str] = []
    view.link_asked.connect(asked.append)
    for address in ("https://shop.example/a", "mailto:anna@mail.example", "file:///etc/passwd", "javascript:alert(1)"):
        view.anchorClicked.emit(QUrl(address))
    assert asked == ["https://shop.example/a", "mailto:anna@mail.example"]
    assert view.toPlainText() == ""


def test_what_is_pasted_into_an_answer_reads_no_file_either(secret: Path, qtbot: QtBot) -> None:
    editor = Editor("")
    qtbot.addWidget(editor)
    editor.load(shapes(secret)["url"])
    assert editor.document().idealWidth() < WIDE / 2
    assert isinstance(editor.document(), ClosedDocument)
