"""The store as who hands work on sees it (`written_ports.HandoverStore`)."""

from collections.abc import Sequence

from desktop.domain.work import Ending, Tagging, WorkRow
from desktop.store.bus import handling, merging
from desktop.store.bus.handover import candidates, endings, mentions, refusals, splitting, tags
from desktop.store.bus.part import Part


class Handover(Part):
    """`written_ports.HandoverStore`."""

    def endings(self, interaction_id: int) -> Sequence[Ending]:
        with self._database.reading() as tx:
            return endings.of(tx, interaction_id)

    def queues(self) -> Sequence[str]:
        with self._database.reading() as tx:
            return candidates.queues(tx)

    def mergeable(self, interaction_id: int, agent: str, limit: int = 20) -> Sequence[WorkRow]:
        with self._database.reading() as tx:
            return candidates.mergeable(tx, interaction_id, agent, limit)

    def put_as_it_was(self, before: WorkRow, after: WorkRow | None) -> bool:
        with self._database.writing() as tx:
            return handling.put_as_it_was(tx, before, after)

    def mention_done(self, interaction_id: int, agent: str) -> None:
        with self._database.writing() as tx:
            mentions.done(tx, interaction_id, agent)

    def mentioned_by(self, interaction_id: int, agent: str) -> Sequence[str]:
        with self._database.reading() as tx:
            return mentions.by_whom(tx, interaction_id, agent)

    def tag_written(self, interaction_id: int, add: Sequence[str] = (), remove: Sequence[str] = ()) -> Tagging:
        with self._database.writing() as tx:
            return tags.change(tx, interaction_id, add, remove)

    def tags_of(self, interaction_id: int) -> Sequence[str]:
        with self._database.reading() as tx:
            return tags.of(tx, interaction_id)

    def used_tags(self) -> Sequence[str]:
        with self._database.reading() as tx:
            return tags.used(tx)

    def refuse_customer(self, interaction_id: int, agent: str) -> None:
        with self._database.writing() as tx:
            refusals.refuse(tx, interaction_id, agent)

    def merge_written(self, kept_id: int, merged_id: int, by: str) -> WorkRow | None:
        with self._database.writing() as tx:
            return merging.merge(tx, kept_id, merged_id, by)

    def split_written(self, merged_id: int) -> None:
        with self._database.writing() as tx:
            merging.split(tx, merged_id)

    def split_off(self, interaction_id: int, message_id: int) -> int:
        with self._database.writing() as tx:
            return splitting.split_off(tx, interaction_id, message_id)
