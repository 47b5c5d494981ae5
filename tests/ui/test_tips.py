"""What stands where the pointer rests: the words of strangers stay words."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocument
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.attachment_chip import AttachmentChip
from desktop.ui.look.tips import tip
from desktop.ui.widgets.text import TextLine

UI = Path(__file__).parents[2] / "desktop" / "ui"
MARKED_UP = (
    '<img src="//elsewhere.example/share/x.png">.pdf',
    "Anna <b>Bank</b>",
    "https://elsewhere.example/<br>bank.example",
    'a &lt;img src="x.png"&gt;',
    '<?xml version="1.0"?>\n<p>',
    "two\n  lines <i>",
)


def seen(words: str) -> str:
    """As Qt shows a tooltip: as HTML where it takes it for that."""
    document = QTextDocument()
    if Qt.mightBeRichText(words):
        document.setHtml(words)
    else:
        document.setPlainText(words)
    return document.toPlainText()


@pytest.mark.parametrize("words", MARKED_UP)
def test_what_looks_like_html_is_shown_letter_for_letter(qtbot: QtBot, words: str) -> None:
    assert seen(tip(words)) == words


@pytest.mark.parametrize("words", ["", "Anna Kowalska", "a < b & c", "Ctrl+K", "1 < 2\n3 > 2"])
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert tip(words) == words


def test_the_name_of_a_file_names_no_other_file(qtbot: QtBot) -> None:
    chip = AttachmentChip(MARKED_UP[0], 1_000, "Look at")
    qtbot.addWidget(chip)

    assert seen(chip.toolTip()) == f"Look at: {MARKED_UP[0]}"


def test_a_name_that_is_cut_is_shown_whole_and_as_it_is_written(qtbot: QtBot) -> None:
    line = TextLine(MARKED_UP[0], "strong")
    qtbot.addWidget(line)
    line.resize(30, 20)
    line.show()

    qtbot.waitUntil(lambda: line.toolTip() != "")
    assert seen(line.toolTip()) == MARKED_UP[0]


def test_every_tooltip_is_made_so() -> None:
    """One alone would be enough to open a share."""
    ways = (
        r"setToolTip\((?!tip\()",
        r"setTabToolTip\(\w+, (?!tip\()",
        r"QToolTip\.showText\((?![^)]*\(\), tip\()",
        r"ToolTipRole:\s+return (?!tip\()",
    )
    shown = re.compile("|".join(ways))
    found = [path.name for path in UI.rglob("*.py") if shown.search(path.read_text(encoding="utf-8"))]

    assert found == []
