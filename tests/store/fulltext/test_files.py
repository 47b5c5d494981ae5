"""A message is found by the names of its files, and the hit shows the one that was looked for."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.history import SearchHit, SearchQuery
from desktop.domain.written import AttachmentInfo
from desktop.services.ports import InteractionChange
from desktop.store import DatabaseStore
from desktop.store.fulltext import own, sqlite
from tests.store.bus.inbox.mails import mail, opened
from tests.store.bus.written import account, letter
from tests.store.values import saved

INVOICE = AttachmentInfo(position=2, name="invoice_1881.pdf", media_type="application/pdf", size=7)
LOGO = AttachmentInfo(position=3, name="logo.png", media_type="image/png", size=7, content_id="x", is_inline=True)


def found(store: DatabaseStore, asked: str, **more: Any) -> list[SearchHit]:
    return list(store.search(SearchQuery(text=asked, **more)).hits)


@pytest.fixture
def received(store: DatabaseStore) -> int:
    """A mail with an invoice, and another that speaks of something else."""
    first, _ = opened(store).take(mail("one", attachments=(INVOICE, LOGO)), mail("two", "jan@post.example"))
    return first.interaction_id


@pytest.mark.parametrize("asked", ["invoice_1881.pdf", "1881", "invo", '"invoice 1881"', "this invoice", "INVOICE-18"])
def test_a_mail_is_found_by_the_name_of_its_file(store: DatabaseStore, received: int, asked: str) -> None:
    (hit,) = found(store, asked)
    assert hit.interaction_id == received


def test_the_hit_shows_the_name(store: DatabaseStore, received: int) -> None:
    assert found(store, "1881")[0].excerpt == "invoice_\x021881\x03.pdf"
    assert found(store, "this")[0].excerpt.startswith("\x02This\x03")


@pytest.mark.usefixtures("received")
def test_a_picture_within_the_text_is_no_file(store: DatabaseStore) -> None:
    assert found(store, "logo") == []


def test_it_is_found_within_a_customer_by_reading_and_by_the_index(
    store: DatabaseStore, received: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = saved(store, "Anna")
    store.change_interaction(received, InteractionChange(customer_id=anna))
    for is_common in (True, False):
        monkeypatch.setattr(own, "_are_common", lambda *_, is_common=is_common: is_common)
        (hit,) = found(store, "1881", customer_id=anna)
        assert (hit.interaction_id, hit.excerpt) == (received, "invoice_\x021881\x03.pdf")


@pytest.mark.usefixtures("received")
def test_it_is_found_by_a_beginning_that_very_many_words_have(
    store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_MOST_TERMS", 0)
    assert len(found(store, "invoic")) == 1


def test_what_goes_out_is_found_by_its_files_until_it_is_taken_back(store: DatabaseStore, received: int) -> None:
    wanted = letter(received, account(store))
    wanted = replace(wanted, written=replace(wanted.written, attachments=(replace(INVOICE, name="offer 77.pdf"),)))
    sent = store.enqueue(wanted)
    assert sent.id is not None
    assert [hit.interaction_id for hit in found(store, "offer 77")] == [received]
    store.recall(sent.id)
    assert found(store, "offer 77") == []


def test_a_mail_is_found_by_the_words_of_its_text_files_and_the_hit_shows_them(store: DatabaseStore) -> None:
    sheet = replace(INVOICE, name="returns.csv", media_type="text/csv")
    wanted = replace(mail("one", attachments=(sheet,)), file_words="number;reason\n4711;loose leg")
    (first,) = opened(store).take(wanted)
    (hit,) = found(store, "loose leg")
    assert hit.interaction_id == first.interaction_id
    assert "4711;\x02loose\x03 \x02leg\x03" in hit.excerpt
    store.change_interaction(first.interaction_id, InteractionChange(customer_id=saved(store, "Anna")))
    assert len(found(store, "4711")) == 1
