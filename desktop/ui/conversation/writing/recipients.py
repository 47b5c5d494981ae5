"""Who gets it: shown in full on one line, or as fields that complete from customers."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.channel import Channel
from desktop.domain.customer import Address, AddressKind, Customer, CustomerHit, kind_on
from desktop.domain.errors import DesktopError
from desktop.domain.text import tr
from desktop.domain.written import Draft, Participant
from desktop.services.directory import Directory
from desktop.ui.conversation.words import apart, full_address
from desktop.ui.lists.rows import Row
from desktop.ui.lists.rows_model import Line
from desktop.ui.lists.suggestions import Suggestions
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.tokens import S
from desktop.ui.look.writing import fitting, put, uncut
from desktop.ui.widgets.buttons import PlainButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.text import TextLine, paragraph

Parse = Callable[[str], tuple[Participant, ...]]
_LEAST = 2
_LABEL = 56
_HEIGHT, _STEP = 28, 20  # of one line of recipients, and of each further one
_MOST_LINES = 6
_NARROWEST = 80
_SIDE = 14
_GAP = 6


class _Piece(NamedTuple):
    """A text where it is painted: its left edge, its line, and the room there is for it."""

    left: float
    line: int
    room: float
    text: str
    face: str
    tone: str


class RecipientsLine(PlainButton):
    """`To anna@mail.example · Cc olga@shop.example`, and in amber what should be seen; pressing it opens the fields.

    On so many lines as it may take; of more it is said how many there are.
    """

    cut_changed = Signal(bool)  # there is no room for everybody

    def __init__(self, most_lines: int = 1, start: int = S) -> None:
        super().__init__("quiet")
        self.is_cut = False
        self._most_lines, self._start = most_lines, start
        self._draft: Draft | None = None
        self._warnings: tuple[str, ...] = ()
        self._pieces: list[_Piece] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()

    def show_draft(self, draft: Draft, warnings: Sequence[str]) -> None:
        self._draft, self._warnings = draft, tuple(warnings)
        warning = " · ".join(warnings)
        self.setAccessibleName(tr("Recipients: {names}", names=self.words))
        self.setAccessibleDescription(warning)
        self.setToolTip(tip("\n".join(part for part in (self.words, warning, tr("Change the recipients")) if part)))
        self._lay_out()

    @property
    def words(self) -> str:
        return " ".join(text for text, _, _ in self._texts())

    @property
    def shown(self) -> str:
        """As it is painted."""
        return " ".join(fitting(one.text, one.face, one.room).layout.text() for one in self._pieces)

    def _texts(self) -> list[tuple[str, str, str]]:
        """Text, face and tone of each that stays together."""
        draft = self._draft
        if draft is None:
            return []
        parts = [(tr("To"), "small", "text2"), *_named(draft.to, "small_strong")]
        if not draft.to:
            parts.append((tr("nobody yet"), "small_strong", "text"))
        for label, people in ((tr("Cc"), draft.cc), (tr("Bcc"), draft.bcc)):
            if people:
                parts += [(f"· {label}", "small", "text2"), *_named(people, "small_medium")]
        return parts

    def _lay_out(self) -> None:
        texts = [*self._texts(), *((warning, "small_medium", "amber") for warning in self._warnings)]
        start, right = float(self._start), max(float(self.width()), _NARROWEST) - S
        left, line = start, 0
        was_cut, self.is_cut = self.is_cut, False
        self._pieces = []
        for number, (text, face, tone) in enumerate(texts):
            width = uncut(text, face).width
            if left > start and left + min(width, right - start - _LABEL) > right:
                left, line = start, line + 1
            if line == self._most_lines:
                self._end_with([tone for _, _, tone in texts[number:]].count("text"), right)
                break
            self.is_cut = self.is_cut or left + width > right
            self._pieces.append(_Piece(left, line, right - left, text, face, tone))
            left += width + _GAP
        self.setFixedHeight((self._pieces[-1].line if self._pieces else 0) * _STEP + _HEIGHT)
        self.updateGeometry()
        self.update()
        if self.is_cut is not was_cut:
            self.cut_changed.emit(self.is_cut)

    def _end_with(self, left_out: int, right: float) -> None:
        """In place of the last that there was room for. A warning is said with the fields, too."""
        if not left_out:
            return
        self.is_cut = True
        last = self._pieces.pop()
        text = tr("and %n more", left_out + (last.tone == "text"))
        left = min(last.left, right - uncut(text, "small").width)
        self._pieces.append(_Piece(left, last.line, right - left, text, "small", "text2"))

    @override
    def sizeHint(self) -> QSize:
        needed = sum(uncut(text, face).width + _GAP for text, face, _ in self._texts())
        return QSize(min(round(needed) + 2 * S, 1200), self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), self.look_now()
        if look.fill:
            painter.fillRect(self.rect(), look.fill)
        for one in self._pieces:
            box = QRectF(one.left, one.line * _STEP, one.room, _HEIGHT)
            put(painter, box, fitting(one.text, one.face, one.room), tokens().tone(one.tone))


class RecipientsHead(RecipientsLine):
    """One line, and below it `everybody`, where there is no room on it for all and no fields say it."""

    def __init__(self, fields: QWidget) -> None:
        self._fields = fields
        self.everybody = RecipientsLine(_MOST_LINES, _SIDE)
        self.everybody.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.everybody.hide()
        super().__init__()
        self.everybody.clicked.connect(self.clicked)
        self.cut_changed.connect(self.show_everybody)

    @override
    def show_draft(self, draft: Draft, warnings: Sequence[str]) -> None:
        super().show_draft(draft, warnings)
        self.everybody.show_draft(draft, ())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_everybody()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.show_everybody()

    def show_everybody(self) -> None:
        """Also when the fields were opened or closed."""
        self.everybody.setVisible(self.is_cut and not self.isHidden() and self._fields.isHidden())


def _named(people: Sequence[Participant], face: str) -> list[tuple[str, str, str]]:
    last = len(people) - 1
    return [(who.address + ("," if number < last else ""), face, "text") for number, who in enumerate(people)]


class RecipientField(Field):
    """Addresses, a comma between them; the last one is completed from customers."""

    def __init__(self, label: str, directory: Directory) -> None:
        super().__init__("")
        self.setObjectName("recipients")
        self.setAccessibleName(label)
        self._directory = directory
        self.kind = AddressKind.EMAIL
        self._suggestions = Suggestions(self, tr("Customers with an address"))
        self.textEdited.connect(self._on_text_edited)
        self.left.connect(self._suggestions.hide)
        self.returnPressed.connect(self._suggestions.take)
        self._suggestions.taken.connect(self._on_taken)

    @property
    def suggestions(self) -> Suggestions:
        return self._suggestions

    def _last(self) -> str:
        return self.text().rpartition(",")[2].strip()

    def _on_text_edited(self, _text: str) -> None:
        if len(self._last()) < _LEAST:
            self._suggestions.show_lines(())
        else:
            self._directory.find(self._last(), owner=self, done=self._on_found, limit=6)

    def _on_found(self, hits: Sequence[CustomerHit]) -> None:
        if self.hasFocus() and len(self._last()) >= _LEAST:
            self._suggestions.show_lines([_hit_line(hit) for hit in hits])

    def _on_taken(self, value: object) -> None:
        if isinstance(value, CustomerHit):
            if value.address is not None and value.address.kind is self.kind:
                self._complete(value.name, value.address)
            else:
                self._directory.customer(value.customer_id, owner=self, done=self._on_customer)

    def _on_customer(self, customer: Customer | None) -> None:
        addresses = customer.addresses if customer is not None else ()
        fitting_one = next((address for address in addresses if address.kind is self.kind), None)
        if customer is not None and fitting_one is not None:
            self._complete(customer.name, fitting_one)

    def _complete(self, name: str, address: Address) -> None:
        before = self.text().rpartition(",")[0]
        quoted = f'"{apart(name)}"' if "," in name else apart(name)
        chosen = f"{quoted} <{address.value or address.typed}>"
        self.setText(f"{before.strip()}, {chosen}, " if before.strip() else f"{chosen}, ")
        self.textEdited.emit(self.text())


class RecipientFields(QWidget):
    """To, Cc, Bcc and the subject, below each other; what cannot be an address is said in words."""

    changed = Signal()

    def __init__(self, directory: Directory, parse: Parse) -> None:
        super().__init__()
        self._parse = parse
        self._draft: Draft | None = None
        self._wants_subject = False
        self._lines: dict[str, RecipientField] = {}
        self._of_letters: list[QWidget] = []  # what short messages have not
        labels = {"to": tr("To"), "cc": tr("Cc"), "bcc": tr("Bcc")}
        outer = column(self, (_SIDE, 4, _SIDE, 4))
        for name, label in labels.items():
            self._lines[name] = field = RecipientField(label, directory)
            line, words = _labelled(label, field)
            outer.addLayout(line)
            self._of_letters += () if name == "to" else (words, field)
            field.textEdited.connect(self._on_edited)
        self.subject = Field("")
        self.subject.setObjectName("recipients")
        self.subject.setAccessibleName(tr("Subject"))
        line, words = _labelled(tr("Subject"), self.subject)
        outer.addLayout(line)
        self._of_letters += (words, self.subject)
        self.subject.textEdited.connect(self._on_edited)
        self._trouble = TextLine("", "small", "red")
        self._trouble.hide()
        self._warning = paragraph("", "small_medium", "amber")  # whole
        self._warning.hide()
        outer.addWidget(self._trouble)
        outer.addWidget(self._warning)

    def field(self, name: str) -> RecipientField:
        """`to`, `cc` or `bcc`."""
        return self._lines[name]

    @property
    def trouble(self) -> str:
        return self._trouble.text

    def use(self, channel: Channel, *, has_subject: bool) -> None:
        """Completed with what one is reached by there."""
        for part in self._of_letters:
            part.setVisible(has_subject)
        for field in self._lines.values():
            field.kind = kind_on(channel)

    def warn(self, words: str) -> None:
        """Of what can be sent, and should be seen before."""
        self._warning.setText(words)
        self._warning.setVisible(bool(words))

    def want_subject(self) -> None:
        """The keyboard goes there as soon as there is a draft to give one to."""
        self._wants_subject = True
        self.give_keyboard()

    def give_keyboard(self) -> None:
        if self._wants_subject and self._draft is not None and self.isVisible():
            self._wants_subject = False
            self.subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_draft(self, draft: Draft) -> None:
        self._draft = draft
        unfinished = dict(draft.unfinished)
        for name, people in (("to", draft.to), ("cc", draft.cc), ("bcc", draft.bcc)):
            whole = ", ".join(full_address(who) for who in people)
            self._lines[name].setText(unfinished.get(name, whole))
            self._lines[name].setCursorPosition(0)  # of a long one the beginning
        self.subject.setText(draft.subject)
        self.subject.setCursorPosition(0)
        self._say("")

    def read(self, name: str) -> tuple[Participant, ...]:
        """Raises DesktopError in words for what is no address."""
        typed = self._lines[name].text().strip().strip(",").strip()
        return self._parse(typed) if typed else ()

    def people(self, name: str, before: tuple[Participant, ...]) -> tuple[Participant, ...]:
        """As typed; `before` while it is half an address: that is said when it is to be sent."""
        try:
            return self.read(name)
        except DesktopError:
            return before

    @property
    def unfinished(self) -> tuple[tuple[str, str], ...]:
        """All that stands in a field with half an address, by its name: it is kept, and gone on with."""
        return tuple((name, field.text()) for name, field in self._lines.items() if not self._is_whole(name))

    def _is_whole(self, name: str) -> bool:
        try:
            self.read(name)
        except DesktopError:
            return False
        return True

    def check(self) -> bool:
        """Say what is wrong, and put the keyboard there; True when nothing is."""
        for name, field in self._lines.items():
            try:
                self.read(name)
            except DesktopError as error:
                self._say(error.text)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        self._say("")
        return True

    def _say(self, words: str) -> None:
        self._trouble.set_text(words)
        self._trouble.setVisible(bool(words))

    def _on_edited(self, _text: str) -> None:
        self._say("")
        self.changed.emit()


def _labelled(label: str, field: Field) -> tuple[QHBoxLayout, TextLine]:
    line = row(spacing=S)
    words = TextLine(label, "small", "text2")
    words.setFixedWidth(_LABEL)
    line.addWidget(words)
    line.addWidget(field, 1)
    return line, words


def _hit_line(hit: CustomerHit) -> Line:
    address = hit.address.typed if hit.address is not None else ""
    detail = " · ".join(part for part in (hit.organisation, address) if part)
    return Line(row=Row(title=hit.name, detail=detail, person=hit.name), value=hit)
