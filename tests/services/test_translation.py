"""A real translation file, made by Qt's own tool."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QLocale, QObject

from desktop.domain.text import tr
from desktop.paths import resources_folder
from desktop.services.translation import spoken_locale, use_language

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


TRANSLATIONS = resources_folder() / "translations"


def catalogue_maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_translations", TRANSLATIONS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pl.ts").write_text(SOURCE, "utf-8")
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    command = [str(tool), str(tmp_path / "pl.ts"), "-qm", str(tmp_path / "parley_pl.qm")]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return tmp_path


def test_words_and_plural_forms_come_from_the_translation(qapp: QObject, folder: Path) -> None:
    translator = use_language(folder, QLocale("pl_PL"))
    assert translator is not None
    assert tr("Call {name}", name="Anna") == "Zadzwoń do: Anna"
    assert [tr("%n calls", n) for n in (1, 2, 22, 5)] == ["1 połączenie", "2 połączenia", "22 połączenia", "5 połączeń"]
    assert tr("Not translated yet") == "Not translated yet"


def test_what_a_translation_does_not_say_is_said_in_proper_english(qapp: QObject, folder: Path) -> None:
    (folder / "parley_en.qm").write_bytes((TRANSLATIONS / "parley_en.qm").read_bytes())
    use_language(folder, QLocale("pl_PL"))
    assert [tr("%n days", n) for n in (1, 2)] == ["1 day", "2 days"]
    assert tr("%n calls", 5) == "5 połączeń"


def test_english_plurals_need_no_word_in_the_program(qapp: QObject, folder: Path) -> None:
    use_language(TRANSLATIONS, QLocale("hu_HU"))
    assert [tr("%n days", n) for n in (1, 2, 21)] == ["1 day", "2 days", "21 days"]
    assert tr("on %n channels.", 1) == "on one channel."


def test_every_plural_of_the_program_is_in_the_english_catalogue_and_it_is_compiled(
    qapp: QObject, folder: Path, tmp_path: Path
) -> None:
    make = catalogue_maker()
    assert len(make.sources()) > 300
    ts = TRANSLATIONS / "parley_en.ts"
    said = make._translations(ts)
    assert list(said) == make.wanted("en"), "run python resources/translations/make.py"
    for source, translation in said.items():
        forms = [form.text for form in translation.findall("numerusform")]
        assert translation.get("type") != "unfinished", source
        assert len([form for form in forms if form]) == 2, source
    make.compile_catalogue(ts, tmp_path / "again.qm")
    assert (tmp_path / "again.qm").read_bytes() == ts.with_suffix(".qm").read_bytes()


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", sorted({file.stem[7:] for file in TRANSLATIONS.glob("*.ts")} - {"en"}))
def test_another_language_says_nearly_all_fits_its_texts_and_is_compiled(
    qapp: QObject, folder: Path, tmp_path: Path, language: str
) -> None:
    make = catalogue_maker()
    ts = TRANSLATIONS / f"parley_{language}.ts"
    said = {source: one for source, one in make._translations(ts).items() if one.get("type") != "unfinished"}
    assert len(said.keys() & set(make.sources())) >= 0.9 * len(make.sources()), f"python {make.__file__} {language}"
    for source, translation in said.items():
        texts = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        others = {"number"} if "{nth}" in source else set()  # an ordinal, for languages that write it otherwise
        assert all(texts), source
        assert all(_places(text) <= _places(source) | others for text in texts), source
        assert (len(texts) > 1) == make.is_plural(source), source
    make.compile_catalogue(ts, tmp_path / "again.qm")
    assert (tmp_path / "again.qm").read_bytes() == ts.with_suffix(".qm").read_bytes()


def test_polish_has_its_three_plurals(qapp: QObject, folder: Path) -> None:
    use_language(TRANSLATIONS, QLocale("pl_PL"))
    assert [tr("%n days", n) for n in (1, 3, 5, 22, 25)] == ["1 dzień", "3 dni", "5 dni", "22 dni", "25 dni"]
    assert tr("{nth} contact in %n days", 9, nth="4th", number=4) == "4. kontakt w ciągu 9 dni"
    assert tr("on %n channels.", 3) == "na 3 kanałach."


def test_a_number_that_no_machine_counts_to_has_its_plural_too(qapp: QObject, folder: Path) -> None:
    use_language(folder, QLocale("pl_PL"))
    assert tr("%n calls", 99_999_999_999_999_999_999) == "99999999999999999999 połączeń"
    assert tr("%n calls", 4_294_967_292) == "4294967292 połączenia"


def test_a_new_language_begins_with_every_text_and_keeps_what_is_translated(
    qapp: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = catalogue_maker()
    monkeypatch.setattr(make, "HERE", tmp_path)
    file = make.update("pl")
    text = file.read_text("utf-8")
    assert text.count("<message") == len(make.sources())
    assert '<message numerus="yes">\n      <source>%n days</source>' in text
    start = text.index("<source>Notes</source>")
    unfinished = '<translation type="unfinished" />'
    file.write_text(text[:start] + text[start:].replace(unfinished, "<translation>Notatki</translation>", 1), "utf-8")
    assert "Notatki" in make.update("pl").read_text("utf-8")


def test_without_a_translation_english_stays(qapp: QObject, folder: Path) -> None:
    assert use_language(folder, QLocale("hu_HU")) is None
    assert tr("Call {name}", name="Anna") == "Call Anna"


def test_months_are_named_in_the_language_of_the_texts(qapp: QObject, folder: Path) -> None:
    written = {}
    for name in ("zh_CN", "pl_PL", "en_US", "en_GB", "de_DE", "C"):
        locale = QLocale(name)
        spoken = spoken_locale(locale, use_language(TRANSLATIONS, locale))
        written[name] = (spoken.language(), spoken.monthName(2), spoken.dayName(1))
    assert written.pop("pl_PL") == (QLocale.Language.Polish, "lutego", "poniedziałek")
    assert set(written.values()) == {(QLocale.Language.English, "February", "Monday")}


def test_dates_are_in_the_order_of_the_system_where_it_speaks_the_language_of_the_texts(
    qapp: QObject, folder: Path
) -> None:
    for name in ("en_US", "en_GB", "pl_PL"):
        locale = QLocale(name)
        assert spoken_locale(locale, use_language(TRANSLATIONS, locale)) == locale
    german = spoken_locale(QLocale("de_DE"), use_language(TRANSLATIONS, QLocale("de_DE")))
    assert german.territory() == QLocale.Country.Germany
    assert german.dateFormat(QLocale.FormatType.ShortFormat).startswith("d")
