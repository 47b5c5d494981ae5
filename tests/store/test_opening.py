"""Opening: a new store is built, an older one backed up and brought up to date, anything else left as it is."""

import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import make_url

import desktop.store.bus.tables  # they belong to the same metadata
import desktop.store.office.tables  # noqa: F401
from desktop.domain.errors import ConfigurationError, StorageError
from desktop.domain.folding import FOLD_VERSION
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, database, open_store, opening
from desktop.store.schema import metadata
from tests.store.values import added, call, saved

NEXT = '''
"""The next step, for the tests."""
from alembic import op
revision = "{step}"
down_revision = "{newest}"
branch_labels = None
depends_on = None
def upgrade() -> None:
    op.execute("CREATE TABLE pets (id INTEGER PRIMARY KEY, name VARCHAR)")
    op.execute("INSERT INTO pets SELECT id, name FROM customers")
    {last}
'''


_NEWEST = opening.known_revisions()[-1]
_STEP = f"{int(_NEWEST) + 1:04}"


def _next(last: str) -> str:
    return NEXT.format(step=_STEP, newest=_NEWEST, last=last)


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program after one more migration; gives the migration's file."""
    folder = tmp_path / "migrations"
    shutil.copytree(opening._MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    step = folder / "versions" / f"{_STEP}_pets.py"
    step.write_text(_next("pass"))
    monkeypatch.setattr(opening, "_MIGRATIONS", folder)
    return step


def test_a_new_store_is_for_its_owner_alone(tmp_path: Path, numbering: PhoneNumbering) -> None:
    path = tmp_path / "made" / "for" / "it" / "store.db"
    store = open_store(path, numbering)
    saved(store, "Anna")
    companions = sorted(path.parent.iterdir())
    assert [p.name for p in companions] == ["store.db", "store.db-shm", "store.db-wal"]
    assert {stat.S_IMODE(p.stat().st_mode) for p in companions} == {0o600}
    store.close()
    path.chmod(0o644)
    open_store(path, numbering).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_migrations_build_the_tables_the_program_knows(new_place: str, numbering: PhoneNumbering) -> None:
    store = open_store(new_place, numbering)
    with store.database.reading() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": False})
        found = [str(one) for one in compare_metadata(context, metadata)]
        assert context.get_current_revision() == opening.known_revisions()[-1]
    # the full-text index is the databases' own and not among the tables
    assert [one for one in found if "words" not in one and "document_terms" not in one] == []
    assert [d.hot_key for d in store.dispositions()] == [1, 2, 3, 4, 5, 6]
    assert store.dispositions()[0].label == "Solved"
    assert [r.label for r in store.reason_codes() if not r.is_system] == [
        "Break",
        "Lunch",
        "Training",
        "Meeting",
        "Admin",
    ]
    assert {"missed_offer", "crash_recovery"} <= {r.code for r in store.reason_codes() if r.is_system}
    store.close()


def test_the_index_is_folded_as_the_program_folds(store: DatabaseStore) -> None:
    """Who changes the folding writes a migration that indexes anew."""
    with store.database.reading() as tx:
        said = tx.execute(text("SELECT value FROM facts WHERE name = 'fold_version'")).scalar()
    assert said == str(FOLD_VERSION)


def test_what_was_written_is_there_when_opened_again(new_place: str, numbering: PhoneNumbering) -> None:
    store = open_store(new_place, numbering)
    anna = saved(store, "Anna")
    store.close()
    store = open_store(new_place, numbering)
    assert store.customer(anna) is not None
    store.close()


def test_sqlite_is_durable_and_checks_its_references(tmp_path: Path, numbering: PhoneNumbering) -> None:
    store = open_store(tmp_path / "store.db", numbering)
    with store.database.reading() as tx:
        settings = {name: tx.execute(text(f"PRAGMA {name}")).scalar() for name in ("synchronous", "foreign_keys")}
        assert tx.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    assert settings == {"synchronous": 2, "foreign_keys": 1}  # 2: FULL
    store.close()


def backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.before-*"))


def test_an_older_store_is_backed_up_and_brought_up_to_date(where: str, numbering: PhoneNumbering, tmp_path: Path,
                                                            request: pytest.FixtureRequest) -> None:  # fmt: skip
    store = open_store(where, numbering)
    saved(store, "Anna")
    store.close()
    request.getfixturevalue("next_version")
    try:
        store = open_store(where, numbering)
        with store.database.reading() as tx:
            assert tx.execute(text("SELECT name FROM pets")).scalars().all() == ["Anna"]
        store.close()
        if "://" not in where:
            (backup,) = backups(tmp_path)
            assert stat.S_IMODE(backup.stat().st_mode) == 0o600
            with sqlite3.connect(backup) as copy:
                assert copy.execute("SELECT name FROM customers").fetchall() == [("Anna",)]
                assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (_NEWEST,)
            copy.close()
    finally:
        _undo_next(where)


def _undo_next(where: str) -> None:
    """The PostgreSQL database is used by other tests."""
    if "://" in where:
        with psycopg.connect(where.replace("+psycopg", "")) as connection:
            connection.execute("DROP TABLE IF EXISTS pets")
            connection.execute("UPDATE alembic_version SET version_num = %s", (_NEWEST,))


@pytest.mark.parametrize("last", ["raise RuntimeError('on the way')", "op.execute('SELECT nonsense')"])
def test_a_migration_that_breaks_off_leaves_the_store_as_it_was(
    where: str, numbering: PhoneNumbering, next_version: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    next_version.write_text(_next(last))
    with pytest.raises(Exception, match=r"on the way|nonsense"):
        open_store(where, numbering)
    monkeypatch.undo()
    store = open_store(where, numbering)
    saved(store, "Anna")
    with store.database.reading() as tx, pytest.raises(Exception, match="pets"):
        tx.execute(text("SELECT * FROM pets"))
    store.close()


def test_no_migration_without_its_backup(tmp_path: Path, numbering: PhoneNumbering, next_version: Path,
                                         monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    path = tmp_path / "store.db"
    next_version.rename(next_version.with_suffix(".later"))
    open_store(path, numbering).close()
    next_version.with_suffix(".later").rename(next_version)
    before = path.read_bytes()

    def refuse(path: Path) -> None:
        raise OSError("no space")

    monkeypatch.setattr(opening, "_create_file", refuse)
    with pytest.raises(StorageError, match="backup") as caught:
        open_store(path, numbering)
    assert caught.value.hint
    assert path.read_bytes() == before


def test_a_newer_store_is_told_and_left_as_it_is(
    where: str, numbering: PhoneNumbering, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        open_store(where, numbering).close()
        monkeypatch.undo()
        before = Path(where).read_bytes() if "://" not in where else b""
        with pytest.raises(StorageError, match="newer version") as caught:
            open_store(where, numbering)
        assert "Update" in caught.value.hint
        assert "://" in where or Path(where).read_bytes() == before
    finally:
        _undo_next(where)


def _text_file(path: Path) -> None:
    path.write_text("Dear diary,\n" * 1000)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)


def _other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    connection.close()


@pytest.mark.parametrize("damage", [_text_file, _cut, _overwritten, _other_program])
def test_a_damaged_or_foreign_file_is_told_and_left_as_it_is(
    tmp_path: Path, numbering: PhoneNumbering, migrated_file: Path, damage: Callable[[Path], None]
) -> None:
    path = tmp_path / "store.db"
    shutil.copy(migrated_file, path)
    damage(path)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="damaged") as caught:
        open_store(path, numbering)
    assert "backup" in caught.value.hint
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("store.db?*"))


def test_damage_met_later_is_told_too(tmp_path: Path, numbering: PhoneNumbering) -> None:
    path = tmp_path / "store.db"
    store = open_store(path, numbering)
    for n in range(200):
        added(store, call(f"c{n}", notes="x" * 3000))
    store.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xa5" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    store = open_store(path, numbering)
    with pytest.raises(StorageError, match="damaged"):
        _read_all(store)
    store.close()


def _read_all(store: DatabaseStore) -> None:
    with store.database.reading() as tx:
        tx.execute(text("SELECT sum(length(notes)), count(external_id) FROM interactions")).all()
        tx.execute(text("SELECT count(*) FROM documents")).all()


def test_a_locked_store_is_told_and_nothing_is_lost(
    tmp_path: Path, numbering: PhoneNumbering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    path = tmp_path / "store.db"
    store = open_store(path, numbering)
    work = added(store, call(notes="before"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="locked") as caught:
        store.save_notes(work, "after")
    assert caught.value.hint
    kept = store.interaction(work)  # readers do not wait for a writer
    assert kept is not None
    assert kept.notes == "before"
    other.execute("ROLLBACK")
    other.close()
    store.save_notes(work, "after")
    store.close()


@pytest.mark.parametrize("where", ["mysql://localhost/parley", "sqlite:////tmp/x", "://"])
def test_an_address_that_is_no_place_for_a_store_is_told(where: str, numbering: PhoneNumbering) -> None:
    with pytest.raises(ConfigurationError):
        open_store(where, numbering)


def test_a_server_that_does_not_answer_is_told_without_the_password(numbering: PhoneNumbering) -> None:
    with pytest.raises(StorageError, match="does not answer") as caught:
        open_store("postgresql+psycopg://anna:secret@127.0.0.1:1/parley", numbering)
    assert "secret" not in caught.value.text


def test_a_server_that_lets_nobody_in_is_told(migrated_url: str, numbering: PhoneNumbering) -> None:
    url = make_url(migrated_url)
    for wrong in (url.set(password="wrong"), url.set(database="nowhere")):
        with pytest.raises(StorageError, match="did not let this user in"):
            open_store(wrong.render_as_string(hide_password=False), numbering)
    with pytest.raises(StorageError, match="does not answer"):
        open_store("postgresql://nobody@no-such-host.invalid/parley", numbering)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, numbering: PhoneNumbering) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be opened"):
        open_store(tmp_path / "file" / "store.db", numbering)


def test_an_update_says_how_far_it_is(where: str, numbering: PhoneNumbering, next_version: Path) -> None:
    said: list[str] = []
    try:
        open_store(where, numbering, said.append).close()
    finally:
        _undo_next(where)
    if "://" not in where:
        assert said.pop(0) == "A copy is made first"
        assert said.pop(0) == "A copy is made first: 100 %"
    assert said == ["Step 1 of 1", "What was done is written to the disk"]


def test_the_steps_say_how_far_they_are_and_a_new_or_current_store_says_nothing(
    new_place: str, numbering: PhoneNumbering, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    known = opening.known_revisions()
    monkeypatch.setattr(opening, "known_revisions", lambda: known[:1])
    open_store(new_place, numbering, said.append).close()
    assert said == []
    monkeypatch.undo()
    open_store(new_place, numbering, said.append).close()
    steps = len(known) - 1
    assert {f"Step {n} of {steps}" for n in range(1, steps + 1)} <= set(said)
    long_ones = range(1, 4)  # 0002 to 0004 read what there is; the others make tables
    assert {f"Step {n} of {steps}: 0 %" for n in long_ones} <= set(said)
    said.clear()
    open_store(new_place, numbering, said.append).close()
    assert said == []


class _LeftError(Exception):
    """The window is closed."""


@pytest.mark.parametrize("when", ["A copy is made first: 100 %", "Step 1 of 1", "What was done is written to the disk"])
def test_an_update_that_is_broken_off_is_taken_back_and_done_the_next_time(
    where: str, numbering: PhoneNumbering, next_version: Path, tmp_path: Path, when: str
) -> None:
    if "copy" in when and "://" in where:
        when = "Step 1 of 1"  # a server's backups are its administrator's

    def leave(words: str) -> None:
        if words == when:
            raise _LeftError

    with pytest.raises(_LeftError):
        open_store(where, numbering, leave)
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob("*.before-*")), "each try would leave a copy as large as the store"
    try:
        store = open_store(where, numbering)
        with store.database.reading() as tx:
            assert tx.execute(text("SELECT count(*) FROM pets")).scalar_one() == 0
        store.close()
    finally:
        _undo_next(where)


def test_the_copy_that_a_killed_process_left_half_made_is_taken_away(
    tmp_path: Path, numbering: PhoneNumbering, migrated_file: Path, next_version: Path
) -> None:
    shutil.copy(migrated_file, tmp_path / "store.db")
    half = tmp_path / "store.db.before-20260101-000000-from-0001.part"
    half.write_bytes(b"half")
    open_store(tmp_path / "store.db", numbering).close()
    assert not half.exists()
    assert len(backups(tmp_path)) == 1


def test_one_desk_brings_a_shared_store_up_to_date_and_the_others_wait(
    migrated_url: str, numbering: PhoneNumbering, next_version: Path
) -> None:
    said: list[str] = []
    with psycopg.connect(migrated_url.replace("+psycopg", "")) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (opening._MIGRATION_LOCK,))

        def told(words: str) -> None:
            said.append(words)
            if words.startswith("Another") and len(said) == 2:
                other.commit()

        try:
            open_store(migrated_url, numbering, told).close()
        finally:
            _undo_next(migrated_url)
    assert said[:2] == ["Another desk is doing it", "Another desk is doing it"]
    assert said[-2:] == ["Step 1 of 1", "What was done is written to the disk"]
