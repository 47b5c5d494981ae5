"""A hub killed with -9 at each of twelve points of sending, with a real Dovecot and Postfix: one letter, everywhere."""

from collections.abc import Iterator

import pytest

from tests.conftest import keep_for_session
from tests.mail_kills import POINTS, Stand, stand
from tests.servers.cut_wire import Cut


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with stand(tmp_path_factory.mktemp("kills"), len(POINTS)) as made:
        for pid in made.pids:
            keep_for_session(pid)
        yield made


@pytest.mark.parametrize("point", POINTS, ids=str)
def test_a_letter_is_sent_once_wherever_its_sender_is_killed(post: Stand, point: Cut | str) -> None:
    outcome = post.kill_at(point, POINTS.index(point), 0)
    assert outcome.is_right, outcome
