"""Every word of the window can be said in another language: with a translator that marks all it is asked for, what is
shown without a mark is what people or the store call something."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import text as sql

from desktop.domain import text
from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import Address, AddressKind, Customer, Order
from desktop.domain.interaction import Interaction, InteractionState
from desktop.domain.written import DraftKind, Mark, Remark
from desktop.store.transfer.writing import save_order
from desktop.ui.lists.rows import ROW_ROLE, Row
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.language_box import LanguageBox
from desktop.ui.rail import Page
from desktop.ui.widgets.text import TextLine
from tests.ui import scenes
from tests.ui.conftest import put_away, settle
from tests.ui.mails import Mailbox
from tests.ui.stage import DEVICES, Stage

MARK = "§"
EARLIER = "isOfAnEarlierTest"
"""Such a widget lives until memory is looked through, and was built without marks."""
NAMES = re.compile(
    r"\b(Ctrl|Shift|Alt|Return|Parley|UDP|TCP|TLS|Billing|Support|Maria Król|Line 1001 registered|[\w.]+@[\w.]+)\b"
)
"""Keys, what has one name everywhere, addresses, and what the stage calls things."""
OF_OTHERS = {"Press shortcut", *(device.name for device in DEVICES.devices)}
"""Qt says it, in its own catalogues; names of devices."""
WORD = re.compile(r"[^\W\d_]{2,}")
"""Two letters or more: initials and keys have fewer."""


@pytest.fixture
def marked(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[Stage, MainWindow]]:
    """A translator that marks every text, before anything is built; what the store says is marked as well."""
    for window in QApplication.topLevelWidgets():
        window.setProperty(EARLIER, True)
    before = text._translator
    text.install_translator(lambda source, _n: f"{MARK}{source}")
    stage = Stage(tmp_path)
    _fill(stage)
    stage.open()
    settle(stage, qtbot)
    window = MainWindow(stage.services)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield stage, window
    put_away(window)
    stage.close()
    text.install_translator(before)


def _fill(stage: Stage) -> None:
    """One customer of whom there is something of everything."""
    with stage.store.database.writing() as tx:
        for table in ("dispositions", "reason_codes"):
            tx.execute(sql(f"UPDATE {table} SET label = '{MARK}' || label"))
    anna = stage.store.save_customer(
        Customer(
            name=f"{MARK}Anna",
            organisation=f"{MARK}Studio",
            tags=(f"{MARK}trade",),
            is_vip=True,
            addresses=(Address(kind=AddressKind.PHONE, value="+48601234567", typed="+48 601 234 567"),),
        )
    )
    assert anna.id is not None
    now = datetime.now(UTC)
    sent = f"{MARK}sent"
    order = Order(number="10-1", customer_id=anna.id, placed_at=now, status=sent, amount=Decimal(5), currency="EUR")
    with stage.store.database.writing() as tx:
        save_order(tx, order)
    for number, state in enumerate((InteractionState.CLOSED, InteractionState.MISSED, InteractionState.DECLINED)):
        for channel in Channel:
            stage.store.add_interaction(
                Interaction(
                    channel=channel,
                    direction=Direction.INBOUND,
                    state=state,
                    started_at=now - timedelta(hours=number),
                    customer_id=anna.id,
                    queue=f"{MARK}Billing",
                )
            )


def words_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case TextLine():
            yield widget.text
        case QLineEdit():
            yield widget.placeholderText()
        case QSpinBox():
            yield widget.suffix()
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QAbstractItemView():
            yield from _words_of_rows(widget.model())


def _words_of_rows(model: QAbstractItemModel) -> Iterator[str]:
    for number in range(model.rowCount()):
        index = model.index(number, 0)
        row = index.data(ROW_ROLE)
        yield row.detail if isinstance(row, Row) else str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def wait_for(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()))
    QApplication.processEvents()  # what follows from it is seen


def unmarked() -> set[str]:
    """Of every window there is since the marks are."""
    found = {
        words
        for window in QApplication.topLevelWidgets()
        if not window.property(EARLIER)
        for widget in (window, *window.findChildren(QWidget))
        if not is_of_languages(widget)
        for words in words_of(widget)
    }
    return {words for words in found - OF_OTHERS if MARK not in words and WORD.search(NAMES.sub("", words))}


def is_of_languages(widget: QWidget | None) -> bool:
    """The system knows the names of languages; a list that drops from a field is looked at there."""
    return widget is not None and (isinstance(widget, LanguageBox) or is_of_languages(widget.parentWidget()))


def written(stage: Stage, window: MainWindow, wait: scenes.Wait) -> None:
    """A letter read and answered, with a file, recipients and the bar of emphasis in sight."""
    box = Mailbox(stage)
    files = [(f"{MARK}label.pdf", "application/pdf", b"%PDF")]
    remark = Remark(mark=Mark.IMITATES, words=f"{MARK}x")
    number, _ = box.arrive(
        f"{MARK}Anna <anna@mail.example>", f"{MARK}Chair", f"{MARK}Late", files=files, remarks=[remark]
    )
    box.take(number)
    wait(lambda: stage.services.work_list.rows)
    window.work_list.choose_row(0)
    pane = window.work_pane.conversation
    wait(lambda: pane.composer.draft is not None and pane.transcript.cards)
    pane.composer.bar.show()
    pane.composer.line.click()
    pane.composer.editor.insertPlainText("x")
    wait(lambda: pane.composer.saved_words)
    pane.send()
    wait(lambda: len(pane.transcript.cards) == 2)


def noting(stage: Stage, window: MainWindow, wait: scenes.Wait) -> None:
    written(stage, window, wait)
    composer = window.work_pane.conversation.composer
    composer.kinds._group.button(2).click()
    wait(lambda: composer.draft is not None and composer.draft.kind is DraftKind.NOTE)


IN_THE_WINDOW = (
    written,
    noting,
    scenes.accounts,
    scenes.idle,
    scenes.opened,
    scenes.keypad,
    scenes.wrap_up,
    scenes.stranger,
    scenes.dial,
    scenes.search,
    scenes.search_filtered,
    scenes.search_empty,
    scenes.calls,
    scenes.customers,
    scenes.editor,
)


@pytest.mark.parametrize("scene", IN_THE_WINDOW, ids=lambda scene: scene.__name__)
def test_each_word_of_the_window_can_be_said_in_another_language(
    marked: tuple[Stage, MainWindow], qtbot: QtBot, scene: scenes.Scene
) -> None:
    stage, window = marked
    scene(stage, window, lambda condition: wait_for(qtbot, condition))
    QApplication.processEvents()
    assert unmarked() == set()


def test_each_setting_can_be_said_in_another_language(marked: tuple[Stage, MainWindow]) -> None:
    stage, window = marked
    window.rail.choose(Page.SETTINGS)
    for group in stage.services.settings.groups:
        window.pages.settings.choose(group.key)
        QApplication.processEvents()
        assert unmarked() == set()


@pytest.mark.parametrize("scene", [scenes.first_run, scenes.keys, scenes.password], ids=lambda scene: scene.__name__)
def test_each_dialog_can_be_said_in_another_language(
    marked: tuple[Stage, MainWindow], qtbot: QtBot, scene: scenes.Scene
) -> None:
    stage, window = marked
    scene(stage, window, lambda condition: wait_for(qtbot, condition))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert unmarked() == set()
    dialog.close()
