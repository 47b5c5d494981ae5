"""Every pane of written work, in every state there is a scene of: all on the grid and named, no button's words cut."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.buttons import PlainButton
from tests.ui import scenes
from tests.ui.conftest import settle
from tests.ui.scenes_handing import SCENES as HANDING
from tests.ui.scenes_mailing import SCENES as MAILING
from tests.ui.scenes_reading import SCENES as READING
from tests.ui.scenes_work import WORK_SCENES
from tests.ui.stage import Stage
from tests.ui.test_accessibility import nameless
from tests.ui.test_grid import off_the_grid

_OWN = (
    *("mail", "mail_empty", "mail_long", "mail_many", "mail_pictures", "mail_preview", "mail_preview_text"),
    *("mail_preview_danger", "mail_texts", "mail_gap", "call_prompt", "macros", "texts", "text_form", "macro_form"),
    *("accounts", "accounts_troubled", "account_form", "account_code", "account_page", "picture_senders"),
)
_SCENES = {
    **MAILING,
    **HANDING,
    **{name: scene for name, scene in READING.items() if name != "work_many"},  # for eyes: it takes ten seconds
    **{name: scenes.SCENES[name] for name in (*_OWN, *(s.__name__ for s in WORK_SCENES))},
}


def _cut(top: QWidget) -> list[str]:
    """Buttons that have not the room their words ask for."""
    shown = [one for one in top.findChildren(QAbstractButton) if one.isVisible() and isinstance(one, PlainButton)]
    return [
        f"{one.accessibleName() or one.text()}: {one.width()} of {one.minimumSizeHint().width()}"
        for one in shown
        if one.width() < one.minimumSizeHint().width()
    ]


@pytest.mark.parametrize("scene", sorted(_SCENES))
def test_a_pane_is_on_the_grid_and_named_and_uncut(window: MainWindow, stage: Stage, scene: str, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    _SCENES[scene](stage, window, lambda condition: qtbot.waitUntil(lambda: bool(condition())))
    shown = scenes.shown(window, scene)
    popup = QApplication.activePopupWidget()
    for _ in range(2):  # at rest: what came in the very turn that is measured has no place yet
        settle(stage, qtbot)
        QApplication.processEvents()
        found = (off_the_grid(shown), nameless(shown), _cut(shown))
        if found == ([], [], []):
            break
    if popup is not None:
        popup.close()
    if shown is not window:
        shown.close()
    assert found == ([], [], [])
