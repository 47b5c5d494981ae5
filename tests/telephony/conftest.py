"""One Kamailio for all tests of the telephony."""

from collections.abc import Iterator

import pytest

from tests.servers.kamailio import Registrar, registrar
from tests.telephony.desks import TestDesk, desk

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def exchange() -> Iterator[Registrar]:
    """A registrar with the users `agent` and `alice`, both with `PASSWORD`."""
    with registrar({"agent": PASSWORD, "alice": PASSWORD}) as running:
        yield running


@pytest.fixture
def bare_desk(qapp: object) -> Iterator[TestDesk]:
    """A desk with an engine, without an account and without sound devices."""
    with desk() as made:
        yield made
