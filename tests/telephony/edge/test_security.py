"""What was kept out is told once per kind and while, with how often it happened."""

from pytestqt.qtbot import QtBot

from desktop.domain.phone import SecurityEvent
from desktop.telephony.engine.edge.security import SecurityNotices, words
from tests.conftest import LogWatch


def test_a_thousand_of_a_kind_make_two_notices_that_count_them_all(qtbot: QtBot, log_watch: LogWatch) -> None:
    log_watch.expect("Kept out")
    notices = SecurityNotices(quiet_seconds=0.1)
    told: list[SecurityEvent] = []
    notices.noticed.connect(told.append)
    for _ in range(1000):
        notices.note("vias", "Via fields: 70, at most 12", "192.0.2.1")
    assert [event.count for event in told] == [1]
    qtbot.waitUntil(lambda: len(told) == 2)
    assert sum(event.count for event in told) == 1000
    assert (told[0].kind, told[0].source, "vias" in told[0].text) == ("vias", "192.0.2.1", True)
    assert len(log_watch.records) == 2
    notices.stop()


def test_another_kind_is_told_at_once_and_the_rest_when_it_stops(qtbot: QtBot, log_watch: LogWatch) -> None:
    log_watch.expect("Kept out")
    notices = SecurityNotices(quiet_seconds=100)
    told: list[SecurityEvent] = []
    notices.noticed.connect(told.append)
    for kind in ("vias", "target", "vias", "vias"):
        notices.note(kind, "", "")
    assert [event.kind for event in told] == ["vias", "target"]
    notices.stop()
    assert [(event.kind, event.count) for event in told[2:]] == [("vias", 2)]


def test_after_a_quiet_while_a_kind_is_told_at_once_again(qtbot: QtBot, log_watch: LogWatch) -> None:
    log_watch.expect("Kept out")
    notices = SecurityNotices(quiet_seconds=0.05)
    told: list[SecurityEvent] = []
    notices.noticed.connect(told.append)
    notices.note("vias", "", "")
    qtbot.waitUntil(lambda: not notices._timers)
    notices.note("vias", "", "")
    assert [event.count for event in told] == [1, 1]
    notices.stop()


def test_every_kind_has_a_sentence() -> None:
    kinds = ["digest_realm", "digest_unknown", "digest_tries", "call_rate", "target", "ticket", "display_bytes", "vias"]
    kinds.append("unencrypted")
    sentences = {words(kind) for kind in kinds}
    assert len(sentences) == len(kinds)
    assert all(len(sentence.split()) > 5 for sentence in sentences)
