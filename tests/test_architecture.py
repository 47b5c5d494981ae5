"""Who may import what: the table of docs/architecture.md, read from the source."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop"

QT_CORE = "PySide6.QtCore"
EACH_CHANNEL = (
    "desktop.channels.work_fields",
    "desktop.domain",
    "desktop.services.channel",
    "desktop.services.settings",
    "desktop.services.written_ports",
)
# folder or module (longest match wins) -> what it may import besides the standard library and itself
RULES: dict[str, tuple[str, ...]] = {
    "desktop.domain": (),
    "desktop.services": ("desktop.domain", QT_CORE, "shiboken6"),
    "desktop.telephony": ("desktop.domain", "desktop.services.ports", QT_CORE, "PySide6.QtNetwork"),
    "desktop.telephony.engine": (
        "desktop.domain",
        "desktop.services.translation",
        "desktop.telephony.protocol",
        "desktop.telephony.wire",
        QT_CORE,
        "PySide6.QtNetwork",
        "PySide6.QtMultimedia",
        "pjsua2",
    ),
    "desktop.telephony.engine.edge": (
        "desktop.domain",
        "desktop.telephony.protocol",
        QT_CORE,
        "PySide6.QtNetwork",
    ),
    "desktop.numbering": ("desktop.domain", "desktop.services.ports", "phonenumbers"),
    "desktop.store": (
        "desktop.domain",
        "desktop.services.ports",
        "desktop.services.office.mailing_ports",
        "desktop.services.office.ports",
        "desktop.services.written_ports",
        "sqlalchemy",
        "alembic",
        "keyring",
        "psycopg",
    ),
    "desktop.channels": ("desktop.domain", "desktop.services.channel", "desktop.services.settings"),
    "desktop.channels.email": (*EACH_CHANNEL, "idna", "nh3", "truststore"),
    "desktop.channels.email.finding.dns": (QT_CORE, "PySide6.QtNetwork"),
    "desktop.ui": (
        "desktop.domain",
        "desktop.services",
        QT_CORE,
        "PySide6.QtGui",
        "PySide6.QtPrintSupport",
        "PySide6.QtWidgets",
        "PySide6.QtSvg",
        "shiboken6",
    ),
}
for _channel in (PACKAGE / "channels").glob("*/__init__.py"):  # one with a library of its own has a line above
    RULES.setdefault(f"desktop.channels.{_channel.parent.name}", EACH_CHANNEL)
# these sit between the roots and the rest: part of the composition, never imported by an inner layer
OUTER = (
    "desktop.app",
    "desktop.hub",
    "desktop.__main__",
    "desktop.doctor",
    "desktop.demo",
    "desktop.commands",
    "desktop.application",
)
MAX_LINES = 400
MAX_FUNCTION = 50
MAX_PUBLIC_METHODS = 20


def _modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_within(name: str, folder: str) -> bool:
    return name == folder or name.startswith(folder + ".")


def _rule(module: str) -> str | None:
    fitting = [folder for folder in RULES if _is_within(module, folder)]
    return max(fitting, key=len) if fitting else None


def _is_foreign(name: str) -> bool:
    return name.split(".")[0] not in {*sys.stdlib_module_names, "typing_extensions"}


def test_each_module_imports_only_what_its_layer_may() -> None:
    wrong = []
    for path in _modules():
        module = _name(path)
        rule = _rule(module)
        if rule is None:
            continue
        allowed = (*RULES[rule], rule)
        wrong += [
            f"{module} may not import {name}"
            for name in _imports(path)
            if _is_foreign(name) and not any(_is_within(name, folder) for folder in allowed)
        ]
    assert wrong == []


def test_every_module_has_a_rule_or_belongs_to_the_composition() -> None:
    known = ("desktop.paths", "desktop.crash", "desktop.instance", "desktop.policy", "desktop.policy_windows")
    unruled = [
        module
        for module in map(_name, _modules())
        if _rule(module) is None and module not in ("desktop", *known) and not _is_outer(module)
    ]
    assert unruled == []


def _is_outer(module: str) -> bool:
    return any(_is_within(module, outer) for outer in OUTER)


def test_only_the_composition_imports_the_composition() -> None:
    wrong = [
        f"{_name(path)} may not import {name}"
        for path in _modules()
        if not _is_outer(_name(path))
        for name in _imports(path)
        if _is_outer(name)
    ]
    assert wrong == []


def _owner_only(library: str, owner: str) -> list[str]:
    return [
        f"{_name(path)} imports {name}"
        for path in _modules()
        if not _is_within(_name(path), owner)
        for name in _imports(path)
        if _is_within(name, library)
    ]


@pytest.mark.parametrize(
    ("library", "owner"),
    [
        ("pjsua2", "desktop.telephony.engine"),
        ("sqlalchemy", "desktop.store"),
        ("alembic", "desktop.store"),
        ("keyring", "desktop.store"),
        ("phonenumbers", "desktop.numbering"),
        ("PySide6.QtMultimedia", "desktop.telephony.engine"),
    ],
)
def test_each_library_has_one_owner(library: str, owner: str) -> None:
    assert _owner_only(library, owner) == []


def _sizes(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8")
    if (lines := text.count("\n")) > MAX_LINES:
        yield f"{path.name} has {lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > MAX_FUNCTION:
                yield f"{path.name}:{node.lineno} {node.name}() has {size} lines"
        if isinstance(node, ast.ClassDef) and _name(path) != "desktop.services.ports":
            public = [n for n in node.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
            if len(public) > MAX_PUBLIC_METHODS:
                yield f"{path.name} {node.name} has {len(public)} public methods"


def test_files_functions_and_classes_stay_small() -> None:
    assert [line for path in _modules() for line in _sizes(path)] == []


def test_each_module_says_what_it_is_for() -> None:
    assert [_name(path) for path in _modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_folders_stay_small() -> None:
    for folder in {p.parent for p in _modules()}:
        files = [p for p in folder.glob("*.py") if p.name != "__init__.py"]
        limit = 22 if folder.name == "ui" else 18
        assert len(files) <= limit, f"{folder.relative_to(ROOT)} has {len(files)} modules"
