"""What an agent writes by hand is no mailing: to more customers than one may write to alone, it is refused."""

from sqlalchemy import Connection, bindparam, select

from desktop.domain.channel import Direction
from desktop.domain.errors import Rejected
from desktop.domain.office.mailing import MOST_ALONE
from desktop.domain.text import tr
from desktop.domain.written import Role
from desktop.services.written_ports import Letter
from desktop.store.bus import letters as lists
from desktop.store.bus.tables import accounts, letters
from desktop.store.schema import messages

_MOST_MESSAGES = 200  # of the conversation, the newest
_l, _m = letters.c, messages.c
_OURS = select(accounts.c.address)
_TOOK_PART = (
    select(_l.participants)
    .join(messages, _m.id == _l.message_id)
    .where(_m.interaction_id == bindparam("id"), _m.direction == Direction.INBOUND)
    .order_by(_m.id.desc())
    .limit(_MOST_MESSAGES)
)


def refuse(tx: Connection, letter: Letter) -> None:
    """Raises Rejected. Who takes part already, for the customer wrote to them too, is no crowd."""
    to = {address.casefold() for address in letter.outgoing.recipients}
    if len(to) <= MOST_ALONE or not letter.written.message.author:
        return
    to -= {address.casefold() for address in tx.execute(_OURS).scalars()}
    to -= {who.address.casefold() for who in letter.written.of(Role.FROM)}
    for stored in tx.execute(_TOOK_PART, {"id": letter.outgoing.interaction_id}).scalars():
        to -= {who.address.casefold() for _, who in lists.participants(stored)}
    if len(to) > MOST_ALONE:
        raise Rejected(
            tr("This would go to %n people who take no part in the conversation.", len(to)),
            tr(
                "What goes to more than %n needs a second pair of eyes: write it under Customers, Mailings.", MOST_ALONE
            ),
        )
