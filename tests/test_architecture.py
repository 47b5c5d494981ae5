"""Who may import what: the table of docs/architecture.md, read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop"

QT_CORE = "PySide6.QtCore"
# folder or module (longest match wins) -> what it may import besides the standard library and itself
RULES: dict[str, tuple[str, ...]] = {
    "desktop.domain": (),
    "desktop.services": ("desktop.domain", QT_CORE, "shiboken6"),
    "desktop.telephony": ("desktop.domain", "desktop.services.ports", QT_CORE, "PySide6.QtNetwork"),
    "desktop.telephony.engine": (
        "desktop.domain",
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
    "desktop.store": ("desktop.domain", "desktop.services.ports", "sqlalchemy", "alembic", "keyring", "psycopg"),
    "desktop.ui": (
        "desktop.domain",
        "desktop.services",
        QT_CORE,
        "PySide6.QtGui",
        "PySide6.QtWidgets",
        "PySide6.QtSvg",
    ),
}
ROOTS = ("desktop.app", "desktop.hub", "desktop.__main__")
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
    import sys

    return name.split(".")[0] not in {*sys.stdlib_module_names, "typing_extensions"}


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_each_module_imports_only_what_its_layer_may(path: Path) -> None:
    module = _name(path)
    rule = _rule(module)
    for name in _imports(path):
        if not _is_foreign(name):
            continue
        if rule is None:
            continue
        allowed = (*RULES[rule], rule)
        assert any(_is_within(name, a) for a in allowed), f"{module} may not import {name}"


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_only_the_composition_imports_the_composition(path: Path) -> None:
    module = _name(path)
    if any(_is_within(module, outer) for outer in OUTER) or module.startswith("desktop.windows"):
        return
    for name in _imports(path):
        assert not any(_is_within(name, outer) for outer in OUTER), f"{module} may not import {name}"


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


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_files_functions_and_classes_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= MAX_LINES, f"{path.name} has {text.count(chr(10))} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            assert size <= MAX_FUNCTION, f"{path.name}:{node.lineno} {node.name}() has {size} lines"
        if isinstance(node, ast.ClassDef):
            public = [n for n in node.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
            is_port = _name(path) == "desktop.services.ports"
            assert is_port or len(public) <= MAX_PUBLIC_METHODS, f"{node.name} has {len(public)} public methods"


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_each_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), f"{path} has no docstring"


def test_folders_stay_small() -> None:
    for folder in {p.parent for p in _modules()}:
        files = [p for p in folder.glob("*.py") if p.name != "__init__.py"]
        limit = 22 if folder.name == "ui" else 18
        assert len(files) <= limit, f"{folder.relative_to(ROOT)} has {len(files)} modules"
