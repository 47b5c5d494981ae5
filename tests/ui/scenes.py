"""What `show.py` can show: each scene makes real things happen to a stage and its window."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.demo.post.drawing import drawn
from desktop.demo.ready import add_texts
from desktop.domain.channel import Channel
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.history import SearchHit
from desktop.domain.phone import Registration, RegistrationState
from desktop.domain.work import WorkScope
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount, Mark, Remark
from desktop.services.channel import SignInCode, SignInPage
from desktop.services.interactions import WorkItem
from desktop.services.notices import Level, Notice
from desktop.ui.first_run import FirstRun
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.accounts_page import AccountsPage
from desktop.ui.pages.settings_page import ACCOUNTS, TEXTS
from desktop.ui.pages.texts.page import TextsPage
from desktop.ui.rail import Page
from desktop.ui.widgets.segments import Segments
from tests.ui.mails import Mailbox
from tests.ui.scenes_work import WORK_SCENES
from tests.ui.stage import AGENT, ANNA, STRANGER, Stage

Wait = Callable[[Callable[[], object]], None]
Scene = Callable[[Stage, MainWindow, Wait], None]

NOTES = (
    "Hinge of chair 2 still loose, replacement not arrived.\n"
    "Checked: 10-48377 is in packing, leaves the warehouse today 16:00.\n"
    "Offered express, free of charge. Customer happy with Thursday before noon."
)


REFUSED_WORDS = (
    "The sign-in was refused: AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token "
    "is needed. The user might have changed or reset their password. Sign in again in the account's settings."
)
CAUTION_WORDS = "What is done stays in its folder. mail.shop.example says: [OVERQUOTA] Quota exceeded (mailbox full)."


def _item(stage: Stage) -> WorkItem:
    return stage.services.interactions.items()[0]


def idle(stage: Stage, window: MainWindow, wait: Wait) -> None:
    stage.services.agent.go_ready()


def ring(stage: Stage, window: MainWindow, wait: Wait) -> None:
    stage.services.agent.go_ready()
    stage.engine.ring("c1", ANNA, seconds_ago=3, dialled="+44800100200", extra={"X-Queue": "Billing"})
    wait(lambda: stage.services.interactions.items() and _item(stage).dossier is not None)


def call(stage: Stage, window: MainWindow, wait: Wait) -> None:
    ring(stage, window, wait)
    stage.engine.pick_up("c1", seconds_ago=247)
    item = _item(stage)
    wait(lambda: window.work_pane.key == item.key)  # or it would be typed into nobody's notes
    window.work_pane.notes.editor.insertPlainText(NOTES)
    stage.services.interactions.choose_disposition(item.key, stage.services.interactions.dispositions[1].code)
    stage.services.agent.go_not_ready(next(r.code for r in stage.services.agent.reasons if not r.is_system))
    wait(lambda: _item(stage).notes_saved_at is not None)


def held(stage: Stage, window: MainWindow, wait: Wait) -> None:
    call(stage, window, wait)
    stage.engine.put_on_hold("c1")


def wrap_up(stage: Stage, window: MainWindow, wait: Wait) -> None:
    call(stage, window, wait)
    stage.engine.end("c1")


def stranger(stage: Stage, window: MainWindow, wait: Wait) -> None:
    stage.services.agent.go_ready()
    stage.engine.ring("c1", STRANGER, display_name="J. Baker")
    wait(lambda: stage.services.interactions.items() and _item(stage).dossier is not None)


def shared(stage: Stage, window: MainWindow, wait: Wait) -> None:
    stage.services.agent.go_ready()
    stage.engine.ring("c1", shared_number(stage))
    wait(lambda: stage.services.interactions.items() and _item(stage).dossier is not None)


def shared_number(stage: Stage) -> str:
    """A number that several customers have."""
    seen: set[str] = set()
    for hit in stage.store.list_customers(limit=200):
        customer = stage.store.customer(hit.customer_id)
        for address in customer.addresses if customer is not None else ():
            if address.value.startswith("+") and address.value in seen:
                return address.value
            seen.add(address.value)
    return ANNA


def opened(stage: Stage, window: MainWindow, wait: Wait) -> None:
    ring(stage, window, wait)
    view = window.sidebar.history.view
    view.toggle(view.model().index(3, 0))
    wait(lambda: view.open_key is not None)


def search(stage: Stage, window: MainWindow, wait: Wait) -> None:
    idle(stage, window, wait)
    _type(window, window.top_bar.search, "an", wait)
    wait(lambda: window.top_bar.search.suggestions.isVisible())


def search_filtered(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """What was said by e-mail between two days."""
    search(stage, window, wait)
    strip = window.top_bar.search.filter
    _choose(strip.channels, 2, wait)
    _choose(strip.times, 4, wait)
    wait(strip.first_day.isVisible)


def search_empty(stage: Stage, window: MainWindow, wait: Wait) -> None:
    search(stage, window, wait)
    field = window.top_bar.search
    _type(window, field, "hinge tomorrow", wait)
    _choose(field.filter.channels, 2, wait)
    _choose(field.filter.times, 1, wait)
    wait(lambda: not isinstance(field.suggestions.current, SearchHit | None))


def _choose(part: Segments, number: int, wait: Wait) -> None:
    """With the keyboard."""
    part.focus_chosen()
    wait(lambda: QApplication.focusWidget() in part.children())
    for _ in range(number):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Right)


def dial(stage: Stage, window: MainWindow, wait: Wait) -> None:
    idle(stage, window, wait)
    _type(window, window.call_bar.dial_field, "0601 23", wait)
    wait(lambda: window.call_bar.dial_field.suggestions.isVisible())


def _type(window: MainWindow, field: QLineEdit, text: str, wait: Wait) -> None:
    window.activateWindow()
    field.setFocus()
    wait(field.hasFocus)
    field.setText(text)
    field.textEdited.emit(text)


def keypad(stage: Stage, window: MainWindow, wait: Wait) -> None:
    call(stage, window, wait)
    window.call_bar.toggle_keypad()


def calls(stage: Stage, window: MainWindow, wait: Wait) -> None:
    idle(stage, window, wait)
    window.rail.choose(Page.CALLS)


def customers(stage: Stage, window: MainWindow, wait: Wait) -> None:
    idle(stage, window, wait)
    window.rail.choose(Page.CUSTOMERS)


def settings(stage: Stage, window: MainWindow, wait: Wait) -> None:
    idle(stage, window, wait)
    window.rail.choose(Page.SETTINGS)


def toast(stage: Stage, window: MainWindow, wait: Wait) -> None:
    ring(stage, window, wait)
    window.toast.show_item(_item(stage), "4th contact in 6 days on 3 channels.")


def sound(stage: Stage, window: MainWindow, wait: Wait) -> None:
    settings(stage, window, wait)
    window.pages.settings.choose("sound")
    stage.engine.levels_measured.emit(0.2, 0.0)


def editor(stage: Stage, window: MainWindow, wait: Wait) -> None:
    ring(stage, window, wait)
    window.sidebar.head.edit_button.click()
    wait(window.pages.customers.editor.isVisible)


def merging(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """The question before it."""
    stage.store.save_customer(Customer(name="Ania Kowalczyk", organisation="Studio Kowalczyk"))
    editor(stage, window, wait)
    box = window.pages.customers.editor.merging
    _type(window, box.field, "Ania", wait)
    wait(lambda: box.suggestions.current is not None)
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    wait(lambda: box.question is not None)


def notices(stage: Stage, window: MainWindow, wait: Wait) -> None:
    call(stage, window, wait)
    post = stage.services.notices.post
    post(
        Notice(
            key="line",
            text="The exchange does not answer. No calls reach you.",
            hint="Parley tries again every few seconds. Is the network there?",
            level=Level.TROUBLE,
            action_label="Try now",
        )
    )
    post(Notice(key="headset", text="The headset was unplugged. The loudspeakers are used instead."))


def notices_below_settings(stage: Stage, window: MainWindow, wait: Wait) -> None:
    notices(stage, window, wait)
    window.rail.choose(Page.SETTINGS)


def first_run(stage: Stage, window: MainWindow, wait: Wait) -> None:
    window.show_first_run()


def first_run_refused(stage: Stage, window: MainWindow, wait: Wait) -> None:
    window.show_first_run()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FirstRun)
    dialog.server.setText("pbx.example")
    dialog.user.setText("1001")
    dialog.password.setText("wrong")
    dialog.next_button.click()
    refused = "The exchange refused the password of 1001."
    stage.engine.registration_changed.emit(
        Registration(state=RegistrationState.REFUSED, text=refused, hint="Type it again, or ask your administrator.")
    )


def keys(stage: Stage, window: MainWindow, wait: Wait) -> None:
    window.keys.action("help").trigger()


def password(stage: Stage, window: MainWindow, wait: Wait) -> None:
    stage.services.line.password_needed.emit("1001 at pbx.example")


def long_name(stage: Stage, window: MainWindow, wait: Wait) -> None:
    name = "Żółcień-Brzęczyszczykiewicz Grzegorz Łękołody 陈美玲退款什么时候到账"
    stage.store.save_customer(
        Customer(
            name=name,
            organisation="Wolfeschlegelsteinhausenbergerdorff & Söhne Möbelvertriebsgesellschaft mbH",
            city="Chrząszczyżewoszyce",
            language="pl",
            is_vip=True,
            addresses=(
                Address(kind=AddressKind.PHONE, value="", typed=STRANGER),
                Address(
                    kind=AddressKind.EMAIL,
                    value="",
                    typed="grzegorz.brzeczyszczykiewicz-zolcien@chrzaszczyzewoszyce.powiat-lekolody.example",
                ),
            ),
            tags=("interior designer", "pays late", "陈美玲"),
        )
    )
    stage.services.agent.go_ready()
    stage.engine.ring("c1", STRANGER, extra={"X-Queue": "Reklamationsbearbeitungszentrale"})
    wait(lambda: stage.services.interactions.items() and _item(stage).dossier is not None)


def offline(stage: Stage, window: MainWindow, wait: Wait) -> None:
    call(stage, window, wait)
    stage.engine.lost.emit("The phone engine stopped. It is being started again.")


def second_call(stage: Stage, window: MainWindow, wait: Wait) -> None:
    call(stage, window, wait)
    stage.engine.ring("c2", STRANGER)
    wait(lambda: len(stage.services.interactions.items()) == 2 and _item(stage).dossier is not None)


def drawer(stage: Stage, window: MainWindow, wait: Wait) -> None:
    call(stage, window, wait)
    window.body.open_drawer()


CHEN = "陈美玲 Chen Meiling <meiling@mail.example>"


def mail_empty(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Nothing of one's own to answer, but a colleague's."""
    idle(stage, window, wait)
    box = Mailbox(stage)
    box.arrive("Luis Barros <luis@mail.example>", "Picture of the label", "Here it is.")
    wait(lambda: stage.services.work_list.counts.rows.get(WorkScope.UNASSIGNED))


def mail(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A conversation over days, with a note between, and an answer half written."""
    idle(stage, window, wait)
    box = Mailbox(stage)
    _known(stage, "陈美玲 Chen Meiling", "meiling@mail.example")
    others = [
        box.arrive(sender, subject, text, minutes_ago=ago)[0]
        for sender, subject, text, ago in (
            ("Joanna Tomaszewska <jt@mail.example>", "Is the blue one back in stock?", "And when?", 72),
            ("Northwind Office Ltd <office@northwind.example>", "Re: Invoice 2231 – second reminder", "Dear all,", 130),
            ("Eszter Varga <eszter@mail.example>", "Change of delivery address", "We have moved.", 400),
        )
    ]
    for sender in ("Dan Popescu <dan@mail.example>", "Luis Barros <luis@mail.example>"):
        box.arrive(sender, "Sent a picture of the label", "Here it is.")
    first, message_id = _first_of_chen(box)
    box.take(first, *others)
    stage.store.add_note(first, "Olga", "Finance pays on Thursdays, so it is the 19th. Please tell her.")
    box.arrive(
        CHEN,
        "Re: 退款什么时候到账？订单 10-48213",
        "已经超过三天了，还是没有收到。",
        minutes_ago=38,
        answers=message_id,
    )
    wait(lambda: len(stage.services.work_list.rows) == 4)
    window.work_list.choose_interaction(first)
    pane = window.work_pane.conversation
    wait(lambda: len(pane.transcript.messages) == 3 and pane.composer.draft is not None)
    pane.focus_editor()
    pane.composer.editor.insertPlainText("您好，非常抱歉让您久等。退款 516.00 欧元已于今天汇出，")
    wait(lambda: pane.composer.saved_words)


def _known(stage: Stage, name: str, address: str) -> None:
    addresses = (Address(kind=AddressKind.EMAIL, value="", typed=address),)
    stage.store.save_customer(Customer(name=name, city="Rotterdam", language="zh", addresses=addresses))


def _first_of_chen(box: Mailbox) -> tuple[int, str]:
    quoted = "\n".join(f"> {line}" for line in ("On Mon, support wrote:", *("您好，" for _ in range(13))))
    return box.arrive(
        CHEN,
        "退款什么时候到账？订单 10-48213",
        f"你好，我上周退回了蓝色的椅子，退款还没有收到。请问什么时候到账？\n\n{quoted}\n",
        minutes_ago=5 * 24 * 60,
        cc="billing@shop.example",
        remarks=(Remark(mark=Mark.AUTHENTIC, words="SPF DKIM DMARC pass"),),
        files=(("label.pdf", "application/pdf", b"%PDF" * 13_000), ("椅子.jpg", "image/jpeg", b"x" * 240_000)),
    )


def mail_many(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """An answer to all of twelve."""
    idle(stage, window, wait)
    box = Mailbox(stage)
    cc = ", ".join(f"Person {number} <person.number.{number}@department-{number}.example>" for number in range(12))
    number, _ = box.arrive("Anna Kowalska <anna@mail.example>", "Where is it?", "Hello all", cc=cc)
    box.take(number)
    wait(lambda: stage.services.work_list.rows)
    window.work_list.choose_interaction(number)
    composer = window.work_pane.conversation.composer
    wait(lambda: composer.draft is not None and composer.all_button.isVisible())
    composer.all_button.click()
    wait(lambda: composer.draft is not None and composer.draft.cc)


def mail_long(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Long names and addresses, a warning, files, a failed letter."""
    idle(stage, window, wait)
    box = Mailbox(stage)
    name = "Żółcień-Brzęczyszczykiewicz Grzegorz Łękołody 陈美玲退款什么时候到账"
    sender = f"{name} <grzegorz.brzeczyszczykiewicz-zolcien@chrzaszczyzewoszyce.powiat-lekolody.example>"
    words = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz " * 12
    number, _ = box.arrive(
        sender,
        "Reklamationsbearbeitung: " + words[:120],
        words,
        html=f"<h1>Angebot</h1><p>{words}</p><table border=1><tr><td>{'x' * 90}</td><td>{'y' * 90}</td></tr></table>"
        "<p><img src='https://tracker.example/p.gif'><a href='https://shop.example/'>Zur Bestellung</a></p>",
        cc="Wolfeschlegelsteinhausenbergerdorff <w@moebelvertriebsgesellschaft.example>, Anna <anna@mail.example>",
        remarks=(Remark(mark=Mark.IMITATES, words="“Maria Król” is a colleague, and this address is not hers."),),
        files=tuple((f"{words[:60]}-{n}.docx", "application/msword", b"x" * 90_000) for n in range(4)),
    )
    box.take(number)
    wait(lambda: len(stage.services.work_list.rows) == 1)
    window.work_list.choose_interaction(number)
    pane = window.work_pane.conversation
    wait(lambda: pane.composer.draft is not None)
    pane.composer.bar.show()


def mail_pictures(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Remote pictures, a tracker, pictures and files beside the text, one picture within what is written."""
    idle(stage, window, wait)
    box = Mailbox(stage)
    _known(stage, "陈美玲 Chen Meiling", "meiling@mail.example")
    html = (
        "<p>Łódź, 19.11. 这两把椅子中的哪一把？ Which of the two?</p><img src='https://pictures.example/a.png'>"
        "<img src='https://track.example/o.gif' width='1' height='1'><p><a href='mailto:olga@shop.example'>Olga</a></p>"
    )
    drawing = next(iter(drawn(["x"]).values()))
    files = (
        ("Krzesła – przód.png", "image/png", drawing),
        ("椅子.png", "image/png", drawing),
        ("cennik.csv", "text/csv", "nazwa;cena\nkrzesło;100 zł\n椅子;200\n".encode() * 30),
        ("invoice.pdf.exe", "application/pdf", b"MZ program"),
    )
    number, _ = box.arrive(CHEN, "Two chairs", "Which of the two?", html=html, files=files)
    box.take(number)
    wait(lambda: len(stage.services.work_list.rows) == 1)
    window.work_list.choose_interaction(number)
    pane = window.work_pane.conversation
    wait(lambda: pane.composer.draft is not None and bool(pane.transcript.cards))
    pane.composer.editor.insertPlainText("Like this one: ")
    pane.composer.editor.picture_given.emit(QImage.fromData(drawing))
    wait(lambda: pane.composer.draft is not None and "<img" in pane.composer.draft.html)


def mail_preview(stage: Stage, window: MainWindow, wait: Wait) -> None:
    mail_pictures(stage, window, wait)
    pane = window.work_pane.conversation
    pane.transcript.cards[0].files[0].click()
    wait(pane.looking.panel.picture.isVisible)


def mail_preview_text(stage: Stage, window: MainWindow, wait: Wait) -> None:
    mail_pictures(stage, window, wait)
    pane = window.work_pane.conversation
    pane.transcript.cards[0].files[2].click()
    wait(pane.looking.panel.text.isVisible)


def mail_preview_danger(stage: Stage, window: MainWindow, wait: Wait) -> None:
    mail_pictures(stage, window, wait)
    pane = window.work_pane.conversation
    pane.transcript.cards[0].files[3].click()
    wait(pane.looking.panel.danger.isVisible)


def picture_senders(stage: Stage, window: MainWindow, wait: Wait) -> None:
    for address in ("anna@mail.example", "news@trends-weekly.example", "zażółć@łódź.example"):
        stage.store.allow_pictures(address, AGENT)
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose("privacy")


def accounts(stage: Stage, window: MainWindow, wait: Wait) -> None:
    mail_empty(stage, window, wait)
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(ACCOUNTS)
    wait(lambda: stage.services.accounts.accounts)


def accounts_troubled(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """One that is refused, one that cannot be reached, one with something that its server would not do."""
    states = {
        "Support": (AccountHealth.REFUSED, REFUSED_WORDS),
        "Orders": (AccountHealth.TROUBLED, "mail.shop.example stopped answering."),
        "Returns": (AccountHealth.CONNECTED, CAUTION_WORDS),
        "Press": (AccountHealth.CONNECTED, ""),
    }
    for name, (health, words) in states.items():
        address = f"{name.lower()}@shop.example"
        account = stage.store.save_account(ChannelAccount(channel=Channel.EMAIL, name=name, address=address))
        assert account.id is not None
        now = datetime.now(UTC)
        stage.store.set_account_state(AccountState(account_id=account.id, health=health, since=now, words=words))
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(ACCOUNTS)
    wait(lambda: len(stage.services.accounts.accounts) >= len(states))


def account_form(stage: Stage, window: MainWindow, wait: Wait) -> None:
    accounts(stage, window, wait)
    page = window.pages.settings.findChild(AccountsPage)
    assert page is not None
    page.add_buttons[0].click()


def account_page(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """The user signs in with the browser, if it opened."""
    account_form(stage, window, wait)
    page = window.pages.settings.findChild(AccountsPage)
    assert page is not None
    assert page.form is not None
    question = "client_id=31b2a7c4-5d0e-4a57-9c1f-1f2e3d4c5b6a&redirect_uri=http%3A%2F%2Flocalhost%3A49152%2F"
    page.form._on_sign_in_begun(SignInPage(address=f"https://login.microsoftonline.com/common/oauth2/v2.0/?{question}"))


def account_code(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """The user signs in on another device."""
    account_form(stage, window, wait)
    page = window.pages.settings.findChild(AccountsPage)
    assert page is not None
    assert page.form is not None
    good_until = datetime.now(UTC) + timedelta(minutes=14)
    code = SignInCode(address="https://microsoft.com/devicelogin", code="GTHK-9QLM", good_until=good_until)
    page.form.code.show_code(code)


def mail_texts(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A slash, and what it lists."""
    add_texts(stage.store)
    mail(stage, window, wait)
    editor = window.work_pane.conversation.composer.editor
    QTest.keyClicks(editor, " /")
    wait(window.work_pane.conversation.composer.ready.list.isVisible)


def mail_gap(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """What has no value here is to be filled in."""
    mail_texts(stage, window, wait)
    composer = window.work_pane.conversation.composer
    QTest.keyClicks(composer.editor, "case")
    QTest.keyClick(composer.editor, Qt.Key.Key_Return)
    wait(composer.ready.gaps.isVisible)


def call_prompt(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A text to read aloud."""
    add_texts(stage.store)
    call(stage, window, wait)
    notes = window.work_pane.notes
    notes.editor.setFocus()
    wait(notes.editor.hasFocus)
    QTest.keyClicks(notes.editor, " /ident")
    wait(notes.prompts.list.isVisible)
    QTest.keyClick(notes.editor, Qt.Key.Key_Return)
    wait(notes.prompts.panel.isVisible)


def macros(stage: Stage, window: MainWindow, wait: Wait) -> None:
    add_texts(stage.store)
    mail(stage, window, wait)
    window.work_pane.conversation.macros()
    wait(lambda: stage.services.texts.is_read)


def texts(stage: Stage, window: MainWindow, wait: Wait) -> None:
    idle(stage, window, wait)
    add_texts(stage.store)
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(TEXTS)
    wait(lambda: stage.services.texts.is_read)


def text_form(stage: Stage, window: MainWindow, wait: Wait) -> None:
    texts(stage, window, wait)
    page = window.pages.settings.findChild(TextsPage)
    assert page is not None
    page.open(page.model.value(3))


def macro_form(stage: Stage, window: MainWindow, wait: Wait) -> None:
    texts(stage, window, wait)
    page = window.pages.settings.findChild(TextsPage)
    assert page is not None
    page.open(stage.services.texts.macros[0])


def shown(window: MainWindow, scene: str) -> QWidget:
    """A dialog in front of the window, the toast in its own scene, else the window."""
    return QApplication.activeModalWidget() or (window.toast if scene == "toast" else window)


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        idle,
        ring,
        call,
        held,
        wrap_up,
        stranger,
        shared,
        opened,
        search,
        search_filtered,
        search_empty,
        dial,
        keypad,
        calls,
        customers,
        settings,
        toast,
        sound,
        editor,
        merging,
        notices,
        notices_below_settings,
        first_run,
        first_run_refused,
        keys,
        password,
        second_call,
        long_name,
        offline,
        drawer,
        mail,
        mail_empty,
        mail_long,
        mail_many,
        mail_pictures,
        mail_preview,
        mail_preview_text,
        mail_preview_danger,
        picture_senders,
        accounts,
        accounts_troubled,
        account_form,
        *WORK_SCENES,
        account_code,
        account_page,
        mail_texts,
        mail_gap,
        call_prompt,
        macros,
        texts,
        text_form,
        macro_form,
    )
}
