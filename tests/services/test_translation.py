"""A real translation file, made by Qt's own tool."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject

from desktop.domain import text
from desktop.domain.text import tr
from desktop.services.translation import use_language

SOURCE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl_PL">
<context>
    <name></name>
    <message><source>Call {name}</source><translation>Zadzwoń do: {name}</translation></message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n połączenie</numerusform>
            <numerusform>%n połączenia</numerusform>
            <numerusform>%n połączeń</numerusform>
        </translation>
    </message>
</context>
</TS>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "pl.ts").write_text(SOURCE, "utf-8")
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    command = [str(tool), str(tmp_path / "pl.ts"), "-qm", str(tmp_path / "parley_pl.qm")]
    subprocess.run(command, check=True, capture_output=True, timeout=30)
    before = text._translator
    yield tmp_path
    text.install_translator(before)


def test_words_and_plural_forms_come_from_the_translation(qapp: QObject, folder: Path) -> None:
    translator = use_language(folder, QLocale("pl_PL"))
    assert translator is not None
    assert tr("Call {name}", name="Anna") == "Zadzwoń do: Anna"
    assert [tr("%n calls", n) for n in (1, 2, 22, 5)] == ["1 połączenie", "2 połączenia", "22 połączenia", "5 połączeń"]
    assert tr("Not translated yet") == "Not translated yet"


def test_without_a_translation_english_stays(qapp: QObject, folder: Path) -> None:
    assert use_language(folder, QLocale("hu_HU")) is None
    assert tr("Call {name}", name="Anna") == "Call Anna"
