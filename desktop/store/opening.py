"""Opening: a new store is built, an older one is backed up and brought up to date, anything else stays untouched."""

import contextlib
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from desktop.domain.errors import ConfigurationError, StorageError
from desktop.domain.text import tr
from desktop.store import failures
from desktop.store.database import BUSY_SECONDS, Database
from desktop.store.migrations import FOLDER, revisions_in
from desktop.store.progress import Progress, Telling, tell_nobody

_log = logging.getLogger(__name__)

_MIGRATIONS = FOLDER
_MIGRATION_LOCK = 0x5041524C  # "PARL": one desk brings a shared database up to date, the others wait
_ASK_AGAIN_SECONDS = 0.2
_HEADER = b"SQLite format 3\0"
_PAGES_AT_A_TIME = 2_048  # of a backup: 8 MB
_ALEMBIC = threading.Lock()
"""Alembic keeps the connection it works on for the whole process: two at once would write into one another's."""


def open_database(where: str | Path, told: Telling = tell_nobody) -> Database:
    """`where` is a path or a `postgresql+psycopg://` URL. Raises StorageError or ConfigurationError in words.

    `told` is told how far the update of an older store is; what it raises takes the update back, and is raised.
    """
    progress = Progress(told)
    if isinstance(where, Path) or "://" not in where:
        return _open_file(Path(where), progress)
    url = _server_url(where)
    return _opened(Database(url, url.render_as_string(hide_password=True)), progress)


def _server_url(where: str) -> URL:
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError(tr("The store's address cannot be understood: {where}", where=where)) from error
    if url.get_backend_name() != "postgresql":
        raise ConfigurationError(
            tr("Parley keeps its store in a file or in PostgreSQL, not in {name}.", name=url.get_backend_name())
        )
    return url.set(drivername="postgresql+psycopg")


def _open_file(path: Path, progress: Progress) -> Database:
    place = str(path)
    path = path.absolute()
    if not path.exists() or path.stat().st_size == 0:
        _create_file(path)
    else:
        _look_before_writing(path)
    return _opened(Database(URL.create("sqlite", database=str(path)), place), progress, path)


def _opened(database: Database, progress: Progress, path: Path | None = None) -> Database:
    try:
        _bring_up_to_date(database, progress, path)
    except BaseException:
        database.close()
        raise
    return database


def _create_file(path: Path) -> None:
    """Empty and for its owner alone; SQLite gives its companions (-wal, -shm) the same mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
    except PermissionError as error:
        raise failures.read_only(str(path)) from error
    except OSError as error:
        raise failures.unopenable(str(path)) from error


def _look_before_writing(path: Path) -> None:
    """Raises StorageError for what is no store of ours or a newer one, before anything can write to it."""
    place = str(path)
    try:
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
        if header != _HEADER:
            raise failures.damaged(place)
        path.chmod(0o600)
    except OSError as error:
        raise failures.read_only(place) from error
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise failures.read_only(place)
    try:
        revision = _revision_of_file(path)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise failures.locked(place) from error
        raise failures.damaged(place) from error
    except sqlite3.DatabaseError as error:
        raise failures.damaged(place) from error
    if revision is not None and revision not in known_revisions():
        raise failures.newer(place)


def _revision_of_file(path: Path) -> str | None:
    """None: an empty database. Raises sqlite3.DatabaseError for what cannot be read or is not ours."""
    has_log = path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.as_uri()}?{'mode=ro' if has_log else 'immutable=1'}"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is None or "interactions" not in tables:
            raise sqlite3.DatabaseError("tables are missing")
        return str(row[0])


def known_revisions() -> tuple[str, ...]:
    """Oldest first."""
    return revisions_in(_MIGRATIONS)


def _bring_up_to_date(database: Database, progress: Progress, path: Path | None) -> None:
    with database.reading() as tx:
        revision = _revision(database, tx)
    if revision == known_revisions()[-1]:
        return
    copy = None
    if revision is None:
        progress = Progress(tell_nobody)  # a new one is built in no time
    elif path is not None:
        progress.begin(tr("A copy is made first"))
        copy = path.with_name(f"{path.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}-from-{revision}")
        back_up(path, copy, progress)
    try:
        with database.migrating() as tx:
            if not database.is_sqlite:
                _wait_for_other_desks(tx, progress)
            _migrate(database, tx, progress)
    except BaseException as error:
        is_broken_off = progress.is_broken_off or isinstance(error, KeyboardInterrupt)
        if copy is not None and is_broken_off and _is_still(database, revision):
            copy.unlink(missing_ok=True)  # the store is what it was; each try would leave another one as large as it
        raise


def _is_still(database: Database, revision: str | None) -> bool:
    with database.reading() as tx:
        return _revision(database, tx) == revision


def _revision(database: Database, tx: Connection) -> str | None:
    if database.is_sqlite:
        there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    else:
        there = "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"
    if tx.execute(text(there)).first() is None:
        return None
    return tx.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _wait_for_other_desks(tx: Connection, progress: Progress) -> None:
    """One desk brings a shared store up to date; the others find it so."""
    mine = text("SELECT pg_try_advisory_xact_lock(:key)")
    while not tx.execute(mine, {"key": _MIGRATION_LOCK}).scalar_one():
        progress.begin(tr("Another desk is doing it"))
        time.sleep(_ASK_AGAIN_SECONDS)


def _migrate(database: Database, tx: Connection, progress: Progress) -> None:
    """The whole way up in the caller's transaction: a process killed on the way leaves the store as it was."""
    from alembic import command  # slow to import, and needed once in a store's life
    from alembic.config import Config

    revision = _revision(database, tx)
    if revision is not None and revision not in known_revisions():
        raise failures.newer(database.place)
    steps = [step for step in known_revisions() if revision is None or step > revision]
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes.update(connection=tx, reached=progress.reach)
    for n, revision in enumerate(steps, start=1):
        progress.begin(tr("Step {step} of {count}", step=n, count=len(steps)))
        with _ALEMBIC:
            command.upgrade(config, revision)
    progress.begin(tr("What was done is written to the disk"))


def back_up(path: Path, target: Path, progress: Progress) -> None:
    """A consistent copy of the store at `path`, also while it is written to. Raises StorageError."""
    for left in path.parent.glob(f"{path.name}.before-*.part"):
        left.unlink(missing_ok=True)  # of a process that was killed: as large as the store
    partial = target.with_name(f"{target.name}.part")
    try:
        _create_file(partial)
        _copy(path, partial, progress)
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        _log.info("backup failed: %s", error)
        raise StorageError(
            tr("The backup before the update of {place} failed; the store was left as it is.", place=str(path)),
            tr("Free some space beside it, then start the program again."),
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _copy(path: Path, target: Path, progress: Progress) -> None:
    def reached(_status: int, remaining: int, total: int) -> None:
        progress.reach(1 - remaining / max(total, 1))

    with _plain(path) as source, _plain(target) as copy:
        source.execute("BEGIN")  # as it is now: what others write meanwhile would make the copy begin anew
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=_PAGES_AT_A_TIME, progress=reached)
        copy.execute("PRAGMA journal_mode=DELETE")


@contextlib.contextmanager
def _plain(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        yield connection
