"""Whatever is kept out of the telephone is told in a sentence, once a kind, and what the sentence is."""

import contextlib
from collections import Counter
from collections.abc import Iterator

import pytest

from desktop.domain.phone import SecurityEvent
from tests.hostile.callers import Caller
from tests.hostile.conftest import Line, line
from tests.hostile.test_strangers import _inside_ports
from tests.hostile.test_torture import OURS, _to
from tests.servers.kamailio import Registrar
from tests.telephony.desks import wait_for
from tests.telephony.edge.messages import request
from tests.telephony.edge.sockets import turn
from tests.telephony.edge.test_known_defects import REQUESTS

pytestmark = pytest.mark.sip

BROKEN = "A broken or oversized message from the telephone server was kept out ({rule})"
OWN_WORDS = {
    "display_bytes": "A call with a name far too long was turned away",
    "control_characters": "A message with control characters in it was turned away",
    "target": "Something tried to reach this telephone without knowing its address, and was turned away",
    "call_rate": "So many calls came at once that most were turned away unheard",
    "ticket": "Another program on this computer tried to use the telephone line, and was turned away",
}


@contextlib.contextmanager
def _told(exchange: Registrar, *guards: str) -> Iterator[tuple[Line, list[SecurityEvent]]]:
    with line(exchange, *guards) as made:
        events: list[SecurityEvent] = []
        made.desk.link.security_noticed.connect(events.append)
        yield made, events


def _assert_in_words(events: list[SecurityEvent]) -> None:
    for event in events:
        assert event.text == OWN_WORDS.get(event.kind, BROKEN.format(rule=event.kind))
    # once, and once more for those of each ten seconds that a busy machine takes
    assert max(Counter(event.kind for event in events).values()) <= 4, events


def test_each_kind_of_broken_message_is_told(exchange: Registrar, qapp: object) -> None:
    with _told(exchange) as (made, events):
        for _, data in REQUESTS.values():
            made.put(data.replace(b"sip:token@", b"sip:%s@" % made.tap.token.encode())[:60_000])
            turn(0.01)  # or the kernel drops what the engine has had no time to read
        made.put(_to(made.tap.token, OURS["NUL in a field"]))
        wanted = {rule for rule, _ in REQUESTS.values()} | {"control_characters"}
        wait_for(lambda: wanted <= {event.kind for event in events}, lambda: f"{wanted - {e.kind for e in events}}")
        _assert_in_words(events)
        assert made.callers() == set()


def test_a_message_for_somebody_else_and_a_flood_of_calls_are_told(exchange: Registrar, qapp: object) -> None:
    with _told(exchange) as (made, events):
        made.put(request(uri="sip:100@127.0.0.1", changed={"Call-ID": "other"}))
        for number in range(200):
            uri = f"sip:{made.tap.token}@127.0.0.1"
            branch = f"SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKflood{number}"
            made.put(request(uri=uri, changed={"Call-ID": f"flood-{number}", "Via": branch}))
            turn(0.002)
        wait_for(lambda: {"target", "call_rate"} <= {event.kind for event in events}, lambda: f"the words: {events}")
        _assert_in_words(events)
        made.turn_away()


def test_another_program_at_pjsips_port_is_told_where_the_kernel_lets_it_come_so_far(
    exchange: Registrar, qapp: object
) -> None:
    with _told(exchange, "peer") as (made, events):
        for port in _inside_ports(made):
            with Caller(port) as stranger:
                stranger.invite(user=made.tap.token)
        wait_for(lambda: bool(events), "the words")
        _assert_in_words(events)
        assert {event.kind for event in events} == {"ticket"}
