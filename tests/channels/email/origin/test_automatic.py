"""What no robot of ours may answer (RFC 3834), and what stays work for a person all the same."""

import pytest

from desktop.channels.email.origin.automatic import Sign, sign_of
from desktop.channels.email.parse.addresses import read_addresses
from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.writing.ids import new_external_id
from desktop.domain.written import Mark
from tests.channels.email.origin.mails import ACCOUNT, mail, marks, noted

ROBOTS = [
    "Auto-Submitted: auto-replied",
    "Auto-Submitted: auto-generated (rejected)",
    "auto-submitted: AUTO-NOTIFIED; owner-email=x@y.example",
    "Return-Path: <>",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
    "Content-Type: message/disposition-notification",
    "X-Autoreply: yes",
    "X-Autorespond: 1",
    "X-Mail-Autoreply: vacation",
    "X-Auto-Reply-From: anna@garden.example",
    "X-Loop: anna@garden.example",
    "X-POST-MessageClass: 9; Autoresponder",
    "X-FC-MachineGenerated: true",
    "X-MS-Exchange-Inbox-Rules-Loop: anna@garden.example",
    "X-Failed-Recipients: bob@garden.example",
    "Delivered-To: Autoresponder",
    "Subject: Automatic reply: Chair",
    "Subject: Out of Office: back on Monday",
    "Subject: =?utf-8?q?Odpowied=C5=BA_automatyczna=3A_Krzes=C5=82o?=",
    "Subject: 自动回复：椅子",
    "Precedence: bulk",
    "Precedence: junk",
    "List-Unsubscribe: <https://garden.example/u>",
    "List-Unsubscribe: <https://garden.example/u>\r\nList-Id: <news.garden.example>",
]
NO_ANSWER = [
    "From: support@oakshop.example",
    "From: Oak <BILLING+x@oakshop.example>",
    f"Message-ID: <{new_external_id(ACCOUNT)}>",
    "Precedence: List",
    "X-Precedence: bulk",
    "Precedence: bulk\r\nIn-Reply-To: <x@oakshop.example>",
    "List-Unsubscribe: <mailto:u@x.example>\r\nList-Post: <mailto:support@x.example>",
    "List-Id: News <news.garden.example>",
    "List-Post: <mailto:list@garden.example>",
    "X-Auto-Response-Suppress: OOF, AutoReply",
    "X-Auto-Response-Suppress: All",
    "From: no-reply@garden.example",
    "From: DoNotReply@garden.example",
    "From: MAILER-DAEMON@garden.example",
    "From: bounces+7788-x=y@garden.example",
    "Sender: list-owner@garden.example",
]
OF_PEOPLE = [
    "Subject: Auto reply to your question",
    "Auto-Submitted: no",
    "Precedence: first-class",
    "X-Auto-Response-Suppress: None",
    "Return-Path: <anna@garden.example>",
    "From: reply@garden.example",
    "From: Norbert Eply <n.reply@garden.example>",
    "Subject: Your automatic reply was wrong",
    "Message-ID: <parley.000000000000000000000000.0000000000000000@oakshop.example>",
    "Importance: high",
]


def _sign(field: str) -> Sign | None:
    headers = Headers(mail(field, author="" if field.lower().startswith("from") else "Anna <anna@garden.example>"))
    return sign_of(headers, ACCOUNT, [who.address for who in read_addresses(headers.raw_first("from"))])


@pytest.mark.parametrize("field", ROBOTS)
def test_what_a_robot_wrote_is_known_for_it(field: str) -> None:
    sign = _sign(field)
    assert sign is not None
    assert sign.is_robots
    assert sign.words


@pytest.mark.parametrize("field", NO_ANSWER)
def test_what_goes_to_many_gets_no_automatic_answer_but_a_persons(field: str) -> None:
    sign = _sign(field)
    assert sign is not None
    assert not sign.is_robots


@pytest.mark.parametrize("field", OF_PEOPLE)
def test_what_a_person_wrote_may_be_answered(field: str) -> None:
    assert _sign(field) is None


def test_a_robots_mail_says_so_beside_it() -> None:
    robot = noted(mail("Auto-Submitted: auto-replied"))
    assert robot.is_automatic
    assert Mark.AUTOMATIC in marks(robot)
    listed = noted(mail("List-Id: <x.garden.example>"))
    assert not listed.is_automatic
    assert Mark.AUTOMATIC in marks(listed)
    person = noted(mail())
    assert not person.is_automatic
    assert Mark.AUTOMATIC not in marks(person)
