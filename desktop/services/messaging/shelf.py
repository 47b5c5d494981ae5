"""The messages of one conversation made fit to be painted, kept until they are others. Store lane only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.domain.interaction import Interaction
from desktop.domain.office.pictures import picture_sender
from desktop.domain.written import Fetching, ShownMessage, WrittenMessage
from desktop.services.channel import Channels
from desktop.services.ports import Numbering
from desktop.services.written_ports import WholeStore


class Shelf:
    def __init__(self, store: WholeStore, channels: Channels, numbering: Numbering) -> None:
        self._store = store
        self._numbering = numbering
        self._channels = channels
        self._made: dict[int, ShownMessage] = {}
        self._fetched: dict[int, Mapping[str, bytes]] = {}

    def show(self, interaction: Interaction | None, messages: Sequence[WrittenMessage]) -> tuple[ShownMessage, ...]:
        return tuple(self._one(interaction, written) for written in messages)

    def give_pictures(self, message_id: int, fetched: Mapping[str, bytes]) -> None:
        """Remote ones, by address; the message is made anew with them."""
        self._fetched[message_id] = {**self._fetched.get(message_id, {}), **fetched}
        self._made.pop(message_id, None)

    def _one(self, interaction: Interaction | None, written: WrittenMessage) -> ShownMessage:
        message_id = written.message.id
        kind = self._channels.of(interaction.channel) if interaction is not None else None
        if message_id is None or kind is None:
            return ShownMessage(written=written)
        sender = picture_sender(written, interaction)
        kept = self._made.get(message_id)
        if kept is not None and kept.written == written and kept.picture_sender == sender:
            return kept
        fetched = self._fetched.get(message_id)
        shown = kind.letters.show(written, lambda: self._store.raw_message(message_id), fetched)
        fetching = Fetching.NOT_ASKED if fetched is None else Fetching.DONE
        numbers = self._numbering.numbers_in(written.message.body)
        self._made[message_id] = replace(shown, picture_sender=sender, fetching=fetching, numbers=numbers)
        return self._made[message_id]

    def allowed(self, shown: Sequence[ShownMessage]) -> frozenset[str]:
        """The senders of these whose pictures are always shown; the store is asked only where there are pictures."""
        senders = {one.picture_sender for one in shown if one.remote_pictures and one.picture_sender}
        return self._store.shows_pictures_of(senders) if senders else frozenset()
