"""The commands of the README: what they ask of Debian, and that half a set-up is no set-up."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev


def test_who_may_not_install_is_told_the_one_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as told:
        dev.install_debian_packages(["coreutils", "no-such-package", "no-such-package"])
    assert "sudo apt-get install -y --no-install-recommends no-such-package\n" in str(told.value)


def test_what_can_be_measured_is_listed_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "set_up", None)
    assert dev.main(["bench"]) == 0
    listed = capsys.readouterr().out.split()
    assert {"invite", "mail_sync"} <= set(listed)
    assert not {"common", "memory", "phones"} & set(listed)


def test_nothing_is_asked_for_where_all_is_there() -> None:
    dev.install_debian_packages(["coreutils"])


def test_a_virtual_environment_that_was_left_half_made_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its `python` is there before its pip is. The pinned packages are none here: what is tried is the environment."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "runtime.txt").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(dev.VENV)], check=True)
    dev.set_up("runtime", [])
    pip = [dev.python(), "-m", "pip", "--version"]
    assert subprocess.run(pip, capture_output=True, check=False).returncode == 0
    assert len(dev.stamps()) == 1
    before = Path(dev.python()).lstat().st_mtime_ns
    dev.set_up("runtime", [])
    assert Path(dev.python()).lstat().st_mtime_ns == before


def test_what_a_change_must_pass_is_the_readmes_test_command_and_the_windows_program(tmp_path: Path) -> None:
    """`.ci/run` with a `python3` that writes down what it is asked: every step, until one fails."""
    said = tmp_path / "said"
    for failing, asked in (("none", ["test", "windows"]), ("test", ["test"])):
        said.write_text("")
        (tmp_path / "python3").write_text(f'#!/bin/sh\necho "$CI $*" >> {said}\n[ "$2" != {failing} ]\n')
        (tmp_path / "python3").chmod(0o755)
        path = f"{tmp_path}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", str(dev.ROOT / ".ci" / "run")], env={**os.environ, "PATH": path}, capture_output=True, check=False
        )
        assert said.read_text().splitlines() == [f"true dev.py {step}" for step in asked]
        assert (done.returncode == 0) is (failing == "none")
    assert "    python3 dev.py test\n" in (dev.ROOT / "README.md").read_text("utf-8")


def test_the_test_command_is_lint_types_and_every_test_in_random_order(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    ran: list[str] = []

    def run(command: list[str]) -> int:
        ran.append(" ".join(command[2:]))
        return 0

    monkeypatch.setattr(dev, "set_up", lambda *_: None)
    monkeypatch.setattr(dev, "run", run)
    dev.test([])
    assert ran == ["ruff check", "ruff format --check --quiet", "mypy", "pytest"]
    ran.clear()
    dev.check([])
    assert ran[:2] == ["ruff check --fix --quiet", "ruff format --quiet"]
    assert ran[2:] == ["ruff check", "ruff format --check --quiet", "mypy", "pytest"]
    assert re.search(r"^pytest-randomly==", (dev.ROOT / "requirements" / "dev.txt").read_text("utf-8"), re.MULTILINE)
    assert "randomly" not in str(request.config.getini("addopts"))


def test_it_needs_nothing_but_python() -> None:
    tree = ast.parse(Path(dev.__file__).read_text("utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_every_package_is_pinned_with_its_hashes() -> None:
    files = sorted((dev.ROOT / "requirements").glob("*.txt"))
    assert files
    for file in files:
        packages = file.read_text("utf-8").replace("\\\n", " ").splitlines()
        loose = [
            line
            for line in packages
            if line[:1] not in ("", "#") and not re.match(r"[\w.\[\]-]+==\S+.* --hash=sha256:[0-9a-f]{64}", line)
        ]
        assert loose == [], file.name
