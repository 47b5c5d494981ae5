"""What conversations are filed under: words that agents, or macros, put to them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select

from desktop.domain.change import ChangeKind
from desktop.domain.work import Tagging, tag_of
from desktop.store.bus import feed, handling
from desktop.store.bus.families import family_of, members_of
from desktop.store.bus.handover.tables import interaction_tags
from desktop.store.plain import Question, tags_of
from desktop.store.types import many

_t = interaction_tags.c
_OF = select(_t.interaction_id, _t.tag).where(_t.interaction_id.in_(many("ids")))
_ALL = Question("SELECT DISTINCT tag FROM interaction_tags ORDER BY tag")


def change(tx: Connection, interaction_id: int, add: Sequence[str], remove: Sequence[str]) -> Tagging:
    """What changed by it: upper and lower case make no other tag. Of a merged one, those of the whole are seen.

    LookupError, ValueError for a call.
    """
    row = handling.lock(tx, interaction_id)
    there = tx.execute(_OF, {"ids": members_of(tx, row.id)}).all()
    unwanted = {tag_of(tag).casefold() for tag in remove}
    gone = [(whose, tag) for whose, tag in there if tag.casefold() in unwanted]
    kept = {tag.casefold() for _, tag in there} - unwanted
    new = {tag.casefold(): tag for tag in _clean(add) if tag.casefold() not in kept}
    for whose, tag in gone:
        tx.execute(interaction_tags.delete().where(_t.interaction_id == whose, _t.tag == tag))
    if new:
        tx.execute(insert(interaction_tags), [{"interaction_id": row.id, "tag": tag} for tag in new.values()])
    if new or gone:
        feed.tell(tx, ChangeKind.INTERACTION, row.id)
    return Tagging(added=tuple(new.values()), removed=tuple(dict.fromkeys(tag for _, tag in gone)))


def _clean(tags: Iterable[str]) -> list[str]:
    return [tag for tag in map(tag_of, tags) if tag]


def of(tx: Connection, interaction_id: int) -> tuple[str, ...]:
    """As a row of the list has them, whether it is open or not."""
    found = tx.execute(_OF, {"ids": family_of(tx, interaction_id)}).all()
    return tags_of("\n".join(tag for _, tag in found))


def used(tx: Connection) -> list[str]:
    """Those there are, in alphabetical order."""
    return [row[0] for row in _ALL.rows(tx, {})]
