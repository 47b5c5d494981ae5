"""Several threads and processes over one store: nobody reads half a change, nobody loses one."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from desktop.domain.interaction import Interaction
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from desktop.store.transfer import Kind
from tests.store.values import added, call, mail, saved

ROOT = Path(__file__).parents[2]

_IMPORTER = """
import sys
from pathlib import Path
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from desktop.store.transfer import Kind, import_file
store = open_store(sys.argv[1], PhoneNumbering("PL"))
def told(done, total):
    print("batch", flush=True)
print(import_file(store, Kind.CUSTOMERS, Path(sys.argv[2]), progress=told).created, flush=True)
store.close()
"""


def in_threads(count: int, act: Callable[[int], object]) -> None:
    failures: list[BaseException] = []

    def run(n: int) -> None:
        try:
            act(n)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures


def test_several_new_stores_are_built_at_once_each_whole(tmp_path: Path, numbering: PhoneNumbering) -> None:
    """Alembic works on one connection for the whole process: unguarded, two builders crash it."""
    stores: dict[int, DatabaseStore] = {}

    def build(n: int) -> None:
        stores[n] = open_store(tmp_path / f"{n}.db", numbering)

    in_threads(6, build)
    shapes = set()
    for store in stores.values():
        with store.database.reading() as tx:
            shapes.add(tuple(tx.exec_driver_sql("SELECT sql FROM sqlite_master ORDER BY name").scalars()))
        store.close()
    assert len(stores) == 6
    assert len(shapes) == 1


def test_the_same_call_written_by_many_at_once_is_written_once(store: DatabaseStore) -> None:
    written: list[Interaction] = []
    in_threads(4, lambda n: written.append(store.add_interaction(call("the one", notes="hinge"))))
    assert len({interaction.id for interaction in written}) == 1


def test_documents_of_the_same_second_from_many_writers_are_all_kept(store: DatabaseStore) -> None:
    in_threads(4, lambda n: [added(store, mail(notes=f"hinge {n} {k}")) for k in range(10)])
    with store.database.reading() as tx:
        assert tx.exec_driver_sql("SELECT count(DISTINCT id) FROM documents").scalar() == 40


def test_case_numbers_have_no_gap_and_no_twin(store: DatabaseStore) -> None:
    numbers: list[int] = []
    in_threads(4, lambda n: numbers.extend(store.open_case(None, "x").number for _ in range(5)))
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + 20))


def test_the_desk_reads_and_writes_while_another_process_imports(where: str, tmp_path: Path) -> None:
    store = open_store(where, PhoneNumbering("PL"))
    anna = saved(store, "Anna")
    work = added(store, call())
    path = tmp_path / f"{Kind.CUSTOMERS}.csv"
    path.write_text("id,name,phone\n" + "".join(f"{n},Name {n},{600000000 + n}\n" for n in range(3000)))
    importer = subprocess.Popen(
        [sys.executable, "-c", _IMPORTER, where, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert importer.stdout is not None
        news = importer.stdout.readline()
        n = 0
        while news.startswith("batch"):
            n += 1
            assert store.customer(anna) is not None
            store.save_notes(work, f"note {n}")
            news = importer.stdout.readline()
        assert news.strip() == "3000"
        assert importer.wait(30) == 0
    finally:
        importer.kill()
        importer.communicate(timeout=10)
    kept = store.interaction(work)
    assert kept is not None
    assert kept.notes == f"note {n}"
    assert n > 3
    store.close()
