"""A mail server for the tests that go all the way."""

from collections.abc import Iterator

import pytest

from tests.channels.mail_world import MailWorld, mail_world
from tests.conftest import keep_for_session


@pytest.fixture(scope="session")
def world() -> Iterator[MailWorld]:
    with mail_world() as made:
        keep_for_session(made.mailboxes.process.pid)
        keep_for_session(made.post.process.pid)
        yield made
