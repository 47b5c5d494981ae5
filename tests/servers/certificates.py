"""A throw-away certificate authority, and server certificates good and bad, made with the openssl command."""

import contextlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.servers.process import ServerFailedError, program, scratch_folder

_CONFIG = """
[ca]
default_ca = test_ca
[test_ca]
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
policy = any_name
copy_extensions = copy
unique_subject = no
x509_extensions = server
[any_name]
commonName = supplied
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[req]
distinguished_name = name
[name]
"""
_LOOPBACK_NAMES = "IP:127.0.0.1,IP:::1,DNS:localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCertificate:
    """A certificate and its private key, both PEM files."""

    certificate: Path
    key: Path


class Authority:
    """A test CA. Clients trust `ca_file`; each method makes one server certificate."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._config = folder / "openssl.cnf"
        self._config.write_text(_CONFIG.format(folder=folder))
        (folder / "index.txt").touch()
        self._authority = self._self_signed("authority", subject="Parley test CA", extensions="authority")
        self.ca_file = self._authority.certificate

    def good(self) -> ServerCertificate:
        """Valid for 127.0.0.1, ::1 and localhost."""
        return self._issue("good", names=_LOOPBACK_NAMES, valid_days=(-1, 30))

    def expired(self) -> ServerCertificate:
        """The right names, from the right authority, but out of date since yesterday."""
        return self._issue("expired", names=_LOOPBACK_NAMES, valid_days=(-30, -1))

    def wrong_name(self) -> ServerCertificate:
        """From the right authority and in date, for a host that is not the one called."""
        return self._issue("wrong-name", names="DNS:other.example.net", valid_days=(-1, 30))

    def self_signed(self) -> ServerCertificate:
        """The right names and in date, signed by itself."""
        return self._self_signed("self-signed", subject="localhost", extensions="server", names=_LOOPBACK_NAMES)

    def _issue(self, stem: str, *, names: str, valid_days: tuple[int, int]) -> ServerCertificate:
        made = self._files(stem)
        request = self._folder / f"{stem}.csr"
        self._openssl("req", "-new", *self._new_key(made), "-out", str(request), "-subj", f"/CN={stem}",
                      "-addext", f"subjectAltName={names}")  # fmt: skip
        start, end = (_openssl_time(days) for days in valid_days)
        self._openssl("ca", "-batch", "-notext", "-in", str(request), "-out", str(made.certificate),
                      "-cert", str(self._authority.certificate), "-keyfile", str(self._authority.key),
                      "-startdate", start, "-enddate", end)  # fmt: skip
        return made

    def _self_signed(self, stem: str, *, subject: str, extensions: str, names: str = "") -> ServerCertificate:
        made = self._files(stem)
        alternative = ["-addext", f"subjectAltName={names}"] if names else []
        self._openssl("req", "-x509", *self._new_key(made), "-out", str(made.certificate), "-days", "30",
                      "-subj", f"/CN={subject}", "-extensions", extensions, *alternative)  # fmt: skip
        return made

    def _files(self, stem: str) -> ServerCertificate:
        return ServerCertificate(certificate=self._folder / f"{stem}.crt", key=self._folder / f"{stem}.key")

    def _new_key(self, made: ServerCertificate) -> list[str]:
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(made.key)]
        return ["-config", str(self._config), *curve]

    def _openssl(self, command: str, *arguments: str) -> None:
        config = [] if "-config" in arguments else ["-config", str(self._config)]
        done = subprocess.run(
            [program("openssl", "openssl"), command, *config, *arguments],
            cwd=self._folder, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        if done.returncode:
            raise ServerFailedError(f"openssl {command} failed\n{done.stderr}")


@contextlib.contextmanager
def authority() -> Iterator[Authority]:
    """A new certificate authority; its files are removed afterwards."""
    with scratch_folder() as folder:
        yield Authority(folder)


def _openssl_time(days_from_now: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days_from_now)).strftime("%Y%m%d%H%M%SZ")
