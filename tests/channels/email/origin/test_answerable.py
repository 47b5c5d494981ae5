"""Whom an automatic answer may go to: thirty ways into a loop, or to somebody who never wrote, and none is taken."""

import pytest

from desktop.channels.email.writing.ids import new_external_id, unsubscribe_token, unsubscribed_in
from desktop.domain.channel import Direction
from desktop.domain.written import Mark
from tests.channels.email.origin.mails import ACCOUNT, SERVER, mail, marks, noted

LOOPS = {
    "auto-replied": "Auto-Submitted: auto-replied",
    "auto-generated": "Auto-Submitted: auto-generated",
    "auto-notified": "Auto-Submitted: auto-notified; owner-email=x@y.example",
    "a null return path": "Return-Path: <>",
    "a report": "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
    "a receipt": "Content-Type: message/disposition-notification",
    "precedence bulk": "Precedence: bulk",
    "precedence junk": "Precedence: junk",
    "precedence list": "Precedence: list",
    "precedence auto_reply": "Precedence: auto_reply",
    "a list's id": "List-Id: <news.garden.example>",
    "a list's post": "List-Post: <mailto:list@garden.example>",
    "a list's help": "List-Help: <mailto:help@garden.example>",
    "a newsletter": "List-Unsubscribe: <https://garden.example/u>",
    "Exchange: no automatic answer": "X-Auto-Response-Suppress: OOF, AutoReply",
    "Exchange: nothing at all": "X-Auto-Response-Suppress: All",
    "X-Autoreply": "X-Autoreply: yes",
    "X-Autorespond": "X-Autorespond: 1",
    "X-Loop": "X-Loop: anna@garden.example",
    "X-Auto-Reply-From": "X-Auto-Reply-From: anna@garden.example",
    "a notice of absence": "Subject: Automatic reply: Chair",
    "a notice of absence in Polish": "Subject: =?utf-8?q?Odpowied=C5=BA_automatyczna=3A_Krzes=C5=82o?=",
    "no-reply": "From: no-reply@garden.example",
    "mailer-daemon": "From: MAILER-DAEMON@garden.example",
    "postmaster": "From: postmaster@garden.example",
    "a bounce address": "From: bounces+7788-x=y@garden.example",
    "a list's owner": "Sender: owner-list@garden.example",
    "our own address": "From: support@oakshop.example",
    "an alias of ours": "From: Oak <billing+x@oakshop.example>",
    "our own Message-ID": f"Message-ID: <{new_external_id(ACCOUNT)}>",
}
NOT_ASKED = {
    "a blind copy": ("To: somebody@garden.example",),
    "undisclosed recipients": ("To: undisclosed-recipients:;",),
    "spam": ("X-Spam-Flag: YES",),
    "spam by its status": ("X-Spam-Status: Yes, score=9.1",),
    "DMARC failed": (f"Authentication-Results: {SERVER}; dmarc=fail header.from=garden.example",),
    "two authors": ("From: a@garden.example, b@garden.example",),
    "answers go elsewhere": ("Reply-To: victim@elsewhere.example",),
    "an envelope of ours": ("Return-Path: <support@oakshop.example>",),
    "an envelope of a robot": ("Return-Path: <bounces-1@garden.example>",),
    "an imitation of us": ('From: "support@oakshop.example" <x@evil.example>',),
}


def _answer_to(*fields: str) -> str:
    has_author = any(field.lower().startswith("from:") for field in fields)
    return noted(mail(*fields, author="" if has_author else "Anna <anna@garden.example>")).answer_to


def test_there_are_thirty_of_them() -> None:
    assert len(LOOPS) == 30


@pytest.mark.parametrize("why", LOOPS)
def test_no_loop_begins_with(why: str) -> None:
    assert _answer_to(LOOPS[why]) == ""


@pytest.mark.parametrize("why", NOT_ASKED)
def test_nobody_who_did_not_ask_is_answered(why: str) -> None:
    assert _answer_to(*NOT_ASKED[why]) == ""


@pytest.mark.parametrize(
    ("fields", "to"),
    [
        ((), "anna@garden.example"),
        (("Return-Path: <anna@mail.garden.example>",), "anna@mail.garden.example"),
        (("To: x@y.example\r\nCc: Billing <billing@oakshop.example>",), "anna@garden.example"),
        (("To: support+c3312.0000000000000000@oakshop.example",), "anna@garden.example"),
        (("Auto-Submitted: no",), "anna@garden.example"),
        (("X-Spam-Flag: NO",), "anna@garden.example"),
    ],
)
def test_a_person_who_wrote_to_us_is_answered_where_the_envelope_says(fields: tuple[str, ...], to: str) -> None:
    assert _answer_to(*fields) == to


def test_what_we_sent_is_not_answered() -> None:
    sent = noted(mail("From: support@oakshop.example", "To: anna@garden.example", author=""))
    assert sent.direction is Direction.OUTBOUND
    assert sent.answer_to == ""


def test_a_form_that_anybody_can_fill_in_is_not_answered() -> None:
    form = noted(mail("From: support@oakshop.example", "Reply-To: victim@elsewhere.example", author=""))
    assert form.direction is Direction.INBOUND
    assert form.answer_to == ""


def test_only_who_got_a_mailing_can_take_an_address_off_it() -> None:
    token = unsubscribe_token(ACCOUNT, "4711")
    off = noted(mail(f"Subject: unsubscribe {token}"))
    assert "u4711" in off.tags
    assert off.is_automatic
    assert Mark.AUTOMATIC in marks(off)
    assert off.answer_to == ""
    forged = noted(mail(f"Subject: unsubscribe u4712.{token.partition('.')[2]}"))
    assert not [tag for tag in forged.tags if tag.startswith("u")]
    assert not forged.is_automatic
    assert unsubscribed_in("unsubscribe me", ACCOUNT) == ""
