"""What Word, Outlook and Excel put on a clipboard comes in as what it means, and nothing of what it is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.writing.editor import Editor, cleaned
from desktop.ui.conversation.writing.office import without_office

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///C:/Temp/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings>LEAVING</o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no; font-family:LEAVING} @list l0:level1 {mso-level-text:LEAVING} --></style>
<!--[if gte mso 10]><style>/* LEAVING */ table.MsoNormalTable {}</style><![endif]--></head>
<body lang=PL style='tab-interval:35.4pt'><!--StartFragment-->"""


def point(sign: str, words: str, level: int = 1) -> str:
    """As Word draws a point of a list."""
    return f"""<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{sign}<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{words}<o:p></o:p></p>"""


def word(*pieces: str) -> str:
    return cleaned(HEAD + "\n".join(pieces) + "<!--EndFragment--></body></html>")


def test_nothing_of_how_word_keeps_its_documents_comes_in() -> None:
    html = word(
        "<p class=MsoNormal><span style='font-size:14.0pt;color:red;font-family:\"Comic Sans MS\"'>Red ",
        "<b style='mso-bidi-font-weight:normal'>bold</b></span><o:p> </o:p></p>",
        '<p class=MsoNormal><!--[if gte vml 1]><v:imagedata src="file:///C:/x.png"/>LEAVING<![endif]-->',
        '<![if !vml]><img src="file:///C:/x.png"><![endif]>end</p>',
    )
    assert html == "<p>Red <b>bold</b> </p><p>end</p>"


def test_a_list_that_word_draws_with_signs_is_a_list() -> None:
    bullets = word(point("·", "first"), point("o", "<b>in</b> it", 2), point("·", "second"))
    assert bullets == "<ul><li>first</li><ul><li><b>in</b> it</li></ul><li>second</li></ul>"
    assert word(point("1.", "first"), point("2.", "second")) == "<ol><li>first</li><li>second</li></ol>"
    assert word(point("a)", "first")) == "<ol><li>first</li></ol>"


def test_a_row_of_a_table_is_a_line() -> None:
    excel = """<table border=0 width=128 style='border-collapse:collapse'><!--StartFragment--><col width=64 span=2>
 <tr height=20><td class=xl65 width=64>Chair</td><td class=xl66 align=right x:num="12.5">12,50</td></tr>
 <tr height=20><td>Table<br>oak</td><td></td><td><b>99</b></td></tr><!--EndFragment--></table>"""
    assert cleaned(HEAD + excel) == "<p>Chair | 12,50<br>Table oak | | <b>99</b></p>"


def test_a_table_that_only_lays_out_a_letter_is_its_words() -> None:
    letter = "<table><tr><td><table><tr><td><p>Dear Anna,</p><p>thank you.</p></td></tr></table></td></tr></table>"
    assert " | " not in cleaned(letter)
    assert "<p>Dear Anna,</p><p>thank you.</p>" in cleaned(letter)


@pytest.mark.parametrize("style", ["display:none", "color:red; display : none;", "mso-hide:all;x:y", "DISPLAY:NONE"])
def test_what_is_hidden_is_not_pasted(style: str) -> None:
    assert word(f"<p>seen<span style='{style}'>HIDDEN</span></p>") == "<p>seen</p>"


@pytest.mark.parametrize(
    "piece",
    [
        *("<p style='mso-list:l0 level1 lfo1'>", "<![if !supportLists]>", "<span display:none ", "<table><tr><td>"),
        *("<tr><td>x", "<td", "<p mso-list:l0 level1", "<table ", "<span style='mso-hide:all'>", "<p>&nbsp;"),
    ],
)
def test_a_clipboard_made_to_stop_the_window_costs_no_more_than_its_length(piece: str) -> None:
    """Of a search that looked again and again at the same place this test would not see the end."""
    for begin in ("", "<table>"):
        without_office(begin + piece * (1_000_000 // len(piece)))


@given(
    st.lists(
        st.sampled_from(
            [
                *(point("·", "x"), point("1.", "y", 3), "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<p>"),
                *("</p>", "one", " ", "<span style='display:none'>", "</span>", "<![endif]>", "<b>", "</b>", "<br>"),
            ]
        ),
        max_size=20,
    )
)
def test_what_was_cleaned_stays_as_it_is(pieces: list[str]) -> None:
    once = cleaned("".join(pieces))
    assert "mso" not in once
    assert cleaned(cleaned(once)) == cleaned(once)


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    made = Editor("Write an answer.")
    qtbot.addWidget(made)
    made.show()
    return made


def paste(editor: Editor, html: str, *, picture: bool = False, text: str = "") -> None:
    data = QMimeData()
    data.setHtml(html)
    if text:
        data.setText(text)
    if picture:
        data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    editor.insertFromMimeData(data)


def test_a_picture_that_another_program_only_names_is_left_out_and_one_of_this_letter_stays(editor: Editor) -> None:
    paste(editor, '<p>as <img src="cid:image001.png@01DB"> here</p>', text="as here")
    assert "<img" not in editor.html
    assert "as" in editor.html
    editor.insert_picture("own@parley", QImage(4, 4, QImage.Format.Format_RGB32))
    paste(editor, '<p><img src="cid:own@parley">again</p>', text="again")
    assert editor.html.count('src="cid:own@parley"') == 2
    editor.load("<p>another letter</p>")
    paste(editor, '<p><img src="cid:own@parley">again</p>', text="again")
    assert "<img" not in editor.html


def test_cells_come_in_as_words_although_their_picture_lies_beside_them(editor: Editor, qtbot: QtBot) -> None:
    given: list[object] = []
    editor.picture_given.connect(given.append)
    paste(editor, "<table><tr><td>Chair</td><td>12,50</td></tr></table>", picture=True, text="Chair\t12,50")
    assert given == []
    assert "Chair | 12,50" in editor.html
