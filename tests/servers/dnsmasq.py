"""dnsmasq as the name server of a domain: SRV records on a free loopback port, and nothing asked of anybody else."""

import contextlib
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.servers.ports import HOST, reserved_ports
from tests.servers.process import ServerProcess, program, scratch_folder

PACKAGES = "dnsmasq-base"


@dataclass(frozen=True, slots=True, kw_only=True)
class Srv:
    """One record: where a service of a domain is. `target` "" is none at all."""

    name: str
    target: str
    port: int
    priority: int = 0
    weight: int = 0


@contextlib.contextmanager
def name_server(records: Sequence[Srv]) -> Iterator[int]:
    """The port of a running one."""
    dnsmasq = program("dnsmasq", PACKAGES)
    with scratch_folder() as folder, reserved_ports() as (port,):
        lines = [
            "no-resolv",
            "no-hosts",
            "no-daemon",
            "bind-interfaces",
            f"listen-address={HOST}",
            f"port={port}",
            "user=",
            f"pid-file={folder / 'pid'}",
            "local=//",
            *(
                f"srv-host={one.name},{one.target},{one.port},{one.priority},{one.weight}"
                if one.target
                else f"srv-host={one.name}"
                for one in records
            ),
        ]
        (folder / "dnsmasq.conf").write_text("\n".join(lines) + "\n")
        command = [dnsmasq, f"--conf-file={folder / 'dnsmasq.conf'}", "--keep-in-foreground"]
        process = ServerProcess("dnsmasq", command, folder=folder)
        try:
            process.start()
            process.wait_for(lambda: _answers(port), "an answer")
            yield port
        finally:
            process.stop(patience=2.0)


def _answers(port: int) -> bool:
    """A question for the root's address is answered, with whatever."""
    question = b"\0\1\1\0\0\1\0\0\0\0\0\0\0\0\1\0\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(0.2)
        try:
            asking.sendto(question, (HOST, port))
            return bool(asking.recv(512))
        except OSError:
            return False
