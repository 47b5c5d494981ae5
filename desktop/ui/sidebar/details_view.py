"""An interaction opened in its place: facts, notes and everything said, to read, select and copy."""

import re
from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget
from typing_extensions import override

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Order
from desktop.domain.history import InteractionDetails
from desktop.domain.message import Message
from desktop.domain.text import tr
from desktop.ui.look.theme import tokens
from desktop.ui.words import channel_name, clock_time, full_date, lasted, money

Numbers = tuple[tuple[str, str], ...]
_CONVERSATION = "conversation"
_TALL = 16_000  # px: nothing is scrolled in it


class DetailsView(QTextBrowser):
    """Reads nothing from anywhere: what customers wrote is text, never markup. Its links are telephone numbers, and
    above a written contact the way to its conversation."""

    number_chosen = Signal(str)
    conversation_asked = Signal(int)  # interaction id

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Details"))
        self.document().setDocumentMargin(0)
        self._html = ""
        self._colours = tokens()
        self.anchorClicked.connect(self._on_anchor_clicked)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.scheme() == _CONVERSATION:
            self.conversation_asked.emit(int(url.path()))
        else:
            self.number_chosen.emit(url.path())

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None

    def show_html(self, html: str) -> None:
        self._html, self._colours = html, tokens()
        now = tokens()
        sheet = (
            f"body {{ color: {now.text}; }} .quiet {{ color: {now.text3}; font-size: 12px; }}"
            f" .who {{ font-weight: 600; }} p {{ margin: 0 0 8px 0; }} a {{ color: {now.accent}; }}"
        )
        self.document().setDefaultStyleSheet(sheet)
        self.setHtml(f"<body>{html}</body>")

    @override
    def changeEvent(self, event: QEvent) -> None:
        if self._colours is not tokens():
            self.show_html(self._html)  # the text keeps the colours it was made with
        super().changeEvent(event)

    def needed_height(self, width: int) -> int:
        self.ensurePolished()  # else the first one is measured in another face
        self.resize(width, _TALL)  # or it lays the text out for its own width, less a bar's, while it is measured
        self.document().setTextWidth(width)
        return round(self.document().size().height()) + 2


def leads_to(details: InteractionDetails) -> int:
    """The interaction that can be gone on with in the middle of the window: one with messages; 0 none."""
    interaction = details.interaction
    return interaction.id or 0 if interaction.channel is not Channel.VOICE and details.messages else 0


def details_html(details: InteractionDetails) -> str:
    interaction = details.interaction
    parts = list(_facts(details))
    if leads_to(details):
        href = f"{_CONVERSATION}:{leads_to(details)}"
        parts.append(f"<p><a href='{href}'>{escape(tr('Open the conversation'))}</a></p>")
    if interaction.notes:
        parts.append(
            f"<p><span class='who'>{escape(tr('Notes'))}</span><br>{_text(interaction.notes, details.numbers)}</p>"
        )
    parts.extend(_message(message, details.numbers) for message in details.messages)
    if len(parts) == 1 and not details.messages:
        parts.append(f"<p class='quiet'>{escape(tr('Nothing was written down.'))}</p>")
    return "".join(parts)


def _facts(details: InteractionDetails) -> Iterator[str]:
    interaction, call = details.interaction, details.interaction.call
    head = [channel_name(interaction.channel), full_date(interaction.started_at)]
    head.extend(part for part in (_number(details), interaction.queue, interaction.agent) if part)
    lines = [" · ".join(head)]
    if call is not None:
        times = [tr("rang {time}", time=lasted(call.ring_seconds))] if call.ring_seconds else []
        if call.talk_seconds:
            times.append(tr("talked {time}", time=lasted(call.talk_seconds)))
        if call.hold_seconds:
            times.append(tr("held {time}", time=lasted(call.hold_seconds)))
        lines.append(" · ".join(part for part in (*times, call.end_words) if part))
    case = f"{tr('Case')} {details.case_number} {details.case_title}" if details.case_number is not None else ""
    lines.append(" · ".join(part for part in (details.disposition_label, case) if part))
    yield f"<p class='quiet'>{'<br>'.join(_text(line, details.numbers) for line in lines if line)}</p>"


def _number(details: InteractionDetails) -> str:
    """The other one's, as it is read; "" where nobody was called."""
    address = details.interaction.address
    shown = next((words for words, dialled in details.numbers if dialled == address), address)
    return shown if details.interaction.channel is Channel.VOICE else ""


def _message(message: Message, numbers: Numbers) -> str:
    who = message.author
    if message.direction is Direction.INTERNAL:
        who = tr("Note from {name}", name=message.author)
    head = f"<span class='who'>{escape(who)}</span> <span class='quiet'>{clock_time(message.sent_at)}</span>"
    subject = f"<br>{escape(message.subject)}" if message.subject else ""
    return f"<p>{head}{subject}<br>{_text(message.body, numbers)}</p>"


def order_html(order: Order) -> str:
    lines = "<br>".join(
        escape(f"{line.quantity} × {line.item} · {money(line.amount, order.currency)}") for line in order.lines
    )
    head = f"{order.number} · {full_date(order.placed_at)} · {order.status} · {money(order.amount, order.currency)}"
    return f"<p class='quiet'>{escape(head)}</p><p>{lines}</p>"


def _text(text: str, numbers: Numbers = ()) -> str:
    dialled = dict(reversed(numbers))
    if not dialled:
        return escape(text).replace("\n", "<br>")
    longest_first = sorted(dialled, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", text)
    return "".join(_linked(piece, dialled.get(piece, "")) for piece in pieces)


def _linked(words: str, number: str) -> str:
    said = escape(words).replace("\n", "<br>")
    return f"<a href='tel:{escape(number)}'>{said}</a>" if number else said
