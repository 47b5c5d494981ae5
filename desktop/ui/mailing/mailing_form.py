"""A new mailing: to whom, what; then all of it is looked at before anything goes."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.errors import DesktopError
from desktop.domain.folding import fold
from desktop.domain.office.mailing import MOST_ALONE, Mailing, Recipient, Selection
from desktop.domain.office.texts import Version, Wording
from desktop.domain.office.variables import HERE
from desktop.domain.text import tr
from desktop.services.office.mailings import KNOWN, Mailings, Preview, needs_name, pasted
from desktop.services.office.texts import Texts
from desktop.ui.conversation.words import size_words
from desktop.ui.look.tokens import FIELD, XL, L, M, S
from desktop.ui.mailing.recipients_box import RecipientsBox, Taken
from desktop.ui.mailing.samples_box import SamplesBox
from desktop.ui.pages.setting_editors import Combo
from desktop.ui.pages.texts.wordings import WordingsCard
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.layout import column, row
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import TextLine, paragraph
from desktop.ui.words import language_name

_FOUND, _TAGGED, _PASTED, _EVERYBODY = range(4)
_PAGE = 200
_LONG = 140


class MailingForm(QWidget):
    """Nothing is kept before it is asked for."""

    asked = Signal(object)  # Mailing
    left = Signal()

    def __init__(self, mailings: Mailings, texts: Texts) -> None:
        super().__init__()
        self._mailings, self._texts = mailings, texts
        self._preview: Preview | None = None
        self._selection = Selection()
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = column(self, (XL, L, XL, XL), M)
        outer.addWidget(TextLine(tr("New mailing"), "title"))
        names = (tr("Customers found by"), tr("With the tag"), tr("These addresses"), tr("Everybody"))
        self.whom = Segments(names, tr("Who is meant"))
        self.found = _line(tr("Name, organisation, town of an address …"))
        self.pasted = _text(tr("One in each line: Anna Nowak <anna@mail.example>"))
        self.ready = Combo()
        self.ready.setAccessibleName(tr("Begin with a ready text"))
        self.card = WordingsCard(tr("Each gets it as a letter of their own."), [name[1:-1] for name in KNOWN])
        self.card.ask_for_subjects()
        self.subject, self.text = self.card.subject, self.card.editor
        self.account = Combo()
        self.account.setAccessibleName(tr("Sent from"))
        self.pace = QSpinBox()
        self.pace.setRange(1, 600)
        self.pace.setValue(30)
        self.pace.setFixedHeight(FIELD)
        self.pace.lineEdit().setTextMargins(M, 0, 0, 0)  # the style sheet's padding does not reach it
        self.pace.setSuffix(" " + tr("a minute"))
        self.pace.setAccessibleName(tr("How fast it goes out"))
        self._sheet = QWidget()
        sheet = column(self._sheet, spacing=M)
        line = row(spacing=S)
        line.addWidget(self.whom)
        line.addStretch(1)
        sheet.addLayout(line)
        for part in (self.found, self.pasted, self.ready, self.card):
            sheet.addWidget(part)
        words = tr("Each gets it in their language, else in the first. The account's signature stands below.")
        sheet.addWidget(paragraph(words, "small", "text3"))
        line = row(spacing=S)
        line.addWidget(self.account, 1)
        line.addWidget(self.pace)
        sheet.addLayout(line)
        outer.addWidget(self._sheet)
        self._build_look(outer)

    def _build_look(self, outer: QVBoxLayout) -> None:
        self.trouble = Banner("red")
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.verdict = Banner("accent")
        self.facts = paragraph("", "body", "text")
        self.samples, self.recipients = SamplesBox(), RecipientsBox()
        outer.addWidget(self.verdict)
        outer.addWidget(self.facts)
        self.look_button = Button(tr("Look at it first"), "primary")
        self.send_button = Button("", "primary")
        self.back_button = Button(tr("Change it"))
        self.cancel_button = Button(tr("Cancel"))
        line = row(spacing=S)
        for button in (self.look_button, self.send_button, self.back_button, self.cancel_button):
            line.addWidget(button)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addWidget(self.samples)
        outer.addWidget(self.recipients)
        outer.addStretch(1)

    def _connect(self) -> None:
        self.whom.chosen.connect(self._show_fields)
        self.ready.activated.connect(self._on_ready)
        self._texts.changed.connect(self._show_texts)
        self.look_button.clicked.connect(self._on_look)
        self.send_button.clicked.connect(self._on_send)
        self.back_button.clicked.connect(self._change)
        self.cancel_button.clicked.connect(self.left)

    def begin(self, text: str = "", like: Mailing | None = None) -> None:
        """`text`: who was searched for; `like`: with the words of an earlier one."""
        self.found.setText(text)
        self.card.load(like.versions if like is not None else ())
        self.account.clear()
        for account in self._mailings.accounts:
            self.account.addItem(f"{account.name} <{account.address}>", account.id)
        self._texts.open()
        self._show_texts()
        self.whom.choose(_FOUND)
        self._change()
        (self.subject if text else self.found).setFocus()

    def _show_texts(self) -> None:
        """Each with all of its languages; none is chosen for anybody."""
        self.ready.clear()
        self.ready.addItem(tr("Begin with a ready text …"))
        for ready in self._texts.texts:
            named = ", ".join(language_name(one.language) for one in ready.wordings if one.language)
            self.ready.addItem(f"{ready.title} ({named})" if named else ready.title, ready.id)
        self.ready.setEnabled(self.ready.count() > 1)

    def _on_ready(self) -> None:
        ready = self._texts.text(str(self.ready.currentData()))
        if ready is not None:
            self.card.load(tuple(_version(one, self.subject.text() or ready.title) for one in ready.wordings))

    def _change(self) -> None:
        self._preview = None
        self.trouble.hide()
        self._show_look(is_shown=False)
        self._show_fields()

    def _show_look(self, *, is_shown: bool) -> None:
        """What was written, or what becomes of it."""
        for part in (self._sheet, self.look_button):
            part.setVisible(not is_shown)
        for part in (self.verdict, self.facts, self.samples, self.recipients, self.send_button, self.back_button):
            part.setVisible(is_shown)

    def _show_fields(self) -> None:
        chosen = self.whom.current
        self.found.setVisible(chosen in (_FOUND, _TAGGED))
        self.found.setPlaceholderText(tr("Tag") if chosen == _TAGGED else tr("Name, organisation or e-mail"))
        self.pasted.setVisible(chosen == _PASTED)

    # ---------------------------------------------------------------- looking at it

    @property
    def mailing(self) -> Mailing:
        written = [one for one in self.card.versions if one.text.strip()] or [self.card.current]
        first, *others = sorted(written, key=lambda one: bool(one.language))  # what is for any language comes first
        return Mailing(
            subject=first.subject,
            text=first.text.strip(),
            html=first.html,
            language=first.language,
            others=tuple(others),
            account_id=int(self.account.currentData() or 0),
            author=self._mailings.agent,
            per_minute=self.pace.value(),
        )

    @property
    def selection(self) -> Selection:
        chosen, words = self.whom.current, self.found.text().strip()
        return Selection(
            text=words if chosen == _FOUND else "",
            tag=words if chosen == _TAGGED else "",
            pasted=pasted(self.pasted.toPlainText()) if chosen == _PASTED else (),
            is_everybody=chosen == _EVERYBODY,
            needs_name=needs_name(self.mailing),
        )

    def _on_look(self) -> None:
        self.trouble.hide()
        self.look_button.setEnabled(False)
        self._selection = self.selection
        self._mailings.preview(
            self.mailing, self._selection, owner=self, done=self._show_preview, failed=self._on_failed
        )

    def _show_preview(self, preview: Preview) -> None:
        self.look_button.setEnabled(True)
        plan = preview.plan
        if not plan.recipients:
            self._say(tr("Nobody would get it."), tr("%n left out", len(plan.left_out)) if plan.left_out else "")
            if not plan.left_out:
                return
        self._preview = preview
        self._show_look(is_shown=True)
        self.facts.setText(self._facts(preview))
        self.samples.show_samples(preview.samples)
        self.recipients.show_source(_Planned(preview), len(plan.recipients), len(plan.left_out))
        if plan.is_alone:
            self.verdict.say(tr("You may send this by yourself."), tr("It goes to %n customers.", len(plan.recipients)))
        else:
            self.verdict.say(
                tr("A colleague has to look at it first."),
                tr("What goes to more than %n customers in a day waits for a second pair of eyes.", MOST_ALONE),
            )
        self.send_button.set_text(tr("Send it") if plan.is_alone else tr("Ask a colleague to look"))
        self.send_button.setEnabled(bool(plan.recipients))
        self.send_button.setFocus()

    def _facts(self, preview: Preview) -> str:
        minutes = -(-len(preview.plan.recipients) // preview.mailing.per_minute)
        facts = [
            tr("From {account}", account=self.account.currentText()),
            tr("%n letters", len(preview.plan.recipients)),
            tr("about {size} each", size=size_words(preview.size)),
            tr("sent within %n minutes", minutes),
        ]
        if preview.plan.is_cut:
            facts.append(tr("more were meant than one mailing may have"))
        return " · ".join(facts)

    def _on_send(self) -> None:
        if self._preview is not None:
            self.send_button.setEnabled(False)
            self._mailings.ask(
                self._preview.mailing, self._selection, owner=self, done=self.asked.emit, failed=self._on_failed
            )

    def _on_failed(self, error: DesktopError) -> None:
        self.look_button.setEnabled(True)
        self.send_button.setEnabled(True)
        self._say(error.text, error.hint)

    def _say(self, text: str, hint: str) -> None:
        self.trouble.tell(text, hint)


class _Planned:
    """The recipients of a plan, as `RecipientsBox` asks for them."""

    def __init__(self, preview: Preview) -> None:
        self._plan = preview.plan

    def __call__(self, text: str, *, left_out: bool, offset: int, owner: QObject, done: Taken) -> None:
        everybody: Sequence[Recipient] = self._plan.left_out if left_out else self._plan.recipients
        words = fold(text).split()
        fitting = [one for one in everybody if all(word in fold(f"{one.name} {one.address}") for word in words)]
        done(fitting[offset : offset + _PAGE])


def _version(wording: Wording, subject: str) -> Version:
    text, html = wording.text.replace(HERE, ""), wording.html.replace(HERE, "")
    return Version(text=text, html=html, language=wording.language, subject=subject)


def _line(words: str) -> QLineEdit:
    made = QLineEdit()
    made.setFixedHeight(FIELD)
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    return made


def _text(words: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName("field")
    made.setFixedHeight(_LONG)
    made.setTabChangesFocus(True)
    made.setPlaceholderText(words)
    made.setAccessibleName(words)
    return made
