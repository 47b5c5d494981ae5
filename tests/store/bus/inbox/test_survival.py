"""A hub that is killed while it receives: what the server delivers again is there once, all of it."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
KILLS = 15

# Forks, so that a kill costs no start of Python. Each child opens the store anew, asks how far it was, and receives
# what follows; it is killed at some point of that, again and again, until one of them has come to the end.
_KILLER = """
import json, os, random, signal, sys, time
from datetime import timedelta
from desktop.numbering import PhoneNumbering
from desktop.store import open_store
from tests.store.bus.inbox.mails import ago, mail, opened

where, kills = sys.argv[1], int(sys.argv[2])
numbering = PhoneNumbering("PL")
store = open_store(where, numbering)
account = opened(store).account
store.close()
BATCH, ALL = 5, 400
chance = random.Random(7)

def delivered(n):
    answers = [f"m{n - 1}"] if n % 4 else []
    return mail(f"m{n}", f"c{n // 4}@post.example", answers=answers, sent_at=ago(minutes=ALL - n), text="word " * 200)

def receive(holder):
    store = open_store(where, numbering)
    lease = None
    while lease is None:
        time.sleep(0.01)
        lease = store.take_lease("account", holder, timedelta(milliseconds=20))
    while (done := int(store.inbox_position(account.id) or 0)) < ALL:
        batch = [delivered(n) for n in range(done, min(done + BATCH, ALL))]
        store.renew_lease(lease, timedelta(milliseconds=500))
        store.receive(lease, account, batch + batch[:1], str(done + len(batch)))
        store.renew_lease(lease, timedelta(milliseconds=20))
    store.close()

died = 0
for kill in range(kills):
    child = os.fork()
    if not child:
        try:
            receive(f"hub {kill}")
            os._exit(0)
        finally:
            os._exit(1)
    if kill == kills - 1:
        assert os.waitpid(child, 0)[1] == 0
        break
    time.sleep(0.03 + chance.random() * 0.1)
    os.kill(child, signal.SIGKILL)
    died += os.WIFSIGNALED(os.waitpid(child, 0)[1])

store = open_store(where, numbering)
with store.database.reading() as tx:
    one = lambda sql: tx.exec_driver_sql(sql).scalar()
    found = {
        "messages": one("SELECT count(*) FROM messages"),
        "distinct": one("SELECT count(DISTINCT external_id) FROM messages"),
        "letters": one("SELECT count(*) FROM letters"),
        "places": one("SELECT count(*) FROM places"),
        "interactions": one("SELECT count(*) FROM interactions"),
        "work": one("SELECT count(*) FROM work"),
        "documents": one("SELECT count(*) FROM documents WHERE message_id IS NOT NULL"),
    }
store.close()
print(json.dumps({"died": died, **found}))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal, which Windows has not")
def test_each_mail_is_there_once_though_the_receiver_is_killed_again_and_again(where: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLER, where, str(KILLS)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found.pop("died") >= KILLS // 2
    assert found.pop("interactions") == found.pop("work") == 100
    assert set(found.values()) == {400}
    if "://" not in where:
        with sqlite3.connect(where) as check:
            assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            check.execute("INSERT INTO document_words (document_words) VALUES ('integrity-check')")
        check.close()
