"""Who a stranger may be is guessed by what they sign with, and never taken for known."""

from desktop.domain.work import WorkScope, WorkView
from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import ANNA, Inbox, mail, ours
from tests.store.values import email, phone, saved

SIGNED = "Where is my order?\n\nBest regards,\nAnna Kowalczyk\ntel. 601 234 567 | {mail}"


def names(store: DatabaseStore, interaction_id: int) -> list[str]:
    return [hit.name for hit in store.maybe_customers(interaction_id)]


def written(inbox: Inbox, text: str, sender: str = "private@home.example") -> int:
    return inbox.take(mail("a", sender, text=text))[0].interaction_id


def test_a_number_or_an_address_in_the_signature_names_who_it_may_be(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Jan", email("anna.k@firm.example"))
    saved(store, "Anna", phone("+48 601 234 567"), email("Anna.K@firm.example"))
    own_id = written(inbox, SIGNED.format(mail="Anna.K@Firm.example"))
    assert names(store, own_id) == ["Anna", "Jan"]
    (row,) = store.work(WorkView(scope=WorkScope.ALL, agent=""))
    assert row.customer_id is None


def test_what_is_quoted_names_nobody(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Anna", phone("+48 601 234 567"))
    quoted = "\n".join(f"> {line}" for line in SIGNED.format(mail="x@y.example").splitlines())
    assert names(store, written(inbox, f"Thank you!\n\n{quoted}")) == []


def test_all_who_have_the_address_are_named(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Anna", email(ANNA))
    saved(store, "Jan", email(ANNA))
    assert names(store, written(inbox, "Hello", ANNA)) == ["Anna", "Jan"]


def test_who_is_known_is_not_guessed(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Anna", email(ANNA))
    saved(store, "Jan", phone("+48 601 234 567"))
    assert names(store, written(inbox, SIGNED.format(mail="x@y.example"), ANNA)) == []


def test_what_we_wrote_names_nobody(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Jan", phone("+48 601 234 567"))
    own_id = written(inbox, "Hello")
    inbox.take(ours("b", "private@home.example", answers=["a"], text=SIGNED.format(mail="x@y.example")))
    assert names(store, own_id) == []


def test_a_text_of_numbers_without_end_is_read_at_its_end_alone(store: DatabaseStore, inbox: Inbox) -> None:
    saved(store, "Anna", phone("+48 601 234 567"))
    assert names(store, written(inbox, "1 (2) " * 200_000 + "\n\n601 234 567")) == ["Anna"]
