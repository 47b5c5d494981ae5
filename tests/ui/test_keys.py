"""The list of keys under F1: left with Esc, and nothing that writes becomes a command."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.conversation.writing.editor import Editor
from desktop.ui.conversation.writing.keys import TextKey, text_keys
from desktop.ui.keys_dialog import KeysDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.shortcuts import all_shortcuts, is_free_to_press, parse_changes
from desktop.ui.widgets.text import TextLine
from tests.ui.stage import Stage


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> KeysDialog:
    QTest.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), KeysDialog))
    opened = QApplication.activeModalWidget()
    assert isinstance(opened, KeysDialog)
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def test_esc_leaves_the_list_of_keys_as_it_was(dialog: KeysDialog, stage: Stage) -> None:
    assert dialog.done_button.hasFocus()
    field = dialog.editors["find"]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert stage.services.settings.texts("keys.changes") == ()


@pytest.mark.parametrize("keys", ["A", "Shift+A", "Return", "Space", "Tab", "Esc", "Backspace", "Left", "5"])
def test_what_writes_is_no_command(dialog: KeysDialog, stage: Stage, keys: str) -> None:
    field = dialog.editors["hold"]
    field.setKeySequence(QKeySequence(keys))
    field.editingFinished.emit()
    assert stage.services.settings.texts("keys.changes") == ()
    assert "needed for typing" in dialog.words
    assert field.keySequence() == QKeySequence("F5")


def test_backspace_brings_the_usual_keys_back(dialog: KeysDialog, window: MainWindow, stage: Stage) -> None:
    field = dialog.editors["hold"]
    field.setKeySequence(QKeySequence("Ctrl+H"))
    field.editingFinished.emit()
    assert window.keys.keys("hold") == "Ctrl+H"
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert window.keys.keys("hold") == "F5"
    assert stage.services.settings.texts("keys.changes") == ()


def test_every_key_that_is_delivered_is_free_to_press() -> None:
    assert [one.name for one in all_shortcuts() if not is_free_to_press(QKeySequence(one.default))] == []


def test_a_settings_file_cannot_make_a_letter_a_command() -> None:
    assert parse_changes(("hang_up = A", "answer = Return", "hold = Ctrl+H")) == {"hold": "Ctrl+H"}


def test_the_list_has_every_key_that_is_bound(window: MainWindow, qtbot: QtBot) -> None:
    assert window.work_pane.conversation is not None  # whose editor has keys of its own
    actions = {one.shortcut().toString() for one in window.findChildren(QAction) if not one.shortcut().isEmpty()}
    bound = actions | {one.key().toString() for one in window.findChildren(QShortcut)}
    window.keys.action("help").trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), KeysDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeysDialog)
    caps = {label.text for label in dialog.findChildren(TextLine)}
    listed = {field.keySequence().toString() for field in dialog.editors.values()}
    listed |= {one.keys for one in text_keys() if one.label in caps and one.cap in caps}
    assert len(bound) > 40
    assert bound <= listed
    assert {one.keys for one in text_keys()} <= listed
    dialog.reject()


@pytest.mark.parametrize("one", text_keys(), ids=lambda one: one.name)
def test_each_key_of_the_editor_does_what_the_list_says(qtbot: QtBot, one: TextKey) -> None:
    editor = Editor("")
    qtbot.addWidget(editor)
    asked: list[bool] = []
    editor.link_asked.connect(lambda: asked.append(True))
    editor.show()
    editor.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.setPlainText("word")
    editor.selectAll()
    QApplication.clipboard().setText("pasted")
    QTest.keySequence(editor, QKeySequence(one.keys))
    QApplication.clipboard().clear()
    wanted = {
        "bold": "<b>word</b>",
        "italic": "<i>word</i>",
        "underline": "<u>word</u>",
        "bullets": "<ul>",
        "numbers": "<ol>",
        "paste_plain": "pasted",
    }
    assert asked if one.name == "link" else wanted[one.name] in editor.html


def test_a_key_of_the_editor_is_no_commands(dialog: KeysDialog, stage: Stage) -> None:
    """Two that mean something by one key cancel each other."""
    field = dialog.editors["hold"]
    field.setKeySequence(QKeySequence("Ctrl+Shift+L"))
    field.editingFinished.emit()
    assert stage.services.settings.texts("keys.changes") == ()
    assert "Link" in dialog.words


def test_no_usual_key_of_a_command_means_something_else_while_one_writes() -> None:
    """In the text of an answer one key would make it bold, and not show the customer."""
    assert not {one.default for one in all_shortcuts()} & {one.keys for one in text_keys()}
