"""Runs in Windows: each part the program stands on, tried alone.

An exception is a failure; what is printed is what was seen.
"""

import importlib
import importlib.metadata
import importlib.util
import pkgutil
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

_POLISH = "zażółć gęślą jaźń 你好 ĉiuĵaŭde"
_DEADLINE_MS = 60_000


def packages() -> None:
    """Every module of every package that is shipped, as far as it is meant to be imported by itself."""
    names = set()
    for package in importlib.metadata.distributions():
        for file in package.files or ():
            if file.suffix in (".py", ".pyd") and file.parts[0] != "..":
                names.add(file.parts[0].split(".")[0])
    imported = sorted(name for name in names if name.isidentifier() and importlib.util.find_spec(name))
    for name in imported:
        importlib.import_module(name)
    import PySide6

    modules = sorted(path.stem for path in Path(PySide6.__file__).parent.glob("Qt*.pyd"))
    for module in modules:
        importlib.import_module(f"PySide6.{module}")
    importlib.import_module("pjsua2._pjsua2")
    print(f"{len(imported)} packages: {' '.join(imported)}; Qt: {' '.join(modules)}")


def program() -> None:
    """Every module of the program; one for another system says so in its name."""
    import desktop

    names = [module.name for module in pkgutil.walk_packages(desktop.__path__, "desktop.")]
    other = ("_posix", "_linux", "_macos", "_darwin")
    wanted = [name for name in names if not name.endswith((*other, "__main__")) and "migrations" not in name]
    for name in wanted:
        importlib.import_module(name)
    print(f"{len(wanted)} modules")


def vault() -> None:
    """The password lands in Windows' own vault and is found again."""
    import keyring

    backend = keyring.get_keyring()
    assert type(backend).__name__ == "WinVaultKeyring", backend
    keyring.set_password("parley-trial", "agent", _POLISH)
    assert keyring.get_password("parley-trial", "agent") == _POLISH
    keyring.delete_password("parley-trial", "agent")
    assert keyring.get_password("parley-trial", "agent") is None
    print(f"{type(backend).__module__}.{type(backend).__name__}")


def pipe() -> None:
    """Two local sockets of Qt speak over a named pipe."""
    from PySide6.QtCore import QCoreApplication, QTimer
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

    application = QCoreApplication(sys.argv)
    server, client = QLocalServer(), QLocalSocket()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    heard: list[bytes] = []

    def accept() -> None:
        peer = server.nextPendingConnection()

        def read() -> None:
            heard.append(bytes(peer.readAll().data()))
            application.quit()

        peer.readyRead.connect(read)

    server.newConnection.connect(accept)
    assert server.listen("parley-trial"), server.errorString()
    client.connected.connect(lambda: client.write(_POLISH.encode()))
    client.connectToServer("parley-trial")
    QTimer.singleShot(_DEADLINE_MS, application.quit)
    application.exec()
    assert b"".join(heard).decode() == _POLISH, heard
    print(server.fullServerName())


def transport() -> None:
    """PJSIP opens a UDP transport, is reached there, and ends in order."""
    import pjsua2 as pj

    endpoint = pj.Endpoint()
    endpoint.libCreate()
    settings = pj.EpConfig()
    settings.uaConfig.threadCnt = 0
    settings.uaConfig.mainThreadOnly = True
    settings.logConfig.level = settings.logConfig.consoleLevel = 1
    endpoint.libInit(settings)
    place = pj.TransportConfig()
    place.boundAddress = "127.0.0.1"
    endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, place)
    endpoint.audDevManager().setNullDev()
    endpoint.libStart()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.bind(("127.0.0.1", 0))
        asker.setblocking(False)
        port = int(endpoint.transportGetInfo(0).localName.rsplit(":", 1)[1])
        here = asker.getsockname()[1]
        asker.sendto(_options(port, here), ("127.0.0.1", port))
        answer = _receive(asker, lambda: endpoint.libHandleEvents(10))
    assert answer.startswith(b"SIP/2.0 200"), answer
    version = endpoint.libVersion().full
    endpoint.libDestroy()
    print(f"PJSIP {version} answered OPTIONS")


def _options(port: int, here: int) -> bytes:
    lines = [
        f"OPTIONS sip:127.0.0.1:{port} SIP/2.0",
        f"Via: SIP/2.0/UDP 127.0.0.1:{here};branch=z9hG4bKtrial",
        f"From: <sip:trial@127.0.0.1:{here}>;tag=1",
        f"To: <sip:127.0.0.1:{port}>",
        "Call-ID: trial",
        "CSeq: 1 OPTIONS",
        "Max-Forwards: 70",
        "Content-Length: 0",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _receive(asker: socket.socket, work: Callable[[], object]) -> bytes:
    deadline = time.monotonic() + _DEADLINE_MS / 1000
    while time.monotonic() < deadline:
        work()
        try:
            return asker.recv(4000)
        except BlockingIOError:
            continue
    raise AssertionError("no answer")


def reading() -> None:
    """The reading process of a full mailbox starts as the window's program starts it, and gives a mail back read."""
    from desktop.channels.email.reading.aside import Reading
    from desktop.channels.email.server.imap import Fetched
    from desktop.channels.email.server.position import Place
    from desktop.domain.channel import Channel
    from desktop.domain.written import ChannelAccount

    sys.executable = str(Path(sys.executable).with_name("parley.exe"))
    account = ChannelAccount(id=1, channel=Channel.EMAIL, name="Trial", address="trial@shop.example")
    raw = f"From: a@mail.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{_POLISH}".encode()
    aside = Reading(account)
    aside.begin_aside()
    deadline = time.monotonic() + _DEADLINE_MS / 1000
    while not aside.is_aside:
        assert time.monotonic() < deadline, "the reading process did not say that it is ready"
        time.sleep(0.05)
    aside.give([(Fetched(uid=1, is_seen=False, size=len(raw), raw=raw), Place(folder="INBOX", validity=1, uid=1))])
    (mail,) = aside.take()
    aside.end_aside()
    assert mail.packed is not None, "it was read by this process"
    assert mail.text == _POLISH, mail.text
    print(f"“{mail.text}” was read by {sys.executable}")


def database() -> None:
    """SQLite with full-text search in WAL mode, on a path with letters beyond Latin-1."""
    import sqlite3

    folder = Path.home() / _POLISH
    folder.mkdir(exist_ok=True)
    with sqlite3.connect(folder / "trial.db") as connection:
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS notes USING fts5(body, prefix='1 2')")
        connection.execute("INSERT INTO notes VALUES (?)", [_POLISH])
        assert connection.execute("SELECT count(*) FROM notes WHERE notes MATCH 'gę*'").fetchone()[0] > 0
    connection.close()
    print(f"SQLite {sqlite3.sqlite_version}, {mode}, FTS5")


def tls() -> None:
    """Both ways to TLS are there: Python's, with the system's trust store, and Qt's."""
    import ssl

    import truststore
    from PySide6.QtNetwork import QSslSocket

    truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    assert QSslSocket.supportsSsl(), QSslSocket.availableBackends()
    assert "schannel" in QSslSocket.availableBackends(), QSslSocket.availableBackends()
    print(f"{ssl.OPENSSL_VERSION}; Qt: {QSslSocket.activeBackend()} of {QSslSocket.availableBackends()}")


def console() -> None:
    """Text beyond the console's own code page is printed whole."""
    print(_POLISH)


if __name__ == "__main__":
    globals()[sys.argv[2]]()
