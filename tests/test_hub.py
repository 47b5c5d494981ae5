"""`parley hub` as a server starts it: a process of its own, ended by SIGTERM, its secrets in a guarded file."""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.channels.email.fields import SignIn
from desktop.channels.email.oauth import device
from desktop.channels.email.oauth.provider import PROVIDERS, Provider
from desktop.commands.serving import hub
from desktop.domain.channel import Channel
from desktop.domain.written import AccountHealth, AccountState, ChannelAccount
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.servers.authorisation import authorisation
from tests.services.hub.conftest import wait_for

ROOT = Path(__file__).parents[1]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DatabaseStore]:
    opened = open_store(tmp_path / "parley.db", PhoneNumbering("PL"))
    yield opened
    opened.close()


def an_account(store: DatabaseStore) -> int:
    """At a server that is not there."""
    settings = (("imap_host", "127.0.0.1"), ("imap_port", "9"), ("smtp_host", "127.0.0.1"), ("smtp_port", "9"))
    saved = store.save_account(
        ChannelAccount(channel=Channel.EMAIL, name="Shop", address="desk@shop.example", settings=settings)
    )
    assert saved.id is not None
    return saved.id


def a_secrets_file(folder: Path, mode: int = 0o600) -> Path:
    file = folder / "secrets.json"
    file.write_text("{}")
    file.chmod(mode)
    return file


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "desktop", "hub", *arguments]


def environment(profile: Path) -> dict[str, str]:
    return {**os.environ, "PARLEY_PROFILE": str(profile), "PYTHONUTF8": "1"}


@contextmanager
def running(profile: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    log = profile / "hub.log"
    with log.open("w") as opened:
        process = subprocess.Popen(
            command(*arguments), cwd=ROOT, env=environment(profile), stdin=subprocess.DEVNULL, stderr=opened, text=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(30)


def health(store: DatabaseStore, account_id: int) -> AccountHealth | None:
    return next((state.health for state in store.account_states() if state.account_id == account_id), None)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_hub_says_that_it_is_there_serves_and_lets_go_when_it_is_asked_to_end(
    tmp_path: Path, store: DatabaseStore, how: signal.Signals
) -> None:
    account_id = an_account(store)
    secrets = a_secrets_file(tmp_path)
    secrets.write_text(json.dumps({f"account.{account_id}.password": "open sesame"}))
    with running(tmp_path, "--secrets-file", str(secrets)) as process:
        wait_for(lambda: store.lease_holder("hub"), "the hub", 60)
        wait_for(lambda: health(store, account_id) is AccountHealth.TROUBLED, "its word on the account")
        process.send_signal(how)
        assert process.wait(30) == 0
    assert store.lease_holder("hub") == ""
    assert store.lease_holder(f"account.{account_id}") == ""
    assert health(store, account_id) is AccountHealth.STOPPED
    log = (tmp_path / "hub.log").read_text()
    assert "The hub serves the channels" in log
    assert "Shop: troubled" in log
    assert "The hub ended" in log
    assert "open sesame" not in log


_LOOKS = """
import argparse, gc, sys
from desktop.commands import serving
serving.serve = lambda *_: print(gc.get_threshold()[0], gc.get_freeze_count() > 10_000) is None
sys.exit(serving.hub(argparse.Namespace(profile=None, store=sys.argv[1], secrets_file=sys.argv[2], set_secret="")))
"""


def test_a_hub_looks_for_garbage_seldom_and_not_among_what_stays(tmp_path: Path) -> None:
    run = [sys.executable, "-c", _LOOKS, str(tmp_path / "parley.db"), str(a_secrets_file(tmp_path))]
    done = subprocess.run(
        run, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, timeout=100, check=False
    )
    assert done.stdout.split() == ["100000", "True"], done.stderr


def test_a_file_of_secrets_that_others_may_read_is_refused_before_anything_is_served(
    tmp_path: Path, store: DatabaseStore
) -> None:
    file = a_secrets_file(tmp_path, 0o644)
    done = subprocess.run(
        command("--secrets-file", str(file)),
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 1
    assert "Others may read" in done.stderr
    assert store.lease_holder("hub") == ""


def test_a_password_is_put_into_the_file_and_a_refused_account_tried_again(
    tmp_path: Path, store: DatabaseStore
) -> None:
    account_id = an_account(store)
    file = a_secrets_file(tmp_path)
    now = datetime.now(UTC)
    store.set_account_state(AccountState(account_id=account_id, health=AccountHealth.REFUSED, since=now))
    done = subprocess.run(
        command("--secrets-file", str(file), "--set-secret", "desk@shop.example"),
        cwd=ROOT,
        env=environment(tmp_path),
        input="zażółć\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(file.read_text("utf-8")) == {f"account.{account_id}.password": "zażółć"}
    assert health(store, account_id) is AccountHealth.STARTING


class Visited:
    """A browser that goes where it is sent, and shows nothing."""

    def __init__(self) -> None:
        self.address = ""

    def open(self, address: str, *_: object) -> bool:
        self.address = address
        with urllib.request.urlopen(address, timeout=10) as page:
            return bool(page.read())


def test_where_the_browser_is_sent_stands_in_the_terminal_too(
    tmp_path: Path, store: DatabaseStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (("sign_in", "microsoft"), ("client_id", "parley-test"))
    saved = store.save_account(
        ChannelAccount(channel=Channel.EMAIL, name="Shop", address="desk@shop.example", settings=settings)
    )
    user = Visited()
    monkeypatch.setattr(webbrowser, "_tryorder", ["visited"])
    monkeypatch.setattr(webbrowser, "get", lambda _name: user)
    file = a_secrets_file(tmp_path)
    with authorisation() as server:
        server.user = "desk@shop.example"
        provider = Provider(authorize=f"{server.address}/authorize", token=f"{server.address}/token", scope="mail")
        monkeypatch.setitem(PROVIDERS, SignIn.MICROSOFT, provider)
        options = argparse.Namespace(
            secrets_file=str(file), store=str(tmp_path / "parley.db"), profile=str(tmp_path), set_secret="shop"
        )
        assert hub(options) == 0
    assert user.address
    assert user.address in capsys.readouterr().out
    assert json.loads(file.read_text())[f"account.{saved.id}.refresh_token"] in server.kept


def test_an_account_without_a_password_is_signed_in_by_a_code_that_is_typed_in_elsewhere(
    tmp_path: Path, store: DatabaseStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (("sign_in", "microsoft"), ("sign_in_at", "device"), ("client_id", "parley-test"))
    saved = store.save_account(
        ChannelAccount(channel=Channel.EMAIL, name="Shop", address="desk@shop.example", settings=settings)
    )
    file = a_secrets_file(tmp_path)
    file.write_text(json.dumps({f"account.{saved.id}.refresh_token": "withdrawn"}))
    monkeypatch.setattr(device, "_PAUSE_SECONDS", 0.1)
    with authorisation() as server:
        server.pause, server.seconds = 0, 20
        its = server.address
        provider = Provider(authorize="", token=f"{its}/token", scope="mail", device=f"{its}/device")
        monkeypatch.setitem(PROVIDERS, SignIn.MICROSOFT, provider)

        def type_it_in() -> bool:
            server.typed.update(server.devices.values())
            return bool(server.typed)

        elsewhere = threading.Thread(target=wait_for, args=(type_it_in, "a code"))
        elsewhere.start()
        options = argparse.Namespace(
            secrets_file=str(file), store=str(tmp_path / "parley.db"), profile=str(tmp_path), set_secret="shop"
        )
        assert hub(options) == 0
        elsewhere.join(10)
        (code,) = server.typed
    assert f"Open {its}/device and type the code {code}." in capsys.readouterr().out
    assert json.loads(file.read_text())[f"account.{saved.id}.refresh_token"] in server.kept
    assert health(store, saved.id or 0) is AccountHealth.STARTING


def test_a_password_for_nobody_is_refused_with_those_there_are(tmp_path: Path, store: DatabaseStore) -> None:
    an_account(store)
    done = subprocess.run(
        command("--secrets-file", str(a_secrets_file(tmp_path)), "--set-secret", "nobody"),
        cwd=ROOT,
        env=environment(tmp_path),
        input="x\n",
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 1
    assert "nobody" in done.stderr
    assert "desk@shop.example" in done.stderr
