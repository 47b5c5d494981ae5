"""What `show.py` can show of mails that are read: newsletters, threads, cards, signs, the closed and the failed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from desktop.domain.channel import Channel
from desktop.domain.errors import DesktopError
from desktop.domain.history import SearchHit
from desktop.domain.work import WorkScope
from desktop.domain.written import Draft, DraftKind, Mark, Participant, Remark
from desktop.ui.conversation.pane import ConversationPane
from desktop.ui.main_window import MainWindow
from tests.ui.mails import Mailbox
from tests.ui.scenes_work import busy
from tests.ui.stage import Stage

Wait = Callable[[Callable[[], object]], None]

ANNA = "Anna Kowalczyk <anna@studio-k.example>"  # of the demo's shop, with a history on every channel
NEWSLETTER = """<html><head><style>.b{color:#ffffff}@import url(https://track.example/x.css);</style></head>
<body bgcolor="#f4f4f4" style="background:#f4f4f4"><table width="600" align="center" bgcolor="#ffffff"><tr>
<td align="center" style="background:#10243e;padding:24px"><font color="#ffffff" size="6">Trends weekly</font></td></tr>
<tr><td style="padding:24px"><h2>Jesień w salonie</h2><p style="color:#eeeeee">Pale words on a white ground.</p>
<p>Nowe kolory krzeseł: <b>żółć</b>, <i>łupek</i> i <u>śnieg</u>.</p>
<ul><li>Łóżka od 990 zł</li><li>椅子 299</li></ul>
<p><a href="https://shop.example/a">Zobacz wszystkie</a> · <a href="https://evil.example">https://shop.example</a></p>
<img src="https://pictures.example/banner.png" width="552" height="200" alt="Autumn sale"></td></tr>
<tr><td><table width="100%"><tr><td width="50%">Left column, with enough words that it has to go on another line.</td>
<td width="50%">Right column.</td></tr></table><hr><small>You get this because you asked for it.
<a href="https://track.example/u">Unsubscribe</a></small>
<img src="https://track.example/o.gif" width="1" height="1"></td></tr></table></body></html>"""
INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
BEGIN:VEVENT
UID:1@mail.example
ORGANIZER;CN=Anna Kowalczyk:mailto:anna@studio-k.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Oslo Chairs:mailto:support@shop.example
SUMMARY:Oględziny krzesła w pracowni
DTSTART:20261207T090000Z
DTEND:20261207T103000Z
LOCATION:ul. Szewska 4\\, Kraków
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()
ADDRESS_CARD = """BEGIN:VCARD
VERSION:4.0
FN:陈美玲 Chen Meiling
ORG:Studio Kowalczyk
TITLE:Buyer
TEL;TYPE=cell:+48 601 000 111
EMAIL:meiling@studio-k.example
ADR;TYPE=work:;;ul. Szewska 4;Kraków;;31-009;PL
END:VCARD
""".replace("\n", "\r\n").encode()
NEWCOMER = "Łucja Żółć-Brzęczyszczykiewicz z działu rozliczeń <accounts.department@studio-kowalczyk.evil.example>"
PAINTED = """<html><body><table cellpadding="4"><tr><td bgcolor="#dcf5e4"><font color="#187a3a" size="2">sender proven
</font></td><td bgcolor="#eef0f4"><font size="2">signature verified</font></td></tr></table>
<p>Please pay to our new account from now on.</p><hr><table cellpadding="4"><tr><td bgcolor="#dcf5e4">
<font color="#187a3a" size="2">sender proven</font></td></tr></table></body></html>"""
SIGNS = (
    Remark(mark=Mark.UNAUTHENTIC, words="DMARC failed"),
    Remark(mark=Mark.REPLY_ELSEWHERE, words="Answers go to anna@another-domain.example."),
    Remark(mark=Mark.SIGNED_UNCHECKED, words="S/MIME"),
    Remark(mark=Mark.ENCRYPTED, words="PGP"),
    Remark(mark=Mark.AUTOMATIC, words="Auto-Submitted: auto-replied"),
    Remark(mark=Mark.DAMAGED, words="The character set x-klingon does not exist; what could be read is shown."),
    Remark(mark=Mark.GONE),
)


def _read(stage: Stage, window: MainWindow, wait: Wait, subject: str, text: str, **mail: Any) -> ConversationPane:
    """A mail of Anna's, open."""
    stage.services.agent.go_ready()
    box = Mailbox(stage)
    number, _ = box.arrive(ANNA, subject, text, minutes_ago=90, **mail)
    box.take(number)
    return _opened(stage, window, wait, number)


def _opened(stage: Stage, window: MainWindow, wait: Wait, number: int) -> ConversationPane:
    wait(lambda: any(row.interaction_id == number for row in stage.services.work_list.rows))
    window.work_list.choose_interaction(number)
    pane = window.work_pane.conversation
    wait(lambda: pane.interaction_id == number and pane.composer.draft is not None and bool(pane.transcript.cards))
    return pane


def mail_newsletter(stage: Stage, window: MainWindow, wait: Wait) -> None:
    _read(stage, window, wait, "Jesień w salonie", "Nowe kolory krzeseł", html=NEWSLETTER)


def mail_cards(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """An invitation and the address card of somebody."""
    files = (
        ("invite.ics", "text/calendar", INVITATION),
        ("Chen Meiling.vcf", "text/vcard", ADDRESS_CARD),
    )
    _read(stage, window, wait, "Oględziny", "Zapraszam w poniedziałek.", files=files)


def mail_signs(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Everything that is said beside a mail at once."""
    _read(stage, window, wait, "Urgent: new bank account", "Please pay there from now on.", remarks=SIGNS)


def mail_imitated(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Somebody else comes into the conversation, with signs that they painted themselves."""
    stage.services.agent.go_ready()
    box = Mailbox(stage)
    proven = (Remark(mark=Mark.AUTHENTIC), Remark(mark=Mark.SIGNED_UNCHECKED))
    number, before = box.arrive(ANNA, "Where is it?", "Where is my part?", minutes_ago=90, remarks=proven)
    box.arrive(NEWCOMER, "Re: Where is it?", "", html=PAINTED, answers=before, cc="Jan <jan@mail.example>")
    box.take(number)
    pane = _opened(stage, window, wait, number)
    wait(lambda: len(pane.transcript.cards) == 2)


def mail_thread(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Forty mails, each quoting the one before."""
    stage.services.agent.go_ready()
    box = Mailbox(stage)
    number, before = box.arrive(ANNA, "Gdzie jest zawias?", "Gdzie jest zawias?", minutes_ago=4000)
    for n in range(1, 40):
        text = f"Pytam po raz {n + 1}.\n\nOn Monday support wrote:\n" + "> It is on its way.\n" * (n % 5 + 1)
        _, before = box.arrive(ANNA, "Re: Gdzie jest zawias?", text, minutes_ago=4000 - 90 * n, answers=before)
    box.take(number)
    pane = _opened(stage, window, wait, number)
    card = pane.transcript.cards[-1]
    wait(lambda: card.shown.quoted_lines)
    card.toggle_quotes()


def mail_splitting(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """The customer began to speak of a lamp; the menu of that mail is open."""
    box = Mailbox(stage)
    number, chair = box.arrive(ANNA, "A chair with a loose leg", "One leg is loose.", minutes_ago=400)
    box.arrive(ANNA, "And a lamp", "The lamp flickers, too.", minutes_ago=90, answers=chair)
    box.take(number)
    pane = _opened(stage, window, wait, number)
    card = pane.transcript.cards[-1]
    place = QPoint(80, 4)
    pane.keeping.message_menu(card.message_id, place).popup(card.text.mapToGlobal(place))


def mail_split(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """It is a conversation of its own now."""
    mail_splitting(stage, window, wait)
    pane = window.work_pane.conversation
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()
    last = pane.transcript.messages[-1].written.message
    stage.services.conversations.handing.split_off(pane.interaction_id, last.id or 0, last.subject)
    wait(lambda: len(pane.transcript.messages) == 1)
    wait(lambda: len(stage.services.work_list.rows) == 2)


def mail_found(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A search found words far down in a long mail; the menu of that mail is open."""
    lines = "\n".join(f"{number}. The chairs stand in the hall." for number in range(60))
    text = f"{lines}\n\nThe hinge of the wardrobe is loose, a new hinge is wanted.\n\n{lines}"
    pane = _read(stage, window, wait, "A long list", text)
    at = pane.transcript.messages[0].written.message.sent_at
    excerpt = "The \x02hinge\x03 of the wardrobe"
    pane.found.show(
        SearchHit(
            interaction_id=pane.interaction_id,
            customer_id=None,
            customer_name="",
            channel=Channel.EMAIL,
            at=at,
            excerpt=excerpt,
        )
    )
    card = pane.transcript.cards[0]
    wait(lambda: card.text.marked)
    place = QPoint(200, (card.text.marked_top or 0) + 30)
    pane.keeping.message_menu(card.message_id, place).popup(card.text.mapToGlobal(place))


def mail_closed(stage: Stage, window: MainWindow, wait: Wait) -> None:
    pane = _read(stage, window, wait, "Where is it?", "Where is my replacement part?")
    code = stage.services.interactions.dispositions[0].code
    stage.store.close_written(pane.interaction_id, code)
    stage.services.feed.look()
    wait(lambda: not stage.services.work_list.rows)


def mail_sent(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """It can still be undone."""
    pane = _read(stage, window, wait, "Where is it?", "Where is my replacement part?")
    pane.focus_editor()
    pane.composer.editor.insertPlainText("It left our warehouse today.")
    pane.composer.send()
    wait(lambda: len(pane.transcript.cards) == 2)


def mail_unread(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """The store does not answer: neither the list nor what is chosen can be read."""
    _read(stage, window, wait, "Where is it?", "Where is my replacement part?")
    error = DesktopError("The database does not answer.")
    stage.services.work_list.failed.emit(error)
    conversation = window.work_pane.conversation._conversation
    assert conversation is not None
    conversation.failed.emit(error)


def work_unread(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Nothing is listed yet, and the store does not answer."""
    stage.services.agent.go_ready()
    stage.services.work_list.failed.emit(DesktopError("The database does not answer."))


def work_many(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """More than are read at once, of which the others are read as it is scrolled."""
    stage.services.agent.go_ready()
    box = Mailbox(stage)
    numbers = [
        box.arrive(f"Łucja Żółć-Brzęczyszczykiewicz 陈 {n} <p{n}@mail.example>", f"Zamówienie {n}", "Kiedy?")[0]
        for n in range(300)
    ]
    box.take(*numbers)
    wait(lambda: stage.services.work_list.counts.rows.get(WorkScope.MINE) == len(numbers))
    window.work_list.view.setFocus()


def mail_written_by_others(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A colleague writes an answer to the same customer."""
    first, *_ = busy(stage, window, wait)
    to = (Participant(address="anna@mail.example"),)
    theirs = Draft(interaction_id=first, agent="Olga", kind=DraftKind.REPLY, text="Dear Anna", to=to)
    stage.store.save_draft(theirs)
    stage.services.feed.look()
    _opened(stage, window, wait, first)


SCENES = {
    scene.__name__: scene
    for scene in (
        mail_newsletter,
        mail_cards,
        mail_signs,
        mail_imitated,
        mail_thread,
        mail_splitting,
        mail_split,
        mail_found,
        mail_closed,
        mail_sent,
        mail_unread,
        work_unread,
        work_many,
        mail_written_by_others,
    )
}
