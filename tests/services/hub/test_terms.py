"""How long things take in a hub, as promised to whoever waits."""

from desktop.services.hub.terms import Terms, pause

TERMS = Terms()


def test_a_killed_holder_is_followed_within_ten_seconds() -> None:
    assert TERMS.lease + TERMS.renew < 10


def test_a_mailbox_whose_server_is_back_is_read_in_a_minute_or_so() -> None:
    assert max(pause(TERMS.receiving, tries) for tries in range(1, 50)) <= 75


def test_pauses_grow_and_no_two_programs_come_back_in_the_same_moment() -> None:
    for steps in (TERMS.sending, TERMS.receiving):
        assert list(steps) == sorted(set(steps))
        for tries in range(1, len(steps) + 3):
            due = steps[min(tries, len(steps)) - 1]
            found = {pause(steps, tries) for _ in range(20)}
            assert len(found) > 1
            assert all(due * 0.8 <= one <= due * 1.2 for one in found)
