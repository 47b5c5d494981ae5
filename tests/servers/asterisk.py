"""A real PBX for the tests: Asterisk 22 with PJSIP phones, a few extensions, queues and a manager account.

It runs in a mount and process namespace of its own, so whatever ends it also ends and unmounts everything in it.
"""

import contextlib
import secrets
import shutil
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from tests.servers.asterisk_root import RUN_FOLDER, asterisk_root
from tests.servers.certificates import ServerCertificate
from tests.servers.ports import HOST, is_tcp_listening, is_udp_open, reserved_ports
from tests.servers.process import (
    PATIENCE_SECONDS,
    ServerFailedError,
    ServerProcess,
    own_namespaces,
    program,
    scratch_folder,
)

ECHO, TONE_440, BUSY, RING_ONLY, ANSWER_AND_HANG_UP = "600", "601", "602", "603", "604"
# 660 Hz before the answer, as an announcement is; then 605 answers with 440 Hz, and 606 says that it rings
EARLY_TONE, EARLY_TONE_AND_RINGING = "605", "606"
MANAGER = "parley"
_RTP_PORTS = 60
_MODULE_FOLDER = "usr/lib/x86_64-linux-gnu/asterisk/modules"
_START = """
set -e
mount --bind "$2" "$1/srv/run"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
exec "$3" "$1" /usr/sbin/asterisk -f -C /srv/run/asterisk.conf
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxSettings:
    """`queues` maps a queue's extension (its name too) to the users who are its members from the start."""

    algorithms: tuple[str, ...] = ("MD5", "SHA-256")
    certificate: ServerCertificate | None = None
    is_srtp_demanded: bool = False
    queues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Pbx:
    """A running Asterisk."""

    def __init__(self, process: ServerProcess, ports: tuple[int, ...], secret: str) -> None:
        self.process = process
        self.port, self.tls_port, self.manager_port = ports[:3]
        self.manager_secret = secret

    @property
    def address(self) -> str:
        """`host:port` for UDP and TCP."""
        return f"{HOST}:{self.port}"

    @property
    def tls_address(self) -> str:
        """`host:port` for TLS."""
        return f"{HOST}:{self.tls_port}"

    def start(self) -> None:
        """Start (again) on the same ports, and wait until it is fully booted."""
        self.process.start()
        self.process.wait_for(
            lambda: is_tcp_listening(self.manager_port) and is_udp_open(self.port), "listening", seconds=60
        )
        self.process.wait_for(self._is_booted, "booting", seconds=60)

    def command(self, line: str) -> str:
        """A command of Asterisk's own command line, such as `pjsip show contacts`; its output."""
        answer = self.action("Command", {"Command": line})
        return "\n".join(row.removeprefix("Output: ") for row in answer.splitlines() if row.startswith("Output: "))

    def is_registered(self, user: str) -> bool:
        """Whether the user has at least one contact."""
        return f"{user}/sip:" in self.command("pjsip show contacts")

    def ring(self, user: str, *, caller: str = "+48221234567", name: str = "", extension: str = ECHO) -> None:
        """Let the PBX call a user; whoever answers is connected to the extension."""
        channel = {"Channel": f"PJSIP/{user}", "CallerID": f'"{name}" <{caller}>', "Timeout": "60000"}
        self.action("Originate", {**channel, "Context": "phones", "Exten": extension, "Priority": "1", "Async": "true"})

    def action(self, name: str, fields: Mapping[str, str]) -> str:
        """One action of the manager interface; its response."""
        login = {"Username": MANAGER, "Secret": self.manager_secret, "Events": "off"}
        with socket.create_connection((HOST, self.manager_port), timeout=PATIENCE_SECONDS) as connection:
            connection.sendall(_action("Login", login) + _action(name, {**fields, "ActionID": "asked"}))
            received = b""
            while b"ActionID: asked" not in received or not received.endswith(b"\r\n\r\n"):
                piece = connection.recv(65536)
                if not piece:
                    break
                received += piece
        answer = next((part for part in received.decode().split("\r\n\r\n") if "ActionID: asked" in part), "")
        if "Response: Success" not in answer:
            raise ServerFailedError(f"Asterisk refused {name}: {answer or received!r}")
        return answer

    def _is_booted(self) -> bool:
        try:
            return "System uptime" in self.command("core show uptime") and "fully booted" in self.command(
                "core waitfullybooted"
            )
        except (OSError, ServerFailedError):
            return False


@contextlib.contextmanager
def pbx(users: Mapping[str, str], settings: PbxSettings | None = None) -> Iterator[Pbx]:
    """A running PBX for the users (name to password)."""
    settings = settings or PbxSettings()
    root = asterisk_root()
    with scratch_folder() as folder, reserved_ports(4 + _RTP_PORTS) as ports:
        secret = secrets.token_hex(8)
        for name, text in _configuration(users, settings, ports, secret).items():
            (folder / name).write_text(text)
        (folder / "modules.conf").write_text(_modules(root))
        if settings.certificate:
            shutil.copy(settings.certificate.certificate, folder / "server.crt")
            shutil.copy(settings.certificate.key, folder / "server.key")
        namespaces = own_namespaces("--pid", "--fork", "--kill-child")
        command = [
            *namespaces,
            "/bin/sh",
            "-c",
            _START,
            "asterisk",
            str(root),
            str(folder),
            program("chroot", "coreutils"),
        ]
        server = Pbx(ServerProcess("asterisk", command, folder=folder), ports, secret)
        try:
            server.start()
            yield server
        finally:
            server.process.kill()  # unshare ignores a polite signal; there is nothing to save


def _configuration(
    users: Mapping[str, str], settings: PbxSettings, ports: tuple[int, ...], secret: str
) -> dict[str, str]:
    folders = ("astetcdir", "astvarlibdir", "astdbdir", "astkeydir", "astspooldir", "astrundir", "astlogdir")
    directories = dict.fromkeys(folders, f"/{RUN_FOLDER}")
    directories |= {"astdatadir": "/usr/share/asterisk", "astmoddir": f"/{_MODULE_FOLDER}"}
    manager = {"enabled": "yes", "bindaddr": HOST, "port": str(ports[2])}
    return {
        "asterisk.conf": _section("directories", directories) + _section("options", {"nocolor": "yes"}),
        "logger.conf": _section("logfiles", {"asterisk.log": "notice,warning,error,verbose(3)"}),
        "manager.conf": _section("general", manager)
        + _section(MANAGER, {"secret": secret, "read": "all", "write": "all", "permit": f"{HOST}/32"}),
        "rtp.conf": _section("general", {"rtpstart": str(ports[4]), "rtpend": str(ports[-1])}),
        "cdr.conf": _section("general", {"enable": "no"}),
        "pjsip.conf": _pjsip(users, settings, ports),
        "extensions.conf": _extensions(settings),
        "queues.conf": _queues(settings),
    }


_MODULES = (
    "app_dial", "app_echo", "app_exec", "app_playback", "app_playtones", "app_queue", "app_stack", "app_transfer",
    "app_verbose", "app_senddtmf", "app_read", "app_chanspy", "app_mixmonitor", "bridge_*", "chan_pjsip",
    "chan_bridge_media", "codec_a_mu", "codec_alaw", "codec_ulaw", "codec_resample", "codec_g722",
    "codec_opus_open_source", "format_pcm", "format_wav", "func_c[a-g]*", "func_channel", "func_pjsip_*",
    "func_strings", "func_logic", "pbx_config", "res_crypto", "res_features", "res_format_attr_*", "res_musiconhold",
    "res_pjproject", "res_pjsip*", "res_rtp_asterisk", "res_sorcery_*", "res_srtp", "res_timing_timerfd",
    "res_http_websocket", "res_statsd", "res_security_log", "res_manager_devicestate",
)  # fmt: skip
_NOT_THESE = (
    "res_pjsip_geolocation", "res_pjsip_phoneprov*", "res_pjsip_stir*", "*websocket", "res_sorcery_realtime",
    "res_pjsip_notify", "*config_wizard", "*_publish*", "*exten_state", "*history",
)  # fmt: skip


def _modules(root: Path) -> str:
    """What to load: everything would load a hundred modules that complain about the configuration they lack."""
    names = sorted(path.stem for path in (root / _MODULE_FOLDER).glob("*.so"))
    wanted = [
        name
        for name in names
        if any(fnmatch(name, pattern) for pattern in _MODULES)
        and not any(fnmatch(name, pattern) for pattern in _NOT_THESE)
    ]
    return _section("modules", {"autoload": "no"}) + "".join(f"load = {name}.so\n" for name in wanted)


def _pjsip(users: Mapping[str, str], settings: PbxSettings, ports: tuple[int, ...]) -> str:
    order = {"type": "global", "endpoint_identifier_order": "username,ip"}
    text = _section("global", order)
    for protocol in ("udp", "tcp"):
        text += _section(protocol, {"type": "transport", "protocol": protocol, "bind": f"{HOST}:{ports[0]}"})
    if settings.certificate:
        keys = {"cert_file": f"/{RUN_FOLDER}/server.crt", "priv_key_file": f"/{RUN_FOLDER}/server.key"}
        tls = {"type": "transport", "protocol": "tls", "bind": f"{HOST}:{ports[1]}", "method": "tlsv1_2"}
        text += _section("tls", {**tls, **keys})
    common = {"type": "endpoint", "disallow": "all", "allow": "ulaw,alaw", "direct_media": "no", "rtp_symmetric": "yes"}
    common |= {"rewrite_contact": "yes", "force_rport": "yes", "dtmf_mode": "rfc4733"}
    common |= {"send_pai": "yes", "trust_id_outbound": "yes"}
    if settings.is_srtp_demanded:
        common["media_encryption"] = "sdes"
    for user, password in users.items():
        text += _section(user, {**common, "context": "phones", "auth": f"{user}-auth", "aors": user})
        login = {"type": "auth", "auth_type": "digest", "username": user, "password": password.replace(";", "\\;")}
        text += _section(f"{user}-auth", {**login, "supported_algorithms_uas": ",".join(settings.algorithms)})
        text += _section(
            user, {"type": "aor", "max_contacts": "5", "remove_existing": "yes", "minimum_expiration": "1"}
        )
    # anybody else on this machine is the operator's trunk: believed, as its identity headers are
    text += _section("trunk", {**common, "context": "phones", "trust_id_inbound": "yes", "media_encryption": "no"})
    return text + _section("trunk-address", {"type": "identify", "endpoint": "trunk", "match": HOST})


def _extensions(settings: PbxSettings) -> str:
    lines = ["[phones]"]
    plans = {
        ECHO: ("Answer()", "Echo()"),
        TONE_440: ("Answer()", "PlayTones(440)", "Wait(3600)"),
        BUSY: ("Busy(5)",),
        RING_ONLY: ("Ringing()", "Wait(60)"),
        ANSWER_AND_HANG_UP: ("Answer()", "Wait(1)", "Hangup()"),
        EARLY_TONE: ("Progress()", "PlayTones(660)", "Wait(4)", "Answer()", "PlayTones(440)", "Wait(3600)"),
        EARLY_TONE_AND_RINGING: ("Progress()", "PlayTones(660)", "Wait(1)", "Ringing()", "Wait(3600)"),
        **{queue: ("Answer()", f"Queue({queue})") for queue in settings.queues},
        "_[a-z].": ("Dial(PJSIP/${EXTEN},60)", "Hangup()"),
    }
    for extension, steps in plans.items():
        lines += [f"exten => {extension},{number},{step}" for number, step in enumerate(steps, start=1)]
    return "\n".join([*lines, ""])


def _queues(settings: PbxSettings) -> str:
    text = _section("general", {"persistentmembers": "no"})
    for queue, members in settings.queues.items():
        text += _section(queue, {"strategy": "ringall", "timeout": "20", "musicclass": "none"})
        text += "".join(f"member => PJSIP/{member}\n" for member in members)
    return text


def _section(name: str, options: Mapping[str, str]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {value}" for key, value in options.items()), "", ""])


def _action(name: str, fields: Mapping[str, str]) -> bytes:
    lines = [f"Action: {name}", *(f"{key}: {value}" for key, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode()
