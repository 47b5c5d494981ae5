"""What the servers stand on: process groups that always end, and ports nobody else gets."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.ports import HOST, is_tcp_listening, is_udp_open, reserved_ports
from tests.servers.process import (
    PATIENCE_SECONDS,
    MissingServerError,
    ServerFailedError,
    ServerProcess,
    group_members,
    program,
    scratch_folder,
    wait_until,
)

_ROOT = Path(__file__).parents[2]
_STUBBORN = ["/bin/sh", "-c", "trap '' TERM; sleep 600 & echo ready; sleep 600; sleep 600"]


def test_a_group_that_ignores_the_polite_signal_is_ended_by_force() -> None:
    with scratch_folder() as folder:
        process = ServerProcess("stubborn", _STUBBORN, folder=folder)
        process.start()
        process.wait_for(lambda: "ready" in process.log_text(), "ready")
        group = process.pid
        process.stop(patience=0.1)
        wait_until(lambda: not group_members(group), "the end of the whole group")
        assert not process.is_running()
    assert not folder.exists()


def test_an_early_death_is_told_at_once_with_the_log() -> None:
    with scratch_folder() as folder:
        process = ServerProcess("doomed", ["/bin/sh", "-c", "echo no such listener; exit 3"], folder=folder)
        process.start()
        with pytest.raises(ServerFailedError, match="no such listener"):
            process.wait_for(lambda: False, "listening")
        assert process.stop() == 3


def test_a_killed_test_run_leaves_neither_server_nor_folder() -> None:
    script = (
        "import os, signal\nfrom tests.servers.process import *\n"
        "with scratch_folder() as folder:\n"
        f"    process = ServerProcess('orphan', {_STUBBORN!r}, folder=folder)\n"
        "    process.start()\n"
        "    print(process.pid, folder, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=_ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == -signal.SIGKILL
    group, folder = done.stdout.split()
    wait_until(lambda: not group_members(int(group)), "the watchdog to end the group")
    wait_until(lambda: not Path(folder).exists(), "the watchdog to remove the folder")


def test_a_missing_program_names_its_debian_package() -> None:
    with pytest.raises(MissingServerError, match="apt-get install sip-frobnicator"):
        program("frobnicate", "sip-frobnicator")


def test_reserved_ports_are_free_even_first_and_not_given_twice() -> None:
    with reserved_ports(4) as first, reserved_ports(4) as second:
        assert first[0] % 2 == second[0] % 2 == 0
        assert not set(first) & set(second)
        for port in first:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
                probe.bind((HOST, port))


def test_listening_is_seen_without_connecting() -> None:
    with reserved_ports() as (port,):
        assert not is_tcp_listening(port)
        assert not is_udp_open(port)
        with socket.create_server((HOST, port)), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram:
            datagram.bind((HOST, port))
            assert is_tcp_listening(port)
            assert is_udp_open(port)


def test_a_paused_server_keeps_its_ports_and_goes_on_when_resumed() -> None:
    listen = f"import socket; s = socket.create_server(('{HOST}', {{port}}));\nwhile 1: s.accept()[0].send(b'hello')"
    with scratch_folder() as folder, reserved_ports() as (port,):
        process = ServerProcess("greeter", [sys.executable, "-c", listen.format(port=port)], folder=folder)
        process.start()
        try:
            process.wait_for(lambda: is_tcp_listening(port), "listening")
            process.pause()
            with socket.create_connection((HOST, port), timeout=0.2) as connection:
                with pytest.raises(TimeoutError):
                    connection.recv(5)
                process.resume()
                connection.settimeout(PATIENCE_SECONDS)
                assert connection.recv(5) == b"hello"
        finally:
            process.stop()
        assert not is_tcp_listening(port)
