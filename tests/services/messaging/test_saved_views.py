"""Saved views: every desk sees the team's, whoever made them; one that is removed comes back."""

from collections.abc import Callable
from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.domain.work import WorkScope, WorkView
from tests.services.messaging.conftest import AGENT, MailDesk

LATE = WorkView(scope=WorkScope.ALL, agent=AGENT, overdue_only=True)


def names(desk: MailDesk) -> list[str]:
    return [view.name for view in desk.views.views]


def test_a_view_of_the_team_is_in_a_colleagues_list_at_once(new_desk: Callable[..., MailDesk], qtbot: QtBot) -> None:
    desk, olga = new_desk(), new_desk("olga")
    olga.views.want()
    desk.views.add("Late", LATE, for_team=True)
    desk.views.add("My own", LATE, for_team=False)
    qtbot.waitUntil(lambda: names(desk) == ["My own", "Late"])
    qtbot.waitUntil(lambda: names(olga) == ["Late"])
    assert olga.views.views[0].view.agent == "olga"


def test_one_that_is_removed_comes_back_by_its_notice(desk: MailDesk, qtbot: QtBot) -> None:
    desk.views.add("Late", LATE, for_team=True)
    qtbot.waitUntil(lambda: names(desk) == ["Late"])
    before = desk.views.views
    desk.views.remove(before[0])
    qtbot.waitUntil(lambda: names(desk) == [])
    qtbot.waitUntil(lambda: bool(desk.notices.notices))
    desk.notices.act(desk.notices.notices[0].key)
    qtbot.waitUntil(lambda: desk.views.views == before)


def test_views_are_renamed_moved_and_given_to_the_team(desk: MailDesk, qtbot: QtBot) -> None:
    for name in ("A", "B", "C"):
        desk.views.add(name, LATE, for_team=False)
    qtbot.waitUntil(lambda: names(desk) == ["A", "B", "C"])
    desk.views.move(desk.views.views[2], -1)
    qtbot.waitUntil(lambda: names(desk) == ["A", "C", "B"])
    desk.views.move(desk.views.views[0], -1)
    desk.views.rename(desk.views.views[0], "First")
    qtbot.waitUntil(lambda: names(desk) == ["First", "C", "B"])
    desk.views.give_to_team(desk.views.views[1])
    qtbot.waitUntil(lambda: names(desk) == ["First", "B", "C"])
    desk.views.keep_to_oneself(desk.views.views[2])
    qtbot.waitUntil(lambda: all(view.owner == AGENT for view in desk.views.views))


def test_each_view_is_counted_with_the_agents_queues(desk: MailDesk, qtbot: QtBot) -> None:
    desk.receive()
    desk.settings.set("agent.queues", ("returns",))
    team = replace(LATE, scope=WorkScope.TEAM, overdue_only=False)
    counted: list[tuple[int, ...]] = []
    everybody = replace(team, scope=WorkScope.ALL)
    desk.work_list.count_each([team, everybody, LATE], owner=desk.notices, done=counted.append)
    qtbot.waitUntil(lambda: counted == [(0, 1, 0)])
