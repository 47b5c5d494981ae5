"""Why a call ended."""

import pytest

from desktop.domain.call import CallEnd
from desktop.domain.channel import Direction
from desktop.telephony.engine.edge.sip.message import SipMessage
from desktop.telephony.engine.endings import Cause, cause_of, end_of

IN, OUT = Direction.INBOUND, Direction.OUTBOUND


@pytest.mark.parametrize(
    ("direction", "code", "answered", "end"),
    [
        (OUT, 486, False, CallEnd.BUSY),
        (OUT, 600, False, CallEnd.BUSY),
        (OUT, 480, False, CallEnd.NO_ANSWER),
        (OUT, 408, False, CallEnd.NO_ANSWER),
        (OUT, 404, False, CallEnd.UNKNOWN_NUMBER),
        (OUT, 484, False, CallEnd.UNKNOWN_NUMBER),
        (OUT, 603, False, CallEnd.DECLINED_THERE),
        (OUT, 403, False, CallEnd.REFUSED),
        (OUT, 488, False, CallEnd.NO_COMMON_CODEC),
        (OUT, 488, True, CallEnd.NO_COMMON_CODEC),
        (OUT, 503, False, CallEnd.UNREACHABLE),
        (OUT, 302, False, CallEnd.FAILED),
        (OUT, 500, False, CallEnd.FAILED),
        (IN, 487, False, CallEnd.GAVE_UP),
        (IN, 200, False, CallEnd.HUNG_UP_THERE),
        (IN, 488, False, CallEnd.NO_COMMON_CODEC),
        (IN, 500, False, CallEnd.FAILED),
        (IN, 200, True, CallEnd.HUNG_UP_THERE),
        (OUT, 0, True, CallEnd.HUNG_UP_THERE),
        (OUT, 408, True, CallEnd.INTERRUPTED),
        (IN, 503, True, CallEnd.INTERRUPTED),
    ],
)
def test_the_code_says_why(direction: Direction, code: int, answered: bool, end: CallEnd) -> None:
    assert end_of(direction, code, None, was_answered=answered) is end


def test_a_cancel_because_a_colleague_answered_is_no_missed_call() -> None:
    message = SipMessage(
        method="CANCEL", uri="sip:a@b", headers=(("Reason", 'SIP;cause=200;text="Call completed elsewhere"'),)
    )
    cause = cause_of(message)
    assert cause == Cause(code=200, text="Call completed elsewhere")
    assert end_of(IN, 487, cause, was_answered=False) is CallEnd.ANSWERED_ELSEWHERE


def test_a_reason_that_says_something_else_changes_nothing() -> None:
    message = SipMessage(method="CANCEL", uri="sip:a@b", headers=(("Reason", 'Q.850 ;cause=16 ;text="\u202eno"'),))
    cause = cause_of(message)
    assert cause == Cause(code=16, text="no")
    assert end_of(IN, 487, cause, was_answered=False) is CallEnd.GAVE_UP
    assert cause_of(SipMessage(method="BYE", uri="sip:a@b")) is None
