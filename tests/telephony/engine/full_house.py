"""All lines ring, one is turned away, and the next call is there before PJSIP is asked again: `python -m …full_house`.

And then somebody calls whose line is being given up.

A process of its own, because PJSIP can be had once in each. PJSIP and the engine's calls are real; the test is the
exchange, the desk and the event loop, so that nothing comes between the order and the call. What came of it is
printed as JSON.
"""

import json
import os
import socket
import sys
import time
import traceback
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from desktop.domain.call import Call, CallEnd
from desktop.domain.phone import Account, Transport
from desktop.telephony.engine.calls import Calls, UsedLine
from desktop.telephony.engine.hardening import LOOPBACK, MAX_CALLS
from desktop.telephony.engine.leg import Leg
from desktop.telephony.engine.line import Line, RegistrationAnswer
from desktop.telephony.engine.stack import Stack

PATIENCE_SECONDS = 20.0


class NoSound:
    def connect_leg(self, leg: Leg) -> None: ...

    def disconnect_leg(self, leg: Leg) -> None: ...

    def mute(self) -> None: ...

    def unmute(self) -> None: ...

    def show_calls(self, calls: tuple[Call, ...], *, rings_there: bool) -> None: ...


class House:
    """What the engine makes of its parts, without edge and desk."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.ends: dict[str, CallEnd] = {}
        self.stack = Stack()
        self.stack.start()
        self.exchange = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.exchange.bind((LOOPBACK, 0))
        self.exchange.setblocking(False)
        self.port = self.stack.open_transport(Transport.UDP)
        self.calls = Calls(NoSound())
        self.calls.changed.connect(self._on_changed)
        own = self.exchange.getsockname()[1]
        self.proxy = f"<sip:exchange@{LOOPBACK}:{own};lr>"
        self.via = f"Via: SIP/2.0/UDP {LOOPBACK}:{own};rport;branch=z9hG4bK"
        account = Account(user="agent", servers=(f"{LOOPBACK}:{own}",), registers=False)
        self.line = Line(self)
        self.line.open(account, LOOPBACK, self.proxy, self.port)
        self.used = UsedLine(line=self.line, account=account, domain=LOOPBACK)
        self.calls.use_line(self.used)

    def line_answered(self, answer: RegistrationAnswer) -> None: ...

    def line_called(self, pj_id: int, message: str) -> None:
        self.numbers.append(pj_id)
        self.calls.line_called(pj_id, message)

    def line_bypassed(self) -> None:
        raise AssertionError("a call that did not come from the exchange")

    def _on_changed(self, call: Call) -> None:
        if call.end is not None:
            self.ends[call.id] = call.end

    def turn(self) -> None:
        """As the engine does it."""
        self.stack.poll()
        self.calls.announce_new()
        self.calls.drop_ended()

    def turn_until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, (self.calls.live, self.ends)
            self.turn()

    def has_calls(self, count: int) -> Callable[[], bool]:
        return lambda: len(self.calls.live) == count

    def say(self, method: str, number: int) -> None:
        sound = (
            "v=0",
            f"o=- 1 1 IN IP4 {LOOPBACK}",
            "s=-",
            f"c=IN IP4 {LOOPBACK}",
            "t=0 0",
            "m=audio 9 RTP/AVP 8",
            "",
        )
        body = "\r\n".join(sound) if method == "INVITE" else ""
        head = (
            f"{method} sip:agent@{LOOPBACK}:{self.port} SIP/2.0",
            f"{self.via}{number}",
            f"Record-Route: {self.proxy}",
            f"From: <sip:{number}@caller.example>;tag={number}",
            "To: <sip:agent@caller.example>",
            f"Call-ID: call-{number}",
            f"CSeq: 1 {method}",
            "Max-Forwards: 70",
            f"Contact: {self.proxy}",
            "Content-Type: application/sdp",
            f"Content-Length: {len(body)}",
            "",
            body,
        )
        self.exchange.sendto("\r\n".join(head).encode(), (LOOPBACK, self.port))

    def answers(self, number: int) -> list[str]:
        """To the INVITE, as they came."""
        found: list[str] = []
        while True:
            try:
                text = self.exchange.recv(65_535).decode()
            except BlockingIOError:
                return found
            if f"\r\nCall-ID: call-{number}\r\n" in text and "\r\nCSeq: 1 INVITE\r\n" in text:
                found.append(text[8:11])


def full_house(house: House) -> dict[str, object]:
    for number in range(MAX_CALLS):
        house.say("INVITE", number)
        house.turn_until(house.has_calls(number + 1))
    first = house.calls.live[0].id
    house.calls.hang_up(first)
    house.say("INVITE", MAX_CALLS)
    house.turn()
    last = house.calls.live[-1].id
    house.turn()
    answers = house.answers(MAX_CALLS)
    house.say("CANCEL", MAX_CALLS)
    house.turn_until(lambda: last in house.ends)
    house.turn()
    rest = len(house.calls.live)
    house.calls.end_all()
    house.turn_until(lambda: house.calls.is_empty)
    return {
        "numbers": house.numbers.copy(),
        "answers": answers,
        "end": house.ends[last],
        "rest": rest,
        "ends": len(house.ends),
    }


def given_up(house: House) -> dict[str, object]:
    """A call while the line signs off, and one when it has signed on again."""
    house.ends.clear()
    house.calls.interrupt_all()
    late, later = MAX_CALLS + 1, MAX_CALLS + 2
    house.say("INVITE", late)
    house.turn()
    house.turn_until(lambda: house.calls.is_empty)
    late_answers = house.answers(late)
    ends = list(house.ends.values())
    house.calls.use_line(house.used)
    house.say("INVITE", later)
    house.turn_until(house.has_calls(1))
    return {"late": late_answers, "late_ends": ends, "later": house.answers(later)}


def main() -> None:
    application = QCoreApplication([])
    assert application is not None
    code = 1
    try:
        house = House()
        sys.stdout.write(json.dumps(full_house(house) | given_up(house)) + "\n")
        sys.stdout.flush()
        code = 0
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
    # as the engine ends: PJSIP's objects are not taken apart
    os._exit(code)


if __name__ == "__main__":
    main()
