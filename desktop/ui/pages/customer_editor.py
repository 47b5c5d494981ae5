"""One customer, edited: name, addresses, what else is known. Saved with one key; changes are never lost unasked."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from typing_extensions import override

from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.errors import DesktopError
from desktop.domain.text import tr
from desktop.services.directory import Directory
from desktop.services.office.left_out import LeftOut, mails_of
from desktop.services.ports import Numbering
from desktop.ui.dialogs import DiscardDialog
from desktop.ui.look.tokens import XS, L, M
from desktop.ui.mailing.words import standing_words
from desktop.ui.pages.language_box import LanguageBox
from desktop.ui.pages.merging import MergeBox
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row, rule
from desktop.ui.widgets.text import TextLine, paragraph

_KINDS = (AddressKind.PHONE, AddressKind.EMAIL, AddressKind.HANDLE)
_FORM = 640


class CustomerEditor(QWidget):
    closed = Signal(object)  # the customer's id when saved, None when left

    def __init__(self, directory: Directory, numbering: Numbering, left_out: LeftOut) -> None:
        super().__init__()
        self._directory, self._numbering, self._left_out = directory, numbering, left_out
        self._customer = Customer(name="")
        self._shown_first = self._customer
        self._got_mailings = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self._title = TextLine("", "title")
        self.cancel_button = Button(tr("Cancel"), small=True)
        self.save_button = Button(tr("Save"), "primary", key="Ctrl ↵", small=True)
        head = row(margins=(L, 0, L, 0))
        head.addWidget(self._title, 1)
        head.addWidget(self.cancel_button)
        head.addWidget(self.save_button)
        head_box = QWidget()
        head_box.setFixedHeight(48)
        head_box.setLayout(head)
        outer = column(self)
        outer.addWidget(head_box)
        outer.addWidget(rule("ruleQuiet"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._build_form())
        self._scroll = scroll
        outer.addWidget(scroll, 1)

    def _build_form(self) -> QWidget:
        form = QWidget()
        form.setObjectName("plain")
        form.setMaximumWidth(_FORM)
        self._form = column(form, (L, L, L, L), M)
        self._trouble = paragraph("", "small", "red")
        self._form.addWidget(self._trouble)
        self.name = self._line(tr("Name"))
        self.organisation = self._line(tr("Organisation"))
        pair = row(spacing=M)
        self.city = self._line(tr("City"), pair)
        self.language = LanguageBox()
        self.language.setAccessibleName(tr("Language"))
        self._add(tr("Language"), self.language, pair)
        self._form.addLayout(pair)
        self.phones = self._lines(tr("Phone numbers, one a line"))
        self.emails = self._lines(tr("E-mail addresses, one a line"))
        self.handles = self._lines(tr("Handles, one a line"))
        self.tags = self._line(tr("Tags, with commas between them"))
        self.fields = self._lines(tr("Other facts, one a line, as in “Payment terms: 30 days”"))
        self.is_vip = QCheckBox(tr("VIP"))
        self._form.addWidget(self.is_vip)
        self.gets_mailings = QCheckBox(tr("Gets mailings"))
        self._form.addWidget(self.gets_mailings)
        self.merging = MergeBox(self._directory, self._numbering)
        self._form.addWidget(self.merging)
        self._form.addStretch(1)
        return form

    def _line(self, words: str, within: QBoxLayout | None = None) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(words)
        self._add(words, made, within)
        return made

    def _lines(self, words: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setObjectName("field")
        made.setAccessibleName(words)
        made.setTabChangesFocus(True)
        made.setFixedHeight(72)
        self._add(words, made, None)
        return made

    def _add(self, words: str, widget: QWidget, within: QBoxLayout | None) -> None:
        part = column(spacing=XS)
        part.addWidget(TextLine(words, "small_medium", "text2"))
        part.addWidget(widget)
        box = within if within is not None else self._form
        box.addLayout(part)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._on_name_changed)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.leave)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_room_changed)

    def _on_room_changed(self) -> None:
        """A question that is asked stays in sight, whatever grew."""
        question = self.merging.question
        if question is not None:
            self._scroll.ensureWidgetVisible(question, 0, L)

    # ---------------------------------------------------------------- values

    def edit(self, customer: Customer) -> None:
        self._customer = customer
        self._title.set_text(customer.name if customer.id is not None else tr("New customer"))
        self._trouble.setVisible(False)
        self.name.setText(customer.name)
        self.organisation.setText(customer.organisation)
        self.city.setText(customer.city)
        self.language.show_language(customer.language)
        self.tags.setText(", ".join(customer.tags))
        self.fields.setPlainText("\n".join(f"{name}: {text}" for name, text in customer.fields.items()))
        self.is_vip.setChecked(customer.is_vip)
        self._show_mailings(customer)
        self.merging.show_customer(customer.id, customer.name)
        for kind, editor in zip(_KINDS, (self.phones, self.emails, self.handles), strict=True):
            typed = (self._shown(address) for address in customer.addresses if address.kind is kind)
            editor.setPlainText("\n".join(typed))
        self._shown_first = self._edited()
        self._on_name_changed(customer.name)

    def _show_mailings(self, customer: Customer) -> None:
        refusal = self._left_out.refusal_of(customer)
        self._got_mailings = refusal is None
        self.gets_mailings.setChecked(refusal is None)
        words = f" · {standing_words(refusal)}" if refusal is not None else ""
        self.gets_mailings.setText(tr("Gets mailings") + words)
        self.gets_mailings.setVisible(bool(mails_of(customer)))

    def is_editing(self, customer: Customer) -> bool:
        return customer.id is not None and customer.id == self._customer.id

    @property
    def is_changed(self) -> bool:
        """Something was typed that is not saved."""
        return self._edited() != self._shown_first or self.gets_mailings.isChecked() != self._got_mailings

    def _shown(self, address: Address) -> str:
        if address.kind is AddressKind.PHONE:
            is_plain = not address.typed or address.typed == address.value
            return self._numbering.show(address.value) if is_plain else address.typed
        return address.typed or address.value

    def begin(self) -> None:
        self.name.setFocus()

    def _edited(self) -> Customer:
        return replace(
            self._customer,
            name=self.name.text().strip(),
            organisation=self.organisation.text().strip(),
            city=self.city.text().strip(),
            language=self.language.code,
            tags=tuple(tag for tag in (part.strip() for part in self.tags.text().split(",")) if tag),
            fields=_fields(self.fields.toPlainText()),
            is_vip=self.is_vip.isChecked(),
            addresses=self._addresses(),
        )

    def _addresses(self) -> tuple[Address, ...]:
        """What stayed as it was keeps its identity and label."""
        before = {(address.kind, self._shown(address)): address for address in self._customer.addresses}
        made = []
        for kind, editor in zip(_KINDS, (self.phones, self.emails, self.handles), strict=True):
            for line in editor.toPlainText().splitlines():
                typed = line.strip()
                if typed:
                    made.append(before.get((kind, typed)) or Address(kind=kind, value="", typed=typed))
        return tuple(made)

    # ---------------------------------------------------------------- saving

    def _on_name_changed(self, text: str) -> None:
        self.save_button.setEnabled(bool(text.strip()))

    def save(self) -> None:
        if self.save_button.isEnabled():
            self.save_button.setEnabled(False)
            self._directory.save(self._edited(), owner=self, done=self._on_saved, failed=self._on_failed)

    def _on_saved(self, customer: Customer) -> None:
        if self.gets_mailings.isChecked() != self._got_mailings:
            (self._left_out.take_in if self.gets_mailings.isChecked() else self._left_out.leave_out)(customer)
        self.closed.emit(customer.id)

    def _on_failed(self, error: DesktopError) -> None:
        self.save_button.setEnabled(True)
        self._trouble.setText(f"{error.text} {error.hint}".strip())
        self._trouble.setVisible(True)

    def leave(self) -> None:
        """Without saving; asks first if something was typed."""
        self.give_up(lambda: self.closed.emit(None))

    def give_up(self, then: Callable[[], object]) -> None:
        """`then`, at once if nothing was typed, else if the agent says that it may be lost."""
        if not self.is_changed:
            then()
        elif not any(dialog.isVisible() for dialog in self.findChildren(DiscardDialog)):
            dialog = DiscardDialog(self._customer.name, self)
            dialog.accepted.connect(then)
            dialog.open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif is_control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)


def _fields(text: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.splitlines())
    return {name.strip(): value.strip() for name, sign, value in pairs if sign and name.strip()}
