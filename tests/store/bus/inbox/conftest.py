"""An account that this test holds."""

import pytest

from desktop.store import DatabaseStore
from tests.store.bus.inbox.mails import Inbox, opened


@pytest.fixture
def inbox(store: DatabaseStore) -> Inbox:
    return opened(store)
