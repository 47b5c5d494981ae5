"""What the contract needs to know of a channel's server.

`adapter.py` in the folder of the channel's tests has `started(request)`: asked once, it returns a `NewAdapter`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.written import ChannelAccount, Outgoing
from tests.channels.mail_world import Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """`arrive` lets a customer write the message of that number; `wrong_secrets` is None where a channel has none."""

    account: ChannelAccount
    secrets: Secrets
    wrong_secrets: Secrets | None
    arrive: Callable[[int], None]
    external_id: Callable[[int], str]
    is_seen_there: Callable[[int], bool]
    outgoing: Outgoing
    taken: Callable[[], int]
    to_nobody: Outgoing


NewAdapter = Callable[[], Adapter]
"""With an account of its own for each test."""
