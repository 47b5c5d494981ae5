"""A throw-away PostgreSQL cluster: one a test run, an empty database a test."""

import contextlib
import getpass
import os
import pwd
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers.ports import HOST, is_tcp_listening, reserved_ports
from tests.servers.process import ServerFailedError, ServerProcess, program, scratch_folder

_BINARIES = tuple(str(p) for p in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
_PACKAGE = "postgresql"
SUPERUSER = "parley"
_FAST_AND_UNSAFE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "autovacuum": "off",
    "max_logical_replication_workers": "0",
    "max_wal_size": "256MB",
}


class PostgresServer:
    """A running cluster. The superuser is `SUPERUSER`; TCP asks for a password, the Unix socket does not."""

    def __init__(self, process: ServerProcess, folder: Path, port: int, password: str) -> None:
        self.process = process
        self.socket_folder = folder
        self.port = port
        self.password = password

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy address of a database over TCP."""
        return f"postgresql+psycopg://{SUPERUSER}:{self.password}@{HOST}:{self.port}/{database}"

    @contextlib.contextmanager
    def fresh_database(self, like: str = "template1") -> Iterator[str]:
        """The address of a new database, empty or with all that another has, to which nobody is connected; dropped
        afterwards whoever is still connected."""
        name = f"parley_{secrets.token_hex(6)}"
        new = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._run(new.format(sql.Identifier(name), sql.Identifier(like.rpartition("/")[2])))
        try:
            yield self.url(name)
        finally:
            if self.process.is_running():
                self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def start(self) -> None:
        """Start (again) on the same port, and wait until it answers."""
        self.process.start()
        self.process.wait_for(lambda: is_tcp_listening(self.port), "listening", seconds=60)
        self.process.wait_for(self._answers, "the first answer", seconds=60)

    def _answers(self) -> bool:
        try:
            self._run(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(
            host=str(self.socket_folder), port=self.port, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextlib.contextmanager
def postgres(settings: Mapping[str, str] | None = None) -> Iterator[PostgresServer]:
    """A new cluster, fast and without any safety: `settings` overrides (`fsync="on"` for a benchmark)."""
    user = _unprivileged_user()
    server_program = program("postgres", _PACKAGE, folders=_BINARIES)
    with scratch_folder() as folder, reserved_ports() as (port,):
        data = folder / "data"
        data.mkdir(mode=0o700)
        if user:
            shutil.chown(data, user)
            shutil.chown(folder, user)
        password = secrets.token_hex(8)
        _initialise(folder, data, password, user)
        with (data / "postgresql.conf").open("a") as config:
            for key, value in {**_FAST_AND_UNSAFE, **(settings or {})}.items():
                config.write(f"{key} = '{value}'\n")
        command = [server_program, "-D", str(data), "-k", str(folder), "-h", HOST, "-p", str(port)]
        # SIGINT is PostgreSQL's fast shutdown: clients are cut off, the data is consistent.
        process = ServerProcess("postgres", command, folder=folder, user=user, stop_signal=signal.SIGINT)
        server = PostgresServer(process, folder, port, password)
        try:
            server.start()
            yield server
        finally:
            process.stop()


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; as anybody else it runs as that user."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _initialise(folder: Path, data: Path, password: str, user: str | None) -> None:
    password_file = folder / "password"
    password_file.write_text(password)
    if user:
        shutil.chown(password_file, user)
    command = [program("initdb", _PACKAGE, folders=_BINARIES), "-D", str(data), "-U", SUPERUSER]
    command += ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust"]
    command += ["--auth-host=scram-sha-256", f"--pwfile={password_file}", "--no-instructions"]
    identity = pwd.getpwnam(user or getpass.getuser())
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        user=identity.pw_uid,
        group=identity.pw_gid,
        extra_groups=[] if user else None,
    )
    password_file.unlink()
    if done.returncode:
        raise ServerFailedError(f"initdb failed\n{done.stdout}{done.stderr}")
