"""Three letters of a mailing as they will be read."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.domain.text import tr
from desktop.services.office.mailings import Sample
from desktop.ui.look.tokens import M, S
from desktop.ui.widgets.layout import Card, column
from desktop.ui.widgets.text import TextLine, paragraph, section_head

_RECIPIENT = 280  # px of it that are kept beside a long subject


class SamplesBox(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Card] = []
        self._outer = column(self, spacing=S)
        self._outer.addWidget(section_head(tr("As they will read it")))

    def show_samples(self, samples: Sequence[Sample]) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [_card(sample) for sample in samples]
        for card in self.cards:
            self._outer.addWidget(card)


def _card(sample: Sample) -> Card:
    card = Card()
    one = sample.recipient
    to = f"{one.name} <{one.address}>" if one.name else one.address
    recipient = TextLine(to, "small", "text3", hugs=True).right_aligned()
    recipient.setMinimumWidth(min(recipient.sizeHint().width(), _RECIPIENT))
    card.head.addWidget(TextLine(sample.subject, "strong"), 1)
    card.head.addWidget(recipient)
    inner = column(margins=(M, S, M, M))
    words = paragraph(sample.text.strip(), "body", "text")
    inner.addWidget(words)
    card.body.addLayout(inner)
    return card
