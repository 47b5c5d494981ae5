"""A scripted phone engine. A double, because the services' reactions are tested to each state a call can take, in
an exact order and at an exact time, which no real exchange gives; real engines are used in tests/test_app.py.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from typing_extensions import override

from desktop.domain.call import Call, CallEnd, CallerHints, CallState
from desktop.domain.channel import Direction
from desktop.domain.phone import Account, Capabilities, DeviceRole, IncomingPolicy
from desktop.services.ports import PhoneEngine

CAPABILITIES = Capabilities(
    pjsip_version="2.15.1", codecs=("PCMA",), has_native_devices=False, has_srtp=True, edge_tls=(), media_path="none"
)


class ScriptedEngine(PhoneEngine):
    """Keeps the orders; the test says what happens by `ring`, `pick_up`, `end` …"""

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[tuple[object, ...]] = []
        self.calls: dict[str, Call] = {}

    # -------------------------------------------------------- what the test says

    def say(self, call: Call) -> Call:
        if call.state is CallState.ENDED:
            self.calls.pop(call.id, None)
        else:
            self.calls[call.id] = call
        self.call_changed.emit(call)
        return call

    def ring(self, call_id: str = "c1", peer: str = "+48601234567", seconds_ago: float = 0, **hints: Any) -> Call:
        started_at = datetime.now(UTC) - timedelta(seconds=seconds_ago)
        return self.say(
            Call(
                id=call_id,
                direction=Direction.INBOUND,
                state=CallState.RINGING,
                peer=peer,
                hints=CallerHints(**{"from_uri": f"sip:{peer}@pbx.example", "dialled": "8000", **hints}),
                started_at=started_at,
            )
        )

    def place(self, call_id: str, peer: str = "+48601234567") -> Call:
        now = datetime.now(UTC)
        return self.say(
            Call(id=call_id, direction=Direction.OUTBOUND, state=CallState.DIALING, peer=peer, started_at=now)
        )

    def pick_up(self, call_id: str = "c1", seconds_ago: float = 0) -> Call:
        answered_at = datetime.now(UTC) - timedelta(seconds=seconds_ago)
        return self.say(replace(self.calls[call_id], state=CallState.ACTIVE, answered_at=answered_at))

    def put_on_hold(self, call_id: str = "c1") -> Call:
        return self.say(replace(self.calls[call_id], state=CallState.HELD, held_since=datetime.now(UTC)))

    def take_back(self, call_id: str = "c1", hold_seconds: float = 0) -> Call:
        call = replace(self.calls[call_id], state=CallState.ACTIVE, held_since=None, hold_seconds=hold_seconds)
        return self.say(call)

    def end(self, call_id: str = "c1", end: CallEnd = CallEnd.HUNG_UP_THERE, reason: str = "") -> Call:
        now = datetime.now(UTC)
        return self.say(replace(self.calls[call_id], state=CallState.ENDED, ended_at=now, end=end, reason=reason))

    def policies(self) -> list[object]:
        return [order[1] for order in self.orders if order[0] == "set_incoming_policy"]

    # -------------------------------------------------------- PhoneEngine

    @override
    def start(self) -> None:
        self.orders.append(("start",))

    @override
    def stop(self) -> None:
        self.orders.append(("stop",))

    @override
    def use_account(self, account: Account) -> None:
        self.orders.append(("use_account", account))

    @override
    def drop_account(self) -> None:
        self.orders.append(("drop_account",))

    @override
    def set_incoming_policy(self, policy: IncomingPolicy) -> None:
        self.orders.append(("set_incoming_policy", policy))

    @override
    def dial(self, call_id: str, target: str) -> None:
        self.orders.append(("dial", call_id, target))

    @override
    def answer(self, call_id: str) -> None:
        self.orders.append(("answer", call_id))

    @override
    def decline(self, call_id: str) -> None:
        self.orders.append(("decline", call_id))

    @override
    def hang_up(self, call_id: str) -> None:
        self.orders.append(("hang_up", call_id))

    @override
    def hold(self, call_id: str) -> None:
        self.orders.append(("hold", call_id))

    @override
    def retrieve(self, call_id: str) -> None:
        self.orders.append(("retrieve", call_id))

    @override
    def mute(self, call_id: str) -> None:
        self.orders.append(("mute", call_id))

    @override
    def unmute(self, call_id: str) -> None:
        self.orders.append(("unmute", call_id))

    @override
    def send_dtmf(self, call_id: str, digits: str) -> None:
        self.orders.append(("send_dtmf", call_id, digits))

    @override
    def choose_device(self, role: DeviceRole, device_id: str) -> None:
        self.orders.append(("choose_device", role, device_id))

    @override
    def play_test_tone(self, role: DeviceRole) -> None:
        self.orders.append(("play_test_tone", role))

    @override
    def watch_levels(self) -> None:
        self.orders.append(("watch_levels",))

    @override
    def ignore_levels(self) -> None:
        self.orders.append(("ignore_levels",))
