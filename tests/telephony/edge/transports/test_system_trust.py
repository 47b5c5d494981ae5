"""The system's trust store decides: an authority that IT puts there is believed, without a word in the settings.

The store is another one for one process alone, in a mount namespace of its own.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.certificates import authority
from tests.servers.kamailio import RegistrarSettings, registrar
from tests.servers.process import own_namespaces

_STORE = "/etc/ssl/certs"
_START = f'mount --bind "$1" {_STORE} && shift && exec "$@"'
_CONNECT = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.telephony.engine.edge.transports import tls
from desktop.telephony.engine.edge.transports.outside import OutsideStream
from desktop.telephony.engine.edge.transports.servers import Endpoint
application = QCoreApplication([])
endpoint = Endpoint(name=sys.argv[1], address="127.0.0.1", port=int(sys.argv[2]))
outside = OutsideStream(endpoint, 8192, tls.configuration(""))
outside.ready.connect(lambda: (print("encrypted"), application.quit()))
outside.failed.connect(lambda text, hint: (print(text), application.quit()))
QTimer.singleShot(30000, application.quit)
outside.open()
application.exec()
outside.close()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Path]]:
    """A TLS server's port, and two trust stores: the system's as it is, and with the server's authority added."""
    folder = tmp_path_factory.mktemp("trust")
    with authority() as made, registrar({"agent": "secret"}, RegistrarSettings(certificate=made.good())) as running:
        for name in ("as-it-is", "with-ours"):
            shutil.copytree(_STORE, folder / name, ignore_dangling_symlinks=True)
        shutil.copy(made.ca_file, folder / "with-ours" / "ours.pem")
        with (folder / "with-ours" / "ca-certificates.crt").open("a") as bundle:
            bundle.write(made.ca_file.read_text())
        yield running.tls_address.rpartition(":")[2], folder / "as-it-is", folder / "with-ours"


def _connect(store: Path, host: str, port: str) -> str:
    unshare = [*own_namespaces(), "sh", "-c", _START, "sh", str(store)]
    command = [*unshare, sys.executable, "-c", _CONNECT, host, port]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


def test_an_authority_in_the_systems_store_is_believed_and_no_other(server: tuple[str, Path, Path]) -> None:
    port, as_it_is, with_ours = server
    assert _connect(with_ours, "localhost", port) == "encrypted"
    assert "does not know" in _connect(as_it_is, "localhost", port)
