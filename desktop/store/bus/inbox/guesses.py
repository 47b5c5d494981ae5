"""Who a stranger may be: by the address, if several have it, and by the numbers and addresses they sign with.

A signature can be copied by anybody: it is never more than a guess, which an agent confirms.
"""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from desktop.domain.channel import Direction
from desktop.domain.customer import AddressKind, CustomerHit
from desktop.services.ports import Numbering
from desktop.store import customers as customer_rows
from desktop.store.schema import addresses, customers, interactions, messages
from desktop.store.types import many

_MOST = 5
_MESSAGES = 3  # the stranger's newest
_LINES, _CHARACTERS = 25, 2_000  # at the end of what they wrote themselves
_SHORTEST_NATIONAL = 7  # digits: shorter numbers are alike by chance
_QUOTED = re.compile(r"^(?:>|-{3,} ?\w|_{5,})", re.MULTILINE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NUMBER = re.compile(r"(?<![\w@])\+?\d[\d ()/.-]{5,20}\d(?!\w)")

_a, _c, _i, _m = addresses.c, customers.c, interactions.c, messages.c
_STRANGER = select(_i.address).where(_i.id == bindparam("id"), _i.customer_id.is_(None))
_WRITTEN = (
    select(_m.body)
    .where(_m.interaction_id == bindparam("id"), _m.direction == Direction.INBOUND)
    .order_by(_m.sent_at.desc(), _m.id.desc())
    .limit(_MESSAGES)
)
_IS_NATIONAL = and_(_a.kind == AddressKind.PHONE, _a.national.in_(many("nationals")), _a.national != "")
_HOLDERS = (
    select(func.coalesce(_c.root_id, _c.id).label("root"))
    .join(customers, _c.id == _a.customer_id)
    .where(or_(_a.value.in_(many("values")), _IS_NATIONAL))
    .limit(200)
)


def maybe_customers(tx: Connection, interaction_id: int, numbering: Numbering) -> Sequence[CustomerHit]:
    """Nobody for what has a customer already. At most five; those who fit by more of it first."""
    address = tx.execute(_STRANGER, {"id": interaction_id}).scalar()
    if address is None:
        return ()
    said = [_own_end(body) for body in tx.execute(_WRITTEN, {"id": interaction_id}).scalars()]
    numbers = {numbering.normalise(found.group()) for text in said for found in _NUMBER.finditer(text)} - {""}
    mails = {found.group().casefold() for text in said for found in _MAIL.finditer(text)}
    nationals = {one for one in map(numbering.national, numbers) if len(one) >= _SHORTEST_NATIONAL}
    bound = {"values": sorted({address.casefold(), *numbers, *mails} - {""}), "nationals": sorted(nationals)}
    roots = [row.root for row in tx.execute(_HOLDERS, bound)]
    best = sorted(set(roots), key=lambda root: (-roots.count(root), root))[:_MOST]
    hits = customer_rows.hits_of(tx, best)
    return [hits[root] for root in best if root in hits]


def _own_end(body: str) -> str:
    """Where a signature stands: the end of what comes before the first quote."""
    quoted = _QUOTED.search(body)
    own = body[: quoted.start()] if quoted and quoted.start() else body
    return "\n".join(own[-_CHARACTERS:].splitlines()[-_LINES:])
