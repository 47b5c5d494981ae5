"""Callers who lie, shout, or want the telephone to act by itself."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.domain.call import CallEnd, CallState
from desktop.domain.interaction import InteractionState
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.hostile.callers import Caller
from tests.hostile.conftest import PASSWORD, Line, line
from tests.servers.kamailio import REALM, Registrar
from tests.servers.ports import HOST
from tests.servers.process import PATIENCE_SECONDS
from tests.store.values import phone, saved
from tests.telephony.desks import wait_for
from tests.telephony.edge.messages import request
from tests.telephony.edge.sockets import turn
from tests.test_app import opened, shows

pytestmark = pytest.mark.sip

ANNA = "+48601234567"
ELSEWHERE = "sip:+88210000000@toll.example"


@pytest.fixture(scope="module")
def guarded(exchange: Registrar, qapp: object) -> Iterator[Line]:
    with line(exchange, screen_pop_headers=("X-Order",)) as made:
        yield made
        made.turn_away()


@pytest.mark.parametrize(
    ("name", "kept_out"),
    [
        ("x" * 10_000, "message_bytes"),
        ("x" * 1_000, "display_bytes"),
        ("Ann\x07a", "control_characters"),
        ("Ann\x1b[2J", "control_characters"),
        ("Ann\x9ba", "control_characters"),
    ],
    ids=["10 kB", "1 kB", "a bell", "a terminal's order", "C1"],
)
def test_a_name_that_is_none_is_turned_away_and_said_once(
    exchange: Registrar, qapp: object, name: str, kept_out: str
) -> None:
    with line(exchange) as made:
        events: list[tuple[str, str]] = []
        made.desk.link.security_noticed.connect(lambda event: events.append((event.kind, event.text)))
        for _ in range(3):
            made.caller.invite(user=made.user, sender=f'"{name}" <sip:liar@shop.example>')
        made.assert_well()
        assert made.strangers() == set()
        # once each while, and once more for those in it
        assert {kind for kind, _ in events} == {kept_out}
        assert len(events) <= 2
        assert "turned away" in events[0][1] or "kept out" in events[0][1]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna \u202egnp.exe\u202c Nowak", "Anna gnp.exe Nowak"),
        ("\u2066Bank\u2069\u200f", "Bank"),
        ("退款 Żółć", "退款 Żółć"),
        ("a\u0301" * 60, "a\u0301" * 60),
    ],
)
def test_a_name_with_turned_letters_is_shown_straight(guarded: Line, name: str, shown: str) -> None:
    guarded.forget()
    guarded.caller.invite(user=guarded.user, sender=f'"{name}" <sip:+48501501501@shop.example>')
    guarded.caller.wait_for(180)
    wait_for(lambda: bool(guarded.desk.calls), "the ring")
    assert guarded.desk.calls[0].hints.display_name == shown
    guarded.caller.give_up()
    wait_for(lambda: not guarded.live(), "the end")


def test_without_the_cleaning_they_would_stay_turned(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "cleaning") as made:
        made.caller.invite(user=made.user, sender='"Anna \u202egnp.exe" <sip:a@shop.example>')
        wait_for(lambda: bool(made.desk.calls), "the ring")
        assert "\u202e" in made.desk.calls[0].hints.display_name
        made.turn_away()


ANSWER_ME = (
    "Alert-Info: <http://127.0.0.1/>;info=alert-autoanswer;delay=0",
    "Alert-Info: Auto Answer",
    "Call-Info: <sip:shop.example>;answer-after=0",
    "Answer-Mode: Auto;require",
    "Priv-Answer-Mode: Auto",
    "P-Auto-Answer: normal",
    "X-Auto-Answer: true",
)


def test_no_header_makes_the_telephone_answer_by_itself(guarded: Line) -> None:
    guarded.forget()
    guarded.caller.invite(user=guarded.user, headers=ANSWER_ME)
    guarded.caller.wait_for(180)
    turn(1.5)
    assert not [answer for answer in guarded.caller.listen(0.1) if answer.startswith("SIP/2.0 2")]
    assert guarded.desk.states() == [CallState.RINGING]
    guarded.caller.give_up()
    wait_for(lambda: not guarded.live(), "the end")


def test_a_call_with_replaces_takes_nobodys_call_over(guarded: Line, exchange: Registrar) -> None:
    guarded.forget()
    guarded.caller.invite(user=guarded.user)
    guarded.caller.wait_for(180)
    wait_for(lambda: bool(guarded.live()), "the ring")
    (call_id,) = guarded.live()
    guarded.desk.link.answer(call_id)
    answer = guarded.caller.answered()
    tags = [re.search(rf"^{name}:.*;tag=([^\r;]*)", answer, re.MULTILINE) for name in ("To", "From")]
    to, sender = (tag[1] for tag in tags if tag is not None)
    with Caller(exchange.trunk_port) as thief:
        replaces = f"Replaces: {guarded.caller.call_id};to-tag={to};from-tag={sender}"
        thief.invite(user=guarded.user, headers=(replaces, "Require: replaces"))
        answers = thief.listen(0.7)
        assert not [said for said in answers if said.startswith("SIP/2.0 2")], answers
    assert call_id in guarded.live()
    guarded.turn_away_all()


def test_a_moved_callee_is_not_followed(guarded: Line, exchange: Registrar) -> None:
    guarded.forget()
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as callee,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as elsewhere,
    ):
        for own in (callee, elsewhere):
            own.bind((HOST, 0))
            own.settimeout(PATIENCE_SECONDS)
        exchange.add_contact("bob", f"sip:bob@{HOST}:{callee.getsockname()[1]}")
        before = len(guarded.tap.sent_of("INVITE"))
        guarded.desk.link.dial("moved", "bob")
        invite, sender = callee.recvfrom(65_535)
        kept = [field for field in invite.decode().split("\r\n") if re.match("(?i)(via|from|to|call-id|cseq):", field)]
        kept = [f"{field};tag=moved" if field.startswith("To:") else field for field in kept]
        contacts = [f"Contact: <sip:premium@{HOST}:{elsewhere.getsockname()[1]}>;q=0.9, <{ELSEWHERE}>"]
        moved = ["SIP/2.0 302 Moved Temporarily", *kept, *contacts, "Content-Length: 0", "", ""]
        callee.sendto("\r\n".join(moved).encode(), sender)
        ended = guarded.desk.wait_for_call(CallState.ENDED, "moved")
        elsewhere.settimeout(0.5)
        with pytest.raises(TimeoutError):
            elsewhere.recv(65_535)
    exchange.unregister("bob")
    assert (ended.end, ended.end_code) == (CallEnd.FAILED, 302)
    assert len({_call_line(data) for data in guarded.tap.sent_of("INVITE")[before:]}) == 1


def _call_line(invite: bytes) -> bytes:
    return invite.split(b"\r\n")[0]


def _asked_to_call(made: Line) -> int:
    """The status of a REFER in a call that is up."""
    made.forget()
    made.caller.invite(user=made.user)
    made.caller.wait_for(180)
    wait_for(lambda: bool(made.live()), "the ring")
    made.desk.link.answer(made.live()[0])
    answer = made.caller.answered()
    return made.caller.request("REFER", answer, [f"Refer-To: <{ELSEWHERE}>", f"Referred-By: <{ELSEWHERE}>"])


def test_nobody_can_have_the_telephone_place_a_call(guarded: Line) -> None:
    before = len(guarded.tap.sent_of("INVITE"))
    assert _asked_to_call(guarded) == 405
    out_of_call = request(
        "REFER", uri=f"sip:{guarded.tap.token}@{HOST}", more=[("Refer-To", f"<{ELSEWHERE}>")], body=b""
    )
    guarded.put(out_of_call)
    turn(0.5)
    assert len(guarded.tap.sent_of("INVITE")) == before
    assert len(guarded.live()) == 1
    guarded.turn_away_all()


def test_without_the_refusal_it_would(exchange: Registrar, qapp: object) -> None:
    with line(exchange, "refer") as made:
        assert _asked_to_call(made) == 202
        wait_for(lambda: any(b"+88210000000" in data for data in made.tap.sent_of("INVITE")), "the call")
        made.turn_away_all()


# ------------------------------------------------------------ in the window


@pytest.fixture
def profile(tmp_path: Path, exchange: Registrar) -> Callable[..., Path]:
    """A desk that is set up for the exchange; its store knows Anna."""

    def made(**settings: object) -> Path:
        exchange.unregister("agent")
        values = {
            "account.servers": [exchange.address],
            "account.user": "agent",
            "account.domain": REALM,
            "agent.name": "maria",
            "calls.region": "PL",
            **settings,
        }
        (tmp_path / "settings.json").write_text(json.dumps(values))
        store = open_store(tmp_path / "parley.db", PhoneNumbering("PL"))
        saved(store, "Anna Nowak", phone(ANNA))
        store.close()
        return tmp_path

    return made


def test_marks_in_a_name_are_letters_in_the_window(
    qapp: QApplication, profile: Callable[..., Path], exchange: Registrar
) -> None:
    name = "<h1>Boss</h1><img src='//127.0.0.1/x'>"
    with opened(profile(), PASSWORD) as desk, Caller(exchange.trunk_port) as caller:
        desk.register()
        desk.go_ready()
        caller.invite(sender=f'"{name}" <sip:+48501501501@shop.example>')
        item = desk.item(InteractionState.OFFERED)
        wait_for(shows(desk, "Boss"), "the name")
        window = desk.desk.window
        assert window is not None
        read_as_html = [
            widget for widget in window.findChildren(QLabel)
            if widget.isVisible() and "Boss" in widget.text() and _reads_html(widget)
        ]  # fmt: skip
        assert not read_as_html, [(widget.objectName(), widget.text()) for widget in read_as_html]
        caller.give_up()
        wait_for(lambda: desk.row(item.key).ended_at is not None, "the end")


def _reads_html(label: QLabel) -> bool:
    match label.textFormat():
        case Qt.TextFormat.RichText | Qt.TextFormat.MarkdownText:
            return "<h1>" in label.text()
        case Qt.TextFormat.AutoText:
            return bool(QtGui.Qt.mightBeRichText(label.text()))
    return False


def test_what_was_kept_out_is_said_to_the_agent(
    qapp: QApplication, profile: Callable[..., Path], exchange: Registrar
) -> None:
    with opened(profile(), PASSWORD) as desk, Caller(exchange.trunk_port) as caller:
        desk.register()
        caller.invite(sender=f'"{"x" * 1_000}" <sip:liar@shop.example>')

        def said() -> list[str]:
            return [notice.text for notice in desk.desk.notices.notices if notice.key == "security"]

        wait_for(lambda: bool(said()), "the words")
        assert said() == ["A call with a name far too long was turned away."]
        assert desk.services.interactions.items() == ()
        assert caller.refused() in range(400, 500)


@pytest.mark.parametrize(("trusts", "is_anna"), [(False, False), (True, True)])
def test_an_asserted_identity_is_believed_of_a_trusted_exchange_alone(
    qapp: QApplication, profile: Callable[..., Path], exchange: Registrar, trusts: bool, is_anna: bool
) -> None:
    settings = {"account.trusts_identity": trusts}
    with opened(profile(**settings), PASSWORD) as desk, Caller(exchange.trunk_port) as caller:
        desk.register()
        desk.go_ready()
        lie = f'P-Asserted-Identity: "Anna Nowak" <sip:{ANNA}@shop.example>'
        caller.invite(sender="<sip:+48501501501@shop.example>", headers=(lie,))
        item = desk.item(InteractionState.OFFERED)
        wait_for(lambda: desk.services.interactions.items()[0].dossier is not None, "the dossier")
        dossier = desk.item().dossier
        assert dossier is not None
        assert (dossier.customer is not None) is is_anna
        if is_anna:
            wait_for(shows(desk, "Anna Nowak"), "the name")
        assert shows(desk, "Anna Nowak")() is is_anna
        caller.give_up()
        wait_for(lambda: desk.row(item.key).ended_at is not None, "the end")
