"""What is written leaves as plain HTML, and what is pasted comes in as words and their emphasis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QTextCursor, QTextListFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.closed_document import ClosedDocument
from desktop.ui.conversation.writing.editor import Editor, cleaned
from desktop.ui.conversation.writing.format_bar import FormatBar
from desktop.ui.conversation.writing.plain_html import plain_html

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
 /* Font Definitions */ @font-face {font-family:Calibri;} p.MsoNormal {margin:0cm; font-size:11.0pt; color:#1F497D}
</style></head><body lang=EN-GB><!--StartFragment--><p class=MsoNormal><span style='font-family:"Comic Sans MS";
 background:yellow'>Dear <b>Anna</b>,<o:p></o:p></span></p><table><tr><td>one</td><td>two</td></tr></table>
<p class=MsoNormal><a href="https://shop.example/x">the <i>page</i></a> <a href="javascript:alert(1)">no</a></p>
<script>alert(1)</script><img src="https://tracker.example/p.gif"><!--EndFragment--></body></html>"""


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    made = Editor("Write an answer.")
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    return made


def again(html: str) -> str:
    document = ClosedDocument()
    document.setHtml(html)
    return plain_html(document)


def test_an_empty_answer_is_nothing(editor: Editor) -> None:
    assert editor.html == ""
    editor.insertPlainText("  \n ")
    assert editor.html == ""


def test_ordinary_keys_make_words_bold_italic_and_underlined(editor: Editor) -> None:
    for key, words in ((Qt.Key.Key_B, "bold"), (Qt.Key.Key_I, "italic"), (Qt.Key.Key_U, "line")):
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
        editor.insertPlainText(words)
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
        editor.insertPlainText(" ")
    assert editor.html == "<p><b>bold</b> <i>italic</i> <u>line</u> </p>"


@pytest.mark.parametrize("way", ["typed", "pasted", "loaded"])
def test_bold_is_as_heavy_as_our_face_can_be(editor: Editor, way: str) -> None:
    """Qt draws a heavier one by smearing it."""
    if way == "typed":
        editor.toggle_bold()
        editor.insertPlainText("bold")
    elif way == "loaded":
        editor.load("<p><b>bold</b></p>")
    else:
        data = QMimeData()
        data.setHtml("<b>bold</b>")
        data.setText("bold")
        editor.insertFromMimeData(data)
    editor.put_cursor(2)
    assert editor.fontWeight() == QFont.Weight.DemiBold.value
    assert editor.is_bold
    assert editor.html == "<p><b>bold</b></p>"


def test_lines_paragraphs_and_signs_of_html_are_kept(editor: Editor) -> None:
    editor.insertPlainText("a < b & c\nnext")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    editor.insertPlainText("same")
    assert editor.html == "<p>a &lt; b &amp; c</p><p>next<br>same</p>"


def test_a_list_is_a_list_and_can_be_left_again(editor: Editor) -> None:
    editor.insertPlainText("one\ntwo")
    editor.selectAll()
    editor.toggle_list()
    assert editor.html == "<ul><li>one</li><li>two</li></ul>"
    editor.selectAll()
    editor.toggle_list()
    assert editor.html == "<p>one</p><p>two</p>"
    editor.selectAll()
    editor.toggle_list(QTextListFormat.Style.ListDecimal)
    assert editor.html == "<ol><li>one</li><li>two</li></ol>"


def test_a_link_is_what_is_chosen_or_its_address(editor: Editor) -> None:
    editor.insertPlainText("our page")
    editor.selectAll()
    editor.link("https://shop.example/?a=1&b=2")
    assert editor.html == '<p><a href="https://shop.example/?a=1&amp;b=2">our page</a></p>'
    editor.load("")
    editor.link("https://shop.example/")
    editor.insertPlainText("after")
    assert editor.html == '<p><a href="https://shop.example/">https://shop.example/</a> after</p>'


def test_what_is_pasted_from_an_office_program_leaves_its_looks_behind() -> None:
    html = cleaned(WORD)
    assert "Dear <b>Anna</b>," in html
    assert '<a href="https://shop.example/x">the </a><a href="https://shop.example/x"><i>page</i></a>' in html
    for word in ("style", "Mso", "Comic", "script", "alert", "tracker", "javascript", "font", "span", "class"):
        assert word not in html


def test_what_was_cleaned_is_clean_and_stays_as_it_is() -> None:
    once = cleaned(WORD)
    assert cleaned(once) == once


TAGS = ("p", "b", "blockquote", "ul", "ol", "li", "i")
PIECES = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
        st.sampled_from(("a", " ", "  b", "&lt;", "<br>", "<a href='https://x.example/'>l</a>", "<img src='cid:1'>")),
    ),
    max_size=12,
)


@given(PIECES)
def test_whatever_is_loaded_again_says_the_same_the_third_time(pieces: list[str]) -> None:
    second = again(again("".join(pieces)))
    assert again(second) == second


def test_files_and_pictures_are_told_and_not_written_into_the_answer(editor: Editor) -> None:
    given: list[object] = []
    editor.files_given.connect(given.append)
    editor.picture_given.connect(given.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/a.pdf")])
    editor.insertFromMimeData(data)
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    editor.insertFromMimeData(data)
    assert given[0] == ("/tmp/a.pdf",)
    assert isinstance(given[1], QImage)
    assert editor.html == ""


def test_a_pasted_page_that_is_huge_is_taken_as_text(editor: Editor) -> None:
    data = QMimeData()
    data.setHtml("<b>x</b>" * 400_000)
    data.setText("x")
    editor.insertFromMimeData(data)
    assert editor.html == "<p>x</p>"


def test_pasting_keeps_what_stands_around_it(editor: Editor) -> None:
    editor.insertPlainText("before  after")
    cursor = editor.textCursor()
    cursor.setPosition(7)
    editor.setTextCursor(cursor)
    data = QMimeData()
    data.setHtml("<b>loud</b>")
    data.setText("loud")
    editor.insertFromMimeData(data)
    QApplication.processEvents()
    assert editor.html == "<p>before <b>loud</b> after</p>"


def test_loading_begins_anew_with_nothing_to_undo(editor: Editor) -> None:
    editor.load("<p>kept</p>")
    assert not editor.document().isUndoAvailable()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, " more")
    assert editor.html == "<p>kept more</p>"
    editor.undo()
    assert editor.html == "<p>kept</p>"


def press(editor: Editor, key: Qt.Key) -> None:
    QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_the_words_alone_can_be_pasted(editor: Editor, qtbot: QtBot) -> None:
    qtbot.waitExposed(editor)
    editor.activateWindow()
    editor.setFocus()
    data = QMimeData()
    data.setHtml("<p>a <b>bold</b> word</p>")
    data.setText("a bold word")
    QApplication.clipboard().setMimeData(data)
    qtbot.waitUntil(editor.hasFocus)
    press(editor, Qt.Key.Key_V)
    QApplication.clipboard().clear()  # or what lies there outlives the interpreter
    assert editor.toPlainText() == "a bold word"
    assert "<b>" not in editor.html


def test_lists_and_links_have_keys(editor: Editor, qtbot: QtBot) -> None:
    qtbot.waitExposed(editor)
    editor.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.setPlainText("one")
    press(editor, Qt.Key.Key_8)
    assert "<ul>" in editor.html
    press(editor, Qt.Key.Key_8)
    press(editor, Qt.Key.Key_7)
    assert "<ol>" in editor.html
    with qtbot.waitSignal(editor.link_asked):
        press(editor, Qt.Key.Key_L)
    editor.setAcceptRichText(False)
    before = editor.html
    press(editor, Qt.Key.Key_7)
    assert editor.html == before


def test_the_key_for_a_link_opens_the_line_for_its_address(editor: Editor, qtbot: QtBot) -> None:
    button = QPushButton()
    button.setCheckable(True)
    bar = FormatBar(editor)
    for part in (button, bar):
        qtbot.addWidget(part)
    bar.open_by(button)
    assert not bar.isVisible()
    editor.setAcceptRichText(False)
    editor.link_asked.emit()
    assert not bar.isVisible()
    editor.setAcceptRichText(True)
    editor.link_asked.emit()
    assert bar.isVisible()
    assert button.isChecked()
    assert bar.address.isVisible()
    button.click()
    assert not bar.isVisible()


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("shop.example/oak", "http://shop.example/oak"),
        ("anna@mail.example", "mailto:anna@mail.example"),
        ("tel:+48601234567", "tel:+48601234567"),
        ("file:///etc/passwd", ""),
        ("/etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
    ],
)
def test_a_link_is_written_to_the_web_a_mail_or_a_number_alone(
    editor: Editor, qtbot: QtBot, typed: str, leads_to: str
) -> None:
    bar = FormatBar(editor)
    qtbot.addWidget(bar)
    bar.address.setText(typed)
    QTest.keyClick(bar.address, Qt.Key.Key_Return)
    assert editor.toPlainText() == (f"{leads_to} " if leads_to else "")
    assert (leads_to in editor.html) if leads_to else ("href" not in editor.html)
