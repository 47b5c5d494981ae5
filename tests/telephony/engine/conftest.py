"""A desk that is signed on."""

from collections.abc import Iterator
from typing import Any

import pytest

from desktop.domain.phone import Account, IncomingPolicy
from tests.servers.kamailio import Registrar
from tests.telephony.conftest import PASSWORD
from tests.telephony.desks import TestDesk, desk


@pytest.fixture(scope="module")
def module_desk(exchange: Registrar, qapp: object) -> Iterator[TestDesk]:
    with desk() as made:
        made.register(account_of(exchange))
        yield made


@pytest.fixture
def agent(module_desk: TestDesk) -> Iterator[TestDesk]:
    """The module's signed-on desk, with nothing remembered and no call up."""
    module_desk.forget()
    module_desk.link.set_incoming_policy(IncomingPolicy.RING)  # a test that failed may have left another
    yield module_desk
    for call_id in {call.id for call in module_desk.calls}:
        module_desk.link.hang_up(call_id)


def account_of(exchange: Registrar, **changes: Any) -> Account:
    values: dict[str, Any] = {"user": "agent", "password": PASSWORD, "servers": (exchange.address,)}
    return Account(**{**values, **changes})
