"""The program assumes no one system: what only one of them has is used in modules that say so in their names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "desktop"

# modules, and names of `os`, `signal` and `socket`, that Windows has not got
NOT_ON_WINDOWS = """
    crypt curses fcntl grp nis ossaudiodev posix pty pwd readline resource spwd syslog termios tty os.chown
    os.fchmod os.fork os.forkpty os.getegid os.geteuid os.getgid os.getpgid os.getuid os.killpg os.mkfifo os.nice
    os.pipe2 os.pread os.pwrite os.setpgid os.setsid os.setuid os.statvfs os.sync os.uname os.wait os.waitid
    signal.SIGALRM signal.SIGCHLD signal.SIGHUP signal.SIGKILL signal.SIGPIPE signal.SIGUSR1 signal.SIGUSR2
    signal.alarm signal.pause signal.setitimer signal.sigwait socket.AF_UNIX
"""
NOT_ELSEWHERE = frozenset(["_winapi", "msvcrt", "winreg", "winsound", "ctypes.windll", "ctypes.WinDLL", "os.startfile"])
# strftime's glibc extensions: Windows raises ValueError
GLIBC_FORMAT = re.compile(r"%[-_0^#]?-[a-zA-Z]|%[PkslG]\b")
_LACKING = frozenset(NOT_ON_WINDOWS.split()) | NOT_ELSEWHERE
_OF_POSIX = _LACKING - NOT_ELSEWHERE
SAYS_SO = {"posix": _OF_POSIX, "linux": _OF_POSIX, "macos": _OF_POSIX, "windows": NOT_ELSEWHERE}


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def _formats(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strftime":
            for part in ast.walk(node):
                match part:
                    case ast.Constant(value=str(text)):
                        yield text


def _asked_for(tree: ast.AST) -> Iterator[str]:
    """What is used only where it is: `hasattr(os, "nice")`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="hasattr"), args=[ast.Name(id=module), ast.Constant(value=str(name))]):
                yield f"{module}.{name}"


def assumptions(source: str, module: str) -> list[str]:
    """What a module uses that some system has not got."""
    tree = ast.parse(source)
    allowed = SAYS_SO.get(module.rpartition("_")[2], frozenset()).union(_asked_for(tree))
    used = {name for name in _names(tree) if name in _LACKING - allowed}
    return sorted(used | {text for text in _formats(tree) if GLIBC_FORMAT.search(text)})


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_uses_nothing_that_one_system_lacks(path: Path) -> None:
    assert assumptions(path.read_text("utf-8"), path.stem) == []


@pytest.mark.parametrize(
    ("source", "module", "found"),
    [
        ("import fcntl", "store", ["fcntl"]),
        ("import os\nos.fork()", "store", ["os.fork"]),
        ("from signal import SIGKILL", "store", ["signal.SIGKILL"]),
        ("def f():\n    import winreg", "policy", ["winreg"]),
        ("import winreg", "policy_windows", []),
        ("import fcntl", "lock_posix", []),
        ("import fcntl", "lock_windows", ["fcntl"]),
        ("import os\nif hasattr(os, 'nice'):\n    os.nice(1)", "engine", []),
        ("moment.strftime('%-d %B')", "words", ["%-d %B"]),
        ("moment.strftime('%d %B %H:%M')", "words", []),
    ],
)
def test_an_assumption_is_noticed(source: str, module: str, found: list[str]) -> None:
    assert assumptions(source, module) == found
