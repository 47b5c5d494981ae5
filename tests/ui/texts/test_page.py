"""Settings, Texts: listed by thousands, found, added, changed, deleted and brought back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.domain.office.macros import Macro, Step, StepKind
from desktop.domain.office.texts import ReadyText, TextKind, Wording
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.settings_page import TEXTS
from desktop.ui.pages.texts.macro_form import MacroForm
from desktop.ui.pages.texts.page import TextsPage
from desktop.ui.pages.texts.text_form import TextForm
from desktop.ui.rail import Page
from tests.ui.stage import Stage

Open = Callable[..., TextsPage]


@pytest.fixture
def page(window: MainWindow, stage: Stage, qtbot: QtBot) -> Open:
    def opened(*texts: ReadyText) -> TextsPage:
        for text in texts:
            stage.store.save_text(text)
        window.rail.choose(Page.SETTINGS)
        window.pages.settings.choose(TEXTS)
        found = window.pages.settings.findChild(TextsPage)
        assert found is not None
        qtbot.waitUntil(lambda: stage.services.texts.is_read)
        return found

    return opened


def _text(number: int) -> ReadyText:
    return ReadyText(title=f"Text {number:04}", shortcut=f"t{number}", wordings=(Wording(text=f"Words {number}"),))


def _titles(page: TextsPage) -> list[str]:
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def test_a_new_reply_is_written_saved_and_listed(page: Open, stage: Stage, qtbot: QtBot) -> None:
    made = page()
    made.new_button.click()
    form = made.form
    assert isinstance(form, TextForm)
    form.title.setText("Refund")
    form.shortcut.setText("/refund")
    form.queues.setText("Sales, Support , Sales")
    form.card.editor.setPlainText("Dear {customer.name}")
    assert form.preview.text() == "Dear Anna Kowalczyk"
    form.card.add_button.click()
    form.card.language.show_language("pl")
    form.card.editor.setPlainText("Dzień dobry")
    form.card.editor.selectAll()
    form.card.editor.toggle_bold()
    form.save_button.click()
    qtbot.waitUntil(lambda: _titles(made) == ["Refund"])
    (kept,) = stage.store.texts()
    assert (kept.shortcut, kept.queues, kept.kind) == ("refund", ("Sales", "Support"), TextKind.REPLY)
    assert [(one.language, one.text) for one in kept.wordings] == [("", "Dear {customer.name}"), ("pl", "Dzień dobry")]
    assert kept.wordings[1].html == "<p><b>Dzień dobry</b></p>"


def test_what_is_missing_is_said_and_nothing_saved(page: Open, stage: Stage) -> None:
    made = page()
    made.add()
    form = made.form
    assert isinstance(form, TextForm)
    form.save()
    assert form.trouble.isVisible()
    form.title.setText("x")
    form.save()
    assert form.trouble.isVisible()
    assert stage.store.texts() == []


def test_two_wordings_in_one_language_are_refused(page: Open, stage: Stage) -> None:
    twice = ReadyText(title="x", wordings=(Wording(language="pl", text="a"), Wording(language="en", text="b")))
    made = page(twice)
    made.open(made.model.value(0))
    form = made.form
    assert isinstance(form, TextForm)
    form.card.language.show_language("en")
    form.save()
    assert form.trouble.isVisible()
    assert stage.store.texts()[0].wordings == twice.wordings


def test_a_text_is_deleted_and_brought_back(page: Open, stage: Stage, qtbot: QtBot) -> None:
    made = page(_text(1), _text(2))
    (first, _) = stage.store.texts()
    made.open(made.model.value(0))
    assert made.form is not None
    made.form.remove_asked.emit()
    qtbot.waitUntil(lambda: _titles(made) == ["Text 0002"])
    made.undo_button.click()
    qtbot.waitUntil(lambda: _titles(made) == ["Text 0001", "Text 0002"])
    assert stage.store.texts()[0] == first


def test_one_is_found_by_its_shortcut_and_opened_by_enter(page: Open, qtbot: QtBot) -> None:
    made = page(*(_text(number) for number in range(3)))
    QTest.keyClicks(made.search, "t2")
    assert _titles(made) == ["Text 0002"]
    QTest.keyClick(made.search, Qt.Key.Key_Return)
    assert isinstance(made.form, TextForm)
    assert made.form.title.text() == "Text 0002"


def test_variables_are_offered_with_what_they_mean(page: Open) -> None:
    made = page()
    made.add()
    form = made.form
    assert isinstance(form, TextForm)
    menu = form.card.variable_menu()
    words = [action.text() for action in menu.actions()]
    assert "The customer's name\t{customer.name}" in words
    menu.actions()[0].trigger()
    assert form.card.editor.toPlainText() == "{customer.name}"
    menu.close()


def test_templates_are_listed_apart(page: Open, stage: Stage, qtbot: QtBot) -> None:
    made = page(_text(1))
    made.kinds.choose(1)
    made.kinds.chosen.emit(1)
    assert _titles(made) == []
    made.add()
    form = made.form
    assert isinstance(form, TextForm)
    form.title.setText("Greeting")
    form.card.editor.setPlainText("Dear {customer.name},\n{here}\nBye")
    assert form.preview.text() == "Dear Anna Kowalczyk,\n…\nBye"
    form.save()
    qtbot.waitUntil(lambda: _titles(made) == ["Greeting"])
    assert stage.store.templates()[0].title == "Greeting"


def test_a_macro_is_put_together_and_said_in_words(page: Open, stage: Stage, qtbot: QtBot) -> None:
    made = page(_text(1))
    made.kinds.choose(2)
    made.kinds.chosen.emit(2)
    made.add()
    form = made.form
    assert isinstance(form, MacroForm)
    form.title.setText("Urgent")
    form.add_button.click()
    form.save()
    assert form.trouble.isVisible()
    note = form.rows[1]
    note.kind.setCurrentIndex(list(StepKind).index(StepKind.PRIORITY))
    field = note.field
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findData("2"))
    assert form.words.text() == (
        "1. “Text 0001” is put into the answer; it is not sent.\n2. Its priority becomes “Urgent”."
    )
    form.save()
    qtbot.waitUntil(lambda: _titles(made) == ["Urgent"])
    text_id = str(stage.store.texts()[0].id)
    (kept,) = stage.store.macros()
    assert kept.steps == (Step(kind=StepKind.TEXT, value=text_id), Step(kind=StepKind.PRIORITY, value="2"))
    made.open(kept)
    assert isinstance(made.form, MacroForm)
    assert made.form.macro() == kept
    made.form.remove_asked.emit()
    qtbot.waitUntil(lambda: _titles(made) == [])
    made.undo()
    qtbot.waitUntil(lambda: _titles(made) == ["Urgent"])
    assert isinstance(made.model.value(0), Macro)


def test_the_list_grows_by_pages(page: Open, stage: Stage, qtbot: QtBot) -> None:
    made = page(*(_text(number) for number in range(230)))
    assert made.model.rowCount() == 200
    made.view.scrollToBottom()
    qtbot.waitUntil(lambda: made.model.rowCount() == 230)


def test_a_file_is_looked_at_first_and_what_is_wrong_is_said_line_by_line(
    page: Open, stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    made = page(_text(1))
    file = tmp_path / "theirs.csv"
    file.write_text("title,text\nHello,Hi {{contact.first_name}}\nBad,{{ticket.url}}\nText 0001,Words 1\n")
    made.read_file(file)
    form = made.reading
    assert form is not None
    qtbot.waitUntil(form.read_button.isEnabled)
    assert form.facts.text().startswith("1 new")
    assert "1 as it is already" in form.facts.text()
    assert "Line 3" in form.remarks.text()
    assert form.trouble.isVisible()
    assert len(stage.store.texts()) == 1
    form.read_button.click()
    qtbot.waitUntil(lambda: form.leave_button.text() == "Done")
    assert "theirs.errors.csv" in form.trouble.accessibleName()
    form.leave_button.click()
    qtbot.waitUntil(lambda: _titles(made) == ["Hello", "Text 0001"])


def test_a_file_that_is_no_table_of_texts_is_told_and_nothing_can_be_read_in(
    page: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    made = page()
    made.read_file(tmp_path / "nothing.csv")
    form = made.reading
    assert form is not None
    qtbot.waitUntil(form.trouble.isVisible)
    assert "nothing.csv" in form.trouble.accessibleName()
    assert not form.read_button.isEnabled()
    form.leave_button.click()
    assert made.reading is None


def test_all_texts_are_written_to_a_file(page: Open, stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    made = page(_text(1), _text(2))
    made.write_file(tmp_path / "out.csv")
    qtbot.waitUntil((tmp_path / "out.csv").exists)
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()) == 3
    assert len(made.more_menu().actions()) == 2
