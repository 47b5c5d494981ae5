"""Whose remote pictures are shown without being asked for: said once by an agent, for the whole team."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.channel import Direction
from desktop.domain.interaction import Interaction
from desktop.domain.written import Mark, Role, WrittenMessage

_DOUBTFUL = frozenset({Mark.UNAUTHENTIC, Mark.IMITATES, Mark.REPLY_ELSEWHERE})


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSender:
    """`allowed_by` is an agent."""

    address: str
    allowed_by: str
    allowed_at: datetime


def picture_sender(written: WrittenMessage, interaction: Interaction | None) -> str:
    """The address whose pictures may always be shown; "" while nobody vouches for it.

    Anybody can write another's address: so it is the sender's only when our mail server says that it is, or when it is
    the customer's whose conversation this is, and nothing speaks against it. Asked again of each message.
    """
    senders = written.of(Role.FROM)
    if written.message.direction is not Direction.INBOUND or len(senders) != 1 or not senders[0].address:
        return ""
    marks = {remark.mark for remark in written.remarks}
    if marks & _DOUBTFUL:
        return ""
    address = _one_case(senders[0].address)
    is_customer = (
        interaction is not None and interaction.customer_id is not None and _one_case(interaction.address) == address
    )
    return address if is_customer or Mark.AUTHENTIC in marks else ""


def _one_case(address: str) -> str:
    """Letters that only look or sound alike stay others: folding would make `straße` and `strasse` one sender."""
    return address.lower() if address.isascii() else address
