"""Brings the catalogues up to date with the program's texts and compiles them, for those who change or add a language.

    python resources/translations/make.py          every language that is there
    python resources/translations/make.py pl       and Polish, begun if it is not

Needs `pyside6-lrelease` of the development packages. English is a catalogue of plural forms alone: the rest of its
words are in the program.
"""

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parent.parent / "desktop"
ENGLISH = "en"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


def sources() -> list[str]:
    """Every text given to `tr`, in the order of files and lines."""
    found: dict[str, None] = {}
    for file in sorted(PROGRAM.rglob("*.py")):
        calls = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            if isinstance(call.func, ast.Name) and call.func.id == "tr" and call.args:
                text = call.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[text.value] = None
    return list(found)


def is_plural(source: str) -> bool:
    return "%n" in source


def wanted(language: str) -> list[str]:
    return [source for source in sources() if language != ENGLISH or is_plural(source)]


def update(language: str) -> Path:
    """Write the `.ts` anew: what is translated stays, what is new is unfinished, what nobody asks for goes."""
    file = HERE / f"parley_{language}.ts"
    before = _translations(file)
    tree = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage=ENGLISH)
    context = ElementTree.SubElement(tree, "context")
    ElementTree.SubElement(context, "name")
    for source in wanted(language):
        message = ElementTree.SubElement(context, "message")
        if is_plural(source):
            message.set("numerus", "yes")
        ElementTree.SubElement(message, "source").text = source
        message.append(before.get(source, ElementTree.Element("translation", type="unfinished")))
    ElementTree.indent(tree)
    file.write_text(_HEAD + ElementTree.tostring(tree, "unicode") + "\n", "utf-8")
    return file


def _translations(file: Path) -> dict[str, ElementTree.Element]:
    if not file.is_file():
        return {}
    found = {}
    for message in ElementTree.parse(file).iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        if source and translation is not None:
            found[source] = translation
    return found


def compile_catalogue(file: Path, compiled: Path) -> None:
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    command = [str(tool), "-silent", str(file), "-qm", str(compiled)]
    subprocess.run(command, check=True, timeout=60)


def main(asked: Iterable[str]) -> None:
    languages = {file.stem.partition("_")[2] for file in HERE.glob("parley_*.ts")}
    for language in sorted(languages | set(asked)):
        file = update(language)
        compile_catalogue(file, file.with_suffix(".qm"))


if __name__ == "__main__":
    main(sys.argv[1:])
