"""Bounces, complaints and receipts: which message of ours they are about, and what the server said."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.origin.reports import report_of
from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.writing.ids import new_external_id
from desktop.domain.written import Incoming, Mark
from tests.channels.email.origin.mails import ACCOUNT, mail, marks, noted, words

OURS = new_external_id(ACCOUNT)
RETURNED = f"From: support@oakshop.example\r\nMessage-ID: <{OURS}>\r\nSubject: Chair\r\n\r\nHello\r\n"
STATUS = (
    "Reporting-MTA: dns; mx.garden.example\r\n\r\n"
    "Original-Recipient: rfc822;anna@garden.example\r\nFinal-Recipient: rfc822;anna@garden.example\r\n"
    "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
)


def _report(kind: str, status: str, returned: str = RETURNED, returned_type: str = "message/rfc822") -> bytes:
    parts = [
        "Content-Type: text/plain\r\n\r\nSorry.\r\nMessage-ID: <someone@else.example>\r\n",
        f"Content-Type: message/{kind}\r\n\r\n{status}",
        *([f"Content-Type: {returned_type}\r\n\r\n{returned}"] if returned else []),
    ]
    body = "".join(f"--b\r\n{part}\r\n" for part in parts) + "--b--"
    kinds = f"Content-Type: multipart/report; report-type={kind}; boundary=b"
    return mail("Return-Path: <>", kinds, body=body, author="MAILER-DAEMON@garden.example")


def _bounce(status: str = STATUS, returned: str = RETURNED, returned_type: str = "message/rfc822") -> Incoming:
    return noted(_report("delivery-status", status, returned, returned_type))


def test_a_bounce_is_about_the_message_that_came_back_and_says_what_the_server_said() -> None:
    bounce = _bounce()
    assert bounce.about == OURS
    assert bounce.is_automatic
    assert words(bounce, Mark.BOUNCE) == "anna@garden.example: 550 5.1.1 User unknown"


def test_the_header_alone_of_what_came_back_is_enough() -> None:
    header = RETURNED.partition("\r\n\r\n")[0]
    assert _bounce(returned=header, returned_type="text/rfc822-headers").about == OURS


def test_a_returned_message_that_is_folded_and_encoded_is_read() -> None:
    folded = RETURNED.replace("Message-ID: ", "Message-ID:\r\n ")
    assert _bounce(returned=folded).about == OURS
    encoded = b64encode(RETURNED.encode()).decode()
    kind = "text/rfc822-headers\r\nContent-Transfer-Encoding: base64"
    assert _bounce(returned=encoded, returned_type=kind).about == OURS


def test_each_recipient_that_was_refused_is_named() -> None:
    second = STATUS.partition("\r\n\r\n")[2].replace("anna@", "bob@")
    assert words(_bounce(f"{STATUS}\r\n{second}"), Mark.BOUNCE).count("550") == 2


def test_a_delay_is_called_one() -> None:
    delayed = _bounce(STATUS.replace("failed", "delayed").replace("550 5.1.1 User unknown", "421 try later"))
    assert "421 try later" in words(delayed, Mark.BOUNCE)
    assert words(delayed, Mark.BOUNCE).startswith("Delayed")


def test_a_receipt_of_delivery_is_no_bounce() -> None:
    delivered = _bounce(STATUS.replace("failed", "delivered"))
    assert Mark.BOUNCE not in marks(delivered)
    assert delivered.is_automatic


def test_a_complaint_is_about_the_message_complained_of() -> None:
    feedback = "Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: <anna@garden.example>\r\n"
    complaint = noted(_report("feedback-report", feedback))
    assert complaint.about == OURS
    assert "anna@garden.example" in words(complaint, Mark.COMPLAINT)
    assert complaint.complainant == "anna@garden.example"
    assert complaint.is_automatic
    unnamed = noted(_report("feedback-report", "Feedback-Type: opt-out\r\nVersion: 1\r\n"))
    assert unnamed.about == OURS
    assert unnamed.complainant == ""
    assert "opt-out" in words(unnamed, Mark.COMPLAINT)


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure"])
def test_feedback_of_another_kind_is_no_complaint(kind: str) -> None:
    feedback = f"Feedback-Type: {kind}\r\nVersion: 1\r\nOriginal-Rcpt-To: <anna@garden.example>\r\n"
    told = noted(_report("feedback-report", feedback))
    assert Mark.COMPLAINT not in marks(told)
    assert told.is_automatic
    assert told.complainant == ""


def test_a_receipt_of_reading_names_its_message_itself() -> None:
    fields = f"Final-Recipient: rfc822; a@b.example\r\nOriginal-Message-ID: <{OURS}>\r\nDisposition: x; displayed\r\n"
    receipt = noted(_report("disposition-notification", fields, returned=""))
    assert receipt.about == OURS
    assert marks(receipt) >= {Mark.AUTOMATIC}
    assert Mark.BOUNCE not in marks(receipt)


def test_an_old_servers_own_words_are_known_by_our_id_in_them() -> None:
    body = f"I'm afraid I wasn't able to deliver your message.\r\n<anna@garden.example>: no mailbox\r\n\r\n{RETURNED}"
    bounce = noted(mail("Subject: failure notice", body=body, author="MAILER-DAEMON@garden.example"))
    assert bounce.about == OURS
    assert words(bounce, Mark.BOUNCE) == "failure notice"


def test_a_customer_who_quotes_an_id_of_ours_sends_no_bounce() -> None:
    assert noted(mail(body=f"> {RETURNED}")).about == ""
    stranger = RETURNED.replace(OURS, "parley.000000000000000000000000.0000000000000000@oakshop.example")
    assert noted(mail(body=stranger, author="MAILER-DAEMON@garden.example")).about == ""


@pytest.mark.parametrize("cut", range(0, 900, 23))
def test_a_report_that_ends_anywhere_is_read_as_far_as_it_goes(cut: int) -> None:
    noted(_report("delivery-status", STATUS)[: -cut or None])


@given(st.binary(max_size=400), st.sampled_from(["delivery-status", "feedback-report", "disposition-notification"]))
def test_nothing_in_a_report_stops_it(content: bytes, kind: str) -> None:
    raw = _report(kind, "X-Mark: 1").replace(b"X-Mark: 1", content)
    report_of(raw, Headers(raw.partition(b"\r\n\r\n")[0]), ACCOUNT)


def test_an_id_without_an_end_is_none_and_is_not_looked_for_in_a_whole_book() -> None:
    """Looking for its @ from each letter anew took a minute of 200,000 of them."""
    book = "a" * 60_000
    for field in (f"{book} <{OURS}>", f"<a@{book}>", f"<{book}@garden.example>"):
        assert _bounce(returned=f"Message-ID: {field}\r\n\r\nHello\r\n").about == ""
        assert _bounce(f"Original-Message-ID: {field}\r\n\r\n{STATUS}", "").about == ""


def test_what_a_complaint_says_has_an_end() -> None:
    book = "z" * 60_000
    complaint = noted(
        _report("feedback-report", f"Feedback-Type: {book}\r\nOriginal-Rcpt-To: <{book}@garden.example>\r\n")
    )
    assert words(complaint, Mark.COMPLAINT) == f"The recipient complained: {'z' * 80}"


def test_an_address_that_is_too_long_for_one_is_not_kept_as_one() -> None:
    assert _bounce(STATUS.replace("anna@", "a" * 60_000 + "@")).failed == ()
