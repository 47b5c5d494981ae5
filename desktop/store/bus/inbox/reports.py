"""What a mail server says of a letter of ours is said beside that letter, too."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, update

from desktop.domain.change import ChangeKind
from desktop.domain.channel import Direction
from desktop.domain.written import Incoming, Mark
from desktop.store.bus import feed
from desktop.store.bus import letters as lists
from desktop.store.bus.tables import letters
from desktop.store.schema import messages

_REPORTS = (Mark.BOUNCE, Mark.COMPLAINT)
_MOST = 5  # for one letter: servers that try again for days say so each time
_l, _m = letters.c, messages.c
_ABOUT = (
    select(_l.message_id, _l.remarks, _m.interaction_id)
    .join(messages, _m.id == _l.message_id)
    .where(_l.external_id == bindparam("about"), _m.direction == Direction.OUTBOUND)
)


def note(tx: Connection, incoming: Sequence[Incoming]) -> None:
    """Of what is new."""
    for one in incoming:
        said = [remark for remark in one.remarks if remark.mark in _REPORTS]
        if not said or not one.about:
            continue
        for row in tx.execute(_ABOUT, {"about": one.about}).all():
            before = lists.remarks(row.remarks)
            remarks = tuple(dict.fromkeys((*before, *said)))[: max(_MOST, len(before))]
            if remarks != before:
                listed = lists.listed((), remarks, ())["remarks"]
                tx.execute(update(letters).where(_l.message_id == row.message_id).values(remarks=listed))
                feed.tell(tx, ChangeKind.INTERACTION, row.interaction_id)
