"""What was written here as the mail programs of others lay it out: they drop style elements, classes and what they do
not know, so nothing may depend on them.
"""

from dataclasses import replace
from email import message_from_bytes, policy
from html.parser import HTMLParser

from PySide6.QtGui import QColor, QImage, QTextListFormat
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.domain.written import Role, StoredFile
from desktop.ui.conversation.writing.editor import Editor
from tests.channels.email.writing.letters import ANNA, US, composed, draft, written

_TAGS = {"html", "head", "meta", "body", "div", "p", "br", "b", "i", "u", "ul", "ol", "li", "a", "img", "blockquote"}
_ATTRIBUTES = {"charset", "http-equiv", "content", "style", "href", "src", "alt", "width", "dir", "type"}
_FOLDED_BY = ("gmail_quote", "gmail_attr")  # tells what is quoted; nothing is laid out by it
PICTURE = StoredFile(name="chair.png", media_type="image/png", size=4, content_id="p1.x", id=1)
FOREIGN = (
    '<html><head><style>p {color: red}</style></head><body class="x" id="y"><p class="MsoNormal" onclick="x()">Where'
    '<o:p></o:p> is <span style="position:fixed;background:url(https://track.example/)">it</span>?</p></body></html>'
)


class _Used(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.odd: list[tuple[str, str, str | None]] = []
        self.styles: list[str] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "style":
                self.styles.append(value or "")
            is_mark = name == "class" and value in _FOLDED_BY
            if name not in _ATTRIBUTES and not is_mark:
                self.odd.append((tag, name, value))


def everything(qtbot: QtBot) -> str:
    """Emphasis, both lists, a link and a picture."""
    editor = Editor("")
    qtbot.addWidget(editor)
    editor.insertPlainText("Dear Anna,\n")
    for toggle in (editor.toggle_bold, editor.toggle_italic, lambda: editor.setFontUnderline(True)):
        toggle()
        editor.insertPlainText("soon ")
    editor.setFontUnderline(False)
    for style in (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListDecimal):
        editor.insertPlainText("\none")
        editor.toggle_list(style)
        editor.insertPlainText("\ntwo\n")
        editor.toggle_list()  # out of it
    editor.link("https://shop.example/")
    picture = QImage(600, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("blue"))
    editor.insert_picture(PICTURE.content_id, picture)
    return editor.html


def test_nothing_but_plain_tags_and_styles_of_their_own_goes_out(qtbot: QtBot) -> None:
    answered = written(((Role.FROM, ANNA), (Role.TO, US)), html=FOREIGN)
    letter = replace(draft("x", html=everything(qtbot)), files=(PICTURE,))
    raw = composed(letter, answered=answered, files=[(PICTURE, b"\x89PNG")])
    part = message_from_bytes(raw, policy=policy.default).get_body(("html",))
    assert part is not None
    sent = part.get_content()
    used = _Used(sent)
    assert {"b", "i", "u", "ul", "ol", "li", "a", "img", "blockquote"} <= used.tags  # all of it is there
    assert used.tags - _TAGS <= {"span"}  # of what is quoted
    assert used.odd == []
    assert not [one for one in used.styles if "url(" in one or "position" in one or "var(" in one]
    assert "Where" in sent
