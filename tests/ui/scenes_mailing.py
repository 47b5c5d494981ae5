"""Scenes of mailings: written, looked at, waiting, going out, and who is left out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.domain.office.mailing import AddressStanding, Mailing, Selection, Standing
from desktop.services.office.mailings import Mailings
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.settings_page import TEXTS
from desktop.ui.pages.texts.page import TextsPage
from desktop.ui.rail import Page
from tests.ui.mails import Mailbox
from tests.ui.stage import AGENT, Stage

Wait = Callable[[Callable[[], object]], None]

TEXT = (
    "Dear {customer.name},\n\nfrom 1 December on every order from 300 zł is delivered free of charge, also to islands."
    "\n\nKind regards"
)


def store_mailing(stage: Stage, box: Mailbox, selection: Selection, author: str = AGENT, **more: Any) -> Mailing:
    assert box.account.id is not None
    mailing = Mailing(subject="Free delivery", text=TEXT, account_id=box.account.id, author=author, per_minute=600)
    return stage.store.ask_mailing(replace(mailing, **more), selection)


def _opened(stage: Stage, window: MainWindow, wait: Wait) -> Mailings:
    mailings = stage.services.mailings
    window.rail.choose(Page.CUSTOMERS)
    window.pages.customers.mailings_button.click()
    stage.services.feed.look()
    wait(lambda: mailings.accounts and len(mailings.mailings) == window.pages.mailings.model.rowCount())
    return mailings


def mailings_empty(stage: Stage, window: MainWindow, wait: Wait) -> None:
    Mailbox(stage)
    _opened(stage, window, wait)


def mailing_form(stage: Stage, window: MainWindow, wait: Wait) -> None:
    Mailbox(stage)
    _opened(stage, window, wait)
    page = window.pages.mailings
    page.begin()
    page.form.whom.choose(3)
    page.form.whom.chosen.emit(3)
    page.form.subject.setText("Free delivery")
    page.form.text.setPlainText(TEXT)


def mailing_languages(stage: Stage, window: MainWindow, wait: Wait) -> None:
    mailing_form(stage, window, wait)
    card = window.pages.mailings.form.card
    card.add_button.click()
    card.language.show_language("pl")
    card.editor.setPlainText("Dzień dobry, {customer.name}!\n\nOd 1 grudnia dostawa od 300 zł jest bezpłatna.")


def texts_read(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A file from another help desk, of which some rows cannot be taken."""
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose(TEXTS)
    page = window.pages.settings.findChild(TextsPage)
    assert page is not None
    with TemporaryDirectory() as folder:
        file = Path(folder) / "macros of the old help desk.csv"
        good = "".join(f"Reply {n},Dear {{{{ticket.requester.name}}}}\n" for n in range(112))
        file.write_text(
            f"Macro title,Comment\n{good}Link,See {{{{ticket.url}}}}\n,Nameless\nEmpty,\n", encoding="utf-8"
        )
        page.read_file(file)
        assert page.reading is not None
        wait(page.reading.read_button.isEnabled)


def no_mailings(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Somebody who refused, as they are shown."""
    found = stage.store.customer(stage.store.find_customers("Anna Kowalczyk")[0].customer_id)
    assert found is not None
    stage.services.mailings.left_out.leave_out(found)
    window.sidebar.look_at(found.id or 0)
    wait(lambda: stage.services.mailings.left_out.refusal_of(found) is not None)


def mailing_look(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """More than ten: a colleague has to look."""
    mailing_form(stage, window, wait)
    form = window.pages.mailings.form
    form.look_button.click()
    wait(form.send_button.isVisible)


def mailing_waiting(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """A colleague's, for this agent to look at."""
    box = Mailbox(stage)
    store_mailing(stage, box, Selection(is_everybody=True), author="Jan Lis")
    store_mailing(stage, box, Selection(is_everybody=True), subject="Opening hours at Christmas")
    mailings = _opened(stage, window, wait)
    wait(lambda: len(mailings.mailings) == 2)
    page = window.pages.mailings
    first = next(n for n, one in enumerate(mailings.mailings) if one.mailing.author != AGENT)
    page.view.setCurrentIndex(page.model.index(first))
    wait(lambda: page.mailing.samples.cards)


def mailing_going(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """Approved, and half of it is in the outbox."""
    box = Mailbox(stage)
    kept = store_mailing(stage, box, Selection(is_everybody=True), author="Jan Lis")
    assert kept.id is not None
    stage.store.decide_mailing(kept.id, AGENT, "Fine, send it.", approves=True)
    box.write_mailing(batches=1)
    mailings = _opened(stage, window, wait)
    wait(lambda: mailings.mailings)
    page = window.pages.mailings
    page.view.setCurrentIndex(page.model.index(0))
    wait(lambda: page.mailing.samples.cards)


def mailing_declined(stage: Stage, window: MainWindow, wait: Wait) -> None:
    """What its author sees: the notice wherever they are, and the reason at the mailing."""
    box = Mailbox(stage)
    kept = store_mailing(stage, box, Selection(is_everybody=True))
    assert kept.id is not None
    words = "The price is that of last year, and delivery is free from 200 euros only. Say so in the first line."
    stage.store.decide_mailing(kept.id, "Jan Lis", words, approves=False)
    mailings = _opened(stage, window, wait)
    wait(lambda: mailings.mailings)
    page = window.pages.mailings
    page.view.setCurrentIndex(page.model.index(0))
    wait(lambda: page.mailing.samples.cards)


def mailing_standings(stage: Stage, window: MainWindow, wait: Wait) -> None:
    Mailbox(stage)
    now = datetime.now(UTC)
    for days, (address, standing, words, by) in enumerate((
        ("jan.kowalski@mail.example", Standing.UNSUBSCRIBED, "", ""),
        ("przedsiebiorstwo.handlowo-uslugowe@bardzo-dluga-nazwa.example", Standing.EXCLUDED, "", AGENT),
        ("old@gone.example", Standing.FAILING, "old@gone.example: 550 5.1.1 User unknown in virtual table", ""),
    )):  # fmt: skip
        since = now - timedelta(days=days)
        stage.store.set_standing(AddressStanding(address=address, standing=standing, since=since, words=words, by=by))
    mailings = _opened(stage, window, wait)
    window.pages.mailings.standings_button.click()
    wait(lambda: len(mailings.left_out.standings) == 3)


SCENES = {
    "mailings_empty": mailings_empty,
    "mailing_form": mailing_form,
    "mailing_languages": mailing_languages,
    "texts_read": texts_read,
    "no_mailings": no_mailings,
    "mailing_look": mailing_look,
    "mailing_waiting": mailing_waiting,
    "mailing_going": mailing_going,
    "mailing_declined": mailing_declined,
    "mailing_standings": mailing_standings,
}
