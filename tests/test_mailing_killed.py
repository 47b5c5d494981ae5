"""Hubs killed with -9 in the middle of a mailing, with a real Dovecot and Postfix: nobody twice, nobody left out."""

from pathlib import Path

from tests.conftest import keep_for_session
from tests.mail_kills import stand
from tests.mailing_kills import POINTS, kill_mailing


def test_a_mailing_reaches_everybody_once_wherever_its_hubs_are_killed(tmp_path: Path) -> None:
    with stand(tmp_path, 1, readers=12) as post:
        for pid in post.pids:
            keep_for_session(pid)
        outcome = kill_mailing(post, 0, "News", POINTS)
    assert outcome.is_right, outcome
