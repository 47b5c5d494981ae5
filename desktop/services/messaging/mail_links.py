"""A link to a mail address, pressed in a message: a new mail to them begins here, in no other program."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from desktop.domain.channel import Channel, Direction
from desktop.domain.customer import CustomerHit
from desktop.domain.errors import DesktopError
from desktop.domain.interaction import InteractionState
from desktop.domain.office.mailto import Mailto
from desktop.domain.work import WorkRow
from desktop.domain.written import Draft, DraftKind, Participant
from desktop.services.channel import Channels
from desktop.services.messaging.feed import Feed
from desktop.services.messaging.outgoing import Post
from desktop.services.notices import Notices
from desktop.services.tasks import Lane, Tasks
from desktop.services.written_ports import WholeStore


class MailLinks(QObject):
    def __init__(  # noqa: PLR0913  the composition root names every part
        self,
        store: WholeStore,
        feed: Feed,
        channels: Channels,
        tasks: Tasks,
        notices: Notices,
        agent: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._feed = feed
        self._post = Post(store=store, channels=channels)
        self._tasks = tasks
        self._notices = notices
        self._agent = agent

    def write(self, mail: Mailto, *, owner: QObject, done: Callable[[int], None]) -> None:
        """`done` gets the interaction, whose draft is in the store. What is no address is told through a notice."""
        self._tasks.run(
            Lane.STORE,
            lambda: self._begin(mail),
            owner=owner,
            done=lambda interaction_id: self._on_begun(interaction_id, done),
            failed=self._on_failed,
        )

    def _begin(self, mail: Mailto) -> int:
        to, cc = self._people(mail.to), self._people(mail.cc)
        first = (to or cc)[0]
        known = self._known(first.address)
        row = self._store.begin(
            WorkRow(
                interaction_id=0,
                channel=Channel.EMAIL,
                state=InteractionState.ACTIVE,
                last_at=datetime.now(UTC),
                last_direction=Direction.OUTBOUND,
                customer_id=known.customer_id if known is not None else None,
                customer_name=known.name if known is not None else "",
                address=first.address,
                subject=mail.subject,
                agent=self._agent,
            )
        )
        draft = Draft(
            interaction_id=row.interaction_id,
            agent=self._agent,
            kind=DraftKind.NEW,
            to=to,
            cc=cc,
            subject=mail.subject,
            text=mail.body,
        )
        self._store.save_draft(draft)
        return row.interaction_id

    def _people(self, said: tuple[str, ...]) -> tuple[Participant, ...]:
        return self._post.letters(Channel.EMAIL).addresses(", ".join(said)) if said else ()

    def _known(self, address: str) -> CustomerHit | None:
        """The one customer who has exactly this address."""
        found = [
            hit
            for hit in self._store.find_customers(address, 5)
            if hit.address is not None and address in (hit.address.value, hit.address.typed.casefold())
        ]
        return found[0] if len(found) == 1 else None

    def _on_begun(self, interaction_id: int, done: Callable[[int], None]) -> None:
        self._feed.look()
        done(interaction_id)

    def _on_failed(self, error: DesktopError) -> None:
        self._notices.post_error("mail_link", error)
