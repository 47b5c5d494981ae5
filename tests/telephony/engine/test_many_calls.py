"""Call after call: nothing is used up."""

from pathlib import Path

import pytest

from desktop.domain.call import Call, CallState
from tests.servers.kamailio import Registrar
from tests.servers.sipp import Caller, Plot, calling
from tests.telephony.desks import TestDesk, wait_for
from tests.telephony.engine.conftest import account_of

pytestmark = [pytest.mark.sip, pytest.mark.long, pytest.mark.timeout(400)]

CALLS = 300
GROWTH_KILOBYTES = 5_000


def _resident_kilobytes(pid: int) -> int:
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


def _open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_three_hundred_calls_in_a_row_all_have_sound_and_leave_nothing(
    bare_desk: TestDesk, exchange: Registrar
) -> None:
    """PJSIP's own default has no conference slot left after 251."""
    bare_desk.register(account_of(exchange))
    pid = bare_desk.pids[0]
    sounding: set[str] = set()
    ended: set[str] = set()
    resident: list[int] = []

    def on_call(call: Call) -> None:
        if call.state is CallState.RINGING:
            bare_desk.link.answer(call.id)
        elif call.state is CallState.ACTIVE and call.codec:
            sounding.add(call.id)
        elif call.state is CallState.ENDED:
            ended.add(call.id)
            if len(ended) == 150:
                resident.append(_resident_kilobytes(pid))

    bare_desk.link.call_changed.connect(on_call)
    files = _open_files(pid)
    plot = Plot(talk_seconds=0.05, calls=CALLS, calls_at_once=2, calls_per_second=8)
    with calling("agent", exchange.trunk_address, Caller(), plot) as caller:
        wait_for(lambda: len(ended) == CALLS, lambda: f"{len(ended)} calls ended", 300)
        result = caller.finish()
    assert (result.successful, result.failed) == (CALLS, 0)
    assert sounding == ended
    assert _resident_kilobytes(pid) - resident[0] < GROWTH_KILOBYTES
    wait_for(lambda: _open_files(pid) <= files + 2, lambda: f"{_open_files(pid)} files, {files} before")
