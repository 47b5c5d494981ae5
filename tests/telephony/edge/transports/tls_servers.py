"""OpenSSL's own test server with certificates good and bad, for what Kamailio cannot be told to be."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.servers.certificates import Authority, ServerCertificate
from tests.servers.ports import is_tcp_listening, reserved_ports
from tests.servers.process import ServerProcess, program, scratch_folder

_EXTENSIONS = "basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName={names}\n"


@contextlib.contextmanager
def tls_server(certificate: ServerCertificate, *options: str) -> Iterator[int]:
    """The port of an `openssl s_server` that shakes hands and, being told nothing, says nothing."""
    with scratch_folder() as folder, reserved_ports() as (port,):
        command = [program("openssl", "openssl"), "s_server", "-accept", f"127.0.0.1:{port}", "-www", "-4"]
        files = ["-cert", str(certificate.certificate), "-key", str(certificate.key)]
        process = ServerProcess("openssl", [*command, *files, *options], folder=folder)
        process.start()
        try:
            process.wait_for(lambda: is_tcp_listening(port), "listening")
            yield port
        finally:
            process.stop(patience=1.0)


def signed(authority: Authority, folder: Path, *, key: str, names: str = "IP:127.0.0.1") -> ServerCertificate:
    """A certificate from the authority with a key of this kind (`rsa:1024`) and these names, which may be raw DER."""
    made = ServerCertificate(certificate=folder / "odd.crt", key=folder / "odd.key")
    request, extensions = folder / "odd.csr", folder / "odd.ext"
    extensions.write_text(_EXTENSIONS.format(names=names))
    _openssl("req", "-new", "-newkey", key, "-nodes", "-keyout", made.key, "-out", request, "-subj", "/CN=odd")
    ca_key = authority.ca_file.with_suffix(".key")
    _openssl("x509", "-req", "-in", request, "-CA", authority.ca_file, "-CAkey", ca_key, "-CAcreateserial",
             "-days", "5", "-extfile", extensions, "-out", made.certificate)  # fmt: skip
    return made


def revocation(authority: Authority, folder: Path, certificate: ServerCertificate) -> Path:
    """The authority's signed word (OCSP) that the certificate was withdrawn, for the server to staple."""
    serial = _openssl("x509", "-in", certificate.certificate, "-noout", "-serial").partition("=")[2].strip()
    index, answer = folder / "index.txt", folder / "ocsp.der"
    index.write_text(f"R\t401231235959Z\t250101000000Z\t{serial}\tunknown\t/CN=good\n")
    ca = authority.ca_file
    _openssl("ocsp", "-index", index, "-CA", ca, "-rsigner", ca, "-rkey", ca.with_suffix(".key"), "-issuer", ca,
             "-cert", certificate.certificate, "-ndays", "5", "-respout", answer)  # fmt: skip
    return answer


def _openssl(*arguments: str | Path) -> str:
    command = [program("openssl", "openssl"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
