"""Calls, customers and settings; the first set-up and the dialogs."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from desktop.domain.customer import Address, AddressKind, Customer, CustomerHit
from desktop.domain.phone import Account, DeviceList, DeviceRole, Registration, RegistrationState
from desktop.services.interactions import WorkItem
from desktop.services.settings import Choice, Kind
from desktop.ui.dialogs import PasswordDialog
from desktop.ui.first_run import FirstRun
from desktop.ui.keys_dialog import KeysDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.setting_editors import SettingEditor
from desktop.ui.pages.settings_page import ACCOUNTS
from desktop.ui.pages.sound_check import SoundCheck
from desktop.ui.rail import Page
from desktop.ui.shortcuts import all_shortcuts, parse_changes
from desktop.ui.widgets.switch import Switch
from tests.ui.conftest import settle
from tests.ui.stage import DEVICES, STRANGER, Stage

Ring = Callable[..., WorkItem]


def test_the_call_log_lists_calls_and_calls_back_with_enter(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    window.rail.choose(Page.CALLS)
    page = window.pages.calls
    qtbot.waitUntil(lambda: page.model.rowCount() > 10)
    assert not page.call_button.isEnabled()
    page.view.setFocus()
    page.view.setCurrentIndex(page.model.index(0))
    call = page.current
    assert call is not None
    assert page.call_button.isEnabled()
    page.call_button.click()
    dialled = [order for order in stage.engine.orders if order[0] == "dial"]
    assert [order[2] for order in dialled] == [call.address]


def test_the_log_shows_missed_calls_alone_and_they_count_as_seen(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    ring()
    stage.engine.end("c1")
    qtbot.waitUntil(lambda: stage.services.call_log.missed == 1)
    window.rail.choose(Page.CALLS)
    page = window.pages.calls
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    whole = page.model.rowCount()
    page.segments.choose(1)
    page.segments.chosen.emit(1)
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < whole)
    window.rail.choose(Page.WORK)
    qtbot.waitUntil(lambda: stage.services.call_log.missed == 0)


def test_customers_are_found_as_one_types_and_shown_on_the_right(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    window.rail.choose(Page.CUSTOMERS)
    page = window.pages.customers
    qtbot.waitUntil(lambda: page.model.rowCount() > 10)
    page.search.setFocus()
    QTest.keyClicks(page.search, "kowalczyk")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    hit = page.model.value(0)
    assert isinstance(hit, CustomerHit)
    qtbot.waitUntil(lambda: window.sidebar.customer_id == hit.customer_id and window.sidebar.head.isVisible())


def test_nobody_found_says_so(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    window.rail.choose(Page.CUSTOMERS)
    QTest.keyClicks(window.pages.customers.search, "qqqqqq")
    settle(stage, qtbot)
    qtbot.waitUntil(lambda: window.pages.customers.model.rowCount() == 0)
    assert not window.pages.customers.view.isVisible()


def test_a_customer_is_edited_and_saved_with_one_key(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    window.rail.choose(Page.CUSTOMERS)
    found = stage.store.find_customers("Anna Kowalczyk")[0]
    window.pages.customers.edit(found.customer_id)
    editor = window.pages.customers.editor
    qtbot.waitUntil(editor.isVisible)
    assert editor.name.text() == "Anna Kowalczyk"
    before = stage.store.customer(found.customer_id)
    assert before is not None
    editor.city.setText("Warszawa")
    editor.tags.setText("trade,  łódź ,")
    editor.phones.setPlainText(editor.phones.toPlainText() + "\n22 555 12 34\n")
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not editor.isVisible())
    after = stage.store.customer(found.customer_id)
    assert after is not None
    assert after.city == "Warszawa"
    assert after.tags == ("trade", "łódź")
    assert {a.value for a in before.addresses} < {a.value for a in after.addresses}
    assert "+48225551234" in {a.value for a in after.addresses}
    assert after.fields == before.fields


def test_a_customer_without_a_name_cannot_be_saved_and_escape_leaves(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.choose(Page.CUSTOMERS)
    window.pages.customers.new_button.click()
    editor = window.pages.customers.editor
    assert not editor.save_button.isEnabled()
    QTest.keyClick(editor.name, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_every_setting_has_an_editor_that_shows_its_value(window: MainWindow, stage: Stage) -> None:
    window.rail.choose(Page.SETTINGS)
    page = window.pages.settings
    for group in stage.services.settings.groups:
        page.choose(group.key)
        QApplication.processEvents()
        shown = [
            editor for editor in page.findChildren(SettingEditor) if editor.isVisibleTo(page) and editor.isVisible()
        ]
        assert [editor.setting.key for editor in shown] == [setting.key for setting in group.settings]


def test_a_change_counts_at_once_and_a_wrong_one_is_refused_in_words(window: MainWindow, stage: Stage) -> None:
    settings = stage.services.settings
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose("wrap_up")
    editors = {editor.setting.key: editor for editor in window.pages.settings.findChildren(SettingEditor)}
    seconds = editors["wrap_up.seconds"].field
    assert isinstance(seconds, QSpinBox)
    seconds.setValue(45)
    seconds.editingFinished.emit()
    assert settings.number("wrap_up.seconds") == 45
    required = editors["wrap_up.required"].field
    assert isinstance(required, Switch)
    required.click()
    assert settings.is_on("wrap_up.required")
    mode = editors["wrap_up.mode"].field
    assert isinstance(mode, QComboBox)
    mode.setCurrentIndex(mode.findData("open"))
    mode.activated.emit(mode.currentIndex())
    assert settings.text("wrap_up.mode") == "open"


def test_the_dispositions_of_the_store_are_offered_by_name(window: MainWindow, stage: Stage) -> None:
    settings = stage.services.settings
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose("wrap_up")
    editors = {editor.setting.key: editor for editor in window.pages.settings.findChildren(SettingEditor)}
    combo = editors["wrap_up.default_disposition"].field
    assert isinstance(combo, QComboBox)
    labels = [one.label for one in stage.services.interactions.dispositions]
    assert [combo.itemText(n) for n in range(combo.count())] == ["None", *labels]
    combo.setCurrentText(labels[1])
    combo.activated.emit(combo.currentIndex())
    code = stage.services.interactions.dispositions[1].code
    assert settings.text("wrap_up.default_disposition") == code
    settings.offer(
        "wrap_up.default_disposition", [Choice(value=code, label="Call again"), Choice(value="x", label="X")]
    )
    assert combo.currentText() == "Call again"
    assert combo.count() == 3


def test_several_lines_are_written_when_the_keyboard_leaves(window: MainWindow, stage: Stage) -> None:
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose("account")
    editors = {editor.setting.key: editor for editor in window.pages.settings.findChildren(SettingEditor)}
    servers = editors["account.servers"].field
    assert isinstance(servers, QPlainTextEdit)
    servers.setFocus()
    servers.setPlainText("pbx1.example\n\n pbx2.example:5070 ")
    editors["account.user"].field.setFocus()
    assert stage.services.settings.texts("account.servers") == ("pbx1.example", "pbx2.example:5070")


def test_the_microphone_is_open_only_while_its_level_is_shown(window: MainWindow, stage: Stage) -> None:
    def watched() -> list[object]:
        return [order[0] for order in stage.engine.orders if order[0] in ("watch_levels", "ignore_levels")]

    window.rail.choose(Page.SETTINGS)
    assert watched() == []
    window.pages.settings.choose("sound")
    QApplication.processEvents()
    assert watched() == ["watch_levels"]
    window.rail.choose(Page.WORK)
    assert watched() == ["watch_levels", "ignore_levels"]


def test_a_chosen_headset_that_is_away_keeps_its_line(window: MainWindow, stage: Stage) -> None:
    stage.services.settings.set("sound.microphone", "gone-1")
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose("sound")
    editors = {e.setting.kind: e for e in window.pages.settings.findChildren(SettingEditor)}
    combo = editors[Kind.MICROPHONE].field
    assert isinstance(combo, QComboBox)
    assert combo.currentData() == "gone-1"
    assert "not connected" in combo.currentText()


# ---------------------------------------------------------------- the first set-up


@pytest.fixture
def first_run(window: MainWindow, stage: Stage, qtbot: QtBot) -> FirstRun:
    window.show_first_run()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FirstRun)
    dialog.server.setText("pbx.example")
    dialog.user.setText("8014")
    dialog.password.setText("secret")
    return dialog


def tried(stage: Stage) -> list[Account]:
    return [order[1] for order in stage.engine.orders if order[0] == "use_account" and isinstance(order[1], Account)]


def test_the_set_up_tries_for_real_and_says_what_failed(first_run: FirstRun, stage: Stage, qtbot: QtBot) -> None:
    first_run.next_button.click()
    assert not first_run.next_button.isEnabled()
    assert tried(stage)[-1].password == "secret"
    refused = Registration(
        state=RegistrationState.REFUSED, text="The exchange refused the password.", hint="Try again."
    )
    stage.engine.registration_changed.emit(refused)
    qtbot.waitUntil(first_run.next_button.isEnabled)
    assert first_run.trouble_words == "The exchange refused the password. Type them again, or ask your administrator."
    first_run.reject()


def test_the_set_up_goes_on_to_the_headset_when_the_line_registered(
    first_run: FirstRun, stage: Stage, qtbot: QtBot
) -> None:
    first_run.next_button.click()
    for state in (RegistrationState.REGISTERING, RegistrationState.REGISTERED):
        stage.engine.registration_changed.emit(Registration(state=state, text=state.value, user="8014"))
    qtbot.waitUntil(lambda: first_run.check.isVisible())
    assert stage.services.settings.text("account.user") == "8014"
    combo = first_run.devices[DeviceRole.MICROPHONE]
    combo.setCurrentIndex(combo.findData("mic-2"))
    combo.activated.emit(combo.currentIndex())
    assert ("choose_device", DeviceRole.MICROPHONE, "mic-2") in stage.engine.orders
    first_run.next_button.click()
    assert not first_run.isVisible()


def test_a_password_is_asked_for_and_kept(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.services.line.password_needed.emit("1001 at pbx.example")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PasswordDialog)
    assert dialog.field.echoMode() == QLineEdit.EchoMode.Password
    assert not dialog.use_button.isEnabled()
    QTest.keyClicks(dialog.field, "geheim")
    dialog.use_button.click()
    assert not dialog.isVisible()


def test_without_a_keyring_nothing_is_offered_to_be_kept(window: MainWindow, stage: Stage) -> None:
    stage.services.line._has_keyring = False
    stage.services.line.password_needed.emit("1001 at pbx.example")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PasswordDialog)
    assert not dialog.keep.isVisible()
    assert not dialog.keep.isChecked()
    dialog.reject()


def test_a_field_for_a_number_is_as_high_as_the_others(window: MainWindow) -> None:
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose("wrap_up")
    number = next(box for box in window.pages.settings.findChildren(QSpinBox) if box.isVisible())
    assert number.height() == 36


# ---------------------------------------------------------------- keys


def test_a_key_is_changed_by_pressing_another_and_a_taken_one_is_refused(
    window: MainWindow, stage: Stage, ring: Ring, qtbot: QtBot
) -> None:
    dialog = KeysDialog(window.keys, window)
    dialog.open()
    hold = dialog.editors["hold"]
    hold.setKeySequence(QKeySequence("Ctrl+H"))
    hold.editingFinished.emit()
    assert window.keys.keys("hold") == "Ctrl+H"
    assert stage.services.settings.texts("keys.changes") == ("hold = Ctrl+H",)
    mute = dialog.editors["mute"]
    mute.setKeySequence(QKeySequence("Ctrl+H"))
    mute.editingFinished.emit()
    assert window.keys.keys("mute") == "F6"
    assert "already means" in dialog.words
    answer = dialog.editors["answer"]
    answer.setKeySequence(QKeySequence("Ctrl+Shift+Y"))
    answer.editingFinished.emit()
    assert window.call_bar.ring_view.answer_button.key == "Ctrl Shift Y"  # what is drawn is what is pressed
    dialog.accept()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    ring()
    stage.engine.pick_up("c1")
    QTest.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert ("hold", "c1") in stage.engine.orders


def test_no_two_keys_are_the_same_by_default() -> None:
    defaults = [shortcut.default for shortcut in all_shortcuts()]
    assert len(defaults) == len(set(defaults))
    assert len({shortcut.name for shortcut in all_shortcuts()}) == len(defaults)


def test_lines_that_name_no_key_are_left_out() -> None:
    assert parse_changes(("hold = Ctrl+H", "nonsense", "unknown = F1", "")) == {"hold": "Ctrl+H"}


def test_two_entries_of_one_person_are_merged_after_one_question_and_parted_again(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    anna = stage.store.find_customers("Anna Kowalczyk")[0].customer_id
    number = Address(kind=AddressKind.PHONE, value="", typed="+48 601 000 001")
    double = stage.store.save_customer(Customer(name="Zzofia Double", addresses=(number,))).id
    assert double is not None
    window.rail.choose(Page.CUSTOMERS)
    window.pages.customers.edit(anna)
    qtbot.waitUntil(window.pages.customers.editor.isVisible)
    merging = window.pages.customers.editor.merging
    merging.field.setFocus()
    QTest.keyClicks(merging.field, "kowalcz")
    settle(stage, qtbot)
    assert not merging.suggestions.isVisible()  # nobody is merged with themselves
    merging.field.selectAll()
    QTest.keyClicks(merging.field, "zzofia")
    qtbot.waitUntil(lambda: isinstance(merging.suggestions.current, CustomerHit))
    QTest.keyClick(merging.field, Qt.Key.Key_Return)
    assert "Zzofia Double" in merging.words
    assert "undone" in merging.words
    QTest.keyClick(merging, Qt.Key.Key_Tab)
    merging.not_button.click()
    assert merging.words == ""
    kept = stage.store.customer(double)
    assert kept is not None
    assert kept.merged_into is None
    QTest.keyClicks(merging.field, "zzofia")
    qtbot.waitUntil(lambda: isinstance(merging.suggestions.current, CustomerHit))
    QTest.keyClick(merging.field, Qt.Key.Key_Return)
    merging.merge_button.click()
    qtbot.waitUntil(lambda: len(merging.lines) == 1)
    assert [hit.customer_id for hit in stage.store.find_customers("Zzofia")] == [anna]
    merging.lines[0].part_button.click()
    qtbot.waitUntil(lambda: not merging.lines)
    assert [hit.customer_id for hit in stage.store.find_customers("Zzofia")] == [double]


def test_a_customers_language_is_chosen_by_name_and_an_unlisted_one_stays(window: MainWindow) -> None:
    editor = window.pages.customers.editor
    for code, shown in (("pl", "Polish"), ("zh-CN", "Chinese (zh-CN)"), ("tlh", "tlh (tlh)"), ("", "Not known")):
        editor.edit(Customer(id=1, name="Anna", language=code))
        assert editor.language.currentText() == shown
        assert editor._edited().language == code
    editor.language.setCurrentIndex(editor.language.findText("German"))
    assert editor._edited().language == "de"


def test_enter_in_the_search_shows_the_first_found_and_then_edits_it(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    window.rail.choose(Page.CUSTOMERS)
    page = window.pages.customers
    page.search.setFocus()
    QTest.keyClicks(page.search, "kowalczyk")
    settle(stage, qtbot)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.view.currentIndex().row() == 0
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(page.editor.isVisible)
    assert page.editor.name.hasFocus()


def test_somebody_new_has_nobody_to_be_merged_with(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.choose(Page.CUSTOMERS)
    window.pages.customers.new_button.click()
    assert not window.pages.customers.editor.merging.isVisible()


def test_calling_back_puts_the_notes_in_front(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    window.rail.choose(Page.CALLS)
    stage.engine.place("c1", STRANGER)
    assert window.work_pane.notes.editor.isVisible()
    qtbot.waitUntil(window.work_pane.notes.editor.hasFocus)
    assert window.work_list.key == "c1"
    window.rail.choose(Page.SETTINGS)
    stage.engine.pick_up("c1")
    assert window.pages.settings.isVisible()  # who looks elsewhere meanwhile is left there


def test_without_devices_the_sound_page_says_so_and_notices_a_headset(window: MainWindow, stage: Stage) -> None:
    window.rail.choose(Page.SETTINGS)
    window.pages.settings.choose("sound")
    stage.engine.devices_changed.emit(DeviceList(devices=()))
    check = window.pages.settings.findChild(SoundCheck)
    assert check is not None
    assert "Plug in a headset" in check.words
    assert not check.speaker_button.isEnabled()
    stage.engine.devices_changed.emit(DEVICES)
    assert "Say something" in check.words
    assert check.speaker_button.isEnabled()


def test_the_chosen_group_of_settings_stays_in_view_when_a_notice_takes_room(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    window.rail.choose(Page.SETTINGS)
    page = window.pages.settings
    page.choose(ACCOUNTS)
    groups = page.groups
    window.resize(1280, 500)
    qtbot.waitUntil(lambda: groups.viewport().height() < groups.sizeHintForRow(0) * groups.model().rowCount())
    qtbot.waitUntil(lambda: groups.viewport().rect().contains(groups.visualRect(groups.currentIndex())))
