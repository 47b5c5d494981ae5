"""What the databases say, in words: by PostgreSQL's codes, whatever language its server speaks, and when it is full."""

import contextlib

import psycopg
import psycopg.errors
import pytest
from sqlalchemy.exc import DBAPIError

from desktop.domain.errors import StorageError
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from desktop.store.failures import in_words
from tests.servers.postgres import postgres


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (psycopg.errors.DiskFull("konnte nicht schreiben: kein Platz"), "disk is full"),
        (psycopg.errors.LockNotAvailable("Sperre nicht erhalten"), "locked"),
        (psycopg.errors.ReadOnlySqlTransaction("nur lesen"), "read-only"),
        (psycopg.errors.InsufficientPrivilege("keine Berechtigung"), "read-only"),
        (psycopg.errors.IoError("Ein-/Ausgabefehler"), "disk reported an error"),
        (psycopg.errors.DataCorrupted("ungültige Seite"), "damaged"),
        (psycopg.errors.InvalidPassword("Passwort falsch"), "did not let this user in"),
        (psycopg.errors.InvalidCatalogName("Datenbank existiert nicht"), "did not let this user in"),
        (psycopg.errors.AdminShutdown("Verbindung wird abgebrochen"), "does not answer"),
        (psycopg.errors.ConnectionFailure("Verbindung verloren"), "does not answer"),
        (psycopg.errors.TooManyConnections("zu viele Verbindungen"), "no room"),
    ],
)
def test_a_server_that_speaks_another_language_is_understood_by_its_codes(error: Exception, words: str) -> None:
    told = in_words(DBAPIError("SELECT 1", {}, error), "the server")
    assert told is not None
    assert words in told.text
    assert told.hint


def test_a_mistake_of_ours_is_not_told_as_a_failure_of_the_server() -> None:
    assert in_words(DBAPIError("SELECT x", {}, psycopg.errors.UndefinedColumn("Spalte fehlt")), "the server") is None


def test_a_server_with_no_room_for_another_desk_is_told(numbering: PhoneNumbering) -> None:
    """A server of its own: one that is full refuses whoever comes until the last backend is gone."""
    with postgres({"max_connections": "4", "superuser_reserved_connections": "0"}) as server:
        url = server.url()
        open_store(url, numbering).close()
        with contextlib.ExitStack() as others:
            with contextlib.suppress(psycopg.OperationalError):
                for _ in range(1000):
                    others.enter_context(psycopg.connect(url.replace("+psycopg", "")))
            with pytest.raises(StorageError, match="no room for another desk"):
                open_store(url, numbering)
