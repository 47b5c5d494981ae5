"""Kamailio as registrar and proxy with digest authentication, over UDP, TCP and TLS, on loopback.

Three doors: the users' port (UDP and TCP, log-in demanded), the TLS port (the same), and the trunk's port, whose
callers are believed and keep their `P-Asserted-Identity`, as an operator's would.
"""

import contextlib
import json
import re
import secrets
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.servers.certificates import ServerCertificate
from tests.servers.ports import HOST, is_tcp_listening, is_udp_open, reserved_ports
from tests.servers.process import (
    PATIENCE_SECONDS,
    ServerFailedError,
    ServerProcess,
    group_members,
    program,
    scratch_folder,
)

REALM = "parley.test"
_CONFIG = Path(__file__).with_name("kamailio.cfg")


class Algorithm(StrEnum):
    """A digest algorithm as it is written in a challenge."""

    MD5 = "MD5"
    SHA256 = "SHA-256"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrarSettings:
    """What a registrar of this kind can be told to do differently.

    `algorithms`: one or two, challenged in this order; baresip gives up when it sees one that is not MD5.
    `gateway`: the `host:port` (UDP) that gets calls to numbers that are no users. `max_expires_seconds`: registrations
    are cut to this, to see refreshes soon. `patience_seconds`: how long it waits for a phone before it answers for it.
    """

    algorithms: tuple[Algorithm, ...] = (Algorithm.MD5,)
    certificate: ServerCertificate | None = None
    gateway: str | None = None
    max_expires_seconds: int = 3600
    nonce_seconds: int = 300
    patience_seconds: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One registered contact, as the registrar holds it."""

    address: str
    user_agent: str
    expires_seconds: int
    call_id: str
    door: str


class Registrar:
    """A running Kamailio."""

    def __init__(self, process: ServerProcess, folder: Path, ports: tuple[int, ...], has_tls: bool) -> None:
        self.process = process
        self.port, self.tls_port, self.trunk_port = ports[:3]
        self._folder = folder
        self._has_tls = has_tls

    @property
    def address(self) -> str:
        """`host:port` of the users' door, UDP and TCP."""
        return f"{HOST}:{self.port}"

    @property
    def tls_address(self) -> str:
        """`host:port` of the users' door over TLS."""
        assert self._has_tls, "this registrar was started without a certificate"
        return f"{HOST}:{self.tls_port}"

    @property
    def trunk_address(self) -> str:
        """`host:port` of the trunk's door, UDP and TCP."""
        return f"{HOST}:{self.trunk_port}"

    def start(self) -> None:
        """Start (again) on the same ports, with no registrations, and wait until all doors are open."""
        (self._folder / "rpc.sock").unlink(missing_ok=True)
        self.process.start()
        self.process.wait_for(self._is_open, "listening")

    def stop(self) -> None:
        """End it; the ports stay reserved for the next `start`."""
        self.process.stop(patience=1.0)

    def kill(self) -> None:
        """End it without a word to anybody."""
        self.process.kill()

    def contacts(self, user: str) -> tuple[Contact, ...]:
        """The user's registered contacts; empty if there are none."""
        answer = self._call("ul.lookup", "location", user)
        if answer is None:
            return ()
        return tuple(_contact(entry["Contact"]) for entry in answer["Contacts"])

    def is_registered(self, user: str) -> bool:
        """Whether the user has at least one contact."""
        return bool(self.contacts(user))

    def wait_until_registered(self, user: str, *, seconds: float = PATIENCE_SECONDS) -> Contact:
        """The user's first contact, as soon as there is one."""
        self.process.wait_for(lambda: self.is_registered(user), f"the registration of {user}", seconds=seconds)
        return self.contacts(user)[0]

    def unregister(self, user: str) -> None:
        """Forget the user's contacts, as an administrator or a lost database would."""
        self._call("ul.rm", "location", user)

    def add_contact(self, user: str, address: str) -> None:
        """Register a contact by hand, such as `sip:alice@127.0.0.1:20000` of a SIPp that cannot register."""
        # table, user, contact, expires, q, path, flags, branch flags, methods
        self._call("ul.add", "location", user, address, 3600, "1.0", ".", 0, 0, 6079)

    def _is_open(self) -> bool:
        tcp = [self.port, self.trunk_port] + ([self.tls_port] if self._has_tls else [])
        udp = [self.port, self.trunk_port]
        doors = all(map(is_tcp_listening, tcp)) and all(map(is_udp_open, udp))
        return doors and (self._folder / "rpc.sock").exists() and self._answers() and self._is_complete()

    def _is_complete(self) -> bool:
        """Whether the last worker has been forked: the doors open, and answer, a little before that."""
        announced = re.findall(r"processes \(at least\): (\d+)", self.process.log_text())
        return bool(announced) and len(group_members(self.process.pid)) >= int(announced[-1])

    def _answers(self) -> bool:
        try:
            return self._call("core.version") is not None
        except OSError:
            return False

    def _call(self, method: str, *parameters: object) -> Any:
        """One JSON-RPC question over a Unix datagram socket; None where the server says 'not found'."""
        question = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
        own_name = self._folder / f"rpc-{secrets.token_hex(4)}"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.settimeout(PATIENCE_SECONDS)
            channel.bind(str(own_name))
            try:
                channel.connect(str(self._folder / "rpc.sock"))
                channel.send(json.dumps(question).encode())
                answer = json.loads(channel.recv(65536))
            finally:
                own_name.unlink()
        if "result" in answer:
            return answer["result"]
        if answer["error"]["code"] == 404 or "not found" in answer["error"]["message"].lower():
            return None
        raise ServerFailedError(f"kamailio's answer to {method}: {answer['error']}")


@contextlib.contextmanager
def registrar(users: Mapping[str, str], settings: RegistrarSettings | None = None) -> Iterator[Registrar]:
    """A running registrar for the users (name to password), TLS included if the settings bring a certificate."""
    settings = settings or RegistrarSettings()
    kamailio = program("kamailio", "kamailio kamailio-tls-modules")
    with scratch_folder() as folder, reserved_ports(3) as ports:
        _write_settings(folder, ports, users, settings)
        (folder / "kamailio.cfg").write_text(_CONFIG.read_text())
        command = [kamailio, "-DD", "-E", "-f", str(folder / "kamailio.cfg"), "-w", str(folder), "-Y", str(folder)]
        process = ServerProcess("kamailio", [*command, "-m", "32", "-M", "4"], folder=folder)
        server = Registrar(process, folder, ports, settings.certificate is not None)
        try:
            server.start()
            yield server
        finally:
            process.stop(patience=1.0)  # nothing to save; a SIGTERM in its first instant is lost now and then


def _write_settings(
    folder: Path, ports: tuple[int, ...], users: Mapping[str, str], settings: RegistrarSettings
) -> None:
    port, tls_port, trunk_port = ports
    defines = {
        "REALM": f'"{REALM}"',
        "RPC_SOCKET": f'"{folder}/rpc.sock"',
        "TRUNK_PORT": str(trunk_port),
        "TRUNK_SOCKET": f'"udp:{HOST}:{trunk_port}"',
        "MAX_EXPIRES": str(settings.max_expires_seconds),
        "NONCE_SECONDS": str(settings.nonce_seconds),
        "PATIENCE_MS": str(settings.patience_seconds * 1000),
        "NONCE_SECRET": f'"{secrets.token_hex(16)}"',
        "ALGORITHM": f'"{settings.algorithms[0]}"',
    }
    if settings.gateway:
        defines["GATEWAY"] = f'"sip:{settings.gateway}"'
    lines = [f"#!define {name} {value}" for name, value in defines.items()]
    if len(settings.algorithms) == 2:
        lines.append("#!define BOTH_ALGORITHMS")
        lines.append(f'#!subst "/FIRST_ALGORITHM/{settings.algorithms[0]}/"')
        lines.append(f'#!subst "/SECOND_ALGORITHM/{settings.algorithms[1]}/"')
    lines += [f"listen={kind}:{HOST}:{number}" for kind in ("udp", "tcp") for number in (port, trunk_port)]
    if settings.certificate:
        lines += ["#!define WITH_TLS", "enable_tls=yes", f"listen=tls:{HOST}:{tls_port}"]
        _write_tls(folder, settings.certificate)
    (folder / "settings.cfg").write_text("\n".join([*lines, ""]))
    table = [f'    $sht(users=>{user}) = "{_escaped(password)}";' for user, password in users.items()]
    (folder / "users.cfg").write_text("\n".join(["event_route[htable:mod-init] {", *table, "}", ""]))


def _write_tls(folder: Path, certificate: ServerCertificate) -> None:
    (folder / "tls.cfg").write_text(
        "[server:default]\nmethod = TLSv1.2+\nverify_certificate = no\nrequire_certificate = no\n"
        f"private_key = {certificate.key}\ncertificate = {certificate.certificate}\n"
        "[client:default]\nmethod = TLSv1.2+\nverify_certificate = no\n"
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _contact(entry: Mapping[str, Any]) -> Contact:
    received = str(entry.get("Received", ""))
    return Contact(
        address=received if received.startswith("sip") else str(entry["Address"]),
        user_agent=str(entry.get("User-Agent", "")),
        expires_seconds=int(entry["Expires"]) if str(entry["Expires"]).isdigit() else 0,
        call_id=str(entry.get("Call-ID", "")),
        door=str(entry.get("Socket", "")),
    )
