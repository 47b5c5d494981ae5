"""Files, pictures and links of messages in the window: looked at and saved, never opened; fetched when asked for."""

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.channels.email.kind import CHANNEL
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.written import DraftKind, Fetching, Mark, Remark
from desktop.ui.conversation.attachment_chip import PictureChip
from desktop.ui.conversation.card import MessageCard
from desktop.ui.conversation.closed_document import read_picture, read_thumbnail
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.conversation.preview import looking
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.picture_senders_box import PictureSendersBox
from tests.channels.email.remote.picture_server import png
from tests.ui.mails import File, Mailbox
from tests.ui.stage import Stage

ANNA = "Anna Nowak <anna.nowak@mail.example>"
CHAIR = "https://pictures.example/chair.png"
HTML = f'<p>Look:</p><img src="{CHAIR}"><img src="https://t.example/o.gif" width="1" height="1">'
PROVEN = Remark(mark=Mark.AUTHENTIC)
Open = Callable[..., ConversationPane]


@dataclass
class Web:
    """What the channel would fetch; the web itself is asked in the tests of the fetcher."""

    pictures: dict[str, bytes] = field(default_factory=lambda: {CHAIR: png(200, 100)})
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def fetch(self, urls: Sequence[str]) -> Mapping[str, bytes]:
        self.asked.append(tuple(urls))
        return {url: self.pictures[url] for url in urls if url in self.pictures}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web()
    object.__setattr__(CHANNEL, "fetch_pictures", made.fetch)
    return made


@pytest.fixture(autouse=True)
def channel_as_it_was() -> object:
    before = CHANNEL.fetch_pictures
    yield
    object.__setattr__(CHANNEL, "fetch_pictures", before)


@pytest.fixture
def box(stage: Stage) -> Mailbox:
    return Mailbox(stage)


@pytest.fixture
def open_mail(window: MainWindow, stage: Stage, box: Mailbox, qtbot: QtBot) -> Open:
    """It arrives, is taken and opened."""

    def opened(
        sender: str = ANNA,
        text: str = "Look.",
        html: str = "",
        files: Sequence[File] = (),
        remarks: Sequence[Remark] = (),
    ) -> ConversationPane:
        number, _ = box.arrive(sender, "Chairs", text, html=html, files=files, remarks=remarks)
        box.take(number)
        qtbot.waitUntil(lambda: number in {row.interaction_id for row in stage.services.work_list.rows})
        window.work_list.choose_interaction(number)
        pane = window.work_pane.conversation

        def is_there() -> bool:
            numbers = {one.written.message.interaction_id for one in pane.transcript.messages}
            return numbers == {number} and bool(pane.transcript.cards)

        qtbot.waitUntil(is_there)
        return pane

    return opened


def card(pane: ConversationPane) -> MessageCard:
    return pane.transcript.cards[0]


def pictures_in(pane: ConversationPane) -> int:
    return card(pane).text.document().toHtml().count("<img")


# ---------------------------------------------------------------- remote pictures


def test_nothing_is_fetched_before_it_is_asked_for_and_all_of_it_afterwards(
    web: Web, open_mail: Open, qtbot: QtBot
) -> None:
    pane = open_mail(html=HTML)
    line = card(pane).pictures
    assert line is not None
    assert line.words == "1 remote picture blocked"
    assert (web.asked, pictures_in(pane)) == ([], 0)
    line.show_button.click()
    qtbot.waitUntil(lambda: pictures_in(pane) == 1)
    assert web.asked == [(CHAIR,)]  # not the one that only tells who reads
    assert card(pane).pictures is None
    assert "https://" not in card(pane).text.document().toHtml()


def test_what_could_not_be_fetched_can_be_tried_again(web: Web, open_mail: Open, qtbot: QtBot) -> None:
    picture = web.pictures.pop(CHAIR)
    pane = open_mail(html=HTML)
    line = card(pane).pictures
    assert line is not None
    line.show_button.click()
    qtbot.waitUntil(lambda: pane.transcript.messages[0].fetching is Fetching.DONE)
    assert "could not be fetched" in line.words
    assert not line.always_button.isVisible()
    web.pictures[CHAIR] = picture
    line.show_button.click()
    qtbot.waitUntil(lambda: pictures_in(pane) == 1)


def test_a_sender_is_allowed_for_good_when_the_mail_server_vouches_for_them(
    web: Web, stage: Stage, open_mail: Open, qtbot: QtBot
) -> None:
    pane = open_mail(html=HTML, remarks=[PROVEN])
    line = card(pane).pictures
    assert line is not None
    assert line.always_button.isVisible()
    line.always_button.click()
    qtbot.waitUntil(lambda: pictures_in(pane) == 1)
    assert [one.address for one in stage.store.picture_senders()] == ["anna.nowak@mail.example"]
    web.asked.clear()
    again = open_mail(html=HTML + "<p>Again</p>", remarks=[PROVEN])
    qtbot.waitUntil(lambda: pictures_in(again) == 1)
    assert len(web.asked) == 1


def test_a_try_that_failed_is_not_repeated_by_itself(
    web: Web, stage: Stage, box: Mailbox, open_mail: Open, qtbot: QtBot
) -> None:
    stage.store.allow_pictures("anna.nowak@mail.example", "maria")
    web.pictures.clear()
    pane = open_mail(html=HTML, remarks=[PROVEN])
    qtbot.waitUntil(lambda: pane.transcript.messages[0].fetching is Fetching.DONE)
    answers = pane.transcript.messages[0].written.message.external_id or ""
    box.arrive(ANNA, "Re: Chairs", "One more thing.", answers=answers)
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    assert pane.transcript.messages[0].fetching is Fetching.DONE
    assert len(web.asked) == 1


def test_who_is_taken_out_in_the_settings_is_not_fetched_from_any_more(
    web: Web, stage: Stage, open_mail: Open, qtbot: QtBot
) -> None:
    stage.store.allow_pictures("anna.nowak@mail.example", "maria")
    pane = open_mail(html=HTML, remarks=[PROVEN])
    qtbot.waitUntil(lambda: pictures_in(pane) == 1)
    senders = stage.services.picture_senders
    with qtbot.waitSignal(senders.changed):
        senders.forbid("anna.nowak@mail.example")
    web.asked.clear()
    again = open_mail(html=HTML + "<p>Again</p>", remarks=[PROVEN])
    newest = again.transcript.cards[-1]
    assert newest.pictures is not None
    assert newest.pictures.show_button.isVisible()
    assert web.asked == []


@pytest.mark.parametrize(
    "sender",
    [
        "Anna Nowak <anna@mail.example>",
        "Anna Nowak <anna.nowak@mail.example.evil.example>",
        "Anna Nowak <anna.nowak@sub.mail.example>",
        '"anna.nowak@mail.example" <eve@evil.example>',
    ],
)
def test_what_was_allowed_of_one_address_is_not_of_another_under_the_same_name(
    sender: str, web: Web, stage: Stage, open_mail: Open
) -> None:
    """Though the server vouches for it: each is asked for by itself."""
    stage.store.allow_pictures("anna.nowak@mail.example", "maria")
    pane = open_mail(sender=sender, html=HTML, remarks=[PROVEN])
    line = card(pane).pictures
    assert line is not None
    assert line.always_button.text() == f"Always from {sender.rpartition('<')[2].rstrip('>')}"
    assert web.asked == []


@pytest.mark.parametrize("marks", [(), (Mark.UNAUTHENTIC,), (Mark.AUTHENTIC, Mark.IMITATES)])
def test_somebody_who_writes_in_an_allowed_name_gets_nothing(
    marks: Sequence[Mark], web: Web, stage: Stage, open_mail: Open, qtbot: QtBot
) -> None:
    stage.store.allow_pictures("anna.nowak@mail.example", "maria")
    pane = open_mail(html=HTML, remarks=[Remark(mark=mark) for mark in marks])
    line = card(pane).pictures
    assert line is not None
    assert not line.always_button.isVisible()
    qtbot.wait(50)
    assert web.asked == []


def test_a_customer_is_vouched_for_by_the_shop(web: Web, stage: Stage, open_mail: Open, qtbot: QtBot) -> None:
    address = Address(kind=AddressKind.EMAIL, value="", typed="anna.nowak@mail.example")
    stage.store.save_customer(Customer(name="Anna Nowak", addresses=(address,)))
    stage.store.allow_pictures("anna.nowak@mail.example", "maria")
    pane = open_mail(html=HTML)
    qtbot.waitUntil(lambda: pictures_in(pane) == 1)


def test_who_is_allowed_is_listed_in_the_settings_and_taken_out_there(stage: Stage, qtbot: QtBot) -> None:
    box = PictureSendersBox(stage.services.picture_senders)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitUntil(box.empty.isVisible)
    stage.services.picture_senders.allow("anna.nowak@mail.example")
    qtbot.waitUntil(lambda: "anna.nowak@mail.example" in box.buttons)
    assert not box.empty.isVisible()
    box.buttons["anna.nowak@mail.example"].click()
    qtbot.waitUntil(lambda: box.buttons["anna.nowak@mail.example"].text() == "Undo")
    assert stage.store.picture_senders() == []
    box.buttons["anna.nowak@mail.example"].click()
    qtbot.waitUntil(lambda: box.buttons["anna.nowak@mail.example"].text() == "Take out")
    assert len(stage.store.picture_senders()) == 1


# ---------------------------------------------------------------- files


def test_a_picture_is_shown_small_and_then_large_in_the_place_of_the_transcript(open_mail: Open, qtbot: QtBot) -> None:
    pane = open_mail(files=[("chair.png", "image/png", png(400, 200))])
    (chip,) = card(pane).files
    assert isinstance(chip, PictureChip)
    qtbot.waitUntil(lambda: chip._image is not None)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    panel = pane.looking.panel
    assert pane.looking.is_looking
    qtbot.waitUntil(panel.picture.isVisible)
    assert panel.name.text == "chair.png"
    assert not panel.danger.isVisible()
    QTest.keyClick(panel.picture, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not pane.looking.is_looking)
    assert pane.transcript.isVisible()


def test_pictures_that_were_made_small_once_are_there_at_once_the_next_time(open_mail: Open, qtbot: QtBot) -> None:
    pane = open_mail(files=[("a.png", "image/png", png(40, 20)), ("b.png", "image/png", png(20, 40))])
    first = pane.interaction_id
    qtbot.waitUntil(lambda: all(isinstance(chip, PictureChip) and chip._image for chip in card(pane).files))
    open_mail(sender="Bob <bob@mail.example>", text="Other")
    pane.show_conversation(first)
    qtbot.waitUntil(lambda: len(card(pane).files) == 2)
    assert all(isinstance(chip, PictureChip) and chip._image is not None for chip in card(pane).files)


def test_what_comes_meanwhile_leaves_the_file_in_sight(open_mail: Open, box: Mailbox, qtbot: QtBot) -> None:
    pane = open_mail(files=[("notes.txt", "text/plain", "Zażółć gęślą jaźń".encode())])
    card(pane).files[0].click()
    panel = pane.looking.panel
    qtbot.waitUntil(panel.text.isVisible)
    assert panel.text.toPlainText() == "Zażółć gęślą jaźń"
    message = pane.transcript.messages[0].written.message
    box.arrive(ANNA, "Re: Chairs", "One more thing.", answers=message.external_id or "")
    qtbot.waitUntil(lambda: len(pane.transcript.messages) == 2)
    assert pane.looking.is_looking


def test_a_page_is_shown_by_its_source_and_warned_of_before_it_is_saved(
    open_mail: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    target = tmp_path / "saved.html"

    def choose(*what: object) -> tuple[str, str]:
        asked.append(what)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page = b"<html><script>alert(1)</script></html>"
    pane = open_mail(files=[("offer.html", "text/html", page)])
    message_id = pane.transcript.messages[0].written.message.id or 0
    info = pane.transcript.messages[0].written.attachments[0]
    pane.transcript.save_asked.emit(message_id, info)
    panel = pane.looking.panel
    qtbot.waitUntil(panel.danger.isVisible)
    assert "scripts" in panel.danger.accessibleName()
    assert asked == []
    assert panel.text.toPlainText() == page.decode()
    panel.save_button.click()
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == page


def test_a_harmless_file_is_saved_at_once_as_it_came(
    open_mail: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "saved.bin"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    content = bytes(range(256)) * 20
    pane = open_mail(files=[("chair.bin", "application/octet-stream", content)])
    message = pane.transcript.messages[0]
    pane.transcript.save_asked.emit(message.written.message.id or 0, message.written.attachments[0])
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == content


def test_of_small_pictures_only_so_many_are_kept(
    open_mail: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "_MOST_KEPT", 2)
    pane = open_mail(files=[(f"{number}.png", "image/png", png(9, 9)) for number in range(3)])
    message = pane.transcript.messages[0].written
    qtbot.waitUntil(lambda: (message.message.id, message.attachments[2].position) in pane.looking._thumbnails)
    assert len(pane.looking._thumbnails) == 2


def test_a_letter_in_a_letter_is_read_there(open_mail: Open, qtbot: QtBot) -> None:
    inner = b"From: Olga <olga@shop.example>\r\nSubject: The old story\r\n\r\nHello."
    pane = open_mail(files=[("old.eml", "application/octet-stream", inner)])
    card(pane).files[0].click()
    panel = pane.looking.panel
    qtbot.waitUntil(lambda: panel._letter is not None and panel._letter.isVisible())
    assert panel._letter is not None
    assert panel._letter.text.toPlainText() == "Hello."


def test_another_conversation_ends_the_look(open_mail: Open, qtbot: QtBot) -> None:
    pane = open_mail(files=[("a.txt", "text/plain", b"a")])
    card(pane).files[0].click()
    qtbot.waitUntil(pane.looking.panel.text.isVisible)
    open_mail(sender="Bob <bob@mail.example>", text="Other")
    assert not pane.looking.is_looking


def bomb(width: int, height: int) -> bytes:
    """A PNG of so many points whose content is a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    made = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in pieces)
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def test_a_picture_that_would_fill_the_memory_is_not_unpacked(open_mail: Open, qtbot: QtBot) -> None:
    content = bomb(50_000, 50_000)
    assert read_picture(content) is None
    assert read_thumbnail(content) is None
    pane = open_mail(files=[("bomb.png", "image/png", content)])
    card(pane).files[0].click()
    panel = pane.looking.panel
    qtbot.waitUntil(panel.save_button.isEnabled)
    assert panel.nothing.isVisible()


def test_a_tower_of_a_picture_is_made_smaller() -> None:
    image = read_picture(png(4, 9_000))
    assert image is not None
    assert image.height() <= 6_000


# ---------------------------------------------------------------- links


def test_a_link_to_a_mail_address_begins_a_mail_here(
    open_mail: Open, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    pane = open_mail(
        html='<a href="mailto:olga@shop.example?subject=Chair&amp;body=Hello&amp;bcc=spy@evil.example">x</a>'
    )
    before = pane.interaction_id
    link = "mailto:olga@shop.example?cc=jan@shop.example&subject=Chair&body=Hello%0AOlga&bcc=spy@evil.example&attach=/x"
    pane.transcript.link_asked.emit(link)
    qtbot.waitUntil(lambda: pane.interaction_id not in (0, before) and pane.composer.draft is not None)
    draft = pane.composer.draft
    assert draft is not None
    assert draft.kind is DraftKind.NEW
    assert [who.address for who in (*draft.to, *draft.cc)] == ["olga@shop.example", "jan@shop.example"]
    assert (draft.subject, draft.bcc, draft.files) == ("Chair", (), ())
    assert pane.composer.editor.toPlainText() == "Hello\nOlga"
    assert opened == []


def test_a_link_to_what_is_no_address_is_told(open_mail: Open, stage: Stage, qtbot: QtBot) -> None:
    pane = open_mail()
    pane.transcript.link_asked.emit("mailto:olga@@nowhere")
    qtbot.waitUntil(lambda: any("olga" in one.text for one in stage.services.notices.notices))


@pytest.mark.parametrize(
    "address",
    [
        *("file:///etc/passwd", "FILE:///C:/Windows/a.exe", "/etc/passwd", "smb://evil.example/x", "\\\\evil\\x"),
        *("ms-msdt:/id", "javascript:alert(1)", "data:text/html,x", " https://shop.example/", "https:evil", ""),
    ],
)
def test_a_link_to_anything_but_the_web_is_opened_by_nothing(
    address: str, open_mail: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    pane = open_mail()
    pane.transcript.link_asked.emit(address)
    assert opened == []
    pane.transcript.link_asked.emit("https://shop.example/")
    assert len(opened) == 1
