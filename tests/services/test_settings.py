"""Settings: layers, locks, bad values, damaged and unwritable files."""

import json
import os
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ConfigurationError
from desktop.services.notices import Notices
from desktop.services.settings import Choice, Policy, Settings, SettingValue
from desktop.services.settings_declared import declared_settings

pytestmark = pytest.mark.usefixtures("qapp")


def opened(file: Path, policy: Policy | None = None, notices: Notices | None = None) -> Settings:
    return Settings(file, declared_settings(), notices or Notices(), policy)


def test_each_default_is_a_value_of_its_own_setting_and_each_key_begins_with_its_group(tmp_path: Path) -> None:
    keys = []
    for group in opened(tmp_path / "settings.json").groups:
        for setting in group.settings:
            assert setting.check(setting.default) == setting.default
            assert setting.group == group.key
            assert setting.label
            keys.append(setting.key)
    assert len(keys) == len(set(keys))


def test_the_users_file_goes_before_the_organisations_defaults_and_locks_before_all(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"wrap_up.seconds": 45, "account.user": "8014", "calls.region": "PL"}))
    policy = Policy(
        defaults={"wrap_up.seconds": 60, "appearance.theme": "dark"}, locked={"calls.region": "DE"}, where="policy"
    )
    settings = opened(file, policy)
    assert settings.number("wrap_up.seconds") == 45
    assert settings.text("appearance.theme") == "dark"
    assert settings.text("calls.region") == "DE"
    assert settings.text("account.transport") == "udp"
    settings.reset("wrap_up.seconds")
    assert settings.number("wrap_up.seconds") == 60


def test_what_is_set_is_told_and_found_again(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "new" / "settings.json"
    settings = opened(file)
    with qtbot.waitSignal(settings.changed) as changed:
        settings.set("account.servers", ("pbx.example", "backup.example:5070"))
    assert changed.args == ["account.servers"]
    assert opened(file).texts("account.servers") == ("pbx.example", "backup.example:5070")
    with qtbot.assertNotEmitted(settings.changed):
        settings.set("account.servers", "pbx.example\nbackup.example:5070")


def test_a_locked_setting_says_who_locked_it_and_keeps_its_value(tmp_path: Path) -> None:
    settings = opened(tmp_path / "s.json", Policy(locked={"account.transport": "tls"}, where="/etc/parley"))
    assert settings.is_locked("account.transport")
    assert "/etc/parley" in settings.lock_reason("account.transport")
    with pytest.raises(ConfigurationError, match="organisation"):
        settings.set("account.transport", "udp")
    settings.reset("account.transport")
    assert settings.text("account.transport") == "tls"
    assert settings.lock_reason("account.user") == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("wrap_up.seconds", 0),
        ("wrap_up.seconds", True),
        ("wrap_up.seconds", "30"),
        ("appearance.theme", "pink"),
        ("calls.guard", 1),
        ("account.user", 8014),
        ("account.servers", (1, 2)),
    ],
)
def test_a_wrong_value_is_refused_in_words_and_changes_nothing(tmp_path: Path, key: str, value: SettingValue) -> None:
    file = tmp_path / "settings.json"
    settings = opened(file)
    before = settings.value(key)
    with pytest.raises(ConfigurationError, match=settings.setting(key).label):
        settings.set(key, value)
    assert settings.value(key) == before
    assert not file.exists()


def test_a_wrong_value_in_a_file_is_left_out_and_told_while_the_others_count(tmp_path: Path) -> None:
    file, notices = tmp_path / "settings.json", Notices()
    file.write_text(json.dumps({"wrap_up.seconds": "soon", "account.user": "8014", "from.the.future": 1}))
    settings = opened(file, Policy(locked={"calls.guard": "yes"}, where="policy"), notices)
    assert settings.number("wrap_up.seconds") == 30
    assert settings.text("account.user") == "8014"
    assert not settings.is_locked("calls.guard")
    assert {notice.key for notice in notices.notices} == {
        "settings.wrong.wrap_up.seconds",
        "settings.wrong.calls.guard",
    }
    settings.set("account.user", "8015")
    assert json.loads(file.read_text())["from.the.future"] == 1


def test_a_choice_that_is_a_list_and_half_a_pair_of_letters_leave_the_rest_as_it_is(tmp_path: Path) -> None:
    file, notices = tmp_path / "settings.json", Notices()
    file.write_text('{"appearance.theme": ["dark"], "account.user": "8014", "from.the.future": "\\ud800"}')
    settings = opened(file, notices=notices)
    assert [notice.key for notice in notices.notices] == ["settings.wrong.appearance.theme"]
    assert settings.text("account.user") == "8014"
    settings.set("account.user", "8015")
    assert json.loads(file.read_text("utf-8"))["from.the.future"] == "\ud800"


def test_a_file_that_an_editor_of_windows_wrote_is_no_damaged_one(tmp_path: Path) -> None:
    file, notices = tmp_path / "settings.json", Notices()
    file.write_text('\ufeff{"account.user": "8014"}', "utf-8")
    assert opened(file, notices=notices).text("account.user") == "8014"
    assert not notices.notices


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff\xfe\x00", b"", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_told(tmp_path: Path, content: bytes) -> None:
    file, notices = tmp_path / "settings.json", Notices()
    file.write_bytes(content)
    settings = opened(file, notices=notices)
    assert settings.text("account.user") == ""
    assert (tmp_path / "settings.damaged.json").read_bytes() == content
    assert [notice.key for notice in notices.notices] == ["settings.damaged"]
    settings.set("account.user", "8014")
    assert opened(file).text("account.user") == "8014"


def test_a_file_that_cannot_be_written_is_said_in_words_and_the_old_value_counts(tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.write_text("a file where the folder should be")
    settings = opened(folder / "settings.json")
    with pytest.raises(ConfigurationError, match="could not be saved"):
        settings.set("account.user", "8014")
    assert settings.text("account.user") == ""


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.json"
    settings = opened(file)
    settings.set("account.user", "8014")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ConfigurationError, match="No space left"):
        settings.set("account.user", "8015")
    monkeypatch.undo()
    assert opened(file).text("account.user") == "8014"


def test_the_same_notice_replaces_itself_and_its_button_is_told_once(qapp: QObject, qtbot: QtBot) -> None:
    from desktop.services.notices import Notice

    notices = Notices()
    posted: list[Notice] = []
    notices.posted.connect(posted.append)
    notices.post(Notice(key="line", text="No answer."))
    notices.post(Notice(key="line", text="No answer."))
    notices.post(Notice(key="line", text="Refused.", action_label="Settings"))
    assert [notice.text for notice in posted] == ["No answer.", "Refused."]
    assert [notice.text for notice in notices.notices] == ["Refused."]
    with qtbot.waitSignal(notices.acted):
        notices.act("line")
    with qtbot.assertNotEmitted(notices.acted):
        notices.act("line")
    assert notices.notices == ()


def test_what_the_store_offers_is_all_that_may_be_chosen_from_then_on(tmp_path: Path, qtbot: QtBot) -> None:
    key, file, notices = "wrap_up.default_disposition", tmp_path / "settings.json", Notices()
    settings = opened(file, notices=notices)
    settings.set(key, "follow_up")  # nobody knows yet
    again = opened(file, notices=notices)
    with qtbot.assertNotEmitted(again.changed), qtbot.waitSignal(again.choices_offered):
        again.offer(key, [Choice(value="follow_up", label="Follow-up")])
    assert again.text(key) == "follow_up"
    assert notices.notices == ()
    with pytest.raises(ConfigurationError, match="solved") as refused:
        again.set(key, "solved")
    assert refused.value.hint == "Choose one of: None, Follow-up."
    again.set(key, "")
    assert again.text(key) == ""


@pytest.mark.parametrize("layer", ["user", "defaults", "locked"])
def test_a_disposition_that_the_store_does_not_have_is_told_of_and_left_out(
    tmp_path: Path, qtbot: QtBot, layer: str
) -> None:
    key, file, notices = "wrap_up.default_disposition", tmp_path / "settings.json", Notices()
    wrong = {key: "no_such"}
    if layer == "user":
        file.write_text(json.dumps(wrong))
    policy = Policy(where="policy", **({layer: wrong} if layer != "user" else {}))
    settings = opened(file, policy, notices)
    assert settings.text(key) == "no_such"
    with qtbot.waitSignal(settings.changed):
        settings.offer(key, [Choice(value="solved", label="Solved")])
    assert settings.text(key) == ""
    (told,) = notices.notices
    assert "no_such" in told.text


def test_the_page_on_settings_names_each_of_them_and_no_other(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    named = re.findall(r"^\| `([a-z_.]+)` \|", page, re.MULTILINE)
    assert named == [setting.key for group in declared_settings() for setting in group.settings]
