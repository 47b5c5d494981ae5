"""Asterisk 22 in its chroot: registrar, echo, queue, TLS, and no trace left of it."""

import os
import signal
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import asterisk_root as root_module
from tests.servers.asterisk import BUSY, ECHO, TONE_440, Pbx, PbxSettings, pbx
from tests.servers.baresip import RATE, PhoneAccount, phone
from tests.servers.certificates import Authority, authority
from tests.servers.ports import HOST
from tests.servers.process import ServerFailedError, group_members, wait_until
from tests.servers.sipp import Caller, Plot, calling
from tests.servers.tones import peak_frequency
from tests.servers.tries import within_tries
from tests.servers_selftest.sip_probe import SipProbe, challenges

pytestmark = pytest.mark.sip
USERS = {"alice": "se;cret", "bob": "other secret"}


@pytest.fixture(scope="module")
def test_authority() -> Iterator[Authority]:
    with authority() as made:
        yield made


@pytest.fixture(scope="module")
def exchange(test_authority: Authority) -> Iterator[Pbx]:
    settings = PbxSettings(certificate=test_authority.good(), algorithms=("MD5",), queues={"700": ("alice",)})
    with pbx(USERS, settings) as running:
        yield running


def _alice(exchange: Pbx) -> PhoneAccount:
    return PhoneAccount(user="alice", password=USERS["alice"], registrar=exchange.address)


@pytest.mark.parametrize(("extension", "hertz"), [(ECHO, 880), (TONE_440, 440)])
def test_a_phone_registers_and_hears_the_extension(exchange: Pbx, extension: str, hertz: int) -> None:
    within_tries(lambda: _hear_the_extension(exchange, extension, hertz))


def _hear_the_extension(exchange: Pbx, extension: str, hertz: int) -> None:
    with phone(_alice(exchange)) as alice:
        assert exchange.is_registered("alice")
        assert not exchange.is_registered("bob")
        alice.dial(extension)
        alice.wait_for_event("CALL_ESTABLISHED")
        wait_until(lambda: alice.heard_seconds() > 1, "a second of sound")
        alice.hang_up()
        alice.wait_for_event("CALL_CLOSED")
        assert abs(peak_frequency(alice.heard()[-RATE * 3 // 4 :], RATE) - hertz) < 2


def test_a_caller_in_the_queue_rings_its_member_with_his_own_number(exchange: Pbx) -> None:
    with phone(_alice(exchange)) as alice:
        caller = Caller(number="+48501501501", name="Ann")
        with calling("700", exchange.address, caller, Plot(talk_seconds=0.5)) as call:
            ringing = alice.wait_for_event("CALL_INCOMING")
            assert "+48501501501" in ringing["peeruri"]
            assert ringing["peerdisplayname"] == "Ann"
            assert "has taken no calls yet" in exchange.command("queue show 700")
            alice.answer()
            alice.wait_for_event("CALL_ESTABLISHED")
            assert call.finish().failed == 0


def test_the_exchange_can_ring_a_user_and_be_busy(exchange: Pbx) -> None:
    with phone(_alice(exchange)) as alice:
        exchange.ring("alice", caller="+48221230000", name="Shop")
        assert alice.wait_for_event("CALL_INCOMING")["peerdisplayname"] == "Shop"
        alice.answer()
        alice.wait_for_event("CALL_ESTABLISHED")
        alice.hang_up()
        before = len(alice.events())
        alice.dial(BUSY)
        assert "486" in alice.wait_for_event("CALL_CLOSED", after=before)["param"]


def test_both_algorithms_are_offered_and_accepted_over_tls(test_authority: Authority) -> None:
    settings = PbxSettings(certificate=test_authority.good())
    with pbx(USERS, settings) as running:
        context = ssl.create_default_context(cafile=test_authority.ca_file)
        for algorithm in ("MD5", "SHA-256"):
            with SipProbe(running.tls_port, "TLS", context) as probe:
                offered = challenges(probe.request("REGISTER", f"sip:{HOST}", "bob"))
                assert set(offered) == {"MD5", "SHA-256"}
                assert probe.register("bob", "wrong", algorithm).startswith("SIP/2.0 401 ")
                assert probe.register("bob", USERS["bob"], algorithm).startswith("SIP/2.0 200 ")
        running.process.kill()
        running.start()
        assert "No objects found" in running.command("pjsip show contacts")


def test_a_killed_exchange_leaves_no_process_and_no_mount() -> None:
    with pbx(USERS) as running:
        group = running.process.pid
        assert len(group_members(group)) > 1
        os.kill(group, signal.SIGKILL)
        wait_until(lambda: not group_members(group), "the end of everything in the namespace")
        mounts = Path("/proc/mounts").read_text()
        assert str(root_module.asterisk_root()) not in mounts


def test_a_half_made_root_is_not_used_but_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_CACHE", str(tmp_path))
    half = tmp_path / "asterisk-22" / "usr" / "sbin"
    half.mkdir(parents=True)
    (half / "asterisk").write_text("not a program")
    leftover = tmp_path / "asterisk-22.part-1"
    leftover.mkdir()
    monkeypatch.setattr(root_module, "_OPTIONS", ("--no-such-option",))  # making one takes half a minute and a network
    with pytest.raises(ServerFailedError, match="could not be made"):
        root_module.asterisk_root()
    assert [path.name for path in tmp_path.iterdir()] == ["asterisk-22.lock"]
